"""An answer without its words, to be drawn again later: in a button's value, in the store.

Knows answers and what a guide has. Must not know how it looks, nor where it is kept. What
a person wrote is never part of it.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from bot.answer import Answer, Fact, Kind
from bot.guide import Guide

NEEDS_TYPES: dict[Kind, int] = {"card": 1, "comparison": 2, "choices": 1}
"""How many types of the guide a kind of answer cannot do without."""


def write(answer: Answer) -> str:
    """Return an answer's kind, language and ids in one line."""
    ids = {"types": answer.types, "pages": answer.pages, "among": answer.among}
    kept = {"kind": answer.kind, "language": answer.language, **ids, "fact": answer.fact}
    return json.dumps({key: value for key, value in kept.items() if value}, separators=(",", ":"))


def read(line: str, guide: Guide) -> Answer | None:
    """Return the answer as the guide, as it is now, can give it; None where it cannot.

    What has left the guide since is left out. Never raises, whatever the line.
    """
    try:
        kept = json.loads(line)
    except ValueError:
        return None
    if not isinstance(kept, dict) or kept.get("kind") not in get_args(Kind):
        return None
    types, among = (
        tuple(id_ for id_ in _ids(kept, key) if id_ in guide.types) for key in ("types", "among")
    )
    pages = tuple(id_ for id_ in _ids(kept, "pages") if id_ in guide.pages)
    kind: Kind = kept["kind"]
    if len(types) < NEEDS_TYPES.get(kind, 0) or (kind == "page" and not pages):
        return None
    language = str(kept.get("language"))
    language = language if language in guide.languages else guide.default_language
    fact: Fact = kept["fact"] if kept.get("fact") in get_args(Fact) else ""
    return Answer(kind, "", language, types=types, pages=pages, fact=fact, among=among)


def _ids(kept: dict[str, Any], key: str) -> list[str]:
    ids = kept.get(key, ())
    return [id_ for id_ in ids if isinstance(id_, str)] if isinstance(ids, list) else []
