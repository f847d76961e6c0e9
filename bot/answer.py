"""From what a question may be about to what is answered.

Knows the rule "never a confident wrong answer". Must not know how it will look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

from bot.guide import Guide
from bot.guide.outline import Outline
from bot.match import Candidate, Match

Kind: TypeAlias = Literal["card", "comparison", "choices", "list", "page", "none"]
Reason: TypeAlias = Literal[
    "", "greeting", "thanks", "help", "choose", "vague", "unknown", "empty", "gone"
]

Fact: TypeAlias = Literal["", "who", "steps", "outcome", "example", "note", "read", "choose"]

SURE = 0.62
"""Probability from which the best type is answered with its card alone."""
SURE_OF_NAMESAKE = 0.8
"""The same for a type described that shares its name with another: they differ in little."""
SURE_OF_TOLD = 0.75
"""The same for a text that tells of something, whose words wander: of 269 retold from real
reports, nearly half of those between the two were about another type."""
POSSIBLE = 0.06
"""Probability from which a type is offered among the choices."""
WORTH_OFFERING = 0.5
"""Probability that it is one of the choices from which they are offered at all."""
MOST_CHOICES = 4
MOST_OF_A_NAME = 2
"""Words, small ones not counted, that are a name rather than a description."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, before it is put into words.

    `types` and `pages` are ids, best first. `runners_up` are types that came close
    under a card. `because` holds the words of the question that decided. `reason`
    tells a list, choices or none apart: a greeting, a call for help, one for help in choosing
    ("choose"), a word too vague; "gone" is for a button whose type has left the guide since.
    `confidence` is the best candidate's probability, 0 to 1. `fact` is the only one of the
    types' facts that was asked for, "read" where to read more, "choose" when to choose
    which; empty for all of them. `among` are the types that a card's own was picked from.
    `lacks` holds what the types were compared with and the guide does not have, as typed.
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
    fact: Fact = ""
    among: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


_Answer = partial(Answer, question="", language="")
"""An answer before `decide` has put in the question and the language."""


def decide(match: Match, guide: Guide, locale: str | None = None) -> Answer:
    """Choose what to answer, to somebody of whom no more than a `locale` is known."""
    language = spoken(guide, asked_in=match.language, locale=locale)
    return replace(_choose(match, guide), question=match.question, language=language)


def beside(answer: Answer, match: Match, guide: Guide, lacks: Sequence[str]) -> Answer:
    """Return the answer to a question that sets the types it names beside what the guide lacks.

    Whoever does so wants to know of those types, whatever else the words would speak for.
    """
    if answer.kind == "choices":
        return answer
    named = {candidate.id: candidate for candidate in match.types if candidate.is_named}
    # A variant alone was said to be compared with its base, before it was known with what.
    for id_ in match.named:
        base = guide.types[id_].variant_of
        if base in named and named[base].because == named[id_].because:
            del named[base]
    types = tuple(id_ for id_ in match.named if id_ in named)
    if answer.kind != "card":
        answer = replace(
            answer,
            kind="card" if len(types) == 1 else "comparison",
            types=types,
            pages=(),
            because=_because([named[id_] for id_ in types]),
            reason="",
        )
    return replace(answer, lacks=tuple(lacks))


def is_described(alone: Match, guide: Guide, named: Sequence[str]) -> bool:
    """Say whether a part of a question describes a type beyond those that are named.

    A word or two that could be several types are the name of something else ("town hall").
    """
    answer = _choose(alone, guide)
    if answer.kind == "choices":
        return len(alone.left) > MOST_OF_A_NAME
    return answer.kind == "card" and answer.types[0] not in named


def spoken(
    guide: Guide,
    *,
    wanted: str | None = None,
    chosen: str | None = None,
    asked_in: str | None = None,
    locale: str | None = None,
) -> str:
    """Return the language in which a person is answered: the rule, in this one place.

    What a question expressly asks for (`wanted`) counts for its answer alone; else what the
    person has `chosen` and is remembered; else the language they asked in; else the nearest
    to their `locale` (Slack's "fr-CA" or a bare code); else the guide's own.
    """
    told = (one for one in (wanted, chosen, asked_in) if one in guide.languages)
    return next(told, None) or nearest_language(guide, locale)


