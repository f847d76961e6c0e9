"""Words so broad that they fit several types: "partnership", "a working group".

Knows the words that a guide lists so. Must not know what else a question says.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.guide import Type
from bot.match.lessons import TYPE
from bot.match.phrases import Heard, Phrases
from bot.match.reading import Reading


class Broad:
    """The broad words of a guide's types, and whose they are."""

    def __init__(self, types: Iterable[Type]) -> None:
        self._phrases = Phrases(
            {
                TYPE + type_.id: [word for words in type_.broad.values() for word in words]
                for type_ in types
            }
        )

    def find(self, reading: Reading) -> list[Heard]:
        """Return where a question says a broad word, and does not deny it, once for each type."""
        heard = self._phrases.find(reading.words)
        return [one for one in heard if not reading.is_negated[one.start]]
