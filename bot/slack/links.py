"""A person posts a link to the guide: a small card goes under it.

Slack tells of links only where the workspace has asked for it: `manifest --with unfurl`.
"""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.cards import unfurls
from bot.slack.errors import note
from bot.slack.refusals import reason
from bot.slack.services import Services

log = logging.getLogger(__name__)

# How Slack says that it does not take a card's blocks. Whether it takes buttons in one, public
# sources do not agree on.
NOT_SO = ("invalid_blocks", "cannot_unfurl", "cannot_parse_attachment", "invalid_unfurls")


def listen(app: AsyncApp, services: Services) -> None:
    """Unfurl links to the guide. Whatever goes wrong is logged: nobody has asked for a card."""

    async def show(cards: dict[str, Any], where: dict[str, Any]) -> None:
        """Show the cards; without what can be pressed where Slack does not take them so."""
        try:
            await services.client.chat_unfurl(unfurls=cards, **where)
        except SlackApiError as refusal:
            if not reason(refusal).startswith(NOT_SO):
                raise
            log.info("Slack does not take the card as it is: %s", reason(refusal))
            bare = {url: {"blocks": unfurls.bare(card["blocks"])} for url, card in cards.items()}
            await services.client.chat_unfurl(unfurls=bare, **where)

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
                await show(cards, where)
        except Exception as error:  # noqa: BLE001 - the one handler of this work
            note(error, body)

    @app.event("link_shared")
    async def link_shared(event: dict[str, Any], body: dict[str, Any]) -> None:
        services.tasks.start(unfurl(event, body))
