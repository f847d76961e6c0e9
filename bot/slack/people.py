"""Which language a person reads: the one they chose, else Slack's own for them.

In which they are answered, with what they ask in the balance, is `bot.answer.spoken`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.record.record import Recorder
from bot.slack.refusals import reason
from bot.slack.tasks import Tasks

log = logging.getLogger(__name__)

# People rarely change their language. What Slack would not tell is asked again sooner.
KNOWN_FOR_S, UNKNOWN_FOR_S = 60 * 60, 60
# Another worker may have heard a person choose; a store that is gone may come back.
CHOSEN_FOR_S, UNCHOSEN_FOR_S = 60, 5
# A person waits for a word of theirs to be looked up, but not long.
PATIENCE_S, STORE_PATIENCE_S = 0.8, 0.5
MOST_REMEMBERED = 20_000

Ask: TypeAlias = Callable[[str, str | None], Awaitable[tuple[str | None, float]]]
"""Takes a person and what was known of them; returns what is, and for how many seconds."""


class People:
    """Knows people's locales ("fr-CA", or the bare code that they chose)."""

    def __init__(self, client: AsyncWebClient, tasks: Tasks, recorder: Recorder) -> None:
        self._client = client
        self._tasks = tasks
        self._recorder = recorder
        self._slacks = _Memory(self._ask_slack, tasks, PATIENCE_S)
        self._chosen = _Memory(self._ask_store, tasks, STORE_PATIENCE_S)

    async def locale(self, user: str | None) -> str | None:
        """Return a person's locale, or None where nobody tells, or not in time."""
        if not user:
            return None
        return await self._chosen.get(user) or await self._slacks.get(user)

    async def chosen(self, user: str | None) -> str | None:
        """Return the language that a person chose for themselves, or None.

        While the bot starts nobody waits for the database: a question mostly tells its language.
        """
        if not user:
            return None
        if self._recorder.health == "starting":
            return self._chosen.last(user)
        return await self._chosen.get(user)

    def known(self, user: str | None) -> str | None:
        """Return a person's locale as far as it can be told without asking anybody."""
        if not user:
            return None
        return self._chosen.last(user) or self._slacks.last(user)

    def choose(self, user: str, language: str | None) -> None:
        """Remember which language a person wants, from now on and after a restart.

        None is for the language in which they ask.
        """

        async def keep() -> None:
            await self._recorder.settled()
            await self._recorder.ask_store(
                lambda store: store.choose_language(user, language), language
            )

        self._chosen.put(user, language, CHOSEN_FOR_S)
        self._tasks.start(keep())

    async def _ask_store(self, user: str, known: str | None) -> tuple[str | None, float]:
        await self._recorder.settled()
        chosen = await self._recorder.ask_store(lambda store: store.chosen_language(user), known)
        is_there = self._recorder.health == "ok"
        return chosen, CHOSEN_FOR_S if is_there else UNCHOSEN_FOR_S

    async def _ask_slack(self, user: str, _: str | None) -> tuple[str | None, float]:
        try:
            response = await self._client.users_info(user=user, include_locale=True)
            return response["user"].get("locale"), KNOWN_FOR_S
        except SlackApiError as error:
            # Without the scope users:read every such answer is in the guide's language.
            log.warning("Slack does not tell a person's language: %s", reason(error))
        except Exception as error:  # noqa: BLE001 - whatever the network does, the answer goes on
            log.warning("Slack could not be asked for a person's language: %r", error)
        return None, UNKNOWN_FOR_S


class _Memory:
    """Remembers one thing of each person for a while, and asks for it once at a time."""

    def __init__(self, ask: Ask, tasks: Tasks, patience_s: float) -> None:
        self._ask = ask
        self._tasks = tasks
        self._patience_s = patience_s
        self._known: OrderedDict[str, tuple[float, str | None]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[None]] = {}

    async def get(self, user: str) -> str | None:
        until, known = self._known.get(user, (0.0, None))
        if until > time.monotonic():
            return known
        if user not in self._asking:
            self._asking[user] = self._tasks.start(self._learn(user, known))
        # Late, the answer goes out in the guide's language, and the next one will know.
        await asyncio.wait([self._asking[user]], timeout=self._patience_s)
        return self._known.get(user, (0.0, known))[1]

    def last(self, user: str) -> str | None:
        return self._known.get(user, (0.0, None))[1]

    def put(self, user: str, value: str | None, keep_s: float) -> None:
        self._known[user] = (time.monotonic() + keep_s, value)
        self._known.move_to_end(user)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)

    async def _learn(self, user: str, known: str | None) -> None:
        before = self._known.get(user)
        try:
            value, keep_s = await self._ask(user, known)
            if self._known.get(user) is before:  # what was put meanwhile is newer
                self.put(user, value, keep_s)
        finally:
            del self._asking[user]
