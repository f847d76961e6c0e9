"""What those who look after the bot ask of it, and what it tells them by itself."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.cards.blocks import Message
from bot.language import key
from bot.live import status
from bot.record.claims import Claims
from bot.report import card as report_card
from bot.slack.errors import answer_later
from bot.slack.post import payload, post, respond
from bot.slack.services import Services
from bot.wording import Wording

if TYPE_CHECKING:
    from bot.record.store import Store
    from bot.report.report import Report

log = logging.getLogger(__name__)

STATUS, REPORT = "admin_status", "admin_report"

# A folder is left this long to become sound again, as it does while somebody is at work on it.
PATIENCE_S = 5.0
# Admins are told of so many breaks in so long, and not of two within half a minute: a worker
# may still see the first when another has told that it is mended.
MOST_BREAKS, QUIET_S, APART_S = 3, 10 * 60.0, 30.0
LOOK_EVERY_S = 1.0
# The report may take a while; a database that takes longer than this is of no use here.
REPORT_TIMEOUT_S = 60
# A command for admins is a word: no long question is looked through for one.
LONGEST = 40


def asked_for(text: str, words: Mapping[str, Wording]) -> str | None:
    """Return which command for admins a text is, in any of the guide's languages."""
    if len(text) > LONGEST:
        return None
    typed = key(text)
    for command in (STATUS, REPORT):
        heard = (word for of in words.values() for word in of.hears.get(command, ()))
        if typed and typed in map(_key, heard):
            return command
    return None


_key = lru_cache(64)(key)
"""The same of the few words that are commands: every question is held against them."""


async def answer(ack: Any, body: Mapping[str, Any], command: str, services: Services) -> None:
    """Answer an admin in their language; anybody else is told, politely, that it is not for them."""
    user, convene = body.get("user_id"), services.live.convene
    language = convene.language(await services.people.locale(user))
    words = convene.words[language]
    if user not in services.settings.admins:
        message = convene.notice("not_admin", language)
    elif command == STATUS:
        message = status.draw(services.live, services.recorder.health, words)
    else:
        message = convene.notice("working", language)
        answer_later(services, body, _report(services, body["response_url"], words))
    await ack(response_type="ephemeral", **payload(message))


async def _report(services: Services, response_url: str, words: Wording) -> None:
    """Count, which may take seconds, and answer through the response URL."""
    # Loaded here, since this brings what only reports need.
    from bot.report import report  # noqa: PLC0415

    convene = services.live.convene

    async def count(store: Store) -> Report:
        counted = report.Gathering()
        async for _ in report.gather(store, counted):
            pass
        folder = services.settings.content_dir
        return await asyncio.to_thread(
            report.report, counted, convene, folder, most=report_card.MOST_IN_SLACK
        )

    found = await services.recorder.ask_store(count, None, timeout_s=REPORT_TIMEOUT_S)
    message = (
        convene.notice("report_gone", words.language)
        if found is None
        else report_card.draw(found, convene.guide, words)
    )
    await respond(services.client, response_url, message, replaces=True)


@asynccontextmanager
async def telling_admins(
    services: Services, clock: Callable[[], float] = time.time
) -> AsyncIterator[None]:
    """Tell admins when the folder breaks and when it is mended, as long as the context lasts."""
    task = asyncio.create_task(_Teller(services, clock).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class _Teller:
    """Tells each break once: one of all workers does, and the store says which.

    Without a store, one of the workers of this server does.
    """

    def __init__(self, services: Services, clock: Callable[[], float]) -> None:
        self._services = services
        self._clock = clock
        self._here = Claims(str(services.settings.content_dir.absolute()))
        self._has_told_by_store = False
        self._broken_at: float | None = None
        self._has_told = False
        # A break that an earlier run has told of may be over by now.
        self._may_be_over = True

    async def run(self) -> None:
        await self._services.recorder.settled()
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("could not tell the admins how the content is")
            await asyncio.sleep(LOOK_EVERY_S)

    async def _look(self) -> None:
        if not self._services.live.problems:
            self._broken_at = None
            if self._may_be_over:
                self._may_be_over = False
                if await self._release():
                    self._has_told = False
                    await self._tell()
            return
        now = self._clock()
        self._broken_at = self._broken_at or now
        self._may_be_over = True
        if not self._has_told and now - self._broken_at >= PATIENCE_S and await self._claim(now):
            self._has_told = True
            await self._tell()

    async def _claim(self, now: float) -> bool:
        ask = self._services.recorder.ask_store
        is_ours = await ask(lambda store: _claim(store, now), None)
        self._has_told_by_store = bool(is_ours)
        return await _claim(self._here, now) if is_ours is None else is_ours

    async def _release(self) -> bool:
        """Return whether the mending is ours to tell: whoever claimed the break, by whatever."""
        ask = self._services.recorder.ask_store
        was_taken = await ask(lambda store: store.release(BROKEN), None)
        was_taken_here = await self._here.release(BROKEN)
        if was_taken is None:
            was_taken, self._has_told_by_store = self._has_told_by_store, False
        return was_taken or was_taken_here

    async def _tell(self) -> None:
        services = self._services
        convene = services.live.convene
        for admin in sorted(services.settings.admins):
            words = convene.words[convene.language(await services.people.locale(admin))]
            await self._post(admin, status.news(services.live, words))

    async def _post(self, admin: str, message: Message) -> None:
        try:
            await post(self._services.client, admin, message)
        except Exception as error:  # noqa: BLE001 - the other admins are told all the same
            log.warning("could not tell an admin how the content is: %r", error)


BROKEN = "broken"


async def _claim(claims: Store | Claims, now: float) -> bool:
    """Take the telling of a break, unless it is taken or there were too many of late."""
    if not await claims.claim(BROKEN, now):
        return False
    if await claims.claim("told of a break", now, again_after_s=APART_S):
        for number in range(MOST_BREAKS):
            if await claims.claim(f"told of a break {number}", now, again_after_s=QUIET_S):
                return True
    await claims.release(BROKEN)
    return False
