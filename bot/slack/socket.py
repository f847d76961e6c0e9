"""Socket Mode: Slack's requests over a WebSocket that the bot opens.

Knows envelopes, and how to stay connected. slack_sdk has a client for this, which without a
network logs a traceback every five seconds, tries an address again that is good for once,
and has no connection while it changes to a new one: hence our own, on the same aiohttp.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from bot.slack import errors
from bot.slack.app import CALL_TIMEOUT_S, DRAIN_TIMEOUT_S, Slack
from bot.slack.refusals import UNREACHABLE, why
from bot.slack.tokens import TokenRefused, check_bot_token, new_address

log = logging.getLogger(__name__)

# As slack_sdk's: a dead connection is noticed before many people do.
PING_INTERVAL_S = 10.0
# After each failure in a row. A connection that held this long was none.
PAUSES_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
STEADY_S = 10.0
# Slack cuts a connection some ten seconds after it asked for another.
LEAVE_S = 15.0
# Slack does not always say goodbye.
GOODBYE_S = 1.0
# What Slack asks for a new connection with, now and then, without any fault of ours.
REFRESHES = ("warning", "refresh_requested")

NO_LIMIT = aiohttp.ClientTimeout(total=None)
WebSocket = aiohttp.ClientWebSocketResponse


class Lost(Exception):
    """A connection ended that should not have; the message says why."""


class Socket:
    """The connection to Slack. It comes back by itself when it drops."""

    def __init__(
        self,
        slack: Slack,
        app_token: str,
        *,
        ping_interval_s: float = PING_INTERVAL_S,
        pauses_s: Sequence[float] = PAUSES_S,
    ) -> None:
        self._slack = slack
        self._app_token = app_token
        self._ping_interval_s = ping_interval_s
        self._pauses_s = pauses_s
        self._session: aiohttp.ClientSession
        self._current: WebSocket | None = None
        self._holding: set[asyncio.Task[None]] = set()
        self._is_stopping = False

    async def is_connected(self) -> bool:
        """Tell whether Slack can reach us now."""
        return not self._is_stopping and self._current is not None and not self._current.closed

    async def serve(self, stop: asyncio.Event) -> None:
        """Answer until `stop`, however often Slack cannot be reached; then finish and hang up.

        Raises `TokenRefused` where Slack refuses a token before there was a connection.
        """
        async with aiohttp.ClientSession(timeout=NO_LIMIT) as self._session:
            staying = asyncio.create_task(self._stay_connected())
            stopping = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait({staying, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if staying.done():
                    staying.result()
                log.info("told to stop: finishing what is under way")
            finally:
                self._is_stopping = True
                await self._slack.services.tasks.drain(DRAIN_TIMEOUT_S)
                work = [staying, stopping, *self._holding]
                for task in work:
                    task.cancel()
                await asyncio.gather(*work, return_exceptions=True)

    async def _stay_connected(self) -> None:
        failures = 0
        while True:
            began = time.monotonic()
            wrong = await self._connect_and_wait()
            if time.monotonic() - began > STEADY_S:
                failures = 0
                if not wrong:
                    continue
            pause_s = self._pauses_s[min(failures, len(self._pauses_s) - 1)]
            failures += 1
            if wrong:
                log.warning("%s; trying again in %g s", wrong, pause_s)
            await asyncio.sleep(pause_s)

    async def _connect_and_wait(self) -> str:
        """Return what went wrong with a connection; nothing where Slack just asks for another."""
        try:
            await self._connect()
        except TokenRefused as refused:
            # Slack has been known to say so of good tokens while it was itself unwell.
            if self._current is None:
                raise
            return str(refused).rstrip(".")
        except (*UNREACHABLE, Lost) as error:
            return f"no connection to Slack: {why(error)}"
        return ""

    async def _connect(self) -> None:
        """Connect, and return when Slack asks for another connection.

        The old one is held on to meanwhile, so that nothing is missed. Raises `TokenRefused`,
        or `Lost` and what `refusals.UNREACHABLE` names where there is no connection.
        """
        client = self._slack.services.client
        if self._current is None:
            await check_bot_token(client)
            self._slack.standing = "ok"
        address = await new_address(client, self._app_token)
        is_asked_away = asyncio.Event()
        holding = asyncio.create_task(self._hold(address, is_asked_away))
        self._holding.add(holding)
        holding.add_done_callback(self._let_go)
        asked_away = asyncio.create_task(is_asked_away.wait())
        await asyncio.wait({holding, asked_away}, return_when=asyncio.FIRST_COMPLETED)
        asked_away.cancel()
        if not is_asked_away.is_set():
            holding.result()

    def _let_go(self, holding: asyncio.Task[None]) -> None:
        self._holding.discard(holding)
        if not holding.cancelled():
            holding.exception()  # the end of one that Slack asked us away from is no news

    async def _hold(self, address: str, is_asked_away: asyncio.Event) -> None:
        """Take what comes over one connection until it ends, which it does by raising."""
        client, loop = self._slack.services.client, asyncio.get_running_loop()
        async with (
            asyncio.timeout(CALL_TIMEOUT_S) as limit,
            self._session.ws_connect(
                address,
                heartbeat=self._ping_interval_s,
                proxy=client.proxy,
                ssl=client.ssl if client.ssl is not None else True,
                timeout=aiohttp.ClientWSTimeout(ws_close=GOODBYE_S),
            ) as socket,
        ):
            async for message in socket:
                told = _parse(message)
                match told.get("type"):
                    case "hello":
                        limit.reschedule(None)
                        self._greet(told, socket)
                    case "disconnect" if told.get("reason") in REFRESHES:
                        limit.reschedule(loop.time() + LEAVE_S)
                        is_asked_away.set()
                    case "disconnect":
                        raise Lost(f"Slack closes it ({told.get('reason')})")
                    case _ if "envelope_id" in told and not self._is_stopping:
                        self._slack.services.tasks.start(self._answer(socket, told))
            raise Lost(why(socket.exception() or Lost("it was lost")))

    def _greet(self, hello: Mapping[str, Any], socket: WebSocket) -> None:
        """Be connected from now on, and say so."""
        own = 1 if self._current is None or self._current.closed else 2
        self._current = socket
        version = self._slack.services.live.convene.guide.version
        log.info("connected: serving %s over Socket Mode", version)
        if (others := int(hello.get("num_connections") or own) - own) > 0:
            log.info(
                "another bot is connected with this SLACK_APP_TOKEN (connections: %d); "
                "each request goes to one of them",
                others,
            )

    async def _answer(self, socket: WebSocket, envelope: Mapping[str, Any]) -> None:
        """Answer one request; one without an acknowledgement is Slack's to send again."""
        body: dict[str, Any] = dict(envelope.get("payload") or {})
        try:
            response = await self._slack.receive(body)
        except Exception as error:  # noqa: BLE001 - the last handler: nobody awaits this
            errors.note(error, body)
            return
        answer: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
        if response.body:
            is_json = response.first_headers()["content-type"].startswith("application/json")
            answer["payload"] = json.loads(response.body) if is_json else {"text": response.body}
        if socket.closed and self._current is not None:
            socket = self._current
        try:
            await socket.send_json(answer)
        except ConnectionError:
            log.warning("an answer is lost: the connection ended while it was made")


def _parse(message: aiohttp.WSMessage) -> dict[str, Any]:
    if message.type is not aiohttp.WSMsgType.TEXT:
        return {}
    try:
        told = json.loads(message.data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
