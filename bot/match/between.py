"""What a question lies between: two possibilities, each about another type.

Knows the model and the words that set possibilities against each other. Must not know
names, nor what is answered.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Word
from bot.match.learn import Model
from bot.match.lessons import TYPE
from bot.match.odds import best, heat_of, probabilities
from bot.match.reading import Reader, Reading

ALTERNATIVES = "alternatives"
"""What words such as "or" and "either" mean."""
MOST_ALTERNATIVES, MOST_WORDS = 4, 100
"""So many are looked at, in a text of so many words: a longer one is full of them."""
LEAST_SAID = 3
"""Words on each side of "or" from which each is a possibility of its own."""
TOLD = 0.5
"""Probability from which a side is about a type. Of 1,547 asks that fit one type none was split
so, of 456 described situations one, of 60 written to be undecided 19."""


class Between:
    """Finds the types that a question sets against each other without naming them."""

    def __init__(self, model: Model, reader: Reader) -> None:
        self._model = model
        self._reader = reader

    def types(self, reading: Reading) -> tuple[str, ...]:
        """Return the types that stand before and after an "or", if they differ; else none."""
        if len(reading.words) > MOST_WORDS:
            return ()
        cuts = [heard for heard in reading.heard if heard.meaning == ALTERNATIVES]
        for heard in cuts[:MOST_ALTERNATIVES]:
            before = self._tell(reading.words[: heard.start])
            after = self._tell(reading.words[heard.end :]) if before else ""
            if after and after != before:
                return (before, after)
        return ()

    def _tell(self, said: Sequence[Word]) -> str:
        """Return the type that some words are about by themselves, or ""."""
        if len(said) < LEAST_SAID:
            return ""
        odds = self._model.weigh(self._reader.features(self._reader.read_words(said)))
        telling = sum(word.folded not in self._reader.small_words for word in said)
        scores = probabilities(odds, heat_of(telling))
        told = best(scores)
        return told if told.startswith(TYPE) and scores[told] >= TOLD else ""
