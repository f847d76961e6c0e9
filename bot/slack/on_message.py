"""A person asks, of a message that somebody wrote, which type it describes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.answer import Answer, decide
from bot.cards.controls import MEAN, REPLY, Choice
from bot.cards.described import seen_in_message
from bot.record.mask import MASK
from bot.slack import presses, share
from bot.slack.errors import answer_later
from bot.slack.manifest import WHICH_TYPE
from bot.slack.post import respond
from bot.slack.seen import Seen
from bot.slack.services import Services
from bot.slack.text import question


def listen(app: AsyncApp, services: Services) -> None:
    """Answer the person privately, in their own language; what they then share is public."""
    seen = Seen()

    async def describe(body: dict[str, Any]) -> None:
        convene, message = services.live.convene, body.get("message") or {}
        match = convene.match(question(message.get("text") or ""))
        # Somebody else wrote it: it is answered in the language of whoever asks.
        spoken = await services.people.locale(body["user"]["id"]) or match.language
        answer = decide(replace(match, language=None), convene.guide, spoken)
        thread_ts = message.get("thread_ts")
        reply_to = thread_ts or message.get("ts") or body.get("message_ts") or ""
        answer = seen_in_message(answer)
        said = convene.described.message(answer, reply_to)
        # What somebody else wrote is not the asker's to leave with us: it is only counted.
        question_id = services.keep(replace(answer, question=answer.question and MASK))
        said = (
            convene.invite_verdict(said, answer, question_id) if answer.kind == "choices" else said
        )
        # A question in the message's thread may follow at once what the asker alone was told.
        channel, asker = body["channel"]["id"], body["user"]["id"]
        services.threads.remember(answer, channel, reply_to, only_for=asker)
        await respond(services.client, body["response_url"], said, thread_ts=thread_ts)

    async def mean(body: dict[str, Any], thread_ts: str, type_id: str, choice: Choice) -> None:
        convene, press = services.live.convene, presses.read(body)
        language = convene.language(choice.language)
        if type_id in convene.guide.types:
            services.keep_choice(choice, type_id)
            answer = Answer("card", "", language, types=(type_id,))
            await presses.remember(services, replace(press, thread_ts=thread_ts), answer)
            said = convene.described.card(answer, thread_ts)
        else:
            said = convene.gone(language)
        await respond(services.client, press.response_url, said, replaces=True)

    @app.shortcut(WHICH_TYPE)
    async def which_type(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        answer_later(services, body, describe(body))

    @app.action(re.compile(f"^{MEAN}:"))
    async def choose_meaning(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        _, thread_ts, type_id = action["action_id"].split(":", 2)
        choice = Choice.read(action.get("value", ""))
        answer_later(services, body, mean(body, thread_ts, type_id, choice))

    @app.action(re.compile(f"^{REPLY}:"))
    async def reply_in_thread(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        thread_ts = action["action_id"].partition(":")[2]
        press = replace(presses.read(body), thread_ts=thread_ts)
        work = share.share(services, seen, press, action.get("value", ""))
        answer_later(services, body, work)
