"""What is taken from a guide and the wording to learn from: texts and names.

Knows what a guide holds. Must not know how any of it is learnt or matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.guide import Guide, Type

TYPE, PAGE = "type:", "page:"
LIST, HELP, CHATTER, PROSE, VAGUE = "list", "help", "chatter", "prose", "vague"
"""What a question may be about: a type or page by its id, the whole list, the bot,
something else altogether, said as in everyday talk or as in reports and notices, or
something that could be several types."""

Hears = Mapping[str, Sequence[str]]


class Lesson(NamedTuple):
    """A text in a language, and what it is about; None where it only shows the language."""

    language: str
    text: str
    about: str | None = None


def lessons(guide: Guide, hears: Mapping[str, Hears]) -> Iterator[Lesson]:
    """Yield everything to learn from, each text once."""
    for type_ in guide.types.values():
        for language, text in texts_of(type_):
            yield Lesson(language, text, TYPE + type_.id)
    for page in guide.pages.values():
        for language, text in page.summary.items():
            yield Lesson(language, text)
        for language, text in _pairs(page.asks):
            yield Lesson(language, text, PAGE + page.id)
    for language, heard in hears.items():
        for meaning, texts in heard.items():
            if meaning not in NOT_SPEECH:
                about = meaning if meaning in (LIST, HELP, CHATTER, PROSE, VAGUE) else None
                for text in texts:
                    yield Lesson(language, text, about)


NOT_SPEECH = frozenset({"endings", "lookalikes", "this_language"})
"""Keys of `hears` whose lines nobody would say in that language."""


def names(guide: Guide) -> Iterator[tuple[str, str, str]]:
    """Yield (whose, language, name) for every name of a type or page.

    A page about a type leaves that type its name: to say it is to ask for the type.
    """
    for type_ in guide.types.values():
        for language, text in [*type_.name.items(), *_pairs(type_.also)]:
            yield TYPE + type_.id, language, text
    for page in guide.pages.values():
        title = [] if page.type else [*page.title.items()]
        for language, text in [*title, *_pairs(page.also)]:
            yield PAGE + page.id, language, text


def texts_of(type_: Type) -> Iterator[tuple[str, str]]:
    """Yield (language, text) for everything that a type's file says about it."""
    for texts in (type_.definition, type_.who, type_.outcome, type_.example, type_.note):
        yield from texts.items()
    yield from _pairs(type_.also)
    yield from _pairs(type_.asks)


def _pairs(lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for language, several in lists.items():
        for text in several:
            yield language, text
