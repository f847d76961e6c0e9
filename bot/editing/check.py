"""Whether a content folder can be served, and what in it gets in each other's way.

Knows which rooms check what. Must not know what they check.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from bot import guide as guides
from bot import wording
from bot.editing import collisions, doubts
from bot.guide import BrokenGuide, Guide, Problem
from bot.guide.folder import scan
from bot.guide.problem import listed, shown
from bot.match import Matcher


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


def warn(folder: Path, learnt: tuple[str, Matcher] | None = None) -> tuple[Problem, ...]:
    """Return what gets in each other's way in a folder without a problem, or is doubtful.

    Such a guide can be served, and some questions will find the wrong type. `learnt` is the
    version of a guide and what was learnt from it: the same guide is not learnt again.
    """
    guide = guides.load(folder)
    words = wording.load(guide.languages, folder)
    version, matcher = learnt or ("", None)
    if matcher is None or version != guide.version:
        matcher = Matcher(guide, {language: of.hears for language, of in words.items()})
    files = {shown(path): path.read_text("utf-8-sig") for path in scan(folder).parts["types"]}
    today = date.today()  # noqa: DTZ011 - the day where the person is
    found = (
        *collisions.find(guide, matcher, files),
        *doubts.find(guide, words, matcher, folder, today),
    )
    return tuple(sorted(found))


def as_advice(warning: Problem) -> str:
    """Return a warning as it is printed, which nobody takes for a mistake."""
    return str(replace(warning, what=f"advice: {warning.what}"))


def sum_up_warnings(warnings: tuple[Problem, ...]) -> str:
    """Return one line that says how many there are, and that nothing is broken."""
    return f"{_count(len(warnings), 'warning')}: the guide can be served, and could answer better."


def _sum_up(guide: Guide) -> str:
    counts = (
        _count(len(guide.types), "type"),
        _count(len(guide.pages), "page"),
        f"{_count(len(guide.languages), 'language')} ({listed(guide.languages.values())})",
    )
    return f"{listed(counts)}: no problem found."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
