"""The app manifest: what Slack is told about the bot, from which anyone creates the app.

The one source of `manifest.json` (Socket Mode) and of what `python -m bot manifest --url`
prints (HTTP). Shape: Slack's manifest schema, version 2.
"""

from __future__ import annotations

from typing import Any

COMMAND = "/convene"

# Every scope the bot uses, and what for. Nothing is asked for that is not used.
SCOPES = (
    "app_mentions:read",  # a mention in a channel reaches the bot
    "chat:write",  # the answer to it, and to a direct message
    "commands",  # the slash command
    "im:history",  # a direct message reaches the bot
    "users:read",  # in which language a person reads Slack
)
EVENTS = ("app_mention", "message.im")


def manifest(url: str | None = None) -> dict[str, Any]:
    """Return the manifest for Socket Mode, or for HTTP with the bot at `url`."""
    address = f"{url.rstrip('/')}/slack/events" if url else None
    command: dict[str, Any] = {
        "command": COMMAND,
        "description": "Which type of convening is which? · Quel type de rassemblement ?",
        "usage_hint": "co-design · conception conjointe · help · aide",
        "should_escape": False,
    }
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": address is None,
        "token_rotation_enabled": False,
    }
    if address:
        command["url"] = address
        settings["event_subscriptions"]["request_url"] = address
        settings["interactivity"]["request_url"] = address
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Convene",
            "description": "Tells the types of convening apart · Distingue les types de rassemblement",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Convene", "always_online": True},
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": settings,
    }
