"""What Slack does with the bot's answers to a command, a menu and a sent modal.

Knows the answers' shapes and Slack's refusals. Must not know the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk import blocks as kit
from bot.desk import payloads
from bot.desk.log import Exchange
from bot.desk.records import Message, View
from bot.desk.refusals import SlackError
from bot.desk.workspace import Workspace


def show_command_answer(workspace: Workspace, path: str, typed: str, body: Any) -> Message | None:
    """Show what stood in the answer to a command itself; public ones show the command too."""
    content = body if isinstance(body, dict) else {"text": str(body or "")}
    if not content.get("text") and not content.get("blocks"):
        return None
    leave = workspace.response_urls[path]
    if content.get("response_type") == "in_channel":
        channel = workspace.channels[leave.channel]
        workspace.post(channel, leave.user, typed, command=typed)
    return workspace.respond(leave, content)


def offered_options(body: Any) -> list[dict[str, Any]]:
    """Return the options (or groups of them) in the answer to a menu's request."""
    if complaints := kit.check_options(body):
        raise SlackError("invalid_options", response_metadata={"messages": complaints})
    offered: list[dict[str, Any]] = body.get("options") or body.get("option_groups", [])
    return offered


def take_submission_answer(
    workspace: Workspace, exchange: Exchange, user: str, view: View, body: Any
) -> None:
    """Do what the answer to a sent modal asks for."""
    answer = body if isinstance(body, dict) else {}
    match answer.get("response_action"):
        case None:
            workspace.close_modal(user)
        case "clear":
            workspace.close_modal(user, all_of_them=True)
        case "errors":
            exchange.errors = dict(answer.get("errors", {}))
            known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
            if not exchange.errors or set(exchange.errors) - known:
                raise SlackError("invalid_errors", known=sorted(known))
        case "update":
            workspace.change_view(view, answer["view"])
        case "push":
            workspace.push_view(user, answer["view"])
        case other:
            raise SlackError("invalid_response_action", response_action=other)


def missing_fields(view: View, state: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the blocks of the required fields that were left empty."""
    missing = []
    for block in view.blocks:
        if block["type"] != "input" or block.get("optional"):
            continue
        entered: Mapping[str, Any] = next(iter(state.get(block["block_id"], {}).values()), {})
        if not any(value for name, value in entered.items() if name != "type"):
            missing.append(block["block_id"])
    return missing


def view_response_urls(
    workspace: Workspace, user: str, view: View, state: Mapping[str, Any], base: str
) -> list[dict[str, Any]]:
    """Return a response URL for each menu of the view that was asked to bring one."""
    urls = []
    for block_id, element in payloads.elements(view.blocks):
        if not element.get("response_url_enabled"):
            continue
        chosen = state[block_id][element["action_id"]]
        channel = chosen.get("selected_conversation") or chosen.get("selected_channel")
        if channel:
            path = workspace.new_response_url(user, channel, None, None)
            urls.append(
                {
                    "block_id": block_id,
                    "action_id": element["action_id"],
                    "channel_id": channel,
                    "response_url": base + path,
                }
            )
    return urls
