"""Folding text so that spellings meet, and telling the languages apart.

Knows letters and words. Must not know the guide.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
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
MAX_WORDS = 600
"""How much of a question is read: a mail of fifty lines whole, a pasted book in part."""
LONGEST_WORD = 40
"""Letters of a word that are read; nobody means what comes after."""

# Addresses, @someone, #somewhere, :emoji: and Slack's own <…> say nothing about the question.
_REFERENCE = re.compile(
    r"<[@#!][^>\s]*>|<?https?://[^\s|>]+\|?|(?<![^\s<(])[^\s@]{1,64}@[^\s@]+\.\w+|(?<!\w)[@#][\w.-]+|(?<!\w):[a-z0-9_+-]+:"
)
# Whatever is neither blank, sign, punctuation nor picture: any alphabet's letters and digits.
# The one blank outside the ranges by itself: with \s among them each letter would cost more.
_WORD = re.compile(
    r"([^\u1680\x00-\x2f:-@\[-`{-©«-´¶-¹»-¿×÷ˆ-˟\u2000-\u206f\u20a0-\u20cf\u2190-\u2e7f\u3000-\u303f"
    r"\ufe00-\ufe0f\ufff0-\uffff\U0001f000-\U0001faff\U000e0000-\U000effff]+)"
)
_STOP = re.compile(r"[.,;:!?()…\n—–]")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_INCLUSIVE = re.compile(r"[·‧•](?<=\w.)(?:[^\W\d_]+[·‧•]?)+")  # aîné·e·s → aîné


class Word(NamedTuple):
    """A word of a question: as typed, and folded.

    `clause` counts the stops before it, `before` is what stands between it and the last word.
    """

    text: str
    folded: str
    clause: int
    before: str


_new_word: Callable[[tuple[str, str, int, str]], Word] = partial(tuple.__new__, Word)
"""`Word` without the function that a named tuple is otherwise made by: there are many."""


def words(text: str) -> list[Word]:
    """Cut a question into words; hyphens and apostrophes cut too ("l’idée": l, idée).

    Reads as much of it as `MAX_CHARACTERS` and `MAX_WORDS` say, and leaves out addresses, references and emoji.
    """
    found = []
    clause = 0
    before = ""
    pieces = iter(_WORD.split(_clean(text)))
    for between, typed in zip(pieces, pieces, strict=False):
        before += between
        if between != " ":
            clause += _stops(between)
        read = typed[:LONGEST_WORD]
        if folded := read.lower() if read.isascii() else _remembered_key(read):
            found.append(_new_word((typed, folded, clause, before)))
            before = ""
            if len(found) == MAX_WORDS:
                break
        else:
            before += typed
    return found


def as_typed(said: Sequence[Word]) -> str:
    """Return some words of a text as they were typed, with what stands between them."""
    return "".join(word.before + word.text for word in said).removeprefix(said[0].before)


def folded_words(text: str) -> list[str]:
    """Cut a text into words as `words` does, and return no more than what they fold to."""
    clean = _clean(text)
    if clean.isascii():
        return [word[:LONGEST_WORD] for word in _WORD.findall(clean.lower())[:MAX_WORDS]]
    read = [word[:LONGEST_WORD] for word in _WORD.findall(clean)]
    folded = [word.lower() if word.isascii() else _remembered_key(word) for word in read]
    return [word for word in folded if word][:MAX_WORDS]


def _clean(text: str) -> str:
    """Return as much of a text as is read, without what says nothing."""
    text = text[:MAX_CHARACTERS]
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = _INCLUSIVE.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    if _may_refer(text):
        text = _REFERENCE.sub(" ", text)
    return text


def _may_refer(text: str) -> bool:
    """Say whether a reference may stand in a text, which costs far less than to look for it.

    One colon alone, as before a list, makes none.
    """
    colons = text.count(":")
    is_odd = colons == 1 and ("://" in text or "<" in text)
    return colons > 1 or is_odd or "@" in text or "#" in text


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
    if text.isascii():
        return "".join(filter(str.isalnum, text)).lower()
    folded = fold(text)
    if folded.isascii():
        return "".join(filter(str.isalnum, folded))
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LNM")


_remembered_key = lru_cache(maxsize=8192)(key)


@lru_cache(maxsize=256)
def _stops(between: str) -> int:
    return len(_STOP.findall(between))


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
    """Tells the languages apart, by what is said in each.

    A small word ("the", "pis") speaks for the language whose own it is, another word for the
    one language whose texts have it far more often, and a word that none have by its letters.
    """

    def __init__(
        self, said: Mapping[str, Mapping[str, int]], small_words: Mapping[str, Iterable[str]]
    ) -> None:
        """Take how often each language's texts say each folded word, and its small words."""
        self._languages = tuple(said)
        self._said = [said[language] for language in self._languages]
        self._totals = [sum(counts.values()) or 1 for counts in self._said]
        self._letters = [_Letters(said[language]) for language in self._languages]
        self._own = [
            {word for phrase in small_words.get(language, ()) for word in folded_words(phrase)}
            for language in self._languages
        ]
        self._remembered = lru_cache(8192)(self._weigh)

    def tell(self, folded: Iterable[str], hints: Iterable[str] = ()) -> str | None:
        """Return the language of some folded words, or None where they do not tell.

        `hints` are languages that something else speaks for, each for `HINT`; they may be
        others than those whose texts are known.
        """
        totals = dict.fromkeys(self._languages, 0.0)
        for language in hints:
            totals[language] = totals.get(language, 0.0) + HINT
        for word in folded:
            for language, weight in self._remembered(word):
                totals[language] += weight
        best, *others = sorted(totals, key=lambda language: -totals[language])
        is_told = all(totals[best] - totals[other] >= MARGIN for other in others)
        return best if is_told else None

    def _weigh(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the languages that a word speaks for, and how much."""
        own = [word in small for small in self._own]
        if any(own):
            return self._speaking(own, OWN)
        often = [
            counts.get(word, 0) / total
            for counts, total in zip(self._said, self._totals, strict=True)
        ]
        if any(often):
            # A borrowed word stands here and there: "got it, merci".
            own = [share * FAR_MORE >= max(often) for share in often]
            return () if all(own) else self._speaking(own, SAID)
        logs = [letters.log(word) for letters in self._letters]
        over = [min(log - min(logs), STRANGE) for log in logs]
        return tuple(zip(self._languages, over, strict=True))

    def _speaking(self, speaks: Sequence[bool], weight: float) -> tuple[tuple[str, float], ...]:
        return tuple(
            (language, weight)
            for language, is_so in zip(self._languages, speaks, strict=True)
            if is_so
        )


OWN = 4.0
"""Log odds for which a language's own small word speaks: about 50 to 1."""
SAID = 2.0
"""Log odds of a word that one language's texts have and another's have not."""
FAR_MORE = 8
"""So much more often a word is said in its own language than where it is borrowed."""
STRANGE = 0.7
"""The most that the letters of a word can tell that no text has: not enough by itself."""
HINT = 0.8
"""Log odds of a name that only one language has: less than a small word, for a borrowed
name may stand in any sentence."""
MARGIN = 0.8
"""Log odds from which a language is told rather than left open."""


ENOUGH_WORDS = 20_000
"""Words that show a language's letters well enough; the largest guide has more."""


class _Letters:
    """How likely letters follow each other in one language, each given the two before it."""

    def __init__(self, said: Mapping[str, int]) -> None:
        self._three: dict[str, int] = defaultdict(int)
        for word, times in islice(said.items(), ENOUGH_WORDS):
            padded = f"  {word} "
            for i in range(len(word) + 1):
                self._three[padded[i : i + 3]] += times
        self._two: dict[str, int] = defaultdict(int)
        for three, times in self._three.items():
            self._two[three[:2]] += times
        self._kinds = len({three[2] for three in self._three}) or 1

    def log(self, word: str) -> float:
        padded = f"  {word} "
        return sum(
            math.log(
                (self._three.get(padded[i - 2 : i + 1], 0) + 0.5)
                / (self._two.get(padded[i - 2 : i], 0) + 0.5 * self._kinds)
            )
            for i in range(2, len(padded))
        )
