"""One value of a YAML file: a text, a list, an address, and what people mistake for them.

Knows what YAML makes of what was typed. Must not know which keys there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.guide.problem import quoted
from bot.guide.yaml_file import INVISIBLE, Group, Items, Node, Text, YamlFile, kind_of
from bot.guide.yaml_line import unlisted, without_colon

TO_WRITE = "…"
"""What stands in a new file where a text is still to be written."""

NEAR = 0.6
"""How alike an unknown word must be to a known one to be taken for it."""
SLIPS = 2
"""So many letters more, less or other, and a word is the known one misspelt."""

_SHAPES = {Text: "one text", Items: "a list", Group: "a group of keys"}


@dataclass(slots=True)
class Spot:
    """Where a value stands: below which key, in which language, and on which line.

    How it is called is worked out only when something is wrong there: a guide has a
    hundred thousand spots, and hardly a problem.
    """

    file: YamlFile
    key: str
    line: int
    language: str = ""
    is_item: bool = False

    @property
    def called(self) -> str:
        """What the value is called in a message."""
        called = quoted(self.key) + (f" in {quoted(self.language)}" if self.language else "")
        return f"An item of {called}" if self.is_item else called

    @property
    def before(self) -> str:
        """What is typed before the value."""
        return "-" if self.is_item else as_key(self.language or self.key)

    def blame(self, what: str, fix: str) -> None:
        """Note that something is wrong with the value here."""
        self.file.blame(self.line, f"{self.called} {what}", fix)

    def item(self, node: Node) -> Spot:
        """Return the spot of one item of the list here."""
        return Spot(self.file, self.key, node.line, self.language, is_item=True)


def as_key(text: str) -> str:
    """Return a key as it must be typed: Norwegian's "no" in quotes."""
    return f"{text}:" if kind_of(text) == "text" else f"{quoted(text)}:"


def read_text(spot: Spot, node: Node, *, most: int = 0, is_trimmed: bool = True) -> str:
    """Return a text, or "" where there is none to use, which is then noted.

    `most` is the number of characters for which there is room, 0 for any.
    """
    if not isinstance(node, Text):
        _blame_no_text(spot, node)
        return ""
    text = node.value.strip(" \t\r\n") if is_trimmed else node.value
    if node.kind == "unread":
        pass
    elif node.comment:
        spot.blame(
            f'ends before {quoted(node.comment)}: YAML skips what follows a "#"',
            f"Put the whole text in quotes: {spot.before} {quoted(f'{text} {node.comment}'.strip())}"
            "   or, if it is a remark, put a blank behind the #.",
        )
    elif not text.strip() and node.kind in ("text", "nothing"):
        spot.blame(
            "is empty",
            "Write the text, or delete the line."
            if spot.before == "-"
            else f'Write it: {spot.before} "…"',
        )
    elif node.kind != "text":
        _blame_kind(spot, node)
    elif text in (TO_WRITE, "..."):
        what = f"is still {quoted(text)}"
        spot.blame(what, "Write the text here, or take out the whole key if it may be missing.")
    elif not text.isprintable() and (found := INVISIBLE.search(text)):
        what = f"has a character that nobody sees (U+{ord(found[0]):04X})"
        spot.blame(what, "Delete the text and type it again.")
    elif most and len(text) * _LONGEST_ESCAPE > most and (length := _length(text)) > most:
        what = f"is too long for its place in Slack: {length} characters of {most}"
        spot.blame(what, f"Shorten it by {length - most} or more.")
    else:
        return text
    return ""


