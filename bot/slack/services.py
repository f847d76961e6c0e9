"""What the listeners share."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.live import Live
from bot.slack.people import People
from bot.slack.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Services:
    """The guide that is live, Slack's Web API, people's languages, and work under way."""

    live: Live
    client: AsyncWebClient
    people: People
    tasks: Tasks
