"""Look-up while a person types: the types whose names or asks hold what was typed so far.

Knows the guide and folding. Must not know how what it finds is shown. Every letter typed
asks anew, so it only reads strings that were folded before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.guide import Guide
from bot.language import fold, key
from bot.match.names import MOST_SLIPS, slips_allowed, slips_between

# What was typed, by where it was found; the lower, the better.
BEGINS_NAME, BEGINS_OTHER_NAME, BEGINS_WORD, IN_NAME, IS_IN_ASK, BEGINS_IN_ASK, MISSPELT = range(7)
LONGEST_QUERY = 200
LONG_ENOUGH = 4
"""Letters of a word typed that may hold a slip."""


@dataclass(frozen=True, slots=True)
class Found:
    """A type, and the text that was found: "" where it is the type's name in that language.

    `at` is the place in that text from which on it holds what was typed.
    """

    type_id: str
    because: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A name or an ask of a type, folded: a blank stands around each word."""

    type_id: str
    language: str
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Name(_Line):
    """A name of a type, also without any blank. `is_own` tells it from its other names."""

    key: str
    is_own: bool


class _Held(NamedTuple):
    """How well a type holds what was typed (the lower, the better), and in which text.

    Of what is held as well in the same language, what more lines hold is more to the point.
    """

    rank: int
    is_foreign: bool
    fewer: int
    text: str


class Lookup:
    """Finds types by what a person has typed of a name or an ask, in any language."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    @cached_property
    def _names(self) -> list[_Name]:
        """Every name that may be found: folded on the first look-up, not at the start."""
        return [name for id_ in self._guide.types for name in _names(self._guide, id_)]

    @cached_property
    def _asks(self) -> list[_Line]:
        """Every ask that may be found, folded on the first look-up too."""
        return [
            _Line(of.id, language, text, _folded(text))
            for of in self._guide.types.values()
            for language, texts in of.asks.items()
            for text in texts
        ]

    @cached_property
    def _holding(self) -> dict[str, list[int]]:
        """The places, among the asks, of those that hold a word, by word."""
        holding: dict[str, list[int]] = {}
        for place, ask in enumerate(self._asks):
            for word in dict.fromkeys(ask.folded.split()):
                holding.setdefault(word, []).append(place)
        return holding

    @cached_property
    def _vocabulary(self) -> list[str]:
        """Every word of every name and ask, once, sorted."""
        return sorted({*self._holding, *(w for name in self._names for w in name.folded.split())})

    @cached_property
    def _words(self) -> list[str]:
        """Every word that may be meant by one that is misspelt."""
        return [word for word in self._vocabulary if slips_allowed(len(word))]

    @cached_property
    def _keys(self) -> list[str]:
        """Every name's key, in the order of the names."""
        return [name.key for name in self._names]

    def find(self, query: str, language: str) -> list[Found]:
        """Return the types that hold what was typed, best first, each once.

        Of equals, what is in `language` comes first. Nothing typed yet finds every type.
        Asks are looked through only for what stands in no name: the beginning of a name,
        "co-d" as well, stands by chance in many an ask. Slips are looked for last.
        """
        query = query[:LONGEST_QUERY]
        typed, squashed = _cut(query), key(query)
        if not squashed or not typed:
            return [Found(id_, "") for id_ in self._guide.types]
        held = (
            self._in_names(typed, squashed, language)
            or self._in_asks([(word,) for word in typed], language)
            or self._misspelt(typed, squashed, language)
        )
        best = sorted(held.items(), key=lambda item: item[1][:3])
        return [Found(id_, one.text, _place(one.text, typed)) for id_, one in best]

    def _in_names(self, typed: Sequence[str], squashed: str, language: str) -> dict[str, _Held]:
        wanted = " " + " ".join(typed)
        held: dict[str, _Held] = {}
        for name in self._names:
            rank = _rank(name, wanted, squashed)
            if rank is not None:
                _put(held, name.type_id, _held(name, rank, language))
        return held

    def _in_asks(self, typed: Sequence[Sequence[str]], language: str) -> dict[str, _Held]:
        """Find the asks that hold each word typed, or at least one that begins with it.

        Each word typed comes with all that may be meant by it.
        """
        starts = [[f" {word}" for word in several] for several in typed]
        wholes = [[f" {word} " for word in several] for several in typed]
        # Only those that hold the rarest word are looked at.
        held_by = ([self._holding_begun(word) for word in several] for several in typed)
        rarest = min(held_by, key=lambda several: sum(map(len, chain(*several))))
        found: dict[tuple[str, int, bool], list[_Line]] = {}
        for place in sorted({*chain(*chain(*rarest))}):
            ask = self._asks[place]
            if _holds(ask, starts):
                rank = IS_IN_ASK if _holds(ask, wholes) else BEGINS_IN_ASK
                found.setdefault((ask.type_id, rank, ask.language != language), []).append(ask)
        held: dict[str, _Held] = {}
        for (type_id, rank, is_foreign), asks in found.items():
            _put(held, type_id, _Held(rank, is_foreign, -len(asks), asks[0].text))
        return held

    def _holding_begun(self, word: str) -> list[list[int]]:
        """Return the places of the asks that hold each word that so begins."""
        begun = (self._holding.get(one, []) for one in self._begun(word))
        return [places for places in begun if places]

    def _begun(self, word: str) -> Iterator[str]:
        """Yield every word of the guide that begins so."""
        for i in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
            if not self._vocabulary[i].startswith(word):
                return
            yield self._vocabulary[i]

    def _misspelt(self, typed: Sequence[str], squashed: str, language: str) -> dict[str, _Held]:
        """Find the names, else the asks, that hold each word typed but for a slip."""
        held: dict[str, _Held] = {}
        for _, _, at in _near(squashed, self._keys):
            name = self._names[at]
            if slips_between(squashed, name.key):
                _put(held, name.type_id, _held(name, MISSPELT, language))
        meant = [self._meant(word) for word in typed]
        if not all(meant) or all(
            word in several for word, several in zip(typed, meant, strict=True)
        ):
            return held
        starts = [[f" {word}" for word in several] for several in meant]
        for name in self._names:
            if _holds(name, starts):
                _put(held, name.type_id, _held(name, MISSPELT, language))
        return held or self._in_asks(meant, language)

    def _meant(self, word: str) -> list[str]:
        """Return the words that may be meant by one: itself, where any begins with it."""
        if next(self._begun(word), None):
            return [word]
        if len(word) < LONG_ENOUGH:
            return []
        near = _near(word, self._words)
        return [other for other, _, _ in near if slips_between(word, other)]


