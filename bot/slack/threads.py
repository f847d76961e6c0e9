"""What was answered last in a thread or a direct message, for follow-ups.

Kept in the store, so that it outlives a restart and all workers know it, with a copy in
this process for when the store is gone. What one person alone was shown there, they alone
follow. Ids and a hash of the place are kept, for a week; never anybody's words.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict

from bot import recall
from bot.answer import Answer
from bot.guide import Guide
from bot.record.record import Recorder
from bot.slack.tasks import Tasks

log = logging.getLogger(__name__)

# A person waits for the store, but not long.
PATIENCE_S = 0.5
MOST_REMEMBERED = 10_000


class Threads:
    """Remembers the last answer of each thread, and what a person alone saw in it since."""

    def __init__(self, recorder: Recorder, tasks: Tasks) -> None:
        self._recorder = recorder
        self._tasks = tasks
        self._own: OrderedDict[str, tuple[int, str]] = OrderedDict()

    async def last(
        self, guide: Guide, channel: str, thread_ts: str | None, user: str
    ) -> Answer | None:
        """Return the last answer that a person saw there, as far as the guide still has it."""
        keys = (_key(channel, thread_ts), _key(channel, thread_ts, user))
        kept: tuple[int, str] | None = None
        try:
            async with asyncio.timeout(PATIENCE_S):
                kept = await self._recorder.ask_store(lambda store: store.recall(*keys), None)
        except TimeoutError:
            log.warning("the store is too slow to say what a follow-up follows")
        # Another worker may have answered since we did, or ours is not yet written.
        newest = max((one for one in (*map(self._own.get, keys), kept) if one), default=None)
        return recall.read(newest[1], guide) if newest else None

    def remember(
        self, answer: Answer, channel: str, *threads: str | None, only_for: str = ""
    ) -> None:
        """Keep an answer as the last one of some threads; None is outside of any thread.

        `only_for` is the id of the one person who sees it. What was no answer at all, or help in choosing, leaves the one before it in place.
        """
        if answer.kind == "none" or answer.reason == "choose":
            return
        at_ms, line = time.time_ns() // 1_000_000, recall.write(answer)
        keys = [_key(channel, thread_ts, only_for) for thread_ts in dict.fromkeys(threads)]
        for key in keys:
            self._own[key] = (at_ms, line)
            self._own.move_to_end(key)
        while len(self._own) > MOST_REMEMBERED:
            self._own.popitem(last=False)
        self._tasks.start(self._keep(keys, line, at_ms))

    async def _keep(self, keys: list[str], line: str, at_ms: int) -> None:
        await self._recorder.ask_store(lambda store: store.remember(keys, line, at_ms), None)


def _key(channel: str, thread_ts: str | None, user: str = "") -> str:
    place = " ".join((channel, thread_ts or "", *([user] if user else [])))
    return hashlib.sha256(place.encode()).hexdigest()[:32]