def _choose(match: Match, guide: Guide) -> Answer:
    if match.is_empty:
        return _Answer("none", reason="empty")
    match match.intent:
        case "greeting" | "thanks":
            return _Answer("none", reason=match.intent)
        case "list":
            return _Answer("list")
        case "help":
            return _Answer("list", reason="help")
        case "compare":
            return _compare(match)
        case _:
            return _show_page(match, guide) or _show_types(match, guide)


def _compare(match: Match) -> Answer:
    """Set the types that were named side by side, in the order in which they were."""
    named = [candidate for candidate in match.types if candidate.is_named]
    named.sort(key=lambda candidate: match.named.index(candidate.id))
    return _Answer(
        "comparison",
        types=_ids(named),
        because=_because(named),
        confidence=min(candidate.score for candidate in named),
    )


def _show_page(match: Match, guide: Guide) -> Answer | None:
    """Return a page where the question is about one, or asks to read more about its type."""
    best_type = match.types[0] if match.types else None
    if match.pages:
        page = match.pages[0]
        if page.score >= WORTH_OFFERING and (best_type is None or page.score > best_type.score):
            return _Answer("page", pages=(page.id,), because=page.because, confidence=page.score)
    if best_type and best_type.is_named and match.intent == "page":
        about = tuple(page.id for page in guide.pages.values() if page.type == best_type.id)
        if about:
            return _Answer(
                "page", pages=about, because=best_type.because, confidence=best_type.score
            )
    return None


def _show_types(match: Match, guide: Guide) -> Answer:
    best = match.types[0] if match.types else None
    if best is None:
        return _Answer("none", reason="unknown")
    possible = [candidate for candidate in match.types if candidate.score >= POSSIBLE]
    namesakes = _namesakes(best.id, guide)
    sure = SURE
    if not best.is_named:
        sure = SURE_OF_NAMESAKE if namesakes else SURE_OF_TOLD if match.is_told else SURE
    if best.score >= sure and not match.is_unsure:
        # One that shares the name that was said is offered beside it, however unlikely.
        near = _ids(possible[1:]) + (namesakes if best.is_named else ())
        return _Answer(
            "card",
            types=(best.id,),
            runners_up=tuple(dict.fromkeys(near)),
            because=best.because,
            confidence=best.score,
        )
    at_least = 4 if match.is_unsure else 2 if best.score >= WORTH_OFFERING else 0
    offered = [*match.types[: max(at_least, min(len(possible), MOST_CHOICES))]]
    if len(offered) > 1 and sum(candidate.score for candidate in offered) >= WORTH_OFFERING:
        first = (best.id, *namesakes) if match.is_unsure else ()
        return _Answer(
            "choices",
            types=tuple(dict.fromkeys(first + _ids(offered))),
            because=_because(offered[:2]),
            reason="vague" if match.is_vague else "",
            confidence=best.score,
        )
    return _Answer("none", reason="unknown", confidence=best.score)


def _namesakes(type_id: str, guide: Guide) -> tuple[str, ...]:
    """Return the types that go by the same bare name: its variants, or what it varies."""
    base = guide.types[type_id].variant_of
    return tuple(
        other.id
        for other in guide.types.values()
        if other.variant_of == type_id or other.id == base
    )


def nearest_language(guide: Guide | Outline, locale: str | None) -> str:
    """Return the guide's language nearest to a locale, or its default one."""
    code = (locale or "").replace("_", "-").lower()
    for wanted in (code, code.partition("-")[0]):
        if wanted in guide.languages:
            return wanted
    return guide.default_language


def _ids(candidates: list[Candidate]) -> tuple[str, ...]:
    return tuple(candidate.id for candidate in candidates)


def _because(candidates: list[Candidate]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for candidate in candidates for word in candidate.because))
