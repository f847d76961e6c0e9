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
from bot.guide.said import Said, in_words
from bot.guide.yaml_file import INVISIBLE, Group, Items, Node, Text, YamlFile, kind_of
from bot.guide.yaml_line import unlisted, without_colon
from bot.language import fold

TO_WRITE = "…"
"""What stands in a new file where a text is still to be written."""

NEAR = 0.6
"""How alike an unknown word must be to a known one to be taken for it."""
SLIPS = 2
"""So many letters more, less or other, and a word is the known one misspelt."""

_SHAPES = {Text: Said("one text"), Items: Said("a list"), Group: Said("a group of keys")}


@dataclass(slots=True)
class Spot:
    """Where a value stands: below which key, in which language, and on which line.

    `may_go` is true where the key may be missing.

    How it is called is worked out only when something is wrong there: a guide has a
    hundred thousand spots, and hardly a problem.
    """

    file: YamlFile
    key: str
    line: int
    language: str = ""
    is_item: bool = False
    may_go: bool = False

    @property
    def called(self) -> str | Said:
        """What the value is called in a message."""
        called: str | Said = quoted(self.key)
        if self.language:
            called = Said("{key} in {language}", key=called, language=in_words(self.language))
        return Said("An item of {called}", called=called) if self.is_item else called

    @property
    def before(self) -> str:
        """What is typed before the value."""
        return "-" if self.is_item else as_key(self.language or self.key)

    def blame(self, what: Said, fix: Said) -> None:
        """Note that something is wrong with the value here."""
        self.file.blame(self.line, Said("{called} {what}", called=self.called, what=what), fix)

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
            Said(
                'ends before {comment}: YAML skips what follows a "#"', comment=quoted(node.comment)
            ),
            Said(
                "Put the whole text in quotes: {before} {text}   or, if it is a remark, put a blank behind the #.",
                before=spot.before,
                text=quoted(f"{text} {node.comment}".strip()),
            ),
        )
    elif not text.strip() and node.kind in ("text", "nothing"):
        spot.blame(
            Said("is empty"),
            Said("Write the text, or delete the line.")
            if spot.before == "-"
            else Said('Write it: {before} "…"', before=spot.before),
        )
    elif node.kind != "text":
        _blame_kind(spot, node)
    elif text in (TO_WRITE, "..."):
        _blame_unwritten(spot, text)
    elif not text.isprintable() and (found := INVISIBLE.search(text)):
        what = Said("has a character that nobody sees (U+{code:04X})", code=ord(found[0]))
        spot.blame(what, Said("Delete the text and type it again."))
    elif most and len(text) * _LONGEST_ESCAPE > most and (length := _length(text)) > most:
        what = Said(
            "is too long for its place in Slack: {length} characters of {most}",
            length=length,
            most=most,
        )
        fix = Said("Shorten it by {length} or more.", length=length - most)
        spot.blame(what, Said("Shorten it by 1 or more.") if length - most == 1 else fix)
    else:
        return text
    return ""


