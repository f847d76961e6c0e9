"""What a question compares with a type and is none itself: "consultation vs hackathon".

Knows the words that stand between two things compared, and those that name nothing. Must not
know what is answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.language import Word, as_typed, folded_words, words
from bot.match.matcher import ACCOUNTED, Match
from bot.match.phrases import Heard, Phrases, heard_words
from bot.match.reading import covered, is_as_typed

COMPARE, FROM = "compare", "beside_from"
JOINTS = ("beside", "beside_and", FROM)
"""Keys of `hears` for what stands between the two, the surest first. The others count only where
words that compare are said, too; the last where these stand right before the type."""
TALK = frozenset(
    {
        *ACCOUNTED,
        *("choose", "follow_all", "follow_source", "follow_words", "help", "list"),
        *(
            "this_language",
            "fact_example",
            "fact_note",
            "fact_outcome",
            "fact_steps",
            "fact_when",
            "fact_who",
        ),
    }
)
"""Keys of `hears` for what else is said in a question: a name is more than that."""

MOST_SAID = 20
"""Words up to which a question asks, and does not tell."""
MOST_OF_A_NAME = 4
NOTHING = range(0)
MOST_BESIDES = 3
"""Words of its own that such a question may hold besides."""


class Beside(NamedTuple):
    """What may be a `name`, as it was typed, and the whole `side` of the question it stands in."""

    name: str
    side: str


class Lacking:
    """Finds what is compared with a type. Built once, then never changes."""

    def __init__(self, hears: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._phrases = Phrases.heard_in(hears, {COMPARE, *JOINTS, *TALK})
        self._articles = heard_words(hears, "beside_articles")
        self._within = self._articles | heard_words(hears, "beside_within")
        self._nothing = heard_words(hears, "beside_nothing")
        self._goes_on = heard_words(hears, "follow_for") | heard_words(hears, "beside_within")

    def find(self, match: Match) -> list[Beside]:
        """Return what a question sets beside the types that it names, and that is none itself."""
        if not match.named or not match.left:
            return []
        said = words(match.question)
        if len(said) > MOST_SAID:
            return []
        heard = [*_slashes(said), *self._phrases.find(said)]
        heard.sort(key=lambda one: one.start)
        talk = covered(one for one in heard if one.meaning in TALK)
        articles = [i for i, word in enumerate(said) if word.folded in self._articles]
        compares = any(one.meaning == COMPARE for one in heard)
        joints = JOINTS[:1] if not compares else JOINTS if len(match.named) == 1 else JOINTS[:-1]
        for joint in joints:
            found = self._beside(match, said, heard, joint, talk)
            besides = set(match.left).difference(talk, articles, *(name for name, _ in found))
            if found and len(besides) <= (MOST_BESIDES if compares else 0):
                return [
                    Beside(
                        as_typed(said[name.start : name.stop]),
                        as_typed(said[side.start : side.stop]),
                    )
                    for name, side in found
                ]
        return []

    def _beside(
        self,
        match: Match,
        said: Sequence[Word],
        heard: Sequence[Heard],
        joint: str,
        talk: set[int],
    ) -> list[tuple[range, range]]:
        """Return what stands at joints of one kind, each with all of its side of the question."""
        names, echoes = _names(match)
        named = _places(said, names)
        joints = [one for one in heard if one.meaning == joint and is_as_typed(one, said)]
        if joint == FROM:
            joints = [one for one in joints if self._is_told_from(one.start, said, heard, named)]
        left = set(match.left) | _places(said, echoes) - named
        found = []
        is_known = False
        for side in _sides(joints, len(said)) if joints else ():
            if named.intersection(side):
                is_known = True
                continue
            name = self._name(side, said, left, talk)
            if name and not talk.issuperset(name):
                found.append((name, side))
        return found if is_known else []

    def _is_told_from(
        self, place: int, said: Sequence[Word], heard: Sequence[Heard], named: set[int]
    ) -> bool:
        """Say whether words that compare and a name stand right before a place, and no more."""
        if place - 1 not in named:
            return False
        while place - 1 in named:
            place -= 1
        while place and said[place - 1].folded in self._articles:
            place -= 1
        return any(one.meaning == COMPARE and one.end == place for one in heard)

    def _name(self, side: range, said: Sequence[Word], left: set[int], talk: set[int]) -> range:
        """Return the words of a side, next to its joint, that may be a name; else none."""
        is_before = side.start == 0
        places: list[int] = []
        for i in reversed(side) if is_before else side:
            is_apart = bool(places) and said[i].clause != said[places[0]].clause
            if is_apart or (i not in left and said[i].folded not in self._within):
                # "A survey that we ran" goes on; "a survey, please" and "a survey in…" do not.
                if not (is_before or is_apart or i in talk or said[i].folded in self._goes_on):
                    return NOTHING
                break
            places.append(i)
        places.sort()
        while places and said[places[0]].folded in self._articles:
            places.pop(0)
        while places and said[places[-1]].folded in self._within:
            places.pop()
        if places and places[0] not in left:
            return NOTHING
        is_name = self._nothing.isdisjoint(said[i].folded for i in places)
        if not is_name or not 0 < len(places) <= MOST_OF_A_NAME:
            return NOTHING
        return range(places[0], places[-1] + 1)


def _slashes(said: Sequence[Word]) -> Iterator[Heard]:
    """Yield each stroke between two words: "consultation / survey"."""
    for i, word in enumerate(said):
        if word.before.strip() == "/":
            yield Heard(JOINTS[0], i, i)


def _sides(joints: Sequence[Heard], count: int) -> Iterator[range]:
    """Yield what stands before, between and after the joints of so many words."""
    start = 0
    for joint in joints:
        if joint.start >= start:
            yield range(start, joint.start)
        start = max(start, joint.end)
    yield range(start, count)


def _names(match: Match) -> tuple[list[list[str]], list[list[str]]]:
    """Return the names that a question says, in folded words; and apart, what echoes one.

    Of "co-design or design thinking", "design" is no name: it is a part of one that stands whole.
    """
    named = [one for one in (*match.types, *match.pages) if one.is_named]
    cut = [[folded_words(name) for name in one.because] for one in named]
    names: list[list[str]] = []
    echoes: list[list[str]] = []
    for own in cut:
        for name in own:
            count = len(name)
            is_echo = any(
                count < len(other) and name in (other[:count], other[-count:]) for other in own
            )
            (echoes if is_echo else names).append(name)
    return names, echoes


def _places(said: Sequence[Word], names: Sequence[Sequence[str]]) -> set[int]:
    """Return the places of all words of some names in a question."""
    folded = [word.folded for word in said]
    return {
        place
        for name in names
        for start in range(len(folded) - len(name) + 1)
        if folded[start : start + len(name)] == name
        for place in range(start, start + len(name))
    }
