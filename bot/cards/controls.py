"""What a person can press or choose under an answer.

Knows the guide, wording, and which `action_id` and value each control carries: the
listeners in `bot.slack` go by these. Must not know what an answer says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ButtonElement,
    ExternalDataSelectElement,
    InteractiveElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot import recall
from bot.answer import Answer
from bot.cards.blocks import OPTION, button, fit_plain
from bot.guide import Guide, Page, Type
from bot.wording import Wording

# A menu holds 100 options: docs.slack.dev/reference/block-kit/block-elements/select-menu-element.
MOST_OPTIONS = 100

SHOW, PICK, LIST, OPEN = "show", "pick", "list", "open"
COMPARE, SHARE, READ = "compare", "share", "read"
TOGETHER = "together"
# In modals and the Home tab, where a press brings a trigger and no response URL.
CARD, CHOOSE, ADVICE, LOOK_UP = "card", "choose", "advice", "look_up"
TURN, LANGUAGE = "turn", "language"
# On what is said of somebody's message.
MEAN, REPLY = "mean", "reply"

# What is worth showing to others. A list or a choice is the start of a talk, not its end.
SHAREABLE = ("card", "comparison", "page")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a choice's button carries: its language, whose choice it is, which question it answers.

    `asker` is Slack's id of a person, where others see the choice too. `question_id` says
    nothing of the question to whoever reads it.
    """

    language: str
    asker: str = ""
    question_id: int | None = None

    def write(self) -> str:
        """Return it as a button's value."""
        return f"{self.language} {self.asker or '-'} {self.question_id or '-'}"

    @classmethod
    def read(cls, value: str) -> Choice:
        """Return what `write` wrote, also before there were questions' ids in it."""
        language, asker, question_id = (*value.split(" "), "", "", "")[:3]
        return cls(
            language,
            "" if asker == "-" else asker,
            int(question_id) if question_id.isdecimal() else None,
        )


def show_card(of: Type, words: Wording, text: str = "") -> ButtonElement:
    """Return the button that shows a type's card beside the message it is on."""
    return _to_card(SHOW, of, words, text, words.language)


def pick_card(of: Type, words: Wording, text: str = "", *, asker: str = "") -> ButtonElement:
    """Return the button that puts a type's card in place of the message it is on.

    Where others see the message too, only the `asker` replaces it.
    """
    return _to_card(PICK, of, words, text, Choice(words.language, asker).write())


def _to_card(verb: str, of: Type, words: Wording, text: str, value: str) -> ButtonElement:
    name = of.name[words.language]
    label = words.say("show_label", name=name)
    return button(text or name, f"{verb}:{of.id}", value=value, label=label)


def show_list(words: Wording) -> ButtonElement:
    """Return the button that shows every type."""
    return button(words.say("see_all"), LIST, value=words.language)


def view_card(of: Type, words: Wording) -> ButtonElement:
    """Return the button that shows a type's card in a modal."""
    return _to_card(CARD, of, words, words.say("show"), words.language)


def choose(words: Wording) -> ButtonElement:
    """Return the button that opens the questions which lead to a type."""
    return button(words.say("help_me_choose"), CHOOSE, value=words.language)


def mean_card(of: Type, words: Wording, thread_ts: str) -> ButtonElement:
    """Return the button that says which of several types a message is about."""
    return _to_card(f"{MEAN}:{thread_ts}", of, words, "", Choice(words.language).write())


def reply_in_thread(answer: Answer, words: Wording, thread_ts: str) -> ButtonElement:
    """Return the button that shows the answer to everybody under the message it is about."""
    value = recall.write(answer)
    return button(words.say("reply_in_thread"), f"{REPLY}:{thread_ts}", value=value)


def open_page(page: Page, words: Wording, text: str = "") -> ButtonElement:
    """Return the button that opens a page in the browser."""
    title, url = page.title[words.language], page.url[words.language]
    return button(text or words.say("read_about", title=title), f"{OPEN}:{page.id}", url=url)


def read_page(page: Page, words: Wording) -> ButtonElement:
    """Return the button that opens a page's summary in Slack itself."""
    label = words.say("read_label", title=page.title[words.language])
    return button(words.say("read_here"), f"{READ}:{page.id}", value=words.language, label=label)


def share(answer: Answer, words: Wording) -> ButtonElement:
    """Return the button that shows the answer to everybody where it was asked."""
    return button(words.say("share"), SHARE, value=recall.write(answer))


def compare_with(of: Type, guide: Guide, words: Wording) -> InteractiveElement | None:
    """Return the menu of the types that one can be set beside, or None where it is alone."""
    others = comparable(of, guide)
    action_id = f"{COMPARE}:{words.language}:{of.id}"
    placeholder = PlainTextObject(text=words.say("compare_with"), emoji=False)
    if len(others) > MOST_OPTIONS:
        return ExternalDataSelectElement(
            action_id=action_id, placeholder=placeholder, min_query_length=0
        )
    if not others:
        return None
    return StaticSelectElement(
        action_id=action_id, placeholder=placeholder, options=options(others, words)
    )


def compare_two(one: Type, other: Type, words: Wording) -> ButtonElement:
    """Return the button that sets two types side by side."""
    action_id = f"{TOGETHER}:{words.language}:{one.id}:{other.id}"
    return button(words.say("compare_two"), action_id)


def comparable(of: Type, guide: Guide) -> list[Type]:
    """Return a guide's other types, the related ones first."""
    ids = dict.fromkeys([*of.related, *guide.types])
    return [guide.types[id_] for id_ in ids if id_ != of.id and id_ in guide.types]


def options(types: Iterable[Type], words: Wording) -> list[Option]:
    """Return types as a menu offers them."""
    return [
        Option(
            value=of.id,
            text=PlainTextObject(text=fit_plain(of.name[words.language], OPTION), emoji=False),
        )
        for of in types
    ]
