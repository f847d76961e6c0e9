"""Whether a question asks for help in choosing a type: "which one should we use?".

Knows the phrases that the bot listens for. Must not know what is then answered. A question
that says more than that describes something, and is left to `bot.answer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language import words
from bot.match.matcher import Match
from bot.match.phrases import Phrases

CHOOSE = "choose"
LISTENED_FOR = (CHOOSE, "asking", "polite", "follow_words")
MOST_SAID = 10
"""Words of its own beyond which a question says more, whatever they are."""


class Choosing:
    """Tells calls for help in choosing. Built once, then never changes."""

    def __init__(self, hears: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._phrases = Phrases.heard_in(hears, LISTENED_FOR)

    def is_asked(self, match: Match) -> bool:
        """Say whether a question asks for help in choosing, and for nothing else."""
        if match.is_empty or match.named or len(match.left) > MOST_SAID:
            return False
        heard = self._phrases.find(words(match.question))
        covered = {i for one in heard for i in range(one.start, one.end)}
        return any(one.meaning == CHOOSE for one in heard) and covered.issuperset(match.left)
