"""Opening and changing modals, and sharing from one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.answer import Answer
from bot.cards.blocks import Message
from bot.cards.views import SHARE_WITH, Memo, View
from bot.slack.doubles import is_first_of_all
from bot.slack.post import show_all
from bot.slack.refusals import reason
from bot.slack.seen import Seen
from bot.slack.services import Services

log = logging.getLogger(__name__)

# Slack waits three seconds for what becomes of a modal that was sent.
SHARE_TIMEOUT_S = 2.0


def memo(body: Mapping[str, Any]) -> Memo:
    """Return what the view of a press or a submission remembers."""
    return Memo.read((body.get("view") or {}).get("private_metadata") or "")


def is_in_modal(body: Mapping[str, Any]) -> bool:
    """Tell a press in a modal from one on a message or in the Home tab."""
    return bool((body.get("view") or {}).get("type") == "modal")


async def open_at_once(
    services: Services, body: Mapping[str, Any], draw: Callable[[str], View]
) -> None:
    """Open a modal, and draw it again where the person's language turns out to be another.

    Slack opens a modal within three seconds or not at all, and may take as long to tell
    which language a person reads.
    """
    user, convene = body["user"]["id"], services.live.convene
    language = convene.language(services.people.known(user))
    opened = await services.client.views_open(trigger_id=body["trigger_id"], view=draw(language))
    spoken = convene.language(await services.people.locale(user))
    if spoken != language:
        await change(services, opened["view"], draw(spoken))


async def show(services: Services, body: Mapping[str, Any], view: View) -> None:
    """Open a modal or, from within one, put it on top, so that the way back is there.

    A second press of the same button, which another worker may have got, opens no second one.
    """
    if not await is_first_of_all(services.recorder, body):
        return
    opens = services.client.views_push if is_in_modal(body) else services.client.views_open
    await opens(trigger_id=body["trigger_id"], view=view)


async def change(
    services: Services, shown: Mapping[str, Any], view: View, otherwise: View | None = None
) -> None:
    """Put a view in place of the one that was shown, or `otherwise` if that has changed since.

    A modal that the person has closed meanwhile is left alone.
    """
    update = services.client.views_update
    try:
        try:
            await update(view_id=shown["id"], hash=shown["hash"], view=view)
        except SlackApiError as error:
            if reason(error) != "hash_conflict" or otherwise is None:
                raise
            await update(view_id=shown["id"], view=otherwise)
    except SlackApiError as error:
        if reason(error) not in ("not_found", "hash_conflict"):
            raise
        log.info("a modal was not changed: %s", reason(error))


async def share(
    services: Services,
    ack: Any,
    body: Mapping[str, Any],
    seen: Seen,
    shared: tuple[Answer, Message] | None,
) -> None:
    """Post what a modal shows where the person chose, once; say there what became of it.

    `shared` is the message and what a follow-up below it follows, None where it is gone.
    """
    convene, view = services.live.convene, body["view"]
    language = convene.language(memo(body).language)
    chosen = (body.get("response_urls") or [{}])[0]
    if shared is None:
        await _complain(ack, convene.words[language].say("gone_here"))
        return
    answer, message = shared
    if seen.is_new(view["id"]):
        channel = str(chosen.get("channel_id", ""))
        try:
            async with asyncio.timeout(SHARE_TIMEOUT_S):
                address = chosen.get("response_url", "")
                thread_ts = await show_all(
                    services.client, message, channel=channel, response_url=address
                )
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            seen.forget(view["id"])
            log.warning("could not share from a modal: %r", error)
            await _complain(ack, convene.words[language].say("share_failed"))
            return
        if thread_ts:
            services.threads.remember(answer, channel, thread_ts)
    await ack(response_action="update", view=convene.views.notice("shared_there", language))


async def _complain(ack: Any, sentence: str) -> None:
    await ack(response_action="errors", errors={SHARE_WITH: sentence})
