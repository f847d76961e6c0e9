"""The guide that is served now, and the watch on its folder.

Everything that answers holds a `Live` and asks it for `convene` anew with each question,
so that a question keeps the guide it started with while the next one gets a newer one. A
folder with a problem never replaces a guide: the last good one stays.
"""

from __future__ import annotations

import asyncio
import logging
import stat
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, TypeVar

from watchfiles import awatch

from bot import guide as guides
from bot import wording
from bot.convene import Convene
from bot.guide import BrokenGuide, Guide, Problem
from bot.guide.said import Said
from bot.wording import Wording

log = logging.getLogger(__name__)
# It says of each change that there was one; what became of it is ours to say.
logging.getLogger("watchfiles").setLevel(logging.WARNING)

T = TypeVar("T")

# Files are looked at this often even where the file system tells nothing of their changes:
# network folders, links into other folders, a folder that was away.
SWEEP_S = 0.5
# Editors write in several steps, and git writes many files: what moves is left to settle,
# but not for ever: until they rest this long after they were read.
SETTLE_S, LONGEST_SETTLE_S = 0.05, 2.0
# What is served already is learnt from when no edit came for this long.
QUIET_S = 0.25
# Content folders are flat: types/, pages/ and wording/ below the top.
DEPTH = 2

Marks: TypeAlias = tuple[tuple[str, int, int, int, int], ...]
"""What tells that a file changed, for each: its path, inode, size and two times."""


