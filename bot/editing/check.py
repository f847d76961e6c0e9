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
from bot.guide.said import Said
from bot.match import Matcher


def run(folder: Path) -> tuple[tuple[Problem, ...], Said]:
    """Check a content folder.

    Returns every problem, sorted by path and line, and one line that sums them up or
    says what was found.
    """
    problems: tuple[Problem, ...] = ()
    summary = Said("")
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
        summary = Said(
            "{problems} in {files}.",
            problems=_count(len(problems), Said("problem"), Said("problems")),
            files=_count(files, Said("file"), Said("files")),
        )
    return tuple(sorted(set(problems))), summary


def warn(folder: Path) -> tuple[Problem, ...]:
    """Return what gets in each other's way in a folder without a problem, or is doubtful.

    Such a guide can be served, and some questions will find the wrong type.
    """
    guide = guides.load(folder)
    words = wording.load(guide.languages, folder)
    matcher = Matcher(guide, {language: of.hears for language, of in words.items()})
    files = {shown(path): path.read_text("utf-8-sig") for path in scan(folder).parts["types"]}
    today = date.today()  # noqa: DTZ011 - the day where the person is
    found = (
        *collisions.find(guide, matcher, files),
        *doubts.find(guide, words, matcher, folder, today),
    )
    return tuple(sorted(found))


def as_advice(warning: Problem) -> Problem:
    """Return a warning as it is printed, which nobody takes for a mistake."""
    return replace(warning, what=Said("advice: {what}", what=warning.what))


def sum_up_warnings(warnings: tuple[Problem, ...]) -> Said:
    """Return one line that says how many there are, and that nothing is broken."""
    return Said(
        "{advice}: the guide can be published, but could answer better.",
        advice=_count(len(warnings), Said("piece of advice"), Said("pieces of advice")),
    )


def _sum_up(guide: Guide) -> Said:
    return Said(
        "{types}, {pages}, {languages} ({names}): no problem found.",
        types=_count(len(guide.types), Said("type"), Said("types")),
        pages=_count(len(guide.pages), Said("page"), Said("pages")),
        languages=_count(len(guide.languages), Said("language"), Said("languages")),
        names=listed(guide.languages.values()),
    )


def _count(number: int, one: Said, several: Said) -> Said:
    return Said("{number} {noun}", number=number, noun=one if number == 1 else several)
