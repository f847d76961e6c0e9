"""Everything that answers, put together: one guide and what was learnt from it.

The one way from a question to a message, for Slack, the terminal and the tests alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot import guide as guides
from bot import wording
from bot.answer import POSSIBLE, Answer, decide
from bot.blocks import Message
from bot.cards import Cards
from bot.guide import Guide
from bot.lookup import Found, Lookup
from bot.match import Match, Matcher

# Most questions are a name, and the same few come again and again: their matches are
# remembered, in memory only. A long text hardly comes twice.
SHORT, MOST_REMEMBERED = 60, 1024


@dataclass(frozen=True, slots=True)
class Convene:
    """A guide, ready to answer. Never changes: another guide makes another `Convene`."""

    guide: Guide
    matcher: Matcher
    cards: Cards
    lookup: Lookup
    _match_short: Callable[[str], Match]

    @classmethod
    def load(cls, folder: Path) -> Convene:
        """Read a content folder and learn from it.

        Raises `guide.BrokenGuide` with every problem of the folder.
        """
        guide = guides.load(folder)
        words = wording.load(guide.languages, folder)
        matcher = Matcher(guide, {language: of.hears for language, of in words.items()})
        match_short = lru_cache(MOST_REMEMBERED)(matcher.match)
        return cls(guide, matcher, Cards(guide, words), Lookup(guide), match_short)

    def match(self, question: str) -> Match:
        """Say what a question is about."""
        return (self._match_short if len(question) <= SHORT else self.matcher.match)(question)

    def reply(
        self, match: Match, locale: str | None = None, *, command: str = "/convene"
    ) -> tuple[Answer, Message]:
        """Answer a question that was matched.

        `locale` is the person's ("fr-CA", or a bare code), for questions that do not tell
        their own language; `command` is what this workspace calls the bot by.
        """
        answer = decide(match, self.guide, locale)
        return answer, self.cards.message(answer, command=command)

    def look_up(self, typed: str, locale: str | None) -> list[Found]:
        """Return the types that a person may be typing the name of, best first.

        What stands in no name and no ask is taken for a question.
        """
        if found := self.lookup.find(typed, self.language(locale)):
            return found
        return [Found(one.id, "") for one in self.match(typed).types if one.score >= POSSIBLE]

    def card(self, type_id: str, locale: str | None) -> Message:
        """Return the card of a type, or the list where the guide no longer has it."""
        language = self.language(locale)
        if type_id not in self.guide.types:
            return self.cards.message(Answer("list", "", language, reason="gone"))
        return self.cards.message(Answer("card", "", language, types=(type_id,)))

    def menu(self, locale: str | None, *, helps: bool = False) -> Message:
        """Return the list of all types, with how to ask if it `helps`."""
        language = self.language(locale)
        return self.cards.message(Answer("list", "", language, reason="help" if helps else ""))

    def notice(self, key: str, locale: str | None) -> Message:
        """Return one of the bot's own sentences, such as an apology."""
        return self.cards.notice(key, self.language(locale))

    def language(self, locale: str | None) -> str:
        """Return the guide's language that is nearest to a locale, or its default one."""
        code = (locale or "").replace("_", "-").lower()
        for wanted in (code, code.partition("-")[0]):
            if wanted in self.guide.languages:
                return wanted
        return self.guide.default_language
