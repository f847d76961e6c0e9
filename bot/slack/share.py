"""A person shows everybody the answer that only they saw.

What is shared is drawn anew from the ids in the button's value, and posted through the
press's own response URL: that works where the bot is no member, too.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError

from bot import recall
from bot.cards.controls import SHARE, SHAREABLE
from bot.slack import presses
from bot.slack.errors import answer_later
from bot.slack.post import respond, show_all
from bot.slack.presses import Press
from bot.slack.seen import Seen
from bot.slack.services import Services

log = logging.getLogger(__name__)

# The button is gone once the press was answered; this is for presses that were under way.
ONCE_WITHIN_S = 60 * 60


def listen(app: AsyncApp, services: Services) -> None:
    """Share an answer where it was asked, once, and say so on the private one."""
    seen = Seen()

    @app.action(SHARE)
    async def share_answer(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        work = share(services, seen, presses.read(body), action.get("value", ""))
        answer_later(services, body, work)


async def share(services: Services, seen: Seen, press: Press, value: str) -> None:
    """Post the answer that a button carries for all to see, once, and say so on the private one."""
    convene = services.live.convene
    answer = recall.read(value, convene.guide)
    if answer is None or answer.kind not in SHAREABLE:
        gone = convene.gone(await services.people.locale(press.user))
        await respond(services.client, press.response_url, gone, replaces=True)
        return
    key = f"once share {press.channel} {press.ts} {press.user}"
    if not await _claim(services, seen, key):
        return
    try:
        thread_ts = await show_all(
            services.client,
            convene.shared(answer, press.user),
            channel=press.channel,
            response_url=press.response_url,
            thread_ts=press.thread_ts,
        )
    except BaseException:
        seen.forget(key)
        await services.recorder.ask_store(lambda store: store.release(key), default=False)
        raise
    if thread_ts:
        services.threads.remember(answer, press.channel, thread_ts)
    try:
        own = convene.was_shared(answer, press.place)
        await respond(services.client, press.response_url, own, replaces=True)
    except SlackClientError as error:
        log.warning("shared, but the private answer could not say so: %s", error)


async def _claim(services: Services, seen: Seen, key: str) -> bool:
    """Return whether this press is the first: in this process, and in the others."""
    if not seen.is_new(key):
        return False
    return await services.recorder.ask_store(
        lambda store: store.claim(key, time.time(), again_after_s=ONCE_WITHIN_S), default=True
    )
