"""A message in the terminal: the same blocks that Slack gets, laid out with rich.

Plain text from top to bottom, which can be copied, piped and read aloud. Colour, bold and
links that can be clicked come with a terminal that has them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from rich.console import Console
from rich.text import Text

from bot.cards.blocks import Message

WIDTH = 88
_MARKUP = re.compile(
    r"<(?P<url>[^<>|]+)\|(?P<title>[^<>]*)>|\*(?P<bold>[^*\n]+)\*|\b_(?P<quiet>[^_\n]+)_\b"
)
# rich would break a line at the blanks that are there to keep one whole (French before ":").
_STAND_INS = {"\u00a0": "\ue0a0", "\u202f": "\ue02f"}
_HIDE = str.maketrans(_STAND_INS)
_SHOW = str.maketrans({stand_in: blank for blank, stand_in in _STAND_INS.items()})


@dataclass(frozen=True, slots=True)
class Address:
    """An address, which stays in one piece however long it is."""

    url: str


Part: TypeAlias = Text | Address | None
"""None is an empty line."""


def show(message: Message, console: Console | None = None) -> None:
    """Print a message, no wider than the terminal but for its addresses."""
    console = console or Console(highlight=False)
    width = min(WIDTH, console.width)
    for part in _parts(message):
        match part:
            case None:
                console.print()
            case Address(url):
                console.print(Text(f"  {url}", style=f"dim link {url}"), soft_wrap=True)
            case _:
                for line in _wrap(part, console, width):
                    console.print(line, soft_wrap=True)


def _wrap(text: Text, console: Console, width: int) -> Iterator[Text]:
    """Yield a text's lines, broken at no blank that forbids it, without blanks at their ends."""
    hidden = text.copy()
    hidden.plain = text.plain.translate(_HIDE)
    for line in hidden.wrap(console, width):
        line.rstrip()
        line.plain = line.plain.translate(_SHOW)
        yield line


def _parts(message: Message) -> list[Part]:
    """Return what stands there from top to bottom, with single empty lines between."""
    heads = [str(one["text"]["text"]) for one in message.blocks if one["type"] == "header"]
    parts = [part for block in message.blocks for part in _render(block, " ".join(heads))]
    single: list[Part] = []
    for is_empty, group in groupby(parts, lambda part: part is None):
        single += [None] if is_empty else group
    return single[:-1] if single and single[-1] is None else single


def _render(block: Mapping[str, Any], heading: str) -> Iterator[Part]:
    match block["type"]:
        case "header":
            yield Text(block["text"]["text"], style="bold underline")
            yield None
        case "section":
            for text in (block.get("text"), *block.get("fields", ())):
                yield from _lines(text) if text else ()
                yield None
        case "context":
            for element in block["elements"]:
                yield from _lines(element, style="dim")
            yield None
        case "actions":
            # Nothing can be pressed here: what is left are addresses, and names to ask for.
            for one in block["elements"]:
                if "url" in one:
                    yield Text(one["text"]["text"], style=f"bold link {one['url']}")
                    yield Address(one["url"])
            names = [str(one["text"]["text"]) for one in block["elements"] if _is_name(one)]
            if others := [name for name in names if name not in heading]:
                yield Text(" · ").join(Text(name, style="bold") for name in others)
            yield None


def _is_name(element: Mapping[str, Any]) -> bool:
    return str(element.get("action_id", "")).startswith(("show:", "pick:"))


def _lines(element: Mapping[str, Any], style: str = "") -> Iterator[Part]:
    """Turn Slack's mrkdwn, as far as `bot.cards.blocks` writes it, into styled text.

    What follows an address goes on beneath it.
    """
    source, text, end = element["text"], Text(style=style), 0
    for mark in _MARKUP.finditer(source):
        text.append(_plain(source[end : mark.start()], text))
        if mark["url"]:
            url = html.unescape(mark["url"])
            yield text.append(html.unescape(mark["title"]), style=f"link {url}")
            yield Address(url)
            text = Text(style=style)
        elif mark["bold"]:
            text.append(html.unescape(mark["bold"]), style="bold")
        else:
            text.append(html.unescape(mark["quiet"]), style="italic")
        end = mark.end()
    if text.append(_plain(source[end:], text)):
        yield text


def _plain(source: str, before: Text) -> str:
    """Return a piece of text, without what parted it from an address above."""
    text = html.unescape(source)
    return text if before else text.removeprefix(" · ")
