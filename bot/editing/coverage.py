"""What each type and page of a guide still lacks, language by language.

Knows the guide. Must not know how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.guide import Guide, Page, Type

# With fewer examples of how people ask, the bot does not learn a type well.
ENOUGH_ASKS = 10


@dataclass(frozen=True, slots=True)
class Lack:
    """What one file lacks. `language` is "" where it is the same in all of them."""

    path: str
    language: str
    what: str


def lacks(guide: Guide) -> Iterator[Lack]:
    """Yield everything that could be added, file by file."""
    for of in guide.types.values():
        path = f"types/{of.id}.yml"
        yield from _places(path, of, guide)
        for language in guide.languages:
            for key in ("choose_when", "example", "note"):
                if not getattr(of, key).get(language):
                    yield Lack(path, language, key)
            yield from _asks(path, of, language)
        for key in ("links", "related", "steps", "reviewed"):
            if not getattr(of, key):
                yield Lack(path, "", key)
    for page in guide.pages.values():
        path = f"pages/{page.id}.yml"
        for language in guide.languages:
            yield from _asks(path, page, language)
        if not page.reviewed:
            yield Lack(path, "", "reviewed")


def _asks(path: str, of: Type | Page, language: str) -> Iterator[Lack]:
    if (count := len(of.asks[language])) < ENOUGH_ASKS:
        yield Lack(path, language, f"asks ({count} of {ENOUGH_ASKS})")
    if not of.also[language]:
        yield Lack(path, language, "also")


def _places(path: str, of: Type, guide: Guide) -> Iterator[Lack]:
    """Yield the files beside the type's own in which it has no place."""
    options = [option for criterion in guide.criteria for option in criterion.options]
    if guide.groups and not any(of.id in group.types for group in guide.groups):
        yield Lack(path, "", "a group in guide.yml")
    if options and not any(option.speaks_for.get(of.id, 0) > 0 for option in options):
        yield Lack(path, "", "an answer in chooser.yml")
