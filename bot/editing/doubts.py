"""What is sound in a guide and was probably not meant: warnings, for a guide that can be served.

Knows a guide, what the matching tells of a text, and the lines on which texts stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from bot.editing.schema import openings
from bot.guide import Guide, Page, Type, yaml_file
from bot.guide.problem import Problem, quoted, shown
from bot.guide.said import Said, in_words
from bot.guide.yaml_file import Group, Items, Node
from bot.match import Matcher
from bot.wording import Wording

PROSE = ("definition", "who", "outcome", "choose_when", "example", "note", "summary")
"""Keys whose text is long enough to tell in which language it is."""
_MARKED_UP = re.compile(
    r"\*\*[^*\s][^*]*\*\*|\[[^\[\]]+\]\([^()\s]+\)|</?(?:a|b|br|em|i|li|p|strong|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
CHOOSER, GUIDE = "chooser.yml", "guide.yml"


def find(
    guide: Guide, words: Mapping[str, Wording], matcher: Matcher, folder: Path, today: date
) -> tuple[Problem, ...]:
    """Return what is doubtful in the guide of a folder, sorted by path and line."""
    lines = Lines(folder)
    found = [
        *_said_twice(guide, words, lines),
        *_begins_large(guide, lines),
        *_marked_up(guide, lines),
        *_in_another_language(guide, matcher, lines),
        *_reviewed_later(guide, lines, today),
        *_in_two_groups(guide, lines),
        *_without_choice(guide, lines),
    ]
    return tuple(sorted(found))


class Lines:
    """Where the values of a folder's files stand."""

    def __init__(self, folder: Path) -> None:
        """Read files only as they are asked for."""
        self._folder = folder
        self._roots: dict[str, Node | None] = {}

    def at(self, path: str, *keys: str | int) -> tuple[str, int]:
        """Return the path as shown, and the line of a value, by its keys and places from 0."""
        if path not in self._roots:
            self._roots[path] = yaml_file.read(self._folder / path).root
        node, line = self._roots[path], 1
        for key in keys:
            if isinstance(node, Group):
                node, line = next(
                    ((value, of.line) for of, value in node.entries if of.value == key),
                    (None, line),
                )
            elif isinstance(node, Items) and isinstance(key, int) and key < len(node.items):
                node = node.items[key]
                line = node.line
        return shown(self._folder / path), line


def _entries(guide: Guide) -> Iterator[tuple[str, Type | Page]]:
    yield from ((f"types/{of.id}.yml", of) for of in guide.types.values())
    yield from ((f"pages/{of.id}.yml", of) for of in guide.pages.values())


def _said_twice(guide: Guide, words: Mapping[str, Wording], lines: Lines) -> Iterator[Problem]:
    """Yield what begins as the card does that shows it: "when Choose it when many meet"."""
    for of in guide.types.values():
        for language, text in of.choose_when.items():
            said = (words[language].say("choose_when", reason=""), *openings(language))
            if opening := _opening(text, said):
                rest = text[len(opening) :].lstrip(" …,:")
                yield Problem(
                    *lines.at(f"types/{of.id}.yml", "choose_when", language),
                    Said(
                        "choose_when begins with {opening}, which stands before it on the card",
                        opening=quoted(opening),
                    ),
                    Said(
                        "Write only how that goes on: {language}: {rest}",
                        language=language,
                        rest=quoted(rest),
                    ),
                )


def _begins_large(guide: Guide, lines: Lines) -> Iterator[Problem]:
    """Yield what goes on after the card's words and begins like a sentence; not "UN" or "C3"."""
    for of in guide.types.values():
        for language, text in of.choose_when.items():
            word = re.split(r"\W", text, maxsplit=1)[0]
            if word.istitle() and word != "I" and not _opening(text, openings(language)):
                yield Problem(
                    *lines.at(f"types/{of.id}.yml", "choose_when", language),
                    Said(
                        "choose_when in {language} begins with a capital, and goes on in the middle of a sentence",
                        language=in_words(language, guide.languages),
                    ),
                    Said(
                        "Unless it is a name, write: {text}",
                        text=quoted(text[:1].lower() + text[1:]),
                    ),
                )


def _marked_up(guide: Guide, lines: Lines) -> Iterator[Problem]:
    for path, of in _entries(guide):
        for key in PROSE:
            for language, text in getattr(of, key, {}).items():
                if found := _MARKED_UP.search(text):
                    yield Problem(
                        *lines.at(path, key, language),
                        Said(
                            "{key} in {language} has {sign}, which people would see as it stands",
                            key=key,
                            language=in_words(language, guide.languages),
                            sign=quoted(found[0]),
                        ),
                        Said("Write the words alone; an address belongs under links."),
                    )


def _opening(text: str, said: Iterable[str]) -> str:
    """Return the beginning of a text that is one of some openings, or ""."""
    for opening in sorted(said, key=len, reverse=True):
        bare = opening.strip()
        begins = text[: len(bare)].casefold().replace("’", "'") == bare.casefold().replace("’", "'")
        if bare and begins and not text[len(bare) : len(bare) + 1].isalnum():
            return text[: len(bare)]
    return ""


def _in_another_language(guide: Guide, matcher: Matcher, lines: Lines) -> Iterator[Problem]:
    for path, of in _entries(guide):
        for key in PROSE:
            for language, text in getattr(of, key, {}).items():
                told = matcher.match(text).language
                if told is not None and told != language:
                    yield Problem(
                        *lines.at(path, key, language),
                        Said(
                            "{key} in {language} reads like {other}",
                            key=key,
                            language=in_words(language, guide.languages),
                            other=in_words(told, guide.languages),
                        ),
                        Said(
                            "Write it in {language}.",
                            language=in_words(language, guide.languages),
                        ),
                    )


def _reviewed_later(guide: Guide, lines: Lines, today: date) -> Iterator[Problem]:
    """Yield days of review that are still to come; somewhere it is tomorrow already."""
    for path, of in _entries(guide):
        if of.reviewed and date.fromisoformat(of.reviewed) > today + timedelta(days=1):
            yield Problem(
                *lines.at(path, "reviewed"),
                Said("reviewed is {day}, a day that is still to come", day=of.reviewed),
                Said("Write the day on which somebody last read the file through."),
            )


def _in_two_groups(guide: Guide, lines: Lines) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, group in enumerate(guide.groups):
        for place, type_id in enumerate(group.types):
            at = lines.at(GUIDE, "groups", number, "types", place)
            if first.setdefault(type_id, at[1]) != at[1]:
                yield Problem(
                    *at,
                    Said(
                        "{id} stands in two groups, also on line {line}: the Home tab would show it twice",
                        id=quoted(type_id),
                        line=first[type_id],
                    ),
                    Said("Keep it in the one where people look for it."),
                )


def _without_choice(guide: Guide, lines: Lines) -> Iterator[Problem]:
    for number, criterion in enumerate(guide.criteria):
        if len(criterion.options) == 1:
            yield Problem(
                *lines.at(CHOOSER, "criteria", number, "options"),
                Said(
                    "The question {id} has one answer, and nobody could choose",
                    id=quoted(criterion.id),
                ),
                Said("Add another answer, or delete the question."),
            )
