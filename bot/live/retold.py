"""Whether an edit changed only what is told of types and pages, and left their names alone.

Knows the guide. Such an edit can be served before the bot has learnt from it: the cards say
the new texts, a new ask is answered by its type, and what else a question is about is found as
it was a moment ago.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.guide import Guide, Page, Type

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def is_retold(before: Guide, after: Guide) -> bool:
    """Tell whether the two have the same types and pages, by the same names."""
    return _names(before) == _names(after)


def _names(guide: Guide) -> object:
    """Return what of a guide leads a question to something by itself."""
    types = {id_: _unsaid_type(one) for id_, one in guide.types.items()}
    pages = {id_: _unsaid_page(one) for id_, one in guide.pages.items()}
    return dict(guide.languages), guide.default_language, types, pages


def _unsaid_type(of: Type) -> Type:
    return replace(
        of,
        asks=_NOTHING,
        definition=_NOTHING,
        who=_NOTHING,
        outcome=_NOTHING,
        example=_NOTHING,
        note=_NOTHING,
        choose_when=_NOTHING,
        steps=(),
        related=(),
        pages=(),
        links=(),
        source=None,
        reviewed=None,
    )


def _unsaid_page(of: Page) -> Page:
    return replace(of, asks=_NOTHING, url=_NOTHING, summary=_NOTHING, reviewed=None)
