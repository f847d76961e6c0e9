"""A person presses a button under an answer, for the card or the list behind it."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards.controls import LIST, PICK, SHOW, Choice
from bot.slack import presses
from bot.slack.errors import answer_later
from bot.slack.post import respond
from bot.slack.presses import Press
from bot.slack.services import Services


def listen(app: AsyncApp, services: Services) -> None:
    """Answer presses: a choice is replaced by its card, the rest is shown privately."""

    @app.action(re.compile(f"^{SHOW}:"))
    async def show_card(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        type_id = action["action_id"].partition(":")[2]
        work = _show(services, presses.read(body), type_id, action.get("value", ""))
        answer_later(services, body, work)

    @app.action(re.compile(f"^{PICK}:"))
    async def pick_card(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        type_id = action["action_id"].partition(":")[2]
        work = _pick(services, presses.read(body), type_id, Choice.read(action.get("value", "")))
        answer_later(services, body, work)

    @app.action(LIST)
    async def show_list(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        work = _show(services, presses.read(body), None, action.get("value", ""))
        answer_later(services, body, work)

    @app.action(re.compile(".*"))
    async def acknowledge(ack: Any) -> None:
        """Acknowledge buttons that only open an address, or that no longer do anything."""
        await ack()

    @app.view(re.compile(".*"))
    async def close(ack: Any) -> None:
        """Acknowledge a modal that is no longer known: Slack closes it."""
        await ack()


async def _show(services: Services, press: Press, type_id: str | None, spoken: str) -> None:
    """Show a card or the list privately, in the language of whoever pressed."""
    convene = services.live.convene
    language = await presses.language_of(services, press, spoken)
    if type_id:
        # Before it is shown: the follow-up may come at once.
        await presses.remember(services, press, convene.about((type_id,), language))
        message = convene.card(type_id, language, is_private=True)
    else:
        message = convene.menu(language)
    await respond(services.client, press.response_url, message, thread_ts=press.thread_ts)


async def _pick(services: Services, press: Press, type_id: str, choice: Choice) -> None:
    """Put a card in place of the choice, and keep what was chosen.

    A choice that all can see is the asker's: somebody else's press leaves it alone.
    """
    if press.is_public and choice.asker and press.user != choice.asker:
        await _show(services, press, type_id, choice.language)
        return
    convene = services.live.convene
    language = convene.language(choice.language)
    card = convene.card(type_id, language, is_private=press.is_private)
    answer = convene.about((type_id,), language)
    if answer:
        services.keep_choice(choice, type_id)
        card = convene.invite_verdict(card, answer, choice.question_id)
    await presses.remember(services, press, answer, is_for_all=not press.is_private)
    await respond(services.client, press.response_url, card, replaces=True)
