"""Whether a content folder can be served: its guide, and words for each of its languages.

Knows which rooms check what. Must not know what they check.
"""

from __future__ import annotations

from pathlib import Path

from bot import guide as guides
from bot import wording
from bot.guide import BrokenGuide, Guide, Problem
from bot.problem import listed


def run(folder: Path) -> tuple[tuple[Problem, ...], str]:
    """Check a content folder.

    Returns every problem, sorted by path and line, and one line that sums them up or
    says what was found.
    """
    problems: tuple[Problem, ...] = ()
    summary = ""
    try:
        guide = guides.load(folder)
        languages = tuple(guide.languages)
        summary = _sum_up(guide)
    except BrokenGuide as broken:
        problems, languages = broken.problems, broken.languages
    try:
        wording.load(languages, folder)
    except BrokenGuide as broken:
        problems += broken.problems
    if problems:
        files = len({problem.path for problem in problems})
        summary = f"{_count(len(problems), 'problem')} in {_count(files, 'file')}."
    return tuple(sorted(set(problems))), summary


def _sum_up(guide: Guide) -> str:
    counts = (
        _count(len(guide.types), "type"),
        _count(len(guide.pages), "page"),
        f"{_count(len(guide.languages), 'language')} ({listed(guide.languages.values())})",
    )
    return f"{listed(counts)}: no problem found."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
