"""Where a question says a name, however it is spelt.

Knows the names of a guide's types and pages, and the endings by which a language makes a
verb of a noun. Must not know what a question wants.

Exact keys are looked up in a table. A misspelt name is found by its first or its last
letters: of at most three slips, one of the two ends holds no more than one. Both look-ups
cost what the question costs, whatever the size of the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from rapidfuzz.distance import OSA

from bot.language import Word, folded_words, key

END = 5
"""Letters of a name's beginning or end by which a misspelling of it is looked up."""

OPENING = 3
"""Letters by which a word is known to begin no name."""
REMEMBERED = 2048
"""Beginnings and ends whose names are kept at hand."""


MOST_SLIPS, LONG = 3, 16
"""A name of that many letters or more may hold so many slips."""


LONG_ENOUGH = 9
"""Letters of a derived form ("collaborer") that may hold one slip."""


def slips_allowed(length: int) -> int:
    """Return how many slips a key of that many letters may hold and still be the name.

    A transposition is one slip. On the folded keys of the guide every real typo tried stood
    at distance 1 or 2, and no two names nearer than 3 (consultation, concertation).
    """
    if length < END:
        return 0
    if length < 10:  # noqa: PLR2004
        return 1
    return 2 if length < LONG else MOST_SLIPS


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of one name: whose it is and in which languages.

    A derived one is made of the name ("coordinating"), not the name itself, and counts only
    as it stands, as does one that `may_be_misspelt` says must not.
    """

    owner: str
    key: str
    languages: frozenset[str]
    is_derived: bool = False
    may_be_misspelt: bool = True


class Mention(NamedTuple):
    """A name found in a question: words `start` to `end` (exclusive), with `slips`."""

    name: Name
    start: int
    end: int
    slips: int


class Names:
    """Every name of a guide, to be found in questions."""

    def __init__(
        self,
        names: Iterable[tuple[str, str, str]],
        endings: Mapping[str, Sequence[str]],
        ordinary: Iterable[str] = (),
        denials: Iterable[str] = (),
    ) -> None:
        """Take (owner, language, name) triples.

        `endings` are, by language, lines such as "ation: ate ating": a name that ends in
        the first may end in the others. `ordinary` are words that are themselves, never a
        name misspelt; `denials`, such as "not", are never slipped into one.
        """
        self._endings = endings
        self._denials = frozenset(denials)
        self._exact: dict[str, tuple[Name, ...]] = {}
        self._longest = 1
        self._ordinary = frozenset(ordinary)
        derived = {language: [*map(_ending, lines)] for language, lines in endings.items()}
        for owner, language, text in names:
            cut = folded_words(text)
            self._longest = max(self._longest, len(cut))
            for name in _spellings(owner, language, cut, derived.get(language, ())):
                if not (name.is_derived and name.key in self._ordinary):
                    self._add(name)
        self._longest_key = max(map(len, self._exact), default=0)
        self._openings = {spelling[:OPENING] for spelling in self._exact}
        heads, tails = _Ends(), _Ends()
        for spelling, owners in self._exact.items():
            if slips_allowed(len(spelling)) and any(name.may_be_misspelt for name in owners):
                heads.add(spelling[:END], spelling)
                if slips_allowed(len(spelling)) > 1:
                    tails.add(spelling[-END:], spelling)
        self._begun = lru_cache(REMEMBERED)(heads.by_length)
        self._ended = lru_cache(REMEMBERED)(tails.by_length)

    def renamed(self, names: Iterable[tuple[str, str, str]]) -> Names:
        """Return other names, found by the same rules."""
        return Names(names, self._endings, self._ordinary, self._denials)

    def _add(self, name: Name) -> None:
        """Add a spelling, once for its owner in all languages."""
        same = [other for other in self._exact.get(name.key, ()) if other.owner == name.owner]
        if same:
            name = replace(same[0], languages=same[0].languages | name.languages)
        others = (other for other in self._exact.get(name.key, ()) if other not in same)
        self._exact[name.key] = (*others, name)

    def find(self, question: Sequence[Word]) -> list[Mention]:
        """Return the names that a question says, in its order, none within another.

        Where two names fit one place equally well, both are returned.
        """
        found = [*self.find_exact(question), *self._find_misspelt(question)]
        found.sort(key=_how_far)
        holder: dict[int, Mention] = {}  # by word, the mention that it belongs to
        chosen = []
        for mention in found:
            held = [holder[i] for i in range(mention.start, mention.end) if i in holder]
            if all(_is_twin(mention, other) for other in held):
                if mention.name.owner not in {other.name.owner for other in held}:
                    chosen.append(mention)
                for i in range(mention.start, mention.end):
                    holder.setdefault(i, mention)
        return sorted(chosen, key=lambda m: (m.start, m.name.owner))

    def complete(self, question: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
        """Add the names that borrow a word from a name beside them.

        "Conception, production ou création conjointe", "co-design or production".
        """
        taken = {i for mention in mentions for i in range(mention.start, mention.end)}
        more = []
        for mention in mentions:
            said = [word.folded for word in question[mention.start : mention.end]]
            if len(said) == 1:
                continue
            first = mention.name.key.removesuffix("".join(said[1:]))
            last = mention.name.key.removeprefix("".join(said[:-1]))
            for i, word in enumerate(question):
                if i not in taken:
                    completed = word.folded + last if i < mention.start else first + word.folded
                    more += [
                        Mention(name, i, i + 1, 0)
                        for name in self._exact.get(completed, ())
                        if not name.is_derived
                    ]
        return sorted({*mentions, *more}, key=lambda m: (m.start, m.name.owner))

    def find_exact(self, question: Sequence[Word]) -> Iterator[Mention]:
        """Yield the names that a question says without a slip; they may overlap."""
        exact, longest, openings = self._exact, self._longest_key, self._openings
        for start, word in enumerate(question):
            if len(word.folded) >= OPENING and word.folded[:OPENING] not in openings:
                continue
            window = ""
            for end in range(start, min(start + self._longest + 1, len(question))):
                window += question[end].folded
                if len(window) > longest:
                    break
                if window in exact:
                    for name in exact[window]:
                        yield Mention(name, start, end + 1, 0)

    def _find_misspelt(self, question: Sequence[Word]) -> Iterator[Mention]:
        folded = [word.folded for word in question]
        span, count = self._longest + 1, len(folded)
        for i, word in enumerate(folded):
            if word in self._ordinary:
                continue
            is_long = len(word) >= END
            head = word[:END] if is_long else "".join(folded[i : i + 3])[:END]
            if keys := self._begun(head):
                ends = range(i + 1, min(i + span, count) + 1)
                yield from self._compare(keys, [(i, end) for end in ends], folded)
            tail = word[-END:] if is_long else "".join(folded[max(0, i - 2) : i + 1])[-END:]
            if keys := self._ended(tail):
                starts = range(max(0, i + 1 - span), i + 1)
                yield from self._compare(keys, [(start, i + 1) for start in starts], folded)

    def _compare(
        self,
        keys: Mapping[int, Sequence[str]],
        windows: Iterable[tuple[int, int]],
        folded: Sequence[str],
    ) -> Iterator[Mention]:
        for start, end in windows:
            window = "".join(folded[start:end])
            if len(window) not in keys:
                continue
            if window in self._exact or (end - start == 1 and window in self._ordinary):
                continue
            for spelling in keys[len(window)]:
                slips = slips_between(window, spelling)
                # "Consultation non obligatoire" is no slip of the pen.
                if slips and all(
                    word in spelling for word in folded[start + 1 : end] if word in self._denials
                ):
                    for name in self._exact[spelling]:
                        if name.may_be_misspelt and not (name.is_derived and slips > 1):
                            yield Mention(name, start, end, slips)


def _how_far(mention: Mention) -> tuple[int | str, ...]:
    """Order mentions, the best first: the longest name wins, and a slip weighs as three letters.

    Of one owner's equals its name comes before what is made of it. The rest only keeps chance out.
    """
    name = mention.name
    far = 3 * mention.slips - len(name.key)
    return far, mention.slips, mention.start, name.owner, name.is_derived, mention.end, name.key


def _is_twin(mention: Mention, other: Mention) -> bool:
    """Say whether two names fit one place equally well."""
    return mention[1:] == other[1:]


def slips_between(window: str, spelling: str) -> int:
    """Return how many slips lead from a spelling to a window, or 0 where it is none of it.

    People seldom miss a word's first letter: another one there costs one slip more
    ("recreation" is not "co-creation"). A digit is no slip of the pen ("CO2 design").
    """
    allowed = slips_allowed(len(spelling))
    slips = OSA.distance(window, spelling, score_cutoff=allowed)
    if slips > allowed:
        return 0
    if window[0] != spelling[0] and window[:2] != spelling[1::-1]:
        slips += 1
    if slips > allowed:
        return 0
    if any(map(str.isdigit, window)) and not any(map(str.isdigit, spelling)):
        return 0
    return slips


class _Ends:
    """Spellings by one end of theirs, to be found though a letter of it is wrong or missing."""

    def __init__(self) -> None:
        self._spellings: dict[str, list[str]] = {}
        self._ends: dict[str, list[str]] = {}  # by what is left without one of their letters

    def add(self, end: str, spelling: str) -> None:
        if end not in self._spellings:
            self._spellings[end] = []
            for part in _one_less(end):
                self._ends.setdefault(part, []).append(end)
        self._spellings[end].append(spelling)

    def by_length(self, typed: str) -> dict[int, list[str]]:
        """Return what may be meant by an end as typed, by how many letters slips leave it.

        Of most names that begin alike the length alone tells that they are not meant.
        """
        ends = {end for part in _one_less(typed) for end in self._ends.get(part, ())}
        found: dict[int, list[str]] = {}
        for end in ends:
            for spelling in self._spellings[end]:
                allowed = slips_allowed(len(spelling))
                for length in range(len(spelling) - allowed, len(spelling) + allowed + 1):
                    found.setdefault(length, []).append(spelling)
        return found


def _one_less(part: str) -> set[str]:
    """The part itself, and the part without each of its letters."""
    return {part, *(part[:i] + part[i + 1 :] for i in range(len(part)))}


_Ending: TypeAlias = tuple[str, tuple[str, ...]]


def _ending(line: str) -> _Ending:
    """Read a line such as "ation: ate ating": an ending, and those it may turn into."""
    ending, _, others = line.partition(":")
    return key(ending), tuple(map(key, others.split()))


def _spellings(
    owner: str, language: str, name: Sequence[str], endings: Sequence[_Ending]
) -> Iterator[Name]:
    """Yield a name and what its language makes of it.

    A short name with a word of one letter ("big C") is not looked for misspelt: without the
    letter it is another word.
    """
    spelling = "".join(name)
    if not spelling:
        return
    languages = frozenset((language,))
    is_brittle = len(spelling) < LONG and any(len(word) == 1 for word in name)
    yield Name(owner, spelling, languages, may_be_misspelt=not is_brittle)
    for ending, others in endings:
        if spelling.endswith(ending):
            stem = spelling[: len(spelling) - len(ending)]
            for other in others:
                derived = stem + other
                is_long = len(derived) >= LONG_ENOUGH
                yield Name(owner, derived, languages, is_derived=True, may_be_misspelt=is_long)
