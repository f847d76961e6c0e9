"""What a question lies between: two possibilities, each about another type.

Knows the model and the words that set possibilities against each other. Must not know
names, nor what is answered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.language import Word
from bot.match.learn import Model
from bot.match.lessons import TYPE
from bot.match.odds import heat_of, probabilities
from bot.match.reading import Reader, Reading, is_as_typed

ALTERNATIVES, TORN, UNSURE = "alternatives", "torn", "unsure"
"""What words such as "or" mean, such as "the other half wants", and such as "not sure"."""
MOST_CUTS, MOST_WORDS = 8, 45
"""So many places are looked at, in a text of so many words: a longer one is full of them."""
LEAST_SAID = 3
"""Words on each side of a cut from which each is a possibility of its own."""
TOLD, TOLD_APART = 0.45, 0.6
"""Share of all types from which the side of an "or" is about a type, and that of another stop.
Of 2,672 asks that fit one type three were split so, of 1,273 described situations six, of 292
written to be undecided 60, and 54 of them into the types that were meant."""
FAINT = 0.05
"""Probability that a side is about a type at all, below which it tells nothing."""


class _Cut(NamedTuple):
    """Two possibilities, each some words of a question, and from which share on each is told."""

    before: Sequence[Word]
    after: Sequence[Word]
    told: float


class Between:
    """Finds the types that a question sets against each other without naming them."""

    def __init__(self, model: Model, reader: Reader) -> None:
        self._model = model
        self._reader = reader

    def types(self, reading: Reading) -> tuple[str, ...]:
        """Return the types that stand before and after a cut, the surest two; else none."""
        if len(reading.words) > MOST_WORDS:
            return ()
        surest = 0.0
        found: tuple[str, ...] = ()
        for cut in [*_cuts(reading)][:MOST_CUTS]:
            before, how_sure = self._tell(cut.before)
            if how_sure < max(cut.told, surest):
                continue
            after, as_sure = self._tell(cut.after)
            how_sure = min(how_sure, as_sure)
            if before != after and how_sure >= cut.told and how_sure > surest:
                surest, found = how_sure, (before, after)
        return found

    def _tell(self, said: Sequence[Word]) -> tuple[str, float]:
        """Return the type that some words are nearest to by themselves, and how much nearer."""
        if len(said) < LEAST_SAID:
            return "", 0.0
        odds = self._model.weigh(self._reader.features(self._reader.read_words(said)))
        telling = sum(word.folded not in self._reader.small_words for word in said)
        scores = probabilities(odds, heat_of(telling))
        types = {about: score for about, score in scores.items() if about.startswith(TYPE)}
        any_type = sum(types.values())
        if any_type < FAINT:
            return "", 0.0
        told = max(types, key=lambda about: types[about])
        return told, types[told] / any_type


def _cuts(reading: Reading) -> Iterator[_Cut]:
    """Yield the places where one possibility may end and another begin.

    At each "or", with all that stands before and after it or with its clauses alone; and at
    each stop, where something says that people are of two minds.
    """
    said = reading.words
    clauses = [word.clause for word in said]
    for heard in reading.heard:
        if heard.meaning == ALTERNATIVES and is_as_typed(heard, said):
            before, after = said[: heard.start], said[heard.end :]
            yield _Cut(before, after, TOLD)
            if before and after:
                begins = clauses.index(before[-1].clause)
                ends = bisect_right(clauses, after[0].clause)
                if begins or ends < len(said):
                    yield _Cut(said[begins : heard.start], said[heard.end : ends], TOLD)
    if reading.says(TORN) or reading.says(UNSURE):
        for i in range(1, len(said)):
            if clauses[i] != clauses[i - 1]:
                yield _Cut(said[:i], said[i:], TOLD_APART)
