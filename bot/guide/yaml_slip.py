"""What somebody meant where YAML could not read them.

Knows the slips that people make in YAML. YAML's own messages ("did not find expected
key") are for programmers, and often blame the line after the one to mend: here the lines
themselves are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from bot.guide.problem import listed, quoted
from bot.guide.said import Said
from bot.guide.yaml_line import (
    BARE_KEY,
    BLOCK,
    ITEM,
    KEY,
    Slip,
    in_quotes,
    indent,
    indented_with,
    is_bare,
    is_quoted,
    neighbour,
    paste,
    split,
    unquote,
    without_colon,
    without_hyphen,
)

_STRANGE_INDENT = re.compile(r" *[\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
_SIGNS = "@`%&*!|>{[}],?"
_FURTHEST_BACK = 30
_INDENT_TELLS = 4
"""How many lines after a strange blank YAML may come to stumble over it."""


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Slip:
    """Say in plain words why YAML could not read a file of these lines."""
    # At the end of a file the mark stands on a line that is empty or not there.
    last = max((at for at, line in enumerate(lines) if line.strip()), default=0)
    marks = (error.problem_mark, error.context_mark)
    numbers = [min(mark.line, last) for mark in marks if mark is not None] or [0]
    context, problem = error.context or "", error.problem or ""
    if "simple key" in context:
        numbers.reverse()  # the line that lacks its colon, not the one after it
    for number in range(numbers[0], max(numbers[0] - _INDENT_TELLS, -1), -1):
        if _STRANGE_INDENT.match(lines[number]):
            return _indent_slip(number, lines)
    if ("quoted" in context and "escape" in problem) or "hexdecimal" in problem:
        return _backslash_slip(numbers[0], lines)
    if "quoted scalar" in context and "unexpected" in problem:
        return _open_quote(numbers[-1], lines)
    at = numbers[0]
    return (
        _after_bracket(at, lines)
        or _known_key(at, lines)
        or _strayed_slip(at, lines)
        or _item_slip(at, lines)
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
    is_tab = "\t" in lines[number][: indent(lines[number])]
    sign = Said("a tab") if is_tab else Said("a blank of another kind")
    return indented_with(sign, number, others)


def _backslash_slip(number: int, lines: Sequence[str]) -> Slip:
    lead, value = split(lines[number])
    closed, inside, _ = unquote(value) if value[:1] == '"' else (False, "", "")
    what = Said('YAML gives a meaning of its own to a "\\" between these quotation marks')
    if closed and "'" not in inside and "{" not in lead:
        return number + 1, what, Said("Write: {line}", line=paste(lead, inside))
    return number + 1, what, Said("Write two of them in place of the one, or delete it.")


def _strayed_slip(number: int, lines: Sequence[str]) -> Slip | None:
    """A line above that lost the blanks before it, or its colon: YAML blames what follows it."""
    for header in range(number - 1, max(number - _FURTHEST_BACK, -1), -1):
        if BLOCK.match(lines[header]):
            if slip := _out_of_text(header, number, lines):
                return slip
            break
    above = neighbour(number, lines, -1)
    if above is None or not KEY.match(lines[number]):
        return None
    if indent(lines[above]) == indent(lines[number]) and (slip := without_colon(above, lines)):
        return slip
    while above is not None and indent(lines[above]) > indent(lines[number]):
        above = neighbour(above, lines, -1)  # over a long text
    parent = neighbour(above, lines, -1) if above is not None else None
    if above is None or parent is None or not BARE_KEY.match(lines[parent]):
        return None
    margin = indent(lines[above])
    is_out = margin < indent(lines[number]) and margin <= indent(lines[parent])
    if is_out and KEY.match(lines[above]) and not BARE_KEY.match(lines[above]):
        what = Said(
            "The line lacks the blanks before it, and so does not belong to {key}",
            key=_key(parent, lines),
        )
        fix = Said(
            "Put {count} blanks before it, as before {key}.",
            count=indent(lines[number]),
            key=_key(number, lines),
        )
        return above + 1, what, fix
    return None


def _key(number: int, lines: Sequence[str]) -> str:
    return quoted(lines[number].strip().removeprefix("- ").partition(":")[0].strip(" \"'"))


def _out_of_text(header: int, number: int, lines: Sequence[str]) -> Slip | None:
    """Tell of a line of a long text that begins too far left, if there is one up to a line."""
    blanks = 0
    for at in range(header + 1, number + 1):
        line = lines[at]
        if not line.strip():
            continue
        if indent(line) > indent(lines[header]):
            blanks = blanks or indent(line)
        elif KEY.match(line) or ITEM.match(line) or line.lstrip().startswith("#"):
            return None
        elif blanks and not without_colon(at, lines):
            what = Said("The line belongs to the text above it, and lacks the blanks before it")
            return (
                at + 1,
                what,
                Said("Put {count} blanks before it, as the text has.", count=blanks),
            )
        else:
            return None
    return None


def _item_slip(number: int, lines: Sequence[str]) -> Slip | None:
    """An item of a list that lacks its hyphen, or has it in another place than those beside it."""
    line, above = lines[number], neighbour(number, lines, -1)
    if item := ITEM.match(line):
        if above is not None and is_bare(lines[above]) and _is_within(lines[above], item):
            return _lacks_hyphen(above, lines, item)
        aligned = ITEM.match(lines[above]) if above is not None else None
        if aligned and len(aligned[1]) != len(item[1]):
            what = Said('The "-" does not stand below that of the line above')
            return (
                number + 1,
                what,
                Said("Put {count} blanks before it, as above.", count=len(aligned[1])),
            )
        return None
    below = neighbour(number, lines, 1)
    for beside in (above, below):
        item = ITEM.match(lines[beside]) if beside is not None else None
        if item and is_bare(line) and _is_within(line, item):
            return _lacks_hyphen(number, lines, item)
    if above is not None and is_bare(line) and is_quoted(line) and is_quoted(lines[above]):
        what = Said("Two texts stand below each other, and nothing says that they are a list")
        return (
            number + 1,
            what,
            Said("Begin each of them with a hyphen: - {text}", text=line.strip()),
        )
    return None


def _is_within(line: str, item: re.Match[str]) -> bool:
    """Tell whether a line is indented as far as the hyphen of an item beside it, or further."""
    return indent(line) >= len(item[1])


def _lacks_hyphen(number: int, lines: Sequence[str], item: re.Match[str]) -> Slip:
    what, text = without_hyphen(lines[number])
    where = (
        Said(", with {count} blanks before it", count=len(item[1]))
        if indent(lines[number]) != len(item[1])
        else ""
    )
    return number + 1, what, Said("Write{where}: - {text}", where=where, text=in_quotes(text))


def _open_quote(number: int, lines: Sequence[str]) -> Slip:
    lead, value = split(lines[number])
    if value[:1] == '"' and (last := value.rstrip()[-1:]) in "”“»" and '"' not in value[1:]:
        what = Said(
            "The text begins with a straight quotation mark and ends with {sign}", sign=last
        )
        return (
            number + 1,
            what,
            Said("Write: {line}", line=paste(lead, value.rstrip()[1:-1].strip())),
        )
    what = Said("A quotation mark is opened on this line and never closed")
    return number + 1, what, Said("Close the text with the same mark.")


_ITEMS_ON_A_LINE = re.compile(r"""("[^"]*"|'[^']*')(?:\s*[-–,;]\s*("[^"]*"|'[^']*'))+,?""")


