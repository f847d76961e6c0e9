"""A message in the terminal: the same blocks that Slack gets, laid out with rich."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from bot.blocks import Message

WIDTH = 88
_MARKUP = re.compile(
    r"<(?P<url>[^<>|]+)\|(?P<title>[^<>]*)>|\*(?P<bold>[^*\n]+)\*|\b_(?P<quiet>[^_\n]+)_\b"
)


def show(message: Message, console: Console | None = None) -> None:
    """Print a message as a card, no wider than the terminal."""
    console = console or Console(highlight=False)
    parts = [part for block in message.blocks for part in _render(block)]
    while parts and parts[-1] == "":
        parts.pop()
    width = min(WIDTH, console.width)
    console.print(Panel(Group(*parts), width=width, padding=(1, 2), border_style="dim"))


def _render(block: Mapping[str, Any]) -> Iterator[RenderableType]:
    match block["type"]:
        case "header":
            yield Text(block["text"]["text"], style="bold underline")
            yield ""
        case "section":
            if "text" in block:
                yield _text(block["text"])
            for number, field in enumerate(block.get("fields", ())):
                yield from ("",) if number or "text" in block else ()
                yield _text(field)
            yield ""
        case "context":
            for element in block["elements"]:
                yield _text(element, style="dim")
            yield ""
        case "actions":
            # Nothing can be pressed here: what is left are addresses, and names to ask for.
            yield from (_link(one) for one in block["elements"] if "url" in one)
            names = [one for one in block["elements"] if _is_name(one)]
            yield from (Columns([_button(one) for one in names]),) if names else ()
            yield ""


def _is_name(element: Mapping[str, Any]) -> bool:
    return str(element.get("action_id", "")).startswith(("show:", "pick:"))


def _link(element: Mapping[str, Any]) -> Text:
    title, url = element["text"]["text"], element["url"]
    return Text.assemble((title, f"bold link {url}"), (f" ({url})", "dim"))


def _button(element: Mapping[str, Any]) -> Text:
    return Text(f" {element['text']['text']} ", style="reverse")


def _text(element: Mapping[str, Any], style: str = "") -> Text:
    """Turn Slack's mrkdwn, as far as `bot.blocks` writes it, into styled text."""
    source, text, end = element["text"], Text(style=style), 0
    for mark in _MARKUP.finditer(source):
        text.append(html.unescape(source[end : mark.start()]))
        if mark["url"]:
            url = html.unescape(mark["url"])
            text.append(html.unescape(mark["title"]), style=f"link {url}")
            text.append(f" ({url})", style="dim")
        elif mark["bold"]:
            text.append(html.unescape(mark["bold"]), style="bold")
        else:
            text.append(html.unescape(mark["quiet"]), style="italic")
        end = mark.end()
    text.append(html.unescape(source[end:]))
    return text
