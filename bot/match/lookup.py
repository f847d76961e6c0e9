"""Look-up while a person types: the types whose names or asks hold what was typed so far.

Knows the guide and folding. Must not know how what it finds is shown. Every letter typed
asks anew, so it only reads strings that were folded before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from bot.guide import Guide
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
class _Name:
    """A name of a type, folded with a blank before each word, and without any blank.

    `is_own` tells what the type is called from its other names.
    """

    type_id: str
    language: str
    text: str
    folded: str
    key: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class _Ask:
    """An ask of a type, folded with a blank before each word."""

    type_id: str
    language: str
    text: str
    folded: str


_Held: TypeAlias = dict[str, tuple[int, bool, str]]
"""By type: how well it holds what was typed, whether in another language, and in which text."""


class Lookup:
    """Finds types by what a person has typed of a name or an ask, in any language."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    @cached_property
    def _names(self) -> list[_Name]:
        """Every name that may be found: folded on the first look-up, not at the start."""
        return [name for id_ in self._guide.types for name in _names(self._guide, id_)]

    @cached_property
    def _asks(self) -> list[_Ask]:
        """Every ask that may be found, folded on the first look-up too."""
        return [
            _Ask(of.id, language, text, f" {fold(text)}")
            for of in self._guide.types.values()
            for language, texts in of.asks.items()
            for text in texts
        ]

    def find(self, query: str, language: str) -> list[Found]:
        """Return the types that hold what was typed, best first, each once.

        Of equals, what is in `language` comes first. Nothing typed yet finds every type.
        Asks are looked through only for what stands in no name: the beginning of a name,
        "co-d" as well, stands by chance in many an ask.
        """
        wanted, squashed = f" {fold(query[:LONGEST_QUERY])}", key(query[:LONGEST_QUERY])
        if not squashed:
            return [Found(id_, "") for id_ in self._guide.types]
        held = self._in_names(wanted, squashed, language) or self._in_asks(wanted, language)
        return [
            Found(id_, because)
            for id_, (_, _, because) in sorted(held.items(), key=lambda item: item[1][:2])
        ]

    def _in_names(self, wanted: str, squashed: str, language: str) -> _Held:
        held: _Held = {}
        for name in self._names:
            rank = _rank(name, wanted, squashed)
            if rank is not None:
                is_shown = name.is_own and name.language == language
                _put(held, name, (rank, name.language != language, "" if is_shown else name.text))
        return held

    def _in_asks(self, wanted: str, language: str) -> _Held:
        """Find the asks that hold a word that begins with each word typed."""
        starts = [f" {word}" for word in wanted.split()]
        longest = max(starts, key=len)  # few asks hold it: the other words cost little
        held: _Held = {}
        for ask in [ask for ask in self._asks if longest in ask.folded]:
            if all(start in ask.folded for start in starts):
                _put(held, ask, (IN_ASK, ask.language != language, ask.text))
        return held


def _put(held: _Held, line: _Name | _Ask, found: tuple[int, bool, str]) -> None:
    """Keep the better of what was found of a type; of equals, the first."""
    if line.type_id not in held or found[:2] < held[line.type_id][:2]:
        held[line.type_id] = found


def _names(guide: Guide, type_id: str) -> list[_Name]:
    of = guide.types[type_id]

    def name(text: str, language: str, *, is_own: bool) -> _Name:
        return _Name(type_id, language, text, f" {fold(text)}", key(text), is_own)

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
