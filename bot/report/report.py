"""What people asked and, above all, what the guide could not answer.

Knows counts of questions and one guide. Must not know SQL, Slack or how a report looks.
Questions that are alike make one group; for each there is the type it is probably about
and lines to paste, which were tried: the guide with them is sound.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

from bot import guide as guides
from bot.answer import POSSIBLE, SURE
from bot.convene import Convene
from bot.editing import check
from bot.editing.collisions import asked_twice, asks_of, won_by_another
from bot.guide import BrokenGuide, Guide
from bot.guide.content import QUESTION
from bot.language import folded_words, key
from bot.record.asked import OUTCOMES
from bot.record.mask import MASK
from bot.report.paste import Paste, paste, place

if TYPE_CHECKING:
    from bot.record.store import Count, Miss, Store

# How alike two questions must be to stand in one group, of 100, whatever their words' order.
ALIKE = 75
# What was asked most is grouped; beyond are questions that hardly anybody asked.
MOST_GROUPED = 20_000
# A question is held against this many groups for each of its rarest words.
MOST_COMPARED, RAREST = 40, 3
MOST_SHOWN = 20
MOST_PASTED = 3
DAY_S = 24 * 60 * 60

Ending = Literal["answered", "picked", "choices", "unanswered"]
ENDINGS: tuple[Ending, ...] = ("answered", "picked", "choices", "unanswered")


@dataclass(frozen=True, slots=True)
class Group:
    """Questions alike that were not answered well, the commonest way of asking first.

    `answered_with` is the type that answers them already, and that somebody said did not help.
    What `is_answered` by now, and as it was meant, may still have lines that make it surer.
    """

    texts: tuple[str, ...]
    times: int
    language: str
    type_id: str | None
    is_picked: bool
    paste: Paste | None
    answered_with: str | None = None
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of some days (counted since 1970), and the groups of what was missed."""

    first_day: int
    last_day: int
    by_day: dict[int, Counter[Ending]]
    by_type: Counter[str]
    helpful: int
    unhelpful: int
    groups: tuple[Group, ...]
    ungrouped: int

    @property
    def totals(self) -> Counter[Ending]:
        """How many questions came to each end."""
        return sum(self.by_day.values(), Counter())

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return self.totals.total()


@dataclass(slots=True)
class _Missed:
    """One question that was missed, over all days."""

    language: str
    text: str
    times: int = 0
    meant: Counter[str] = field(default_factory=Counter)
    is_rejected: bool = False


@dataclass(slots=True)
class Gathering:
    """Counts of questions, day by day, as they come from the store."""

    by_day: dict[int, Counter[Ending]] = field(default_factory=lambda: defaultdict(Counter))
    by_type: Counter[str] = field(default_factory=Counter)
    helpful: int = 0
    unhelpful: int = 0
    missed: dict[tuple[str, str], _Missed] = field(default_factory=dict)

    def add_counts(self, counts: Iterable[Count]) -> None:
        """Add a day's figures."""
        for one in counts:
            is_picked = one.outcome == "choices" and one.is_picked
            self.by_day[one.day]["picked" if is_picked else one.outcome] += one.times
            if one.outcome == "answered":
                self.by_type.update(dict.fromkeys(one.types, one.times))
            self.helpful += one.helpful
            self.unhelpful += one.unhelpful

    def add_misses(self, misses: Iterable[Miss]) -> None:
        """Add what was missed on a day."""
        for one in misses:
            key = (one.language, one.folded)
            missed = self.missed.get(key)
            if missed is None:
                missed = self.missed[key] = _Missed(one.language, one.text)
            missed.times += one.times
            missed.is_rejected |= one.is_rejected
            if one.meant:
                missed.meant[one.meant] += one.times


async def gather(store: Store, into: Gathering, since: float = 0) -> AsyncIterator[float]:
    """Add up what the store counts, yielding how much of the work is done, 0 to 1."""
    days = await store.days(since)
    done, all_ = 0, 2 * len(days)
    async for counts in store.counts(days):
        into.add_counts(counts)
        done += 1
        yield done / all_
    async for misses in store.misses(days):
        into.add_misses(misses)
        done += 1
        yield done / all_


