"""The small card under a link to the guide that somebody posted.

Knows the guide's addresses and wording. Must not know who posted what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.cards.blocks import Draft, Message, fit
from bot.cards.controls import choose, read_page, show_list
from bot.guide import Guide, Page, Texts
from bot.wording import Wording

SUMMARY = 300
# Slack takes five domains: docs.slack.dev/reference/app-manifest.
MOST_DOMAINS = 5


def draw(url: str, guide: Guide, words: Mapping[str, Wording], language: str) -> Message | None:
    """Return the card for a link, or None where it is not one to the guide.

    The address tells the language; where all languages share one, it is `language`.
    """
    if spoken := _spoken(url, guide.source.url, language):
        return _source(guide, words[spoken])
    for page in guide.pages.values():
        if spoken := _spoken(url, page.url, language):
            return _page(page, words[spoken])
    return None


def bare(blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a card's blocks without those that hold something to press."""
    return [block for block in blocks if block["type"] != "actions"]


def domains(guide: Guide) -> list[str]:
    """Return the domains of the guide's addresses, as a manifest names them."""
    addresses = [guide.source.url, *(page.url for page in guide.pages.values())]
    found = [urlsplit(url).hostname or "" for texts in addresses for url in texts.values()]
    return list(dict.fromkeys(found))[:MOST_DOMAINS]


def _spoken(url: str, addresses: Texts, language: str) -> str | None:
    """Return the language whose address this is, `language` first."""
    matching = [one for one, address in addresses.items() if _bare(address) == _bare(url)]
    return language if language in matching else next(iter(matching), None)


def _bare(url: str) -> tuple[str, str]:
    """Return what of an address says which page it is: people copy it in many ways."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    return (parts.hostname or "").lower(), parts.path.rstrip("/")


def _source(guide: Guide, words: Wording) -> Message:
    language = words.language
    draft = Draft(words)
    draft.fact(guide.title[language], ", ".join(of.name[language] for of in guide.types.values()))
    draft.buttons([show_list(words), *([choose(words)] if guide.criteria else [])])
    return draft.message()


def _page(page: Page, words: Wording) -> Message:
    draft = Draft(words)
    summary = page.summary[words.language].split("\n\n")[0]
    draft.fact(page.title[words.language], fit(summary, SUMMARY))
    draft.controls([read_page(page, words)])
    return draft.message()
