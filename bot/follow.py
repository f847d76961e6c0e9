"""What a question means after an answer: "an example?", "and co-production?", "en français ?".

Knows the answer before it, the phrases that the bot listens for, and the guide. Must not
know where either was said. A question that says anything else stands on its own: it is left
to `bot.answer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer import SURE, Answer, Fact, spoken
from bot.guide import Guide
from bot.language import folded_words, words
from bot.match import Match
from bot.match.phrases import Heard, Phrases
from bot.match.reading import covered
from bot.match.wanted import Wanted

FACTS: dict[str, Fact] = {
    "fact_who": "who",
    "fact_steps": "steps",
    "fact_outcome": "outcome",
    "fact_example": "example",
    "fact_note": "note",
    "fact_when": "choose",
    "choose": "choose",
    "follow_which": "choose",
    "follow_source": "read",
}
"""Keys of `hears` by which one fact is asked for."""

ALONE: dict[str, Fact] = {"fact_alone": "choose"}
"""The same of those that ask for it where the question says nothing else ("why?")."""

PLACES = {"follow_first": 0, "follow_second": 1, "follow_third": 2, "follow_last": -1}
"""Keys of `hears` by which one of several is picked."""
OTHER = "follow_other"

SEVERAL = frozenset({"comparison", "choices"})
"""Kinds of answers that one type may be picked from."""

AMONG = frozenset({"compare", "choose", "follow_which"})
"""Keys of `hears` that make sense of several types only."""

LISTENED_FOR = (
    *FACTS,
    *ALONE,
    *PLACES,
    OTHER,
    "follow_for",
    "follow_all",
    "follow_and",
    "follow_words",
    "compare",
    "define",
    "page",
    "polite",
)
MOST_FOR_WHOM = 2
"""Words that may say for whom one of several is to be chosen ("for a school board")."""
MOST_OF_A_PAGE = 3
"""Words of a page's own by which it is asked for after its type ("five conditions?")."""
MOST_TOGETHER = 4
ABOUT_ALL = frozenset({"choose", "fact_when"})
"""Keys of `hears` for what also sounds like a question for how the bot works."""
WITH_ONE_MORE = 3
"""Types that stay together once another one is set beside those before."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question that says nothing beyond what follows an answer.

    `fact` is the one it asks for, `language` the one it asks to be answered in. It `is_among`
    where it wants one of several.
    """

    heard: frozenset[str]
    fact: Fact
    language: str | None
    named: tuple[str, ...]
    is_among: bool = False


