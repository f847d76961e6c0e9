"""What a guide says of a type, fact by fact, in one language.

Knows the guide and the labels. Must not know blocks, or where a fact is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.cards.blocks import fit
from bot.guide import Guide, Type
from bot.wording import Wording

FACTS = ("who", "steps", "outcome", "example", "note")
"""A type's facts beside its definition, in the order of a comparison."""

# A message's blocks may hold about 13,200 characters together (slackapi/bolt-js#2509): a
# card's five texts share 9,000.
ROOM = {"definition": 2600, "who": 1600, "outcome": 1600, "example": 1800, "note": 1400}
STEPS, REASON = 150, 200

# By which fact one of several types is chosen, in the order in which it is looked for, and how
# that is said.
TELLING = {
    "outcome": "choose_by_outcome",
    "steps": "choose_by_steps",
    "who": "choose_by_who",
}


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
    """Return the names of the steps it covers, and how many of the guide’s they are."""
    if not of.steps:
        return ""
    covered = sum(step.id in of.steps for step in guide.steps)
    names = step_names(of, guide, words)
    return words.say("steps_covered", covered=covered, count=len(guide.steps), names=names)


def reasons(types: Sequence[Type], guide: Guide, words: Wording) -> list[str]:
    """Return for each type when to choose it, rather than the others where there are any.

    In the guide's own words where it says so of each; else by the first fact that tells
    them all apart, or the first that tells any; empty where none does.
    """
    cases = [of.choose_when.get(words.language, "") for of in types]
    at_least = min(len(types), 2)
    if all(cases) and len(set(cases)) >= at_least:
        return [words.say("choose_when", reason=one) for one in cases]
    found: list[list[str]] = []
    for key, telling in TELLING.items():
        texts = [_reason(of, key, guide, words) for of in types]
        if all(texts) and len(set(texts)) >= at_least:
            found.append([words.say(telling, reason=text) for text in texts])
    return next((texts for texts in found if len(set(texts)) == len(texts)), next(iter(found), []))


def _reason(of: Type, key: str, guide: Guide, words: Wording) -> str:
    """Return the first sentence of a fact, without its full stop, to be quoted."""
    if key == "steps":
        return step_names(of, guide, words)
    text = (of.outcome if key == "outcome" else of.who).get(words.language, "")
    return fit(first_sentence(text).removesuffix("."), REASON)


def first_sentence(text: str) -> str:
    """Return a text's first sentence, or its first line where that ends without a full stop."""
    end = _END.search(text)
    return text[: end.end()].strip() if end else text


# What closes a quotation or a bracket stays with the sentence that ends in it.
_END = re.compile(r"[.!?…][”»)\"]?(?=\s)|\n")
