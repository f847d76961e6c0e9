"""The HTTP server on Slack's side: the Web API, response URLs, sockets, and their faults.

Knows requests, tokens and status codes. Must not know what a method does.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.desk import api
from bot.desk.delivery import Line
from bot.desk.dispatch import Dispatch
from bot.desk.log import Exchange, Log
from bot.desk.refusals import SlackError
from bot.desk.workspace import Workspace

BOT_TOKEN = "xoxb-desk-bot-token"  # noqa: S105 - opens nothing but this stand-in
APP_TOKEN = "xapp-desk-app-token"  # noqa: S105
STEP_TOKEN = "xwfp-desk-step-token"  # noqa: S105
SIGNING_SECRET = "desk-signing-secret"  # noqa: S105

MAX_BODY_BYTES = 1 << 20
SHUTDOWN_S = 0.1
OK, BAD_REQUEST, NOT_FOUND, TOO_MANY = 200, 400, 404, 429


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with the next calls of one Web API method ("*": any)."""

    method: str
    times: int
    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    hangs: bool = False

    def response(self) -> web.Response:
        """Return what the bot gets in place of an answer."""
        kind = "application/json" if self.body.startswith("{") else "text/plain"
        return web.Response(
            status=self.status, text=self.body, content_type=kind, headers=self.headers
        )


class Server:
    """Listens on 127.0.0.1. `web` takes further routes until it is started."""

    def __init__(
        self,
        workspace: Workspace,
        line: Line,
        dispatch: Dispatch,
        log: Log,
        *,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self.url = ""
        self.faults: list[Fault] = []
        self.web = web.Application(client_max_size=MAX_BODY_BYTES)
        self.web.add_routes(
            [
                web.route("*", "/api/{method}", self._serve_method),
                web.post("/commands/{rest:.*}", self._serve_response_url),
                web.post("/actions/{rest:.*}", self._serve_response_url),
                web.get("/link", line.serve_socket),
            ]
        )
        self._workspace = workspace
        self._dispatch = dispatch
        self._log = log
        self._sleep = sleep
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        """Listen; port 0 takes a free one. Raises OSError where the port is taken."""
        self._runner = web.AppRunner(self.web, access_log=None, shutdown_timeout=SHUTDOWN_S)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def close(self) -> None:
        """Stop at once."""
        self._closing.set()
        if self._runner:
            await self._runner.cleanup()

    async def _serve_method(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        raw = await _read(request)
        exchange = self._log.begin("to_slack", method, raw)
        if fault := await self._strike(exchange, method):
            return fault.response()
        answer = self._answer(request, method, raw)
        exchange.status, exchange.answer = OK, answer
        exchange.error = answer.get("error")
        if isinstance(raw, dict):
            self._attribute(exchange, raw, answer)
        self._log.finish(exchange)
        self._dispatch.spawn_outbox()
        scopes = ",".join(sorted(self._workspace.app.scopes))
        return web.json_response(answer, headers={"X-OAuth-Scopes": scopes})

    def _answer(self, request: web.Request, method: str, raw: Any) -> dict[str, Any]:
        try:
            args = api.arguments(_object(raw))
            _check_token(request, method, args)
        except SlackError as refusal:
            return refusal.answer()
        answer = api.call(self._workspace, method, args)
        if answer["ok"] and method == "apps.connections.open":
            answer["url"] = f"{self.url.replace('http', 'ws', 1)}/link"
        return answer

    async def _serve_response_url(self, request: web.Request) -> web.StreamResponse:
        raw = await _read(request)
        exchange = self._log.begin("to_slack", "response_url", raw)
        if fault := await self._strike(exchange, "response_url"):
            return fault.response()
        exchange.cause = self._log.cause([request.path])
        try:
            leave = self._workspace.use_response_url(request.path)
            exchange.claim(self._workspace.respond(leave, _object(raw)))
        except SlackError as refusal:
            is_over = refusal.error in ("expired_url", "used_url")
            exchange.status = NOT_FOUND if is_over else BAD_REQUEST
            exchange.error, exchange.answer = refusal.error, refusal.answer()
            cause = self._log.find(exchange.cause)
            exchange.claim(cause.message if cause else None)
            self._log.finish(exchange)
            return web.json_response(exchange.answer, status=exchange.status)
        exchange.status, exchange.answer = OK, "ok"
        self._log.finish(exchange)
        self._dispatch.spawn_outbox()
        return web.Response(text="ok")

    async def _strike(self, exchange: Exchange, method: str) -> Fault | None:
        """Return the fault that this call meets, if any, after its delay."""
        fault = next((one for one in self.faults if one.method in ("*", method)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times <= 0:
            self.faults.remove(fault)
        if fault.delay_s:
            await self._sleep(fault.delay_s)
        if fault.hangs:
            await self._closing.wait()
        if fault.status == OK and not fault.body:
            return None
        exchange.status, exchange.answer = fault.status, fault.body
        self._log.finish(exchange)
        return fault

    def _attribute(
        self, exchange: Exchange, raw: Mapping[str, Any], answer: Mapping[str, Any]
    ) -> None:
        """Guess which delivery a call answers, by the ids that both name."""
        exchange.cause = self._log.cause(str(raw[name]) for name in CALL_IDS if raw.get(name))
        ts = answer.get("ts") or answer.get("message_ts")
        if answer["ok"] and ts and raw.get("channel"):
            place = self._workspace.channel(answer.get("channel") or raw["channel"])
            exchange.claim(place.messages.get(str(ts)))
        # What went wrong is told where it began: no message of the bot's could tell it.
        cause = self._log.find(exchange.cause)
        if not answer["ok"] and cause and cause.message:
            cause.message.exchanges.append(exchange.number)


CALL_IDS = (
    "trigger_id",
    "function_execution_id",
    "view_id",
    "thread_ts",
    "ts",
    "channel",
    "user_id",
    "user",
)


def _check_token(request: web.Request, method: str, args: Mapping[str, Any]) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token if scheme.lower() == "bearer" else str(args.get("token", ""))
    if not token:
        raise SlackError("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN, STEP_TOKEN):
        raise SlackError("invalid_auth")
    known = api.METHODS.get(method)
    if known and known.is_app_level != (token == APP_TOKEN):
        raise SlackError("not_allowed_token_type")


async def _read(request: web.Request) -> Any:
    """Return a request's arguments; None where its JSON is broken."""
    raw: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        try:
            given = json.loads(body) if body else {}
        except ValueError:
            return None
        return raw | given if isinstance(given, dict) else given
    if request.can_read_body:
        raw |= dict(await request.post())
    return raw


def _object(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise SlackError("invalid_json" if raw is None else "json_not_object")
    return raw
