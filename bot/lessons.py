"""What is taken from a guide and the wording to learn from: examples, names, texts.

Knows what a guide holds. Must not know how any of it is learnt or matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.guide import Guide, Type

TYPE, PAGE = "type:", "page:"
LIST, HELP, CHATTER, VAGUE = "list", "help", "chatter", "vague"
"""What a question may be about: a type or page by its id, the whole list, the bot,
something else altogether, or something that could be several types."""

Hears = Mapping[str, Sequence[str]]


def examples(guide: Guide, hears: Mapping[str, Hears]) -> Iterator[tuple[str, str]]:
    """Yield (what it is about, text) for everything that the model learns from."""
    for type_ in guide.types.values():
        for _, text in texts_of(type_):
            yield TYPE + type_.id, text
    for page in guide.pages.values():
        for texts in page.asks.values():
            for text in texts:
                yield PAGE + page.id, text
    for heard in hears.values():
        for label in (LIST, HELP, CHATTER, VAGUE):
            for text in heard.get(label, ()):
                yield label, text


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


def speech(guide: Guide, hears: Mapping[str, Hears]) -> dict[str, list[str]]:
    """Return texts in each language, to tell the languages apart by."""
    spoken: dict[str, list[str]] = {language: [] for language in guide.languages}
    for type_ in guide.types.values():
        for language, text in texts_of(type_):
            spoken[language].append(text)
    for page in guide.pages.values():
        for language, text in page.summary.items():
            spoken[language].append(text)
    for language, heard in hears.items():
        for meaning, phrases in heard.items():
            if meaning not in ("endings", "lookalikes", "this_language"):
                spoken[language].extend(phrases)
    return spoken


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
