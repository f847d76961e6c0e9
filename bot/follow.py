"""What a question means after an answer: "an example?", "and co-production?", "en français ?".

Knows the answer before it, the phrases that the bot listens for, and the guide. Must not
know where either was said. A question that says anything else stands on its own: it is left
to `bot.answer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Fact, spoken
from bot.guide import Guide
from bot.language import words
from bot.match import Match
from bot.match.phrases import Heard, Phrases
from bot.match.wanted import Wanted

FACTS: dict[str, Fact] = {
    "fact_who": "who",
    "fact_steps": "steps",
    "fact_outcome": "outcome",
    "fact_example": "example",
    "fact_note": "note",
    "choose": "choose",
}
"""Keys of `hears` by which one fact is asked for."""

LISTENED_FOR = (
    *FACTS,
    "follow_all",
    "follow_and",
    "follow_words",
    "compare",
    "define",
    "page",
    "polite",
)
MOST_TOGETHER = 4
WITH_ONE_MORE = 3
"""Types that stay together once another one is set beside those before."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question that says nothing beyond what follows an answer.

    `fact` is the one it asks for, `language` the one it asks to be answered in.
    """

    heard: frozenset[str]
    fact: Fact
    language: str | None
    named: tuple[str, ...]


class Follower:
    """Understands follow-ups on the answers of one guide. Never changes."""

    def __init__(
        self, guide: Guide, hears: Mapping[str, Mapping[str, Sequence[str]]], wanted: Wanted
    ) -> None:
        self._guide = guide
        self._wanted = wanted
        self._phrases = Phrases(
            {
                meaning: [phrase for heard in hears.values() for phrase in heard.get(meaning, ())]
                for meaning in LISTENED_FOR
            }
        )

    def follow(self, before: Answer, match: Match, chosen: str | None = None) -> Answer | None:
        """Return what a question asks of the answer before it; None where it stands alone.

        Its language is that of `answer.spoken`, to which `chosen` is passed on: where nothing
        tells, that of the answer before.
        """
        asked = self._read(match)
        if asked is None:
            return None
        found = self._name(before, asked) if asked.named else self._ask(before, asked)
        if found is None:
            return None
        language = spoken(
            self._guide,
            wanted=asked.language,
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
        if match.intent == "help" and "choose" not in (one.meaning for one in heard):
            return None
        covered = {i for one in (*heard, *languages) for i in range(one.start, one.end)}
        if any(i not in covered for i in match.left):
            return None
        return _Asked(
            frozenset(one.meaning for one in heard),
            _fact(heard),
            languages[-1].meaning if languages else None,
            match.named,
        )

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

    def _ask(self, before: Answer, asked: _Asked) -> Answer | None:
        """Answer a question that names nothing, about what was answered before."""
        types = self._types(before)
        if asked.heard & {"compare", "choose"} and len(types) < 2:  # noqa: PLR2004 - among what?
            return None
        if asked.fact and types:
            return replace(_whole(types), fact=asked.fact)
        if "compare" in asked.heard:
            return _whole(types)
        is_settled = before.kind != "choices"
        if "page" in asked.heard or (
            "follow_all" in asked.heard and is_settled and not before.fact
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


def _whole(types: tuple[str, ...]) -> Answer:
    together = types[:MOST_TOGETHER]
    return Answer("card" if len(together) == 1 else "comparison", "", "", types=together)


def _fact(heard: Sequence[Heard]) -> Fact:
    """Return the fact of the longest phrase that asks for one."""
    asking = [one for one in heard if one.meaning in FACTS]
    longest = max(asking, key=lambda one: one.end - one.start, default=None)
    return FACTS[longest.meaning] if longest else ""