def report(
    gathering: Gathering, convene: Convene, folder: Path | None, *, most: int = MOST_SHOWN
) -> Report:
    """Group what was missed, and find for each group what would mend it.

    `folder` is where lines to paste are tried, on a copy; without it there are none.
    """
    # Of a message that somebody was asked about no word is kept: it is in the sums alone.
    asked = [one for (_, folded), one in gathering.missed.items() if folded]
    missed = sorted(asked, key=lambda one: (-one.times, one.text))
    clusters = _group(missed[:MOST_GROUPED])
    clusters.sort(key=lambda cluster: -sum(one.times for one in cluster))
    days = sorted(gathering.by_day)
    groups = [_describe(cluster, convene) for cluster in clusters[:most]]
    if folder is None:
        groups = [replace(group, paste=None) for group in groups]
    else:
        groups = _try_lines(groups, convene, folder)
    return Report(
        first_day=days[0] if days else 0,
        last_day=days[-1] if days else 0,
        by_day=dict(gathering.by_day),
        by_type=gathering.by_type,
        helpful=gathering.helpful,
        unhelpful=gathering.unhelpful,
        groups=tuple(groups),
        ungrouped=sum(one.times for cluster in clusters[most:] for one in cluster)
        + sum(one.times for one in missed[MOST_GROUPED:]),
    )


