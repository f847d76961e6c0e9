"""What a question is about: candidates with scores, and the words that spoke for them.

Pure: no I/O, no clock, no chance. Knows the guide and words. Must not know how an
answer will look, Slack or YAML.

Four things speak for a type, and add up: a model learnt from the guide's own texts, the
type's name, words beside the name that ask for it, and signs that tell a variant from the
type whose name it shares. What everyday talk would say as well speaks against all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from bot.guide import Guide, Type
from bot.language import Tongues, key, words
from bot.learn import Features, Model
from bot.names import Mention, Names
from bot.phrases import Phrases
from bot.reading import Reader, Reading, parts

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
    `types` and `pages` are best first, without the hopeless. `is_unsure` is true where the
    person says that something is still open, `is_vague` where all that was said is a part
    that several names share ("co-"), `is_empty` where there was not one word.
    """

    question: str
    language: str | None
    intent: Intent
    types: tuple[Candidate, ...]
    pages: tuple[Candidate, ...]
    is_unsure: bool = False
    is_vague: bool = False
    is_empty: bool = False


TYPE, PAGE, LIST, HELP, CHATTER = "type:", "page:", "list", "help", "chatter"
"""Labels of the model: a type's or page's id behind its kind, and what is neither."""

HEAT = 1.6
"""Log odds of words that stand together are not independent: divided by this times the
root of their number, they are probabilities."""

NAMED, NAMED_IN_PASSING, ASKED = 3.0, 1.0, 7.0
UNKNOWN = 1.2
UNSURE = 2.5
FAR = 99
HOPELESS = 0.02


