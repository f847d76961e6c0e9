"""What a question wants: a definition, a comparison, the list, help, a page, or only to be polite.

Knows the phrases that ask for each. Must not know the guide, nor what is answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from bot.match.lessons import HELP, LIST, PAGE, TYPE
from bot.match.names import Mention
from bot.match.odds import best
from bot.match.reading import Reading, covered

Intent: TypeAlias = Literal["define", "compare", "list", "help", "page", "greeting", "thanks"]

SHORT = 6
"""Words beside two derived names up to which they are set side by side ("co-produce & co-create")."""


TELLS_OF = 25
"""Words beside names from which a text tells of something, and names stand there in passing."""


def tells_of_something(left: Sequence[int]) -> bool:
    """Say whether a text tells of something. `left` are the words that nothing accounts for."""
    return len(left) >= TELLS_OF


def tell_intent(
    reading: Reading,
    mentions: Sequence[Mention],
    left: Sequence[int],
    scores: Mapping[str, float],
) -> Intent:
    """Say what a question wants. `left` are the words that nothing accounts for."""
    named = [mention for mention in mentions if mention.name.owner.startswith(TYPE)]
    is_told = tells_of_something(left)
    if len({mention.name.owner for mention in named}) > 1 and (
        _asks_to_compare(reading, named)
        if is_told
        else not any(mention.name.is_derived for mention in named)
        or not left
        or reading.says("compare")
        or _is_choice(reading, mentions)
        or (len(left) <= SHORT and _is_row(named))
    ):
        return "compare"
    if not mentions:
        whole: Intent
        for whole in ("thanks", "greeting", "help", "list"):
            if _is_nothing_but(reading, whole):
                return whole
    likeliest = best(scores)
    if likeliest == LIST:
        return "list"
    if likeliest == HELP:
        return "help"
    is_page = likeliest.startswith(PAGE) or (reading.says("page") and not is_told)
    return "page" if is_page else "define"


def _asks_to_compare(reading: Reading, mentions: Sequence[Mention]) -> bool:
    """Say whether words that compare stand in one clause with a name."""
    clauses = {reading.words[mention.start].clause for mention in mentions}
    return any(
        heard.meaning == "compare" and reading.words[heard.start].clause in clauses
        for heard in reading.heard
    )


def _is_choice(reading: Reading, mentions: Sequence[Mention]) -> bool:
    """Say whether "or" and the like stand between two names."""
    return any(
        heard.meaning == "or" and first.end <= heard.start and heard.end <= second.start
        for heard in reading.heard
        for first, second in pairwise(mentions)
    )


def _is_row(mentions: Sequence[Mention]) -> bool:
    """Say whether each name follows the one before it, but for an "and"."""
    return all(second.start - first.end <= 1 for first, second in pairwise(mentions))


def _is_nothing_but(reading: Reading, meaning: str) -> bool:
    """Say whether a question holds such a phrase and nothing else but politeness."""
    told = [heard for heard in reading.heard if heard.meaning in (meaning, "polite")]
    return reading.says(meaning) and len(covered(told)) == len(reading.words)
