"""Texts that get in each other's way are found, with their line and what to do."""

from dataclasses import replace

import pytest

from bot import wording
from bot.editing.collisions import find
from bot.match import Matcher
from tests.score import HOUSE, load

GUIDE, MATCHER = load()
FILES = {
    f"content/types/{path.name}": path.read_text(encoding="utf-8")
    for path in (HOUSE / "content" / "types").glob("*.yml")
}


def changed(type_id, **what):
    type_ = replace(GUIDE.types[type_id], **what)
    guide = replace(GUIDE, types={**GUIDE.types, type_id: type_})
    hears = {lang: spoken.hears for lang, spoken in wording.load(guide.languages).items()}
    return find(guide, Matcher(guide, hears), FILES)


def problem_with(problems, *words):
    return next(p for p in problems if all(word in str(p) for word in words))


@pytest.fixture(scope="module")
def stolen():
    """Coordination, with an ask of co-design's as its own, word for word."""
    ask = GUIDE.types["co-design"].asks["en"][0]
    asks = {**GUIDE.types["coordination"].asks}
    asks["en"] = (*asks["en"], ask)
    return ask, changed("coordination", asks=asks)


def test_the_shipped_guide_has_no_collision():
    assert find(GUIDE, MATCHER, FILES) == ()


def test_an_ask_under_two_types_is_told_with_the_line_of_the_other(stolen):
    ask, problems = stolen
    problem = problem_with(problems, "stands under co-design")
    line = next(
        number
        for number, text in enumerate(FILES["content/types/co-design.yml"].splitlines(), 1)
        if ask in text
    )
    assert f"content/types/co-design.yml:{line}" in str(problem)


def test_an_ask_under_two_types_is_told_on_both_lines_and_only_so(stolen):
    ask, problems = stolen
    told = [(one.path.rpartition("/")[2], one.what) for one in problems if ask in one.what]
    assert sorted(name for name, _ in told) == ["co-design.yml", "coordination.yml"]
    assert all("stands under" in what for _, what in told)


def test_an_ask_that_another_type_would_win_is_told():
    ask = GUIDE.types["co-design"].asks["en"][0]
    asks = {**GUIDE.types["coordination"].asks}
    asks["en"] = (*asks["en"], f"{ask} again")
    told = changed("coordination", asks=asks)
    assert problem_with(told, "sounds more like co-design than like coordination")


def test_names_one_slip_apart_are_told():
    problems = changed("coordination", also={"en": ("co-desing",), "fr": ()})
    assert problem_with(problems, '"co-desing"', "one typing slip away")


def test_too_few_asks_in_a_language_are_told():
    asks = {"en": GUIDE.types["coordination"].asks["en"], "fr": ("une seule",)}
    problem = problem_with(changed("coordination", asks=asks), '"asks" has one line in French (fr)')
    assert problem.path == "content/types/coordination.yml"
    assert FILES[problem.path].splitlines()[problem.line - 1] == "asks:"
