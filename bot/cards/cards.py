"""From an answer to a message: what stands on each kind of card, and in which order.

Knows the guide, answers and the wording. Must not know how an answer was found; never
sends. Blocks, limits and escaping are in `bot.cards.blocks`.

What a guide says never changes, so each answer is drawn once and kept; only the words of
the question that decided are drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import ButtonElement

from bot.answer import Answer, Fact
from bot.cards import comparison, feedback
from bot.cards.blocks import Draft, Message, fit, mention
from bot.cards.comparison import MOST_COMPARED
from bot.cards.controls import (
    choose,
    compare_with,
    open_page,
    pick_card,
    read_page,
    share,
    show_card,
    show_list,
)
from bot.cards.facts import ROOM, facts_of, first_sentence
from bot.guide import Guide, Link, Page, Type
from bot.wording import Wording

# A message's blocks may hold about 13,200 characters together (slackapi/bolt-js#2509): this
# much of each text leaves room for a list of forty.
SUMMARY, ROW_NAME, QUOTED, NAMED = 150, 75, 200, 60
# A message takes 50 blocks, and a list has a heading, an introduction and links as well.
MOST_LISTED = 40


Place: TypeAlias = Literal["channel", "thread", "direct"]
"""Where an answer was shared: in a channel, a thread, or direct messages."""
_SHARED: Mapping[Place, str] = {
    "channel": "shared_in_channel",
    "thread": "shared_in_thread",
    "direct": "shared_in_direct",
}


EXPLAINED = frozenset({"card", "comparison", "choices"})
"""Kinds of answers that say which words decided."""


class Cards:
    """Draws the answers of one guide, in each of its languages."""

    def __init__(self, guide: Guide, words: Mapping[str, Wording]) -> None:
        self._guide = guide
        self._words = words
        self._drawn = lru_cache(maxsize=4096)(self._draw)
        self._card = lru_cache(maxsize=4096)(self._draw_card)
        self._helpful = lru_cache(maxsize=4096)(self._draw_helpful)

    def message(
        self,
        answer: Answer,
        *,
        command: str = "/convene",
        is_private: bool = False,
        asker: str = "",
    ) -> Message:
        """Draw an answer in its language.

        `command` is what the bot is called by where it was asked, for the help: a slash command,
        "@" and its name, or nothing in direct messages. What only the
        person sees (`is_private`) can be shared. Where others see it too, `asker` is the id
        of the one person whose press on a choice replaces it.
        """
        above, below = self._drawn(
            replace(answer, question="", because=(), confidence=0.0, among=(), lacks=()),
            command,
            is_private,
            asker,
        )
        draft = Draft(self._words[answer.language])
        self._say_lacks(draft, answer)
        draft.put(above)
        self._quote(draft, answer)
        draft.put(below)
        return draft.message()

    def _draw(
        self,
        answer: Answer,
        command: str,
        is_private: bool,  # noqa: FBT001 - a part of the cache's key
        asker: str,
    ) -> tuple[Message, Message]:
        """Draw what stands above and below the words of the question that decided."""
        words = self._words[answer.language]
        above, below = Draft(words), Draft(words)
        types = [self._guide.types[id_] for id_ in answer.types]
        pages = [self._guide.pages[id_] for id_ in answer.pages]
        match answer.kind:
            case "card" | "comparison" if answer.fact:
                self._tell(above, words, types[:MOST_COMPARED], answer.fact)
            case "card":
                above.put(self._card(types[0].id, words.language))
                self._offer_runners_up(below, words, answer)
                below.put(
                    self._draw_card_controls(types[0].id, words.language, is_private=is_private)
                )
            case "comparison":
                comparison.draw(above, types, self._guide, words)
                above.buttons([show_card(of, words) for of in types[:MOST_COMPARED]])
                below.controls([share(answer, words)] if is_private else [])
            case "choices":
                self._offer(
                    above, words, types, pages, is_vague=answer.reason == "vague", asker=asker
                )
            case "page":
                self._show_page(above, words, pages[0])
                below.controls([share(answer, words)] if is_private else [])
            case "list" if answer.reason == "choose":
                above.paragraph(words.say("choose_offer"))
                above.buttons([choose(words), show_list(words)])
            case "list":
                self._list(above, words, answer, command)
            case "none":
                self._admit(above, words, answer, command)
        return above.message(), below.message()

    def card(self, type_id: str, language: str) -> Message:
        """Draw what the guide says of a type, without anything to do with it."""
        return self._card(type_id, language)

    def comparison(self, types: Sequence[str], language: str) -> Message:
        """Draw types side by side, without anything to do with them."""
        words = self._words[language]
        draft = Draft(words)
        comparison.draw(draft, [self._guide.types[id_] for id_ in types], self._guide, words)
        return draft.message()

    def shared(self, answer: Answer, user: str) -> Message:
        """Draw an answer for everybody, with who shared it: `user` is Slack's id of a person."""
        words = self._words[answer.language]
        draft = Draft(words)
        draft.credit(words.say("shared_by", who=mention(user)))
        draft.put(self.message(answer))
        return draft.message()

    def was_shared(self, answer: Answer, place: Place) -> Message:
        """Draw what is left of an answer for whoever has shared it: one line."""
        words = self._words[answer.language]
        draft = Draft(words)
        types = [self._guide.types[id_].name for id_ in answer.types]
        pages = [self._guide.pages[id_].title for id_ in answer.pages]
        names = [texts[answer.language] for texts in types or pages[:1]]
        draft.quiet(words.say(_SHARED[place], name=words.any_of(names)))
        return draft.message()

    def invite_verdict(self, message: Message, answer: Answer, question_id: int) -> Message:
        """Put "Was this helpful?" under a type's card, and on a choice which question it answers.

        Under one fact of a type nobody is asked.
        """
        if answer.kind == "choices":
            return feedback.tie(message, question_id)
        if answer.kind != "card" or answer.fact:
            return message
        return feedback.ask(message, self._helpful(answer.language, answer.types[0]), question_id)

    def _draw_helpful(self, language: str, type_id: str) -> Message:
        return feedback.draw(self._words[language], type_id)

    def thank(self, language: str) -> Message:
        """Thank for a yes."""
        return feedback.thank(self._words[language])

    def ask_what_was_meant(self, type_id: str, language: str, question_id: int) -> Message:
        """Offer every type but the one that was not meant."""
        others = [of for of in self._guide.types.values() if of.id != type_id]
        return feedback.ask_what_was_meant(self._words[language], others, question_id)

    def miss(self, language: str) -> Message:
        """Draw that the guide lacks what was meant, and the ways on."""
        words = self._words[language]
        draft = Draft(words)
        draft.paragraph(words.say("meant_thanks"))
        draft.buttons(self._ways_on(words))
        return draft.message()

    def with_below(self, answer: Answer, below: Message, *, is_private: bool) -> Message:
        """Draw a card with something else under it."""
        draft = Draft(self._words[answer.language])
        draft.put(self.message(answer, is_private=is_private))
        draft.put(below)
        return draft.message()

    def notice(self, key: str, language: str, **values: object) -> Message:
        """Draw one of the bot's own sentences, such as an apology."""
        words = self._words[language]
        draft = Draft(words)
        draft.paragraph(words.say(key, **values))
        return draft.message()

    def _draw_card(self, type_id: str, language: str) -> Message:
        of, words = self._guide.types[type_id], self._words[language]
        draft, facts = Draft(words), facts_of(of, self._guide, words)
        draft.heading(of.name[language])
        for other, endonym in self._guide.languages.items():
            if of.name[other] != of.name[language]:
                # The bot's words name the languages that it speaks itself, any other names itself.
                label = words.says.get(f"in_{other}", endonym[:1].upper() + endonym[1:])
                draft.quiet(words.say("fact", label=label, text=of.name[other]))
        draft.paragraph(fit(of.definition[language], ROOM["definition"]))
        draft.columns([facts.pop("who"), facts.pop("outcome")])
        for label, text in facts.values():
            draft.fact(label, text)
        self._link_pages(draft, words, of.pages)
        self._cite(draft, words, [of])
        return draft.message()

    def _cite(self, draft: Draft, words: Wording, types: Sequence[Type]) -> None:
        own = [link for of in types for link in of.links]
        cited = (*own, *(of.source or self._guide.source for of in types))
        links = [_in_language(link, words.language) for link in cited]
        further = {url: (title, url) for title, url in links}
        draft.references(words.say("source"), list(further.values()))

    def _draw_card_controls(self, type_id: str, language: str, *, is_private: bool) -> Message:
        of, words = self._guide.types[type_id], self._words[language]
        draft = Draft(words)
        card = Answer("card", "", language, types=(type_id,))
        draft.controls(
            [compare_with(of, self._guide, words), share(card, words) if is_private else None]
        )
        return draft.message()

    def _quote(self, draft: Draft, answer: Answer) -> None:
        """Show the words of the question that decided, in one quiet line."""
        if answer.because and answer.kind in EXPLAINED and not answer.fact:
            quoted = quoted_from(answer)
            words = self._words[answer.language]
            draft.quiet(words.say("because", words=fit(quoted, QUOTED)))

    def _say_lacks(self, draft: Draft, answer: Answer) -> None:
        """Say first what an answer leaves out, in one quiet line."""
        if answer.lacks:
            words = self._words[answer.language]
            names = (fit(unmarked(name), NAMED) for name in answer.lacks)
            draft.quiet(" ".join(words.say("lacks", name=name) for name in names))

    def _offer_runners_up(self, draft: Draft, words: Wording, answer: Answer) -> None:
        if answer.runners_up:
            near = [self._guide.types[id_] for id_ in answer.runners_up]
            draft.buttons([show_card(of, words) for of in near], words.say("not_this"))

    def _tell(self, draft: Draft, words: Wording, types: Sequence[Type], fact: Fact) -> None:
        """Tell one fact of some types, and no more."""
        if fact == "read":
            self._lead_on(draft, words, types)
            return
        if fact == "choose":
            self._weigh(draft, words, types)
            return
        facts = [facts_of(of, self._guide, words).get(fact) for of in types]
        texts = [found[1] if found else words.say("not_said_of_it") for found in facts]
        for of, text in zip(types, texts, strict=True):
            title = words.say("fact", label=of.name[words.language], text=words.say(fact))
            draft.row(title, text, show_card(of, words, words.say("show")))

    def _weigh(self, draft: Draft, words: Wording, types: Sequence[Type]) -> None:
        """Say when to choose which, and where there is more help."""
        if not comparison.draw_choice(draft, types, self._guide, words):
            draft.paragraph(words.say("choose_offer"))
        draft.buttons([*(show_card(of, words) for of in types), *self._help(words)])

    def _lead_on(self, draft: Draft, words: Wording, types: Sequence[Type]) -> None:
        """Show where there is more to read about some types, each place once."""
        names = [fit(of.name[words.language], ROW_NAME) for of in types]
        draft.paragraph(words.any_of(names))
        self._link_pages(draft, words, list(dict.fromkeys(id_ for of in types for id_ in of.pages)))
        self._cite(draft, words, types)

    def _offer(
        self,
        draft: Draft,
        words: Wording,
        types: Sequence[Type],
        pages: Sequence[Page],
        *,
        is_vague: bool,
        asker: str,
    ) -> None:
        draft.paragraph(words.say("choices_vague" if is_vague else "choices"))
        for of in types[:MOST_LISTED]:
            self._add_row(draft, words, of, pick_card(of, words, words.say("show"), asker=asker))
        self._link_pages(draft, words, [page.id for page in pages])
        draft.buttons(self._ways_on(words))

    def _show_page(self, draft: Draft, words: Wording, page: Page) -> None:
        draft.heading(page.title[words.language])
        draft.paragraph(page.summary[words.language])
        draft.links(
            words.say("read_more"),
            [(page.title[words.language], page.url[words.language])],
            [read_page(page, words), open_page(page, words, words.say("open_page"))],
        )
        if page.type is not None:
            of = self._guide.types[page.type]
            name = words.say("fact", label=words.say("type"), text=of.name[words.language])
            self._add_row(draft, words, of, show_card(of, words, words.say("show")), name)

    def _list(self, draft: Draft, words: Wording, answer: Answer, command: str) -> None:
        draft.heading(self._guide.title[words.language])
        if answer.reason == "help":
            self._explain(draft, words, command)
        else:
            draft.paragraph(words.say("gone" if answer.reason == "gone" else "list"))
        for of in list(self._guide.types.values())[:MOST_LISTED]:
            self._add_row(draft, words, of, show_card(of, words, words.say("show")))
        if (left_out := len(self._guide.types) - MOST_LISTED) > 0:
            draft.paragraph(words.say("list_more", count=left_out))
        self._link_pages(draft, words, tuple(self._guide.pages))
        if self._guide.criteria:
            draft.buttons([choose(words)])
        source = _in_language(self._guide.source, words.language)
        draft.references(words.say("source"), [source])

    def _admit(self, draft: Draft, words: Wording, answer: Answer, command: str) -> None:
        """Say plainly that no type was found, or answer a greeting; then show the way on."""
        if answer.reason == "thanks":
            draft.paragraph(words.say("thanks"))
            return
        is_greeting = answer.reason == "greeting"
        draft.paragraph(words.say("greeting" if is_greeting else "none"))
        # In a conversation, which others may read, no more than what was not just said.
        is_talk = not command or command.startswith("@")
        self._explain(draft, words, command, is_short=is_talk and not is_greeting)
        draft.buttons(self._ways_on(words))

    def _ways_on(self, words: Wording) -> list[ButtonElement]:
        return [show_list(words), *self._help(words)]

    def _help(self, words: Wording) -> list[ButtonElement]:
        return [choose(words)] if self._guide.criteria else []

    def _explain(
        self, draft: Draft, words: Wording, command: str, *, is_short: bool = False
    ) -> None:
        """Show how to ask, with names and, unless it `is_short`, a situation from the guide."""
        called = f"{command} " if command else ""
        one, *others = reversed(list(self._guide.types.values()))
        lines = [
            words.say("help"),
            words.say("help_name", command=called, name=one.name[words.language]),
        ]
        asks = one.asks.get(words.language)
        if asks and not is_short:
            lines.append(words.say("help_situation", command=called, situation=asks[0]))
        if others:
            names = {"one": one.name[words.language], "other": others[0].name[words.language]}
            lines.append(words.say("help_compare", command=called, **names))
        if command.startswith("/"):  # where else to ask is a matter of Slack's
            lines.append(words.say("help_where"))
        draft.paragraph("\n".join(lines))

    def _add_row(
        self, draft: Draft, words: Wording, of: Type, action: ButtonElement, name: str = ""
    ) -> None:
        summary = fit(first_sentence(of.definition[words.language]), SUMMARY)
        draft.row(fit(name or of.name[words.language], ROW_NAME), summary, action)

    def _link_pages(self, draft: Draft, words: Wording, ids: Sequence[str]) -> None:
        if ids:
            pages = [self._guide.pages[id_] for id_ in ids]
            language = words.language
            draft.links(
                words.say("read_more"),
                [(page.title[language], page.url[language]) for page in pages],
                [open_page(page, words) for page in pages],
            )


