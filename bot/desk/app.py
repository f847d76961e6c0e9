"""The app as a workspace has installed it: what its manifest asks of Slack.

Knows the manifest's fields. Must not know people, messages or the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BOT_USER_ID = "U00CONVENE"
BOT_ID = "B00CONVENE"
APP_ID = "A00CONVENE"


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, with what Slack shows while a person types it."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut; `type` is "global" or "message"."""

    name: str
    type: str
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True)
class App:
    """What one manifest turns on. Slack sends and allows nothing else."""

    name: str
    description: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    has_home_tab: bool
    is_messages_tab_read_only: bool
    unfurl_domains: frozenset[str]
    functions: Mapping[str, Mapping[str, Any]]
    prompts: tuple[Mapping[str, str], ...]

    def command(self, name: str) -> Command | None:
        """Return the command called `name` ("/convene"), if there is one."""
        return next((command for command in self.commands if command.name == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut with `callback_id`, if there is one."""
        return next((one for one in self.shortcuts if one.callback_id == callback_id), None)


def from_manifest(manifest: Mapping[str, Any]) -> App:
    """Read an app manifest (version 1 or 2) as Slack does when it installs the app."""
    features = manifest.get("features", {})
    home = features.get("app_home", {})
    agent = features.get("agent_view") or features.get("assistant_view") or {}
    settings = manifest.get("settings", {})
    return App(
        name=features.get("bot_user", {}).get("display_name")
        or manifest["display_information"]["name"],
        description=manifest["display_information"].get("description", ""),
        commands=tuple(
            Command(
                one["command"],
                one.get("description", ""),
                one.get("usage_hint", ""),
                one.get("should_escape", False),
            )
            for one in features.get("slash_commands", ())
        ),
        shortcuts=tuple(
            Shortcut(one["name"], one["type"], one["callback_id"], one.get("description", ""))
            for one in features.get("shortcuts", ())
        ),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        has_home_tab=home.get("home_tab_enabled", False),
        is_messages_tab_read_only=home.get("messages_tab_read_only_enabled", True),
        unfurl_domains=frozenset(features.get("unfurl_domains", ())),
        functions=manifest.get("functions", {}),
        prompts=tuple(agent.get("suggested_prompts", ())),
    )


EVERYTHING: Mapping[str, Any] = {
    "display_information": {"name": "Convene"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Convene", "always_online": True},
        "slash_commands": [{"command": "/convene", "description": "Ask", "usage_hint": "[words]"}],
        "shortcuts": [
            {"name": "Look up", "type": "global", "callback_id": "look_up", "description": "Ask"},
            {"name": "Which?", "type": "message", "callback_id": "which", "description": "Ask"},
        ],
        "unfurl_domains": ["example.org"],
    },
    "functions": {
        "look_up": {
            "title": "Look up",
            "description": "Look a word up",
            "input_parameters": {
                "question": {"type": "string", "title": "Question", "is_required": True}
            },
            "output_parameters": {"name": {"type": "string", "title": "Name"}},
        }
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "assistant:write",
                "channels:history",
                "chat:write",
                "commands",
                "im:history",
                "im:write",
                "links:read",
                "links:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "function_executed",
                "link_shared",
                "message.im",
            ]
        },
        "interactivity": {"is_enabled": True},
    },
}
"""A manifest that turns on all that the stand-in knows, for tests of the stand-in."""
