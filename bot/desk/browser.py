"""The page's own endpoints: what a person does in the browser, and what they see, live.

Knows HTTP, JSON and who is looking. Must not know Block Kit or the bot. It serves this
machine alone: a request that names another host, or comes from another site, is refused.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from aiohttp import web

from bot.desk import sight
from bot.desk.given import BadRequest, Given, mapping, optional_text, text
from bot.desk.log import Exchange
from bot.desk.records import Message, View
from bot.desk.refusals import SlackError
from bot.desk.slack import Slack

STATIC = Path(__file__).parent / "static"
KEEP_ALIVE_S = 20.0
STEP_TIMEOUT_S = 10.0
"""How long a person is let wait for a workflow's step; Slack itself waits for longer."""
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

Explain: TypeAlias = Callable[[str, str], Mapping[str, Any]]
"""Says what a question, asked by somebody with a locale, was matched with and why."""
Problems: TypeAlias = Callable[[str], list[Mapping[str, Any]]]
"""Says what is wrong with the content, to somebody with a locale."""


class Browser:
    """Serves the page on the stand-in's own server."""

    def __init__(self, slack: Slack, explain: Explain | None = None) -> None:
        self.slack = slack
        self.explain = explain
        self.problems: Problems = lambda _locale: []
        self.version = ""
        routes = [
            web.get("/", self._index),
            web.get("/static/{name}", self._static),
            web.get("/desk/live", self._live),
            web.get("/desk/why", self._why),
            *(web.post(f"/desk/{name}", self._act) for name in ACTS),
        ]
        slack.server.web.middlewares.append(guard)
        slack.server.web.add_routes(routes)

    def show_content(self, version: str, problems: Problems) -> None:
        """Show which guide is live, and what is wrong with the folder since."""
        self.version, self.problems = version, problems
        self.slack.notes.ring()

    # -- seeing

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _file("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return _file(request.match_info["name"])

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """Stream what one person sees: first all of it, then whatever changes."""
        user = self._person(request.query)
        locale = self.slack.workspace.person(user).locale
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        eye = sight.Eye(self.slack, user)
        try:
            while True:
                for name, data in eye.news(self.version, self.problems(locale)):
                    await response.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())
                await self._next_ring(response)
        except ConnectionResetError:
            return response

    async def _next_ring(self, response: web.StreamResponse) -> None:
        """Wait for news; a comment now and then finds out whether anybody still listens."""
        while True:
            try:
                async with asyncio.timeout(KEEP_ALIVE_S):
                    await self.slack.notes.next_ring()
            except TimeoutError:
                await response.write(b":\n\n")
            else:
                return

    async def _why(self, request: web.Request) -> web.StreamResponse:
        """Tell how a message came about: the requests, and what the question matched."""
        user = self._person(request.query)
        message = self._message(request.query, user)
        numbers = set(message.exchanges)
        exchanges = [one for one in self.slack.log if one.number in numbers]
        asked = next((text for one in exchanges if (text := sight.question_of(one))), None)
        why: Mapping[str, Any] | None = None
        if self.explain and asked:
            locale = self.slack.workspace.person(sight.asker_of(exchanges) or user).locale
            why = await asyncio.to_thread(self.explain, asked, locale)
        return web.json_response(
            {
                "asked": asked,
                "why": why,
                "exchanges": [sight.exchange_shown(one) for one in exchanges],
                "message": self.slack.workspace.message_payload(message),
            }
        )

    # -- acting

    async def _act(self, request: web.Request) -> web.StreamResponse:
        """Do what the person asks, and answer with what Slack would show them at once."""
        try:
            given = await request.json()
        except ValueError:
            raise BadRequest("The body is not JSON.") from None
        if not isinstance(given, dict):
            raise BadRequest("The body is not a JSON object.")
        act = ACTS[request.path.removeprefix("/desk/")]
        return web.json_response(await act(self, given) or {})

    async def say(self, given: Given) -> Given | None:
        """Write a message."""
        user, channel = self._person(given), self._channel(given)
        thread_ts = optional_text(given, "thread_ts")
        await self.slack.say(user, channel, text(given, "text"), thread_ts)
        return None

    async def command(self, given: Given) -> Given | None:
        """Use a slash command."""
        user, channel = self._person(given), self._channel(given)
        name = text(given, "command")
        if self.slack.workspace.app.command(name) is None:
            raise BadRequest(f"{name} is not a command of this app.")
        words = text(given, "text", least=0)
        return _shown(await self.slack.command(user, channel, name, words))

    async def press(self, given: Given) -> Given | None:
        """Press a button or choose in a menu."""
        user = self._person(given)
        where = self._where(given, user)
        action_id, value = text(given, "action_id"), given.get("value")
        values = mapping(given, "values")
        return _shown(await self.slack.press(user, where, action_id, value, values))

    async def options(self, given: Given) -> Given | None:
        """Type into a menu."""
        user = self._person(given)
        where = self._where(given, user)
        query = text(given, "query", least=0)
        return {
            "options": await self.slack.type_ahead(user, where, text(given, "action_id"), query)
        }

    async def submit(self, given: Given) -> Given | None:
        """Send the modal."""
        user = self._person(given)
        view = self._view(given, user)
        exchange = await self.slack.submit(user, mapping(given, "values"), view)
        return {**_shown(exchange), "errors": exchange.errors}

    async def close(self, given: Given) -> Given | None:
        """Close the modal."""
        await self.slack.close_modal(self._person(given), all_of_them=bool(given.get("all")))
        return None

    async def shortcut(self, given: Given) -> Given | None:
        """Use a global shortcut."""
        user, callback_id = self._person(given), self._shortcut(given, "global")
        return _shown(await self.slack.shortcut(user, callback_id))

    async def message_shortcut(self, given: Given) -> Given | None:
        """Use a shortcut from a message's menu."""
        user, callback_id = self._person(given), self._shortcut(given, "message")
        message = self._message(given, user)
        return _shown(await self.slack.message_shortcut(user, message, callback_id))

    async def home(self, given: Given) -> Given | None:
        """Open the app's Home or Messages tab."""
        tab = text(given, "tab")
        if tab not in ("home", "messages"):
            raise BadRequest('The tab is neither "home" nor "messages".')
        await self.slack.open_home(self._person(given), tab)
        return None

    async def invite(self, given: Given) -> Given | None:
        """Add the app to a channel."""
        await self.slack.invite(self._channel(given))
        return None

    async def edit(self, given: Given) -> Given | None:
        """Change a message of one's own."""
        message = self._own_message(given)
        await self.slack.edit(message, text(given, "text"))
        return None

    async def delete(self, given: Given) -> Given | None:
        """Delete a message of one's own, or dismiss one that only oneself sees."""
        await self.slack.delete(self._own_message(given))
        return None

    async def step(self, given: Given) -> Given | None:
        """Run a custom step of a workflow, as Workflow Builder would."""
        callback_id = text(given, "callback_id")
        if callback_id not in self.slack.workspace.app.functions:
            raise BadRequest(f"The app has no step {callback_id}.")
        execution_id = await self.slack.run_step(callback_id, mapping(given, "inputs"))
        try:
            ended = await self.slack.step_ended(execution_id, STEP_TIMEOUT_S)
        except TimeoutError:
            raise BadRequest("The step has not ended: the app says nothing.") from None
        return sight.step_shown(ended)

    # -- what a request names

    def _person(self, given: Given) -> str:
        user = text(given, "person")
        if user not in {one.id for one in self.slack.workspace.humans()}:
            raise BadRequest(f"There is nobody called {user} here.")
        return user

    def _channel(self, given: Given) -> str:
        channel = self.slack.workspace.channels.get(text(given, "channel"))
        person = given.get("person")
        if channel is None or (channel.with_user and channel.with_user != person):
            raise BadRequest("There is no such channel here.")
        return channel.id

    def _message(self, given: Given, user: str) -> Message:
        try:
            message = self.slack.workspace.message(self._channel(given), text(given, "ts"))
        except SlackError:
            raise BadRequest("This message is gone.") from None
        if message.visible_to not in (None, user):
            raise BadRequest("This message is for somebody else.")
        return message

    def _own_message(self, given: Given) -> Message:
        user = self._person(given)
        message = self._message(given, user)
        if user not in (message.user, message.visible_to):
            raise BadRequest("This message is somebody else’s.")
        return message

    def _view(self, given: Given, user: str) -> View:
        view = self.slack.workspace.views.get(text(given, "view"))
        if view is None or view.user != user:
            raise BadRequest("This view is gone.")
        return view

    def _where(self, given: Given, user: str) -> Message | View:
        return self._view(given, user) if given.get("view") else self._message(given, user)

    def _shortcut(self, given: Given, kind: str) -> str:
        callback_id = text(given, "callback_id")
        shortcut = self.slack.workspace.app.shortcut(callback_id)
        if shortcut is None or shortcut.type != kind:
            raise BadRequest(f"The app has no shortcut {callback_id}.")
        return callback_id


