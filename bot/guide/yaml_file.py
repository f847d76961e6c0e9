"""One YAML file, read into a tree whose every part knows its line.

Knows files and YAML, and what both do to people who write them by hand. Must not know
what a guide is. Nothing here raises: whatever is wrong becomes a `Problem` of the file.

The tree is made of PyYAML's events, not of its nodes or objects: libyaml's composer calls
itself for every level, so that a file of 100,000 brackets ends the whole process, and the
loaders drop duplicate keys and turn "no" into False in silence.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from bot.guide.problem import Problem, quoted, shown
from bot.guide.said import Said
from bot.guide.yaml_line import conflicts, fences, non_breaking
from bot.guide.yaml_slip import explain, sign_slip

MOST_BYTES = 1024 * 1024
DEEPEST = 12

Kind: TypeAlias = Literal["text", "nothing", "truth", "number", "date", "unread"]


@dataclass(slots=True)
class Text:
    """One value, as it was typed, and what YAML takes it for.

    "unread" was reported already and is best passed over. `comment` is what follows on
    the line from a "#" that was probably meant as a part of the text.
    """

    line: int
    value: str
    kind: Kind = "text"
    comment: str = ""


@dataclass(slots=True)
class Items:
    """A list. `is_flow` is true where it is written in [brackets]."""

    line: int
    items: list[Node]
    is_flow: bool


@dataclass(slots=True)
class Group:
    """Keys and their values. `is_flow` is true where it is written in {braces}."""

    line: int
    entries: list[tuple[Text, Node]]
    is_flow: bool


Node: TypeAlias = Text | Items | Group


@dataclass(slots=True)
class YamlFile:
    """One file: its path as shown to people, its bytes, its tree, what is wrong with it.

    `root` is None where the file could not be read at all, which `problems` then tells.
    `lines` are as they were typed: a slip is often seen there alone.
    """

    path: str
    data: bytes = b""
    lines: list[str] = field(default_factory=list)
    root: Group | None = None
    problems: list[Problem] = field(default_factory=list)

    def blame(self, line: int, what: Said, fix: Said) -> None:
        """Note that something is wrong on a line."""
        self.problems.append(Problem(self.path, line, what, fix))


def read(path: Path) -> YamlFile:
    """Read one file of keys and values."""
    file = YamlFile(shown(path))
    data = _read_bytes(path, file)
    if data is not None:
        file.data = data
        text = _decode(data, file)
        if text is not None:
            root = _parse(text, file)
            if isinstance(root, Group):
                file.root = root
            elif not file.problems:
                _blame_root(root, file)
    return file


def kind_of(value: str) -> Kind:
    """Tell what YAML takes a text without quotes for."""
    if value[:1] not in _RESOLVER.yaml_implicit_resolvers:
        return "text"
    return _KINDS.get(_RESOLVER.resolve(yaml.ScalarNode, value, (True, False)), "text")


def _read_bytes(path: Path, file: YamlFile) -> bytes | None:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            file.blame(
                1, Said("This is a folder with a file's name"), Said("Rename or remove the folder.")
            )
        elif not stat.S_ISREG(mode):
            file.blame(
                1, Said("This is not an ordinary file"), Said("Put a text file in its place.")
            )
        else:
            with path.open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
            if len(data) <= MOST_BYTES:
                return data
            most = MOST_BYTES // 1024 // 1024
            file.blame(
                1,
                Said("The file is larger than {most} MiB", most=most),
                Said("Take out what does not belong here."),
            )
    except PermissionError:
        file.blame(
            1,
            Said("The bot is not allowed to read this file"),
            Said("Give it permission to read it."),
        )
    except FileNotFoundError:
        what = (
            Said("This is a link to a file that is not there")
            if path.is_symlink()
            else Said("Not found")
        )
        file.blame(1, what, Said("Put the file in its place, or remove the link."))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        file.blame(
            1,
            Said("The file cannot be read ({reason})", reason=reason),
            Said("Put a text file in its place."),
        )
    return None


# What no editor shows; YAML refuses most of it and takes some for the end of a line.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)


def _decode(data: bytes, file: YamlFile) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        file.blame(1, Said("The file is saved as UTF-16, not as UTF-8"), _SAVE_AS_UTF8)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        around = data[max(error.start - 12, 0) : error.start + 12].decode("cp1252", "replace")
        words = " ".join(INVISIBLE.sub(" ", around).split())
        file.blame(
            line,
            Said('The file is not saved as UTF-8; see about "{words}"', words=words),
            _SAVE_AS_UTF8,
        )
        return None
    is_readable = True
    for found in INVISIBLE.finditer(text):
        line = len(_BREAK.findall(text, 0, found.start())) + 1
        what = Said("There is a character that nobody sees (U+{code:04X})", code=ord(found[0]))
        file.blame(line, what, Said("Delete the line and type it again."))
        is_readable = False
        if len(file.problems) >= _MOST_INVISIBLE:
            break
    return text if is_readable else None


_SAVE_AS_UTF8 = Said('Save it again with the encoding "UTF-8" (in most editors under "Save as").')
_BREAK = re.compile("\r\n|\r|\n")
_MOST_INVISIBLE = 10

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()  # not typed
_KINDS: dict[str, Kind] = {
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:bool": "truth",
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:timestamp": "date",
}


_RUN_TOGETHER = re.compile(r"""([A-Za-z][\w-]*)(:| +)(["'].*["']|[+-]?\d+)""")


class _TooDeepError(Exception):
    """Groups within groups within groups."""


def _parse(text: str, file: YamlFile) -> Node | None:
    """Return the file's tree; None where it is empty or cannot be read."""
    lines = file.lines = _BREAK.split(text)
    if "<<<<<<<" in text or "=======" in text or ">>>>>>>" in text:
        for slip in conflicts(lines):
            file.blame(*slip)
        if file.problems:
            return None
    if slips := fences(lines) or non_breaking(lines):
        for slip in slips:
            file.blame(*slip)
        return None
    loader = None
    try:
        loader = _LOADER(text)
        return _Parser(file, lines, loader.get_event).document()
    except _TooDeepError as error:
        what = Said("There are more than {most} groups within each other here", most=DEEPEST)
        file.blame(error.args[0], what, Said("Look for brackets that are never closed."))
    except yaml.MarkedYAMLError as error:
        file.blame(*explain(error, lines))
    except (yaml.YAMLError, ValueError, OverflowError):  # the two from PyYAML on a bad "\U…"
        file.blame(
            1, Said("YAML cannot read this file"), Said("Compare it with a file that works.")
        )
    finally:
        if loader is not None:
            loader.dispose()
    return None


class _Parser:
    def __init__(self, file: YamlFile, lines: list[str], next_event: Callable[[], Any]) -> None:
        self._file = file
        self._lines = lines
        self._next = next_event  # PyYAML's events are only partly typed
        self._has_hash = any("#" in line for line in lines)

    def document(self) -> Node | None:
        """Return the root of the file's one document; None if it has none."""
        root: Node | None = None
        is_first = True
        event = self._next()
        while not isinstance(event, StreamEndEvent):
            if isinstance(event, NodeEvent):
                root = self._node(event, 1)
            elif isinstance(event, DocumentStartEvent) and not is_first:
                what = Said('A line "---" begins a second document, which nobody would read')
                self._file.blame(_line(event), what, Said("Delete that line."))
                break
            elif isinstance(event, DocumentStartEvent):
                is_first = False
            event = self._next()
        return root

    def _node(self, event: Any, depth: int) -> Node:
        line = _line(event)
        is_text = isinstance(event, ScalarEvent)
        if is_text and event.anchor is None and event.tag is None:  # as nearly all are
            return self._text(event, line)
        if isinstance(event, AliasEvent):
            self._blame_sign(line, "*")
            return Text(line, "", "unread")
        if event.anchor is not None or event.tag is not None:
            self._blame_sign(line, "&" if event.anchor is not None else "!")
        if is_text:
            return Text(line, "", "unread")
        if depth > DEEPEST:
            raise _TooDeepError(line)
        if isinstance(event, MappingStartEvent):
            return self._group(Group(line, [], bool(event.flow_style)), depth)
        items = []
        while not isinstance(inner := self._next(), SequenceEndEvent):
            items.append(self._node(inner, depth + 1))
        return Items(line, items, bool(event.flow_style))

    def _group(self, group: Group, depth: int) -> Group:
        lines: dict[str, int] = {}
        while not isinstance(inner := self._next(), MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Text):
                what = Said("A list or a group stands where a key is wanted")
                self._file.blame(key.line, what, Said("Put the text before the colon in quotes."))
                continue
            name = key.value.strip()
            if name and name != key.value:
                what = Said("A non-breaking space stands beside {key}", key=quoted(name))
                if name == key.value.strip(" "):
                    what = Said(
                        "A blank stands beside {key}, within its quotation marks", key=quoted(name)
                    )
                self._file.blame(key.line, what, Said("Delete it, and type the blank anew."))
                key = Text(key.line, name, key.kind)
            if group.is_flow and key.kind == "text" and isinstance(value, Text):
                key, value = self._apart(key, value)
            if key.value in lines and key.kind != "unread":
                what = Said(
                    "{key} stands here for a second time, after line {line}: only one of the two would be read",
                    key=quoted(key.value),
                    line=lines[key.value],
                )
                self._file.blame(key.line, what, Said("Put both together, or delete one."))
            else:
                lines[key.value] = key.line
                group.entries.append((key, value))
        return group

    def _apart(self, key: Text, value: Text) -> tuple[Text, Text]:
        """Return a key in braces that ran together with its value: {co-design:3}, {co-design 3}."""
        if value.value or value.kind != "nothing" or value.comment:
            return key, value
        if not (found := _RUN_TOGETHER.fullmatch(key.value)):
            return key, value
        name, sign, said = found.groups()
        typed = quoted(name + sign.strip())
        what = Said("A colon is missing after {key}", key=typed)
        if sign == ":":
            what = Said("A blank is missing after {key}", key=typed)
        fix = Said("Write: {key}: {text}", key=name, text=said)
        self._file.blame(key.line, what, fix)
        inside = said.strip("\"'")
        return Text(key.line, name), Text(key.line, inside, kind_of(said))

    def _text(self, event: Any, line: int) -> Text:
        value = event.value
        if not event.implicit[0]:
            return Text(line, value)
        if len(value) > 1 and value[0] in "“„«" and value[-1] in '”“»"':
            what = Said(
                "The text stands between typographic quotation marks, and people would see them"
            )
            self._file.blame(
                line, what, Said("Write straight ones: {text}", text=quoted(value[1:-1].strip()))
            )
        elif value.endswith('"') and value.count('"') == 1 and not value[-2:-1].isdigit():
            what = Said("The text ends with a quotation mark and does not begin with one")
            self._file.blame(line, what, Said("Write: {line}", line=quoted(value[:-1])))
        # A plain text: YAML reads meanings into it, and ends it at a "#" after a blank.
        comment = ""
        if self._has_hash:
            end = event.end_mark
            rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
            found = re.match(r"[ \t]*(#\S.*)" if value else r"[ \t]*(#.*)", rest)
            comment = found[1].rstrip() if found else ""
        return Text(line, value, kind_of(value), comment)

    def _blame_sign(self, line: int, sign: str) -> None:
        slip = sign_slip(line - 1, self._lines)
        what = Said(
            'YAML gives a meaning of its own to a "{sign}" at the beginning of a text', sign=sign
        )
        self._file.blame(*(slip or (line, what, Said("Put the whole text in quotes."))))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _blame_root(root: Node | None, file: YamlFile) -> None:
    if root is None:
        file.blame(1, Said("The file is empty"), Said("Write its keys, or remove the file."))
    else:
        what = Said("The file does not consist of keys, each with a colon and a value after it")
        file.blame(root.line, what, Said('Begin with a line such as   name: {en: "…"}'))
