"""What somebody meant where YAML could not read them.

Knows the slips that people make in YAML. YAML's own messages ("did not find expected
key") are for programmers, and often blame the line after the one to mend: here the line
itself is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

import yaml

from bot.guide.problem import quoted

Slip: TypeAlias = tuple[int, str, str]
"""The line, what is wrong on it, and how to mend it."""

_STRANGE_INDENT = re.compile(r" *[\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
# `key: value` or `- value` or `- key: value`, each with its indentation.
_LINE = re.compile(
    r"""(?P<lead>\s*(?:-\s+)*(?:(?P<key>[^\s"'\[{#&*!|>%@`,-][^:"'\[{#]*|"[^"]*"|'[^']*')\s*:\s+)?)(?P<value>\S.*)?$"""
)
_SIGNS = "@`%&*!|>{[}],?"
_FURTHEST_BACK = 30
_LONGEST_LOOK = 1000
"""How much of a line is looked at: patterns take their time with a mebibyte of blanks."""
_INDENT_TELLS = 4
"""How many lines after a strange blank YAML may come to stumble over it."""


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Slip:
    """Say in plain words why YAML could not read a file of these lines."""
    # At the end of a file the mark stands on a line that is empty or not there.
    last = max((at for at, line in enumerate(lines) if line.strip()), default=0)
    marks = (error.problem_mark, error.context_mark)
    numbers = [min(mark.line, last) for mark in marks if mark is not None] or [0]
    problem = error.problem or ""
    if "simple key" in (error.context or ""):
        numbers.reverse()  # the line that lacks its colon, not the one after it
    for number in range(numbers[0], max(numbers[0] - _INDENT_TELLS, -1), -1):
        if _STRANGE_INDENT.match(lines[number]):
            return _indent_slip(number, lines)
    if "quoted scalar" in (error.context or "") and "unexpected" in problem:
        return _open_quote(numbers[-1])
    at = numbers[0]
    return (
        _item_slip(at, lines)
        or _quote_slip(at, lines)
        or sign_slip(at, lines)
        or _colon_slip(at, lines, problem)
        or _bracket_slip(numbers[-1], error)
        or _level_slip(at, lines)
    )


def _indent_slip(number: int, lines: Sequence[str]) -> Slip:
    others = sum(
        1
        for at, line in enumerate(lines)
        if at != number and line.strip() and _STRANGE_INDENT.match(line)
    )
    sign = "a tab" if "\t" in lines[number][: _indent(lines[number])] else "a blank of another kind"
    what = f"The line is indented with {sign}, which YAML does not take"
    more = f" So are {others} more lines." if others else ""
    return number + 1, what, f"Indent it with ordinary blanks (the space bar).{more}"


_ITEM = re.compile(r"( *)- ")
_KEY = re.compile(r"""\s*(?:[\w-]+|"[^"]*"|'[^']*')\s*:(?:\s|$)|\s*[\w-]+\s*$""")
_BULLET = re.compile(r"[–—−•·‣◦*]\s+")


def _item_slip(number: int, lines: Sequence[str]) -> Slip | None:
    """An item of a list that lacks its hyphen, or has it in another place than those beside it."""
    line, above = lines[number], _neighbour(number, lines, -1)
    if item := _ITEM.match(line):
        if above is not None and _is_bare(lines[above]) and _is_within(lines[above], item):
            return _lacks_hyphen(above, lines, item)
        aligned = _ITEM.match(lines[above]) if above is not None else None
        if aligned and len(aligned[1]) != len(item[1]):
            what = 'The "-" does not stand below that of the line above'
            return number + 1, what, f"Put {len(aligned[1])} blanks before it, as above."
        return None
    below = _neighbour(number, lines, 1)
    for beside in (above, below):
        item = _ITEM.match(lines[beside]) if beside is not None else None
        if item and _is_bare(line) and _is_within(line, item):
            return _lacks_hyphen(number, lines, item)
    if above is not None and _is_bare(line) and _is_quoted(line) and _is_quoted(lines[above]):
        what = "Two texts stand below each other, and nothing says that they are a list"
        return number + 1, what, f"Begin each of them with a hyphen: - {line.strip()}"
    return None


def _neighbour(number: int, lines: Sequence[str], step: int) -> int | None:
    """Return the next line up or down that is neither blank nor a remark."""
    while 0 <= (number := number + step) < len(lines):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number
    return None


def _is_bare(line: str) -> bool:
    """Tell a text from an item and from a key, also one that has lost its colon."""
    start = line.lstrip()[:2]
    return not (_KEY.match(line) or start in ("-", "- ") or start[:1] in ("[", "{", "&", "!"))


def _is_quoted(line: str) -> bool:
    text = line.strip()
    return len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]


def _is_within(line: str, item: re.Match[str]) -> bool:
    """Tell whether a line is indented as far as the hyphen of an item beside it, or further."""
    return _indent(line) >= len(item[1])


def _lacks_hyphen(number: int, lines: Sequence[str], item: re.Match[str]) -> Slip:
    text = lines[number].strip()
    if text.startswith("-"):
        return number + 1, 'A blank is missing after the "-"', f"Write: - {text[1:]}"
    what = "The line stands in a list and lacks the hyphen of an item"
    if bullet := _BULLET.match(text):
        what = (
            f'The line stands in a list and begins with "{bullet[0].strip()}" in place of a hyphen'
        )
        text = text[bullet.end() :]
    text = text if _is_quoted(text) else quoted(text)
    where = (
        f", with {len(item[1])} blanks before it" if _indent(lines[number]) != len(item[1]) else ""
    )
    return number + 1, what, f"Write{where}: - {text}"


def _open_quote(number: int) -> Slip:
    what = "A quotation mark is opened on this line and never closed"
    return number + 1, what, "Close the text with the same mark."


