"""Where a question says a name, however it is spelt.

Knows the names of a guide's types and pages, and the endings by which a language makes a
verb of a noun. Must not know what a question wants.

Exact keys are looked up in a table. A misspelt name is found by its first or its last
letters: of at most three slips, one of the two ends holds no more than one. Both look-ups
cost what the question costs, whatever the size of the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.language import Word, key, words

END = 5
"""Letters of a name's beginning or end by which a misspelling of it is looked up."""


def slips_allowed(length: int) -> int:
    """Return how many slips a key of that many letters may hold and still be the name.

    A transposition is one slip. On the folded keys of the guide every real typo tried stood
    at distance 1 or 2, and no two names nearer than 3 (consultation, concertation).
    """
    if length < END:
        return 0
    if length < 10:  # noqa: PLR2004
        return 1
    return 2 if length < 16 else 3  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of one name: whose it is and in which languages.

    A derived one is made of the name ("coordinating"), not the name itself.
    """

    owner: str
    key: str
    languages: frozenset[str]
    is_derived: bool = False


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
    ) -> None:
        """Take (owner, language, name) triples.

        `endings` are, by language, lines such as "ation: ate ating": a name that ends in
        the first may end in the others. `ordinary` are words that are themselves, never a
        name misspelt.
        """
        self._exact: dict[str, tuple[Name, ...]] = {}
        self._longest = 1
        self._ordinary = frozenset(ordinary)
        gathered: dict[tuple[str, str], tuple[set[str], bool]] = {}
        for owner, language, text in names:
            for spelling, is_derived in _spellings(text, endings.get(language, ())):
                languages, _ = gathered.setdefault((owner, spelling), (set(), is_derived))
                languages.add(language)
            self._longest = max(self._longest, len(words(text)))
        for (owner, spelling), (languages, is_derived) in gathered.items():
            name = Name(owner, spelling, frozenset(languages), is_derived)
            self._exact[spelling] = (*self._exact.get(spelling, ()), name)
        self._longest_key = max(map(len, self._exact), default=0)
        self._heads: dict[str, list[str]] = {}
        self._tails: dict[str, list[str]] = {}
        for spelling, owners in self._exact.items():
            if slips_allowed(len(spelling)) and not all(name.is_derived for name in owners):
                for part in _one_less(spelling[:END]):
                    self._heads.setdefault(part, []).append(spelling)
                if slips_allowed(len(spelling)) > 1:
                    for part in _one_less(spelling[-END:]):
                        self._tails.setdefault(part, []).append(spelling)

    def find(self, question: Sequence[Word]) -> list[Mention]:
        """Return the names that a question says, in its order, none within another.

        Where two names fit one place equally well, both are returned.
        """
        found = [*self._find_exact(question), *self._find_misspelt(question)]
        # The longest name wins, and a slip weighs as much as three letters.
        found.sort(key=lambda m: (3 * m.slips - len(m.name.key), m.slips, m.start, m.name.owner))
        chosen: list[Mention] = []
        for mention in found:
            if all(
                mention.end <= other.start
                or other.end <= mention.start
                or (
                    (mention.start, mention.end) == (other.start, other.end)
                    and mention.slips == other.slips
                    and mention.name.owner != other.name.owner
                )
                for other in chosen
            ):
                chosen.append(mention)
        return sorted(chosen, key=lambda m: (m.start, m.name.owner))

    def _find_exact(self, question: Sequence[Word]) -> Iterator[Mention]:
        exact, longest = self._exact, self._longest_key
        for start in range(len(question)):
            window = ""
            for end in range(start, min(start + self._longest + 1, len(question))):
                window += question[end].folded
                if len(window) > longest:
                    break
                for name in exact.get(window, ()):
                    yield Mention(name, start, end + 1, 0)

    def _find_misspelt(self, question: Sequence[Word]) -> Iterator[Mention]:
        folded = [word.folded for word in question]
        heads, tails, span = self._heads, self._tails, self._longest + 1
        count = len(folded)
        for i in range(count):
            if folded[i] in self._ordinary:
                continue
            head = "".join(folded[i : i + 3])[: END + 1]
            keys = {k for part in _one_less(head[:END]) for k in heads.get(part, ())}
            if keys:
                yield from self._compare(
                    keys, ((i, end) for end in range(i + 1, min(i + span, count) + 1)), folded
                )
            tail = "".join(folded[max(0, i - 2) : i + 1])[-END:]
            keys = {k for part in _one_less(tail) for k in tails.get(part, ())}
            if keys:
                yield from self._compare(
                    keys, ((start, i + 1) for start in range(max(0, i + 1 - span), i + 1)), folded
                )

    def _compare(
        self, keys: set[str], windows: Iterable[tuple[int, int]], folded: Sequence[str]
    ) -> Iterator[Mention]:
        for start, end in windows:
            window = "".join(folded[start:end])
            if end - start == 1 and window in self._ordinary:
                continue
            for spelling in keys:
                slips = _slips(window, spelling)
                if slips:
                    for name in self._exact[spelling]:
                        if not name.is_derived:
                            yield Mention(name, start, end, slips)


def _slips(window: str, spelling: str) -> int:
    """Return how many slips lead from a spelling to a window, or 0 where it is none of it.

    People seldom miss a word's first letter: another one there costs one slip more
    ("recreation" is not "co-creation"). A digit is no slip of the pen ("CO2 design").
    """
    allowed = slips_allowed(len(spelling))
    if abs(len(window) - len(spelling)) > allowed:
        return 0
    slips = OSA.distance(window, spelling, score_cutoff=allowed)
    if window[0] != spelling[0] and window[:2] != spelling[1::-1]:
        slips += 1
    if slips > allowed:
        return 0
    if any(map(str.isdigit, window)) and not any(map(str.isdigit, spelling)):
        return 0
    return slips


def _one_less(part: str) -> set[str]:
    """The part itself, and the part without each of its letters."""
    return {part, *(part[:i] + part[i + 1 :] for i in range(len(part)))}


def _spellings(text: str, endings: Sequence[str]) -> Iterator[tuple[str, bool]]:
    spelling = key(text)
    if not spelling:
        return
    yield spelling, False
    for line in endings:
        ending, _, others = line.partition(":")
        if spelling.endswith(key(ending)):
            stem = spelling[: len(spelling) - len(key(ending))]
            for other in others.split():
                yield stem + key(other), True