ACTS: Mapping[str, Callable[[Browser, Given], Awaitable[Given | None]]] = {
    "close": Browser.close,
    "command": Browser.command,
    "delete": Browser.delete,
    "edit": Browser.edit,
    "home": Browser.home,
    "invite": Browser.invite,
    "message-shortcut": Browser.message_shortcut,
    "options": Browser.options,
    "press": Browser.press,
    "say": Browser.say,
    "shortcut": Browser.shortcut,
    "step": Browser.step,
    "submit": Browser.submit,
}


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse other hosts (DNS rebinding) and other sites, and say bad requests plainly."""
    if stranger := _refuse_strangers(request):
        return stranger
    try:
        response = await handler(request)
    except BadRequest as bad:
        return _refusal(400, str(bad))
    except SlackError as refusal:
        return _refusal(400, f"Slack refuses: {refusal.error}.")
    except web.HTTPException as http:
        if http.status < BAD_REQUEST:
            raise
        return _refusal(http.status, f"{http.reason}.")
    if not response.prepared:
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


BAD_REQUEST = 400


def _refuse_strangers(request: web.Request) -> web.Response | None:
    host = request.host.rpartition(":")[0] if ":" in request.host else request.host
    if host not in ("127.0.0.1", "localhost"):
        return _refusal(403, "The desk answers on 127.0.0.1 and localhost alone.")
    if request.headers.get("Origin") not in (None, f"http://{request.host}"):
        return _refusal(403, "The desk does not answer other sites.")
    is_act = request.path.startswith("/desk/") and request.method == "POST"
    if is_act and request.content_type != "application/json":
        return _refusal(415, "The desk takes JSON alone.")
    return None


def _refusal(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


def _file(name: str) -> web.StreamResponse:
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


def _shown(exchange: Exchange) -> Given:
    return {"shown": exchange.shown}
