"""A new content file, complete and commented, for a person to fill in.

Knows the tables in `bot.guide.content`. Must not know how the file is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.editing.schema import FOLDER, descriptions
from bot.guide.content import ID, NAME, PAGE, TYPE, Field
from bot.guide.outline import Outline
from bot.guide.problem import listed
from bot.guide.said import Refused, Said
from bot.guide.value import TO_WRITE, slug
from bot.language import key as folded

KINDS: Mapping[str, tuple[str, Mapping[str, Field], str]] = {
    "type": ("types", TYPE, "name"),
    "page": ("pages", PAGE, "title"),
}
"""For each kind: its folder, its keys, and the key that holds what it is called."""


WANTED = ("asks", "choose_when")
"""Keys that may be missing and seldom should."""


def path(folder: Path, kind: str, name: str) -> Path:
    """Return where the file for a new type or page goes.

    Raises `Refused` where the name is too long, or has no letter.
    """
    if len(name) > NAME:
        why = Said(
            "A name has at most {most} characters, and this has {count}.",
            most=NAME,
            count=len(name),
        )
        raise Refused(why)
    if not (id_ := slug(name)[:ID].strip("-")):
        raise Refused(Said('"{name}" has no letter from a to z to make a file name of.', name=name))
    return folder / KINDS[kind][0] / f"{id_}.yml"


def language(guide: Outline, said: str | None, locale: str) -> str:
    """Return the language of a name: what was said, else the system's, else the guide's.

    Raises `Refused` where the guide does not have the one that was said.
    """
    for code in (said or "", locale):
        short = code.lower().replace("_", "-")
        for wanted in (short, short.partition("-")[0]):
            if wanted in guide.languages:
                return wanted
        if code and code == said:
            why = Said(
                'The guide has no language "{language}"; it has {languages}.',
                language=code,
                languages=listed(guide.languages),
            )
            raise Refused(why)
    return guide.default_language


def named(kind: str, name: str, guide: Outline) -> str | None:
    """Return the path of the file of that kind which has a name already, if there is one."""
    entries = guide.types if kind == "type" else guide.pages
    for entry in entries.values():
        if folded(name) in (folded(one.text) for one in entry.names):
            return entry.path
    return None


def text(kind: str, name: str, guide: Outline, language: str) -> str:
    """Return a file with every key: what must be filled in is "…", the rest is a comment.

    `language` is that of the name. `check` then says what is still to be written.
    """
    _, fields, called = KINDS[kind]
    described = descriptions()
    told = described[kind]
    how = (f"# {said}" for one, said in described["new"]["how"].items() if one in guide.languages)
    lines = [f"# yaml-language-server: $schema=../{FOLDER}/{kind}.json", *how, ""]
    for key, of in fields.items():
        lines += [
            f"# {told[key][language]}" for language in told[key] if language in guide.languages
        ]
        if key == "id":
            lines.append(f"id: {path(Path(), kind, name).stem}")
        elif key == called:
            names = {one: name if one == language else TO_WRITE for one in guide.languages}
            lines += [f"{key}:", *(f"  {one}: {_quoted(said)}" for one, said in names.items())]
        else:
            mark = "" if of.is_required or key in WANTED else "# "
            lines += [mark + line for line in _sample(key, of, guide)]
        lines.append("")
    return "\n".join(lines)


def _sample(key: str, of: Field, guide: Outline) -> Iterator[str]:
    yield f"{key}:" if of.kind not in ("id", "ids", "date") else f"{key}: {_one(of, guide)}"
    if of.kind in ("texts", "addresses"):
        yield from (f'  {language}: "{TO_WRITE}"' for language in guide.languages)
    elif of.kind == "text_lists":
        for language in guide.languages:
            yield f"  {language}:"
            yield f'    - "{TO_WRITE}"'
    elif of.kind in ("link", "links"):
        first, further, inner = (
            ("  - ", "    ", "      ") if of.kind == "links" else ("  ", "  ", "    ")
        )
        for lead, part, filler in (
            (first, "title", TO_WRITE),
            (further, "url", f"https://{TO_WRITE}"),
        ):
            yield f"{lead}{part}:"
            yield from (f'{inner}{language}: "{filler}"' for language in guide.languages)


def _one(of: Field, guide: Outline) -> str:
    if of.kind == "date":
        return f'"{date.today().isoformat()}"'  # noqa: DTZ011 - the day where the person is
    known = {
        "type": tuple(guide.types),
        "page": tuple(guide.pages),
        "step": guide.steps,
    }[of.points_to or "type"]
    return f"[{', '.join(known)}]" if of.kind == "ids" else (known or ("",))[0]


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)
