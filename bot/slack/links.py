"""A person posts a link to the guide: a small card goes under it.

Slack tells of links only where the workspace has asked for it: `manifest --with unfurl`.
"""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards import unfurls
from bot.slack.errors import note
from bot.slack.services import Services

log = logging.getLogger(__name__)


def listen(app: AsyncApp, services: Services) -> None:
    """Unfurl links to the guide. Whatever goes wrong is logged: nobody has asked for a card."""

    async def unfurl(event: dict[str, Any], body: dict[str, Any]) -> None:
        try:
            convene = services.live.convene
            language = convene.language(await services.people.locale(event.get("user")))
            cards = {}
            for link in event.get("links") or []:
                card = unfurls.draw(link["url"], convene.guide, convene.words, language)
                if card:
                    cards[link["url"]] = {"blocks": list(card.blocks)}
            if cards:
                # While a message is being written, it has an id of its own and no time yet.
                is_written = event.get("source") != "composer"
                where = (
                    {"channel": event["channel"], "ts": event["message_ts"]}
                    if is_written
                    else {"unfurl_id": event["unfurl_id"], "source": event["source"]}
                )
                await services.client.chat_unfurl(unfurls=cards, **where)
        except Exception as error:  # noqa: BLE001 - the one handler of this work
            note(error, body)

    @app.event("link_shared")
    async def link_shared(event: dict[str, Any], body: dict[str, Any]) -> None:
        services.tasks.start(unfurl(event, body))
