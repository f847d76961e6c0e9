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
from collections.abc import Callable, Container, Iterable, Mapping
from copy import copy
from functools import lru_cache

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

        `parts` says what a feature is made of (a word: itself and its n-grams); those are
        counted too, so that a word never seen speaks through its parts. Without it each
        feature counts whole, which takes less memory.
        """
        self._parts = parts or _itself
        self._counts = _count(examples)
        if parts:
            self._counts |= _count_parts(self._counts, parts)
        sizes: dict[str, float] = {}
        for row in self._counts.values():
            for label, weight in row.items():
                sizes[label] = sizes.get(label, 0.0) + weight
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
        totals: dict[str, float] = {}
        for feature, weight in features.items():
            for label, log in self._remembered(feature).items():
                totals[label] = totals.get(label, 0.0) + weight * log
        for label in self._set_aside:
            totals.pop(label, None)
        return totals

    def weigh_one(self, feature: str, label: str) -> float:
        """Return how much more one feature speaks for one label than for the others, on average."""
        logs = self._remembered(feature)
        own = logs.get(label, 0.0)
        return own - (sum(logs.values()) - own) / max(len(self._scale) - 1, 1)

    def weigh_without(
        self, features: Features, label: str, labels: Container[str]
    ) -> dict[str, float]:
        """Return what `weigh` would of some labels, had one example of these features not been learnt.

        For what the other examples alone make of it: each ask left out in turn.
        """
        own: dict[str, float] = {}
        for feature, weight in features.items():
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
                        log = math.log((scaled / SMOOTHING + 1) * (total / (total - scaled)))
                        totals[about] = totals.get(about, 0.0) + weight * log
        return totals

    def _speaks_for(self, feature: str) -> dict[str, float]:
        """Return the labels that a feature and its parts speak for, and how much."""
        totals: dict[str, float] = {}
        for part, share in self._parts(feature).items():
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
            label: math.log((count / SMOOTHING + 1) * (total / (total - count)))
            for label, count in scaled.items()
            if count > ROUNDING
        }


def _itself(feature: str) -> Features:
    return {feature: 1.0}


def _count(examples: Iterable[tuple[str, Features]]) -> dict[str, dict[str, float]]:
    """Return for each feature how much of it each label has.

    Most are said once: equal rows of one label are one object, copied before it grows.
    """
    counts: dict[str, dict[str, float]] = {}
    said_once: dict[str, dict[float, dict[str, float]]] = {}
    for label, features in examples:
        by_weight = said_once.setdefault(label, {})
        for feature, weight in features.items():
            row = counts.get(feature)
            if row is None:
                if weight not in by_weight:
                    by_weight[weight] = {label: weight}
                counts[feature] = by_weight[weight]
                continue
            if len(row) == 1:
                row = counts[feature] = row.copy()
            row[label] = row.get(label, 0.0) + weight
    return counts


def _count_parts(
    counts: Mapping[str, Mapping[str, float]], parts: Callable[[str], Features]
) -> dict[str, dict[str, float]]:
    """Return for each part of the features how much of it each label has."""
    found: dict[str, dict[str, float]] = {}
    for feature, row in counts.items():
        for part, share in parts(feature).items():
            if part == feature:
                continue
            counted = found.get(part)
            if counted is None:
                found[part] = {label: share * weight for label, weight in row.items()}
            else:
                for label, weight in row.items():
                    counted[label] = counted.get(label, 0.0) + share * weight
    return found
