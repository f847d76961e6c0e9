"""A person mentions the bot in a channel, or writes to it directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.errors import answer_later
from bot.slack.manifest import NAME
from bot.slack.post import post
from bot.slack.services import Services
from bot.slack.text import question

# A message of any other subtype was not written to us just now: an edit, a deletion, a join.
WRITTEN = (None, "file_share", "thread_broadcast")


def listen(app: AsyncApp, services: Services) -> None:
    """Answer where the question was asked, after Slack has had its acknowledgement."""

    async def answer(event: Mapping[str, Any], thread_ts: str | None) -> None:
        convene, text = services.live.convene, question(event.get("text") or "")
        user, channel, threads = event["user"], event["channel"], services.threads
        match = convene.match(text)
        chosen = await services.people.chosen(user)
        locale = match.language or await services.people.locale(user)
        # Slack takes no slash command in a thread, and nobody needs one in direct messages.
        called = "" if event.get("channel_type") == "im" else f"@{NAME}"
        if not text:
            menu = convene.menu(locale, helps=True, command=called)
            await post(services.client, channel, menu, thread_ts)
            return
        before = await threads.last(convene.guide, channel, event.get("thread_ts"), user)
        answer, message = convene.reply(
            match, locale, chosen=chosen, before=before, command=called, asker=user
        )
        kept = services.keep(answer, match.language)
        message = convene.invite_verdict(message, answer, kept)
        # Before it is posted: the follow-up may come at once. Outside of a thread, one may
        # begin below the question or below its answer.
        threads.remember(answer, channel, thread_ts, thread_ts or event["ts"])
        ts = await post(services.client, channel, message, thread_ts)
        if thread_ts is None:
            threads.remember(answer, channel, ts)

    @app.event("app_mention")
    async def answer_mention(event: dict[str, Any], body: dict[str, Any]) -> None:
        if is_from_person(event, body):
            thread_ts = event.get("thread_ts") or event["ts"]
            answer_later(services, body, answer(event, thread_ts))

    @app.event("message")
    async def answer_direct_message(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("channel_type") == "im" and is_from_person(event, body):
            answer_later(services, body, answer(event, event.get("thread_ts")))


def is_from_person(event: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    """Tell a person's new message from bots', our own, edits, deletions and joins."""
    return bool(
        event.get("user")
        and event["user"] not in (_bot_user_id(body), "USLACKBOT")
        and not event.get("bot_id")
        and not event.get("edited")
        and not event.get("hidden")
        and event.get("subtype") in WRITTEN
    )


def _bot_user_id(body: Mapping[str, Any]) -> str | None:
    ours = (one["user_id"] for one in body.get("authorizations") or [] if one.get("is_bot"))
    return next(ours, None)
