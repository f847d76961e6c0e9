"""Which language a question asks to be answered in: "what is co-design, in French please?".

Knows the phrases that the bot listens for. Must not know in which language is then answered:
that is `bot.answer.spoken`. Who only tells of a plan in French asks for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.language import Word, words
from bot.match.matcher import Match
from bot.match.phrases import Heard, Phrases, heard_words

THIS_LANGUAGE = "this_language"
BESIDE = ("polite", "follow_and", "follow_words")
"""Phrases that may stand beside one that asks for a language."""
EXPRESS = 2
"""Words from which on a phrase in the midst of others asks for it ("in French")."""


class Wanted:
    """Tells the language that is asked for. Built once, then never changes."""

    def __init__(
        self, hears: Mapping[str, Mapping[str, Sequence[str]]], languages: Mapping[str, str]
    ) -> None:
        """Take what is heard, and the guide's languages: code and own name of each."""
        self._languages = Phrases(
            {
                language: [*hears[language].get(THIS_LANGUAGE, ()), endonym]
                for language, endonym in languages.items()
                if language in hears
            }
        )
        self._beside = Phrases.heard_in(hears, BESIDE)
        self._codes = languages.keys()
        self._small_words = heard_words(hears, "small_words")

    def language(self, match: Match) -> str | None:
        """Return the language that a question asks for; None where it asks for none."""
        if match.is_told:
            return None
        said = words(match.question)
        heard = self.find(said)
        if not heard:
            return None
        covered = _places((*heard, *self._beside.find(said)))
        is_all = covered.issuperset(match.left) or covered.issuperset(range(len(said)))
        for one in reversed(heard):
            is_whole = len(covered) == len(said)
            is_express = is_whole or one.end - one.start >= EXPRESS
            if is_express and (is_all or _has_own_clause(said, one, covered)):
                return one.meaning
        return None

    def find(self, said: Sequence[Word]) -> list[Heard]:
        """Return where words name a language, by its code; a code alone, too ("fr?")."""
        found = self._languages.find(said)
        if found:
            return found
        return [
            Heard(word.folded, i, i + 1)
            for i, word in enumerate(said)
            if word.folded in self._codes
            and (len(said) == 1 or word.folded not in self._small_words)
        ]


def _places(heard: Sequence[Heard]) -> set[int]:
    return {i for one in heard for i in range(one.start, one.end)}


def _has_own_clause(said: Sequence[Word], asking: Heard, covered: set[int]) -> bool:
    """Say whether a comma or the like sets a phrase apart, with nothing but politeness beside it."""
    for clause, places in groupby(range(len(said)), key=lambda i: said[i].clause):
        if clause == said[asking.start].clause:
            return covered.issuperset(places)
    return False
