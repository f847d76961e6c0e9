"""Where a question says one of the phrases that the bot listens for.

Knows the `hears` of the wording files. Must not know the guide or what follows from a phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from bot.language import Word, words


class Heard(NamedTuple):
    """A phrase found in a question: words `start` to `end` (exclusive), and what it means."""

    meaning: str
    start: int
    end: int


class Phrases:
    """Phrases by what they mean, to be found in questions."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Take phrases by meaning. "build*" stands for every word that so begins."""
        self._whole: dict[str, list[_Phrase]] = {}
        self._begun: dict[str, list[_Phrase]] = {}
        for meaning, texts in phrases.items():
            for text in texts:
                parts = _parts(text)
                if parts:
                    first = parts[0]
                    table = self._begun if first.endswith("*") else self._whole
                    table.setdefault(first.rstrip("*"), []).append((meaning, parts[1:]))
        self._lengths = sorted({len(first) for first in self._begun})
        self._beginning = lru_cache(REMEMBERED)(self._begin_with)

    def find(self, question: Sequence[Word]) -> list[Heard]:
        """Return every phrase that a question says, in its order; phrases may overlap."""
        found = []
        for start, word in enumerate(question):
            for meaning, rest in self._beginning(word.folded):
                end = start + 1 + len(rest)
                if not rest or _follow(question[start:end], rest):
                    found.append(Heard(meaning, start, end))
        return found

    def _begin_with(self, word: str) -> tuple[_Phrase, ...]:
        """Return the phrases whose first word this may be: their meaning, and their rest."""
        begun = (
            self._begun.get(word[:length], ()) for length in self._lengths if length <= len(word)
        )
        return (*self._whole.get(word, ()), *chain.from_iterable(begun))


_Phrase: TypeAlias = tuple[str, tuple[str, ...]]

REMEMBERED = 8192
"""Words whose phrases are kept at hand."""


def _parts(text: str) -> tuple[str, ...]:
    """Cut a phrase into folded words; a star stays with the word that it ends."""
    parts: list[str] = []
    for piece in text.split():
        parts += [word.folded for word in words(piece)]
        if parts and piece.endswith("*"):
            parts[-1] += "*"
    return tuple(parts)


def _follow(question: Sequence[Word], rest: Sequence[str]) -> bool:
    """Say whether after its first word a question goes on with these, within one clause."""
    return (
        len(question) == len(rest) + 1
        and question[0].clause == question[-1].clause
        and all(
            word.folded.startswith(part[:-1]) if part[-1] == "*" else word.folded == part
            for word, part in zip(question[1:], rest, strict=True)
        )
    )
