"""Drawing a message: Block Kit, its limits, and escaping.

Knows Slack's blocks. Must not know the guide or what an answer is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.wording import Wording

Blocks: TypeAlias = tuple[dict[str, Any], ...]

# Slack's limits, in characters: docs.slack.dev/reference/block-kit.
HEADER, SECTION, FIELD, CONTEXT = 150, 3000, 2000, 3000
POINT = 300  # six of them fit into a section
BUTTON, BUTTON_VALUE, ACCESSIBLE_NAME, OPTION = 75, 2000, 75, 75
# `text` may be far longer, but clients cut it: a whole answer stays under this.
MESSAGE_TEXT = 10_000
# One row takes 25 buttons, but more than five are a thicket on a phone.
MOST_BUTTONS = 5


@dataclass(frozen=True, slots=True)
class Message:
    """What Slack is sent. `text` is the whole answer, for whoever cannot see the blocks."""

    text: str
    blocks: Blocks


def escape(text: str) -> str:
    """Make text inert in mrkdwn: no mention, link or broadcast survives.

    Whatever has a meaning of its own there starts with "<", and these three characters
    are the ones to escape: docs.slack.dev/messaging/formatting-message-text.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(user: str) -> str:
    """Return the mrkdwn that names a person by Slack's id of theirs."""
    return f"<@{escape(user)}>"


