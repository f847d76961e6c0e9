"""Slack's side, whole: a server on a loopback port, and people who act.

Knows what people do and how Slack tells the bot. Must not know the bot's insides: what
it knows of the bot is an address and a signing secret.

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
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Self, TypeVar

from bot.desk import outcomes, payloads, typed
from bot.desk.app import BOT_USER_ID, EVERYTHING, from_manifest
from bot.desk.delivery import TIMEOUT_S, Line
from bot.desk.dispatch import RETRY_DELAYS_S, Dispatch
from bot.desk.log import Exchange, Log
from bot.desk.records import Execution, Message, View
from bot.desk.refusals import SlackError
from bot.desk.sentences import slack_says
from bot.desk.server import (
    APP_TOKEN,
    BOT_TOKEN,
    OK,
    SIGNING_SECRET,
    STEP_TOKEN,
    TOO_MANY,
    Fault,
    Server,
)
from bot.desk.workspace import SLACKBOT, Workspace

T = TypeVar("T")


class Slack:
    """An in-memory Slack for one app. Use it as an asynchronous context manager."""

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN
    signing_secret = SIGNING_SECRET

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
        self.notes = Log(clock)
        self.line = Line(SIGNING_SECRET, timeout_s, self.notes.ring)
        self.dispatch = Dispatch(
            self.workspace, self.line, self.notes, sleep=sleep, retry_delays_s=retry_delays_s
        )
        self.server = Server(self.workspace, self.line, self.dispatch, self.notes, sleep=sleep)
        self._port = port

    # -- starting and stopping

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Listen on 127.0.0.1. Raises OSError where the port is taken."""
        await self.server.start(self._port)

    async def close(self) -> None:
        """Stop at once: what is under way is dropped."""
        await self.dispatch.close()
        await self.line.close()
        await self.server.close()

    @property
    def url(self) -> str:
        """The address it listens on."""
        return self.server.url

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
            text = typed.stored(space, text, with_labels=True)
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
        exchange, outcome = await self.dispatch.deliver("slash_commands", command, form, about)
        if outcome.is_ok:
            try:
                whole = f"{command} {text}".strip()
                exchange.claim(outcomes.show_command_answer(space, path, whole, outcome.body))
            except SlackError as refusal:
                exchange.error = refusal.error
                exchange.answer = {"answer": outcome.body, "refused": refusal.answer()}
        else:
            is_late = exchange.error == "http_timeout"
            exchange.error = "operation_timeout" if is_late else "dispatch_failed"
        if exchange.error:
            failed = {"command": command, "error": exchange.error}
            exchange.shown = slack_says("failed", person.locale, **failed)
            exchange.claim(space.post(place, SLACKBOT, exchange.shown, visible_to=user))
        self.dispatch.spawn_outbox()
        self.notes.ring()
        return exchange

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> Message:
        """Have a person write a message ("@convene …" mentions the app)."""
        space = self.workspace
        place = space.channel(channel)
        stored = typed.stored(space, text)
        message = space.post(
            place, user, stored, thread_ts=thread_ts, blocks=typed.rich_text(stored, "said")
        )
        events = space.take_events()
        if f"<@{BOT_USER_ID}>" in stored and BOT_USER_ID not in place.members:
            space.post(
                place,
                SLACKBOT,
                slack_says("not_in_channel", space.person(user).locale, bot=BOT_USER_ID),
                visible_to=user,
                thread_ts=thread_ts,
                subtype="bot_not_in_channel",
            )
        self.notes.ring()
        await asyncio.gather(*(self.dispatch.deliver_event(event) for event in events))
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
        stored = typed.stored(self.workspace, text)
        content = {"text": stored, "blocks": typed.rich_text(stored, "said")}
        self.workspace.change(message, content)
        await self.dispatch.deliver_outbox()

    async def delete(self, message: Message) -> None:
        """Have a person delete what they wrote."""
        self.workspace.remove(message)
        await self.dispatch.deliver_outbox()

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
            space.tell(said[-1], "message")
        await self.dispatch.deliver_outbox()

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
            if not any(one["action_id"] == action_id for _, one in payloads.elements(where.blocks)):
                extra["container"] |= {"type": "message_attachment", "is_app_unfurl": True}
            extra |= {"response_url": self.url + path, "state": {"values": state}}
            about |= {where.channel, where.ts, path}
        else:
            extra = payloads.view_place(where, state)
            about.add(where.id)
        action = payloads.action(block_id, element, value, space.next_ts())
        payload = payloads.interaction(
            "block_actions", space.person(user), trigger_id=trigger_id, **extra, actions=[action]
        )
        exchange, _ = await self.dispatch.deliver(
            "interactive", f"block_actions {action_id}", payload, frozenset(about)
        )
        if isinstance(where, Message):
            exchange.claim(where)
            self.notes.ring()
        if exchange.error:
            exchange.shown = self._sorry(user, exchange)
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
        exchange, outcome = await self.dispatch.deliver(
            "interactive", what, payload, frozenset((user,))
        )
        if not outcome.is_ok:
            return []
        try:
            return outcomes.offered_options(outcome.body)
        except SlackError as refusal:
            exchange.error = refusal.error
            exchange.answer = {"answer": outcome.body, "refused": refusal.answer()}
            return []

    async def submit(
        self, user: str, values: Mapping[str, Any] | None = None, view: View | None = None
    ) -> Exchange:
        """Have a person send the modal before them, with what they entered by action id."""
        shown = view or self.workspace.modal(user)
        if shown is None:
            raise SlackError("not_found")
        state = payloads.state_values(shown.blocks, values or {})
        if missing := outcomes.missing_fields(shown, state):
            complaint = slack_says("required", self.workspace.person(user).locale)
            errors = dict.fromkeys(missing, complaint)
            return Exchange(0, "to_bot", "view_submission", self.workspace.clock(), errors=errors)
        trigger_id = self.workspace.new_trigger(user)
        urls = outcomes.view_response_urls(self.workspace, user, shown, state, self.url)
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
        exchange, outcome = await self.dispatch.deliver("interactive", what, payload, about)
        if not outcome.is_ok:
            exchange.shown = self._sorry(user)
            return exchange
        try:
            outcomes.take_submission_answer(self.workspace, exchange, user, shown, outcome.body)
        except SlackError as refusal:
            exchange.error, exchange.shown = refusal.error, self._sorry(user)
            exchange.answer = {"answer": outcome.body, "refused": refusal.answer()}
        self.notes.ring()
        return exchange

    async def close_modal(self, user: str, *, all_of_them: bool = False) -> None:
        """Have a person close the modal before them."""
        view = self.workspace.modal(user)
        self.workspace.close_modal(user, all_of_them=all_of_them)
        self.notes.ring()
        if view and view.content.get("notify_on_close"):
            payload = payloads.interaction(
                "view_closed",
                self.workspace.person(user),
                view=view.payload(),
                is_cleared=all_of_them,
            )
            await self.dispatch.deliver("interactive", "view_closed", payload, frozenset((user,)))

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
            await self.dispatch.deliver_event(event)
        return self.workspace.homes.get(user)

    async def run_step(self, callback_id: str, inputs: Mapping[str, Any]) -> str:
        """Run a custom step of a workflow; return its execution id."""
        definition = self.workspace.app.functions[callback_id]
        event = payloads.function_executed(
            callback_id, definition, inputs, STEP_TOKEN, self.workspace.next_ts()
        )
        execution_id: str = event["function_execution_id"]
        self.workspace.begin_step(execution_id, event)
        await self.dispatch.deliver_event(event)
        return execution_id

    async def step_ended(self, execution_id: str, timeout_s: float = 5.0) -> Execution:
        """Wait until the bot says what came of a custom step. Raises `TimeoutError`."""
        execution = self.workspace.executions[execution_id]
        return await self.until(lambda: execution if execution.is_over else None, timeout_s)

    # -- what can be seen

    @property
    def log(self) -> deque[Exchange]:
        """The latest requests both ways, oldest first."""
        return self.notes.entries

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
        return await self.notes.until(check, timeout_s)

    async def idle(self) -> None:
        """Wait until every delivery under way, retries included, is over."""
        await self.dispatch.idle()

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
            status, error = TOO_MANY, "ratelimited"
            headers = {"Retry-After": str(retry_after_s)}
        elif error:
            status = OK
        if body is None and error:
            body = json.dumps({"ok": False, "error": error})
        elif body is None and status != OK:
            body = "Slack is on its desk, and has spilt its tea."
        fault = Fault(method, times, status, body or "", headers, delay_s, hangs)
        self.server.faults.append(fault)

    async def _deliver_shortcut(
        self, callback_id: str, payload: Mapping[str, Any], about: frozenset[str]
    ) -> Exchange:
        what = f"{payload['type']} {callback_id}"
        exchange, _ = await self.dispatch.deliver("interactive", what, payload, about)
        if exchange.error:
            exchange.shown = self._sorry(payload["user"]["id"], exchange)
        return exchange

    def _sorry(self, user: str, exchange: Exchange | None = None) -> str:
        """Return what Slack says when the bot did not answer, or not in time."""
        is_late = exchange is not None and exchange.error == "http_timeout"
        return slack_says("late" if is_late else "trouble", self.workspace.person(user).locale)

    def _element(self, where: Message | View, action_id: str) -> tuple[str, Mapping[str, Any]]:
        unfurls = where.unfurls.values() if isinstance(where, Message) else ()
        blocks = [*where.blocks, *(one for card in unfurls for one in card.get("blocks", ()))]
        for block_id, element in payloads.elements(blocks):
            if element["action_id"] == action_id:
                return block_id, element
        raise SlackError("no_such_action", action_id=action_id)
