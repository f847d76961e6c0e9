"""The Bolt app, put together, and the one way in for whatever Slack sends."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Literal, TypeAlias

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.live.kept import keeping
from bot.live.live import Live, watching
from bot.record.record import Recorder, open_store
from bot.settings import Settings
from bot.slack import (
    agent,
    buttons,
    chooser,
    commands,
    compare,
    errors,
    feedback,
    home,
    links,
    messages,
    on_message,
    pages,
    search,
    share,
    step,
)
from bot.slack.admin import telling_admins
from bot.slack.doubles import Doubles
from bot.slack.people import People
from bot.slack.post import payload
from bot.slack.seen import Seen
from bot.slack.services import Services
from bot.slack.tasks import Tasks
from bot.slack.threads import Threads

log = logging.getLogger(__name__)

# What Slack said of the bot token when it was tried.
Standing: TypeAlias = Literal["untried", "ok", "refused"]

SLACK_API_URL = "https://slack.com/api/"
# A call to Slack that takes longer is given up; a stop waits for work under way as long.
CALL_TIMEOUT_S = 10
DRAIN_TIMEOUT_S = 10


class Slack:
    """The bot as Slack sees it: takes what Slack sends, returns what Slack gets."""

    def __init__(self, app: AsyncApp, services: Services) -> None:
        self.app = app
        self.services = services
        self.standing: Standing = "untried"
        self._seen = Seen()

    async def receive(self, body: dict[str, Any]) -> BoltResponse:
        """Answer one request, whose signature was checked and whose body was parsed before.

        Every request is acknowledged, also one that nobody listens for: Slack would
        repeat it, or show an error to whoever pressed a button.
        """
        if not self._is_new(body):
            return BoltResponse(status=200, body="")
        # Bolt parses a form that contains the letters "payload" to nothing (1.30.0), and
        # takes a parsed body in this mode only.
        request = AsyncBoltRequest(mode="socket_mode", body=body, headers={})
        response = await self.app.async_dispatch(request)
        if response.status == 404:  # noqa: PLR2004 - Bolt's word for "nobody listens"
            return BoltResponse(status=200, body="")
        return response

    def _is_new(self, body: Mapping[str, Any]) -> bool:
        """Tell a first delivery from Slack's second try at the same event.

        A mention can arrive as two events with two ids, hence the message's own key.
        Commands and presses are never repeated by Slack, but presses are by people.
        """
        if body.get("type") != "event_callback":
            return self.services.doubles.is_first(body)
        event = body.get("event", {})
        keys: list[Any] = [body["event_id"]] if "event_id" in body else []
        if event.get("type") in ("app_mention", "message") and not event.get("subtype"):
            keys.append((event.get("channel"), event.get("ts")))
        return self._seen.is_new(*keys)


@asynccontextmanager
async def connect(settings: Settings, live: Live) -> AsyncIterator[Slack]:
    """Put the bot together for as long as the context lasts; work under way is finished."""
    timeout = aiohttp.ClientTimeout(total=CALL_TIMEOUT_S)
    recorder = Recorder(partial(open_store, settings.database_url), settings.keep_days)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        recorder.running(),
        watching(live, settings.content_dir),
        keeping(live, settings.content_dir, recorder),
    ):
        client = AsyncWebClient(
            token=settings.bot_token,
            base_url=settings.slack_api_url or SLACK_API_URL,
            session=session,
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(),
                AsyncRateLimitErrorRetryHandler(max_retry_count=2),
                AsyncServerErrorRetryHandler(max_retry_count=2),
            ],
        )
        # Left to itself it prepares lines for nobody at each call, and logs its second tries.
        client.logger.setLevel(log.getEffectiveLevel())
        answers, lookups = Tasks(), Tasks()
        people, threads = People(client, lookups, recorder), Threads(recorder, answers)
        doubles = Doubles()
        services = Services(live, client, people, answers, recorder, threads, settings, doubles)
        async with telling_admins(services):
            yield Slack(_build(services), services)
        if cut_off := await answers.drain(DRAIN_TIMEOUT_S):
            log.warning("stopped with %d answers unfinished", cut_off)
        await lookups.drain(0)


def _build(services: Services) -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """Serve every request with the one token, without asking Slack whose it is."""
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=services.client.token
        )

    # It warns at each start that it does not use a token of the environment's, which is so
    # on purpose, and would make an operator doubt the token.
    logging.getLogger("slack_bolt.AsyncApp").addFilter(
        lambda record: "`token` will be unused" not in record.getMessage()
    )
    app = AsyncApp(
        name="convene",
        # Ours posts; Bolt's own is only its pattern for one without a token.
        client=AsyncWebClient(base_url=services.client.base_url, session=services.client.session),
        authorize=authorize,
        # `bot.serving.web` has checked the signature and answered for the certificate, and
        # `bot.slack.messages` knows our own.
        signing_secret="",
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        # Answers before it acknowledges: Bolt's other way polls every 10 ms.
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
    )

    @app.error
    async def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        errors.note(error, body)
        if "command" in body:  # the person is still waiting for this very response
            message = await errors.apology(services, body.get("user_id"))
            return BoltResponse(
                status=200,
                body=json.dumps({"response_type": "ephemeral", **payload(message)}),
                headers={"content-type": "application/json"},
            )
        services.tasks.start(errors.apologise(services, body))
        return BoltResponse(status=200, body="")

    # The buttons come last: they take every press that nobody else does.
    for room in (
        *(commands, messages, share, compare, pages, feedback),
        *(home, search, chooser, on_message, links, step, agent, buttons),
    ):
        room.listen(app, services)

    @app.event(re.compile(".*"))
    async def ignore() -> None:
        """Acknowledge what else Slack tells us."""

    return app
