"""Which language a person reads, as Slack knows it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import reason
from bot.slack.tasks import Tasks

log = logging.getLogger(__name__)

# People rarely change their language. What Slack would not tell is asked again sooner.
KNOWN_FOR_S, UNKNOWN_FOR_S = 60 * 60, 60
# A person waits for a word of theirs to be looked up, but not long.
PATIENCE_S = 0.8
MOST_REMEMBERED = 20_000


class People:
    """Looks up people's locales ("fr-CA") and remembers them for an hour."""

    def __init__(self, client: AsyncWebClient, tasks: Tasks) -> None:
        self._client = client
        self._tasks = tasks
        self._known: OrderedDict[str, tuple[float, str | None]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[None]] = {}

    async def locale(self, user: str | None) -> str | None:
        """Return a person's locale, or None where Slack does not tell, or not in time."""
        if not user:
            return None
        until, locale = self._known.get(user, (0.0, None))
        if until > time.monotonic():
            return locale
        if user not in self._asking:
            self._asking[user] = self._tasks.start(self._ask(user))
        # Late, the answer goes out in the guide's language, and the next one will know.
        await asyncio.wait([self._asking[user]], timeout=PATIENCE_S)
        return self._known.get(user, (0.0, locale))[1]

    async def _ask(self, user: str) -> None:
        locale, keep_s = None, UNKNOWN_FOR_S
        try:
            response = await self._client.users_info(user=user, include_locale=True)
            locale, keep_s = response["user"].get("locale"), KNOWN_FOR_S
        except SlackApiError as error:
            # Without the scope users:read every such answer is in the guide's language.
            log.warning("Slack does not tell a person's language: %s", reason(error))
        except Exception as error:  # noqa: BLE001 - whatever the network does, the answer goes on
            log.warning("Slack could not be asked for a person's language: %r", error)
        finally:
            self._known[user] = (time.monotonic() + keep_s, locale)
            self._known.move_to_end(user)
            if len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
            del self._asking[user]
