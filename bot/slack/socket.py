"""Socket Mode: Slack's requests over a WebSocket that the bot opens."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.settings import SettingsError
from bot.slack.app import DRAIN_TIMEOUT_S, Slack
from bot.slack.refusals import reason

log = logging.getLogger(__name__)

# slack_sdk's own: often enough to notice a dead connection before people do.
PING_INTERVAL_S = 5
# What Slack says of a token that will never do.
REFUSALS = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "not_allowed_token_type",
)


class Socket:
    """The connection to Slack. It comes back by itself when it drops."""

    def __init__(self, slack: Slack, app_token: str, ping_interval_s: float) -> None:
        self._slack = slack
        self._is_stopping = False
        self._client = SocketModeClient(
            app_token,
            web_client=slack.services.client,
            logger=log,
            ping_interval=ping_interval_s,
        )
        self._client.socket_mode_request_listeners.append(self._take)  # type: ignore[arg-type]

    async def open(self) -> None:
        """Connect, trying again for as long as Slack cannot be reached."""
        await self._client.connect()

    async def is_connected(self) -> bool:
        """Tell whether Slack can reach us now."""
        return not self._is_stopping and await self._client.is_connected()

    async def close(self) -> None:
        """Take nothing more, finish and acknowledge what is under way, then hang up."""
        self._is_stopping = True
        await self._slack.services.tasks.drain(DRAIN_TIMEOUT_S)
        self._client.auto_reconnect_enabled = False
        await self._client.close()

    async def _take(self, _: SocketModeClient, request: SocketModeRequest) -> None:
        """Answer one request. Once stopping, leave it: Slack gives it to another process."""
        if not self._is_stopping:
            await self._slack.services.tasks.start(self._answer(request))

    async def _answer(self, request: SocketModeRequest) -> None:
        body: dict[str, Any] = dict(request.payload or {})
        response = await self._slack.receive(body)
        payload: dict[str, Any] | None = None
        if response.body:
            is_json = response.first_headers()["content-type"].startswith("application/json")
            payload = json.loads(response.body) if is_json else {"text": response.body}
        await self._client.send_socket_mode_response(
            SocketModeResponse(request.envelope_id, payload)
        )


@asynccontextmanager
async def open_socket(
    slack: Slack, app_token: str, *, ping_interval_s: float = PING_INTERVAL_S
) -> AsyncIterator[Socket]:
    """Connect for as long as the context lasts.

    A connection that dropped is noticed within `ping_interval_s`. Raises `SettingsError` where Slack refuses a token, which would otherwise be tried for
    ever; an unreachable Slack is.
    """
    await _check_tokens(slack, app_token)
    socket = Socket(slack, app_token, ping_interval_s)
    opening = asyncio.create_task(socket.open())
    try:
        yield socket
    finally:
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await socket.close()


async def _check_tokens(slack: Slack, app_token: str) -> None:
    client = slack.services.client

    async def check_app_token() -> None:
        await client.apps_connections_open(app_token=app_token)

    async def check_bot_token() -> None:
        await client.auth_test()

    checks = {"SLACK_BOT_TOKEN": check_bot_token, "SLACK_APP_TOKEN": check_app_token}
    for name, check in checks.items():
        try:
            await check()
        except SlackApiError as error:
            why = reason(error)
            if why in REFUSALS:
                raise SettingsError(f"Slack does not accept {name} ({why}).") from None
            log.warning("Slack did not check %s: %s", name, why)
        except (OSError, TimeoutError) as error:
            log.warning("Slack cannot be reached yet: %r", error)
            return