class Follower:
    """Understands follow-ups on the answers of one guide. Never changes."""

    def __init__(
        self, guide: Guide, hears: Mapping[str, Mapping[str, Sequence[str]]], wanted: Wanted
    ) -> None:
        self._guide = guide
        self._wanted = wanted
        self._pages = {
            page.id: frozenset(
                word
                for texts in (page.title, page.summary)
                for text in texts.values()
                for word in folded_words(text)
            )
            for page in guide.pages.values()
        }
        self._phrases = Phrases.heard_in(hears, LISTENED_FOR)

    def follow(self, before: Answer, match: Match, chosen: str | None = None) -> Answer | None:
        """Return what a question asks of the answer before it; None where it stands alone.

        Its language is that of `answer.spoken`, to which `chosen` is passed on: where nothing
        tells, that of the answer before.
        """
        asked = self._read(match)
        if asked is None:
            found = self._read_on(before, match)
        elif asked.named:
            found = self._name(before, asked)
        else:
            found = self._pick(before, asked) or self._ask(before, asked)
        if found is None:
            return None
        if found.types == before.types and not found.among:
            found = replace(found, among=before.among)
        language = spoken(
            self._guide,
            wanted=asked.language if asked else None,
            chosen=chosen,
            asked_in=match.language,
            locale=before.language,
        )
        return replace(found, question=match.question, language=language, confidence=1.0)

    def _read(self, match: Match) -> _Asked | None:
        if match.is_empty or match.intent in ("greeting", "thanks"):
            return None
        if any(page.is_named for page in match.pages):
            return None
        said = words(match.question)
        heard, languages = self._phrases.find(said), self._wanted.find(said)
        if match.intent == "help" and not any(one.meaning in ABOUT_ALL for one in heard):
            return None
        heard = _without_places_of_facts(heard)
        left = set(match.left) - covered((*heard, *languages))
        if left and not (_is_for_whom(heard, left) and not _is_sure(match)):
            return None
        return _Asked(
            frozenset(one.meaning for one in heard),
            "choose" if left else _fact(heard, len(said)),
            languages[-1].meaning if languages else None,
            match.named,
            is_among=bool(left),
        )

    def _read_on(self, before: Answer, match: Match) -> Answer | None:
        """Answer with the page of the type before, where a question has a few of its words alone.

        By itself it would lead to that type's card, which the person has just read.
        """
        so_far = self._types(before)
        if match.named or not _is_sure(match) or so_far != (match.types[0].id,):
            return None
        said = words(match.question)
        left = [said[i].folded for i in match.left]
        about = tuple(
            id_
            for id_, of_page in self._pages.items()
            if self._guide.pages[id_].type == so_far[0] and of_page.issuperset(left)
        )
        if not about or not 0 < len(left) <= MOST_OF_A_PAGE:
            return None
        return Answer("page", "", "", pages=about)

    def _name(self, before: Answer, asked: _Asked) -> Answer | None:
        """Answer a question that names one more type: "how is that different from…", "and…"."""
        (named, *others), so_far = asked.named, self._types(before)
        if others or not so_far:
            return None
        rest = [id_ for id_ in so_far if id_ != named]
        # What was compared last stays longest; of a choice, what is likeliest.
        most = WITH_ONE_MORE - 1
        together = (*(rest[:most] if before.kind == "choices" else rest[-most:]), named)
        if "compare" in asked.heard and rest:
            return _whole(together)
        if "follow_and" in asked.heard:
            if "choose" in (asked.fact, before.fact):
                return replace(_whole(together), fact="choose")
            if fact := asked.fact or before.fact:
                return replace(_whole((named,)), fact=fact)
            if before.kind == "comparison":
                return _whole(together)
        return _whole((named,)) if asked.language else None

    def _pick(self, before: Answer, asked: _Asked) -> Answer | None:
        """Answer a question for one of several by its place: "the second", "and the other?"."""
        among = before.types if before.kind in SEVERAL else before.among
        place = next((PLACES[one] for one in PLACES if one in asked.heard), None)
        if len(among) < 2 or "compare" in asked.heard:  # noqa: PLR2004 - of what?
            return None
        if OTHER in asked.heard and place is None and len(among) == 2:  # noqa: PLR2004
            # Right after both, it is the one that was told last.
            place = 0 if before.kind == "card" and before.types == among[1:] else 1
        if place is None or place >= len(among):
            return None
        fact = asked.fact or ("" if before.kind != "card" else before.fact)
        return replace(_whole((among[place],)), fact=fact, among=among)

    def _ask(self, before: Answer, asked: _Asked) -> Answer | None:
        """Answer a question that names nothing, about what was answered before."""
        types = self._types(before)
        is_among = asked.is_among or bool(asked.heard & AMONG)
        if is_among and len(types) < 2:  # noqa: PLR2004 - among what?
            return None
        if types and (asked.fact or "compare" in asked.heard):
            return replace(_whole(types), fact=asked.fact)
        is_settled = before.kind != "choices"
        if (
            asked.fact == "read"
            or "page" in asked.heard
            or ("follow_all" in asked.heard and is_settled and not before.fact)
        ):
            return self._read_more(before, types)
        if types and is_settled and asked.heard & {"follow_all", "define"}:
            return _whole(types)
        return replace(before, because=()) if asked.language else None

    def _read_more(self, before: Answer, types: tuple[str, ...]) -> Answer | None:
        if before.pages and before.kind == "page":
            return Answer("page", "", "", pages=before.pages)
        about = [page.id for page in self._guide.pages.values() if page.type in types]
        if about and len(types) == 1:
            return Answer("page", "", "", pages=tuple(about))
        return replace(_whole(types), fact="read") if types else None

    def _types(self, before: Answer) -> tuple[str, ...]:
        """Return the types that an answer was about. Of a page it is the page's own."""
        if before.types:
            return before.types[:MOST_TOGETHER]
        pages = (self._guide.pages[id_] for id_ in before.pages)
        return tuple(page.type for page in pages if page.type)


def picked(answer: Answer, before: Answer | None) -> Answer:
    """Return the card that a person opened by a button, with the types it was picked from."""
    if answer.kind != "card" or before is None or before.types == answer.types:
        return answer
    among = before.types if before.kind in SEVERAL else before.among
    if answer.types[0] not in among and before.kind == "card":
        among = (*before.types, *answer.types)  # "Not this?"
    return replace(answer, among=among if answer.types[0] in among else ())


def _whole(types: tuple[str, ...]) -> Answer:
    together = types[:MOST_TOGETHER]
    return Answer("card" if len(together) == 1 else "comparison", "", "", types=together)


def _without_places_of_facts(heard: Sequence[Heard]) -> list[Heard]:
    """Leave out what picks one of several where a fact follows: "the first step" is no type's."""
    facts = {one.start for one in heard if one.meaning in FACTS}
    return [
        one._replace(meaning="follow_words")
        if one.meaning in (*PLACES, OTHER) and one.end in facts
        else one
        for one in heard
    ]


def _is_for_whom(heard: Sequence[Heard], left: set[int]) -> bool:
    """Say whether what is left of a question says for whom: "which one for a hospital?"."""
    if len(left) > MOST_FOR_WHOM or max(left) - min(left) >= MOST_FOR_WHOM:
        return False
    asks_which = any(one.meaning == "follow_which" for one in heard)
    goes_on = {one.end for one in heard if one.meaning == "follow_and" and one.start == 0}
    return any(
        one.meaning == "follow_for"
        and 0 <= min(left) - one.end <= 1  # an article at most
        and (asks_which or goes_on & {one.start, one.end})
        for one in heard
    )


def _is_sure(match: Match) -> bool:
    """Say whether a question would be answered with a card by itself."""
    return bool(match.types) and match.types[0].score >= SURE


def _fact(heard: Sequence[Heard], length: int) -> Fact:
    """Return the fact of the longest phrase that asks for one, in a question of so many words."""
    for one in heard:
        if one.meaning in ALONE:
            polite = covered(other for other in heard if other.meaning == "polite")
            if len(polite | covered([one])) == length:
                return ALONE[one.meaning]
    asking = [one for one in heard if one.meaning in FACTS]
    longest = max(asking, key=lambda one: one.end - one.start, default=None)
    return FACTS[longest.meaning] if longest else ""
