"""How much a name in a question speaks for whose it is.

Most beside the words that ask what something is; less in passing. Must not know the guide.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from bot.match.names import Mention
from bot.match.reading import Reading

# Fitted like the numbers in `bot.match.odds`.
ASKED = 30.0
"""Log odds for a name that is asked for, or that is all there is."""
GAP = 3.0
"""Less for each word that stands between a name and the words that ask."""
ASKED_FAR = 20.0
"""The least where both stand somewhere in the question."""
NAMED, DERIVED = 15.0, 4.0
"""Log odds for a name in passing, and for a word made of a name ("coordinating")."""


def weigh_name(reading: Reading, mention: Mention, left: Sequence[int], *, is_meant: bool) -> float:
    """Return log odds for the owner of a name.

    `left` are the words that nothing accounts for. One that `is_meant` whatever stands
    around it speaks as if it were asked for from afar.
    """
    if not left:
        return ASKED
    far = _distance_from_asking(reading, mention, left)
    if far is not None:
        return max(ASKED_FAR, ASKED - GAP * far)
    if mention.name.is_derived:
        return DERIVED
    return ASKED_FAR if is_meant else NAMED


def _distance_from_asking(reading: Reading, mention: Mention, left: Sequence[int]) -> int | None:
    """Return how many words stand between a name and the nearest that ask what it is."""
    asking = [heard for heard in reading.heard if heard.meaning in ("define", "compare")]
    before = max((heard.end for heard in asking if heard.end <= mention.start), default=None)
    after = min((heard.start for heard in asking if heard.start >= mention.end), default=None)
    return min(
        (
            bisect_left(left, end) - bisect_left(left, start)
            for start, end in ((before, mention.start), (mention.end, after))
            if start is not None and end is not None
        ),
        default=None,
    )
