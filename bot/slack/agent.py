"""A person opens the bot's Messages tab: it suggests what to ask.

Slack shows suggestions only after `manifest --with agent`. A click on one comes back as a
direct message like any other.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.cards import prompts
from bot.slack.errors import note
from bot.slack.refusals import reason
from bot.slack.services import Services

log = logging.getLogger(__name__)

# Without the scope every workspace opens this tab, too: it is tried again in an hour.
REFUSED_FOR_S = 60 * 60


def listen(app: AsyncApp, services: Services) -> None:
    """Suggest four questions in the person's language."""
    refused_until = 0.0

    async def suggest(event: dict[str, Any], body: dict[str, Any]) -> None:
        nonlocal refused_until
        try:
            convene = services.live.convene
            language = convene.language(await services.people.locale(event["user"]))
            suggested = prompts.draw(convene.guide, convene.words[language])
            await services.client.assistant_threads_setSuggestedPrompts(
                channel_id=event["channel"], prompts=suggested
            )
        except SlackApiError as error:
            refused_until = time.monotonic() + REFUSED_FOR_S
            log.info("Slack takes no suggested prompts: %s", reason(error))
        except Exception as error:  # noqa: BLE001 - the tab works without
            note(error, body)

    async def is_messages(event: dict[str, Any]) -> bool:
        return event.get("tab") == "messages"

    @app.event("app_home_opened", matchers=[is_messages])
    async def open_messages(event: dict[str, Any], body: dict[str, Any]) -> None:
        if time.monotonic() >= refused_until:
            services.tasks.start(suggest(event, body))
