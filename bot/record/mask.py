"""Taking out of a question what tells who asked or whom it is about.

Pure; knows the shapes of addresses, numbers and secrets, in any language. A name that
somebody typed has no shape and stays: README.md tells people so.
"""

from __future__ import annotations

import re
import unicodedata

MASK = "[…]"

# A question is shorter. What follows is dropped, so that a pasted document is not kept.
MOST_READ, MOST_KEPT = 4000, 500

# The shortest telephone number has seven digits. Cards, insurance and health numbers have more.
FEWEST_DIGITS = 7
_YEARS = range(1900, 2101)
_MOST_YEARS = 3
_THOUSAND = 3  # digits between two blanks of a large amount

_BLANK = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH = r"\-\u2010-\u2015\u2212\uff0d"
_JOIN = rf"[ \t\u00a0\u2007\u2009\u202f.()/_•·{_DASH}]"
_ENDING = r"(?:com|org|net|ca|fr|qc|quebec|io|gov|info|edu|uk|dev|app)"
_NAME = r"[A-ZÀ-Þ][\w'’-]*"
_OF = r"(?:(?:de|du|des|la|le|les)\ |[dl]['’])"

# Longest first: each leaves nothing of its kind for the next.
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # Slack's own references: <@U1|marie>, <#C1|labo>, <!subteam^S1>, <https://…|page>
        r"<[@#!][^<>\s][^<>]*>",
        # Web addresses, with or without their scheme
        r"(?<![^\W_])(?i:[a-z][a-z0-9+.-]{1,11}://|mailto:|tel:|www\.)[^\s<>«»“”\"]+",
        # E-mail, also in pieces: marie @ example.org
        rf"(?<![\w.+%-])[\w.+%-]+{_BLANK}?[@＠]{_BLANK}?[\w-]+(?:\.[\w-]+)+",
        rf"(?<![\w.+%-])[\w.+%-]+{_BLANK}?[@＠]{_BLANK}?[\w-]+(?: ?\. ?[\w-]+){{0,3}} ?\. ?{_ENDING}(?![\w-])",
        r"(?<![\w.+%-])[\w.+%-]+[@＠][\w-]+",
        # E-mail in words: marie at example dot com, marie (arobase) exemple.ca
        rf"(?<![\w.+%-])(?i:[\w.+%-]+ (?:at|arobase) [\w-]+(?: (?:dot|point) [\w-]+){{0,3}} (?:dot|point) {_ENDING})(?![\w-])",
        rf"(?<![\w.+%-])(?i:[\w.+%-]+ ?(?:[(\[](?:at|arobase)[)\]]|arobase) ?[\w-]+(?: ?(?:\.|[(\[]?(?:dot|point)[)\]]?) ?[\w-]+){{0,3}} ?(?:\.|[(\[]?(?:dot|point)[)\]]?) ?{_ENDING})(?![\w-])",
        # Bare addresses: a path, or an ending that is hardly ever a word
        r"(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}/[^\s<>«»“”\"]*",
        rf"(?<![\w.-])(?:[\w-]+\.)+{_ENDING}(?![\w-])",
        # Mentions and channels
        r"(?<![\w@＠])[@＠]\w[\w.'’-]*",
        r"(?<![\w#＃])[#＃](?!\d+(?!\w))\w[\w-]*",
        # Tokens: Slack's and others' known openings, UUIDs, and long runs of letters and digits
        r"(?<!\w)(?:xox[a-z]|xapp|xwfp|sk|pk|rk|gh[a-z]|glpat|eyJ\w+)[-_.][\w.-]{8,}",
        r"(?<!\w)[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?!\w)",
        r"(?<!\w)(?=[A-Za-z_]*\d)(?=\d*[A-Za-z])[A-Za-z0-9_]{20,}(?!\w)",
        # Slack's ids
        r"(?<!\w)(?=[A-Z]+\d)[UWCGDTB][A-Z0-9]{8,}(?!\w)",
        # Bank accounts (IBAN), Québec health cards, passports, Canadian postal codes
        rf"(?<!\w)[A-Za-z]{{2}}\d{{2}}(?:{_BLANK}?[A-Za-z0-9]{{4}}){{3,}}(?:{_BLANK}?[A-Za-z0-9]{{1,3}})?(?!\w)",
        rf"(?<!\w)[A-Z]{{4}}{_JOIN}?\d\d[0156]\d{_JOIN}?\d{{4}}(?!\w)",
        r"(?<!\w)[A-Za-z]{1,3}\d{6,9}(?!\w)",
        rf"(?<!\w)[A-Za-z]\d[A-Za-z](?:{_BLANK}|-)?\d[A-Za-z]\d(?!\w)",
        # Telephones with whatever between their groups: 514, 555, 1234 and 06:12:34:56:78
        r"(?<!\d)(?:\+?1[\W_]{1,3})?\(?\d{3}[\W_]{1,3}\d{3}[\W_]{1,3}\d{4}(?!\d)",
        r"(?<!\d)0\d(?:[\W_]{1,3}\d\d){4}(?!\d)",
        # What goes with a card or an account
        r"(?<!\w)(?i:cvv2?|cvc2?|nip|pin|mdp|password|mot de passe)(?:(?i: is| est| code))?[ :=]{1,3}(?=\w{0,20}\d{3})[^\s,;]+",
        # A door in a street, in French and in English
        rf"(?<!\w)\d{{1,5}}[A-Za-z]?,? (?i:rue|avenue|av|boulevard|boul|blvd|chemin|ch|rang|allée|impasse|montée|côte|place|route)\.? {_OF}{{0,3}}{_NAME}(?: {_OF}{{0,3}}{_NAME})*",
        rf"(?<!\w)\d{{2,5}}[A-Za-z]?,? (?:rue|boulevard|chemin|avenue) {_OF}{{0,3}}[\w'’-]+",
        rf"(?<!\w)\d{{1,5}}[A-Za-z]? (?:{_NAME} ){{1,3}}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Court|Crescent|Cres|Terrace|Parkway)\.?(?!\w)",
        r"(?<!\w)\d{2,5} (?!people|persons|residents|members)[a-z'’-]+ (?:street|avenue|road|boulevard|crescent)(?!\w)",
    )
)
# What a mask is attached to is a part of what it hides.
_AROUND = re.compile(r"[\w-]*\[…\](?:[\w-]|\[…\])*")
_RANGE = re.compile(rf"{_BLANK}[{_DASH}]{_BLANK}")
_CURRENCY = re.compile(r"[$€£¥]|\b(?i:cad|usd|eur|dollars?|euros?)\b")
_NUMBER = re.compile(rf"(?<!\d)[+(]{{0,2}}\d(?:{_JOIN}{{0,3}}\d)+")


