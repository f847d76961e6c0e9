"""Whether Slack accepts the tokens, told in one sentence with how to mend it."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from multiprocessing import current_process

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import SettingsError
from bot.slack.app import Slack
from bot.slack.manifest import SCOPES
from bot.slack.refusals import UNREACHABLE, reason, why

log = logging.getLogger(__name__)

# What Slack says of a token that will never do: docs.slack.dev/reference/methods/auth.test.
FINAL = frozenset(
    (
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    )
)
MEND = {
    "SLACK_BOT_TOKEN": "copy the token that starts with xoxb- anew from "
    "https://api.slack.com/apps › your app › Install App",
    "SLACK_APP_TOKEN": "generate one that starts with xapp-, with the scope connections:write, "
    "at https://api.slack.com/apps › your app › Basic Information › App-Level Tokens",
}


# The process itself, or the first of several workers.
FIRST = ("MainProcess", "SpawnProcess-1")


class TokenRefused(SettingsError):
    """Slack will not have a token, now or later."""


async def check_bot_token(client: AsyncWebClient) -> None:
    """Ask Slack whether it accepts the bot token, and log what the token does not allow.

    Raises `TokenRefused`, or what `refusals.UNREACHABLE` names where that cannot be told now.
    """
    response = await _try("SLACK_BOT_TOKEN", client.auth_test())
    granted = response.headers.get("x-oauth-scopes")
    if granted is not None and (missing := set(SCOPES) - set(re.split(r"[,\s]+", granted))):
        _say(
            logging.WARNING,
            f"Slack does not grant the bot {', '.join(sorted(missing))}: paste what python -m bot "
            "manifest prints under App Manifest, and install the app again",
        )


async def new_address(client: AsyncWebClient, app_token: str) -> str:
    """Return an address for one WebSocket. Raises as `check_bot_token` does."""
    call = client.apps_connections_open(app_token=app_token)
    return str((await _try("SLACK_APP_TOKEN", call))["url"])


async def _try(name: str, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    try:
        return await call
    except SlackApiError as error:
        if reason(error) not in FINAL:
            raise
        raise TokenRefused(
            f"Slack does not accept {name} ({reason(error)}): {MEND[name]}."
        ) from None
    except AttributeError:  # slack_sdk 3.47 takes plain text, as of a proxy, for JSON
        raise SlackClientError("what answers is not Slack") from None


@asynccontextmanager
async def trying_bot_token(slack: Slack) -> AsyncIterator[None]:
    """Ask once, beside everything else, and log where it is refused.

    The bot answers in any case: a command needs no token.
    """

    async def ask() -> None:
        try:
            await check_bot_token(slack.services.client)
        except TokenRefused as refused:
            slack.standing = "refused"
            _say(logging.ERROR, f"{refused} Until then only commands are answered.")
        except UNREACHABLE as error:
            _say(logging.WARNING, f"SLACK_BOT_TOKEN could not be tried: {why(error)}")
        else:
            slack.standing = "ok"

    asking = asyncio.create_task(ask())
    try:
        yield
    finally:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


def _say(level: int, sentence: str) -> None:
    """Log what each worker finds out, once."""
    log.log(level if current_process().name in FIRST else logging.DEBUG, "%s", sentence)
