"""Whether an edit can be served before the bot has learnt from it.

Knows the guide. Of most edits it can: the cards say the new texts, a new or renamed type is
found by its names, a new ask is answered by its type, and what else a question is about is
found as it was a moment ago. Not of one that takes something away, or brings a language.
"""

from __future__ import annotations

from bot.guide import Guide


def is_retold(before: Guide, after: Guide) -> bool:
    """Tell whether all that the bot knows is still there, in the same languages."""
    is_same = (before.languages, before.default_language) == (
        after.languages,
        after.default_language,
    )
    are_there = before.types.keys() <= after.types.keys() and _pages(before) <= _pages(after)
    return is_same and are_there


def _pages(guide: Guide) -> set[tuple[str, str | None]]:
    return {(id_, page.type) for id_, page in guide.pages.items()}
