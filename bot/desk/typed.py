"""What a person types, as Slack stores it and tells the app: escaped, names and links marked.

Knows the composer's rules. Must not know who receives it.
"""

from __future__ import annotations

import re
from typing import Any

from bot.desk.workspace import Workspace

SPECIAL = re.compile(
    r"(?P<url>https?://[^\s<>]+)|@(?P<name>\w+(?:[.-]\w+)*)|#(?P<channel>\w+(?:-\w+)*)"
)


def stored(workspace: Workspace, text: str, *, with_labels: bool = False) -> str:
    """Return what a person typed as Slack stores it: escaped, with names and links marked.

    `with_labels` as in slash commands, where a name stands behind each id.
    """
    by_name = {person.name: person.id for person in workspace.people.values()}
    channels = {channel.name: channel.id for channel in workspace.channels.values()}
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def mark(found: re.Match[str]) -> str:
        if url := found["url"]:
            return f"<{url}>"
        if name := found["name"]:
            user = by_name.get(name.lower())
            label = f"|{name.lower()}" if with_labels else ""
            return f"<@{user}{label}>" if user else found[0]
        name = found["channel"].lower()
        channel = channels.get(name)
        return f"<#{channel}|{name if with_labels else ''}>" if channel else found[0]

    return SPECIAL.sub(mark, escaped)


MARKED = re.compile(r"<(?:@(?P<user>\w+)|#(?P<channel>\w+)\|?|(?P<url>https?://[^|>]+))>")


def rich_text(text: str, block_id: str) -> list[dict[str, Any]]:
    """Return the rich_text block that Slack adds to what a person typed."""
    parts: list[dict[str, Any]] = []
    end = 0
    for found in MARKED.finditer(text):
        parts.append({"type": "text", "text": _plain(text[end : found.start()])})
        if found["user"]:
            parts.append({"type": "user", "user_id": found["user"]})
        elif found["channel"]:
            parts.append({"type": "channel", "channel_id": found["channel"]})
        else:
            parts.append({"type": "link", "url": _plain(found["url"])})
        end = found.end()
    parts.append({"type": "text", "text": _plain(text[end:])})
    section = {
        "type": "rich_text_section",
        "elements": [part for part in parts if part.get("text") != ""],
    }
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
