"""Help me choose: from what a person answered to the one or two types that fit best.

Knows the guide's criteria and how they are weighed. Must not know how they are asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.guide import Guide, Option

NEARLY = 0.7
"""A second type is advised as well from this share of the best one's score."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What fits: one or two type ids, best first, or none where nothing speaks for any.

    `picked` are the options chosen, by criterion id. `because` holds, for each type, the
    options that spoke for it. `next` is the id of the type that came after, or "", and
    `missing` the option which, picked in place of another one of its question, would have
    had that type advised; None where no single one would.
    """

    types: tuple[str, ...] = ()
    picked: tuple[tuple[str, Option], ...] = ()
    because: tuple[tuple[Option, ...], ...] = ()
    next: str = ""
    missing: Option | None = None


def advise(guide: Guide, picked: Mapping[str, str]) -> Advice:
    """Weigh what was picked: option ids by criterion id.

    What the guide no longer has counts for nothing. Of equals, the guide's order decides.
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
        return Advice(picked=options)
    types = _fitting(ranked)
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
    scores = {id_: sum(_weight(option, id_) for option in chosen.values()) for id_ in guide.types}
    return dict(sorted(((id_, n) for id_, n in scores.items() if n > 0), key=lambda one: -one[1]))


def _fitting(ranked: Mapping[str, int]) -> tuple[str, ...]:
    """Return the best one or two of ranked types."""
    best = next(iter(ranked.values()), 0)
    return tuple(id_ for id_ in list(ranked)[:2] if ranked[id_] >= NEARLY * best)


def _missing(guide: Guide, chosen: Mapping[str, Option], type_id: str) -> Option | None:
    """Return the option that would have led to a type, the one that leads there most clearly."""
    found: list[tuple[int, int, Option]] = []
    for criterion in guide.criteria:
        for option in criterion.options:
            weight = _weight(option, type_id)
            if weight > 0 and chosen.get(criterion.id) is not option:
                fitting = _fitting(_rank(guide, {**chosen, criterion.id: option}))
                if type_id in fitting:
                    found.append((fitting.index(type_id), -weight, option))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _weight(option: Option, type_id: str) -> int:
    return option.speaks_for.get(type_id, 0)
