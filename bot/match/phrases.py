"""Where a question says one of the phrases that the bot listens for.

Knows the `hears` of the wording files. Must not know the guide or what follows from a phrase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias

from bot.language import Word, folded_words


class Heard(NamedTuple):
    """A phrase found in a question: words `start` to `end` (exclusive), and what it means."""

    meaning: str
    start: int
    end: int


_new_heard: Callable[[tuple[str, int, int]], Heard] = partial(tuple.__new__, Heard)
"""`Heard` without the function that a named tuple is otherwise made by, as in `bot.language`."""


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
        self._shortest = min(map(len, self._begun), default=0)
        self._longer: dict[str, list[str]] = {}  # those begun, by how all words that long begin
        for first in sorted(self._begun, key=len):
            self._longer.setdefault(first[: self._shortest], []).append(first)
        self._openings = lru_cache(REMEMBERED)(self._open_with)

    @classmethod
    def heard_in(
        cls, hears: Mapping[str, Mapping[str, Iterable[str]]], meanings: Iterable[str]
    ) -> Phrases:
        """Return the phrases of some meanings, in all languages together."""
        return cls({meaning: [*_heard(hears, meaning)] for meaning in meanings})

    def find(self, question: Sequence[Word]) -> list[Heard]:
        """Return every phrase that a question says, in its order; phrases may overlap."""
        found = []
        last = len(question) - 1
        for start, word in enumerate(question):
            opening = self._openings(word.folded)
            if opening is None:
                continue
            if opening.alone:
                found += [_new_heard((meaning, start, start + 1)) for meaning in opening.alone]
            if start < last:
                phrases = opening.by_second.get(question[start + 1].folded) or opening.starred
                if phrases is not opening.starred and opening.starred:
                    phrases = phrases + opening.starred
                for meaning, rest in phrases:
                    if _follow(question, start, rest):
                        found.append(_new_heard((meaning, start, start + 1 + len(rest))))
        return found

    def _open_with(self, word: str) -> _Opening | None:
        """Return the phrases whose first word this may be, if any."""
        phrases = [*self._whole.get(word, ())]
        for first in self._longer.get(word[: self._shortest], ()):
            if word.startswith(first):
                phrases += self._begun[first]
        if not phrases:
            return None
        opening = _Opening([], {}, [])
        for meaning, rest in phrases:
            if not rest:
                opening.alone.append(meaning)
            elif rest[0].endswith("*"):
                opening.starred.append((meaning, rest))
            else:
                opening.by_second.setdefault(rest[0], []).append((meaning, rest))
        return opening


_Phrase: TypeAlias = tuple[str, tuple[str, ...]]


class _Opening(NamedTuple):
    """The phrases that one word opens.

    `alone` are the meanings of those that it is the whole of; the others are found by their
    second word, those `starred` by trying each.
    """

    alone: list[str]
    by_second: dict[str, list[_Phrase]]
    starred: list[_Phrase]


def heard_words(hears: Mapping[str, Mapping[str, Iterable[str]]], meaning: str) -> frozenset[str]:
    """Return every word, folded, of the phrases of one meaning, in all languages together."""
    return frozenset(word for phrase in _heard(hears, meaning) for word in folded_words(phrase))


def _heard(hears: Mapping[str, Mapping[str, Iterable[str]]], meaning: str) -> Iterator[str]:
    return (phrase for heard in hears.values() for phrase in heard.get(meaning, ()))


REMEMBERED = 8192
"""Words whose phrases are kept at hand."""


def _parts(text: str) -> tuple[str, ...]:
    """Cut a phrase into folded words; a star stays with the word that it ends."""
    if "*" not in text:
        return tuple(folded_words(text))
    parts: list[str] = []
    for piece in text.split():
        parts += folded_words(piece)
        if parts and piece.endswith("*"):
            parts[-1] += "*"
    return tuple(parts)


def _follow(question: Sequence[Word], start: int, rest: Sequence[str]) -> bool:
    """Say whether after its word at `start` a question goes on with these, within one clause."""
    end = start + len(rest)
    if end >= len(question) or question[start].clause != question[end].clause:
        return False
    for i, part in enumerate(rest, start + 1):
        folded = question[i].folded
        if folded != part and not (part[-1] == "*" and folded.startswith(part[:-1])):
            return False
    return True
