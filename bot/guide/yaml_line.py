"""How one line of a YAML file is made: its blanks, its key, its hyphen, its text.

Knows lines as people type them, also where they slip, and which words are keys. Must not know
what a guide is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from bot.guide.content import KEYS
from bot.guide.problem import plain, quoted
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
_ALONE = re.compile(r"\s*(?:- +)?(?P<key>[A-Za-z][\w-]*)\s*$")
_OF_YAML = re.compile(r"\[.*\]\s*$|\{.*\}\s*$|[>|][-+]?\s*$")
"""What must stay without quotation marks: a list, a group, the sign of a long text."""
_NO_WORDS = re.compile(rf"[\w-]+\s*$|{_OF_YAML.pattern}")
_FENCE = re.compile(r"(?:```|~~~)[ \w-]*$")
_NON_BREAKING = re.compile(
    r"[ \u00a0\u202f]*(?P<after>-[ \u00a0\u202f]*[\u00a0\u202f][ \u00a0\u202f]*)?"
)
_ITEM_OF_ANY_KIND = re.compile(r"[ \u00a0\u202f]*-[ \u00a0\u202f]")
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
    elsewhere in the file, or be known and have no words behind it: any word may begin a text.
    """
    line = lines[number][:_LONGEST_LOOK]
    if slip := _alone_without_colon(number, lines):
        return slip
    if KEY.match(line.strip().removeprefix("- ")):
        return None
    if found := _KEY_WITHOUT_COLON.match(line):
        key, sign, value = found["key"], found["sign"], found["value"]
    elif found := _KEY_BEFORE_WORDS.match(line):
        key, sign, value = found["key"], found["sign"], found["value"]
        is_glued = sign == ":" and not value.startswith("//")
        is_known = key in KEYS and bool(_NO_WORDS.match(value))
        if not is_glued and not is_known and not any(_is_key(key, other) for other in lines):
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
        Said(
            "Write: {lead}{key}: {value}",
            lead=lead,
            key=key,
            value=value.strip() if _OF_YAML.match(value) else in_quotes(value),
        ),
    )


def _alone_without_colon(number: int, lines: Sequence[str]) -> Slip | None:
    """Tell of a key without a colon on a line of its own, with what belongs to it below."""
    below = neighbour(number, lines, 1)
    if not (found := _ALONE.match(lines[number][:_LONGEST_LOOK])) or below is None:
        return None
    key, margin = found["key"], indent(lines[number])
    is_list = bool(ITEM.match(lines[below])) and indent(lines[below]) >= margin
    is_group = bool(_WHOLE_KEY.match(lines[below])) and indent(lines[below]) > margin
    is_key = key in KEYS or any(_is_key(key, other) for other in lines)
    if not is_key or not (is_list or is_group):
        return None
    what = Said("A colon is missing after {key}", key=quoted(key))
    return number + 1, what, Said("Write: {key}:", key=key)


def _is_key(key: str, line: str) -> bool:
    return bool(re.match(rf"\s*(?:- +)?{re.escape(key)}\s*:(?:\s|$)", line))


def fences(lines: Sequence[str]) -> list[Slip]:
    """Tell of the lines around a block of code, copied with it from a page of instructions."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    ends = [at for at in dict.fromkeys((*written[:1], *written[-1:])) if _FENCE.match(lines[at])]
    if not ends:
        return []
    first, *others = ends
    what = Said(
        'The line "{line}" belongs to the layout of the page it was copied from, not to the file',
        line=plain(lines[first].strip()),
    )
    if others:
        return [(first + 1, what, Said("Delete it, and line {line} too.", line=others[0] + 1))]
    return [(first + 1, what, Said("Delete the line."))]


def non_breaking(lines: Sequence[str]) -> list[Slip]:
    """Tell of non-breaking spaces where YAML wants ordinary ones: before a line, after a hyphen.

    They look alike, and a text may hold them, so only what is surely a key or an item counts.
    """
    indented: list[int] = []
    slips: list[Slip] = []
    margin: int | None = None  # of the key whose long text goes on
    for number, line in enumerate(lines):
        if margin is not None and (not line.strip() or indent(line) > margin):
            continue
        margin = indent(line) if BLOCK.match(line) else None
        found = _NON_BREAKING.match(line)
        if not found or not found[0].strip(" "):
            continue
        text = line[found.end() :]
        if found["after"]:
            above = neighbour(number, lines, -1)
            if above is not None and (
                _ITEM_OF_ANY_KIND.match(lines[above]) or BARE_KEY.match(lines[above])
            ):
                what = Said('A non-breaking space follows the "-", where an ordinary one is wanted')
                slips.append((number + 1, what, Said("Write: - {text}", text=in_quotes(text))))
        elif _WHOLE_KEY.match(text) or ITEM.match(text):
            indented.append(number)
    if indented:
        slips.append(indented_with(Said("a non-breaking space"), indented[0], len(indented) - 1))
    return slips


def indented_with(sign: Said, number: int, others: int) -> Slip:
    """Say that a line, counted from 0, begins with a sign that is no ordinary blank."""
    what = Said("The line is indented with {sign}, which YAML does not take", sign=sign)
    more: str = Said(" So are {count} more lines.", count=others) if others else ""
    if others == 1:
        more = Said(" So is one more line.")
    fix = Said("Indent it with ordinary blanks (the space bar).{more}", more=more)
    return number + 1, what, fix


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
