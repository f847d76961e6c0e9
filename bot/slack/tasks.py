"""Work that goes on after Slack has had its 200.

Slack wants an answer within three seconds and repeats an event that got none, so what
needs calls to Slack runs here. asyncio itself keeps no reference to a task and waits for
none at the end; this does both.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """The work under way in this process."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` to its end. It handles its own errors."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def drain(self, timeout_s: float) -> int:
        """Wait for all work to end, also for work begun meanwhile; return what was cut off."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while self._under_way and (left_s := deadline - loop.time()) > 0:
            await asyncio.wait(self._under_way, timeout=left_s)
        cut_off = list(self._under_way)
        for task in cut_off:
            task.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)
        return len(cut_off)
