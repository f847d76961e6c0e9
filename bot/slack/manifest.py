"""The app manifest: what Slack is told about the bot, from which anyone creates the app.

The one source of `manifest.json` (Socket Mode) and of what `python -m bot manifest` prints.
Shape: Slack's manifest schema, version 2. It asks for the least with which the bot answers
everywhere on a free plan; what needs more is added by name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

COMMAND = "/convene"
NAME = "Convene"
LOOK_UP, WHICH_TYPE, STEP = "look_up", "which_type", "look_up_type"

# Every scope the bot uses, and what for. Nothing is asked for that is not used.
SCOPES = (
    "app_mentions:read",  # a mention in a channel reaches the bot
    "chat:write",  # the answer to it, and to a direct message
    "commands",  # the slash command and the shortcuts
    "im:history",  # a direct message reaches the bot
    "users:read",  # in which language a person reads Slack
)
EVENTS = ("app_home_opened", "app_mention", "message.im")

# What a workspace may add, with the scopes and events that it takes.
EXTRAS = ("unfurl", "workflow", "agent")
EXTRA_SCOPES = {
    "unfurl": ("links:read", "links:write"),  # a link reaches the bot; a card goes under it
    "workflow": (),
    "agent": ("assistant:write",),  # the prompts that are suggested
}
EXTRA_EVENTS = {"unfurl": ("link_shared",), "workflow": ("function_executed",), "agent": ()}

# A name takes 24 characters, a description 150; neither can be told in a person's language.
SHORTCUTS = (
    {
        "name": "Look up · Chercher",
        "type": "global",
        "callback_id": LOOK_UP,
        "description": "Look up a type of convening · Chercher un type de rassemblement",
    },
    {
        "name": "Which type? · Quel type",
        "type": "message",
        "callback_id": WHICH_TYPE,
        "description": "Which type of convening is this? · Quel type de rassemblement est-ce ?",
    },
)


def manifest(
    url: str | None = None, extras: Collection[str] = (), domains: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the manifest for Socket Mode, or for HTTP with the bot at `url`.

    `extras` are among `EXTRAS`; `domains` are those of the links to unfurl.
    """
    address = f"{url.rstrip('/')}/slack/events" if url else None
    added = [extra for extra in EXTRAS if extra in extras]
    command: dict[str, Any] = {
        "command": COMMAND,
        "description": "Which type of convening is which? · Quel type de rassemblement ?",
        "usage_hint": "co-design · conception conjointe · help · aide",
        "should_escape": False,
    }
    events = [*EVENTS, *(event for extra in added for event in EXTRA_EVENTS[extra])]
    scopes = [*SCOPES, *(scope for extra in added for scope in EXTRA_SCOPES[extra])]
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": sorted(events)},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": "workflow" in added,
        "socket_mode_enabled": address is None,
        "token_rotation_enabled": False,
    }
    if address:
        command["url"] = address
        settings["event_subscriptions"]["request_url"] = address
        settings["interactivity"]["request_url"] = address
        settings["interactivity"]["message_menu_options_url"] = address
    features: dict[str, Any] = {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
        "slash_commands": [command],
    }
    whole = {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": "Tells the types of convening apart · Distingue les types de rassemblement",
            "background_color": "#1f4e5f",
        },
        "features": features,
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": settings,
    }
    if "unfurl" in added:
        features["unfurl_domains"] = list(domains)
    if "agent" in added:
        features["agent_view"] = {
            "agent_description": "Tells the types of convening apart, in English and French. "
            "Distingue les types de rassemblement, en français et en anglais."
        }
    if "workflow" in added:
        settings["function_runtime"] = "remote"
        whole["functions"] = {STEP: _step()}
    return whole


def _step() -> dict[str, Any]:
    """Return the step of Workflow Builder. What it puts out is made in `bot.cards.outputs`."""

    def text(title: str, description: str) -> dict[str, str]:
        return {"type": "string", "title": title, "description": description}

    return {
        "title": "Look up a type · Chercher un type",
        "description": "Says which type of convening a question is about · "
        "Dit de quel type de rassemblement parle une question",
        "input_parameters": {
            "properties": {
                "question": text("Question", "A name, or what you plan · Un nom, ou votre projet")
            },
            "required": ["question"],
        },
        "output_parameters": {
            "properties": {
                "name": text(
                    "Name · Nom", "Empty if nothing was found · Vide si rien n’est trouvé"
                ),
                "definition": text(
                    "Definition · Définition",
                    "What it is, empty if nothing was found · De quoi il s’agit, vide si rien",
                ),
                "link": text("Link · Lien", "The guide’s page · La page du guide"),
                "sure": {
                    "type": "boolean",
                    "title": "Sure · Certain",
                    "description": "False for a guess or nothing · Faux si c’est incertain",
                },
            },
            "required": ["name", "definition", "link", "sure"],
        },
    }
