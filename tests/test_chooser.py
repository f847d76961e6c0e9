"""Help me choose: every path through the questions, and what an editor's slips are told."""

import itertools
import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot import guide as guides
from bot.chooser import advise
from bot.live import kept

ROOT = Path(__file__).parent.parent


def every_path(guide):
    """Yield what may be picked: one option of each criterion, in every combination."""
    ids = [[option.id for option in criterion.options] for criterion in guide.criteria]
    names = [criterion.id for criterion in guide.criteria]
    for options in itertools.product(*ids):
        yield dict(zip(names, options, strict=True))


@pytest.fixture(scope="module")
def guide():
    return guides.load(ROOT / "content")


def test_every_path_ends_in_advice_that_its_own_answers_bear_out(guide):
    for picked in every_path(guide):
        advice = advise(guide, picked)
        known = {option.id for _, option in advice.picked}
        assert known == set(picked.values())
        assert len(advice.types) <= 2
        assert advice.types or set(picked.values()) <= {"unknown", "none"}
        for type_id, because in zip(advice.types, advice.because, strict=True):
            assert because
            assert all(option.speaks_for[type_id] > 0 for option in because)
        assert advice.next not in advice.types


def test_on_every_path_the_answer_that_is_missing_would_have_led_to_the_next_type(guide):
    counted = Counter()
    for picked in every_path(guide):
        advice = advise(guide, picked)
        if not advice.missing:
            counted["without"] += bool(advice.next)
            continue
        (criterion,) = [one for one in guide.criteria if advice.missing in one.options]
        assert picked[criterion.id] != advice.missing.id
        assert advice.missing.speaks_for[advice.next] > 0
        instead = advise(guide, {**picked, criterion.id: advice.missing.id})
        assert advice.next in instead.types
        counted["with"] += 1
    assert counted["with"] > 20 * counted["without"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_every_path_each_sentence_is_said_once_and_fits_a_phone(convene, language):
    words = convene.words[language]
    for picked in every_path(convene.guide):
        advice = advise(convene.guide, picked)
        if not advice.types:
            continue
        message = convene.views.shared_advice(advice, language, "U1")
        lines = message.text.split("\n")
        assert len(lines) == len(set(lines))
        why = words.say("answered", answers="").strip()
        said = sum(line.startswith(why) for line in lines)
        assert said == len(
            {tuple(option.text[language] for option in one) for one in advice.because}
        )
        assert len(message.text) < 1400


def test_two_are_advised_only_where_they_are_related_or_the_law_asks_for_one(guide):
    counted = Counter()
    for picked in every_path(guide):
        types = advise(guide, picked).types
        if len(types) == 2:
            one, other = (guide.types[id_] for id_ in types)
            is_related = one.id in other.related or other.id in one.related
            assert is_related or picked["duty"] == "duty", picked
            counted["related" if is_related else "law"] += 1
    assert counted["related"] > 50
    assert counted["law"] > 50


def test_every_type_is_the_best_on_some_path(guide):
    best = {advise(guide, picked).types[:1] for picked in every_path(guide)}
    assert {types[0] for types in best if types} == set(guide.types)


@pytest.mark.parametrize(
    ("answers", "types"),
    [
        (("opinions", "asked", "unknown", "none"), ("consultation",)),
        (("opinions", "asked", "unknown", "duty"), ("big-c-consultation", "consultation")),
        (("unknown", "owed", "unknown", "unknown"), ("big-c-consultation",)),
        (("whole", "runners", "under-way", "none"), ("coordination",)),
        (("product", "makers", "unknown", "none"), ("collaboration",)),
        (("change", "sectors", "unknown", "none"), ("collective-impact",)),
        (("prototypes", "users", "problem", "none"), ("co-design",)),
        (("solution", "providers", "prototypes", "none"), ("co-production",)),
        (("solution", "users", "ideas", "none"), ("co-creation",)),
        (("solution", "unknown", "unknown", "none"), ("co-production", "co-creation")),
        (("prototypes", "users", "problem", "duty"), ("co-design", "big-c-consultation")),
        (("opinions", "providers", "problem", "none"), ("consultation",)),
        (("opinions", "providers", "unknown", "none"), ("consultation",)),
        (("product", "providers", "ideas", "none"), ("collaboration",)),
        (("unknown", "unknown", "unknown", "unknown"), ()),
    ],
)
def test_what_the_guide_says_of_a_type_leads_to_it(guide, answers, types):
    picked = dict(zip(("outcome", "who", "stage", "duty"), answers, strict=True))
    assert advise(guide, picked).types == types


def test_answers_that_the_guide_no_longer_has_count_for_nothing(guide):
    advice = advise(guide, {"outcome": "product", "who": "gone", "weather": "rain"})
    assert advice.types == ("collaboration",)
    assert [option.id for _, option in advice.picked] == ["product"]


def test_a_guide_without_the_file_offers_no_chooser(tmp_path):
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    (folder / "chooser.yml").unlink()
    assert guides.load(folder).criteria == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("coordination: 3}", "cordination: 3}", "Did you mean   coordination"),
        ("coordination: 3}", "coordination: 9}", "Write a number from 1 to 5"),
        ("coordination: 3}", "coordination: much}", "Write a number from 1 to 5"),
        ("coordination: 3}", "coordination: 0}", "Write a number from 1 to 5"),
        ("speaks_for: {coordination: 3}", "speaks_for: coordination", "group of keys"),
        ("speaks_for: {coordination: 3}", "speeks_for: {coordination: 3}", "Did you mean"),
        ("Many activities that fit together", "Many " * 20, "Shorten it by 24"),
        ('fr: "Qui participe', 'es: "Qui participe', "has no text in French (fr)"),
        ("id: whole", "id: opinions", "for a second time"),
        ("criteria:\n", "criteria: []\nold:\n", "has no items"),
    ],
)
def test_a_slip_is_told_with_its_line_and_how_to_mend_it(tmp_path, old, new, told):
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    path = folder / "chooser.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(guides.BrokenGuide) as broken:
        guides.load(folder)
    problems = [str(problem) for problem in broken.value.problems]
    assert any(told in problem for problem in problems), problems
    assert all(problem.startswith(f"{path}:") for problem in problems), problems


def test_more_than_four_questions_are_too_many(tmp_path):
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    path = folder / "chooser.yml"
    text = path.read_text(encoding="utf-8")
    head, sep, criterion = text.partition("  - id: duty\n")
    path.write_text(head + sep + criterion + "\n  - id: more\n" + criterion, encoding="utf-8")
    with pytest.raises(guides.BrokenGuide, match="there is room for 4"):
        guides.load(folder)


def test_the_questions_outlive_a_restart_with_a_broken_folder():
    with kept.unpacked(kept.pack(ROOT / "content"), "content") as folder:
        assert guides.load(folder) == guides.load(ROOT / "content")
