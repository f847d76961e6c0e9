"""A question that was asked, as it is kept: what came of it, and never who asked.

Plain values between those who answer, the recorder and the store.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.answer import Answer

Outcome: TypeAlias = Literal["answered", "choices", "unanswered"]

OUTCOMES: dict[str, Outcome] = {
    "card": "answered",
    "comparison": "answered",
    "page": "answered",
    "list": "answered",
    "choices": "choices",
    "none": "unanswered",
}

# What people say to a bot that is no question about the guide.
SMALL_TALK = frozenset({"greeting", "thanks", "help", "empty", "gone"})

# Every database's largest whole number takes 63 bits: 43 of them are milliseconds since 1970.
_CHANCE_BITS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `at` is in seconds since 1970, `types` are ids, best first."""

    id: int
    at: int
    text: str
    language: str
    outcome: Outcome
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the person said of an answer, by the question's id.

    `is_helpful` is a thumb up or down, `meant` the id of the type that they picked.
    """

    id: int
    is_helpful: bool | None = None
    meant: str | None = None


def new_id(now: float | None = None) -> int:
    """Return an id for a question, made of the time and chance, so that no database is asked.

    Questions of one day lie side by side in the table, and are counted three times as fast.
    """
    milliseconds = int((time.time() if now is None else now) * 1000)
    return milliseconds << _CHANCE_BITS | random.getrandbits(_CHANCE_BITS)


def of(
    answer: Answer, id_: int, now: float | None = None, *, asked_in: str | None = None
) -> Asked | None:
    """Return an answered question as it is kept, or None for small talk.

    `asked_in` is its language, where that is not the answer's.
    """
    if not answer.question.strip() or answer.reason in SMALL_TALK:
        return None
    return Asked(
        id=id_,
        at=int(time.time() if now is None else now),
        text=answer.question,
        language=asked_in or answer.language,
        outcome=OUTCOMES[answer.kind],
        types=answer.types,
    )
