"""What went back and forth, with timings, and a bell for whoever waits for more.

Knows requests as plain values. Must not know what they mean. Bounded: the oldest go.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar

from bot.desk.records import Message

Direction: TypeAlias = Literal["to_bot", "to_slack"]

MAX_LOG = 500

T = TypeVar("T")


@dataclass(slots=True)
class Exchange:
    """One request and its answer. `at` is in seconds since 1970.

    `error` is Slack's word for what went wrong, and `shown` the sentence that it shows to
    the person then. `cause` is the number of the delivery that a call of the bot's most
    likely answers. `errors` are a modal's, by block id; `about` the ids it concerns.
    """

    number: int
    direction: Direction
    what: str
    at: float
    request: Any = None
    status: int | None = None
    answer: Any = None
    error: str | None = None
    duration_ms: float | None = None
    cause: int | None = None
    shown: str | None = None
    message: Message | None = None
    errors: dict[str, str] = field(default_factory=dict)
    about: frozenset[str] = frozenset()
    started: float = field(default_factory=time.perf_counter, repr=False)

    def claim(self, message: Message | None) -> None:
        """Note that this made a message what it is, together with its cause."""
        self.message = message
        if message:
            numbers = [number for number in (self.cause, self.number) if number]
            message.exchanges.extend(one for one in numbers if one not in message.exchanges)


class Log:
    """The latest exchanges. Whatever happens rings the bell."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.entries: deque[Exchange] = deque(maxlen=MAX_LOG)
        self._clock = clock
        self._numbers = 0
        self._bell = asyncio.Event()

    def begin(
        self, direction: Direction, what: str, request: Any, about: Iterable[str] = ()
    ) -> Exchange:
        """Note that a request goes out or comes in."""
        self._numbers += 1
        exchange = Exchange(
            self._numbers, direction, what, self._clock(), request, about=frozenset(about)
        )
        self.entries.append(exchange)
        return exchange

    def finish(self, exchange: Exchange) -> None:
        """Note that a request was answered, and when."""
        exchange.duration_ms = (time.perf_counter() - exchange.started) * 1000
        self.ring()

    def find(self, number: int | None) -> Exchange | None:
        """Return the exchange of this number, while it is remembered."""
        return next((one for one in self.entries if one.number == number), None)

    def cause(self, about: Iterable[str]) -> int | None:
        """Return the number of the latest delivery about one of these ids, by their order."""
        for one in about:
            for exchange in reversed(self.entries):
                if exchange.direction == "to_bot" and one in exchange.about:
                    return exchange.number
        return None

    def ring(self) -> None:
        """Wake whoever waits for something to happen."""
        self._bell.set()
        self._bell = asyncio.Event()

    async def next_ring(self) -> None:
        """Wait until something happens."""
        await self._bell.wait()

    async def until(self, check: Callable[[], T | None], timeout_s: float) -> T:
        """Wait until `check` finds something, looking again whenever anything happens."""
        async with asyncio.timeout(timeout_s):
            while not (found := check()):
                await self.next_ring()
        return found
