"""What each type and page of a guide still lacks, language by language.

Knows what can be read of a guide, finished or not. Must not know how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.guide.content import PAGE, TYPE, Field
from bot.guide.entry import Entry
from bot.guide.outline import Outline
from bot.guide.said import Said

# With fewer examples of how people ask, the bot does not learn a type well.
ENOUGH_ASKS = 10
HELPFUL = ("choose_when", "example", "note")
"""Texts that a type may be without."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What one file lacks. `language` is "" where it is the same in all of them."""

    path: str
    language: str
    what: str | Said


def lacks(guide: Outline) -> Iterator[Lack]:
    """Yield everything that is still to be written or could be added, file by file."""
    for id_, of in _ordered(guide.types, guide.values.get("types", ())):
        path = f"types/{id_}.yml"
        yield from _places(path, id_, guide)
        yield from _texts(path, of, TYPE, guide)
        for key in ("links", "related", "steps", "reviewed"):
            if not of.values.get(key):
                yield Lack(path, "", key)
    for id_, of in _ordered(guide.pages, guide.values.get("pages", ())):
        path = f"pages/{id_}.yml"
        yield from _texts(path, of, PAGE, guide)
        if not of.values.get("reviewed"):
            yield Lack(path, "", "reviewed")


def _ordered(entries: Mapping[str, Entry], first: tuple[str, ...]) -> Iterator[tuple[str, Entry]]:
    for id_ in dict.fromkeys((*first, *entries)):
        if id_ in entries:
            yield id_, entries[id_]


def _texts(path: str, of: Entry, fields: Mapping[str, Field], guide: Outline) -> Iterator[Lack]:
    for language in guide.languages:
        for key, field in fields.items():
            is_wanted = field.is_required or key in HELPFUL
            if is_wanted and not of.values.get(key, {}).get(language):
                yield Lack(path, language, key)
        count = len(of.values.get("asks", {}).get(language, ()))
        if count < ENOUGH_ASKS:
            yield Lack(
                path, language, Said("asks ({count} of {enough})", count=count, enough=ENOUGH_ASKS)
            )
        if not of.values.get("also", {}).get(language):
            yield Lack(path, language, "also")


def _places(path: str, id_: str, guide: Outline) -> Iterator[Lack]:
    """Yield the files beside the type's own in which it has no place."""
    groups = guide.values.get("groups", ())
    options = [option for criterion in guide.criteria for option in criterion.get("options", ())]
    if groups and not any(id_ in group.get("types", ()) for group in groups):
        yield Lack(path, "", Said("a group in guide.yml"))
    if options and not any(option.get("speaks_for", {}).get(id_, 0) > 0 for option in options):
        yield Lack(path, "", Said("an answer in chooser.yml"))
