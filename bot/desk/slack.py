"""Slack's side, whole: a server on a loopback port, and people who act.

Knows how Slack answers the bot and delivers what people do. Must not know the bot's
insides; what it knows of the bot is an address and a signing secret.

    async with Slack() as slack:
        slack.point_to("http://127.0.0.1:3000/slack/events")  # or let it open a socket
        await slack.command(MAYA, GENERAL, "/convene", "co-design")
        print(slack.seen_by(MAYA, GENERAL)[-1].text)
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self, TypeVar

from aiohttp import web

from bot.desk import api, payloads
from bot.desk import blocks as kit
from bot.desk.app import BOT_USER_ID, EVERYTHING, from_manifest
from bot.desk.delivery import TIMEOUT_S, Kind, Line, Outcome
from bot.desk.workspace import (
    SLACKBOT,
    Message,
    SlackError,
    View,
    Workspace,
)

BOT_TOKEN = "xoxb-desk-bot-token"  # noqa: S105 - opens nothing but this stand-in
APP_TOKEN = "xapp-desk-app-token"  # noqa: S105
STEP_TOKEN = "xwfp-desk-step-token"  # noqa: S105
SIGNING_SECRET = "desk-signing-secret"  # noqa: S105

RETRY_DELAYS_S = (0.0, 60.0, 300.0)
MAX_LOG = 500
MAX_BODY_BYTES = 1 << 20
LATE = "Operation timed out. Apps need to respond within 3 seconds."
TROUBLE = "We had some trouble connecting. Try again?"
REQUIRED = "Please complete this required field."

T = TypeVar("T")


@dataclass(slots=True)
class Exchange:
    """One request and its answer. `shown` is what Slack shows a person when it failed.

    `cause` is the number of the delivery that a call of the bot's most likely answers;
    `errors` are a modal's, by block id; `about` are the ids that it concerns.
    """

    number: int
    direction: Literal["to_bot", "to_slack"]
    what: str
    at: float
    request: Any = None
    status: int | None = None
    answer: Any = None
    error: str | None = None
    duration_ms: float | None = None
    cause: int | None = None
    shown: str | None = None
    message: Message | None = None
    errors: dict[str, str] = field(default_factory=dict)
    about: frozenset[str] = frozenset()


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with the next calls of one Web API method ("*": any)."""

    method: str
    times: int
    status: int
    body: str
    headers: Mapping[str, str]
    delay_s: float
    hangs: bool