def _group(missed: list[_Missed]) -> list[list[_Missed]]:
    """Put questions together that are alike, each with the commonest one that it is like.

    Only what shares one of a question's rarest words is held against it, so that the
    time grows with the number of questions and not with its square.
    """
    folded = [" ".join(sorted(set(folded_words(one.text)))) for one in missed]
    spread = Counter(word for words in folded for word in words.split())
    clusters: list[list[_Missed]] = []
    leaders: list[str] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for one, words in zip(missed, folded, strict=True):
        rarest = sorted(words.split(), key=spread.__getitem__)
        rarest = [word for word in rarest if by_word.get(word)][:RAREST]
        near = {at: leaders[at] for word in rarest for at in by_word[word][:MOST_COMPARED]}
        found = process.extractOne(words, near, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found:
            clusters[found[2]].append(one)
            continue
        for word in words.split():
            by_word[word].append(len(leaders))
        leaders.append(words)
        clusters.append([one])
    return clusters


def _describe(cluster: list[_Missed], convene: Convene) -> Group:
    times = sum(one.times for one in cluster)
    languages = Counter[str]()
    meant = Counter[str]()
    for one in cluster:
        languages[_spoken(one, convene)] += one.times
        meant.update(one.meant)
    language = languages.most_common(1)[0][0]
    known = [type_id for type_id, _ in meant.most_common() if type_id in convene.guide.types]
    texts = tuple(one.text for one in cluster)
    type_id = known[0] if known else _guess(cluster, convene)
    return Group(
        texts=texts,
        times=times,
        language=language,
        type_id=type_id,
        is_picked=bool(known),
        paste=_lines(cluster, language, type_id, convene) if type_id else None,
        answered_with=_unhelpful(cluster, convene),
        is_answered=_is_answered(cluster, known, convene),
    )


def _spoken(one: _Missed, convene: Convene) -> str:
    """Return the language of a question itself; else that in which it was answered."""
    return convene.match(one.text).language or one.language


def _is_answered(cluster: list[_Missed], meant: Sequence[str], convene: Convene) -> bool:
    """Say whether the guide answers the commonest ways of asking by now, as they were meant."""
    if any(one.is_rejected for one in cluster):
        return False
    answers = [convene.reply(convene.match(one.text))[0] for one in cluster[:MOST_PASTED]]
    return all(
        OUTCOMES.get(answer.kind) == "answered" and (not meant or meant[0] in answer.types)
        for answer in answers
    )


def _unhelpful(cluster: Iterable[_Missed], convene: Convene) -> str | None:
    """Return the type that was answered with, and that somebody said did not help."""
    for one in cluster:
        if one.is_rejected:
            types = convene.match(one.text).types
            if types and types[0].score >= SURE:
                return types[0].id
    return None


def _guess(cluster: Iterable[_Missed], convene: Convene) -> str | None:
    """Return the type that the questions come nearest to, if they come near one at all.

    Not the one that is answered already and that somebody said was not meant: to teach it
    once more would teach the mistake.
    """
    scores = Counter[str]()
    for one in list(cluster)[:MOST_PASTED]:
        types = convene.match(one.text).types
        if one.is_rejected and types and types[0].score >= SURE:
            types = types[1:]
        for candidate in types:
            if candidate.score < POSSIBLE:
                continue
            scores[candidate.id] += candidate.score  # type: ignore[assignment] # a sum of floats
    return scores.most_common(1)[0][0] if scores else None


def _lines(cluster: list[_Missed], language: str, type_id: str, convene: Convene) -> Paste | None:
    """Return the commonest ways of asking that are fit to stand in the guide."""
    of = convene.guide.types[type_id]
    names = {key(name) for name in (*of.name.values(), *chain(*of.also.values()))}
    has = {" ".join(folded_words(ask)) for ask in of.asks.get(language, ())}
    texts = []
    for one in cluster:
        folded = " ".join(folded_words(one.text))
        is_fit = (
            folded and folded not in has and key(one.text) not in names and MASK not in one.text
        )
        if is_fit and _spoken(one, convene) == language and len(one.text) <= QUESTION // 2:
            has.add(folded)
            texts.append(one.text)
    if not texts:
        return None
    return Paste(f"types/{type_id}.yml", "asks", language, tuple(texts[:MOST_PASTED]))


def _try_lines(groups: list[Group], convene: Convene, folder: Path) -> list[Group]:
    """Take back the lines with which `check` would find a problem, or warn of something new.

    All are tried together, on a copy: two groups may be of the same file.
    """
    with TemporaryDirectory(prefix="convene-") as place:
        copy = Path(place) / (folder.name or "content")
        try:
            shutil.copytree(folder, copy)
            groups = _without_problem([_placed(group, folder) for group in groups], copy)
            if any(group.paste for group in groups):
                groups = _without_collision(groups, _learnt(convene, folder), guides.load(copy))
        except (OSError, BrokenGuide):  # the folder is being changed
            return [replace(group, paste=None) for group in groups]
    return groups


def _placed(group: Group, folder: Path) -> Group:
    """Say where a group's lines go in the file as it is, or leave them out."""
    if group.paste is None:
        return group
    try:
        at = place(folder, group.paste)
    except (OSError, ValueError):
        return replace(group, paste=None)
    return replace(group, paste=replace(group.paste, place=at))


def _without_problem(groups: list[Group], copy: Path) -> list[Group]:
    """Paste the groups' lines, and take back those that cannot stand in their file.

    Where something is wrong it is sought by halves: mostly nothing is.
    """
    pasted = [group.paste for group in groups if group.paste]
    if not pasted:
        return groups
    before = {copy / of.path: (copy / of.path).read_bytes() for of in pasted}
    with suppress(ValueError):
        for of in pasted:
            paste(copy, of)
        if not check.run(copy)[0]:
            return groups
    for path, written in before.items():
        path.write_bytes(written)
    if len(groups) == 1:
        return [replace(groups[0], paste=None)]
    half = len(groups) // 2
    return _without_problem(groups[:half], copy) + _without_problem(groups[half:], copy)


def _learnt(convene: Convene, folder: Path) -> Convene:
    """Return what answers with the folder as it is: what is served, where that is it."""
    is_same = convene.is_learnt and guides.load(folder).version == convene.guide.version
    return convene if is_same else Convene.load(folder)


def _without_collision(groups: list[Group], before: Convene, after: Guide) -> list[Group]:
    """Take back lines that stand under another type too, or that another type would win.

    And those of a type that, with them in its file, wins what was asked of another.
    """
    twice = asked_twice(after)
    asks = [(type_id, ask) for type_id, ask in asks_of(after) if key(ask) not in twice]
    won = list(won_by_another(Convene.learn(after, before.words).matcher, asks))
    known = {*asks_of(before.guide)}
    were_won = {
        *won_by_another(before.matcher, [(id_, ask) for id_, ask, _ in won if (id_, ask) in known])
    }
    lost = {ask for of in twice.values() for ask in of.values()} | {ask for _, ask, _ in won}
    winners = {winner for id_, ask, winner in won if (id_, ask, winner) not in were_won}
    return [
        replace(group, paste=None)
        if group.paste and (group.type_id in winners or lost & {*group.paste.texts})
        else group
        for group in groups
    ]
