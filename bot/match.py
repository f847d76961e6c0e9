"""What a question is about: candidates with scores, and the words that spoke for them.

Pure: no I/O, no clock, no chance. Knows the guide and words. Must not know how an
answer will look, Slack or YAML.

Two things speak for a type, and add up: its name, the more so beside words that ask what
something is, and a model learnt from the guide's own texts. Everyday talk, the whole list
and the pages stand against it in the same scales.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from bot.between import Between
from bot.guide import Guide
from bot.language import Tongues, folded_words, key, words
from bot.learn import Features, Model
from bot.lessons import CHATTER, HELP, LIST, PAGE, TYPE, VAGUE, Lesson, lessons, names
from bot.names import Mention, Name, Names
from bot.odds import HEAT, best, heat_of, probabilities, softmax
from bot.phrases import Heard
from bot.reading import Reader, Reading, parts
from bot.variants import Variants

Hears: TypeAlias = Mapping[str, tuple[str, ...]]
"""The words that the bot listens for in one language, by what they mean."""

Intent: TypeAlias = Literal["define", "compare", "list", "help", "page", "greeting", "thanks"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A type or page that a question may be about.

    `score` is a calibrated probability, 0 to 1: of the candidates at 0.9, nine in ten
    are meant. `because` holds the words of the question that spoke for it, in their
    order and as they were typed. `is_named` is true when its name stands in the question.
    """

    id: str
    score: float
    because: tuple[str, ...]
    is_named: bool


@dataclass(frozen=True, slots=True)
class Match:
    """What one question may be about.

    `language` is the question's, or None where it does not tell ("coordination").
    `types` and `pages` are best first, the few best. `is_unsure` is true where the
    person says that something is still open, `is_vague` where all that was said is what
    several names share ("co-"), `is_empty` where there was not one word. `named` are the
    types that are named, in the question's order; `left` the places, among its
    `language.words`, of those that no name and no way of asking accounts for.
    """

    question: str
    language: str | None
    intent: Intent
    types: tuple[Candidate, ...]
    pages: tuple[Candidate, ...]
    is_unsure: bool = False
    is_vague: bool = False
    is_empty: bool = False
    named: tuple[str, ...] = ()
    left: tuple[int, ...] = ()


# Fitted like the numbers in `bot.odds`.
ASKED = 30.0
"""Log odds for a name that is asked for, or that is all there is."""
GAP = 3.0
"""Less for each word that stands between a name and the words that ask."""
ASKED_FAR = 20.0
"""The least where both stand somewhere in the question."""
AROUND = 0.2
"""What else is said counts that much less around a name that is asked for."""
ASKED_FOR = 6.0
"""Log odds against everyday talk where a person asks what that would be called."""
NAMED, DERIVED = 12.0, 4.0
"""Log odds for a name in passing, and for a word made of a name ("coordinating")."""

GENERAL = 6
"""The most words that talk so general may hold: who says more, means something."""

MOST_CANDIDATES = 4
"""Candidates worth carrying along."""
MOST_REASONS = 4
"""Words that are told as the reason for a candidate that was not named."""

ACCOUNTED = frozenset({"define", "compare", "or", "polite", "asking", "page", "unsure"})
"""Phrases that say how a question is asked, not what it is about."""


MANY = 500
"""Types from which on words count whole: the n-grams of so many would fill the memory, and
tell few of them apart."""