class Slack:
    """An in-memory Slack for one app. Use it as an asynchronous context manager."""

    def __init__(
        self,
        manifest: Mapping[str, Any] = EVERYTHING,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        timeout_s: float = TIMEOUT_S,
        retry_delays_s: Sequence[float] = RETRY_DELAYS_S,
    ) -> None:
        self.workspace = Workspace(from_manifest(manifest), clock)
        self.line = Line(SIGNING_SECRET, timeout_s)
        self.log: deque[Exchange] = deque(maxlen=MAX_LOG)
        self.retry_delays_s = retry_delays_s
        self.web = web.Application(client_max_size=MAX_BODY_BYTES)
        self.web.add_routes(
            [
                web.route("*", "/api/{method}", self._serve_method),
                web.post("/commands/{rest:.*}", self._serve_response_url),
                web.post("/actions/{rest:.*}", self._serve_response_url),
                web.get("/link", self.line.serve_socket),
            ]
        )
        self.url = ""
        self._port = port
        self._sleep = sleep
        self._faults: list[Fault] = []
        self._numbers = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    # -- starting and stopping

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Listen on 127.0.0.1. Raises OSError where the port is taken."""
        self._runner = web.AppRunner(self.web, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def close(self) -> None:
        """Stop at once: what is under way is dropped."""
        self._closing.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.line.close()
        if self._runner:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """The Web API's address, for `SLACK_API_URL`."""
        return f"{self.url}/api/"

    def point_to(self, url: str) -> None:
        """Send what happens to this address when the bot has no socket open."""
        self.line.url = url

    # -- what people do

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Exchange:
        """Have a person use a slash command; `message` is what they get to see."""
        space = self.workspace
        person, place = space.person(user), space.channel(channel)
        known = space.app.command(command)
        if known and known.should_escape:
            text = payloads.typed(space, text)
        path = space.new_response_url(user, place.id, None, None)
        trigger_id = space.new_trigger(user)
        form = payloads.slash_command(
            person,
            place,
            command,
            text,
            response_url=self.url + path,
            trigger_id=trigger_id,
        )
        about = frozenset((user, place.id, trigger_id, path))
        exchange, outcome = await self._deliver("slash_commands", command, form, about)
        if outcome.is_ok:
            try:
                exchange.message = self._take_command_answer(path, command, text, outcome.body)
            except SlackError as refusal:
                exchange.error = refusal.error
                exchange.answer = {"answer": outcome.body, "refused": refusal.extra}
        else:
            is_late = exchange.error == "http_timeout"
            exchange.error = "operation_timeout" if is_late else "dispatch_failed"
        if exchange.error:
            exchange.shown = f'{command} failed with the error "{exchange.error}"'
            exchange.message = space.post(place, SLACKBOT, exchange.shown, visible_to=user)
        self._note(exchange)
        return exchange

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> Message:
        """Have a person write a message ("@convene …" mentions the app)."""
        space = self.workspace
        place = space.channel(channel)
        stored = payloads.typed(space, text)
        message = space.post(
            place, user, stored, thread_ts=thread_ts, blocks=payloads.rich_text(stored, "said")
        )
        events = space.take_events()
        if f"<@{BOT_USER_ID}>" in stored and BOT_USER_ID not in place.members:
            space.post(
                place,
                SLACKBOT,
                f"You mentioned <@{BOT_USER_ID}>, but they’re not in this channel.",
                visible_to=user,
                thread_ts=thread_ts,
                subtype="bot_not_in_channel",
            )
        self._touch()
        await asyncio.gather(*(self._deliver_event(event) for event in events))
        return message

    async def mention(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> Message:
        """Have a person mention the app."""
        name = self.workspace.people[BOT_USER_ID].name
        return await self.say(user, channel, f"@{name} {text}", thread_ts)

    async def direct_message(self, user: str, text: str, thread_ts: str | None = None) -> Message:
        """Have a person write to the app."""
        return await self.say(user, self.workspace.direct_messages(user).id, text, thread_ts)

    async def edit(self, message: Message, text: str) -> None:
        """Have a person change what they wrote."""
        stored = payloads.typed(self.workspace, text)
        content = {"text": stored, "blocks": payloads.rich_text(stored, "said")}
        self.workspace.change(message, content)
        await self._deliver_outbox()

    async def delete(self, message: Message) -> None:
        """Have a person delete what they wrote."""
        self.workspace.remove(message)
        await self._deliver_outbox()

    async def invite(self, channel: str) -> None:
        """Have somebody add the app to a channel; the mention that led to it then counts."""
        space = self.workspace
        place = space.channel(channel)
        place.members.add(BOT_USER_ID)
        mention = f"<@{BOT_USER_ID}>"
        said = [one for one in place.messages.values() if one.visible_to is None]
        for notice in [m for m in place.messages.values() if m.subtype == "bot_not_in_channel"]:
            space.remove(notice)
        if said and mention in said[-1].text:
            space._tell(said[-1], "message")  # noqa: SLF001
        await self._deliver_outbox()

    async def press(
        self,
        user: str,
        where: Message | View,
        action_id: str,
        value: Any = None,
        values: Mapping[str, Any] | None = None,
    ) -> Exchange:
        """Have a person press a button or choose in a menu.

        `value` is what they choose (an option's value, a list of them, an id), `values`
        what they had entered elsewhere in the same view, by action id.
        """
        space = self.workspace
        block_id, element = self._element(where, action_id)
        trigger_id = space.new_trigger(user)
        extra: dict[str, Any] = {}
        entered = {**(values or {}), **({} if value is None else {action_id: value})}
        about = {user, trigger_id}
        state = payloads.state_values(where.blocks, entered)
        if isinstance(where, Message):
            path = space.new_response_url(user, where.channel, where.ts, where.thread_ts)
            extra = payloads.message_place(space, where)
            extra |= {"response_url": self.url + path, "state": {"values": state}}
            about |= {where.channel, where.ts, path}
        else:
            extra = payloads.view_place(where, state)
            about.add(where.id)
        action = payloads.action(block_id, element, value, space.next_ts())
        payload = payloads.interaction(
            "block_actions", space.person(user), trigger_id=trigger_id, **extra, actions=[action]
        )
        exchange, _ = await self._deliver(
            "interactive", f"block_actions {action_id}", payload, frozenset(about)
        )
        if exchange.error:
            exchange.shown = LATE if exchange.error == "http_timeout" else TROUBLE
        return exchange

    async def select(
        self, user: str, where: Message | View, action_id: str, value: Any
    ) -> Exchange:
        """Have a person choose `value` in a menu."""
        return await self.press(user, where, action_id, value)

    async def type_ahead(
        self, user: str, where: Message | View, action_id: str, query: str
    ) -> list[dict[str, Any]]:
        """Have a person type into a menu; return the options (or groups) that it offers."""
        block_id, element = self._element(where, action_id)
        if len(query) < element.get("min_query_length", 3):
            return []
        if isinstance(where, Message):
            place = payloads.message_place(self.workspace, where)
        else:
            place = payloads.view_place(where, {})
        payload = payloads.interaction(
            "block_suggestion",
            self.workspace.person(user),
            **place,
            action_id=action_id,
            block_id=block_id,
            value=query,
        )
        what = f"block_suggestion {action_id}"
        exchange, outcome = await self._deliver("interactive", what, payload, frozenset((user,)))
        if not outcome.is_ok:
            return []
        if complaints := kit.check_options(outcome.body):
            exchange.error = "invalid_options"
            exchange.answer = {"answer": outcome.body, "refused": complaints}
            return []
        found: list[dict[str, Any]] = outcome.body.get("options") or outcome.body.get(
            "option_groups", []
        )
        return found

    async def submit(
        self, user: str, values: Mapping[str, Any] | None = None, view: View | None = None
    ) -> Exchange:
        """Have a person send the modal before them, with what they entered by action id."""
        shown = view or self.workspace.modal(user)
        if shown is None:
            raise SlackError("not_found")
        state = payloads.state_values(shown.blocks, values or {})
        if missing := _missing(shown, state):
            return Exchange(0, "to_bot", "view_submission", self.workspace.clock(), errors=missing)
        trigger_id = self.workspace.new_trigger(user)
        urls = self._view_response_urls(user, shown, state)
        payload = payloads.interaction(
            "view_submission",
            self.workspace.person(user),
            trigger_id=trigger_id,
            response_urls=urls,
            view=payloads.view_place(shown, state)["view"],
        )
        callback_id = shown.content.get("callback_id", "")
        about = frozenset((user, trigger_id, shown.id))
        what = f"view_submission {callback_id}".strip()
        exchange, outcome = await self._deliver("interactive", what, payload, about)
        if not outcome.is_ok:
            exchange.shown = TROUBLE
            return exchange
        try:
            self._take_submission_answer(exchange, user, shown, outcome.body)
        except SlackError as refusal:
            exchange.error, exchange.shown = refusal.error, TROUBLE
            exchange.answer = {"answer": outcome.body, "refused": refusal.extra}
        self._touch()
        return exchange

    async def close_modal(self, user: str, *, all_of_them: bool = False) -> None:
        """Have a person close the modal before them."""
        view = self.workspace.modal(user)
        self.workspace.close_modal(user, all_of_them=all_of_them)
        self._touch()
        if view and view.content.get("notify_on_close"):
            payload = payloads.interaction(
                "view_closed",
                self.workspace.person(user),
                view=view.payload(),
                is_cleared=all_of_them,
            )
            await self._deliver("interactive", "view_closed", payload, frozenset((user,)))

    async def shortcut(self, user: str, callback_id: str) -> Exchange:
        """Have a person use a global shortcut."""
        trigger_id = self.workspace.new_trigger(user)
        payload = payloads.interaction(
            "shortcut",
            self.workspace.person(user),
            callback_id=callback_id,
            trigger_id=trigger_id,
            action_ts=self.workspace.next_ts(),
        )
        return await self._deliver_shortcut(callback_id, payload, frozenset((user, trigger_id)))

    async def message_shortcut(self, user: str, message: Message, callback_id: str) -> Exchange:
        """Have a person use a shortcut from a message's menu."""
        space = self.workspace
        trigger_id = space.new_trigger(user)
        path = space.new_response_url(user, message.channel, None, message.thread_ts)
        place = space.channels[message.channel]
        payload = payloads.interaction(
            "message_action",
            space.person(user),
            callback_id=callback_id,
            trigger_id=trigger_id,
            action_ts=space.next_ts(),
            response_url=self.url + path,
            message_ts=message.ts,
            channel={"id": place.id, "name": place.name},
            message=space.message_payload(message),
        )
        about = frozenset((user, trigger_id, place.id, message.ts, path))
        return await self._deliver_shortcut(callback_id, payload, about)

    async def open_home(self, user: str, tab: str = "home") -> View | None:
        """Have a person open the app's Home or Messages tab; return the Home view."""
        channel = self.workspace.direct_messages(user)
        view = self.workspace.homes.get(user)
        event = {
            "type": "app_home_opened",
            "user": user,
            "channel": channel.id,
            "tab": tab,
            "event_ts": self.workspace.next_ts(),
            **({"view": view.payload()} if view and tab == "home" else {}),
        }
        if event["type"] in self.workspace.app.events:
            await self._deliver_event(event)
        return self.workspace.homes.get(user)

    async def run_step(self, callback_id: str, inputs: Mapping[str, Any]) -> str:
        """Run a custom step of a workflow; return its execution id."""
        definition = self.workspace.app.functions[callback_id]
        event = payloads.function_executed(
            callback_id, definition, inputs, STEP_TOKEN, self.workspace.next_ts()
        )
        await self._deliver_event(event)
        execution_id: str = event["function_execution_id"]
        return execution_id

    # -- what can be seen

    def seen_by(self, user: str, channel: str, thread_ts: str | None = None) -> list[Message]:
        """Return the messages that a person sees in a channel or thread, oldest first."""
        place = self.workspace.channel(channel)
        found = self.workspace.thread(place.id, thread_ts) if thread_ts else place.messages.values()
        return [one for one in found if one.visible_to in (None, user)]

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """Return every message of a channel or thread, whoever sees it, oldest first."""
        place = self.workspace.channel(channel)
        if thread_ts:
            return self.workspace.thread(place.id, thread_ts)
        return list(place.messages.values())

    def calls(self, method: str) -> list[Exchange]:
        """Return the bot's calls of a Web API method, oldest first."""
        return [one for one in self.log if one.direction == "to_slack" and one.what == method]

    def deliveries(self, what: str = "") -> list[Exchange]:
        """Return what was sent to the bot, of one kind ("event app_mention"), oldest first."""
        return [one for one in self.log if one.direction == "to_bot" and one.what.startswith(what)]

    async def answer_to(self, message: Message, timeout_s: float = 5.0) -> Message:
        """Wait for what the app posts in answer to a message, and return it."""
        root = message.thread_ts or message.ts

        def found() -> Message | None:
            return next(
                (
                    one
                    for one in self.messages(message.channel)
                    if one.is_by_app
                    and one.ts > message.ts
                    and (one.thread_ts == root or one.thread_ts is None)
                ),
                None,
            )

        return await self.until(found, timeout_s)

    async def until(self, check: Callable[[], T | None], timeout_s: float = 5.0) -> T:
        """Wait until `check` finds something, looking again whenever anything happens."""
        async with asyncio.timeout(timeout_s):
            while not (found := check()):
                await self._changed.wait()
        return found

    async def idle(self) -> None:
        """Wait until every delivery under way, retries included, is over."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- what goes wrong

    def fail_next(
        self,
        method: str = "*",
        *,
        times: int = 1,
        status: int = 500,
        error: str | None = None,
        retry_after_s: int | None = None,
        body: str | None = None,
        delay_s: float = 0.0,
        hangs: bool = False,
    ) -> None:
        """Make the next calls of a method ("response_url" too) go wrong.

        `retry_after_s` means 429, `error` one of Slack's refusals, `body` any text in
        place of the answer, `hangs` no answer at all. With `status=200` and `delay_s`
        alone the call is merely slow.
        """
        headers: dict[str, str] = {}
        if retry_after_s is not None:
            status, error, headers = 429, "ratelimited", {"Retry-After": str(retry_after_s)}
        elif error:
            status = 200
        if body is None and error:
            body = json.dumps({"ok": False, "error": error})
        elif body is None and status != HTTP_OK:
            body = "Slack is on its desk, and has spilt its tea."
        self._faults.append(Fault(method, times, status, body or "", headers, delay_s, hangs))

    # -- the server

    async def _serve_method(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        started = time.perf_counter()
        raw = await _read(request)
        exchange = self._begin("to_slack", method, raw)
        if fault := await self._strike(method):
            exchange.status, exchange.answer = fault.status, fault.body
            self._finish(exchange, started)
            return _faulty(fault)
        answer = self._answer(request, method, raw)
        exchange.status, exchange.answer = HTTP_OK, answer
        exchange.error = answer.get("error")
        self._attribute(exchange, raw, answer)
        self._finish(exchange, started)
        self._spawn_outbox()
        return web.json_response(answer)

    def _answer(self, request: web.Request, method: str, raw: Any) -> dict[str, Any]:
        try:
            args = api.arguments(_object(raw))
            self._check_token(request, method, args)
        except SlackError as refusal:
            return {"ok": False, "error": refusal.error, **refusal.extra}
        answer = api.call(self.workspace, method, args)
        if answer["ok"] and method == "apps.connections.open":
            answer["url"] = f"{self.url.replace('http', 'ws', 1)}/link"
        return answer

    def _check_token(self, request: web.Request, method: str, args: Mapping[str, Any]) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        token = token if scheme.lower() == "bearer" else str(args.get("token", ""))
        if not token:
            raise SlackError("not_authed")
        if token not in (BOT_TOKEN, APP_TOKEN, STEP_TOKEN):
            raise SlackError("invalid_auth")
        known = api.METHODS.get(method)
        if known and known.is_app_level != (token == APP_TOKEN):
            raise SlackError("not_allowed_token_type")

    async def _serve_response_url(self, request: web.Request) -> web.StreamResponse:
        started = time.perf_counter()
        raw = await _read(request)
        exchange = self._begin("to_slack", "response_url", raw)
        if fault := await self._strike("response_url"):
            exchange.status, exchange.answer = fault.status, fault.body
            self._finish(exchange, started)
            return _faulty(fault)
        try:
            leave = self.workspace.use_response_url(request.path)
            message = self.workspace.respond(leave, _object(raw))
            exchange.status, exchange.answer = HTTP_OK, "ok"
        except SlackError as refusal:
            is_over = refusal.error in ("expired_url", "used_url")
            exchange.status = HTTP_NOT_FOUND if is_over else HTTP_BAD_REQUEST
            exchange.error = refusal.error
            exchange.answer = {"ok": False, "error": refusal.error, **refusal.extra}
            message = None
        exchange.cause = self._cause([request.path])
        self._claim(exchange, message)
        self._finish(exchange, started)
        self._spawn_outbox()
        if exchange.error:
            return web.json_response(exchange.answer, status=exchange.status)
        return web.Response(text="ok")

    async def _strike(self, method: str) -> Fault | None:
        """Return the fault that this call meets, if any, after its delay."""
        fault = next((one for one in self._faults if one.method in ("*", method)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times <= 0:
            self._faults.remove(fault)
        if fault.delay_s:
            await self._sleep(fault.delay_s)
        if fault.hangs:
            await self._closing.wait()
        return None if fault.status == HTTP_OK and not fault.body else fault

    # -- deliveries

    async def _deliver(
        self, kind: Kind, what: str, payload: Mapping[str, Any], about: frozenset[str]
    ) -> tuple[Exchange, Outcome]:
        exchange = self._begin("to_bot", what, payload)
        exchange.about = about
        started = time.perf_counter()
        outcome = await self.line.send(kind, payload)
        self._record(exchange, outcome, started)
        return exchange, outcome

    async def _deliver_shortcut(
        self, callback_id: str, payload: Mapping[str, Any], about: frozenset[str]
    ) -> Exchange:
        what = f"{payload['type']} {callback_id}"
        exchange, _ = await self._deliver("interactive", what, payload, about)
        if exchange.error:
            exchange.shown = LATE if exchange.error == "http_timeout" else TROUBLE
        return exchange

    async def _deliver_event(self, event: Mapping[str, Any]) -> None:
        """Deliver an event; where that fails, the retries go on in the background."""
        payload = payloads.event_callback(event, self.workspace.clock())
        reason = await self._try_event(payload, None)
        if reason:
            self._spawn(self._retry_event(payload, reason))

    async def _retry_event(self, payload: Mapping[str, Any], reason: str) -> None:
        for number, delay_s in enumerate(self.retry_delays_s, start=1):
            await self._sleep(delay_s)
            again = await self._try_event(payload, (number, reason))
            if again is None:
                return
            reason = again

    async def _try_event(
        self, payload: Mapping[str, Any], retry: tuple[int, str] | None
    ) -> str | None:
        """Send an event once; return why it should be sent again, if it should."""
        event = payload["event"]
        what = f"event {event['type']}" + (f" (retry {retry[0]})" if retry else "")
        exchange = self._begin("to_bot", what, payload)
        names = ("channel", "user", "ts", "thread_ts", "message_ts", "function_execution_id")
        exchange.about = frozenset(str(event[name]) for name in names if event.get(name))
        started = time.perf_counter()
        outcome = await self.line.send("events_api", payload, retry)
        self._record(exchange, outcome, started)
        if outcome.is_ok or outcome.headers.get("x-slack-no-retry") == "1":
            return None
        return outcome.error

    async def _deliver_outbox(self) -> None:
        events = self.workspace.take_events()
        self._touch()
        await asyncio.gather(*(self._deliver_event(event) for event in events))

    def _spawn_outbox(self) -> None:
        """Let the app hear of what it did itself, as Slack does, without waiting."""
        for event in self.workspace.take_events():
            self._spawn(self._deliver_event(event))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _take_command_answer(self, path: str, command: str, text: str, body: Any) -> Message | None:
        """Show what stood in the answer to a command itself."""
        if body in ("", None):
            return None
        content = body if isinstance(body, dict) else {"text": str(body)}
        if not content.get("text") and not content.get("blocks"):
            return None
        leave = self.workspace.response_urls[path]
        if content.get("response_type") == "in_channel":
            typed = f"{command} {text}".strip()
            self.workspace.post(
                self.workspace.channels[leave.channel], leave.user, typed, command=typed
            )
        message = self.workspace.respond(leave, content)
        self._spawn_outbox()
        return message

    def _take_submission_answer(self, exchange: Exchange, user: str, view: View, body: Any) -> None:
        """Do what the answer to a sent modal asks for."""
        answer = body if isinstance(body, dict) else {}
        match answer.get("response_action"):
            case None:
                self.workspace.close_modal(user)
            case "clear":
                self.workspace.close_modal(user, all_of_them=True)
            case "errors":
                exchange.errors = dict(answer.get("errors", {}))
                known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                if not exchange.errors or set(exchange.errors) - known:
                    raise SlackError("invalid_errors", known=sorted(known))
            case "update":
                self.workspace.change_view(view, answer["view"])
            case "push":
                if len(self.workspace.modals[user]) >= kit.MAX_MODAL_STACK:
                    raise SlackError("push_limit_reached")
                self.workspace.add_view(user, answer["view"], previous=view)
            case other:
                raise SlackError("invalid_response_action", response_action=other)

    def _view_response_urls(
        self, user: str, view: View, state: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Return a response URL for each menu of the view that was asked to bring one."""
        urls = []
        for block_id, element in payloads.elements(view.blocks):
            if not element.get("response_url_enabled"):
                continue
            chosen = state[block_id][element["action_id"]]
            channel = chosen.get("selected_conversation") or chosen.get("selected_channel")
            if channel:
                path = self.workspace.new_response_url(user, channel, None, None)
                urls.append(
                    {
                        "block_id": block_id,
                        "action_id": element["action_id"],
                        "channel_id": channel,
                        "response_url": self.url + path,
                    }
                )
        return urls

    def _element(self, where: Message | View, action_id: str) -> tuple[str, Mapping[str, Any]]:
        for block_id, element in payloads.elements(where.blocks):
            if element["action_id"] == action_id:
                return block_id, element
        raise SlackError("no_such_action", action_id=action_id)

    # -- the log

    def _begin(self, direction: Literal["to_bot", "to_slack"], what: str, request: Any) -> Exchange:
        self._numbers += 1
        exchange = Exchange(self._numbers, direction, what, self.workspace.clock(), request)
        self.log.append(exchange)
        return exchange

    def _record(self, exchange: Exchange, outcome: Outcome, started: float) -> None:
        exchange.status, exchange.answer = outcome.status, outcome.body
        exchange.error = outcome.error
        self._finish(exchange, started)

    def _finish(self, exchange: Exchange, started: float) -> None:
        exchange.duration_ms = (time.perf_counter() - started) * 1000
        self._touch()

    def _note(self, exchange: Exchange) -> None:
        if exchange.message:
            exchange.message.exchanges.append(exchange.number)
        self._touch()

    def _attribute(
        self, exchange: Exchange, raw: Mapping[str, Any], answer: Mapping[str, Any]
    ) -> None:
        """Guess which delivery a call answers, by the ids that both name."""
        names = ("trigger_id", "function_execution_id", "view_id", "thread_ts", "ts", "channel")
        about = [str(raw[name]) for name in (*names, "user_id", "user") if raw.get(name)]
        exchange.cause = self._cause(about)
        ts = answer.get("ts") or answer.get("message_ts")
        if answer["ok"] and ts and raw.get("channel"):
            place = self.workspace.channel(answer.get("channel") or raw["channel"])
            self._claim(exchange, place.messages.get(str(ts)))

    def _cause(self, about: Sequence[str]) -> int | None:
        for one in about:
            for exchange in reversed(self.log):
                if exchange.direction == "to_bot" and one in exchange.about:
                    return exchange.number
        return None

    def _claim(self, exchange: Exchange, message: Message | None) -> None:
        if message:
            for number in (exchange.cause, exchange.number):
                if number and number not in message.exchanges:
                    message.exchanges.append(number)
            exchange.message = message

    def _touch(self) -> None:
        """Wake whoever waits for something to happen."""
        self._changed.set()
        self._changed = asyncio.Event()


HTTP_OK = 200
HTTP_BAD_REQUEST = 400
HTTP_NOT_FOUND = 404


def _missing(view: View, state: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return Slack's own complaint for each required field that was left empty."""
    missing = {}
    for block in view.blocks:
        if block["type"] != "input" or block.get("optional"):
            continue
        entered: Mapping[str, Any] = next(iter(state.get(block["block_id"], {}).values()), {})
        if not any(value for name, value in entered.items() if name != "type"):
            missing[block["block_id"]] = REQUIRED
    return missing


def _object(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise SlackError("invalid_json" if raw is None else "json_not_object")
    return raw


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


def _faulty(fault: Fault) -> web.Response:
    kind = "application/json" if fault.body.startswith("{") else "text/plain"
    return web.Response(
        status=fault.status, text=fault.body, content_type=kind, headers=fault.headers
    )
