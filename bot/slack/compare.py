"""A person chooses a type beside which to see a card's, or two types that were advised."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards.controls import COMPARE, TOGETHER
from bot.slack import modals, presses
from bot.slack.errors import answer_later
from bot.slack.post import respond
from bot.slack.presses import Press
from bot.slack.services import Services

MENU = re.compile(f"^{COMPARE}:(?P<language>[^:]+):(?P<type>.+)$")
BUTTON = re.compile(f"^{TOGETHER}:[^:]+:[^:]+:[^:]+$")


def listen(app: AsyncApp, services: Services) -> None:
    """Show the two side by side: privately, or on top of the modal where they were chosen."""

    async def compare(press: Press, spoken: str, types: tuple[str, ...]) -> None:
        language = await presses.language_of(services, press, spoken)
        convene = services.live.convene
        await presses.remember(services, press, convene.about(types, language))
        message = convene.comparison(types, language)
        await respond(services.client, press.response_url, message, thread_ts=press.thread_ts)

    def show(body: dict[str, Any], spoken: str, types: tuple[str, ...]) -> None:
        if modals.is_in_modal(body):
            convene = services.live.convene
            view = convene.views.comparison(types, convene.language(spoken))
            answer_later(services, body, modals.show(services, body, view))
        else:
            answer_later(services, body, compare(presses.read(body), spoken, types))

    @app.action(MENU)
    async def show_comparison(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        menu = MENU.match(action["action_id"])
        chosen = (action.get("selected_option") or {}).get("value")
        if menu and chosen:
            show(body, menu["language"], (menu["type"], str(chosen)))

    @app.action(BUTTON)
    async def compare_two(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        _, spoken, *types = action["action_id"].split(":")
        show(body, spoken, tuple(types))

    @app.options(MENU)
    async def offer_types(ack: Any, payload: dict[str, Any]) -> None:
        """Offer what a guide has too many of for one menu."""
        menu = MENU.match(payload["action_id"])
        options = (
            services.live.convene.comparable(menu["type"], menu["language"], payload["value"])
            if menu
            else []
        )
        await ack(options=options)
