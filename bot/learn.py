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
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

Features = Mapping[str, float]
"""What a text holds, and how much each counts."""

SMOOTHING = 0.3
"""Added to every count, so that one example proves little; 0.1 to 1 scored alike."""

TOO_COMMON = 64
"""A feature that more labels share tells none of them apart, and is forgotten."""

REMEMBERED = 16_384
"""Features whose weights are kept at hand, so that only a new word costs its n-grams."""


class Model:
    """What the examples of each label have in common."""

    def __init__(
        self, examples: Iterable[tuple[str, Features]], parts: Callable[[str], Features]
    ) -> None:
        """Learn from (label, features) pairs.

        `parts` says what a feature is made of (a word: itself and its n-grams); those are
        counted, so that a word never seen speaks through its parts.
        """
        sizes: dict[str, float] = {}
        whole: dict[str, dict[str, float]] = {}
        for label, features in examples:
            sizes.setdefault(label, 0.0)
            for feature, weight in features.items():
                row = whole.setdefault(feature, {})
                row[label] = row.get(label, 0.0) + weight
        counts: dict[str, dict[str, float]] = {}
        for feature, row in whole.items():
            for part, share in parts(feature).items():
                counted = counts.setdefault(part, {})
                for label, weight in row.items():
                    counted[label] = counted.get(label, 0.0) + share * weight
                    sizes[label] += share * weight
        self.labels = tuple(sizes)
        self._parts = parts
        self._weights = _weights(counts, sizes)
        self._remembered = lru_cache(REMEMBERED)(self._speaks_for)

    def weigh(self, features: Features) -> dict[str, float]:
        """Return how much features speak for each label, in log odds; unspoken-for are left out."""
        totals: dict[int, float] = {}
        for feature, weight in features.items():
            for label, log in self._remembered(feature):
                totals[label] = totals.get(label, 0.0) + weight * log
        return {self.labels[label]: total for label, total in totals.items()}

    def weigh_one(self, feature: str, label: str) -> float:
        """Return how much one feature speaks for one label."""
        place = self.labels.index(label)
        return next((log for other, log in self._remembered(feature) if other == place), 0.0)

    def _speaks_for(self, feature: str) -> tuple[tuple[int, float], ...]:
        totals: dict[int, float] = {}
        for part, share in self._parts(feature).items():
            for label, log in self._weights.get(part, ()):
                totals[label] = totals.get(label, 0.0) + share * log
        return tuple(totals.items())


def _weights(
    counts: Mapping[str, Mapping[str, float]], sizes: Mapping[str, float]
) -> dict[str, tuple[tuple[int, float], ...]]:
    """Return for each feature the labels it speaks for, by place, and how much.

    Counts are scaled as if every label had said equally much: a type with few examples is
    no less likely for it.
    """
    mean = sum(sizes.values()) / len(sizes) if sizes else 0.0
    scale = {label: mean / size for label, size in sizes.items() if size}
    place = {label: i for i, label in enumerate(sizes)}
    weights = {}
    for feature, row in counts.items():
        if len(row) > TOO_COMMON:
            continue
        scaled = [(place[label], count * scale[label]) for label, count in row.items()]
        total = sum(count for _, count in scaled) + SMOOTHING * len(sizes)
        weights[feature] = tuple(
            (label, math.log((count / SMOOTHING + 1) * (total / (total - count))))
            for label, count in scaled
        )
    return weights
