"""Putting a message where a person looks."""

from __future__ import annotations

import logging
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.blocks import Message
from bot.slack.refusals import reason

log = logging.getLogger(__name__)

# HTTP's words; Slack says 404 of a response URL that it no longer takes.
OK, GONE = 200, 404
# How Slack's words begin where it may have posted a message all the same, or will not soon:
# docs.slack.dev/reference/methods/chat.postMessage.
UNCERTAIN = ("HTTP", "fatal_error", "internal_error", "ratelimited", "request_timeout", "service_")
# What it says where there is nothing to reply to.
NO_THREAD = ("cannot_reply_to_message", "message_not_found", "thread_not_found")


def payload(message: Message) -> dict[str, Any]:
    """Return a message as Slack takes it. Addresses in it are not blown up to previews."""
    return {
        "text": message.text,
        "blocks": list(message.blocks),
        "unfurl_links": False,
        "unfurl_media": False,
    }


class Expired(SlackClientError):
    """A response URL was used after half an hour, or a sixth time."""


class ThreadGone(SlackClientError):
    """What was to be replied to has been deleted."""


async def post(
    client: AsyncWebClient, channel: str, message: Message, thread_ts: str | None = None
) -> str:
    """Post a message for all to see, in a thread where there is one; return its `ts`."""
    posted = await client.chat_postMessage(channel=channel, thread_ts=thread_ts, **payload(message))
    return str(posted["ts"])


async def show_all(
    client: AsyncWebClient,
    message: Message,
    *,
    channel: str,
    response_url: str,
    thread_ts: str | None = None,
) -> str | None:
    """Show everybody a message where a person was; return the `ts` of its thread, if Slack tells.

    Where the bot is a member it posts itself, since a response URL never tells what became
    of a message, and follow-ups go by its `ts`. Anywhere else the response URL lets it in;
    there nobody can mention it either. Raises `ThreadGone` where the bot is a member and the
    thread is no more.
    """
    try:
        if thread_ts is None:
            return await post(client, channel, message)
        await _reply(client, channel, message, thread_ts)
    except SlackApiError as refusal:
        if reason(refusal).startswith(UNCERTAIN):
            raise
        await respond(client, response_url, message, is_public=True, thread_ts=thread_ts)
    return thread_ts


async def _reply(client: AsyncWebClient, channel: str, message: Message, thread_ts: str) -> None:
    """Post a message in a thread. Raises `ThreadGone` where that is no more.

    Slack does not refuse a reply to a message that was deleted, but posts it where it answers
    nothing, and only what it returns tells (slack-go/slack#1571): then it is taken back.
    """
    try:
        posted = await client.chat_postMessage(
            channel=channel, thread_ts=thread_ts, **payload(message)
        )
    except SlackApiError as refusal:
        if reason(refusal) in NO_THREAD:
            raise ThreadGone("there is nothing to reply to") from refusal
        raise
    if (posted.get("message") or {}).get("thread_ts") != thread_ts:
        try:
            await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
        except SlackApiError as refusal:
            log.warning("a reply to nothing could not be taken back: %s", reason(refusal))
        raise ThreadGone("what was to be replied to has been deleted")


async def whisper(
    client: AsyncWebClient, channel: str, user: str, message: Message, thread_ts: str | None = None
) -> None:
    """Post a message that one person sees, and only until they reload Slack."""
    await client.chat_postEphemeral(
        channel=channel,
        user=user,
        thread_ts=thread_ts,
        text=message.text,
        blocks=list(message.blocks),
    )


async def respond(
    client: AsyncWebClient,
    response_url: str,
    message: Message,
    *,
    replaces: bool = False,
    is_public: bool = False,
    thread_ts: str | None = None,
) -> None:
    """Answer a press through its response URL.

    Only the person sees it, unless it `is_public` or `replaces` what was pressed. Raises `Expired` when the URL is (it is good for 30 minutes and 5 answers), and another
    `SlackClientError` when Slack does not take the message.
    """
    webhook = AsyncWebhookClient(response_url, session=client.session)
    body: dict[str, Any] = {"replace_original": replaces, **payload(message)}
    if not replaces:
        body["response_type"] = "in_channel" if is_public else "ephemeral"
        if thread_ts:
            body["thread_ts"] = thread_ts
    response = await webhook.send_dict(body)
    if response.status_code == GONE:
        raise Expired("the response_url has expired or is used up")
    if response.status_code != OK:
        raise SlackClientError(f"response_url answered {response.status_code}")
