"""The last good guide, kept in the store: what is served after a restart with a broken folder.

Knows the content folder as a bundle of files, and the store. Must not know Slack.
"""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import zipfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import guide as guides
from bot.convene import Convene, uncollected
from bot.guide import BrokenGuide, Problem
from bot.guide.content import PARTS, TOP
from bot.guide.folder import like, scan
from bot.live import live as lives
from bot.live.live import Live
from bot.record.record import Recorder, open_store, reason
from bot.settings import SettingsError

if TYPE_CHECKING:
    from bot.record.store import Store

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0


def start(folder: Path, database_url: str) -> Live:
    """Load the folder or, where it is broken, its own last good guide from the store.

    Raises `BrokenGuide` where neither can be had, and `SettingsError` where there is no such
    folder, nor ever was: its name is mistyped.
    """
    marks = lives.marks_of(folder)
    with uncollected():
        found = lives.load(folder)
    if isinstance(found, Convene):
        gc.freeze()  # it stays: no collection has to go through it again, which takes 0.1 s
        return Live(found, marks=marks)
    # A thread of its own, since the servers' workers start within a running loop.
    with ThreadPoolExecutor(1) as thread:
        kept = thread.submit(asyncio.run, _last(folder, database_url)).result()
    if kept is None:
        if not folder.exists():
            raise SettingsError(_no_such(folder))
        raise BrokenGuide(found)
    log.error(
        "the content folder has problems: serving the last good guide from the store, %s",
        kept.guide.version,
    )
    _log_problems(found)
    return Live(kept, problems=found)


def _no_such(folder: Path) -> str:
    meant = like(folder)
    mend = f"did you mean {meant}?" if meant else "set it to the one that has guide.yml in it."
    return f"CONTENT_DIR names the folder {folder}, and there is none: {mend}"


def _log_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        log.error("%s", problem)


async def _last(folder: Path, database_url: str) -> Convene | None:
    try:
        store = await open_store(database_url)
        try:
            files = await store.last_guide(_key(folder))
        finally:
            await store.close()
        if files is None:
            return None
        with unpacked(files, folder.name) as good:
            return Convene.load(good)
    except Exception as error:  # noqa: BLE001 - without a store the problems are told, as ever
        log.warning("no guide can be had from the store: %s", reason(error))
        return None


@asynccontextmanager
async def keeping(live: Live, folder: Path, recorder: Recorder) -> AsyncIterator[None]:
    """Keep every guide that is served, for as long as the context lasts."""
    task = asyncio.create_task(_keep(live, folder, recorder))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep(live: Live, folder: Path, recorder: Recorder) -> None:
    kept = failed = None
    while True:
        version = live.convene.guide.version
        if version not in (kept, failed) and not live.problems and recorder.health == "ok":
            try:
                if await _keep_now(version, folder, recorder):
                    kept = version
            except Exception:
                # Not again and again: the next version may be kept, as ever.
                log.exception("the guide could not be kept for a restart: %s", version)
                failed = version
        await asyncio.sleep(LOOK_EVERY_S)


async def _keep_now(version: str, folder: Path, recorder: Recorder) -> bool:
    files = await asyncio.to_thread(_pack_if, folder, version)
    if files is None:
        return False
    keep = partial(_keep_one, folder=folder, version=version, files=files)
    return await recorder.ask_store(keep, default=False)


async def _keep_one(store: Store, folder: Path, version: str, files: bytes) -> bool:
    return await store.keep_guide(_key(folder), version, files)


def _key(folder: Path) -> str:
    """Return what a folder is known by in the store, from wherever the bot is started.

    Links are left as they are: where they lead may change with each version of the guide.
    """
    whole = Path()
    for part in folder.absolute().parts:
        whole = whole.parent if part == ".." else whole / part
    return str(whole)


def _pack_if(folder: Path, version: str) -> bytes | None:
    """Return the folder's files, or None where they are no longer those of that version."""
    try:
        files = pack(folder)
        with unpacked(files, folder.name) as packed:
            return files if guides.load(packed).version == version else None
    except (OSError, BrokenGuide):
        return None


def pack(folder: Path) -> bytes:
    """Return the files of a content folder as one ZIP."""
    files = io.BytesIO()
    # ZIP knows no time before 1980, which files from an archive or an image may have.
    with zipfile.ZipFile(files, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as bundle:
        for name in TOP:
            if (folder / name).exists():
                bundle.write(folder / name, name)
        parts = scan(folder).parts
        for part in PARTS:
            for path in parts.get(part, ()):
                bundle.write(path, f"{part}/{path.name}")
    return files.getvalue()


@contextmanager
def unpacked(files: bytes, name: str) -> Iterator[Path]:
    """Lay the files of a ZIP out in a folder, for as long as the context lasts.

    `name` is what the folder is called, which is a part of a guide's version.
    """
    with TemporaryDirectory(prefix="convene-") as place:
        folder = Path(place) / (name or "content")
        with zipfile.ZipFile(io.BytesIO(files)) as bundle:
            bundle.extractall(folder)
        yield folder
