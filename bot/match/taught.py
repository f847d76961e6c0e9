"""What the guide was taught word for word: a question that is one of its asks.

A model learns from an ask and may still doubt it, as one line weighs little against many.
Whoever adds a line under `asks` is promised that it is answered, so it is. Knows the guide
and a match. Must not know how the match was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from bot.guide import Guide, Page, Type
from bot.language import folded_words
from bot.match.matcher import Candidate, Match
from bot.match.phrases import heard_words

TAUGHT = 0.97
"""Probability that a question in the words of an ask is about the ask's type or page."""

LEAST = 2
"""Words that must be left of a question for the small ones before them not to count."""

_OF_ITSELF = ("greeting", "thanks", "help", "list")
"""Meanings of phrases that mean the same whatever stands in a guide."""

_Owner = tuple[str, str]
"""The language of an ask, and the id of its type or page."""


class Taught:
    """The asks of one guide, for questions to be held against. Never changes."""

    def __init__(self, guide: Guide, hears: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._small = heard_words(hears, "small_words") - heard_words(hears, "not")
        phrases = (heard.get(meaning, ()) for heard in hears.values() for meaning in _OF_ITSELF)
        self._of_itself = {"", *map(self._said, chain.from_iterable(phrases))}
        self._types = self._owners(guide.types.values())
        # What is asked of a page about a type is mostly answered by the type's card.
        self._pages = self._owners(one for one in guide.pages.values() if one.type is None)
        self._longest = max(map(len, chain(self._types, self._pages)), default=0)

    def settle(self, match: Match) -> Match:
        """Take a question in the words of an ask at its word, whatever else was found in it."""
        # Twice, since small words, accents in two parts and signs are not counted there.
        if len(match.question) > 2 * self._longest:
            return match
        said = self._said(match.question)
        types, pages = self._types.get(said, ()), self._pages.get(said, ())
        if not (types or pages) or said in self._of_itself:
            return match
        owners = {*types, *pages}
        languages = {language for language, _ in owners}
        share = TAUGHT / len({id_ for _, id_ in owners})
        return replace(
            match,
            intent="define",
            language=match.language or (languages.pop() if len(languages) == 1 else None),
            types=_put_first(types, match.types, match.question, share),
            pages=_put_first(pages, match.pages, match.question, share),
            is_unsure=False,
            is_vague=False,
        )

    def _owners(self, entries: Iterable[Type | Page]) -> dict[str, tuple[_Owner, ...]]:
        owners: dict[str, tuple[_Owner, ...]] = {}
        for entry in entries:
            for language, texts in entry.asks.items():
                for said in map(self._said, texts):
                    owners[said] = (*owners.get(said, ()), (language, entry.id))
        return owners

    def _said(self, text: str) -> str:
        """Return a text's words, folded, without the small ones that it begins with.

        "What is a world café?" says what "a world café" does. Where only one word is left,
        it may well be of something else, and the small ones count.
        """
        folded = folded_words(text)
        begins = next((i for i, word in enumerate(folded) if word not in self._small), 0)
        return " ".join(folded[begins:] if len(folded) - begins >= LEAST else folded)


def _put_first(
    owners: Iterable[_Owner], found: Sequence[Candidate], question: str, share: float
) -> tuple[Candidate, ...]:
    """Return the candidates with those before them whose ask it is; others have what is left."""
    named = {one.id for one in found if one.is_named}
    ids = dict.fromkeys(id_ for _, id_ in owners)
    first = [Candidate(id_, share, (question,), id_ in named) for id_ in ids]
    rest = [replace(one, score=one.score * (1 - TAUGHT)) for one in found if one.id not in ids]
    return (*first, *rest)