# What mrkdwn would take for bold, italics, strikethrough or code; it has no escape.
_MARKS = str.maketrans("", "", "*_~`")


def unmarked(text: str) -> str:
    """Return somebody's words without what would format them."""
    return text.translate(_MARKS)


def quoted_from(answer: Answer) -> str:
    """Return the words that decided, as they stand in the question: whole, and each once.

    The matcher cuts at hyphens: of "mock-ups" it may hold "mock" for telling.
    """
    whole = [_whole(words, answer.question) for words in answer.because]
    return unmarked(" · ".join(dict.fromkeys(whole)))


def _whole(words: str, question: str) -> str:
    """Return words with what a hyphen ties to them in a question."""
    start = question.find(words)
    while start >= 0 and not _stands_alone(start, len(words), question):
        start = question.find(words, start + 1)
    if start < 0:
        return words
    end = start + len(words)
    # Nobody ties more to a word; what somebody else wrote is not to be searched without end.
    before = _TIED_BEFORE.search(question[max(start - LONGEST_TIED, 0) : start])
    after = _TIED_AFTER.match(question[end : end + LONGEST_TIED])
    return (before[0] if before else "") + words + (after[0] if after else "")


def _stands_alone(start: int, length: int, question: str) -> bool:
    """Say whether no letter or digit touches that much of a question on either side."""
    end = start + length
    around = question[max(start - 1, 0) : start] + question[end : end + 1]
    return _PART_OF_WORD.search(around) is None


_PART_OF_WORD = re.compile(r"\w")
LONGEST_TIED = 60
_TIED_BEFORE = re.compile(r"(?<!\w)(?:\w+[-\u2010\u2011])+$")
_TIED_AFTER = re.compile(r"(?:[-\u2010\u2011]\w+)*")


def _in_language(link: Link, language: str) -> tuple[str, str]:
    return link.title[language], link.url[language]
