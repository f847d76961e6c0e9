"""What a question is about: candidates with scores, and the words that spoke for them.

Pure: no I/O, no clock, no chance. Knows the guide and words. Must not know how an
answer will look, Slack or YAML.

Two things speak for a type, and add up: its name, the more so beside words that ask what
something is, and a model learnt from the guide's own texts. Everyday talk, the whole list
and the pages stand against it in the same scales.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TypeAlias

from bot.guide import Guide
from bot.language import Tongues, as_typed, folded_words, key, words
from bot.match.between import Between
from bot.match.broad import Broad
from bot.match.intent import Intent, tell_intent, tells_of_something
from bot.match.learn import Features, Model
from bot.match.lessons import CHATTER, HELP, LIST, PAGE, TYPE, VAGUE, Lesson, lessons, names
from bot.match.names import Mention, Name, Names
from bot.match.naming import weigh_name
from bot.match.odds import HEAT, best, heat_of, probabilities, softmax
from bot.match.phrases import heard_words
from bot.match.reading import Reader, Reading, covered, parts
from bot.match.variants import Variants

Hears: TypeAlias = Mapping[str, tuple[str, ...]]
"""The words that the bot listens for in one language, by what they mean."""


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

    @property
    def is_told(self) -> bool:
        """Whether it tells of something, in so many words, rather than asks."""
        return tells_of_something(self.left)


# Fitted like the numbers in `bot.match.odds`.
AROUND = 0.2
"""What else is said counts that much less around a name that is asked for."""
ASKED_FOR = 6.0
"""Log odds against everyday talk and the pages where a person asks what that would be called."""
PAGE_BEHIND = 4.0
"""Log odds that a page about a type brings it less than a word of its own: of a page's few
asks, each word weighs much."""
GENERAL = 10
"""The most words that talk so general may hold: who says more, means something."""

BARELY = 0.9
"""Probability up to which a type may still be only one of those that a broad word fits."""
LIKELY = 0.5
"""Probability from which a type stands before those that a broad word fits."""
FAINT, FAINT_OF_FEW, FEW = 0.65, 0.2, 4
"""Probability that any type is meant, from which on a broad word is worth a menu; the lower one
where no more than so few words are said, of which it is one."""

FIRST = 1e-6
"""So much likelier is each of several equals than the next: their order is kept."""
TELLING = 2
"""Words beside a name from which on a person tells of something rather than asks for it."""
MOST_CANDIDATES = 4
"""Candidates worth carrying along."""
MOST_REASONS = 4
"""Words that are told as the reason for a candidate that was not named."""

ACCOUNTED = frozenset({"define", "compare", "or", "polite", "asking", "page", "unsure"})
"""Phrases that say how a question is asked, not what it is about."""


MANY = 500
"""Types from which on words count whole and alone: the n-grams and neighbours of so many would
fill the memory, and tell few of them apart."""


class Matcher:
    """Matches questions against one guide. Built once for a guide, then never changes."""

    def __init__(self, guide: Guide, hears: Mapping[str, Hears]) -> None:
        is_large = len(guide.types) > MANY
        self._reader = Reader(hears, has_neighbours=not is_large)
        self._small_words = self._reader.small_words
        self._names = Names(
            names(guide),
            {language: heard.get("endings", ()) for language, heard in hears.items()},
            self._small_words | heard_words(hears, "lookalikes"),
            heard_words(hears, "not"),
        )
        self._everyday: set[str] = set()  # keys of the names that everyday talk says
        self._general: set[tuple[str, ...]] = set()  # what is said in talk that fits several types
        self._take(guide)
        self._learnt = self._types | self._pages
        said: dict[str, Counter[str]] = {language: Counter() for language in guide.languages}
        self._model = Model(
            self._examples(lessons(guide, hears), said),
            None if is_large else parts,
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
            if not lesson.about:
                said[lesson.language].update(folded_words(lesson.text))
                continue
            cut = words(lesson.text)
            said[lesson.language].update([word.folded for word in cut])
            if lesson.about == CHATTER:
                said_names = self._names.find_exact(cut)
                self._everyday.update(mention.name.key for mention in said_names)
            reading = self._reader.read_words(cut)
            if lesson.about == VAGUE:
                self._general.add(self._telling(reading))
            yield lesson.about, self._reader.features(reading)

    def _telling(self, reading: Reading) -> tuple[str, ...]:
        """Return the words of a question that are neither small nor only ask."""
        return tuple(
            word.folded
            for word, is_aside in zip(reading.words, reading.is_aside, strict=True)
            if not is_aside and word.folded not in self._small_words
        )

    def _broadly(
        self,
        reading: Reading,
        odds: Mapping[str, float],
        nearest: Sequence[str],
        scores: Mapping[str, float],
        left: Sequence[int],
        *,
        is_unsure: bool,
    ) -> tuple[str, ...]:
        """Return the types that a broad word fits, where no other word tells which; else none."""
        heard = self._broad.find(reading)
        broad = {one.meaning for one in heard}
        is_all = covered(heard).issuperset(left)
        shares = [score for about, score in scores.items() if about.startswith(TYPE)]
        most = max(shares, default=0.0)
        faint = FAINT if len(left) > FEW else FAINT_OF_FEW
        is_open = is_unsure or (most < BARELY and (is_all or sum(shares) >= faint))
        if not broad or not is_open:
            return ()
        likely = nearest[:1] if most >= LIKELY else ()
        fitting = sorted(broad, key=lambda about: -odds.get(about, 0.0))
        return tuple(dict.fromkeys((*likely, *fitting, *nearest)))[:MOST_CANDIDATES]

    def match(self, question: str) -> Match:
        """Say what a question of any length, in any language and shape, is about."""
        reading = self._reader.read(question)
        mentions = self._variants.settle(reading, self._find_names(reading))
        left = self._left_over(reading, mentions)
        if len(_named(mentions)) == 1 and _is_statement(reading, left):
            mentions = [one for one in mentions if not reading.is_negated[one.start]]
        vague = self._vague(reading, mentions, left)
        odds = self._odds(reading, mentions, left)
        nearest = _nearest(odds)
        even = vague
        if not mentions and not vague:
            even = self._between.types(reading)
            if even:  # and what the whole comes nearest to, for a side may have been misread
                even = tuple(dict.fromkeys((*even, *nearest)))[: len(even) + 1]
        is_known = not mentions and not vague and self._telling(reading) in self._general
        is_general = is_known or (best(odds) == VAGUE and len(left) <= GENERAL)
        is_doubted = bool(nearest and not mentions) and self._variants.is_doubted(
            reading, nearest[0]
        )
        # Whoever tells much says "perhaps" of one thing or another.
        is_told = tells_of_something(left)
        is_open = not is_told and (_is_unsure(reading, mentions) or is_doubted)
        is_unsure = is_open or is_general or bool(even)
        is_asked = mentions and not (is_told or is_unsure)
        heat = heat_of(None if is_asked else len(left), is_unsure=is_unsure)
        scores = probabilities(odds, heat)
        if not even and not mentions and len(left) <= GENERAL:
            even = self._broadly(reading, odds, nearest, scores, left, is_unsure=is_unsure)
            is_unsure = is_unsure or bool(even)
        if is_known:
            even = even or nearest[:MOST_CANDIDATES]
        if even:
            scores = {about: 1 / len(even) - FIRST * i for i, about in enumerate(even)}
        intent = tell_intent(reading, mentions, left, scores)
        telling = self._telling_words(reading)
        return Match(
            question=question,
            language=self._language(reading, mentions),
            intent=intent,
            types=self._candidates(TYPE, scores, reading, mentions, telling),
            pages=self._candidates(PAGE, scores, reading, mentions, telling),
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

    def renamed(self, guide: Guide) -> Matcher:
        """Return one that finds another guide's names at once, with what this one has learnt.

        What it has learnt of types and pages that are not in that guide, it keeps to itself.
        """
        other = copy(self)
        other._names = self._names.renamed(names(guide))  # noqa: SLF001 - of its own kind
        other._take(guide)  # noqa: SLF001
        other._model = self._model.without(self._learnt - other._types - other._pages)  # noqa: SLF001
        other._between = Between(other._model, self._reader)  # noqa: SLF001
        return other

    def _take(self, guide: Guide) -> None:
        """Take from a guide what needs no learning."""
        self._shared_parts = _shared_parts(guide, self._small_words)
        self._pages_of_types = {
            PAGE + page.id: TYPE + page.type for page in guide.pages.values() if page.type
        }
        self._types = {TYPE + id_ for id_ in guide.types}
        self._pages = {PAGE + id_ for id_ in guide.pages}
        self._variants = Variants(guide.types.values(), self._reader)
        self._broad = Broad(guide.types.values())

    def scores_without(self, ask: str, type_id: str) -> dict[str, float]:
        """Return the probability of each type for one of a type's asks, had it not been learnt."""
        features = self._reader.features(self._reader.read(ask))
        types = self._model.weigh_without(features, TYPE + type_id, self._types)
        return {about.removeprefix(TYPE): p for about, p in softmax(types, HEAT).items()}

    def _odds(
        self, reading: Reading, mentions: Sequence[Mention], left: Sequence[int]
    ) -> dict[str, float]:
        """Return for each thing that a question may be about how much speaks for it."""
        # Whoever says nothing but a name asks for it, though everyday talk may say it too.
        is_all = len(covered(mentions)) == len(reading.words)
        sayings = [one for one in mentions if is_all or self._is_term(one.name)]
        odds = self._model.weigh(self._reader.features(reading, covered(sayings)))
        is_told = tells_of_something(left)
        is_asking = reading.says("define") or reading.says("compare")
        if not is_told and (sayings or (mentions and is_asking)):
            odds = {about: AROUND * log for about, log in odds.items()}
        for mention in mentions:
            owner = mention.name.owner
            odds[owner] = odds.get(owner, 0.0) + weigh_name(
                reading, mention, left, is_meant=self._is_meant(reading, mention)
            )
            for everything in (LIST, HELP, VAGUE):
                odds.pop(everything, None)
        if any(h.meaning == "asking" and h.end - h.start > 1 for h in reading.heard):
            odds[CHATTER] = odds.get(CHATTER, 0.0) - ASKED_FOR
            odds.pop(HELP, None)
            odds |= {about: log - ASKED_FOR for about, log in odds.items() if about in self._pages}
        for page, type_ in self._pages_of_types.items():
            if page in odds and (is_told or not reading.says("page")):
                odds[type_] = max(odds.get(type_, 0.0), odds.pop(page) - PAGE_BEHIND)
        return odds

    def _is_meant(self, reading: Reading, mention: Mention) -> bool:
        """Say whether a name is meant wherever it stands: a term, or a page that is asked for."""
        is_page = mention.name.owner.startswith(PAGE)
        return self._is_term(mention.name) or (is_page and reading.says("page"))

    def _is_term(self, name: Name) -> bool:
        """Say whether it is a type's name that everyday talk never says."""
        is_whole = name.owner.startswith(TYPE) and not name.is_derived
        return is_whole and name.key not in self._everyday

    def _left_over(self, reading: Reading, mentions: Sequence[Mention]) -> list[int]:
        """Return the words that no name, no question word and no politeness accounts for."""
        accounted = covered(mentions) | covered(
            heard for heard in reading.heard if heard.meaning in ACCOUNTED
        )
        return [
            i
            for i, word in enumerate(reading.words)
            if i not in accounted and word.folded not in self._small_words
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

    def _language(self, reading: Reading, mentions: Sequence[Mention]) -> str | None:
        """Return the language of the words around the names, then of the names.

        A name that equals its type's id is everybody's ("co-design"): it tells nothing. A
        greeting tells only where nothing else does: many end an English question in "merci".
        """
        inside = covered(mentions)
        polite = covered(heard for heard in reading.heard if heard.meaning == "polite")
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

    def _telling_words(self, reading: Reading) -> list[tuple[int, Mapping[str, float]]]:
        """Return the places of the words that may be told as reasons, each word once.

        With how much more each speaks for one thing than for the others.
        """
        first = {word.folded: i for i, word in reversed([*enumerate(reading.words)])}
        return [
            (i, self._model.weigh_apart(folded))
            for folded, i in first.items()
            if not reading.is_aside[i] and folded not in self._small_words
        ]

    def _candidates(
        self,
        kind: str,
        scores: Mapping[str, float],
        reading: Reading,
        mentions: Sequence[Mention],
        telling: Sequence[tuple[int, Mapping[str, float]]],
    ) -> tuple[Candidate, ...]:
        """Return the types or pages worth carrying along, best first.

        One that is named always is: a comparison shows it whatever its score.
        """
        named = {mention.name.owner for mention in mentions}
        ranked = sorted(
            [(-score, about) for about, score in scores.items() if about.startswith(kind)]
        )
        return tuple(
            Candidate(
                about.removeprefix(kind),
                -negative,
                (about in named and _spoken(about, reading, mentions))
                or _because(about, reading, telling),
                about in named,
            )
            for i, (negative, about) in enumerate(ranked)
            if i < MOST_CANDIDATES or about in named
        )


def _spoken(about: str, reading: Reading, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the names of one thing as they were typed."""
    return tuple(
        as_typed(reading.words[mention.start : mention.end])
        for mention in mentions
        if mention.name.owner == about
    )


def _because(
    about: str, reading: Reading, telling: Iterable[tuple[int, Mapping[str, float]]]
) -> tuple[str, ...]:
    """Return the few words that most spoke for something, in their order."""
    weighed = [(-speaks_for.get(about, 0.0), i) for i, speaks_for in telling]
    best = sorted(pair for pair in weighed if pair[0] < 0)[:MOST_REASONS]
    return tuple(reading.words[i].text for i in sorted(i for _, i in best))


def _nearest(odds: Mapping[str, float]) -> tuple[str, ...]:
    """Return the types that odds speak for, those that most speaks for first."""
    ranked = sorted((-log, about) for about, log in odds.items() if about.startswith(TYPE))
    return tuple(about for _, about in ranked)


def _is_statement(reading: Reading, left: Sequence[int]) -> bool:
    """Say whether a person tells of something: then "not consultation" does not ask for it."""
    asks = any(map(reading.says, ("define", "compare", "or", "page")))
    return not asks and len(left) >= TELLING


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


def _shared_parts(guide: Guide, small_words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the words that stand in the names of several types, and whose they are."""
    owners: dict[str, list[str]] = {}
    for type_ in guide.types.values():
        for text in type_.name.values():
            for word in {*folded_words(text)} - small_words:
                if TYPE + type_.id not in owners.setdefault(word, []):
                    owners[word].append(TYPE + type_.id)
    return {word: tuple(ids) for word, ids in owners.items() if len(ids) > 1}
