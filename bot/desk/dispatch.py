"""Deliveries to the bot: each logged, events retried as Slack retries them.

Knows when to send what again. Must not know how it travels or what people meant by it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any

from bot.desk import payloads
from bot.desk.delivery import Kind, Line, Outcome
from bot.desk.log import Exchange, Log
from bot.desk.records import Message
from bot.desk.workspace import Workspace

RETRY_DELAYS_S = (0.0, 60.0, 300.0)


class Dispatch:
    """Sends what happens to the bot, and keeps what goes on in the background."""

    def __init__(
        self,
        workspace: Workspace,
        line: Line,
        log: Log,
        *,
        sleep: Callable[[float], Awaitable[None]],
        retry_delays_s: Sequence[float],
    ) -> None:
        self._workspace = workspace
        self._line = line
        self._log = log
        self._sleep = sleep
        self._retry_delays_s = retry_delays_s
        self._tasks: set[asyncio.Task[Any]] = set()

    async def deliver(
        self, kind: Kind, what: str, payload: Mapping[str, Any], about: Iterable[str]
    ) -> tuple[Exchange, Outcome]:
        """Send a command or an interaction, once."""
        exchange = self._log.begin("to_bot", what, payload, about)
        outcome = await self._line.send(kind, payload)
        self._record(exchange, outcome)
        return exchange, outcome

    async def deliver_event(self, event: Mapping[str, Any]) -> None:
        """Send an event; where that fails, the retries go on in the background."""
        payload = payloads.event_callback(event, self._workspace.clock())
        reason = await self._try_event(payload, None)
        if reason:
            self._spawn(self._retry_event(payload, reason))

    async def deliver_outbox(self) -> None:
        """Send the events that wait in the workspace, together."""
        events = self._workspace.take_events()
        self._log.ring()
        await asyncio.gather(*(self.deliver_event(event) for event in events))

    def spawn_outbox(self) -> None:
        """Let the bot hear of what it did itself, as Slack does, without waiting."""
        for event in self._workspace.take_events():
            self._spawn(self.deliver_event(event))

    async def idle(self) -> None:
        """Wait until everything in the background, retries included, is over."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Drop what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _retry_event(self, payload: Mapping[str, Any], reason: str) -> None:
        for number, delay_s in enumerate(self._retry_delays_s, start=1):
            await self._sleep(delay_s)
            again = await self._try_event(payload, (number, reason))
            if again is None:
                return
            reason = again

    async def _try_event(
        self, payload: Mapping[str, Any], retry: tuple[int, str] | None
    ) -> str | None:
        """Send an event once; return why it should be sent again, if it should."""
        event = payload["event"]
        what = f"event {event['type']}" + (f" (retry {retry[0]})" if retry else "")
        about = [str(event[name]) for name in EVENT_IDS if event.get(name)]
        exchange = self._log.begin("to_bot", what, payload, about)
        outcome = await self._line.send("events_api", payload, retry)
        self._record(exchange, outcome)
        exchange.claim(self._said(event))
        self._log.ring()
        if outcome.is_ok or outcome.headers.get("x-slack-no-retry") == "1":
            return None
        return outcome.error

    def _said(self, event: Mapping[str, Any]) -> Message | None:
        """Return the message that an event is about, where it is one of a person's."""
        channel = self._workspace.channels.get(event.get("channel", ""))
        message = channel.messages.get(str(event.get("ts"))) if channel else None
        return message if message and not message.is_by_app else None

    def _record(self, exchange: Exchange, outcome: Outcome) -> None:
        exchange.status, exchange.answer = outcome.status, outcome.body
        exchange.error = outcome.error
        self._log.finish(exchange)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


EVENT_IDS = ("channel", "user", "ts", "thread_ts", "message_ts", "function_execution_id")
