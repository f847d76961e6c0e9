"""A person reads a page of the guide without leaving Slack."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards.controls import READ
from bot.slack import modals, presses
from bot.slack.errors import answer_later
from bot.slack.post import respond
from bot.slack.services import Services


def listen(app: AsyncApp, services: Services) -> None:
    """Open a page's summary in a modal."""

    async def open_page(body: dict[str, Any], page_id: str, spoken: str) -> None:
        convene, press = services.live.convene, presses.read(body)
        language = await presses.language_at_once(services, body, spoken)
        view = convene.page_view(page_id, language)
        if view is None and not press.response_url:  # in the Home tab
            view = convene.views.notice("gone_here", language)
        if view is None:
            gone = convene.gone(language)
            await respond(services.client, press.response_url, gone, thread_ts=press.thread_ts)
            return
        await modals.show(services, body, view)

    @app.action(re.compile(f"^{READ}:"))
    async def read_page(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        page_id = action["action_id"].partition(":")[2]
        answer_later(services, body, open_page(body, page_id, action.get("value", "")))