def _quote_slip(number: int, lines: Sequence[str]) -> Slip | None:
    """A text that begins with a quotation mark and goes on after the closing one."""
    lead, value = split(lines[number])
    if value[:1] in ('"', "'"):
        _, inside, rest = unquote(value)
        if lead.strip() == "-" and _ITEMS_ON_A_LINE.fullmatch(value.rstrip()):
            items = re.findall(r""""[^"]*"|'[^']*'""", value)
            what = Said("{count} items of a list stand on one line", count=len(items))
            one, *others = (f"- {item}" for item in items)
            for other in others:
                one = Said("{one}   and   {other}", one=one, other=other)
            fix = Said("Write each on a line of its own: {items}", items=one)
            return number + 1, what, fix
        if rest == "," and lead.strip():
            what = Said("A comma stands behind the closing quotation mark")
            return (
                number + 1,
                what,
                Said(
                    "Write: {lead} {text}",
                    lead=lead.strip(),
                    text=value.rstrip()[:-1].rstrip(),
                ),
            )
        if rest and not rest.startswith(("#", ",", "]", "}")):
            what = Said("The text goes on after its closing quotation mark")
            return (
                number + 1,
                what,
                Said("Write: {line}", line=paste(lead, _meant(value.rstrip(), inside))),
            )
    # The mark that closes a text of an earlier line may have been taken for this line's.
    for earlier in range(number - 1, max(number - _FURTHEST_BACK, -1), -1):
        _, value = split(lines[earlier])
        if value[:1] in ('"', "'") and unquote(value)[0] is False:
            return _open_quote(earlier, lines)
        if value[:1] in ('"', "'"):
            break
    return None


