"""What is said, to one person, of a message that somebody wrote: which type it describes.

Knows answers, the guide and wording. Must not know how the message was read. The message is
not to be trusted: of its words only those that decided are shown, and made inert.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answer import MOST_CHOICES, Answer
from bot.cards.blocks import Draft, Message, fit
from bot.cards.cards import Cards, quoted_from
from bot.cards.controls import choose, mean_card, reply_in_thread, show_list
from bot.guide import Guide
from bot.wording import Wording

QUOTED = 200


def seen_in_message(answer: Answer) -> Answer:
    """Return an answer as it is of use to somebody who reads a message.

    Types that it sets side by side are a choice, a page or the list is none.
    """
    match answer.kind:
        case "card":
            return answer
        case "choices" | "comparison":
            return replace(answer, kind="choices", types=answer.types[:MOST_CHOICES])
        case _:
            return replace(answer, kind="none", pages=())


class Described:
    """Draws what a message describes. `thread_ts` is where a reply to it would go."""

    def __init__(self, guide: Guide, words: Mapping[str, Wording], cards: Cards) -> None:
        self._guide = guide
        self._words = words
        self._cards = cards

    def message(self, answer: Answer, thread_ts: str) -> Message:
        """Draw what was `seen_in_message`: the type, a choice of several, or that there is none."""
        words = self._words[answer.language]
        draft = Draft(words)
        if answer.kind == "card":
            draft.paragraph(words.say("describes_one"))
            self._quote(draft, answer, words)
            self._put_card(draft, answer, thread_ts)
        elif answer.kind == "choices":
            draft.paragraph(words.say("describes_several"))
            self._quote(draft, answer, words)
            several = [self._guide.types[id_] for id_ in answer.types]
            draft.buttons([mean_card(of, words, thread_ts) for of in several])
        else:
            draft.paragraph(words.say("describes_none"))
            helps = [choose(words)] if self._guide.criteria else []
            draft.buttons([show_list(words), *helps])
        return draft.message()

    def card(self, answer: Answer, thread_ts: str) -> Message:
        """Draw the card of the type that a person chose."""
        draft = Draft(self._words[answer.language])
        self._put_card(draft, answer, thread_ts)
        return draft.message()

    def _put_card(self, draft: Draft, answer: Answer, thread_ts: str) -> None:
        words = self._words[answer.language]
        draft.put(self._cards.card(answer.types[0], answer.language))
        draft.controls([reply_in_thread(answer, words, thread_ts)])

    def _quote(self, draft: Draft, answer: Answer, words: Wording) -> None:
        if answer.because:
            draft.quiet(words.say("message_says", words=fit(quoted_from(answer), QUOTED)))