def read_items(spot: Spot, node: Node) -> list[Node]:
    """Return the items of a list, or none where there is no list, which is then noted."""
    if isinstance(node, Items):
        return node.items
    if isinstance(node, Group):
        what = "is a group of keys, where a list is wanted"
        spot.blame(what, 'Begin each item on a line of its own with "- ".')
    elif node.kind != "unread" and not node.value:
        spot.blame("is empty", f"Write its items, or, if there are none: {spot.before} []")
    elif node.kind != "unread":
        if node.line != spot.line:  # below its key, where a list would stand
            for slip in unlisted(node.line - 1, spot.file.lines):
                spot.file.blame(*slip)
            return []
        items = node.value if re.fullmatch(r"[a-z0-9, -]+", node.value) else quoted(node.value)
        what, fix = "is one text, where a list is wanted", "Put it in brackets:"
        spot.blame(what, f"{fix} {spot.before} [{items}]")
    return []


def read_address(spot: Spot, text: str) -> str:
    """Return an address on the web, or "" where a text is none, which is then noted."""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in ("http", "https")
        is_sound = bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        is_web, is_sound = True, False
    if re.search(r"\s", text):
        spot.blame("has a blank in it", "Write %20 for it, or delete it.")
    elif not is_web:
        fix = "Copy it from the address bar of a browser: it begins with https://"
        spot.blame(f"is not an address on the web: {quoted(text)}", fix)
    elif not is_sound or _NOT_IN_ADDRESSES.search(text):
        fix = "Copy it anew from the address bar of a browser."
        spot.blame(f"is not a sound address: {quoted(text)}", fix)
    else:
        return text
    return ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that another one is probably meant to be, or ""."""
    found = process.extractOne(
        word.lower(), list(known), scorer=OSA.normalized_similarity, score_cutoff=NEAR
    )
    return found[0] if found else ""


def is_slip(word: str, meant: str) -> bool:
    """Tell a word that is one typing slip or two away from another."""
    return bool(meant) and OSA.distance(word.lower(), meant) <= SLIPS


def blame_shape(spot: Spot, node: Node, wanted: str, fix: str) -> None:
    """Note that something else stands where `wanted` should, unless that was noted."""
    if not isinstance(node, Text):
        spot.blame(f"is {_SHAPES[type(node)]}, where {wanted} is wanted", fix)
    elif node.line != spot.line and (slip := without_colon(node.line - 1, spot.file.lines)):
        spot.file.blame(*slip)  # below its key, where the group would stand
    elif node.kind != "unread":
        shape = "one text" if node.value else "empty"
        spot.blame(f"is {shape}, where {wanted} is wanted", fix)


def _blame_kind(spot: Spot, node: Text) -> None:
    """Note how YAML reads what was typed without quotes: no, 1.0, 2024-05-01, null."""
    read_as = {
        "truth": "as yes or no",
        "number": "as a number",
        "date": "as a date",
        "nothing": "as nothing at all",
    }[node.kind]
    paste = f"{spot.before} {quoted(node.value)}".strip()
    spot.blame(
        f"is {node.value}, which YAML reads {read_as} and not as a text",
        f"Put it in quotes: {paste}",
    )


def _blame_no_text(spot: Spot, node: Items | Group) -> None:
    what = f"is {_SHAPES[type(node)]}, where one text is wanted"
    fix = f'Write: {spot.before} "…"'
    if isinstance(node, Group) and len(node.entries) == 1 and not node.is_flow:
        key, value = node.entries[0]
        if isinstance(value, Text):
            what = "has a colon with a blank after it, which YAML takes for a key"
            fix = f"Put the text in quotes: {spot.before} {quoted(f'{key.value}: {value.value}')}"
    elif node.is_flow:
        signs = "[brackets]" if isinstance(node, Items) else "{braces}"
        fix = f'If the {signs} belong to the text, put it in quotes: {spot.before} "…"'
    spot.blame(what, fix)


_LONGEST_ESCAPE = 5  # "&amp;"
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
_NOT_IN_ADDRESSES = re.compile(r"""[<>"|\\^`{}]""")


def _length(text: str) -> int:
    """Return the number of characters that Slack counts: escaped, and in UTF-16."""
    escaped = 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    return len(text.encode("utf-16-le")) // 2 + escaped
