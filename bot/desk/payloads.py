"""What Slack sends an app: events, commands, interactions, in Slack's own shapes.

Knows the fields of each payload. Must not know how it travels.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from bot.desk.app import APP_ID, BOT_USER_ID
from bot.desk.records import TEAM_DOMAIN, TEAM_ID, Channel, Message, Person, View
from bot.desk.workspace import Workspace

Payload: TypeAlias = dict[str, Any]

TOKEN = "deprecated-verification-token"  # noqa: S105 - Slack still sends the field; nobody checks it


def event_callback(event: Mapping[str, Any], now: float) -> Payload:
    """Wrap an event as the Events API does."""
    return {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": dict(event),
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(now),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_hex(12)}",
    }


def slash_command(
    person: Person,
    channel: Channel,
    command: str,
    text: str,
    *,
    response_url: str,
    trigger_id: str,
) -> dict[str, str]:
    """Return a slash command's form."""
    return {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(kind: str, person: Person, **more: Any) -> Payload:
    """Return what every interaction carries, with the fields of this one."""
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": TEAM_ID,
        },
        "api_app_id": APP_ID,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def message_place(workspace: Workspace, message: Message) -> Payload:
    """Return where an interaction with a message happened.

    An ephemeral message is named by its container alone, without its content.
    """
    channel = workspace.channels[message.channel]
    container: Payload = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.visible_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place: Payload = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.name},
    }
    if message.visible_to is None:
        place["message"] = workspace.message_payload(message)
    return place


def view_place(view: View, values: Mapping[str, Any]) -> Payload:
    """Return where an interaction with a modal or Home tab happened, as it stands."""
    payload = {**view.payload(), "state": {"values": values}}
    return {"container": {"type": "view", "view_id": view.id}, "view": payload}


def elements(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every element that a person can act on, with its block's id."""
    for block in blocks:
        for element in _within(block):
            yield block["block_id"], element


def _within(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if "action_id" in value:
            yield value
        for content in value.values():
            yield from _within(content)
    elif isinstance(value, list):
        for item in value:
            yield from _within(item)


def action(block_id: str, element: Mapping[str, Any], value: Any, ts: str) -> Payload:
    """Return one entry of `actions`: an element, and what the person chose in it."""
    kind = element["type"]
    done = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block_id,
        "action_ts": ts,
    }
    if kind in ("button", "icon_button"):
        shown = {"text": element["text"]} if "text" in element else {}
        kept = {name: element[name] for name in ("value", "url", "style") if name in element}
        return done | shown | kept
    if kind == "feedback_buttons":
        side = "negative_button" if value == "negative" else "positive_button"
        chosen = next(
            (element[one] for one in FEEDBACK_SIDES if element[one]["value"] == value),
            element[side],
        )
        return done | {"text": chosen["text"], "value": chosen["value"]}
    return done | state(element, value)


FEEDBACK_SIDES = ("positive_button", "negative_button")

CHOSEN_BY_ID = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
}
INITIAL = {
    "static_select": "initial_option",
    "external_select": "initial_option",
    "radio_buttons": "initial_option",
    "multi_static_select": "initial_options",
    "multi_external_select": "initial_options",
    "checkboxes": "initial_options",
    "users_select": "initial_user",
    "channels_select": "initial_channel",
    "conversations_select": "initial_conversation",
    "multi_users_select": "initial_users",
    "multi_channels_select": "initial_channels",
    "multi_conversations_select": "initial_conversations",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
}


def state(element: Mapping[str, Any], value: Any) -> Payload:
    """Return an element's state as Slack writes it, for a plain value.

    An option may be given whole or by its `value`, several as a list.
    """
    kind = element["type"]
    if kind in ("static_select", "external_select", "radio_buttons", "overflow"):
        return {"type": kind, "selected_option": _option(element, value)}
    if kind in ("multi_static_select", "multi_external_select", "checkboxes"):
        return {"type": kind, "selected_options": [_option(element, one) for one in value or ()]}
    if kind in CHOSEN_BY_ID:
        return {"type": kind, CHOSEN_BY_ID[kind]: value}
    return {"type": kind, "value": None if value in (None, "") else str(value)}


def _option(element: Mapping[str, Any], value: Any) -> Mapping[str, Any] | None:
    if value is None or isinstance(value, Mapping):
        return value
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    for group in groups:
        for option in group["options"]:
            if option["value"] == value:
                chosen: Mapping[str, Any] = option
                return chosen
    return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}


def state_values(
    blocks: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> dict[str, dict[str, Payload]]:
    """Return `state.values`: what the person entered, else what stood there.

    `values` are by action id, or by "block id/action id" where that is not enough.
    """
    found: dict[str, dict[str, Payload]] = {}
    for block_id, element in elements(blocks):
        kind, action_id = element["type"], element["action_id"]
        if kind in STATELESS:
            continue
        initial = element.get(INITIAL.get(kind, "initial_value"))
        value = values.get(f"{block_id}/{action_id}", values.get(action_id, initial))
        found.setdefault(block_id, {})[action_id] = state(element, value)
    return found


STATELESS = frozenset(("button", "overflow", "feedback_buttons", "icon_button"))


def function_executed(
    callback_id: str,
    definition: Mapping[str, Any],
    inputs: Mapping[str, Any],
    token: str,
    ts: str,
) -> Payload:
    """Return the event that runs a custom step of a workflow."""
    return {
        "type": "function_executed",
        "function": {
            "id": f"Fn{secrets.token_hex(4).upper()}",
            "callback_id": callback_id,
            "title": definition.get("title", callback_id),
            "description": definition.get("description", ""),
            "type": "app",
            "input_parameters": _parameters(definition.get("input_parameters", {})),
            "output_parameters": _parameters(definition.get("output_parameters", {})),
            "app_id": APP_ID,
            "date_created": 0,
            "date_updated": 0,
            "date_deleted": 0,
        },
        "inputs": dict(inputs),
        "function_execution_id": f"Fx{secrets.token_hex(4).upper()}",
        "workflow_execution_id": f"Wx{secrets.token_hex(4).upper()}",
        "event_ts": ts,
        "bot_access_token": token,
    }


def _parameters(given: Mapping[str, Any]) -> list[Payload]:
    properties: Mapping[str, Mapping[str, Any]] = given.get("properties", given)
    return [
        {
            "type": one.get("type", "string"),
            "name": name,
            "title": one.get("title", name),
            "description": one.get("description", ""),
            "is_required": one.get("is_required", name in given.get("required", ())),
        }
        for name, one in properties.items()
    ]


HELLO: Mapping[str, Any] = {
    "type": "hello",
    "num_connections": 1,
    "debug_info": {"host": "desk", "build_number": 1, "approximate_connection_time": 18060},
    "connection_info": {"app_id": APP_ID},
}
