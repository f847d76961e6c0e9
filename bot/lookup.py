"""Look-up while a person types: the types whose names or asks hold what was typed so far.

Knows the guide and folding. Must not know how what it finds is shown. Every letter typed
asks anew, so it only reads strings that were folded before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.guide import Guide, Texts
from bot.language import fold, key

# What was typed, by where it was found; the lower, the better.
BEGINS_NAME, BEGINS_OTHER_NAME, BEGINS_WORD, IN_NAME, IN_ASK = range(5)
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A type, and the text that was found: "" where it is the type's name in that language."""

    type_id: str
    because: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One text of a type, folded with a blank before each word, and without any blank."""

    type_id: str
    language: str
    text: str
    folded: str
    key: str
    is_name: bool
    is_ask: bool


class Lookup:
    """Finds types by what a person has typed of a name or an ask, in any language."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    @cached_property
    def _lines(self) -> list[_Line]:
        """Every text that may be found: folded on the first look-up, not at the start."""
        return [line for id_ in self._guide.types for line in _lines(self._guide, id_)]

    def find(self, query: str, language: str) -> list[Found]:
        """Return the types that hold what was typed, best first, each once.

        Of equals, what is in `language` comes first. Nothing typed yet finds every type.
        """
        wanted, squashed = f" {fold(query[:LONGEST_QUERY])}", key(query[:LONGEST_QUERY])
        if not squashed:
            return [Found(id_, "") for id_ in self._guide.types]
        words = wanted.split()
        best: dict[str, tuple[int, bool, str]] = {}
        for line in self._lines:
            rank = _rank(line, wanted, squashed, words)
            if rank is None:
                continue
            is_shown = line.is_name and line.language == language
            found = (rank, line.language != language, "" if is_shown else line.text)
            if line.type_id not in best or found[:2] < best[line.type_id][:2]:
                best[line.type_id] = found
        if any(rank < IN_ASK for rank, _, _ in best.values()):
            # The beginning of a name, "co-d" as well, stands by chance in many an ask.
            best = {id_: found for id_, found in best.items() if found[0] < IN_ASK}
        return [
            Found(id_, because)
            for id_, (_, _, because) in sorted(best.items(), key=lambda item: item[1][:2])
        ]


def _lines(guide: Guide, type_id: str) -> list[_Line]:
    of = guide.types[type_id]

    def line(text: str, language: str, *, is_name: bool = False, is_ask: bool = False) -> _Line:
        return _Line(type_id, language, text, f" {fold(text)}", key(text), is_name, is_ask)

    def each(texts: Texts) -> list[tuple[str, str]]:
        return [(language, texts[language]) for language in guide.languages if language in texts]

    names = [line(text, language, is_name=True) for language, text in each(of.name)]
    also = [line(text, language) for language, texts in of.also.items() for text in texts]
    asks = [
        line(text, language, is_ask=True) for language, texts in of.asks.items() for text in texts
    ]
    return [*names, *also, *asks]


def _rank(line: _Line, wanted: str, squashed: str, words: Sequence[str]) -> int | None:
    """Say how well a line holds what was typed; None where it does not."""
    if line.is_ask:
        return IN_ASK if all(f" {word}" in line.folded for word in words) else None
    if line.key.startswith(squashed):
        return BEGINS_NAME if line.is_name else BEGINS_OTHER_NAME
    if wanted in line.folded:
        return BEGINS_WORD
    return IN_NAME if squashed in line.key else None
