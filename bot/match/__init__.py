"""From a question to what it may be about. `Matcher.match` makes a `Match` of a question.

Pure: no I/O, no clock, no chance. The way of a question through this room: `reading` (words,
phrases, negation), `names` and `variants` (what is named), `learn` (what the rest speaks for),
`odds` (how sure that is), `intent` (what is wanted); `matcher` puts them together.
"""

from bot.match.matcher import Candidate, Match, Matcher

__all__ = ["Candidate", "Match", "Matcher"]
