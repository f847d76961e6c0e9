"""Everything that answers, put together: one guide and what was learnt from it.

The one way from a question to a message, for Slack, the terminal and the tests alike.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import guide as guides
from bot import wording
from bot.answer import (
    POSSIBLE,
    Answer,
    Kind,
    beside,
    decide,
    is_described,
    nearest_language,
    spoken,
)
from bot.cards import Cards, Place, controls, page_view
from bot.cards.blocks import Message
from bot.cards.described import Described
from bot.cards.views import Views
from bot.follow import Follower, picked
from bot.guide import Guide
from bot.match import Match, Matcher
from bot.match.choosing import Choosing
from bot.match.lacking import Lacking
from bot.match.lookup import Found, Lookup
from bot.match.taught import Taught
from bot.match.wanted import Wanted
from bot.wording import Wording

# Most questions are a name, and the same few come again and again: their answers are
# remembered, in memory only. A long text hardly comes twice.
SHORT, MOST_REMEMBERED = 60, 1024


@dataclass(frozen=True, slots=True)
class Convene:
    """A guide, ready to answer. Never changes: another guide makes another `Convene`.

    `is_learnt` is false where what was learnt is of the guide before.
    """

    guide: Guide
    words: Mapping[str, Wording]
    matcher: Matcher
    taught: Taught
    follower: Follower
    wanted: Wanted
    cards: Cards
    lookup: Lookup
    views: Views
    described: Described
    _match_short: Callable[[str], Match]
    _decide: Callable[[Match, str], Answer]
    _reply_short: Callable[[str, str, str, bool, str], tuple[Answer, Message]]
    is_learnt: bool = True

    @classmethod
    def load(cls, folder: Path) -> Convene:
        """Read a content folder and learn from it.

        Raises `guide.BrokenGuide` with every problem of the folder.
        """
        with uncollected():
            guide = guides.load(folder)
            return cls.learn(guide, wording.load(guide.languages, folder))

    @classmethod
    def learn(cls, guide: Guide, words: Mapping[str, Wording]) -> Convene:
        """Learn from a guide and the bot's words, which takes longer than to read them."""
        hears = {language: of.hears for language, of in words.items()}
        return cls._put_together(guide, words, Matcher(guide, hears), Taught(guide, hears))

    def retell(self, guide: Guide, words: Mapping[str, Wording]) -> Convene:
        """Tell what a newer guide says, by its names and asks, with what was learnt from this one.

        That takes a moment. What has left the guide is never told.
        """
        hears = {language: of.hears for language, of in words.items()}
        matcher, taught = self.matcher.renamed(guide), Taught(guide, hears)
        return replace(self._put_together(guide, words, matcher, taught), is_learnt=False)

    @classmethod
    def _put_together(
        cls, guide: Guide, words: Mapping[str, Wording], matcher: Matcher, taught: Taught
    ) -> Convene:
        hears = {language: of.hears for language, of in words.items()}
        match_short = lru_cache(MOST_REMEMBERED)(lambda said: taught.settle(matcher.match(said)))
        wanted = Wanted(hears, guide.languages)
        decide_in = _decide(guide, match_short, Choosing(hears), Lacking(hears))

        @lru_cache(MOST_REMEMBERED)
        def reply_short(
            question: str,
            language: str,
            command: str,
            is_private: bool,  # noqa: FBT001 - a part of the cache's key
            asker: str,
        ) -> tuple[Answer, Message]:
            answer = decide_in(match_short(question), language)
            return answer, cards.message(
                answer, command=command, is_private=is_private, asker=asker
            )

        cards = Cards(guide, words)
        return cls(
            guide=guide,
            words=words,
            matcher=matcher,
            taught=taught,
            follower=Follower(guide, hears, wanted),
            wanted=wanted,
            cards=cards,
            lookup=Lookup(guide),
            views=Views(guide, words, cards),
            described=Described(guide, words, cards),
            _match_short=match_short,
            _decide=decide_in,
            _reply_short=reply_short,
        )

    def match(self, question: str) -> Match:
        """Say what a question is about."""
        if len(question) <= SHORT:
            return self._match_short(question)
        return self.taught.settle(self.matcher.match(question))

    def reply(
        self,
        match: Match,
        locale: str | None = None,
        *,
        chosen: str | None = None,
        before: Answer | None = None,
        command: str = "/convene",
        is_private: bool = False,
        asker: str = "",
    ) -> tuple[Answer, Message]:
        """Answer a question that was matched.

        `locale` is the person's ("fr-CA", or a bare code) and `chosen` the language that they
        have chosen for themselves, as `answer.spoken` takes them; `before` what was answered
        last where it was asked; `command`, `is_private` and `asker` as `Cards.message` takes
        them.
        """
        language = spoken(
            self.guide,
            wanted=self.wanted.language(match),
            chosen=chosen,
            asked_in=match.language,
            locale=locale,
        )
        if before is None and len(match.question) <= SHORT:
            return self._reply_short(match.question, language, command, is_private, asker)
        followed = self.follower.follow(before, match, chosen) if before else None
        answer = followed or self._decide(match, language)
        message = self.cards.message(answer, command=command, is_private=is_private, asker=asker)
        return answer, message

    def look_up(self, typed: str, locale: str | None) -> list[Found]:
        """Return the types that a person may be typing the name of, best first.

        What stands in no name and no ask is taken for a question.
        """
        if found := self.lookup.find(typed, self.language(locale)):
            return found
        return [Found(one.id, "") for one in self.match(typed).types if one.score >= POSSIBLE]

    def invite_verdict(self, message: Message, answer: Answer, question_id: int | None) -> Message:
        """Let a person say of an answer whether it helped, or which type they meant.

        Without the id of a question that is kept, the message stays as it is.
        """
        if question_id is None:
            return message
        return self.cards.invite_verdict(message, answer, question_id)

    def thank(self, locale: str | None) -> Message:
        """Thank for saying that a card helped."""
        return self.cards.thank(self.language(locale))

    def ask_what_was_meant(self, type_id: str, locale: str | None, question_id: int) -> Message:
        """Offer every type but the one that was not meant."""
        return self.cards.ask_what_was_meant(type_id, self.language(locale), question_id)

    def miss(self, locale: str | None) -> Message:
        """Say that the guide lacks what was meant, and show the ways on."""
        return self.cards.miss(self.language(locale))

    def card_with(
        self, type_id: str, locale: str | None, below: Message, *, is_private: bool
    ) -> Message:
        """Return a type's card with something else under it, which alone is left without one."""
        answer = self.about((type_id,), locale)
        return self.cards.with_below(answer, below, is_private=is_private) if answer else below

    def about(self, types: Sequence[str], locale: str | None) -> Answer | None:
        """Return the card or comparison of some types, None where one has left the guide."""
        if not types or not all(type_id in self.guide.types for type_id in types):
            return None
        kind: Kind = "card" if len(types) == 1 else "comparison"
        return Answer(kind, "", self.language(locale), types=tuple(types))

    def picked(self, answer: Answer, before: Answer | None) -> Answer:
        """Return an answer that was opened by a button, as what a follow-up follows."""
        return picked(answer, before)

    def card(self, type_id: str, locale: str | None, *, is_private: bool = False) -> Message:
        """Return the card of a type, or the list where the guide no longer has it."""
        answer = self.about((type_id,), locale)
        return self.cards.message(answer, is_private=is_private) if answer else self.gone(locale)

    def comparison(self, types: Sequence[str], locale: str | None) -> Message:
        """Return types side by side for one person, or the list where one has left the guide."""
        answer = self.about(types, locale)
        return self.cards.message(answer, is_private=True) if answer else self.gone(locale)

    def comparable(self, type_id: str, locale: str | None, typed: str) -> list[dict[str, Any]]:
        """Return the options of a card's menu of types, as far as they fit what was typed."""
        words = self.words[self.language(locale)]
        of = self.guide.types.get(type_id)
        others = controls.comparable(of, self.guide) if of else []
        if typed:
            found = {one.type_id for one in self.look_up(typed, locale)}
            others = [other for other in others if other.id in found]
        return [one.to_dict() for one in controls.options(others[: controls.MOST_OPTIONS], words)]

    def page_view(self, page_id: str, locale: str | None) -> dict[str, Any] | None:
        """Return the modal in which a page is read, or None where the guide no longer has it."""
        page = self.guide.pages.get(page_id)
        return page_view.draw(page, self.words[self.language(locale)]) if page else None

    def shared(self, answer: Answer, user: str) -> Message:
        """Return an answer as everybody sees it, with who shared it."""
        return self.cards.shared(answer, user)

    def was_shared(self, answer: Answer, place: Place) -> Message:
        """Return what the person who shared an answer sees in place of their own."""
        return self.cards.was_shared(answer, place)

    def gone(self, locale: str | None) -> Message:
        """Return the list of what there is, for what is no longer in the guide."""
        return self.cards.message(Answer("list", "", self.language(locale), reason="gone"))

    def menu(
        self, locale: str | None, *, helps: bool = False, command: str = "/convene"
    ) -> Message:
        """Return the list of all types, with how to ask if it `helps`."""
        answer = Answer("list", "", self.language(locale), reason="help" if helps else "")
        return self.cards.message(answer, command=command)

    def notice(self, key: str, locale: str | None) -> Message:
        """Return one of the bot's own sentences, such as an apology."""
        return self.cards.notice(key, self.language(locale))

    def language(self, locale: str | None) -> str:
        """Return the guide's language that is nearest to a locale, or its default one."""
        return nearest_language(self.guide, locale)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector out of work that makes very many objects and drops hardly any.

    It would go through all of them again and again: a sixth of the time that a large guide takes.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _decide(
    guide: Guide, match_alone: Callable[[str], Match], choosing: Choosing, lacking: Lacking
) -> Callable[[Match, str], Answer]:
    """Return what chooses the answer to a match, in a language.

    Help in choosing is one, where the guide has questions for it.
    """

    def decide_in(match: Match, language: str) -> Answer:
        if guide.criteria and choosing.is_asked(match):
            return Answer("list", match.question, language, reason="choose")
        answer = replace(decide(match, guide), language=language)
        lacks = [
            name
            for name, side in lacking.find(match)
            if not is_described(match_alone(side), guide, match.named)
        ]
        return beside(answer, match, guide, lacks) if lacks else answer

    return decide_in
