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
    `why_not` the options that set it back.
    """

    types: tuple[str, ...] = ()
    picked: tuple[tuple[str, Option], ...] = ()
    because: tuple[tuple[Option, ...], ...] = ()
    next: str = ""
    why_not: tuple[Option, ...] = ()


def advise(guide: Guide, picked: Mapping[str, str]) -> Advice:
    """Weigh what was picked: option ids by criterion id.

    What the guide no longer has counts for nothing. Of equals, the guide's order decides.
    """
    options = tuple(
        (criterion.id, option)
        for criterion in guide.criteria
        for option in criterion.options
        if picked.get(criterion.id) == option.id
    )
    chosen = [option for _, option in options]
    scores = {id_: sum(_weight(option, id_) for option in chosen) for id_ in guide.types}
    ranked = sorted((id_ for id_ in scores if scores[id_] > 0), key=lambda id_: -scores[id_])
    if not ranked:
        return Advice(picked=options)
    best = ranked[0]
    types = tuple(id_ for id_ in ranked[:2] if scores[id_] >= NEARLY * scores[best])
    others = [id_ for id_ in (*ranked, *guide.types[best].related) if id_ not in types]
    after = others[0] if others else ""
    return Advice(
        types=types,
        picked=options,
        because=tuple(_for(chosen, id_) for id_ in types),
        next=after,
        why_not=_against(chosen, after, best),
    )


def _for(chosen: list[Option], type_id: str) -> tuple[Option, ...]:
    return tuple(option for option in chosen if _weight(option, type_id) > 0)


def _against(chosen: list[Option], type_id: str, best: str) -> tuple[Option, ...]:
    """Return the options that speak less for a type than for the best, the clearest first."""
    leads = [(_weight(option, best) - _weight(option, type_id), option) for option in chosen]
    leads.sort(key=lambda lead: -lead[0])
    return tuple(option for lead, option in leads if lead > 0 and type_id)


def _weight(option: Option, type_id: str) -> int:
    return option.speaks_for.get(type_id, 0)
