"""The methods of Slack's Web API that a bot calls.

Knows each method's arguments, scope and refusals. Must not know the network.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.desk import blocks as kit
from bot.desk.app import BOT_ID, BOT_USER_ID
from bot.desk.records import TEAM_DOMAIN, TEAM_ID, Channel, Message, Person, View
from bot.desk.refusals import SlackError, check_content
from bot.desk.workspace import Workspace

Args: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: what it does, the scope it needs, and the token it takes."""

    run: Callable[[Workspace, Args], Answer]
    scope: str | None = None
    is_app_level: bool = False


def arguments(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Decode a form's values as Slack does: JSON in a string, "1" and "true" for true."""
    return {name: _decode(name, value) for name, value in raw.items()}


def _decode(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in STRUCTURED:
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError("invalid_arguments") from None
    if name in FLAGS:
        return value.lower() in ("1", "true")
    return value


STRUCTURED = frozenset(
    ("attachments", "blocks", "metadata", "outputs", "prompts", "unfurls", "view")
)
FLAGS = frozenset(("include_locale", "link_names", "return_im", "unfurl_links", "unfurl_media"))


def auth_test(workspace: Workspace, _args: Args) -> Answer:
    """Say whose token this is."""
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": "Desk",
        "team_id": TEAM_ID,
        "user": workspace.people[BOT_USER_ID].name,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def person_payload(person: Person, *, with_locale: bool) -> Answer:
    """Return a person as Slack describes them."""
    payload = {
        "id": person.id,
        "team_id": TEAM_ID,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": False,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_bot": person.is_bot,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "profile": {"real_name": person.real_name, "display_name": person.name},
    }
    return payload | ({"locale": person.locale} if with_locale else {})


def users_info(workspace: Workspace, args: Args) -> Answer:
    """Describe a person, with their locale where it is asked for."""
    person = workspace.person(args.get("user"))
    return {"user": person_payload(person, with_locale=bool(args.get("include_locale")))}


def channel_payload(channel: Channel) -> Answer:
    """Return a channel as Slack describes it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_im,
        "is_im": channel.is_im,
        "is_member": BOT_USER_ID in channel.members,
        "is_private": channel.is_im,
        "is_archived": False,
        **({"user": channel.with_user} if channel.with_user else {}),
    }


def conversations_info(workspace: Workspace, args: Args) -> Answer:
    """Describe a channel."""
    return {"channel": channel_payload(workspace.channel(args.get("channel")))}


def conversations_open(workspace: Workspace, args: Args) -> Answer:
    """Open a person's direct messages with the app."""
    channel = workspace.direct_messages(str(args.get("users", "")))
    return {
        "channel": channel_payload(channel) if args.get("return_im") else {"id": channel.id},
        "no_op": True,
        "already_open": True,
    }


def conversations_replies(workspace: Workspace, args: Args) -> Answer:
    """Return a thread."""
    channel = _joined(workspace, args)
    _need_scope(workspace, f"{'im' if channel.is_im else 'channels'}:history")
    thread = workspace.thread(channel.id, str(args.get("ts")))
    shown = [workspace.message_payload(one) for one in thread if one.visible_to is None]
    if not shown:
        raise SlackError("thread_not_found")
    return {"messages": shown, "has_more": False}


def chat_post_message(workspace: Workspace, args: Args) -> Answer:
    """Post a message; a person's id stands for their direct messages."""
    to = str(args.get("channel", ""))
    channel = workspace.direct_messages(to) if to.startswith("U") else _joined(workspace, args)
    check_content(args)
    content = _content(args)
    thread = workspace.thread(channel.id, content["thread_ts"] or "")
    if not any(one.visible_to is None for one in thread):
        # Slack does not refuse it but posts it outside of any thread, and only the answer
        # tells: slack-go/slack#1571, langchain-ai/open-swe#2753.
        content["thread_ts"] = None
    message = workspace.post(channel, BOT_USER_ID, **content)
    payload = workspace.message_payload(message)
    return {"channel": channel.id, "ts": message.ts, "message": payload}


def chat_post_ephemeral(workspace: Workspace, args: Args) -> Answer:
    """Post a message that one person sees."""
    channel = _joined(workspace, args)
    user = workspace.person(args.get("user")).id
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    check_content(args)
    message = workspace.post(channel, BOT_USER_ID, **_content(args), visible_to=user)
    return {"message_ts": message.ts}


def chat_update(workspace: Workspace, args: Args) -> Answer:
    """Change one of the app's own messages."""
    message = _own(workspace, args, "cant_update_message")
    check_content(args)
    workspace.change(message, args)
    payload = workspace.message_payload(message)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": payload}


def chat_delete(workspace: Workspace, args: Args) -> Answer:
    """Delete one of the app's own messages."""
    message = _own(workspace, args, "cant_delete_message")
    workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def chat_unfurl(workspace: Workspace, args: Args) -> Answer:
    """Put previews under the links of somebody's message."""
    channel, ts = args.get("channel"), args.get("ts")
    if args.get("unfurl_id"):
        channel, _, ts = str(args["unfurl_id"]).partition("-")
    message = workspace.message(channel, ts)
    unfurls = args.get("unfurls")
    if not isinstance(unfurls, dict) or not unfurls:
        raise SlackError("missing_unfurls")
    for url, unfurl in unfurls.items():
        if f"<{url}" not in message.text:
            raise SlackError("cannot_unfurl_url")
        if complaints := kit.check_blocks(unfurl.get("blocks", []), "message"):
            raise SlackError("invalid_blocks", response_metadata={"messages": complaints})
    for url, unfurl in unfurls.items():
        with_ids = kit.with_ids(unfurl.get("blocks", []), secrets.token_hex(2))
        message.unfurls[url] = {**unfurl, **({"blocks": with_ids} if with_ids else {})}
    return {}


def views_open(workspace: Workspace, args: Args) -> Answer:
    """Open a modal for whoever the trigger belongs to."""
    kit_view = _view_of(args, "modal")
    user = workspace.use_trigger(args.get("trigger_id"))
    return {"view": workspace.add_view(user, kit_view).payload()}


def views_push(workspace: Workspace, args: Args) -> Answer:
    """Put a modal on top of the one its person has open."""
    kit_view = _view_of(args, "modal")
    user = workspace.use_trigger(args.get("trigger_id"))
    return {"view": workspace.push_view(user, kit_view).payload()}


def views_update(workspace: Workspace, args: Args) -> Answer:
    """Change a view."""
    view = _find_view(workspace, args)
    if args.get("hash") and args["hash"] != view.hash:
        raise SlackError("hash_conflict")
    workspace.change_view(view, _view_of(args, view.content["type"]))
    return {"view": view.payload()}


def views_publish(workspace: Workspace, args: Args) -> Answer:
    """Show a person's Home tab."""
    kit_view = _view_of(args, "home")
    user = workspace.person(args.get("user_id")).id
    if not workspace.app.has_home_tab:
        raise SlackError("not_enabled")
    current = workspace.homes.get(user)
    if current is None:
        return {"view": workspace.add_view(user, kit_view).payload()}
    if args.get("hash") and args["hash"] != current.hash:
        raise SlackError("hash_conflict")
    workspace.change_view(current, kit_view)
    return {"view": current.payload()}


def set_suggested_prompts(workspace: Workspace, args: Args) -> Answer:
    """Show up to four prompts on top of the Messages tab."""
    channel = workspace.channel(args.get("channel_id"))
    prompts = args.get("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MAX_PROMPTS:
        raise SlackError("invalid_arguments")
    if not all(
        isinstance(one, dict) and one.get("title") and one.get("message") for one in prompts
    ):
        raise SlackError("invalid_arguments")
    workspace.prompts[channel.id] = {"title": args.get("title") or "", "prompts": prompts}
    return {}


MAX_PROMPTS = 4


def noted(workspace: Workspace, args: Args) -> Answer:
    """Accept what changes nothing that can be seen here (a status, a thread's title)."""
    workspace.channel(args.get("channel_id") or args.get("channel"))
    return {}


def complete_success(workspace: Workspace, args: Args) -> Answer:
    """Take what a custom step puts out."""
    workspace.end_step(args.get("function_execution_id"), outputs=args.get("outputs"))
    return {}


def complete_error(workspace: Workspace, args: Args) -> Answer:
    """Take why a custom step could not go on."""
    if not args.get("error"):
        raise SlackError("invalid_arguments")
    workspace.end_step(args.get("function_execution_id"), error=str(args["error"]))
    return {}


def open_connection(_workspace: Workspace, _args: Args) -> Answer:
    """Let a Socket Mode client in; the server adds the address."""
    return {}


METHODS: Mapping[str, Method] = {
    "agents.sessions.rename": Method(noted, "assistant:write"),
    "agents.sessions.setStatus": Method(noted, "assistant:write"),
    "apps.connections.open": Method(open_connection, is_app_level=True),
    "assistant.threads.setStatus": Method(noted, "assistant:write"),
    "assistant.threads.setSuggestedPrompts": Method(set_suggested_prompts, "assistant:write"),
    "assistant.threads.setTitle": Method(noted, "assistant:write"),
    "auth.test": Method(auth_test),
    "chat.delete": Method(chat_delete, "chat:write"),
    "chat.postEphemeral": Method(chat_post_ephemeral, "chat:write"),
    "chat.postMessage": Method(chat_post_message, "chat:write"),
    "chat.unfurl": Method(chat_unfurl, "links:write"),
    "chat.update": Method(chat_update, "chat:write"),
    "conversations.info": Method(conversations_info),
    "conversations.open": Method(conversations_open, "im:write"),
    "conversations.replies": Method(conversations_replies),
    "functions.completeError": Method(complete_error),
    "functions.completeSuccess": Method(complete_success),
    "users.info": Method(users_info, "users:read"),
    "views.open": Method(views_open),
    "views.publish": Method(views_publish),
    "views.push": Method(views_push),
    "views.update": Method(views_update),
}


def call(workspace: Workspace, name: str, args: Args) -> Answer:
    """Run a method and return its answer; Slack's refusals are answers too."""
    try:
        return {"ok": True, **_method(workspace, name).run(workspace, args)}
    except SlackError as refusal:
        return refusal.answer()


def _method(workspace: Workspace, name: str) -> Method:
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    if scope := METHODS[name].scope:
        _need_scope(workspace, scope)
    return METHODS[name]


def _need_scope(workspace: Workspace, scope: str) -> None:
    if scope not in workspace.app.scopes:
        provided = ",".join(sorted(workspace.app.scopes))
        raise SlackError("missing_scope", needed=scope, provided=provided)


def _joined(workspace: Workspace, args: Args) -> Channel:
    channel = workspace.channel(args.get("channel"))
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _own(workspace: Workspace, args: Args, refusal: str) -> Message:
    message = workspace.message(args.get("channel"), args.get("ts"))
    if message.visible_to is not None:
        raise SlackError("message_not_found")
    if not message.is_by_app:
        raise SlackError(refusal)
    return message


def _content(args: Args) -> dict[str, Any]:
    return {
        "text": args.get("text") or "",
        "blocks": args.get("blocks") or [],
        "attachments": args.get("attachments") or [],
        "metadata": args.get("metadata"),
        "thread_ts": args.get("thread_ts") or None,
    }


def _view_of(args: Args, kind: str) -> dict[str, Any]:
    view = args.get("view")
    if not isinstance(view, dict) or view.get("type") != kind:
        message = f"[ERROR] must provide a view of type {kind} [json-pointer:/view]"
        raise SlackError("invalid_arguments", response_metadata={"messages": [message]})
    return view


def _find_view(workspace: Workspace, args: Args) -> View:
    if args.get("view_id"):
        found = workspace.views.get(str(args["view_id"]))
    else:
        wanted = args.get("external_id")
        found = next(
            (
                view
                for view in workspace.views.values()
                if wanted and view.content.get("external_id") == wanted
            ),
            None,
        )
    if found is None:
        raise SlackError("not_found")
    return found
