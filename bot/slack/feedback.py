"""A person says whether a card helped and, where it did not, what they meant."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.asked import Verdict
from bot.blocks import Message
from bot.slack.errors import answer_later
from bot.slack.post import respond
from bot.slack.services import Services


def listen(app: AsyncApp, services: Services) -> None:
    """Keep what people say, and answer them privately."""

    def answer(body: dict[str, Any], message: Message, *, replaces: bool = False) -> None:
        thread_ts = (body.get("container") or {}).get("thread_ts")
        answer_later(
            services,
            body,
            respond(
                services.client,
                body["response_url"],
                message,
                replaces=replaces,
                thread_ts=thread_ts,
            ),
        )

    @app.action(re.compile(r"^(helpful|unhelpful):\d{1,19}$"))
    async def judge(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        verb, _, question_id = action["action_id"].partition(":")
        language, _, type_id = action.get("value", "").partition(" ")
        services.recorder.note(Verdict(int(question_id), is_helpful=verb == "helpful"))
        convene = services.live.convene
        if verb == "helpful":
            answer(body, convene.notice("helpful_thanks", language))
        else:
            answer(body, convene.ask_what_was_meant(type_id, language, int(question_id)))

    @app.action(re.compile(r"^meant:\d{1,19}:"))
    async def pick(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        _, question_id, type_id = action["action_id"].split(":", 2)
        language, convene = action.get("value", ""), services.live.convene
        if type_id:
            services.recorder.note(Verdict(int(question_id), meant=type_id))
            answer(body, convene.card(type_id, language, is_private=True), replaces=True)
        else:
            answer(body, convene.notice("meant_thanks", language), replaces=True)
