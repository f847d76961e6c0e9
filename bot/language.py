"""Folding text so that spellings meet, and telling the languages apart.

Knows letters and words. Must not know the guide.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

_APOSTROPHES = "'’‘‛ʼʻʹ′`´‵＇"
_QUOTES = '"“”„‟«»″〝〞'
_DASHES_OF_OTHER_KINDS = "−⁃"  # a minus sign and a list's bullet are not of category Pd
_DIACRITICS = (("\u0300", "\u036f"), ("\u1ab0", "\u1aff"), ("\u1dc0", "\u1dff"))
_LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
}

# NFKC would make a space of this one and an accent that falls off: "l´idée" → "l idee".
_BEFORE_NORMALIZING = str.maketrans({"´": "'"})

MAX_CHARACTERS = 6000
"""How much of a question is read: a mail of fifty lines whole, a pasted book in part."""

# Addresses, @someone, #somewhere, :emoji: and Slack's own <…> say nothing about the question.
_REFERENCE = re.compile(
    r"<[@#!][^>\s]*>|<?https?://[^\s|>]+\|?|\S+@\S+\.\w+|(?<!\w)[@#][\w.-]+|(?<!\w):[a-z0-9_+-]+:"
)
# Whatever is neither blank, sign, punctuation nor picture: any alphabet's letters and digits.
_WORD_OR_STOP = re.compile(
    r"([^\s\x00-\x2f:-@\[-`{-©«-´¶-¹»-¿×÷ˆ-˟\u2000-\u206f\u20a0-\u20cf\u2190-\u2e7f\u3000-\u303f"
    r"\ufe00-\ufe0f\ufff0-\uffff\U0001f000-\U0001faff\U000e0000-\U000effff]+)"
    r"|[.,;:!?()…\n—–]"
)
_INCLUSIVE = re.compile(r"(?<=\w)[·‧•](?:[^\W\d_]+[·‧•]?)+")  # aîné·e·s → aîné


class Word(NamedTuple):
    """A word of a question: as typed, folded, and in which clause (counted by its stops)."""

    text: str
    folded: str
    clause: int


def words(text: str) -> list[Word]:
    """Cut a question into words; hyphens and apostrophes cut too ("l’idée": l, idée).

    Reads `MAX_CHARACTERS` of it and leaves out addresses, references and emoji.
    """
    text = text[:MAX_CHARACTERS]
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = _INCLUSIVE.sub("", unicodedata.normalize("NFKC", _without_unseen(text)))
    text = _REFERENCE.sub(" ", text)
    found = []
    clause = 0
    for match in _WORD_OR_STOP.finditer(text):
        typed = match[1]
        if typed is None:
            clause += 1
        elif folded := _fold_word(typed):
            found.append(Word(typed, folded, clause))
    return found


def _without_unseen(text: str) -> str:
    return "".join(c for c in text if c.isascii() or unicodedata.category(c) != "Cf")


def fold(text: str) -> str:
    """Fold away what people type differently and mean alike.

    Case, accents, ligatures and widths fold; every apostrophe becomes ', every quotation
    mark ", every dash and run of blanks one space; what nobody sees (controls, zero-width
    characters, soft hyphens) is dropped. Folding twice changes nothing.
    """
    normal = unicodedata.normalize("NFKD", text.translate(_BEFORE_NORMALIZING))
    normal = unicodedata.normalize("NFKD", normal.casefold())
    folded = "".join(map(_fold_character, normal))
    return " ".join(unicodedata.normalize("NFC", folded).split())


def key(text: str) -> str:
    """Fold to letters and digits alone: "co-design", "Co design" and "codesign" are one key.

    Empty where the text has no letter or digit.
    """
    folded = fold(text)
    if folded.isascii():
        return "".join(filter(str.isalnum, folded))
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LNM")


@lru_cache(maxsize=8192)
def _fold_word(word: str) -> str:
    return word.lower() if word.isascii() else key(word)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _QUOTES:
        return '"'
    category = unicodedata.category(character)
    if category == "Pd" or category[0] == "Z" or character in _DASHES_OF_OTHER_KINDS:
        return " "
    if category[0] == "C":
        return " " if character.isspace() else ""
    # Only the marks that Latin, Greek and Cyrillic letters carry: elsewhere a mark is a vowel.
    if any(first <= character <= last for first, last in _DIACRITICS):
        return ""
    return _LETTERS.get(character, character)


class Tongues:
    """Tells the languages apart, from texts in each.

    A language is a chain of letters (each given the two before it) and a set of words that
    are its own; a word speaks for the language in which its letters are likelier.
    """

    def __init__(
        self, texts: Mapping[str, Iterable[str]], own: Mapping[str, Iterable[str]]
    ) -> None:
        self._languages = tuple(texts)
        self._chains = [_chain(texts[language]) for language in self._languages]
        self._seen = [
            {w.folded for t in texts[language] for w in words(t)} for language in self._languages
        ]
        self._own: dict[str, set[str]] = {}
        for language, phrases in own.items():
            for phrase in phrases:
                for word in words(phrase):
                    self._own.setdefault(word.folded, set()).add(language)
        self._known: dict[str, tuple[float, ...]] = {}
        for language in self._languages:
            for text in texts[language]:
                for word in words(text):
                    if word.folded not in self._known:
                        self._known[word.folded] = self._weigh(word.folded)
        for folded in self._own:
            self._known[folded] = self._weigh(folded)

    def tell(self, folded: Sequence[str], hints: Iterable[str] = ()) -> str | None:
        """Return the language of some folded words, or None where they do not tell.

        `hints` are languages that something else speaks for, each for `HINT`.
        """
        totals = [0.0] * len(self._languages)
        for word in folded:
            weights = self._known.get(word) or self._weigh(word)
            for i, weight in enumerate(weights):
                totals[i] += weight
        for language in hints:
            totals[self._languages.index(language)] += HINT
        ranked = sorted(zip(totals, self._languages, strict=True), reverse=True)
        if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= MARGIN:
            return ranked[0][1]
        return None

    def _weigh(self, word: str) -> tuple[float, ...]:
        """How much a word speaks for each language: 0 for the least likely."""
        owners = self._own.get(word)
        if owners:
            return tuple(OWN if language in owners else 0.0 for language in self._languages)
        seen = [word in known for known in self._seen]
        if any(seen) and not all(seen):
            return tuple(SEEN if is_seen else 0.0 for is_seen in seen)
        logs = [chain.log(word) for chain in self._chains]
        return tuple(min(log - min(logs), STRANGE) for log in logs)


OWN = 4.0
"""Log odds for which a language's own small word ("the", "pis") speaks: about 50 to 1."""
SEEN = 2.0
"""Log odds of a word that only one language's texts have."""
STRANGE = 1.0
"""Most that the letters of a word can tell that no text has, or that all have."""
HINT = 2.0
"""Log odds of a name that only one language has: less than a small word, for a borrowed
name may stand in any sentence."""
MARGIN = 1.5
"""Log odds from which a language is told rather than left open."""


class _Chain:
    """How likely a word's letters follow each other in one language."""

    def __init__(self, counts: Counter[str], before: Counter[str], letters: int) -> None:
        self._counts = counts
        self._before = before
        self._letters = letters

    def log(self, word: str) -> float:
        padded = f"  {word} "
        return sum(
            math.log(
                (self._counts[padded[i - 2 : i + 1]] + 0.5)
                / (self._before[padded[i - 2 : i]] + 0.5 * self._letters)
            )
            for i in range(2, len(padded))
        )


def _chain(texts: Iterable[str]) -> _Chain:
    counts: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for text in texts:
        for word in words(text):
            padded = f"  {word.folded} "
            for i in range(2, len(padded)):
                counts[padded[i - 2 : i + 1]] += 1
                before[padded[i - 2 : i]] += 1
    return _Chain(counts, before, len({gram[2] for gram in counts}) or 1)
