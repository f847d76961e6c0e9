"""A person types the slash command."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

import orjson
from slack_bolt.async_app import AsyncApp

from bot.cards.views import View
from bot.slack import admin
from bot.slack.post import payload
from bot.slack.services import Services
from bot.slack.text import question

log = logging.getLogger(__name__)

# Slack waits three seconds for the answer to a command, and opens nothing later either.
OPEN_TIMEOUT_S = 1.5


def listen(app: AsyncApp, services: Services) -> None:
    """Answer the command, whatever name this workspace gave it, in the response itself."""

    async def open_questions(command: dict[str, Any], view: View) -> bool:
        """Open what the person asked for; return whether Slack did, and in time."""
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                await services.client.views_open(trigger_id=command["trigger_id"], view=view)
        except Exception as error:  # noqa: BLE001 - its button is then in the answer
            log.info("the questions were not opened: %r", error)
            return False
        return True

    @app.command(re.compile(".*"))
    async def answer_command(ack: Any, command: dict[str, Any]) -> None:
        convene, text = services.live.convene, question(command.get("text") or "")
        if wanted := admin.asked_for(text, convene.words):
            await admin.answer(ack, command, wanted, services)
            return
        match = convene.match(text)
        user = command.get("user_id")
        chosen = await services.people.chosen(user)
        locale = match.language or await services.people.locale(user)
        if text:
            answer, message = convene.reply(
                match, locale, chosen=chosen, command=command["command"], is_private=True
            )
            kept = services.keep(answer, match.language)
            message = convene.invite_verdict(message, answer, kept)
            channel = command.get("channel_id") or ""
            if channel.startswith("D"):  # where what is written next may follow it
                services.threads.remember(answer, channel, None)
            if answer.reason == "choose" and await open_questions(
                command, convene.views.chooser(answer.language)
            ):
                await ack()
                return
        else:
            message = convene.menu(locale)
        body = {"response_type": "ephemeral", **payload(message)}
        # Bolt sends a text that begins with "{" as JSON; its own encoder takes eight times as long.
        await ack(orjson.dumps(body).decode())
