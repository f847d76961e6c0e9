"""Texts of a guide that get in each other's way: warnings, for a guide that can be served.

Knows a guide and what the matching makes of it. Pure: to say on which line a text stands it
is given the files' texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

from bot.guide import Guide
from bot.guide.problem import Problem, quoted
from bot.guide.said import Said, in_words
from bot.language import key
from bot.match import Matcher
from bot.match.names import slips_allowed

ENOUGH_ASKS = 10
"""Asks in a language from which a type is recognised well: with fourteen a language, three
in four asks left out are given to their type by the others, and with forty nine in ten."""
SURELY = 0.9
"""Probability from which an ask that another type would win is worth a warning."""


def find(guide: Guide, matcher: Matcher, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return the collisions, sorted by path and line.

    `files` holds the text of each type's file by its path, whose name is the type's id.
    """
    places = _Places(files)
    found = [
        *_too_few_asks(guide, places),
        *_asked_twice(guide, places),
        *_names_alike(guide, places),
        *_won_by_another(guide, matcher, places),
    ]
    return tuple(sorted(found))


class _Places:
    """Where a type's texts stand."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = {
            path.replace("\\", "/").rpartition("/")[2].partition(".")[0]: (path, text.splitlines())
            for path, text in files.items()
        }

    def of(self, type_id: str, text: str) -> tuple[str, int]:
        """Return the path and line where a type's file holds a text, else where it begins."""
        path, lines = self._files.get(type_id, (type_id, []))
        wanted = key(text)
        for number, line in enumerate(lines, 1):
            if key(line) == wanted:
                return path, number
        for number, line in enumerate(lines, 1):
            if wanted and wanted in key(line):
                return path, number
        return path, 1


def _too_few_asks(guide: Guide, places: _Places) -> Iterator[Problem]:
    for type_ in guide.types.values():
        for language in guide.languages:
            number = len(type_.asks.get(language, ()))
            if number < ENOUGH_ASKS:
                yield Problem(
                    *places.of(type_.id, "asks:"),
                    _has_only(number, in_words(language, guide.languages)),
                    Said(
                        "Write at least {enough}, each as a different person would put it.",
                        enough=ENOUGH_ASKS,
                    ),
                )


def _has_only(number: int, language: Said | str) -> Said:
    if not number:
        return Said(
            '"asks" has no line in {language}: people who describe it will not find it',
            language=language,
        )
    if number == 1:
        return Said(
            '"asks" has one line in {language}: people who describe it will seldom find it',
            language=language,
        )
    return Said(
        '"asks" has {number} lines in {language}: people who describe it will seldom find it',
        number=number,
        language=language,
    )


def _asked_twice(guide: Guide, places: _Places) -> Iterator[Problem]:
    """Yield each ask that stands under several types, on each of its lines."""
    for standing in asked_twice(guide).values():
        for type_id, ask in standing.items():
            for other, said in standing.items():
                if other != type_id:
                    path, line = places.of(other, said)
                    yield Problem(
                        *places.of(type_id, ask),
                        Said(
                            "{ask} stands under {other} too, at {path}:{line}",
                            ask=quoted(ask),
                            other=other,
                            path=path,
                            line=line,
                        ),
                        Said("Keep it where it belongs, and remove the other."),
                    )


def asked_twice(guide: Guide) -> dict[str, dict[str, str]]:
    """Return the asks that several types have, as each of them writes it, by their key."""
    asks: dict[str, dict[str, str]] = {}
    for type_id, ask in asks_of(guide):
        asks.setdefault(key(ask), {}).setdefault(type_id, ask)
    return {folded: standing for folded, standing in asks.items() if len(standing) > 1}


def _names_alike(guide: Guide, places: _Places) -> Iterator[Problem]:
    """Yield names of two types so alike that one typing slip makes one the other."""
    names = {
        (key(name), type_.id): name
        for type_ in guide.types.values()
        for name in [*type_.name.values(), *(o for also in type_.also.values() for o in also)]
    }
    by_part: dict[str, list[tuple[str, str]]] = {}
    for spelling, type_id in names:
        for part in {spelling, *(spelling[:i] + spelling[i + 1 :] for i in range(len(spelling)))}:
            by_part.setdefault(part, []).append((spelling, type_id))
    pairs = {
        tuple(sorted((one, other)))
        for alike in by_part.values()
        for one, other in combinations(alike, 2)
        if one[1] != other[1] and slips_allowed(min(len(one[0]), len(other[0])))
    }
    for one, other in sorted(pairs):
        if OSA.distance(one[0], other[0]) == 1:
            path, line = places.of(one[1], names[one])
            yield Problem(
                *places.of(other[1], names[other]),
                Said(
                    "{name} is one typing slip away from {other}, a name of {id} at {path}:{line}",
                    name=quoted(names[other]),
                    other=quoted(names[one]),
                    id=one[1],
                    path=path,
                    line=line,
                ),
                Said("Rename one of them, or people will be shown the wrong type."),
            )


def _won_by_another(guide: Guide, matcher: Matcher, places: _Places) -> Iterator[Problem]:
    """Yield asks that another type would win. What stands under both is told already."""
    shared = asked_twice(guide)
    asks = [(type_id, ask) for type_id, ask in asks_of(guide) if key(ask) not in shared]
    for type_id, ask, winner in won_by_another(matcher, asks):
        yield Problem(
            *places.of(type_id, ask),
            Said(
                "{ask} sounds more like {winner} than like {id}",
                ask=quoted(ask),
                winner=winner,
                id=type_id,
            ),
            Said(
                "Say what tells {id} apart, or move it to {winner}.",
                id=type_id,
                winner=winner,
            ),
        )


def won_by_another(
    matcher: Matcher, asks: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (type, ask, winner) for asks that, were they not written down, another type would win.

    `asks` are of the guide that was learnt from, each with its type.
    """
    for type_id, ask in asks:
        scores = matcher.scores_without(ask, type_id)
        winner = max(scores, key=lambda id_: scores[id_], default=type_id)
        if winner != type_id and scores[winner] >= SURELY:
            yield type_id, ask, winner


def asks_of(guide: Guide) -> Iterable[tuple[str, str]]:
    """Return every ask of a guide with its type, in any language."""
    return (
        (type_.id, ask)
        for type_ in guide.types.values()
        for asks in type_.asks.values()
        for ask in asks
    )