class Matcher:
    """Matches questions against one guide. Built once for a guide, then never changes."""

    def __init__(self, guide: Guide, hears: Mapping[str, Hears]) -> None:
        self._reader = Reader(hears)
        ordinary = {
            word.folded
            for heard in hears.values()
            for phrase in heard.get("lookalikes", ())
            for word in words(phrase)
        } | self._reader.small_words
        self._names = Names(
            _names(guide),
            {lang: heard.get("endings", ()) for lang, heard in hears.items()},
            ordinary,
        )
        self._model = Model(
            ((label, self._features(text)) for label, text in examples(guide, hears)), parts
        )
        self._shared_parts = _shared_parts(guide, self._reader.small_words)
        self._variants = {
            type_.variant_of: type_.id for type_ in guide.types.values() if type_.variant_of
        }
        self._signs = Phrases(
            {
                type_.id: [sign for signs in type_.signs.values() for sign in signs]
                for type_ in guide.types.values()
                if type_.variant_of
            }
        )
        self._tongues = _tongues(guide, hears)

    def match(self, question: str) -> Match:
        """Say what a question of any length, in any language and shape, is about."""
        reading = self._reader.read(question)
        mentions = self._apply_signs(reading, self._names.find(reading.words))
        left = self._left_over(reading, mentions)
        language = self._language(reading, mentions)
        scores = self._scores(reading, mentions, left)
        named = _distinct(m.name.owner for m in mentions if m.name.owner.startswith(TYPE))
        intent = self._intent(reading, mentions, named, left, scores)
        shared = self._shared(reading, mentions, left)
        if shared:
            scores = {TYPE + id_: 1 / len(shared) for id_ in shared}
        return Match(
            question=question,
            language=language,
            intent=intent,
            types=self._candidates(TYPE, scores, reading, mentions),
            pages=self._candidates(PAGE, scores, reading, mentions),
            is_unsure=reading.says("unsure"),
            is_vague=bool(shared),
            is_empty=not reading.words,
        )

    def _features(self, text: str) -> Features:
        return self._reader.features(self._reader.read(text))

    def _scores(
        self, reading: Reading, mentions: Sequence[Mention], left: Sequence[int]
    ) -> dict[str, float]:
        """Return the probability of each label."""
        content = [
            word
            for word, aside in zip(reading.words, reading.is_aside, strict=True)
            if not aside and word.folded not in self._reader.small_words
        ]
        heat = HEAT * math.sqrt(len(content) + 1)
        odds = {
            label: log / heat
            for label, log in self._model.weigh(self._reader.features(reading)).items()
        }
        odds[CHATTER] = max(odds.get(CHATTER, 0.0), UNKNOWN * len(content) / heat)
        if reading.says("unsure"):
            odds = {label: log / UNSURE for label, log in odds.items()}
        for mention in mentions:
            owner = mention.name.owner
            odds.pop(LIST, None)
            odds.pop(HELP, None)
            bonus = self._named(reading, mention, left)
            odds[owner] = odds.get(owner, 0.0) + bonus
        most = max(odds.values())
        raised = {label: math.exp(log - most) for label, log in odds.items()}
        total = sum(raised.values())
        return {label: value / total for label, value in raised.items()}

    def _named(self, reading: Reading, mention: Mention, left: Sequence[int]) -> float:
        """Return how much a name speaks for its owner: most where words that ask stand beside it."""
        if not left:
            return ASKED
        passing = NAMED_IN_PASSING if mention.name.is_derived else NAMED
        gaps = [
            range(heard.end, mention.start)
            if heard.end <= mention.start
            else range(mention.end, heard.start)
            for heard in reading.heard
            if heard.meaning == "define"
        ]
        away = min((sum(i in left for i in gap) for gap in gaps), default=FAR)
        return max(passing, ASKED - away)

    def _left_over(self, reading: Reading, mentions: Sequence[Mention]) -> list[int]:
        """Return the words that no name, no question word and no politeness accounts for."""
        covered: set[int] = set()
        for mention in mentions:
            covered.update(range(mention.start, mention.end))
        for heard in reading.heard:
            if heard.meaning in ACCOUNTED:
                covered.update(range(heard.start, heard.end))
        return [
            i
            for i, word in enumerate(reading.words)
            if i not in covered and word.folded not in self._reader.small_words
        ]

    def _apply_signs(self, reading: Reading, mentions: list[Mention]) -> list[Mention]:
        """Turn the mention of a shared name into the variant's where the question has its signs."""
        if not self._variants:
            return mentions
        signs = [
            heard
            for heard in self._signs.find(reading.words)
            if not reading.is_negated[heard.start]
        ]
        owners = [mention.name.owner.removeprefix(TYPE) for mention in mentions]
        compares = reading.says("compare")
        turned: list[Mention] = []
        for i, (mention, owner) in enumerate(zip(mentions, owners, strict=True)):
            variant = self._variants.get(owner)
            if not variant:
                turned.append(mention)
            elif variant in owners:  # both were named: the plain name is the variant's own echo
                turned += [mention] if compares else []
            elif owners.count(owner) > 1 and compares:  # "consultation vs Consultation"
                turned.append(_owned_by(mention, variant) if i > owners.index(owner) else mention)
            elif any(sign.meaning == variant for sign in signs):
                turned += [mention] if compares and len(owners) == 1 else []
                turned.append(_owned_by(mention, variant))
            else:
                turned.append(mention)
        return turned

    def _intent(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        named: Sequence[str],
        left: Sequence[int],
        scores: Mapping[str, float],
    ) -> Intent:
        if len(named) > 1 and (
            reading.says("compare") or self._is_choice(reading, mentions) or not left
        ):
            return "compare"
        if not named:
            for intent in ("thanks", "greeting", "help"):
                if reading.words and self._is_all(reading, intent):
                    return intent
        best = max(scores, key=lambda label: scores[label])
        if best == LIST:
            return "list"
        if best == HELP:
            return "help"
        if best.startswith(PAGE) or reading.says("page"):
            return "page"
        return "define"

    def _is_choice(self, reading: Reading, mentions: Sequence[Mention]) -> bool:
        """Say whether "or" and the like stand between two names."""
        return any(
            heard.meaning == "or" and first.end <= heard.start and heard.end <= second.start
            for first, second in pairwise(mentions)
            for heard in reading.heard
        )

    def _is_all(self, reading: Reading, intent: str) -> bool:
        covered: set[int] = set()
        for heard in reading.heard:
            if heard.meaning in (intent, "polite"):
                covered.update(range(heard.start, heard.end))
        return len(covered) == len(reading.words) and any(
            heard.meaning == intent for heard in reading.heard
        )

    def _shared(
        self, reading: Reading, mentions: Sequence[Mention], left: Sequence[int]
    ) -> tuple[str, ...]:
        """Return the types that share the only part of a name that was said ("co-")."""
        if mentions or not left:
            return ()
        owners = [self._shared_parts.get(reading.words[i].folded, ()) for i in left]
        return owners[0] if all(owner == owners[0] for owner in owners) else ()

    def _language(self, reading: Reading, mentions: Sequence[Mention]) -> str | None:
        inside = {i for mention in mentions for i in range(mention.start, mention.end)}
        hints: list[str] = []
        for mention in mentions:
            if (
                len(mention.name.languages) == 1
                and key(mention.name.owner.partition(":")[2]) != mention.name.key
            ):
                hints += mention.name.languages
        return self._tongues.tell(
            [word.folded for i, word in enumerate(reading.words) if i not in inside], hints
        )

    def _candidates(
        self, kind: str, scores: Mapping[str, float], reading: Reading, mentions: Sequence[Mention]
    ) -> tuple[Candidate, ...]:
        ranked = sorted(
            ((score, label) for label, score in scores.items() if label.startswith(kind)),
            key=lambda pair: -pair[0],
        )
        named = [mention.name.owner for mention in mentions]
        # A type that is named is never hopeless: a comparison shows it whatever its score.
        ranked = [(score, label) for score, label in ranked if score >= HOPELESS or label in named]
        return tuple(
            Candidate(
                label.removeprefix(kind),
                score,
                self._because(label, reading, mentions),
                label in named,
            )
            for score, label in ranked
        )

    def _because(
        self, label: str, reading: Reading, mentions: Sequence[Mention]
    ) -> tuple[str, ...]:
        """Return the words that spoke most for a label: its name, else the few best."""
        spoken = tuple(
            " ".join(word.text for word in reading.words[mention.start : mention.end])
            for mention in mentions
            if mention.name.owner == label
        )
        if spoken:
            return spoken
        weighed = []
        for i, word in enumerate(reading.words):
            if not reading.is_aside[i] and word.folded not in self._reader.small_words:
                weight = self._model.weigh_one(word.folded, label)
                if weight > 0:
                    weighed.append((-weight, i))
        return tuple(reading.words[i].text for i in sorted(i for _, i in sorted(weighed)[:4]))


