"""A line for a content file, as a person would paste it: which file, which key, which text.

Knows how the content's YAML is laid out. Must not know why a line is wanted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Paste:
    """Texts to add to a list by language in one file: `key` is "asks", `path` in the folder."""

    path: str
    key: str
    language: str
    texts: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where lines go: `below` the line of that number, which is the last one under some keys.

    Without keys (`under`) that is the end of the file. `lines` is what to paste, as it is.
    """

    below: int
    under: tuple[str, ...]
    lines: str


def paste(folder: Path, of: Paste) -> None:
    """Add the lines to the file: behind what the list has, or as a list of its own.

    Raises `ValueError` where the file is not laid out as ours are.
    """
    text = _read(folder, of)
    at = _place(text, of)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    above, below = lines[: at.below], lines[at.below :]
    if not at.under and above:
        above.append("\n")
    (folder / of.path).write_text("".join([*above, at.lines, *below]), encoding="utf-8")


def place(folder: Path, of: Paste) -> Place:
    """Say where in the file a person pastes the lines, and which.

    Raises `ValueError` as `paste` does.
    """
    return _place(_read(folder, of), of)


def _read(folder: Path, of: Paste) -> str:
    return (folder / of.path).read_text(encoding="utf-8-sig").replace("\r\n", "\n")


# libyaml's where PyYAML was built with it: forty times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _place(text: str, of: Paste) -> Place:
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ValueError(f"{of.path} cannot be read") from error
    by_language = _value(root, of.key)
    if by_language is None:
        items = "".join(f"    - {_quoted(one)}\n" for one in of.texts)
        return Place(len(text.rstrip().splitlines()), (), f"{of.key}:\n  {of.language}:\n{items}")
    items = _value(by_language, of.language)
    if items is None:
        blank = " " * by_language.start_mark.column
        added = "".join(f"{blank}  - {_quoted(one)}\n" for one in of.texts)
        return Place(_end(by_language), (of.key,), f"{blank}{of.language}:\n{added}")
    if isinstance(items, yaml.SequenceNode) and not items.flow_style and items.value:
        blank = " " * items.start_mark.column
        added = "".join(f"{blank}- {_quoted(one)}\n" for one in of.texts)
        return Place(_end(items), (of.key, of.language), added)
    raise ValueError(f"{of.path} has its {of.key} in one line")


def _value(node: yaml.Node | None, key: str) -> Any:
    if not isinstance(node, yaml.MappingNode):
        raise ValueError("the file is not a group of keys")  # noqa: TRY004 - of the file, not of a type
    return next((value for name, value in node.value if name.value == key), None)


def _end(node: yaml.Node) -> int:
    """Return the number of the line behind a block: behind its last leaf, not its comments."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.line) + (1 if node.end_mark.column else 0)


def _quoted(text: str) -> str:
    """Return text in double quotes: JSON's are YAML's too."""
    return json.dumps(text, ensure_ascii=False)
