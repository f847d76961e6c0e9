"""A Slack workspace in memory: people, channels, messages, views, and what has expired.

Knows Slack's rules about them. Must not know the network: what should reach the app as
an event waits in `outbox` for whoever delivers it. Bounded: the oldest go.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.desk import blocks as kit
from bot.desk.app import APP_ID, BOT_ID, BOT_USER_ID, App
from bot.desk.records import (
    TEAM_ID,
    Channel,
    Execution,
    Message,
    Person,
    ResponseUrl,
    Trigger,
    View,
)
from bot.desk.refusals import SlackError, check_content, check_view

SLACKBOT = "USLACKBOT"
MAYA, LUC, NOOR = "U01MAYA", "U02LUC", "U03NOOR"
GENERAL, LABO = "C01GENERAL", "C02LABO"

TRIGGER_S = 3.0
RESPONSE_URL_S = 30 * 60.0
MAX_MESSAGES = 500
"""How many messages a channel keeps."""
MAX_KEPT = 1000
"""How many triggers, response URLs, views and runs of steps are kept."""

K = TypeVar("K")
V = TypeVar("V")


PEOPLE = (
    Person(MAYA, "maya", "Maya Chen", "en-CA"),
    Person(LUC, "luc", "Luc Tremblay", "fr-CA"),
    Person(NOOR, "noor", "Noor Haddad", "en-CA", is_admin=True),
)


class Workspace:
    """Everything that Slack remembers. `clock` gives seconds since 1970."""

    def __init__(self, app: App, clock: Callable[[], float]) -> None:
        self.app = app
        self.clock = clock
        bot = Person(BOT_USER_ID, app.name.lower(), app.name, "en-US", is_bot=True)
        slackbot = Person(SLACKBOT, "slackbot", "Slackbot", "en-US")
        self.people = {one.id: one for one in (*PEOPLE, bot, slackbot)}
        everyone = {person.id for person in PEOPLE}
        self.channels = {
            GENERAL: Channel(GENERAL, "general", everyone | {BOT_USER_ID}),
            LABO: Channel(LABO, "labo", set(everyone)),
        }
        self.triggers: OrderedDict[str, Trigger] = OrderedDict()
        self.response_urls: OrderedDict[str, ResponseUrl] = OrderedDict()
        self.views: OrderedDict[str, View] = OrderedDict()
        self.modals: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.prompts: dict[str, dict[str, Any]] = {}
        self.executions: OrderedDict[str, Execution] = OrderedDict()
        self.outbox: list[dict[str, Any]] = []
        self._last_ts = 0

    # -- people and channels

    def humans(self) -> list[Person]:
        """Return the people whom one can be."""
        return [one for one in self.people.values() if not one.is_bot and one.id != SLACKBOT]

    def person(self, user: Any) -> Person:
        """Return a person, or raise `user_not_found`."""
        if not isinstance(user, str) or user not in self.people:
            raise SlackError("user_not_found")
        return self.people[user]

    def channel(self, channel: Any) -> Channel:
        """Return a channel by id (a person's id means their direct messages)."""
        if isinstance(channel, str) and channel in self.channels:
            return self.channels[channel]
        if isinstance(channel, str) and channel in self.people and channel != BOT_USER_ID:
            return self.direct_messages(channel)
        raise SlackError("channel_not_found")

    def direct_messages(self, user: str) -> Channel:
        """Return a person's direct messages with the app, opened if need be."""
        channel_id = "D" + self.person(user).id[1:]
        if channel_id not in self.channels:
            members = {user, BOT_USER_ID}
            self.channels[channel_id] = Channel(channel_id, "directmessage", members, user)
        return self.channels[channel_id]

    # -- messages

    def next_ts(self) -> str:
        """Return the time now as a message's `ts`, each later than the one before."""
        self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def post(self, channel: Channel, user: str, text: str, **more: Any) -> Message:
        """Add a message to a channel; it becomes an event unless it is ephemeral."""
        message = Message(channel.id, self.next_ts(), user, text, **more)
        if message.blocks and message.is_by_app:
            message.blocks = kit.with_ids(message.blocks, secrets.token_hex(2))
        channel.messages[message.ts] = message
        while len(channel.messages) > MAX_MESSAGES:
            channel.messages.popitem(last=False)
        if message.visible_to is None:
            self.tell(message, "message")
        return message

    def message(self, channel: Any, ts: Any) -> Message:
        """Return a message, or raise `message_not_found`."""
        found = self.channel(channel).messages.get(str(ts))
        if found is None:
            raise SlackError("message_not_found")
        return found

    def change(self, message: Message, content: Mapping[str, Any]) -> None:
        """Replace a message's text and blocks."""
        before = self.message_payload(message)
        message.text = content.get("text") or ""
        message.blocks = kit.with_ids(content.get("blocks") or [], secrets.token_hex(2))
        message.attachments = content.get("attachments") or []
        if content.get("metadata"):
            message.metadata = content["metadata"]
        message.edited = self.next_ts()
        if message.visible_to is None:
            self.tell(message, "message_changed", before)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        self.channels[message.channel].messages.pop(message.ts, None)
        if message.visible_to is None:
            self.tell(message, "message_deleted", self.message_payload(message))

    def thread(self, channel: str, thread_ts: str) -> list[Message]:
        """Return a thread: its first message and the answers, oldest first."""
        return [
            message
            for message in self.channels[channel].messages.values()
            if thread_ts in (message.ts, message.thread_ts)
        ]

    def message_payload(self, message: Message) -> dict[str, Any]:
        """Return a message as Slack gives it to the app."""
        channel_messages = self.channels[message.channel].messages
        payload: dict[str, Any] = {
            "type": "message",
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "team": TEAM_ID,
        }
        if message.is_by_app:
            payload |= {"bot_id": BOT_ID, "app_id": APP_ID}
        for name in ("subtype", "thread_ts", "blocks", "attachments", "metadata"):
            if value := getattr(message, name):
                payload[name] = value
        root = channel_messages.get(message.thread_ts or "")
        if root and root is not message:
            payload["parent_user_id"] = root.user
        if message.edited:
            payload["edited"] = {"user": message.user, "ts": message.edited}
        answers = [one for one in self.thread(message.channel, message.ts) if one is not message]
        shown = [one for one in answers if one.visible_to is None]
        if shown:
            payload |= {
                "thread_ts": message.ts,
                "reply_count": len(shown),
                "reply_users": list(dict.fromkeys(one.user for one in shown)),
                "latest_reply": shown[-1].ts,
            }
        return payload

    def tell(self, message: Message, change: str, before: Mapping[str, Any] | None = None) -> None:
        """Put into the outbox what the app hears of a message, if it has subscribed."""
        channel = self.channels[message.channel]
        if BOT_USER_ID not in channel.members:
            return
        kind = "im" if channel.is_im else "channel"
        common = {"channel": channel.id, "channel_type": kind, "event_ts": self.next_ts()}
        if change == "message":
            event = {**self.message_payload(message), **common, "event_ts": message.ts}
        else:
            event = {"type": "message", "subtype": change, "hidden": True, **common}
            event |= {"ts": common["event_ts"], "previous_message": before}
            if change == "message_changed":
                event["message"] = self.message_payload(message)
            else:
                event["deleted_ts"] = message.ts
        if f"message.{kind}" in self.app.events or f"message.{kind}s" in self.app.events:
            self.outbox.append(event)
        is_mention = f"<@{BOT_USER_ID}>" in message.text and not channel.is_im
        if change == "message" and is_mention and "app_mention" in self.app.events:
            mention = {name: value for name, value in event.items() if name != "channel_type"}
            self.outbox.append({**mention, "type": "app_mention"})
        self._tell_links(message, change, channel)

    def _tell_links(self, message: Message, change: str, channel: Channel) -> None:
        links = [
            {"domain": domain, "url": url}
            for url in re.findall(r"<(https?://[^|>]+)", message.text)
            for domain in sorted(self.app.unfurl_domains)
            if re.match(rf"https?://([^/]+\.)?{re.escape(domain)}(/|$)", url)
        ]
        if not links or change != "message" or message.is_by_app:
            return
        if "link_shared" in self.app.events:
            self.outbox.append(
                {
                    "type": "link_shared",
                    "user": message.user,
                    "channel": channel.id,
                    "message_ts": message.ts,
                    **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
                    "links": links,
                    "source": "conversations_history",
                    "unfurl_id": f"{channel.id}-{message.ts}",
                    "is_bot_user_member": True,
                    "event_ts": message.ts,
                }
            )

    def take_events(self) -> list[dict[str, Any]]:
        """Empty the outbox."""
        events, self.outbox = self.outbox, []
        return events

    # -- triggers and response URLs

    def new_trigger(self, user: str) -> str:
        """Return a fresh trigger id for a person."""
        trigger_id = (
            f"{int(self.clock() * 1000)}.{secrets.randbelow(10**10)}.{secrets.token_hex(8)}"
        )
        self.triggers[trigger_id] = Trigger(user, self.clock() + TRIGGER_S)
        _forget(self.triggers)
        return trigger_id

    def use_trigger(self, trigger_id: Any) -> str:
        """Spend a trigger and return whose it is, or raise as Slack does."""
        trigger = self.triggers.get(str(trigger_id))
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("trigger_exchanged")
        if self.clock() > trigger.expires_at:
            raise SlackError("trigger_expired")
        trigger.is_used = True
        return trigger.user

    def new_response_url(
        self, user: str, channel: str, source_ts: str | None, thread_ts: str | None
    ) -> str:
        """Return the path of a fresh response URL."""
        path = f"/{'actions' if source_ts else 'commands'}/{TEAM_ID}/{secrets.token_hex(12)}"
        expires_at = self.clock() + RESPONSE_URL_S
        self.response_urls[path] = ResponseUrl(user, channel, expires_at, source_ts, thread_ts)
        _forget(self.response_urls)
        return path

    def use_response_url(self, path: str) -> ResponseUrl:
        """Spend one of a response URL's posts, or raise as Slack does."""
        leave = self.response_urls.get(path)
        if leave is None or self.clock() > leave.expires_at:
            raise SlackError("expired_url")
        if leave.posts_left == 0:
            raise SlackError("used_url")
        leave.posts_left -= 1
        return leave

    def respond(self, leave: ResponseUrl, content: Mapping[str, Any]) -> Message | None:
        """Post, replace or delete through a response URL or in a command's own answer.

        Without `replace_original: false`, an answer into a thread overwrites the source.
        """
        channel = self.channels[leave.channel]
        source = channel.messages.get(leave.source_ts or "")
        has_content = bool(content.get("text") or content.get("blocks"))
        thread_ts = content.get("thread_ts")
        replaces = content.get("replace_original")
        if content.get("delete_original"):
            if source and source.is_by_app:
                self.remove(source)
            if not has_content:
                return None
        elif source and (replaces or (thread_ts and replaces is not False)):
            check_content(content)
            self.change(source, content)
            return source
        check_content(content)
        is_public = content.get("response_type") == "in_channel"
        message = self.post(
            channel,
            BOT_USER_ID,
            content.get("text") or "",
            blocks=content.get("blocks") or [],
            attachments=content.get("attachments") or [],
            metadata=content.get("metadata"),
            thread_ts=thread_ts or leave.thread_ts,
            visible_to=None if is_public else leave.user,
        )
        if source is None:
            leave.source_ts = message.ts
        return message

    # -- views

    def add_view(self, user: str, content: dict[str, Any], previous: View | None = None) -> View:
        """Keep a new view. A modal goes on top of its person's stack."""
        check_view(content)
        view_id = "V" + secrets.token_hex(5).upper()
        root_id = previous.root_id if previous else view_id
        previous_id = previous.id if previous else None
        view = View(view_id, user, {}, "", root_id, previous_id)
        self.change_view(view, content)
        self.views[view_id] = view
        _forget(self.views)
        if content["type"] == "home":
            self.homes[user] = view
        else:
            stack = self.modals[user] if previous else []
            self.modals[user] = [*stack, view_id]
        return view

    def push_view(self, user: str, content: dict[str, Any]) -> View:
        """Put a modal on top of the one that its person has before them."""
        top = self.modal(user)
        if top is None:
            raise SlackError("not_found")
        if len(self.modals[user]) >= kit.MAX_MODAL_STACK:
            raise SlackError("push_limit_reached")
        return self.add_view(user, content, previous=top)

    def change_view(self, view: View, content: dict[str, Any]) -> None:
        """Replace what a view shows."""
        check_view(content)
        prefix = secrets.token_hex(2)
        view.content = {**content, "blocks": kit.with_ids(content["blocks"], prefix)}
        view.hash = f"{int(self.clock())}.{secrets.token_hex(4)}"

    def modal(self, user: str) -> View | None:
        """Return the modal that a person has before them."""
        stack = self.modals.get(user)
        return self.views.get(stack[-1]) if stack else None

    def close_modal(self, user: str, *, all_of_them: bool = False) -> None:
        """Take the top modal off a person's stack, or all of them."""
        stack = self.modals.get(user, [])
        self.modals[user] = [] if all_of_them else stack[:-1]

    # -- custom steps

    def begin_step(self, execution_id: str, event: Mapping[str, Any]) -> None:
        """Remember a run of a step, as the event tells the app of it."""
        put_out = event["function"]["output_parameters"]
        self.executions[execution_id] = Execution(
            parameters={one["name"]: one for one in put_out},
            required=frozenset(one["name"] for one in put_out if one["is_required"]),
        )
        _forget(self.executions)

    def end_step(self, execution_id: Any, *, outputs: Any = None, error: str | None = None) -> None:
        """Take what came of a run, or refuse it as Slack does."""
        execution = self.executions.get(str(execution_id))
        if execution is None:
            raise SlackError("function_execution_not_found")
        if execution.is_over:
            raise SlackError("execution_not_in_running_state")
        if error is None:
            execution.outputs = _checked(outputs, execution)
        execution.error = error


def _checked(outputs: Any, execution: Execution) -> dict[str, Any]:
    """Return what a step puts out, held against what the manifest promises."""
    given = outputs if isinstance(outputs, dict) else {}
    complaints = [
        *(f"{name} is missing" for name in sorted(execution.required - set(given))),
        *(f"{name} is unknown" for name in sorted(set(given) - set(execution.parameters))),
    ]
    for name, one in execution.parameters.items():
        wanted = OUTPUTS.get(one["type"])
        if name in given and wanted and not isinstance(given[name], wanted):
            complaints.append(f"{name} is no {one['type']}")
    if complaints:
        raise SlackError("parameter_validation_failed", response_metadata={"messages": complaints})
    return dict(given)


OUTPUTS: Mapping[str, type] = {"string": str, "boolean": bool}
"""What the kinds of a step's parameters are in Python; of others nothing is known here."""


def _forget(kept: OrderedDict[K, V]) -> None:
    while len(kept) > MAX_KEPT:
        kept.popitem(last=False)