ACCOUNTED = frozenset({"define", "compare", "or", "polite", "asking", "page", "unsure"})


def examples(guide: Guide, hears: Mapping[str, Hears]) -> Iterator[tuple[str, str]]:
    """Yield (label, text) for everything that the model learns from."""
    for type_ in guide.types.values():
        for text in _texts(type_):
            yield TYPE + type_.id, text
    for page in guide.pages.values():
        for texts in page.asks.values():
            for text in texts:
                yield PAGE + page.id, text
    for heard in hears.values():
        for label in (LIST, HELP, CHATTER):
            for text in heard.get(label, ()):
                yield label, text


def _texts(type_: Type) -> Iterator[str]:
    for texts in (type_.definition, type_.who, type_.outcome, type_.example, type_.note):
        yield from texts.values()
    for lines in (type_.asks, type_.also):
        for several in lines.values():
            yield from several


def _names(guide: Guide) -> Iterator[tuple[str, str, str]]:
    for type_ in guide.types.values():
        for language, text in _spoken(type_.name, type_.also):
            yield TYPE + type_.id, language, text
    for page in guide.pages.values():
        # A page about a type has that type's name: to say it is to ask for the type.
        for language, text in _spoken({} if page.type else page.title, page.also):
            yield PAGE + page.id, language, text


def _spoken(
    name: Mapping[str, str], also: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    yield from name.items()
    for language, others in also.items():
        for other in others:
            yield language, other


def _shared_parts(guide: Guide, small_words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the words that stand in the names of several types, and whose they are."""
    owners: dict[str, list[str]] = {}
    for type_ in guide.types.values():
        for text in type_.name.values():
            for word in {word.folded for word in words(text)} - small_words:
                if type_.id not in owners.setdefault(word, []):
                    owners[word].append(type_.id)
    return {word: tuple(ids) for word, ids in owners.items() if len(ids) > 1}


def _tongues(guide: Guide, hears: Mapping[str, Hears]) -> Tongues:
    texts: dict[str, list[str]] = {language: [] for language in guide.languages}
    for type_ in guide.types.values():
        for several in (type_.definition, type_.who, type_.outcome, type_.example, type_.note):
            for language, text in several.items():
                texts[language].append(text)
        for language, asks in type_.asks.items():
            texts[language].extend(asks)
    for page in guide.pages.values():
        for language, text in page.summary.items():
            texts[language].append(text)
    for language, heard in hears.items():
        for meaning, phrases in heard.items():
            if meaning not in ("endings", "lookalikes"):
                texts[language].extend(phrases)
    return Tongues(texts, {lang: heard.get("small_words", ()) for lang, heard in hears.items()})


def _distinct(items: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _owned_by(mention: Mention, id_: str) -> Mention:
    return mention._replace(name=replace(mention.name, owner=TYPE + id_))
