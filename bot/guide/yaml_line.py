"""How one line of a YAML file is made: its blanks, its key, its hyphen, its text.

Knows lines as people type them, also where they slip. Must not know what a guide is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from bot.guide.problem import quoted
from bot.guide.said import Said

Slip: TypeAlias = tuple[int, Said, Said]
"""The line, what is wrong on it, and how to mend it."""

ITEM = re.compile(r"( *)- ")
KEY = re.compile(r"""\s*(?:[\w-]+|"[^"]*"|'[^']*')\s*:(?:\s|$)|\s*[\w-]+\s*$""")
_WHOLE_KEY = re.compile(r"\s*[\w-]+\s*:(?:\s|$)")
BARE_KEY = re.compile(r"\s*(?:- +)?[\w-]+\s*:\s*(?:#.*)?$")
BLOCK = re.compile(r"\s*(?:- +)?(?:[\w-]+\s*:\s+)?[>|][-+0-9]*\s*(?:#.*)?$")
"""A line whose text stands on the lines below it, further in."""
# `key: value` or `- value` or `- key: value`, each with its indentation.
_LINE = re.compile(
    r"""(?P<lead>\s*(?:-\s+)*(?:(?P<key>[^\s"'\[{#&*!|>%@`,-][^:"'\[{#]*|"[^"]*"|'[^']*')\s*:\s+)?)(?P<value>\S.*)?$"""
)
_LONGEST_LOOK = 1000
"""How much of a line is looked at: patterns take their time with a mebibyte of blanks."""
_BULLET = re.compile(r"""(?P<sign>--|[–—−•·‣◦*+]|\d{1,2}[.)]\s)\s*(?=\S)|-(?=[^\s-])""")
_KEY_WITHOUT_COLON = re.compile(
    r"""(?P<lead>\s*(?:-\s+)?)(?P<key>[A-Za-z](?:[\w-]*?\w)?)\s*(?P<sign>[:;=：,.–-]|->|→)?\s*(?P<value>["'“„«‘’].*["'”“»’])\s*$"""
)
_KEY_BEFORE_WORDS = re.compile(
    r"(?P<lead>\s*(?:- +)?)(?P<key>[A-Za-z][\w-]*)\s*(?P<sign>[:;=：]|->)?\s*(?P<value>\S.*)$"
)
_TYPOGRAPHIC = "“”„«»‘’"


def indent(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def split(line: str) -> tuple[str, str]:
    """Return what stands before the text of a line, and the text."""
    found = _LINE.match(line[:_LONGEST_LOOK])
    return (found["lead"], found["value"] or "") if found else ("", line.strip())


def unquote(value: str) -> tuple[bool, str, str]:
    """Return whether a quoted text is closed, what stands inside, and what follows."""
    mark = value[0]
    pattern = r'"((?:[^"\\]|\\.)*)"(.*)$' if mark == '"' else r"'((?:[^']|'')*)'(.*)$"
    found = re.match(pattern, value)
    return (True, found[1], found[2].strip()) if found else (False, value[1:], "")


def is_quoted(line: str) -> bool:
    """Tell a line that is one text in straight quotation marks."""
    text = line.strip()
    return len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]


def is_bare(line: str) -> bool:
    """Tell a text from an item and from a key, also one that has lost its colon."""
    start = line.lstrip()[:2]
    return not (KEY.match(line) or start in ("-", "- ") or start[:1] in ("[", "{", "&", "!"))


def neighbour(number: int, lines: Sequence[str], step: int) -> int | None:
    """Return the next line up or down that is neither blank nor a remark."""
    while 0 <= (number := number + step) < len(lines):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number
    return None


def paste(lead: str, value: str) -> str:
    """Return a line to paste: what stands before a text, and the text in quotation marks."""
    return f"{lead.strip()} {quoted(value.rstrip())}".strip()


def in_quotes(text: str) -> str:
    """Return a text in quotation marks: as it is where it has sound ones, else in new ones."""
    text = text.strip()
    if is_quoted(text) and unquote(text)[0]:
        return text
    if len(text) > 1 and text[0] in _TYPOGRAPHIC + '"' and text[-1] in _TYPOGRAPHIC + '"':
        text = text[1:-1].strip()
    return quoted(text)


def without_hyphen(line: str) -> tuple[Said, str]:
    """Return what is wrong with a line that should be an item and is none, and its text."""
    text = line.strip()
    if not (found := _BULLET.match(text)):
        return Said("The line stands in a list and lacks the hyphen of an item"), text
    text = text[found.end() :]
    if not found["sign"]:
        return Said('A blank is missing after the "-"'), text
    sign = found["sign"].strip()
    return Said(
        'The line stands in a list and begins with "{sign}" in place of a hyphen', sign=sign
    ), text


def unlisted(number: int, lines: Sequence[str]) -> list[Slip]:
    """Tell of the lines from one on, counted from 0, that should be the items of a list."""
    margin = indent(lines[number])
    slips = []
    at: int | None = number
    while at is not None and indent(lines[at]) >= margin and not _WHOLE_KEY.match(lines[at]):
        if not ITEM.match(lines[at]):
            what, text = without_hyphen(lines[at])
            slips.append((at + 1, what, Said("Write: - {text}", text=in_quotes(text))))
        at = neighbour(at, lines, 1)
    return slips


def without_colon(number: int, lines: Sequence[str]) -> Slip | None:
    """Tell of a key that lacks its colon, or has another sign in its place, if there is one.

    Where the text behind it is in no quotation marks, nor the colon there, the key must stand
    elsewhere in the file: any word may begin a text.
    """
    line = lines[number][:_LONGEST_LOOK]
    if KEY.match(line.strip().removeprefix("- ")):
        return None
    if found := _KEY_WITHOUT_COLON.match(line):
        key, sign, value = found["key"], found["sign"], found["value"]
    elif found := _KEY_BEFORE_WORDS.match(line):
        key, sign, value = found["key"], found["sign"], found["value"]
        is_key = re.compile(rf"\s*(?:- +)?{re.escape(key)}\s*:(?:\s|$)")
        is_glued = sign == ":" and not value.startswith("//")
        if not is_glued and not any(is_key.match(other) for other in lines):
            return None
    else:
        return None
    what = Said("A colon is missing after {key}", key=quoted(key))
    if sign == ":":
        what = Said("A blank is missing after {key}", key=quoted(f"{key}:"))
    elif sign:
        what = Said(
            'A "{sign}" stands after {key}, where YAML wants ":" and a blank',
            sign=sign,
            key=quoted(key),
        )
    lead = "- " if found["lead"].strip() else ""
    return (
        number + 1,
        what,
        Said("Write: {lead}{key}: {value}", lead=lead, key=key, value=in_quotes(value)),
    )


def conflicts(lines: Sequence[str]) -> list[Slip]:
    """Tell of the marks that git leaves where two changes meet."""
    slips = []
    is_open = False
    for number, line in enumerate(lines, 1):
        if line.startswith("<<<<<<<"):
            is_open = True
            what = Said(
                "Two versions of a change meet here, and git could not tell which one to keep"
            )
            fix = Said(
                "Keep the lines of one, and delete the others and those that begin with <<<<<<<, ======= and >>>>>>>."
            )
            slips.append((number, what, fix))
        elif line.startswith(">>>>>>>") and is_open:
            is_open = False
        elif not is_open and (line.startswith(">>>>>>>") or line.rstrip() == "======="):
            what = Said("A mark that git left where two versions of a change met is still here")
            slips.append((number, what, Said("Delete the line.")))
    return slips
