"""What a guide says of a type, fact by fact, in one language.

Knows the guide and the labels. Must not know blocks, or where a fact is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import fit
from bot.guide import Guide, Type
from bot.wording import Wording

FACTS = ("who", "steps", "outcome", "example", "note")
"""A type's facts beside its definition, in the order of a comparison."""

# A message's blocks may hold about 13,200 characters together (slackapi/bolt-js#2509): a
# card's five texts share 9,000.
ROOM = {"definition": 2600, "who": 1600, "outcome": 1600, "example": 1800, "note": 1400}
STEPS, REASON = 150, 120
COVERED, NOT_COVERED = "●", "○"

# By what one of several types is chosen, and in which order it is looked for.
TELLING = ("outcome", "steps", "who")


def facts_of(of: Type, guide: Guide, words: Wording) -> dict[str, tuple[str, str]]:
    """Return a type's facts as (label, text), by name, in the order a card shows them."""
    language = words.language
    texts = {
        "who": of.who.get(language),
        "outcome": of.outcome.get(language),
        "steps": _steps(of, guide, words),
        "example": of.example.get(language),
        "note": of.note.get(language),
    }
    return {
        key: (words.say(key), fit(text, ROOM.get(key, STEPS)))
        for key, text in texts.items()
        if text
    }


def step_names(of: Type, guide: Guide, words: Wording) -> str:
    """Return the names of the steps that a type covers."""
    covered = (step for step in guide.steps if step.id in of.steps)
    return ", ".join(step.name[words.language] for step in covered)


def _steps(of: Type, guide: Guide, words: Wording) -> str:
    """Return the steps it covers: a dot for each of the guide's, and their names."""
    if not of.steps:
        return ""
    dots = (COVERED if step.id in of.steps else NOT_COVERED for step in guide.steps)
    return f"{''.join(dots)} {step_names(of, guide, words)}"


def reasons(types: Sequence[Type], guide: Guide, words: Wording) -> list[str]:
    """Return for each type what speaks for choosing it over the others.

    The guide's own words on the first fact that tells them all apart, else on the first
    that tells any; empty where none does.
    """
    found: list[list[str]] = []
    for key in TELLING:
        texts = [_reason(of, key, guide, words) for of in types]
        if all(texts) and len(set(texts)) > 1:
            found.append(texts)
    return next((texts for texts in found if len(set(texts)) == len(texts)), next(iter(found), []))


def _reason(of: Type, key: str, guide: Guide, words: Wording) -> str:
    """Return the first sentence of a fact, without its full stop, to be quoted."""
    if key == "steps":
        return step_names(of, guide, words)
    text = (of.outcome if key == "outcome" else of.who).get(words.language, "")
    end = text.find(". ")
    return fit((text if end < 0 else text[:end]).removesuffix("."), REASON)
