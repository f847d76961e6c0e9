"""What a question says, before anyone asks what it is about.

Knows words, the phrases that the bot listens for, and negation. Must not know the guide.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from bot.language import Word, words
from bot.match.learn import Features
from bot.match.phrases import Heard, Phrases, heard_words

MEANS = "means_"
"""Keys of `hears` that begin so hold words of one meaning, the same key in each language."""

# How much each kind of feature counts, by leaving out asks in turn (`make score`): meanings
# lift the share found from 74 to 83 %, what is said together and negated by 1 % each.
SMALL_WORD = 0.6
NEIGHBOURS = 0.8
NGRAM = 0.4
MEANING = 2.0
TOGETHER = 0.6
NEGATED_STILL = 0.5
"""A negated word still tells what the talk is about: "nothing will be built"."""

NEGATION_REACHES = 3
"""Words after "not" that it turns into their opposite, within the clause."""

NOT = "¬"


class Span(Protocol):
    """Something that stands at words `start` to `end` (exclusive)."""

    @property
    def start(self) -> int:
        """The first word's place."""

    @property
    def end(self) -> int:
        """The place after the last word's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as read: its words and the phrases heard in it.

    Words that only ask, or are polite, are set aside.
    """

    words: Sequence[Word]
    heard: Sequence[Heard]
    is_negated: Sequence[bool]
    is_aside: Sequence[bool]
    meanings: frozenset[str]

    def says(self, meaning: str) -> bool:
        """Say whether a phrase of that meaning stands in the question."""
        return meaning in self.meanings


class Reader:
    """Reads questions by what the bot hears in all its languages together: people mix them."""

    def __init__(
        self, hears: Mapping[str, Mapping[str, Sequence[str]]], *, has_neighbours: bool = True
    ) -> None:
        """Take what is heard, by language. `has_neighbours`: pairs of words count, too."""
        self._has_neighbours = has_neighbours
        together: dict[str, list[str]] = {}
        for keys in hears.values():
            for meaning, phrases in keys.items():
                if meaning not in NOT_LISTENED_FOR:
                    together.setdefault(meaning, []).extend(phrases)
        self._phrases = Phrases(together)
        self.small_words = heard_words(hears, "small_words")
        self._small = {word: f"={word}" for word in self.small_words}  # as features

    def read(self, question: str) -> Reading:
        """Read a question of any length and shape."""
        return self.read_words(words(question))

    def read_words(self, said: Sequence[Word]) -> Reading:
        """Read a question that was cut into words already."""
        heard = self._phrases.find(said)
        is_negated = [False] * len(said)
        is_aside = [False] * len(said)
        for meaning, start, end in heard:
            if meaning == "not":
                for i in range(end, min(end + NEGATION_REACHES, len(said))):
                    is_negated[i] = said[i].clause == said[start].clause
            elif meaning in ("asking", "polite"):
                is_aside[start:end] = [True] * (end - start)
        meanings = frozenset(meaning for meaning, _, _ in heard)
        return Reading(said, heard, is_negated, is_aside, meanings)

    def features(self, reading: Reading, named: Container[int] = ()) -> Features:
        """Return what a question holds for the model, beside the places of names in it."""
        found = self._words_said(reading, named)
        found.update(_meanings_said(reading, named))
        return found

    def _words_said(self, reading: Reading, named: Container[int]) -> dict[str, float]:
        """Return the words, and each pair of neighbours, and how much each counts."""
        found: dict[str, float] = {}
        before = ""
        is_aside, is_negated, small = reading.is_aside, reading.is_negated, self._small
        for i, word in enumerate(reading.words):
            if is_aside[i] or i in named:
                before = ""
                continue
            folded = word.folded
            if folded in small:
                feature = small[folded]
                found[feature] = found.get(feature, 0.0) + SMALL_WORD
            elif is_negated[i]:
                found[NOT + folded] = found.get(NOT + folded, 0.0) + 1.0
                found[folded] = found.get(folded, 0.0) + NEGATED_STILL
            else:
                found[folded] = found.get(folded, 0.0) + 1.0
            if before:
                found[f"{before} {folded}"] = NEIGHBOURS
            before = folded if self._has_neighbours else ""
        return found


def _meanings_said(reading: Reading, named: Container[int]) -> dict[str, float]:
    """Return the meanings, and each pair of them, the more so within one clause."""
    if not reading.heard:
        return {}
    said: dict[str, set[int]] = {}
    for meaning, start, _ in reading.heard:
        if meaning.startswith(MEANS) and not (reading.is_aside[start] or start in named):
            sign = NOT if reading.is_negated[start] else ""
            said.setdefault(f"#{sign}{meaning}", set()).add(reading.words[start].clause)
    found = dict.fromkeys(said, MEANING)
    for one, other in combinations(sorted(said), 2):
        found[one + other] = TOGETHER
        if said[one] & said[other]:
            found[f"{one}&{other}"] = TOGETHER
    return found


NOT_LISTENED_FOR = frozenset(
    {
        "small_words",
        "endings",
        "lookalikes",
        "chatter",
        "prose",
        "vague",
        "this_language",
        "admin_status",
        "admin_report",
    }
)
"""Keys of `hears` that are not phrases to be found in a question."""


def parts(feature: str) -> Features:
    """Return what a feature is made of: a word of each four letters in a row."""
    if " " in feature or feature[0] in "=#":
        return {}
    found: dict[str, float] = {}
    padded = f"<{feature}>"
    for i in range(len(padded) - 3):
        gram = "~" + padded[i : i + 4]
        found[gram] = found[gram] + NGRAM if gram in found else NGRAM
    return found


def covered(spans: Iterable[Span]) -> set[int]:
    """Return the places of all words within some spans."""
    return {i for span in spans for i in range(span.start, span.end)}


def is_as_typed(heard: Heard, question: Sequence[Word]) -> bool:
    """Say whether a word is meant as it was typed: « où » (where) is no « ou » (or)."""
    return heard.end - heard.start != 1 or question[heard.start].text.isascii()