@dataclass
class Live:
    """The `Convene` that answers now, and when (seconds since 1970) it was loaded.

    `problems` is why the folder, as it is now, is not what answers; empty when it is.
    `is_watched` is false while the folder cannot be looked at: no edit goes live then. `marks`
    are the folder's from just before it was read, where they were taken.
    """

    convene: Convene
    loaded_at: float = field(default_factory=time.time)
    problems: tuple[Problem, ...] = ()
    started_at: float = field(default_factory=time.time)
    is_watched: bool = True
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder as it was read, before anything is learnt from it."""

    guide: Guide
    words: Mapping[str, Wording]


def load(folder: Path) -> Convene | tuple[Problem, ...]:
    """Read a content folder and learn from it, or say what is wrong. Never raises."""
    content = read(folder)
    return learn(content, folder) if isinstance(content, Content) else content


def read(folder: Path) -> Content | tuple[Problem, ...]:
    """Read a content folder, or say what is wrong. Never raises."""

    def both() -> Content:
        guide = guides.load(folder)
        return Content(guide, wording.load(guide.languages, folder))

    return _try(both, folder)


def learn(content: Content, folder: Path) -> Convene | tuple[Problem, ...]:
    """Learn from what was read of a folder, or say what is wrong. Never raises."""
    return _try(lambda: Convene.learn(content.guide, content.words), folder)


def _retell(served: Convene, content: Content, folder: Path) -> Convene | tuple[Problem, ...]:
    return _try(lambda: served.retell(content.guide, content.words), folder)


def _try(work: Callable[[], T], folder: Path) -> T | tuple[Problem, ...]:
    try:
        return work()
    except BrokenGuide as broken:
        return broken.problems
    except Exception as error:
        log.exception("the content could not be loaded")
        what = Said(
            "The bot could not learn from this folder ({error})", error=type(error).__name__
        )
        fix = Said("Undo the last change. This is a mistake in the bot: its log says where.")
        return (Problem(str(folder), 1, what, fix),)


@asynccontextmanager
async def watching(live: Live, folder: Path) -> AsyncIterator[None]:
    """Serve every sound change of the folder for as long as the context lasts."""
    task = asyncio.create_task(_Watch(live, folder).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class _Watch:
    """Watches one folder: by the file system's events, and by looking now and then."""

    def __init__(self, live: Live, folder: Path) -> None:
        self._live = live
        self._folder = folder
        self._seen = live.marks  # what was just loaded is not read again
        self._can_watch = True
        self._learning: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "learn")

    async def run(self) -> None:
        try:
            while True:
                await self._watch()
                await asyncio.sleep(SWEEP_S)
        finally:
            self._learn_later(None)
            self._thread.shutdown(wait=False, cancel_futures=True)

    async def _watch(self) -> None:
        """Look, and follow the folder's events. Whatever goes wrong ends no watch for good."""
        try:
            await self._look()
            if _identity(self._folder):
                await self._follow()
        except Exception:
            if self._live.is_watched:
                log.exception("the content folder could not be looked at; trying again")
            self._live.is_watched = False

    async def _follow(self) -> None:
        """Look whenever the file system tells of a change, until the folder is another one."""
        watched = _identity(self._folder)
        events = _events(self._folder)
        async with aclosing(events):
            while _identity(self._folder) == watched:
                try:
                    changes = await anext(events)
                # A file's name that is not UTF-8 raises what the library has no name for.
                except Exception as error:  # noqa: BLE001
                    self._doubt(error)
                    return
                await self._look(is_told=bool(changes))

    def _doubt(self, error: Exception) -> None:
        """Say once that the file system's events cannot be relied on."""
        while isinstance(error, ExceptionGroup):
            error = error.exceptions[0]
        if self._can_watch:
            log.warning(
                "the content folder is looked at every %s s: its events cannot be had (%s)",
                SWEEP_S,
                error,
            )
        self._can_watch = False

    async def _look(self, *, is_told: bool = False) -> None:
        """Serve the folder if it changed, as soon as it is at rest."""
        marks = marks_of(self._folder)
        self._live.is_watched = True
        if marks == self._seen and not is_told:
            return
        deadline = time.monotonic() + LONGEST_SETTLE_S
        while True:
            content = await asyncio.to_thread(read, self._folder)
            await asyncio.sleep(SETTLE_S)
            after = marks_of(self._folder)
            # What was written while we read may have been read in part.
            if after == marks:
                break
            if time.monotonic() > deadline:
                return
            marks = after
        # What is saved from here on is seen by the next look.
        self._seen = marks
        await self._adopt(content)

    async def _adopt(self, content: Content | tuple[Problem, ...]) -> None:
        """Serve what was read at once, with what is learnt already, and learn from it after.

        The cards say the new texts; names and asks are found, and what is gone is not; what
        else a question is about is found as it was a moment ago.
        """
        served = self._live.convene
        if not isinstance(content, Content):
            self._serve(content)
        elif content.guide.version == served.guide.version:
            self._serve(served)
        else:
            self._learn_later(None)
            self._serve(await asyncio.to_thread(_retell, served, content, self._folder))
            self._learn_later(content)

    def _learn_later(self, content: Content | None) -> None:
        """Learn from what is served already, as soon as nobody edits it."""
        if self._learning:
            self._learning.cancel()
        self._learning = None
        if content:
            self._learning = asyncio.create_task(self._learn_when_quiet(content))

    async def _learn(self, content: Content) -> Convene | tuple[Problem, ...]:
        """Learn in a thread, one after the other: two at once would both take twice as long."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, learn, content, self._folder)

    async def _learn_when_quiet(self, content: Content) -> None:
        await asyncio.sleep(QUIET_S)
        learnt = await self._learn(content)
        if isinstance(learnt, Convene):
            self._live.convene = learnt
        else:
            self._serve(learnt)

    def _serve(self, found: Convene | tuple[Problem, ...]) -> None:
        """Swap the guide in one step, or keep the one there is and say why."""
        live = self._live
        if isinstance(found, tuple):
            if found != live.problems:
                log.error("the content folder has problems; the guide before it stays live")
                for problem in found:
                    log.error("%s", problem)
            live.problems = found
            return
        if live.problems:
            log.warning("the content folder is sound again")
        live.problems = ()
        if found is not live.convene:
            live.convene, live.loaded_at = found, time.time()
            log.info("serving %s", found.guide.version)


async def _events(folder: Path) -> AsyncGenerator[object]:
    """Tell, over and over, what changed in a folder, or that nothing did for a while."""
    async for changes in awatch(
        folder,
        watch_filter=None,
        debounce=200,
        step=20,
        rust_timeout=int(SWEEP_S * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        yield changes


def _identity(folder: Path) -> tuple[int, int] | None:
    """Tell a folder from another one that took its place, also behind a link."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def marks_of(folder: Path) -> Marks:
    """Return what tells that a content folder changed, where they are no longer the same."""
    return tuple(sorted(_walk(folder, DEPTH)))


def _walk(folder: Path, depth: int) -> Iterator[tuple[str, int, int, int, int]]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        try:
            of = path.stat()  # where a link leads counts: that is what is read
        except OSError:
            continue
        if not stat.S_ISDIR(of.st_mode):
            yield str(path), of.st_ino, of.st_size, of.st_mtime_ns, of.st_ctime_ns
        elif depth > 1 and not path.name.startswith("."):
            yield from _walk(path, depth - 1)
