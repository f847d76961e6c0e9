"""A page of the guide, to be read in Slack itself: a modal with its summary and its link.

Knows the guide, wording and Slack's limits of a view. Never opens it.
"""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    DividerBlock,
    HeaderBlock,
    PlainTextObject,
    SectionBlock,
)

from bot.cards.blocks import HEADER, SECTION, fit_plain
from bot.cards.controls import open_page
from bot.guide import Page
from bot.wording import Wording

# docs.slack.dev/reference/views/modal-views: the title and the button that closes.
TITLE, MOST_BLOCKS = 24, 100


def draw(page: Page, words: Wording) -> dict[str, Any]:
    """Return the modal. Its texts are plain: what looks like a mention or link is none."""
    language = words.language
    title = page.title[language]
    heading = [] if len(title) <= TITLE else [HeaderBlock(text=_plain(title, HEADER))]
    paragraphs = [one for one in page.summary[language].split("\n\n") if one.strip()]
    blocks = [
        *heading,
        *(SectionBlock(text=_plain(one.strip(), SECTION)) for one in paragraphs),
        DividerBlock(),
        ActionsBlock(elements=[open_page(page, words, words.say("open_page"))]),
    ]
    return {
        "type": "modal",
        "title": _plain(title, TITLE).to_dict(),
        "close": _plain(words.say("close"), TITLE).to_dict(),
        "blocks": [block.to_dict() for block in blocks[:MOST_BLOCKS]],
    }


def _plain(text: str, most: int) -> PlainTextObject:
    return PlainTextObject(text=fit_plain(text, most), emoji=False)
