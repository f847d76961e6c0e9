"""Folding text so that spellings meet, and telling the languages apart.

Knows letters and words. Must not know the guide.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

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
    return "".join(
        character for character in fold(text) if unicodedata.category(character)[0] in "LNM"
    )


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