def fit(text: str, most: int) -> str:
    """Shorten text so that it has `most` characters once escaped, ending in "…"."""
    while (excess := len(escape(text)) - most) > 0:
        cut = text.removesuffix("…")
        cut = cut[: max(len(cut) - excess - 1, 0)]
        blank = cut.rfind(" ", len(cut) // 2)
        text = (cut[:blank] if blank > 0 else cut).rstrip() + "…"
    return text


def fit_plain(text: str, most: int) -> str:
    """Shorten text that is not going to be escaped."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def fit_around(text: str, at: int, most: int) -> str:
    """Shorten text that is not going to be escaped to the words around a place in it."""
    if len(text) <= most:
        return text
    start = min(max(at - most // 3, 0), len(text) - most + 1)
    if start > 0:
        blank = text.find(" ", start, at)
        text = "…" + text[blank + 1 if blank >= 0 else at :]
    if len(text) > most:
        blank = text.rfind(" ", most // 2, most)
        text = text[: blank if blank > 0 else most - 1].rstrip(" ,;:") + "…"
    return text


def button(
    text: str, action_id: str, *, value: str = "", url: str = "", label: str = ""
) -> ButtonElement:
    """Return a button. `label` is what a screen reader says, where `text` is not enough."""
    return ButtonElement(
        text=PlainTextObject(text=fit_plain(text, BUTTON), emoji=False),
        action_id=action_id,
        value=value or None,
        url=url or None,
        accessibility_label=fit_plain(label, ACCESSIBLE_NAME) if label else None,
    )


class Draft:
    """A message in the making, from top to bottom.

    Each part is written twice: as a block for the eye and as a line of `text`. All texts
    are taken raw, and shortened and escaped here.
    """

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._blocks: list[dict[str, Any]] = []
        self._lines: list[str] = []

    def message(self) -> Message:
        """Return what was drawn so far."""
        text = "\n".join(self._lines)
        if len(text) > MESSAGE_TEXT:
            text = text[: text.rfind("\n", 0, MESSAGE_TEXT - 2)] + "\n…"
        return Message(text, tuple(self._blocks))

    def put(self, message: Message) -> None:
        """Add what was drawn before."""
        self._blocks += message.blocks
        self._lines += [message.text] if message.text else []

    def heading(self, text: str) -> None:
        """Add a title."""
        title = PlainTextObject(text=fit_plain(text, HEADER), emoji=False)
        self._add(HeaderBlock(text=title), text)

    def paragraph(self, text: str) -> None:
        """Add running text."""
        self._add(SectionBlock(text=_inert(text, SECTION)), text)

    def quiet(self, text: str) -> None:
        """Add a small grey line."""
        # Drawn anew for each question, so without the SDK's class, which costs 50 µs.
        line = escape(fit(text, CONTEXT))
        element = {"type": "mrkdwn", "text": line, "verbatim": True}
        self._blocks.append({"type": "context", "elements": [element]})
        self._lines.append(line)

    def fact(self, label: str, text: str) -> None:
        """Add a text under its label."""
        self._add(SectionBlock(text=_labelled(label, text, SECTION)), self._line(label, text))

    def columns(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add (label, text) pairs beside each other; on a phone, beneath each other."""
        fields = [_labelled(label, text, FIELD) for label, text in facts]
        self._add(SectionBlock(fields=fields), *(self._line(*fact) for fact in facts))

    def cells(self, label: str, cells: Sequence[tuple[str, str]]) -> None:
        """Add one fact of several things, (whose, text), beside each other under its label.

        Every cell says whose it is, since on a phone they stand beneath each other.
        """
        fields = [_labelled(whose, text, FIELD, mark="_") for whose, text in cells]
        title = MarkdownTextObject(text=f"*{escape(label)}*", verbatim=True)
        lines = (f"• {self._line(whose, text)}" for whose, text in cells)
        self._add(SectionBlock(text=title, fields=fields), label, *lines)

    def points(self, label: str, points: Sequence[tuple[str, str]]) -> None:
        """Add a line for each of several things, (which, text), under a label."""
        lines = [f"*{escape(label)}*"]
        for which, text in points:
            line = self._line(f"*{escape(fit(which, HEADER))}*", escape(fit(text, POINT)))
            lines.append(f"• {line}")
        title = MarkdownTextObject(text="\n".join(lines), verbatim=True)
        said = (f"• {self._line(which, text)}" for which, text in points)
        self._add(SectionBlock(text=title), label, *said)

    def row(self, title: str, text: str, action: ButtonElement) -> None:
        """Add a titled text with a button at its side."""
        section = SectionBlock(text=_labelled(title, text, SECTION), accessory=action)
        self._add(section, f"• {self._line(title, text)}")

    def buttons(self, buttons: Sequence[ButtonElement], label: str = "") -> None:
        """Add a row of buttons that do something here, and what they offer as text."""
        shown = list(buttons[:MOST_BUTTONS])
        names = ", ".join(str(one.text.text) for one in shown if one.text)
        if label:
            title = MarkdownTextObject(text=escape(label), verbatim=True)
            self._add(ContextBlock(elements=[title]), self._line(label, names))
        self._add(ActionsBlock(elements=shown))

    def controls(self, elements: Sequence[InteractiveElement | None]) -> None:
        """Add a row of buttons and menus, without those that there are not."""
        if shown := [element for element in elements if element is not None]:
            self._add(ActionsBlock(elements=shown))

    def links(
        self, label: str, links: Sequence[tuple[str, str]], buttons: Sequence[ButtonElement]
    ) -> None:
        """Add a row of buttons, and under `label` the links, as (title, address), to `text`."""
        self.buttons(buttons)
        self._lines.append(self._linked(label, links))

    def credit(self, text: str) -> None:
        """Add a small grey line in mrkdwn of our own, which is not made inert."""
        element = MarkdownTextObject(text=text, verbatim=True)
        self._blocks.append(ContextBlock(elements=[element]).to_dict())
        self._lines.append(text)

    def references(self, label: str, links: Sequence[tuple[str, str]]) -> None:
        """Add a small grey line of links, as (title, address)."""
        self.credit(self._linked(label, links))

    def _add(self, block: Block, *lines: str) -> None:
        self._blocks.append(block.to_dict())
        self._lines += (escape(fit(line, SECTION)) for line in lines)

    def _line(self, label: str, text: str) -> str:
        return self._words.say("fact", label=label, text=text)

    def _linked(self, label: str, links: Sequence[tuple[str, str]]) -> str:
        """Return links in mrkdwn. As many as a context block holds; an address is never cut."""
        line = ""
        for title, address in links:
            link = f"<{escape(address)}|{escape(title.replace('|', '/'))}>"
            longer = f"{line} · {link}" if line else link
            if len(longer) > CONTEXT - 2 * len(label):
                break
            line = longer
        return self._words.say("fact", label=escape(label), text=line)


def _inert(text: str, most: int) -> MarkdownTextObject:
    # `verbatim` keeps Slack from making links and mentions out of bare text.
    return MarkdownTextObject(text=escape(fit(text, most)), verbatim=True)


def _labelled(label: str, text: str, most: int, mark: str = "*") -> MarkdownTextObject:
    title = f"{mark}{escape(fit(label, HEADER))}{mark}\n"
    return MarkdownTextObject(text=title + escape(fit(text, most - len(title))), verbatim=True)