def sign_slip(number: int, lines: Sequence[str]) -> Slip | None:
    """Tell of a text that begins with a sign to which YAML gives a meaning, if it does.

    `number` counts the lines from 0.
    """
    lead, value = split(lines[number])
    if found := re.match(r"[>|][-+]?(?= +[^\s#])", value):
        what = Said('The text stands behind "{sign}", and belongs below it', sign=found[0])
        fix = Said(
            "Begin a new line after it, and give each line of the text the same blanks before it."
        )
        return number + 1, what, fix
    if value[:1] and value[0] in _SIGNS and not _is_sound_flow(value) and not BLOCK.match(value):
        what = Said(
            'YAML gives a meaning of its own to a "{sign}" at the beginning of a text',
            sign=value[0],
        )
        return number + 1, what, Said("Put the text in quotes: {line}", line=paste(lead, value))
    return None


def _colon_slip(number: int, lines: Sequence[str], problem: str) -> Slip | None:
    if "mapping values" in problem:
        return _surplus_colon(number, lines)
    if "expected ':'" in problem:
        return _missing_colon(number, lines)
    return None


_PAIR = r"""[\w-]+:\s+(?:"[^"]*"|[+-]?\d+)"""
_PAIRS = re.compile(rf"\(?\s*({_PAIR}(?:\s*[,;]\s*{_PAIR})*)\s*\)?")


def _surplus_colon(number: int, lines: Sequence[str]) -> Slip:
    lead, value = split(lines[number])
    if pairs := _PAIRS.fullmatch(value.rstrip()):
        what = Said("A key and its value stand behind a key, with no braces around them")
        inside = listed(re.findall(_PAIR, pairs[1]))
        return (
            number + 1,
            what,
            Said("Write: {lead} {{{inside}}}", lead=lead.strip(), inside=inside),
        )
    if re.search(r":(\s|$)", value):
        what = Said("The text has a colon with a blank after it, which YAML takes for a key")
        return number + 1, what, Said("Put the text in quotes: {line}", line=paste(lead, value))
    if number and (bare := re.match(r"\s*(?:- +)?([\w-]+)\s*$", lines[number - 1])):
        return (
            number,
            Said("A colon is missing after {key}", key=quoted(bare[1])),
            Said("Write: {key}:", key=bare[1]),
        )
    what = Said("The line is indented below a line that has a text already")
    return (
        number + 1,
        what,
        Said("Indent it like the line above, or move that text to its own line."),
    )


def _missing_colon(number: int, lines: Sequence[str]) -> Slip:
    line = lines[number]
    if glued := re.match(r"\s*(?:- +)?([\w-]+):([^ ].*)$", line):
        what = Said("A blank is missing after {key}", key=quoted(f"{glued[1]}:"))
        return (
            number + 1,
            what,
            Said("Write: {key}: {text}", key=glued[1], text=glued[2].strip()),
        )
    if re.match(r"\s*-[^ -]", line):
        item = line.strip()[1:]
        return (
            number + 1,
            Said('A blank is missing after the "-"'),
            Said("Write: - {text}", text=item),
        )
    if slip := without_colon(number, lines):
        return slip
    what = Said("The line has neither a key with a colon, nor is it indented as part of a text")
    fix = Said(
        'Write its key before it, such as   en: "…", or indent it further than the key above.'
    )
    return number + 1, what, fix


