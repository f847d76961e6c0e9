"""What one person sees, as JSON for the page, and only what is new since they last looked.

Knows the page's shapes. Must not know HTTP.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from bot.desk.app import BOT_USER_ID
from bot.desk.log import Exchange
from bot.desk.records import Execution, Message, View
from bot.desk.slack import Slack
from bot.desk.workspace import Workspace

News: TypeAlias = tuple[str, Any]
Mark: TypeAlias = tuple[str | None, int, int]

OK = 200


class Eye:
    """One person's eye on the workspace. Each look brings only what has changed."""

    def __init__(self, slack: Slack, user: str) -> None:
        self._slack = slack
        self._user = user
        self._seen: dict[str, Mark] = {}
        self._last_workspace = ""

    def news(self, version: str, problems: Sequence[Mapping[str, Any]]) -> Iterator[News]:
        """Yield what has changed: the workspace around, then messages put and gone."""
        space = self._slack.workspace
        around = {**workspace_shown(space, self._user), "version": version, "problems": problems}
        encoded = json.dumps(around)
        if encoded != self._last_workspace:
            self._last_workspace = encoded
            yield "workspace", around
        visible = {
            f"{message.channel} {message.ts}": message
            for channel in space.channels.values()
            if channel.with_user in (None, self._user)
            for message in channel.messages.values()
            if message.visible_to in (None, self._user)
        }
        put = [one for key, one in visible.items() if self._seen.get(key) != _mark(one)]
        gone = [key for key in self._seen if key not in visible]
        self._seen = {key: _mark(message) for key, message in visible.items()}
        if put or gone:
            shown = [message_shown(message, self._slack.log) for message in put]
            yield "messages", {"put": shown, "gone": gone}


def _mark(message: Message) -> Mark:
    return message.edited, len(message.exchanges), len(message.unfurls)


def workspace_shown(space: Workspace, user: str) -> dict[str, Any]:
    """Return everything but the messages."""
    app = space.app
    modal, home = space.modal(user), space.homes.get(user)
    mine = space.direct_messages(user)
    return {
        "me": user,
        "bot": BOT_USER_ID,
        "people": [
            {
                "id": one.id,
                "name": one.name,
                "real_name": one.real_name,
                "locale": one.locale,
                "is_admin": one.is_admin,
                "is_human": not one.is_bot and one in space.humans(),
            }
            for one in space.people.values()
        ],
        "channels": [
            {
                "id": one.id,
                "name": one.name,
                "is_im": one.is_im,
                "has_app": BOT_USER_ID in one.members,
                "members": len(one.members),
            }
            for one in space.channels.values()
            if one.with_user in (None, user)
        ],
        "app": {
            "name": app.name,
            "description": app.description,
            "commands": [
                {"name": one.name, "description": one.description, "hint": one.usage_hint}
                for one in app.commands
            ],
            "shortcuts": [
                {
                    "name": one.name,
                    "type": one.type,
                    "callback_id": one.callback_id,
                    "description": one.description,
                }
                for one in app.shortcuts
            ],
            "steps": [
                {"callback_id": key, "title": one.get("title", key), "inputs": _inputs(one)}
                for key, one in app.functions.items()
            ],
            "has_home_tab": app.has_home_tab,
            "is_read_only": app.is_messages_tab_read_only,
        },
        "modal": view_shown(modal) if modal else None,
        "depth": len(space.modals.get(user, ())),
        "home": view_shown(home) if home else None,
        "prompts": space.prompts.get(mine.id) or {"title": "", "prompts": list(app.prompts)},
    }


def _inputs(step: Mapping[str, Any]) -> list[dict[str, str]]:
    given = step.get("input_parameters", {})
    properties = given.get("properties", given)
    return [{"name": name, "title": one.get("title", name)} for name, one in properties.items()]


def step_shown(execution: Execution) -> dict[str, Any]:
    """Return what came of a custom step: each output with its title, or why it failed."""
    outputs = [
        {"name": name, "title": execution.parameters[name]["title"], "value": value}
        for name, value in (execution.outputs or {}).items()
    ]
    return {"outputs": outputs, "error": execution.error}


def view_shown(view: View) -> dict[str, Any]:
    """Return a modal or Home tab."""
    return {
        "id": view.id,
        "hash": view.hash,
        **{name: view.content.get(name) for name in ("type", "title", "submit", "close")},
        "blocks": view.blocks,
    }


def message_shown(message: Message, log: Iterable[Exchange]) -> dict[str, Any]:
    """Return a message, and what went wrong on its account."""
    numbers, log = set(message.exchanges), list(log)
    refused = [
        (one.what, one.error, _is_mended(one, log))
        for one in log
        if one.number in numbers and one.error and not one.shown
    ]
    return {
        "channel": message.channel,
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "is_private": message.visible_to is not None,
        "subtype": message.subtype,
        "command": message.command,
        "edited": message.edited,
        "unfurls": message.unfurls,
        "exchanges": len(message.exchanges),
        "refused": [
            {"what": what, "error": error, "is_mended": is_mended}
            for what, error, is_mended in dict.fromkeys(refused)
        ],
    }


def _is_mended(refused: Exchange, log: Iterable[Exchange]) -> bool:
    """Say whether a later call for the same cause brought the text that was refused."""
    text = _text_of(refused)
    return bool(text) and any(
        one.number > refused.number
        and one.cause == refused.cause
        and one.status == OK
        and not one.error
        and _text_of(one) == text
        for one in log
        if one.direction == "to_slack"
    )


def _text_of(exchange: Exchange) -> str:
    """Return the text that a call brought, whatever it was called."""
    request = exchange.request
    is_call = exchange.direction == "to_slack" and isinstance(request, dict)
    return str(request.get("text", "")) if is_call else ""


def exchange_shown(exchange: Exchange) -> dict[str, Any]:
    """Return a request and its answer."""
    return {
        "number": exchange.number,
        "direction": exchange.direction,
        "what": exchange.what,
        "at": exchange.at,
        "duration_ms": exchange.duration_ms,
        "status": exchange.status,
        "error": exchange.error,
        "request": exchange.request,
        "answer": exchange.answer,
    }


def question_of(exchange: Exchange) -> str | None:
    """Return the words that a delivery brought to the bot, if it brought any."""
    request = exchange.request
    if exchange.direction != "to_bot" or not isinstance(request, Mapping):
        return None
    if "command" in request:
        return str(request["text"])
    event = request.get("event", {})
    text = event.get("text") or request.get("message", {}).get("text")
    if not text or request.get("type") == "block_actions":
        return None
    return _plain(re.sub(rf"<@{BOT_USER_ID}>", "", text)).strip()


def asker_of(exchanges: Iterable[Exchange]) -> str | None:
    """Return the id of the person whose doing started these exchanges."""
    for exchange in exchanges:
        request = exchange.request
        if exchange.direction == "to_bot" and isinstance(request, Mapping):
            return str(
                request.get("user_id")
                or request.get("event", {}).get("user")
                or request.get("user", {}).get("id")
            )
    return None


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
