"""Help me choose: from what a person answered to the one or two types that fit best.

Knows the guide's criteria and how they are weighed. Must not know how they are asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.guide import Guide, Option

NEARLY = 0.7
"""A second type that is related is advised as well from this share of the best one's score."""
MUST = 5
"""An answer that speaks so strongly for a type (a legal duty) has it advised beside any other."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What fits: one or two type ids, best first, or none where nothing speaks for any.

    `picked` are the options chosen, by criterion id. `because` holds, for each type, the
    options that spoke for it. `next` is the id of the type that came after, or "", and
    `missing` the option which, picked in place of another one of its question, would have
    had that type advised; None where no single one would. Where no type fits yet, `open`
    are the ids of the criteria of which nothing spoke for a type, and `possible` those of
    the types that nothing speaks against.
    """

    types: tuple[str, ...] = ()
    picked: tuple[tuple[str, Option], ...] = ()
    because: tuple[tuple[Option, ...], ...] = ()
    next: str = ""
    missing: Option | None = None
    open: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


def advise(guide: Guide, picked: Mapping[str, str]) -> Advice:
    """Weigh what was picked: option ids by criterion id.

    What the guide no longer has counts for nothing. Of equals, the one for which the earlier
    questions speak comes first, then the guide's order decides.
    """
    chosen = {
        criterion.id: option
        for criterion in guide.criteria
        for option in criterion.options
        if picked.get(criterion.id) == option.id
    }
    options = tuple(chosen.items())
    ranked = _rank(guide, chosen)
    if not ranked:
        return Advice(
            picked=options,
            open=tuple(one.id for one in guide.criteria if not _speaks(chosen.get(one.id))),
            possible=tuple(id_ for id_ in guide.types if _score(chosen, id_) >= 0),
        )
    types = _fitting(guide, chosen, ranked)
    others = [id_ for id_ in (*ranked, *guide.types[types[0]].related) if id_ not in types]
    after = others[0] if others else ""
    return Advice(
        types=types,
        picked=options,
        because=tuple(
            tuple(option for option in chosen.values() if _weight(option, id_) > 0) for id_ in types
        ),
        next=after,
        missing=_missing(guide, chosen, after) if after else None,
    )


def _rank(guide: Guide, chosen: Mapping[str, Option]) -> dict[str, int]:
    """Return the types that something speaks for, with how strongly, best first."""
    scores = {id_: _score(chosen, id_) for id_ in guide.types}

    def strength(id_: str) -> tuple[int, ...]:
        return (scores[id_], *(_weight(option, id_) for option in chosen.values()))

    return {
        id_: scores[id_] for id_ in sorted(scores, key=strength, reverse=True) if scores[id_] > 0
    }


def _fitting(
    guide: Guide, chosen: Mapping[str, Option], ranked: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the best of ranked types, and the next where both can be meant.

    Answers that contradict each other speak alike for types that are worlds apart; two fit
    only where the guide holds them for related, or where one of them is a must.
    """
    one, *others = list(ranked)[:2]
    if not others or ranked[others[0]] < NEARLY * ranked[one]:
        return (one,)
    other = others[0]
    is_related = other in guide.types[one].related or one in guide.types[other].related
    is_must = any(
        _weight(option, id_) >= MUST for option in chosen.values() for id_ in (one, other)
    )
    return (one, other) if is_related or is_must else (one,)


def _missing(guide: Guide, chosen: Mapping[str, Option], type_id: str) -> Option | None:
    """Return the option that would have led to a type, the one that leads there most clearly."""
    found: list[tuple[int, int, Option]] = []
    for criterion in guide.criteria:
        for option in criterion.options:
            weight = _weight(option, type_id)
            if weight > 0 and chosen.get(criterion.id) is not option:
                instead = {**chosen, criterion.id: option}
                fitting = _fitting(guide, instead, _rank(guide, instead))
                if type_id in fitting:
                    found.append((fitting.index(type_id), -weight, option))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _speaks(option: Option | None) -> bool:
    """Say whether an answer speaks for a type or against one."""
    return bool(option and any(option.speaks_for.values()))


def _score(chosen: Mapping[str, Option], type_id: str) -> int:
    return sum(_weight(option, type_id) for option in chosen.values())


def _weight(option: Option, type_id: str) -> int:
    return option.speaks_for.get(type_id, 0)
