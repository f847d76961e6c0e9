"""Where a question says one of the phrases that the bot listens for.

Knows the `hears` of the wording files. Must not know the guide or what follows from a phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

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
        self._whole: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._begun: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for meaning, texts in phrases.items():
            for text in texts:
                parts = tuple(
                    word.folded + ("*" if part.endswith("*") and i == len(cut) - 1 else "")
                    for part in text.split()
                    for cut in (words(part),)
                    for i, word in enumerate(cut)
                )
                if parts:
                    first = parts[0]
                    table = self._begun if first.endswith("*") else self._whole
                    table.setdefault(first.rstrip("*"), []).append((meaning, parts))
        self._lengths = sorted({len(first) for first in self._begun})

    def find(self, question: Sequence[Word]) -> list[Heard]:
        """Return every phrase that a question says, in its order; phrases may overlap."""
        folded = [word.folded for word in question]
        count = len(folded)
        found = []
        for start, word in enumerate(folded):
            options = self._whole.get(word, ())
            if self._lengths:
                options = [*options]
                for length in self._lengths:
                    if length <= len(word):
                        options += self._begun.get(word[:length], ())
            for meaning, parts in options:
                end = start + len(parts)
                if end <= count and (
                    end == start + 1
                    or (
                        question[start].clause == question[end - 1].clause
                        and all(map(_fits, folded[start + 1 : end], parts[1:]))
                    )
                ):
                    found.append(Heard(meaning, start, end))
        return found


def _fits(word: str, part: str) -> bool:
    return word == part or (part.endswith("*") and word.startswith(part[:-1]))
