"""The way from Slack to the bot: signed HTTP, or envelopes over Socket Mode.

Knows signatures, sockets, time limits and what counts as failure. Must not know what a
payload means.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.desk.payloads import HELLO

Kind: TypeAlias = Literal["events_api", "slash_commands", "interactive"]

TIMEOUT_S = 3.0
"""How long Slack waits for an answer."""
MAX_REDIRECTS = 2


@dataclass(slots=True)
class Outcome:
    """What came back: an HTTP status (200 for a socket's acknowledgement) or an `error`.

    `body` is decoded JSON, or text. `error` is Slack's word for what went wrong, as in
    `x-slack-retry-reason`.
    """

    status: int | None = None
    body: Any = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None

    @property
    def is_ok(self) -> bool:
        """Whether the bot took the delivery."""
        return self.error is None


def signed_headers(secret: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """Return the two headers by which a bot knows Slack, for a body sent now or at a time."""
    at = int(time.time()) if timestamp is None else timestamp
    base = b"v0:%d:%s" % (at, body)
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


def encode(kind: Kind, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return a payload as an HTTP body and its content type."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


class Line:
    """The line to one bot. Uses its sockets when it has any, else its HTTP address."""

    def __init__(
        self, signing_secret: str, timeout_s: float, on_change: Callable[[], None]
    ) -> None:
        self.signing_secret = signing_secret
        self.timeout_s = timeout_s
        self._on_change = on_change
        self.url: str | None = None
        self._session: aiohttp.ClientSession | None = None
        self._sockets: list[web.WebSocketResponse] = []
        self._transports: dict[web.WebSocketResponse, asyncio.Transport | None] = {}
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Any]]] = {}

    @property
    def sockets(self) -> int:
        """How many sockets the bot has open."""
        return len(self._sockets)

    async def send(
        self, kind: Kind, payload: Mapping[str, Any], retry: tuple[int, str] | None = None
    ) -> Outcome:
        """Deliver one payload and return what came back. `retry` is its number and reason."""
        if self._sockets:
            return await self._send_envelope(kind, payload, retry)
        headers = {}
        if retry:
            headers = {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        body, content_type = encode(kind, payload)
        return await self.post(body, content_type, headers)

    async def post(
        self,
        body: bytes,
        content_type: str,
        headers: Mapping[str, str] | None = None,
        timestamp: int | None = None,
    ) -> Outcome:
        """POST a body, signed, to the bot's address."""
        if self.url is None:
            return Outcome(error="connection_failed")
        sent = {
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Content-Type": content_type,
            **signed_headers(self.signing_secret, body, timestamp),
            **(headers or {}),
        }
        self._session = self._session or aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=self.timeout_s)
        try:
            async with self._session.post(
                self.url, data=body, headers=sent, timeout=limit, max_redirects=MAX_REDIRECTS
            ) as response:
                content = decode(await response.text(), response.content_type)
                is_ok = response.ok
                error = None if is_ok else "http_error"
                return Outcome(response.status, content, response.headers, error)
        except TimeoutError:
            return Outcome(error="http_timeout")
        except aiohttp.TooManyRedirects:
            return Outcome(error="too_many_redirects")
        except (aiohttp.ClientError, UnicodeDecodeError):
            return Outcome(error="connection_failed")

    async def serve_socket(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one of the bot's Socket Mode connections until it goes."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({**HELLO, "num_connections": len(self._sockets) + 1})
        self._sockets.append(socket)
        self._transports[socket] = request.transport
        self._on_change()
        try:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._lose(socket)
        return socket

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to come back, as Slack does when it refreshes them."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": reason})

    def fall_silent(self) -> None:
        """Read nothing more from the connections there are, as a network that is gone."""
        for transport in self._transports.values():
            if transport:
                transport.pause_reading()

    def drop_sockets(self) -> None:
        """Cut every connection without a word."""
        for socket in list(self._sockets):
            transport = self._transports.get(socket)
            self._lose(socket)
            if transport:
                transport.abort()

    async def close(self) -> None:
        """Hang up."""
        for socket in list(self._sockets):
            self._lose(socket)
            await socket.close()
        if self._session:
            await self._session.close()

    async def _send_envelope(
        self, kind: Kind, payload: Mapping[str, Any], retry: tuple[int, str] | None
    ) -> Outcome:
        socket = self._sockets.pop(0)
        self._sockets.append(socket)
        envelope_id = secrets.token_hex(16)
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            number, reason = retry or (0, "")
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (socket, answered)
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(self.timeout_s):
                return Outcome(200, await answered)
        except TimeoutError:
            return Outcome(error="http_timeout")
        except ConnectionError:
            return Outcome(error="connection_failed")
        finally:
            self._waiting.pop(envelope_id, None)

    def _take(self, text: str) -> None:
        try:
            answer = json.loads(text)
            _, answered = self._waiting[answer["envelope_id"]]
        except (ValueError, KeyError, TypeError):
            return
        if not answered.done():
            answered.set_result(answer.get("payload") or "")

    def _lose(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
            del self._transports[socket]
            self._on_change()
        for holder, answered in self._waiting.values():
            if holder is socket and not answered.done():
                answered.set_exception(ConnectionResetError("the socket went away"))


def decode(text: str, content_type: str) -> Any:
    """Return JSON decoded where a body says that it is, else its text."""
    if content_type == "application/json" or text.startswith(("{", "[")):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
