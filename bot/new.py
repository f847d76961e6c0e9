"""A new content file, complete and commented, for a person to fill in.

Knows the tables in `bot.content`. Must not know how the file is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.content import PAGE, TYPE, Field
from bot.entry import slug
from bot.guide import Guide
from bot.schema import FOLDER, descriptions

KINDS: Mapping[str, tuple[str, Mapping[str, Field], str]] = {
    "type": ("types", TYPE, "name"),
    "page": ("pages", PAGE, "title"),
}
"""For each kind: its folder, its keys, and the key that holds what it is called."""


def path(folder: Path, kind: str, name: str) -> Path:
    """Return where the file for a new type or page goes. Raises `ValueError` without a letter."""
    if not (id_ := slug(name)):
        raise ValueError(f'"{name}" has no letter from a to z to make a file name of.')
    return folder / KINDS[kind][0] / f"{id_}.yml"


def text(kind: str, name: str, guide: Guide) -> str:
    """Return a file with every key: what must be filled in is empty, the rest is a comment.

    `check` then says what is still missing.
    """
    _, fields, called = KINDS[kind]
    told = descriptions()[kind]
    lines = [f"# yaml-language-server: $schema=../{FOLDER}/{kind}.json", ""]
    for key, of in fields.items():
        lines += [
            f"# {told[key][language]}" for language in told[key] if language in guide.languages
        ]
        if key == "id":
            lines.append(f"id: {slug(name)}")
        elif key == called:
            lines += [f"{key}:", *(f"  {one}: {_quoted(name)}" for one in guide.languages)]
        else:
            mark = "" if of.is_required else "# "
            lines += [mark + line for line in _sample(key, of, guide)]
        lines.append("")
    return "\n".join(lines)


def _sample(key: str, of: Field, guide: Guide) -> Iterator[str]:
    yield f"{key}:" if of.kind not in ("id", "ids", "date") else f"{key}: {_one(of, guide)}"
    if of.kind in ("texts", "addresses"):
        yield from (f'  {language}: ""' for language in guide.languages)
    elif of.kind == "text_lists":
        for language in guide.languages:
            yield f"  {language}:"
            yield '    - "…"'
    elif of.kind == "links":
        for number, part in enumerate(("title", "url")):
            yield f"  {'  ' if number else '- '}{part}:"
            filler = "…" if part == "title" else "https://…"
            yield from (f'      {language}: "{filler}"' for language in guide.languages)


def _one(of: Field, guide: Guide) -> str:
    if of.kind == "date":
        return '"2026-11-23"'
    known = {
        "type": tuple(guide.types),
        "page": tuple(guide.pages),
        "step": tuple(step.id for step in guide.steps),
    }[of.points_to or "type"]
    return f"[{', '.join(known)}]" if of.kind == "ids" else (known or ("",))[0]


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)
