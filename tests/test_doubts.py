"""What is sound in a guide and was probably not meant is told, with its line and what to do."""

from datetime import date
from pathlib import Path

import pytest
from small_guide import write_guide

from bot import guide, wording
from bot.editing import doubts
from bot.match import Matcher

TODAY = date(2026, 11, 25)
SHIPPED = Path(__file__).parent.parent / "content"
TYPE = "types/round-table.yml"
CHOOSER = """\
criteria:
  - id: who
    ask: {en: "Who?", fr: "Qui ?"}
    options:
      - {id: all, text: {en: "Everyone", fr: "Tout le monde"}}
"""
GROUPS = """\
groups:
  - name: {en: "First", fr: "Premier"}
    types: [round-table]
  - name: {en: "Second", fr: "Second"}
    types: [world-cafe, round-table]
"""


def doubts_of(folder):
    read = guide.load(folder)
    words = wording.load(read.languages, folder)
    matcher = Matcher(read, {language: of.hears for language, of in words.items()})
    found = doubts.find(read, words, matcher, folder, TODAY)
    return [str(one).replace(f"{folder}/", "") for one in found]


def add(file, text):
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1


def test_nothing_in_the_shipped_guide_is_doubtful():
    assert doubts_of(SHIPPED) == []


@pytest.mark.parametrize(
    ("said", "opening", "rest"),
    [
        ("Choose it when many meet.", "Choose it when", "many meet."),
        ("When many meet.", "When", "many meet."),
        ("choose this when … many meet.", "choose this when", "many meet."),
    ],
)
def test_an_opening_that_the_card_says_already_is_told(tmp_path, said, opening, rest):
    folder = write_guide(tmp_path / "content")
    line = add(folder / TYPE, f'choose_when:\n  en: "{said}"\n  fr: "on se parle."\n')
    [told] = doubts_of(folder)
    assert told.startswith(f'{TYPE}:{line + 1}: choose_when begins with "{opening}"')
    assert told.endswith(f'en: "{rest}"')


@pytest.mark.parametrize("said", ["whenever many meet.", "many meet when they can."])
def test_a_text_that_only_sounds_like_the_opening_is_not_told(tmp_path, said):
    folder = write_guide(tmp_path / "content")
    add(folder / TYPE, f'choose_when:\n  en: "{said}"\n  fr: "on se parle."\n')
    assert doubts_of(folder) == []


def test_a_capital_in_the_middle_of_a_sentence_is_told(tmp_path):
    folder = write_guide(tmp_path / "content")
    line = add(
        folder / TYPE, 'choose_when:\n  en: "many meet."\n  fr: "Élues et voisins se parlent."\n'
    )
    [told] = doubts_of(folder)
    assert told.startswith(f"{TYPE}:{line + 2}: choose_when in French (fr) begins with a capital")
    assert told.endswith('write: "élues et voisins se parlent."')


@pytest.mark.parametrize(
    "said", ["NATO members meet.", "I meet the others.", "3 people meet.", "many meet in Paris."]
)
def test_an_acronym_or_a_number_may_begin_it(tmp_path, said):
    folder = write_guide(tmp_path / "content")
    add(folder / TYPE, f'choose_when:\n  en: "{said}"\n  fr: "on se parle."\n')
    assert doubts_of(folder) == []


@pytest.mark.parametrize("sign", ["**all**", "[all](https://example.org)", "<b>", "<br/>"])
def test_signs_of_a_layout_that_slack_does_not_know_are_told(tmp_path, sign):
    folder = write_guide(tmp_path / "content")
    line = add(folder / TYPE, f'note:\n  en: "Invite {sign} of them."\n  fr: "Invitez."\n')
    [told] = doubts_of(folder)
    assert told.startswith(f'{TYPE}:{line + 1}: note in English (en) has "{sign}"')


@pytest.mark.parametrize("said", ["2 * 3 * 4 people", "see [1] (2024)", "a < b and b > a"])
def test_other_signs_are_not_told(tmp_path, said):
    folder = write_guide(tmp_path / "content")
    add(folder / TYPE, f'note:\n  en: "Invite {said}."\n  fr: "Invitez."\n')
    assert doubts_of(folder) == []


def test_a_french_opening_is_told(tmp_path):
    folder = write_guide(tmp_path / "content")
    add(
        folder / TYPE, 'choose_when: {en: "many meet.", fr: "Choisissez ce type quand on parle."}\n'
    )
    [told] = doubts_of(folder)
    assert 'fr: "on parle."' in told


def test_a_text_in_another_language_is_told(tmp_path):
    folder = write_guide(tmp_path / "content")
    text = "What people have told each other at the table, and what they will do with it."
    line = add(folder / TYPE, f'example:\n  en: "{text}"\n  fr: >-\n    {text}\n')
    [told] = doubts_of(folder)
    assert told == (
        f"{TYPE}:{line + 2}: example in French (fr) reads like English (en). "
        "Write it in French (fr)."
    )


def test_a_review_to_come_is_told_and_one_of_tomorrow_is_not(tmp_path):
    folder = write_guide(tmp_path / "content")
    line = add(folder / TYPE, "reviewed: 2062-11-21\n")
    add(folder / "types" / "world-cafe.yml", "reviewed: 2026-11-26\n")
    [told] = doubts_of(folder)
    assert told.startswith(f"{TYPE}:{line}: reviewed is 2062-11-21, a day that is still to come.")


def test_a_type_in_two_groups_is_told(tmp_path):
    folder = write_guide(tmp_path / "content")
    line = add(folder / "guide.yml", GROUPS)
    [told] = doubts_of(folder)
    assert told.startswith(f'guide.yml:{line + 4}: "round-table" stands in two groups')
    assert f"also on line {line + 2}" in told


def test_a_question_with_one_answer_is_told(tmp_path):
    folder = write_guide(tmp_path / "content")
    add(folder / "chooser.yml", CHOOSER)
    [told] = doubts_of(folder)
    assert told.startswith('chooser.yml:4: The question "who" has one answer')
