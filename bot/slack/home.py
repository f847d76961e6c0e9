"""A person opens the bot's Home tab, turns its pages, and chooses a language."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards.controls import LANGUAGE, TURN
from bot.slack.errors import answer_later
from bot.slack.services import Services


def listen(app: AsyncApp, services: Services) -> None:
    """Publish the catalogue in the person's language."""

    async def publish(user: str, language: str | None, start: int = 0) -> None:
        convene = services.live.convene
        spoken = convene.language(language or await services.people.locale(user))
        has_chosen = await services.people.chosen(user) is not None
        view = convene.views.home(spoken, start, has_chosen=has_chosen)
        await services.client.views_publish(user_id=user, view=view)

    async def is_home(event: dict[str, Any]) -> bool:
        return event.get("tab") == "home"

    @app.event("app_home_opened", matchers=[is_home])
    async def open_home(event: dict[str, Any], body: dict[str, Any]) -> None:
        answer_later(services, body, publish(event["user"], None))

    @app.action(re.compile(rf"^{TURN}:\d{{1,6}}$"))
    async def turn(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        start = int(action["action_id"].partition(":")[2])
        answer_later(services, body, publish(body["user"]["id"], action.get("value"), start))

    @app.action(re.compile(f"^{LANGUAGE}:"))
    async def choose_language(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        named = action.get("value")  # none on the way back to the language one asks in
        chosen = services.live.convene.language(named) if named else None
        services.people.choose(body["user"]["id"], chosen)
        answer_later(services, body, publish(body["user"]["id"], chosen))
