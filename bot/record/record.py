"""Keeping what was asked, in the background, so that an answer never waits for it.

Knows a queue and how long to try. Must not know SQL or Slack. Whatever becomes of the
database, those who answer notice nothing: they `note`, and what they need from the store
they get through `ask_store`, which returns a default while it is gone.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from bot.record.asked import Asked, Verdict
from bot.record.mask import mask

if TYPE_CHECKING:
    from bot.record.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")
Health: TypeAlias = Literal["starting", "ok", "gone", "off"]

# Questions gather for a moment and are written together.
GATHER_S = 0.25
MOST_AT_ONCE = 1000
MASKED_AT_ONCE = 5
# An outage of the database is bridged for this many questions; then the oldest are lost.
MOST_WAITING = 10_000
# A database that takes longer is gone; it is tried again after the second of these.
PATIENCE_S, RETRY_S = 10.0, 5.0
# So often is a database looked for that nobody had to write to.
LOOK_EVERY_S = 5.0
LAST_WORD_S = 0.1
# A batch that a working database refuses this often is the batch's own fault.
MOST_TRIES = 3
# What SQLAlchemy calls the database's fault: no connection, a full disk, a lock.
UNWELL = ("OperationalError", "InterfaceError")
# Shorter than a database has to let us in: what hosts grant a process to stop is ten seconds.
STOP_TIMEOUT_S = 3.0
PRUNE_EVERY_S = 60 * 60
DAY_S = 24 * 60 * 60
# Nobody follows up on what was answered longer ago.
THREADS_KEPT_S = 7 * DAY_S
# What keeps questions takes a third of a second to load, beside the server's start and whoever
# asks right then: it comes so long after them.
STORE, FIRST_ANSWERS_S = "bot.record.store", 0.25


async def open_store(url: str) -> Store:
    """Open the database. Loads SQLAlchemy first, which start-up need not wait for."""
    if STORE not in sys.modules:
        await asyncio.sleep(FIRST_ANSWERS_S)
    store = await asyncio.to_thread(importlib.import_module, STORE)
    try:
        opened: Store = await store.Store.open(url)
    except Exception:
        # aiosqlite's thread has a last word for this loop, which may be about to close.
        await asyncio.sleep(LAST_WORD_S)
        raise
    return opened


class Recorder:
    """Keeps one process's questions for `keep_days`; 0 keeps none, and deletes what there was."""

    def __init__(
        self,
        open_store: Callable[[], Awaitable[Store]],
        keep_days: int,
        *,
        gather_s: float = GATHER_S,
        retry_s: float = RETRY_S,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._open_store = open_store
        self._keep_days = keep_days
        self._gather_s = gather_s
        self._retry_s = retry_s
        self._look_every_s = look_every_s
        self._waiting: deque[Asked | Verdict] = deque()
        self._news = asyncio.Event()
        self._settled = asyncio.Event()
        self._lost = 0
        self._tries = 0
        self._stop = asyncio.Event()
        self._store: Store | None = None
        self._health: Health = "starting"

    @property
    def health(self) -> Health:
        """How the store is: "gone" while the database does not answer, "off" once stopped."""
        return self._health

    @property
    def is_keeping(self) -> bool:
        """Tell whether questions are kept at all."""
        return self._keep_days > 0

    def note(self, news: Asked | Verdict | None) -> None:
        """Keep a question, or what a person said of its answer. Never waits, never raises."""
        if news is None or not self.is_keeping or self._stop.is_set():
            return
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft()
            self._lost += 1
        self._waiting.append(news)
        self._news.set()

    async def ask_store(
        self,
        question: Callable[[Store], Awaitable[T]],
        default: T,
        *,
        timeout_s: float = PATIENCE_S,
    ) -> T:
        """Return what the store says, or `default` while it is gone. Never raises."""
        if self._store is None:
            return default
        try:
            async with asyncio.timeout(timeout_s):
                return await question(self._store)
        except Exception as error:  # noqa: BLE001 - whatever a database can do
            self._note_outage(error)
            return default

    async def settled(self) -> None:
        """Wait until the store was tried once, whether or not it is there."""
        await self._settled.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Recorder]:
        """Keep what is noted for as long as the context lasts, and what is left at its end."""
        task = asyncio.create_task(self._run())
        try:
            yield self
        finally:
            self._stop.set()
            self._news.set()
            if self._waiting or self._store is not None:
                await asyncio.wait([task], timeout=STOP_TIMEOUT_S)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if self._waiting:
                log.warning("stopped with %d questions not kept", len(self._waiting))
            self._health = "off"

    async def _run(self) -> None:
        is_last_try = False
        while not is_last_try:
            is_last_try = self._stop.is_set()
            try:
                await self._write()
                is_last_try = True
            except Exception as error:  # noqa: BLE001 - whatever a database can do
                self._note_outage(error)
            self._settled.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self._retry_s)

    async def _write(self) -> None:
        """Open the store and keep what is noted, until told to stop or the store is gone."""
        async with asyncio.timeout(PATIENCE_S):
            store = await self._open_store()
        try:
            self._store = store
            if not self._waiting:  # else it has yet to show that it takes what waits
                self._note_recovery()
            self._settled.set()
            prune_at = 0.0
            while self._waiting or not self._stop.is_set():
                if time.monotonic() >= prune_at:
                    prune_at = time.monotonic() + PRUNE_EVERY_S
                    await self._prune(store)
                if not self._waiting:
                    await self._wait_for_news(store)
                await self._write_some(store)
        finally:
            self._store = None
            await store.close()

    async def _wait_for_news(self, store: Store) -> None:
        """Wait for a while for something to keep; where nothing comes, see if the store is there.

        One of several workers may have nothing to keep for hours, and `/healthz` asks it too.
        """
        self._news.clear()
        if self._stop.is_set():
            return
        try:
            await asyncio.wait_for(self._news.wait(), self._look_every_s)
        except TimeoutError:
            async with asyncio.timeout(PATIENCE_S):
                await store.ping()
            self._note_recovery()

    async def _write_some(self, store: Store) -> None:
        if self._waiting and not self._stop.is_set():
            await asyncio.sleep(self._gather_s)
        batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
        if not batch:
            return
        try:
            masked = await _mask_all(batch)
            async with asyncio.timeout(PATIENCE_S):
                await store.add(masked)
        except BaseException as error:
            self._tries += type(error).__name__ not in UNWELL
            if self._tries < MOST_TRIES:
                room = MOST_WAITING - len(self._waiting)
                self._lost += max(len(batch) - room, 0)
                self._waiting.extendleft(reversed(batch[-room:] if room else []))
            else:
                log.error("the database refuses %d questions: they are not kept", len(batch))  # noqa: TRY400 - the traceback may quote a question
                self._tries = 0
                self._lost += len(batch)
            raise
        self._tries = 0
        self._note_recovery()

    async def _prune(self, store: Store) -> None:
        """Delete what is older than it may be."""
        before = time.time() - self._keep_days * DAY_S if self._keep_days else None
        async with asyncio.timeout(PATIENCE_S):
            if count := await store.forget(before):
                log.info("forgot %d questions that were old enough", count)
            await store.tidy(time.time() - THREADS_KEPT_S)

    def _note_outage(self, error: Exception) -> None:
        if self._health != "gone":
            log.error("the database is gone (%s): answers go on, questions wait", reason(error))
        self._health = "gone"

    def _note_recovery(self) -> None:
        if self._health == "gone":
            log.warning("the database answers again; %d questions were lost", self._lost)
            self._lost = 0
        self._health = "ok"


def reason(error: Exception) -> str:
    """Return what a driver says, without the statement and the details that quote a question."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__


async def _mask_all(batch: list[Asked | Verdict]) -> list[Asked | Verdict]:
    """Mask questions a few at a time, so that none who asks meanwhile waits for all.

    Not in a thread: the two would fight for Python's one lock, and answers would wait longer.
    """
    masked: list[Asked | Verdict] = []
    for i, one in enumerate(batch):
        masked.append(replace(one, text=mask(one.text)) if isinstance(one, Asked) else one)
        if i % MASKED_AT_ONCE == 0:
            await asyncio.sleep(0)
    return masked
