"""Asking whether a card helped and, where it did not, what was meant.

Knows blocks and wording. Must not know who is asked; what they say is kept by
`bot.slack.feedback`. The ids of questions come from `bot.asked`.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks import MOST_BUTTONS, Draft, Message, button
from bot.guide import Type
from bot.wording import Wording

# More would push what was asked off a phone's screen; the list of all types has the rest.
MOST_OFFERED = 20


def ask(message: Message, words: Wording, type_id: str, question_id: int) -> Message:
    """Return the card of a type with "Was this helpful?" at its end."""
    draft = Draft(words)
    draft.put(message)
    draft.quiet(words.say("helpful"))
    value = f"{words.language} {type_id}"
    draft.buttons(
        [
            button(
                words.say("helpful_yes"),
                f"helpful:{question_id}",
                value=value,
                label=words.say("helpful_yes_label"),
            ),
            button(
                words.say("helpful_no"),
                f"unhelpful:{question_id}",
                value=value,
                label=words.say("helpful_no_label"),
            ),
        ]
    )
    return draft.message()


def ask_what_was_meant(words: Wording, others: Iterable[Type], question_id: int) -> Message:
    """Return a message that offers the other types to pick from."""
    draft = Draft(words)
    draft.paragraph(words.say("meant"))
    buttons = [
        button(of.name[words.language], f"meant:{question_id}:{of.id}", value=words.language)
        for of in others
    ][:MOST_OFFERED]
    none = button(words.say("meant_none"), f"meant:{question_id}:", value=words.language)
    buttons.append(none)
    for start in range(0, len(buttons), MOST_BUTTONS):
        draft.buttons(buttons[start : start + MOST_BUTTONS])
    return draft.message()
