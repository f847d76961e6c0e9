"""A person says whether a card helped and, where it did not, what they meant."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.record.asked import Verdict
from bot.slack import presses
from bot.slack.errors import answer_later
from bot.slack.post import respond
from bot.slack.presses import Press
from bot.slack.services import Services


def listen(app: AsyncApp, services: Services) -> None:
    """Keep what people say, and answer where they pressed: others may still press the same."""

    async def reply(press: Press, verb: str, question_id: str, value: str) -> None:
        convene = services.live.convene
        language, _, type_id = value.partition(" ")
        if press.is_public:
            language = await services.people.chosen(press.user) or language
        said = (
            convene.thank(language)
            if verb == "helpful"
            else convene.ask_what_was_meant(type_id, language, int(question_id))
        )
        if not press.is_public:  # nobody else sees the buttons: they have done their work
            said = convene.card_with(type_id, language, said, is_private=press.is_private)
        await respond(
            services.client,
            press.response_url,
            said,
            replaces=not press.is_public,
            thread_ts=press.thread_ts,
        )

    @app.action(re.compile(r"^(helpful|unhelpful):\d{1,19}$"))
    async def judge(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        verb, _, question_id = action["action_id"].partition(":")
        services.recorder.note(Verdict(int(question_id), is_helpful=verb == "helpful"))
        work = reply(presses.read(body), verb, question_id, action.get("value", ""))
        answer_later(services, body, work)

    @app.action(re.compile(r"^meant:\d{1,19}:"))
    async def pick(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        _, question_id, type_id = action["action_id"].split(":", 2)
        convene, press = services.live.convene, presses.read(body)
        language = convene.language(action.get("value"))
        if type_id:
            services.recorder.note(Verdict(int(question_id), meant=type_id))
            said = convene.card(type_id, language, is_private=press.is_private)
            await presses.remember(services, press, convene.about((type_id,), language))
        else:
            said = convene.miss(language)
        answer_later(
            services, body, respond(services.client, press.response_url, said, replaces=True)
        )
