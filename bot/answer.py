"""From what a question may be about to what is answered.

Knows the rule "never a confident wrong answer". Must not know how it will look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.guide import Guide
from bot.match import Match

Kind: TypeAlias = Literal["card", "comparison", "choices", "list", "page", "none"]
Reason: TypeAlias = Literal["", "greeting", "thanks", "help", "vague", "unknown", "empty", "gone"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, before it is put into words.

    `types` and `pages` are ids, best first. `runners_up` are types that came close
    under a card. `because` holds the words of the question that decided. `reason`
    tells a list, choices or none apart: a greeting, a call for help, a word too vague.
    `confidence` is the best candidate's probability, 0 to 1.
    """

    kind: Kind
    question: str
    language: str
    types: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    runners_up: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    reason: Reason = ""
    confidence: float = 0.0


def decide(match: Match, guide: Guide, language: str | None = None) -> Answer:
    """Choose what to answer.

    `language` is what the person reads (a Slack locale such as "fr-CA" or a bare
    code) and counts only where the question itself does not tell; then the guide's
    own default.
    """
    raise NotImplementedError