def _cut(text: str) -> list[str]:
    """Return a text's words, folded; cheaper than reading it as a question."""
    return fold(text).translate(_STOPS).split()


# What may stand beside a word: "l'avis", "loi,".
_STOPS = str.maketrans(dict.fromkeys("'\".,;:!?…()[]/•·«»", " "))


def _folded(text: str) -> str:
    return f" {' '.join(_cut(text))} "


def _near(word: str, others: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return what is spelt nearly like a word: each with its distance and its place."""
    scorer = OSA.distance
    return process.extract(word, others, scorer=scorer, score_cutoff=MOST_SLIPS, limit=None)


def _holds(line: _Line, wanted: Iterable[Sequence[str]]) -> bool:
    folded = line.folded
    for several in wanted:
        for one in several:
            if one in folded:
                break
        else:
            return False
    return True


def _held(name: _Name, rank: int, language: str) -> _Held:
    is_foreign = name.language != language
    return _Held(rank, is_foreign, 0, "" if name.is_own and not is_foreign else name.text)


def _put(held: dict[str, _Held], type_id: str, found: _Held) -> None:
    """Keep the better of what was found of a type; of equals, the first."""
    if type_id not in held or found[:3] < held[type_id][:3]:
        held[type_id] = found


def _place(text: str, typed: Sequence[str]) -> int:
    """Return where a text first says the longest word typed, or 0 where it says another."""
    start = " " + max(typed, key=len)
    chunks = re.finditer(r"\S+", text)
    return next((chunk.start() for chunk in chunks if start in _folded(chunk[0])), 0)


def _names(guide: Guide, type_id: str) -> list[_Name]:
    of = guide.types[type_id]

    def name(text: str, language: str, *, is_own: bool) -> _Name:
        return _Name(type_id, language, text, _folded(text), key(text), is_own)

    own = [
        name(of.name[language], language, is_own=True)
        for language in guide.languages
        if language in of.name
    ]
    also = [
        name(text, language, is_own=False) for language, texts in of.also.items() for text in texts
    ]
    return [*own, *also]


def _rank(name: _Name, wanted: str, squashed: str) -> int | None:
    """Say how well a name holds what was typed; None where it does not."""
    if name.key.startswith(squashed):
        return BEGINS_NAME if name.is_own else BEGINS_OTHER_NAME
    if wanted in name.folded:
        return BEGINS_WORD
    return IN_NAME if squashed in name.key else None
