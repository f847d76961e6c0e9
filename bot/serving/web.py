"""The ASGI application: `/slack/events` and `/healthz`.

Knows HTTP: sizes, signatures, parsing. Must not know answers.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.live.live import Live
from bot.settings import Settings
from bot.slack.app import Slack, connect
from bot.slack.signing import Doubt, doubt
from bot.slack.tokens import trying_bot_token

log = logging.getLogger(__name__)

# Slack's own requests stay far below: a message has at most 40,000 characters.
LARGEST_BODY = 1024 * 1024
MOST_FORM_FIELDS = 100


DOUBTS: Mapping[Doubt, str] = {
    "unsigned": "refused a request without a signature: it is not Slack's",
    "stale": "refused a request that was signed five minutes away: is this machine's clock right?",
    "wrong": "refused a request whose signature does not fit: is SLACK_SIGNING_SECRET this app's?",
}
WARN_EVERY_S = 60


class Seldom:
    """Warns of the same thing once a minute: anybody can send us anything, as often."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def __call__(self, sentence: str) -> None:
        """Log the sentence, unless it was just logged."""
        now = time.monotonic()
        if now >= self._until.get(sentence, 0):
            self._until[sentence] = now + WARN_EVERY_S
            log.warning("%s", sentence)


class Refused(Exception):
    """A request that is not answered, with the HTTP status that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def create(settings: Settings, live: Live) -> Starlette:
    """Return the application. It connects to Slack's side when the server starts it."""
    warn = Seldom()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with connect(settings, live) as slack, trying_bot_token(slack):
            app.state.slack = slack
            yield

    async def events(request: Request) -> Response:
        slack: Slack = request.app.state.slack
        try:
            raw = await _read(request)
            # Slack asks without a signature whether our certificate is sound.
            if raw.startswith(b"ssl_check=1"):
                return Response()
            _check_signature(request, raw, settings.signing_secret or "", warn)
            body = _parse(raw, request.headers.get("content-type", ""))
        except Refused as refused:
            return PlainTextResponse(f"{refused}\n", refused.status)
        answer = await slack.receive(body)
        headers = {name: values[0] for name, values in answer.headers.items() if values}
        headers.pop("content-length", None)
        return Response(answer.body, answer.status, headers)

    return Starlette(
        routes=[Route("/slack/events", events, methods=["POST"]), _health(_always)],
        lifespan=lifespan,
    )


def create_health(slack: Slack, is_connected: Callable[[], Awaitable[bool]]) -> Starlette:
    """Return an application that only tells how the bot is, for when Slack comes another way."""
    app = Starlette(routes=[_health(is_connected)])
    app.state.slack = slack
    return app


def _health(is_connected: Callable[[], Awaitable[bool]]) -> Route:
    async def healthz(request: Request) -> Response:
        """Say what a monitor wants to know; `age_s` is since the guide was loaded.

        With a broken content folder, one that cannot be watched, or no database the bot
        answers all the same, and commands even where Slack refuses its token.
        """
        slack: Slack = request.app.state.slack
        services = slack.services
        live, store = services.live, services.recorder.health
        guide, is_up = live.convene.guide, await is_connected()
        is_content_well = live.is_watched and not live.problems
        is_well = is_content_well and store != "gone" and slack.standing != "refused"
        facts = {
            "status": ("ok" if is_well else "degraded") if is_up else "disconnected",
            "types": len(guide.types),
            "version": guide.version,
            "age_s": round(time.time() - live.loaded_at, 3),
            "problems": len(live.problems),
            "watch": "ok" if live.is_watched else "failing",
            "store": store,
            "slack": slack.standing,
        }
        return JSONResponse(facts, 200 if is_up else 503)

    return Route("/healthz", healthz, methods=["GET"])


async def _always() -> bool:
    return True


async def _read(request: Request) -> bytes:
    """Return the raw body, reading no more of it than the limit."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > LARGEST_BODY:
        raise Refused(413, "This request is larger than 1 MiB.")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise Refused(413, "This request is larger than 1 MiB.")
    except ClientDisconnect:
        raise Refused(400, "The request ended before its body did.") from None
    return bytes(body)


def _check_signature(request: Request, raw: bytes, secret: str, warn: Seldom) -> None:
    headers = request.headers
    timestamp = headers.get("x-slack-request-timestamp")
    signature = headers.get("x-slack-signature")
    if reason := doubt(secret, raw, timestamp, signature, now=time.time()):
        warn(DOUBTS[reason])
        raise Refused(401, "This request is not signed by Slack.")


def _parse(raw: bytes, content_type: str) -> dict[str, Any]:
    """Return the body as Slack means it: JSON, a form, or JSON within a form's `payload`."""
    try:
        if content_type.startswith("application/json"):
            body = json.loads(raw)
        else:
            form = dict(
                parse_qsl(
                    raw.decode("utf-8"),
                    keep_blank_values=True,
                    errors="strict",
                    max_num_fields=MOST_FORM_FIELDS,
                )
            )
            body = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        raise Refused(400, "This request's body cannot be read.") from None
    if not _is_slacks(body):
        raise Refused(400, "This request's body is not one of Slack's.")
    return dict(body)


def _is_slacks(body: Any) -> bool:
    """Tell whether a body has the shape that the listeners take for granted."""
    if not isinstance(body, dict):
        return False
    if body.get("type") == "event_callback":
        authorizations = body.get("authorizations") or []
        return (
            isinstance(body.get("event"), dict)
            and isinstance(authorizations, list)
            and all(isinstance(one, dict) for one in authorizations)
        )
    return "type" in body or "command" in body
