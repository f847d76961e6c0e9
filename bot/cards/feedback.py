"""Asking whether a card helped and, where it did not, what was meant.

Knows blocks and wording. Must not know who is asked; what they say is kept by
`bot.slack.feedback`. The ids of questions come from `bot.record.asked`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.cards.blocks import MOST_BUTTONS, Draft, Message, button
from bot.cards.controls import MEAN, PICK, Choice
from bot.guide import Type
from bot.wording import Wording

# More would push what was asked off a phone's screen; the list of all types has the rest.
MOST_OFFERED = 20


def draw(words: Wording, type_id: str) -> Message:
    """Return "Was this helpful?" for the card of a type, of no question yet."""
    draft, value = Draft(words), f"{words.language} {type_id}"
    draft.quiet(words.say("helpful"))
    answers = (
        ("helpful:", "helpful_yes", "helpful_yes_label"),
        ("unhelpful:", "helpful_no", "helpful_no_label"),
    )
    draft.buttons(
        [
            button(words.say(key), action_id, value=value, label=words.say(label))
            for action_id, key, label in answers
        ]
    )
    return draft.message()


def ask(message: Message, drawn: Message, question_id: int) -> Message:
    """Return a card with what was drawn at its end, asked of one question.

    Drawn once and only numbered here: this is done for each answer.
    """
    *above, row = drawn.blocks
    buttons = [{**one, "action_id": f"{one['action_id']}{question_id}"} for one in row["elements"]]
    blocks = (*message.blocks, *above, {**row, "elements": buttons})
    return Message(f"{message.text}\n{drawn.text}", blocks)


def tie(choice: Message, question_id: int) -> Message:
    """Return a choice whose buttons say which question they answer.

    Drawn once and only numbered here, too.
    """

    def tied(element: dict[str, Any]) -> dict[str, Any]:
        if not str(element.get("action_id", "")).startswith((f"{PICK}:", f"{MEAN}:")):
            return element
        carried = replace(Choice.read(element["value"]), question_id=question_id)
        return {**element, "value": carried.write()}

    blocks = []
    for block in choice.blocks:
        numbered = dict(block)
        if "accessory" in block:
            numbered["accessory"] = tied(block["accessory"])
        if block["type"] == "actions":
            numbered["elements"] = [tied(one) for one in block["elements"]]
        blocks.append(numbered)
    return Message(choice.text, tuple(blocks))


def thank(words: Wording) -> Message:
    """Return the thanks for a yes."""
    draft = Draft(words)
    draft.quiet(words.say("helpful_thanks"))
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
