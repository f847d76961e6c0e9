"""What a question is about: candidates with scores, and the words that spoke for them.

Pure: no I/O, no clock, no chance. Knows the guide and words. Must not know how an
answer will look, Slack or YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.guide import Guide

Hears: TypeAlias = Mapping[str, tuple[str, ...]]
"""The words that the bot listens for in one language, by what they mean."""

Intent: TypeAlias = Literal["define", "compare", "list", "help", "page", "greeting", "thanks"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A type or page that a question may be about.

    `score` is a calibrated probability, 0 to 1: of the candidates at 0.9, nine in ten
    are meant. `because` holds the words of the question that spoke for it, in their
    order and as they were typed. `is_named` is true when its name stands in the question.
    """

    id: str
    score: float
    because: tuple[str, ...]
    is_named: bool


@dataclass(frozen=True, slots=True)
class Match:
    """What one question may be about.

    `language` is the question's, or None where it does not tell ("coordination").
    `types` and `pages` are best first, without the hopeless.
    """

    question: str
    language: str | None
    intent: Intent
    types: tuple[Candidate, ...]
    pages: tuple[Candidate, ...]


class Matcher:
    """Matches questions against one guide. Built once for a guide, then never changes."""

    def __init__(self, guide: Guide, hears: Mapping[str, Hears]) -> None:
        raise NotImplementedError

    def match(self, question: str) -> Match:
        """Say what a question of any length, in any language and shape, is about."""
        raise NotImplementedError
