"""From log odds to probabilities: of what is given 0.9, nine in ten are meant.

Knows the numbers that make it so, and which labels are types. Must not know the guide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.match.lessons import CHATTER, PROSE, TYPE, VAGUE

# Every number below was fitted on the guide's own asks, each eighth of them left out in turn,
# and then seen to hold on development questions that were never looked at (`make score`).
HEAT = 3.0
"""Log odds of words that come together are not independent: divided by this, those of the
types are the probabilities they claim to be (log loss 0.26 on asks left out)."""
HEAT_AGAINST = 2.8
"""The same for a type against everyday talk, the list or a page."""
CHATTER_AHEAD = 10.0
"""Log odds by which a type must outdo everyday talk for an even chance to be meant."""
PROSE_AHEAD = 9.0
"""The same against prose about other matters."""
SHORT = 4.0
"""Who says little may mean much: one word's odds count a fifth, ten words' most of it."""
LONG = 40.0
"""Who says much wanders: a text of so many telling words is half as sure as its words add up to.
(Of 151 described situations with 40 telling words or more log loss 0.16 so, 0.32 without.)"""
UNSURE = 4.0
"""Where a person says that it is still open, the odds of the types count that much less."""


def heat_of(number: int | None, *, is_unsure: bool = False) -> float:
    """Return by what to divide odds that so many telling words gave; None: a name gave them."""
    if is_unsure:
        return HEAT * UNSURE
    return HEAT if number is None else HEAT * (1 + SHORT / max(number, 1) + number / LONG)


def probabilities(odds: Mapping[str, float], heat: float) -> dict[str, float]:
    """Turn odds into probabilities: types among themselves, then against all else."""
    types = {about: log for about, log in odds.items() if about.startswith(TYPE)}
    others = {about: log for about, log in odds.items() if about not in types}
    others[CHATTER] = others.get(CHATTER, 0.0) + CHATTER_AHEAD
    others[PROSE] = others.get(PROSE, 0.0) + PROSE_AHEAD
    most = max(types.values(), default=0.0)
    scores = softmax({**others, TYPE: most}, HEAT_AGAINST)
    any_type = scores.pop(TYPE) + scores.pop(VAGUE, 0.0)
    shares = softmax(types, heat)
    scores.update({about: any_type * share for about, share in shares.items()})
    return scores


def best(odds: Mapping[str, float]) -> str:
    """Return what most speaks for; everyday talk where nothing does."""
    return max(odds, key=lambda about: odds[about], default=CHATTER)


def softmax(odds: Mapping[str, float], heat: float) -> dict[str, float]:
    """Turn log odds, each divided by `heat`, into probabilities that add up to 1."""
    most = max(odds.values(), default=0.0)
    raised = {about: math.exp((log - most) / heat) for about, log in odds.items()}
    total = sum(raised.values())
    return {about: value / total for about, value in raised.items()}