def _quote_slip(number: int, lines: Sequence[str]) -> Slip | None:
    """A text that begins with a quotation mark and goes on after the closing one."""
    lead, value = _split(lines[number])
    if value[:1] in ('"', "'"):
        _, inside, rest = _unquote(value)
        if rest == "," and lead.strip():
            what = "A comma stands behind the closing quotation mark"
            return number + 1, what, f"Write: {lead.strip()} {value.rstrip()[:-1].rstrip()}"
        if rest and not rest.startswith(("#", ",", "]", "}")):
            what = "The text goes on after its closing quotation mark"
            return number + 1, what, f"Write: {_paste(lead, _meant(value.rstrip(), inside))}"
    # The mark that closes a text of an earlier line may have been taken for this line's.
    for earlier in range(number - 1, max(number - _FURTHEST_BACK, -1), -1):
        _, value = _split(lines[earlier])
        if value[:1] in ('"', "'") and _unquote(value)[0] is False:
            return _open_quote(earlier)
        if value[:1] in ('"', "'"):
            break
    return None


def sign_slip(number: int, lines: Sequence[str]) -> Slip | None:
    """Tell of a text that begins with a sign to which YAML gives a meaning, if it does.

    `number` counts the lines from 0.
    """
    lead, value = _split(lines[number])
    if found := re.match(r"[>|][-+]?(?= +\S)", value):
        what = f'The text stands behind "{found[0]}", and belongs below it'
        fix = "Begin a new line after it, and give each line of the text the same blanks before it."
        return number + 1, what, fix
    if value[:1] and value[0] in _SIGNS and not _is_sound_flow(value):
        what = f'YAML gives a meaning of its own to a "{value[0]}" at the beginning of a text'
        return number + 1, what, f"Put the text in quotes: {_paste(lead, value)}"
    return None


def _colon_slip(number: int, lines: Sequence[str], problem: str) -> Slip | None:
    if "mapping values" in problem:
        return _surplus_colon(number, lines)
    if "expected ':'" in problem:
        return _missing_colon(number, lines[number])
    return None


def _surplus_colon(number: int, lines: Sequence[str]) -> Slip:
    lead, value = _split(lines[number])
    if re.search(r":(\s|$)", value):
        what = "The text has a colon with a blank after it, which YAML takes for a key"
        return number + 1, what, f"Put the text in quotes: {_paste(lead, value)}"
    if number and (bare := re.match(r"\s*(?:- +)?([\w-]+)\s*$", lines[number - 1])):
        return number, f"A colon is missing after {quoted(bare[1])}", f"Write: {bare[1]}:"
    what = "The line is indented below a line that has a text already"
    return number + 1, what, "Indent it like the line above, or move that text to its own line."


def _missing_colon(number: int, line: str) -> Slip:
    if glued := re.match(r"\s*(?:- +)?([\w-]+):([^ ].*)$", line):
        what = f'A blank is missing after "{glued[1]}:"'
        return number + 1, what, f"Write: {glued[1]}: {glued[2].strip()}"
    if re.match(r"\s*-[^ -]", line):
        item = line.strip()[1:]
        return number + 1, 'A blank is missing after the "-"', f"Write: - {item}"
    what = "The line has neither a key with a colon, nor is it indented as part of a text"
    fix = 'Write its key before it, such as   en: "…", or indent it further than the key above.'
    return number + 1, what, fix


def _bracket_slip(number: int, error: yaml.MarkedYAMLError) -> Slip | None:
    if "flow" not in (error.context or ""):
        return None
    bracket = "[" if "sequence" in (error.context or "") else "{"
    closing = {"[": "]", "{": "}"}[bracket]
    what = f'The "{bracket}" on this line is never closed, or a comma is missing behind it'
    fix = f'Put commas between the parts and "{closing}" at the end, or the text in quotes.'
    return number + 1, what, fix


def _level_slip(number: int, lines: Sequence[str]) -> Slip:
    if lines[number].startswith("%"):
        what = 'YAML gives a meaning of its own to a "%" at the beginning of a line'
        return number + 1, what, "Put the text in quotes, or delete the line."
    what = "The line does not begin where the others of its group do"
    return number + 1, what, "Give it as many blanks at its beginning as they have."


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _split(line: str) -> tuple[str, str]:
    """Return what stands before the text of a line, and the text."""
    found = _LINE.match(line[:_LONGEST_LOOK])
    return (found["lead"], found["value"] or "") if found else ("", line.strip())


def _unquote(value: str) -> tuple[bool, str, str]:
    """Return whether a quoted text is closed, what stands inside, and what follows."""
    mark = value[0]
    pattern = r'"((?:[^"\\]|\\.)*)"(.*)$' if mark == '"' else r"'((?:[^']|'')*)'(.*)$"
    found = re.match(pattern, value)
    return (True, found[1], found[2].strip()) if found else (False, value[1:], "")


def _meant(value: str, inside: str) -> str:
    """Return the text that was meant: without its outer marks, where they enclose it.

    They do in 'l'idée', 'our partners' plans' and "say "yes" now", and do not in "big C"
    consultation and "one" or "two", where another pair is opened or the last is not closed.
    """
    mark, after = value[0], value[len(inside) + 2 :]
    opens_another = re.search(rf"\s{mark}\S", after[:-1]) and not inside[-1:].isspace()
    return value[1:-1] if value.endswith(mark) and not opens_another else value


def _is_sound_flow(value: str) -> bool:
    """Tell a list or group in brackets, whose slip is elsewhere, from a text."""
    return (value[0] == "[" and "]" in value) or (value[0] == "{" and ":" in value)


def _paste(lead: str, value: str) -> str:
    return f"{lead.strip()} {quoted(value.rstrip())}".strip()
