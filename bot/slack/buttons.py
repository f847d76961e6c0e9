"""A person presses a button."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.errors import answer_later
from bot.slack.post import respond
from bot.slack.services import Services


def listen(app: AsyncApp, services: Services) -> None:
    """Answer presses: a choice is replaced by its card, the rest is shown privately."""

    async def show(
        body: dict[str, Any], type_id: str | None, language: str, *, replaces: bool
    ) -> None:
        convene = services.live.convene
        message = convene.card(type_id, language) if type_id else convene.menu(language)
        thread_ts = (body.get("container") or {}).get("thread_ts")
        await respond(
            services.client, body["response_url"], message, replaces=replaces, thread_ts=thread_ts
        )

    @app.action(re.compile("^(show|pick):"))
    async def show_card(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        verb, _, type_id = action["action_id"].partition(":")
        work = show(body, type_id, action.get("value", ""), replaces=verb == "pick")
        answer_later(services, body, work)

    @app.action("list")
    async def show_list(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        answer_later(services, body, show(body, None, action.get("value", ""), replaces=False))

    @app.action(re.compile(".*"))
    async def acknowledge(ack: Any) -> None:
        """Acknowledge buttons that only open an address, or that no longer do anything."""
        await ack()
