"""What can be read of a content folder, whatever is wrong with the rest of it.

For those who write the guide, whose files are unfinished half the time. What is served is
`bot.guide.load`'s, and is whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.guide import entry, yaml_file
from bot.guide.content import CHOOSER, GUIDE, PAGE, TYPE, Field
from bot.guide.entry import Entry
from bot.guide.folder import scan
from bot.guide.problem import BrokenGuide
from bot.guide.said import Said


@dataclass(frozen=True, slots=True)
class Outline:
    """The languages of a guide, and of the rest what is sound.

    `types` and `pages` are what each file holds, by id; `values` what guide.yml does, and
    `criteria` the questions of chooser.yml. `steps` are ids.
    """

    languages: Mapping[str, str]
    default_language: str
    steps: tuple[str, ...]
    types: Mapping[str, Entry]
    pages: Mapping[str, Entry]
    values: Mapping[str, Any]
    criteria: tuple[Mapping[str, Any], ...]


def outline(folder: Path) -> Outline:
    """Read what can be read. Raises `BrokenGuide` where not even the languages can."""
    listing = scan(folder)
    if not listing.is_readable:
        raise BrokenGuide(listing.problems)
    file = yaml_file.read(folder / "guide.yml")
    values = entry.read(file, GUIDE, Said("guide.yml")).values
    languages: Mapping[str, str] = values.get("languages", {})
    if not languages:
        raise BrokenGuide(file.problems)

    def part(name: str, fields: Mapping[str, Field]) -> dict[str, Entry]:
        return {path.stem: _read(path, fields, languages) for path in listing.parts[name]}

    chooser = listing.top.get("chooser.yml")
    criteria = _read(chooser, CHOOSER, languages).values.get("criteria", ()) if chooser else ()
    default: str = values.get("default_language", "")
    return Outline(
        languages=languages,
        default_language=default if default in languages else next(iter(languages)),
        steps=tuple(step["id"] for step in values.get("steps", ()) if "id" in step),
        types=part("types", TYPE),
        pages=part("pages", PAGE),
        values=values,
        criteria=tuple(criteria),
    )


def _read(path: Path, fields: Mapping[str, Field], languages: Mapping[str, str]) -> Entry:
    return entry.read(yaml_file.read(path), fields, Said(""), languages)