def mask(text: str) -> str:
    """Return a question without what would tell who it is from or about.

    Mentions, addresses of every kind, numbers that could be a telephone's, a card's or a
    person's, and secrets become one sign each. Long texts are cut.
    """
    # First, since what is written over two lines is one number all the same.
    text = " ".join(_visible(text[:MOST_READ]).split())
    for shape in _SHAPES:
        text = shape.sub(MASK, text)
    text = _AROUND.sub(MASK, _NUMBER.sub(_mask_number, text))
    return text if len(text) <= MOST_KEPT else text[: MOST_KEPT - 1].rstrip() + "…"


def _visible(text: str) -> str:
    """Drop what nobody sees: a zero-width space inside a number must not hide it.

    It also drops what no database takes: NUL and halves of surrogate pairs.
    """
    return "".join(
        character
        for character in text
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )


def _mask_number(number: re.Match[str]) -> str:
    groups = re.findall(r"\d+", number[0])
    if sum(map(len, groups)) < FEWEST_DIGITS or _is_years(groups):
        return number[0]
    ends = _RANGE.split(number[0])  # "10 000 - 25 000" is two amounts
    is_money = bool(_CURRENCY.search(number.string[max(number.start() - 4, 0) : number.end() + 9]))
    return number[0] if all(_is_amount(end, is_money=is_money) for end in ends) else MASK


def _is_years(groups: list[str]) -> bool:
    """Tell "2025-2030" from a telephone number."""
    return 1 < len(groups) <= _MOST_YEARS and all(
        len(group) == 4 and int(group) in _YEARS  # noqa: PLR2004 - a year's digits
        for group in groups
    )


def _is_amount(number: str, *, is_money: bool) -> bool:
    """Tell "1 000 000" from a telephone number, and "100 000 000 $" from an insurance number."""
    first, *others = re.findall(r"\d+", number)
    if not others or any(len(group) != _THOUSAND for group in others):
        return False
    return len(first) < _THOUSAND or (is_money and others[-1] == "000")