def read_items(spot: Spot, node: Node) -> list[Node]:
    """Return the items of a list, or none where there is no list, which is then noted."""
    if isinstance(node, Items):
        return node.items
    if isinstance(node, Group):
        what = Said("is a group of keys, where a list is wanted")
        spot.blame(what, Said('Begin each item on a line of its own with "- ".'))
    elif node.kind != "unread" and not node.value:
        spot.blame(
            Said("is empty"),
            Said("Write its items, or, if there are none: {before} []", before=spot.before),
        )
    elif node.kind != "unread":
        if node.line != spot.line:  # below its key, where a list would stand
            for slip in unlisted(node.line - 1, spot.file.lines):
                spot.file.blame(*slip)
            return []
        items = node.value if re.fullmatch(r"[a-z0-9, -]+", node.value) else quoted(node.value)
        fix = Said("Put it in brackets: {before} [{items}]", before=spot.before, items=items)
        spot.blame(Said("is one text, where a list is wanted"), fix)
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
        spot.blame(Said("has a blank in it"), Said("Write %20 for it, or delete it."))
    elif not is_web:
        fix = Said("Copy it from the address bar of a browser: it begins with https://")
        spot.blame(Said("is not an address on the web: {text}", text=quoted(text)), fix)
    elif not is_sound or _NOT_IN_ADDRESSES.search(text):
        fix = Said("Copy it anew from the address bar of a browser.")
        spot.blame(Said("is not a sound address: {text}", text=quoted(text)), fix)
    else:
        return text
    return ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that another one is probably meant to be, or ""."""
    found = process.extractOne(
        word.lower(), list(known), scorer=OSA.normalized_similarity, score_cutoff=NEAR
    )
    return found[0] if found else ""


def slug(text: str) -> str:
    """Return the id that is nearest to a text; empty where it has no plain letter."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def is_slip(word: str, meant: str) -> bool:
    """Tell a word that is one typing slip or two away from another."""
    return bool(meant) and OSA.distance(word.lower(), meant) <= SLIPS


def blame_shape(spot: Spot, node: Node, wanted: Said, fix: Said) -> None:
    """Note that something else stands where `wanted` should, unless that was noted."""
    if not isinstance(node, Text):
        spot.blame(
            Said("is {shape}, where {wanted} is wanted", shape=_SHAPES[type(node)], wanted=wanted),
            fix,
        )
    elif node.line != spot.line and (slip := without_colon(node.line - 1, spot.file.lines)):
        spot.file.blame(*slip)  # below its key, where the group would stand
    elif node.kind != "unread":
        shape = Said("one text") if node.value else Said("empty")
        spot.blame(Said("is {shape}, where {wanted} is wanted", shape=shape, wanted=wanted), fix)


def _blame_kind(spot: Spot, node: Text) -> None:
    """Note how YAML reads what was typed without quotes: no, 1.0, 2024-05-01, null."""
    read_as = {
        "truth": Said("as yes or no"),
        "number": Said("as a number"),
        "date": Said("as a date"),
        "nothing": Said("as nothing at all"),
    }[node.kind]
    paste = f"{spot.before} {quoted(node.value)}".strip()
    spot.blame(
        Said(
            "is {value}, which YAML reads {read_as} and not as a text",
            value=node.value,
            read_as=read_as,
        ),
        Said("Put it in quotes: {line}", line=paste),
    )


def _blame_unwritten(spot: Spot, text: str) -> None:
    fix = Said("Write the text here.")
    if spot.is_item:
        fix = Said("Write the text here, or delete the line.")
    elif spot.may_go:
        fix = Said("Write the text here, or delete the whole key.")
    spot.blame(Said("is still {text}", text=quoted(text)), fix)


def _blame_no_text(spot: Spot, node: Items | Group) -> None:
    what = Said("is {shape}, where one text is wanted", shape=_SHAPES[type(node)])
    fix = Said('Write: {before} "…"', before=spot.before)
    if isinstance(node, Group) and len(node.entries) == 1 and not node.is_flow:
        key, value = node.entries[0]
        if isinstance(value, Text):
            what = Said("has a colon with a blank after it, which YAML takes for a key")
            fix = Said(
                "Put the text in quotes: {before} {value}",
                before=spot.before,
                value=quoted(f"{key.value}: {value.value}"),
            )
    elif node.is_flow:
        signs = Said("[brackets]") if isinstance(node, Items) else Said("{braces}")
        fix = Said(
            'If the {signs} belong to the text, put it in quotes: {before} "…"',
            signs=signs,
            before=spot.before,
        )
    spot.blame(what, fix)


_LONGEST_ESCAPE = 5  # "&amp;"
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
_NOT_IN_ADDRESSES = re.compile(r"""[<>"|\\^`{}]""")


def _length(text: str) -> int:
    """Return the number of characters that Slack counts: escaped, and in UTF-16."""
    escaped = 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    return len(text.encode("utf-16-le")) // 2 + escaped