def _bracket_slip(number: int, error: yaml.MarkedYAMLError) -> Slip | None:
    if "flow" not in (error.context or ""):
        return None
    bracket = "[" if "sequence" in (error.context or "") else "{"
    closing = {"[": "]", "{": "}"}[bracket]
    what = Said(
        'The "{bracket}" on this line is never closed, or a comma is missing behind it',
        bracket=bracket,
    )
    fix = Said(
        'Put commas between the parts and "{closing}" at the end, or the text in quotes.',
        closing=closing,
    )
    return number + 1, what, fix


def _level_slip(number: int, lines: Sequence[str]) -> Slip:
    if lines[number].startswith("%"):
        what = Said('YAML gives a meaning of its own to a "%" at the beginning of a line')
        return number + 1, what, Said("Put the text in quotes, or delete the line.")
    above = neighbour(number, lines, -1)
    beside = above is not None and indent(lines[above]) == indent(lines[number])
    if above is not None and beside and KEY.match(lines[number]):
        if is_quoted(lines[above]):
            what = Said("The text has no key before it, as the line below has")
            return above + 1, what, Said("Write its key: …: {text}", text=lines[above].strip())
        if ITEM.match(lines[above]) and KEY.match(lines[above].strip()[2:]):
            what = Said("A hyphen stands before a key, and none before the key below it")
            return above + 1, what, Said("Write: {line}", line=lines[above].strip()[2:].strip())
    what = Said("The line does not begin where the others of its group do")
    return number + 1, what, Said("Give it as many blanks at its beginning as they have.")


def _meant(value: str, inside: str) -> str:
    """Return the text that was meant: without its outer marks, where they enclose it.

    They do in 'l'idée', 'our partners' plans' and "say "yes" now", and do not in "big C"
    consultation and "one" or "two", where another pair is opened or the last is not closed.
    """
    mark, after = value[0], value[len(inside) + 2 :]
    opens_another = re.search(rf"\s{mark}\S", after[:-1]) and not inside[-1:].isspace()
    return value[1:-1] if value.endswith(mark) and not opens_another else value


def _known_key(number: int, lines: Sequence[str]) -> Slip | None:
    """A key above what YAML stumbled over, alone, with an id or before a long text, without colon."""
    at: int | None = number
    while at is not None and number - at < _FURTHEST_BACK:
        if _NO_COLON.match(lines[at]) and (slip := without_colon(at, lines)):
            return slip
        if at < number and BARE_KEY.match(lines[at]):
            return None
        at = neighbour(at, lines, -1)
    return None


_NO_COLON = re.compile(r"\s*(?:- +)?[A-Za-z][\w-]*(?:\s*|\s+(?:[\w-]+|\[.*\]|[>|][-+]?)\s*)$")
_BRACKETED = re.compile(r"\[([^\[\]]*)\]\s*([^\s#].*)$")


def _after_bracket(number: int, lines: Sequence[str]) -> Slip | None:
    """A list in brackets that goes on behind them, or a text that begins with brackets."""
    lead, value = split(lines[number])
    if not (found := _BRACKETED.match(value.rstrip())) or not lead.strip():
        return None
    inside, rest = found.groups()
    what = Said('There is text after "]"')
    is_list = rest.startswith(",") or re.fullmatch(r"[a-z0-9, -]+", inside + rest)
    if lead.strip() == "-" or not is_list:
        return number + 1, what, Said("Put the text in quotes: {line}", line=paste(lead, value))
    parts = [part for part in (inside.strip(" ,"), rest.strip(" ,[]")) if part]
    line = f"{lead.strip()} [{listed(parts)}]"
    return number + 1, what, Said("Put all of it within the brackets: {line}", line=line)


def _is_sound_flow(value: str) -> bool:
    """Tell a list or group in brackets, whose slip is elsewhere, from a text."""
    return (value[0] == "[" and "]" in value) or (value[0] == "{" and ":" in value)
