"""A small model of what belongs to what, learnt from examples when a guide is loaded.

Knows features and labels, nothing else. Deterministic: the same examples make the same
model, and one example more changes it on the next load.

A complement naive Bayes in a sparse form: a feature speaks for a label by how much more
often that label's examples hold it than chance would have it, and by how seldom the other
labels' do. What a label never said is never looked at, so a question costs what it says,
whatever the number of labels.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from copy import copy
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

Features = Mapping[str, float]
"""What a text holds, and how much each counts."""

SMOOTHING = 0.3
"""Added to every count, so that one example proves little; 0.1 to 1 scored alike."""

TOO_COMMON = 64
"""A feature that more labels share tells none of them apart, and is forgotten."""

ROUNDING = 1e-9
"""A count below it is one that was taken away again."""

REMEMBERED = 16_384
"""Features whose weights are kept at hand, so that only a new word costs its n-grams."""


class Model:
    """What the examples of each label have in common."""

    def __init__(
        self,
        examples: Iterable[tuple[str, Features]],
        parts: Callable[[str], Features] | None = None,
    ) -> None:
        """Learn from (label, features) pairs.

        `parts` says what a feature is made of (a word: its n-grams); those are counted too,
        so that a word never seen speaks through its parts. Without it each feature counts
        whole, which takes less memory.
        """
        self._parts = parts or _no_parts
        self._counts = _count(examples)
        if parts:
            self._counts |= _count_parts(self._counts, parts)
        sizes: defaultdict[str, float] = defaultdict(float)
        for row in self._counts.values():
            for label, weight in row.items():
                sizes[label] += weight
        # Every label counts as if it had said equally much: one with few examples is no
        # less likely for it.
        mean = sum(sizes.values()) / len(sizes) if sizes else 0.0
        self._scale = {label: mean / size if size else 0.0 for label, size in sizes.items()}
        self._prior = SMOOTHING * len(sizes)
        self._logs: dict[str, dict[str, float]] = {}  # worked out when first asked for
        self._remembered = lru_cache(REMEMBERED)(self._speaks_for)
        self._set_aside: frozenset[str] = frozenset()

    def without(self, labels: Iterable[str]) -> Model:
        """Return one that has learnt the same, and never tells of some labels."""
        other = copy(self)
        other._set_aside = frozenset(labels)  # noqa: SLF001 - of its own kind
        return other

    def weigh(self, features: Features) -> dict[str, float]:
        """Return how much features speak for each label, in log odds; the others are left out."""
        totals: defaultdict[str, float] = defaultdict(float)
        for feature, weight in features.items():
            for label, log in self._remembered(feature).items():
                totals[label] += weight * log
        for label in self._set_aside:
            totals.pop(label, None)
        return dict(totals)

    def weigh_apart(self, feature: str) -> dict[str, float]:
        """Return how much more one feature speaks for each label than for the others, on average."""
        logs = self._remembered(feature)
        total, others = sum(logs.values()), max(len(self._scale) - 1, 1)
        return {label: log - (total - log) / others for label, log in logs.items()}

    def weigh_without(
        self, features: Features, label: str, labels: Container[str]
    ) -> dict[str, float]:
        """Return what `weigh` would of some labels, had one example not been learnt: its features.

        For what the other examples alone make of it: each ask left out in turn.
        """
        own: dict[str, float] = {}
        for feature, weight in features.items():
            own[feature] = own.get(feature, 0.0) + weight
            for part, share in self._parts(feature).items():
                own[part] = own.get(part, 0.0) + share * weight
        totals: dict[str, float] = {}
        scale = self._scale
        for part, weight in own.items():
            row = self._counts[part]
            left = row[label] - weight
            # Most of what an ask says, it says alone.
            if (len(row) == 1 and left <= ROUNDING) or len(row) > TOO_COMMON:
                continue
            total = self._prior - weight * scale[label]
            for about, count in row.items():
                total += count * scale[about]
            for about, count in row.items():
                if about in labels:
                    scaled = (left if about == label else count) * scale[about]
                    if scaled > ROUNDING:
                        totals[about] = totals.get(about, 0.0) + weight * _log_odds(scaled, total)
        return totals

    def _speaks_for(self, feature: str) -> dict[str, float]:
        """Return the labels that a feature and its parts speak for, and how much."""
        totals: dict[str, float] = {}
        for part, share in ((feature, 1.0), *self._parts(feature).items()):
            if part in self._counts:
                logs = self._logs.get(part)
                if logs is None:
                    logs = self._logs[part] = self._weigh_row(self._counts[part])
                for label, log in logs.items():
                    totals[label] = totals.get(label, 0.0) + share * log
        return totals

    def _weigh_row(self, row: Mapping[str, float]) -> dict[str, float]:
        """Turn the counts of one feature into log odds."""
        if len(row) > TOO_COMMON:
            return {}
        scaled = {label: count * self._scale[label] for label, count in row.items()}
        total = sum(scaled.values()) + self._prior
        return {
            label: _log_odds(count, total) for label, count in scaled.items() if count > ROUNDING
        }


def _log_odds(count: float, total: float) -> float:
    """Return how much a feature speaks for a label that has so much of its total."""
    return math.log((count / SMOOTHING + 1) * (total / (total - count)))


def _no_parts(_: str) -> Features:
    return {}


def _count(examples: Iterable[tuple[str, Features]]) -> dict[str, dict[str, float]]:
    """Return for each feature how much of it each label has.

    Examples of one label mostly come together, and are added up first. Most features are
    said once: equal rows of one label are one object, copied before it grows.
    """
    counts: dict[str, dict[str, float]] = {}
    for label, several in groupby(examples, key=itemgetter(0)):
        said: dict[str, float] = {}
        for _, features in several:
            for feature, weight in features.items():
                said[feature] = said[feature] + weight if feature in said else weight
        alone: dict[float, dict[str, float]] = {}
        for feature, weight in said.items():
            row = counts.get(feature)
            if row is None:
                if weight not in alone:
                    alone[weight] = {label: weight}
                counts[feature] = alone[weight]
            elif len(row) == 1:
                counts[feature] = {**row, label: row.get(label, 0.0) + weight}
            else:
                row[label] = row.get(label, 0.0) + weight
    return counts


def _count_parts(
    counts: Mapping[str, Mapping[str, float]], parts: Callable[[str], Features]
) -> dict[str, dict[str, float]]:
    """Return for each part of the features how much of it each label has."""
    found: dict[str, dict[str, float]] = {}
    for feature, row in counts.items():
        for part, share in parts(feature).items():
            counted = found.setdefault(part, {})
            for label, weight in row.items():
                more = share * weight
                counted[label] = counted[label] + more if label in counted else more
    return found