class Matcher:
    """Matches questions against one guide. Built once for a guide, then never changes."""

    def __init__(self, guide: Guide, hears: Mapping[str, Hears]) -> None:
        self._reader = Reader(hears)
        self._small_words = self._reader.small_words
        lookalikes = (
            word.folded
            for heard in hears.values()
            for phrase in heard.get("lookalikes", ())
            for word in words(phrase)
        )
        self._names = Names(
            names(guide),
            {language: heard.get("endings", ()) for language, heard in hears.items()},
            self._small_words.union(lookalikes),
        )
        self._everyday: set[str] = set()  # keys of the names that everyday talk says
        self._shared_parts = _shared_parts(guide, self._small_words)
        self._pages_of_types = {
            PAGE + page.id: TYPE + page.type for page in guide.pages.values() if page.type
        }
        self._variants = Variants(guide.types.values())
        said: dict[str, Counter[str]] = {language: Counter() for language in guide.languages}
        self._model = Model(
            self._examples(lessons(guide, hears), said),
            parts if len(guide.types) <= MANY else None,
        )
        self._between = Between(self._model, self._reader)
        self._tongues = Tongues(
            said, {language: heard.get("small_words", ()) for language, heard in hears.items()}
        )

    def _examples(
        self, texts: Iterable[Lesson], said: Mapping[str, Counter[str]]
    ) -> Iterator[tuple[str, Features]]:
        """Yield the model's examples; note on the way what each language and everyday talk say."""
        for lesson in texts:
            cut = words(lesson.text)
            said[lesson.language].update([word.folded for word in cut])
            if lesson.about == CHATTER:
                self._everyday.update(mention.name.key for mention in self._names.find(cut))
            if lesson.about:
                yield lesson.about, self._reader.features(self._reader.read_words(cut))

    def match(self, question: str) -> Match:
        """Say what a question of any length, in any language and shape, is about."""
        reading = self._reader.read(question)
        mentions = self._variants.settle(reading, self._find_names(reading))
        left = self._left_over(reading, mentions)
        vague = self._vague(reading, mentions, left)
        odds = self._odds(reading, mentions, left)
        is_general = best(odds) == VAGUE and len(left) <= GENERAL
        between = () if mentions or vague else self._between.types(reading)
        is_unsure = _is_unsure(reading, mentions) or is_general or bool(between)
        if even := vague or between:
            scores = dict.fromkeys(even, 1 / len(even))
        else:
            said = len(left) if is_unsure or not mentions else None
            scores = probabilities(odds, heat_of(said, is_unsure=is_unsure))
        intent = self._intent(reading, mentions, left, scores)
        types = self._candidates(TYPE, scores, reading, mentions)
        return Match(
            question=question,
            language=self._language(reading, mentions),
            intent=intent,
            types=types,
            pages=self._candidates(PAGE, scores, reading, mentions),
            is_unsure=is_unsure,
            is_vague=bool(vague),
            is_empty=not reading.words,
            named=_named(mentions),
            left=tuple(left),
        )

    def _find_names(self, reading: Reading) -> list[Mention]:
        found = self._names.find(reading.words)
        is_listed = any(word.before.strip() in ("/", ",") for word in reading.words[1:])
        if found and (is_listed or reading.says("compare") or reading.says("or")):
            found = self._names.complete(reading.words, found)
        return found

    def scores_without(self, ask: str, type_id: str) -> dict[str, float]:
        """Return the probability of each type for one of a type's asks, had it not been learnt."""
        features = self._reader.features(self._reader.read(ask))
        odds = self._model.weigh_without(features, TYPE + type_id)
        types = {about: log for about, log in odds.items() if about.startswith(TYPE)}
        return {about.removeprefix(TYPE): p for about, p in softmax(types, HEAT).items()}

    def _odds(
        self, reading: Reading, mentions: Sequence[Mention], left: Sequence[int]
    ) -> dict[str, float]:
        """Return for each thing that a question may be about how much speaks for it."""
        sayings = [mention for mention in mentions if self._is_term(mention.name)]
        odds = self._model.weigh(self._reader.features(reading, _covered(sayings)))
        if sayings or (mentions and reading.says("define")):
            odds = {about: AROUND * log for about, log in odds.items()}
        for mention in mentions:
            owner = mention.name.owner
            odds[owner] = odds.get(owner, 0.0) + self._weigh_name(reading, mention, left)
            for everything in (LIST, HELP, VAGUE):
                odds.pop(everything, None)
        if any(h.meaning == "asking" and h.end - h.start > 1 for h in reading.heard):
            odds[CHATTER] = odds.get(CHATTER, 0.0) - ASKED_FOR
            odds.pop(HELP, None)
        for page, type_ in self._pages_of_types.items():
            if page in odds and not reading.says("page"):
                odds[type_] = max(odds.get(type_, 0.0), odds.pop(page))
        return odds

    def _weigh_name(self, reading: Reading, mention: Mention, left: Sequence[int]) -> float:
        """Return how much a name speaks for its owner: most beside words that ask for it.

        One that everyday talk never says is meant wherever it stands.
        """
        if not left:
            return ASKED
        far = _distance_from_asking(reading, mention, left)
        if far is not None:
            return max(ASKED_FAR, ASKED - GAP * far)
        if mention.name.is_derived:
            return DERIVED
        is_page_asked = mention.name.owner.startswith(PAGE) and reading.says("page")
        return ASKED_FAR if is_page_asked or self._is_term(mention.name) else NAMED

    def _is_term(self, name: Name) -> bool:
        """Say whether it is a type's name that everyday talk never says."""
        is_whole = name.owner.startswith(TYPE) and not name.is_derived
        return is_whole and name.key not in self._everyday

    def _left_over(self, reading: Reading, mentions: Sequence[Mention]) -> list[int]:
        """Return the words that no name, no question word and no politeness accounts for."""
        covered = _covered(mentions) | _covered(
            heard for heard in reading.heard if heard.meaning in ACCOUNTED
        )
        return [
            i
            for i, word in enumerate(reading.words)
            if i not in covered and word.folded not in self._small_words
        ]

    def _vague(
        self, reading: Reading, mentions: Sequence[Mention], left: Sequence[int]
    ) -> tuple[str, ...]:
        """Return the types that have all that was said of a name in common ("co-")."""
        if self._variants.is_bare(reading, mentions) and len(mentions) + len(left) == 1:
            owner = mentions[0].name.owner
            return (owner, self._variants.of(owner) or owner)
        if mentions:
            return ()
        owners = [self._shared_parts.get(reading.words[i].folded, ()) for i in left]
        shared = {owner for owner in owners if owner}
        others = owners.count(())
        is_asked = reading.says("define") or reading.says("asking")
        is_all = not others or (others == 1 and is_asked) or reading.says("unsure")
        return shared.pop() if len(shared) == 1 and is_all else ()

    def _intent(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        left: Sequence[int],
        scores: Mapping[str, float],
    ) -> Intent:
        named = [mention for mention in mentions if mention.name.owner.startswith(TYPE)]
        if len({mention.name.owner for mention in named}) > 1 and (
            not any(mention.name.is_derived for mention in named)
            or not left
            or reading.says("compare")
            or _is_choice(reading, mentions)
            or (len(left) <= GENERAL and _is_row(named))
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
        return "page" if likeliest.startswith(PAGE) or reading.says("page") else "define"

    def _language(self, reading: Reading, mentions: Sequence[Mention]) -> str | None:
        """Return the language of the words around the names, then of the names.

        A name that equals its type's id is everybody's ("co-design"): it tells nothing. A
        greeting tells only where nothing else does: many end an English question in "merci".
        """
        inside = _covered(mentions)
        polite = _covered(heard for heard in reading.heard if heard.meaning == "polite")
        hints = [
            language
            for mention in mentions
            if len(mention.name.languages) == 1
            and key(mention.name.owner.partition(":")[2]) != mention.name.key
            for language in mention.name.languages
        ]
        around = [
            (i, word.folded)
            for i, word in enumerate(reading.words)
            if i not in inside or (len(word.folded) > 1 and word.folded in self._small_words)
        ]
        told = self._tongues.tell((folded for i, folded in around if i not in polite), hints)
        return told or self._tongues.tell((folded for _, folded in around), hints)

    def _candidates(
        self, kind: str, scores: Mapping[str, float], reading: Reading, mentions: Sequence[Mention]
    ) -> tuple[Candidate, ...]:
        """Return the types or pages worth carrying along, best first.

        One that is named always is: a comparison shows it whatever its score.
        """
        named = {mention.name.owner for mention in mentions}
        ranked = sorted(
            (-score, about) for about, score in scores.items() if about.startswith(kind)
        )
        ranked = [pair for i, pair in enumerate(ranked) if i < MOST_CANDIDATES or pair[1] in named]
        return tuple(
            Candidate(
                about.removeprefix(kind),
                -negative,
                self._because(about, reading, mentions),
                about in named,
            )
            for negative, about in ranked
        )

    def _because(
        self, about: str, reading: Reading, mentions: Sequence[Mention]
    ) -> tuple[str, ...]:
        """Return the words that spoke for it: its name as typed, else the few best."""
        spoken = tuple(
            "".join(
                word.before + word.text for word in reading.words[mention.start : mention.end]
            ).removeprefix(reading.words[mention.start].before)
            for mention in mentions
            if mention.name.owner == about
        )
        if spoken:
            return spoken
        weighed = sorted(
            (-self._model.weigh_one(word.folded, about), i)
            for i, word in enumerate(reading.words)
            if not reading.is_aside[i] and word.folded not in self._small_words
        )
        best = sorted(i for negative, i in weighed[:MOST_REASONS] if negative < 0)
        return tuple(reading.words[i].text for i in best)


def _named(mentions: Sequence[Mention]) -> tuple[str, ...]:
    owners = (mention.name.owner for mention in mentions)
    types = (owner.removeprefix(TYPE) for owner in owners if owner.startswith(TYPE))
    return tuple(dict.fromkeys(types))


def _is_unsure(reading: Reading, mentions: Sequence[Mention]) -> bool:
    """Say whether something is left open: not the word asked for, but the matter itself.

    "I am not sure what co-design means" asks for it; "we consult them, not sure why" does not.
    """
    return all(mention.name.is_derived for mention in mentions) and any(
        heard.meaning == "unsure" and not reading.is_aside[heard.start] for heard in reading.heard
    )


def _distance_from_asking(reading: Reading, mention: Mention, left: Sequence[int]) -> int | None:
    """Return how many words stand between a name and the nearest that ask what it is."""
    asking = [heard for heard in reading.heard if heard.meaning == "define"]
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
    return reading.says(meaning) and len(_covered(told)) == len(reading.words)


def _covered(spans: Iterable[Mention | Heard]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _shared_parts(guide: Guide, small_words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the words that stand in the names of several types, and whose they are."""
    owners: dict[str, list[str]] = {}
    for type_ in guide.types.values():
        for text in type_.name.values():
            for word in {*folded_words(text)} - small_words:
                if TYPE + type_.id not in owners.setdefault(word, []):
                    owners[word].append(TYPE + type_.id)
    return {word: tuple(ids) for word, ids in owners.items() if len(ids) > 1}
