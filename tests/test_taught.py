"""A question in the words of an ask is answered by the ask's type, as editors are promised."""

import shutil
from pathlib import Path

import pytest

from bot.convene import Convene
from bot.report.paste import Paste, paste

SHIPPED = Path(__file__).parent.parent / "content"


@pytest.fixture
def teach(tmp_path):
    """Return what adds lines to a type of the shipped guide, and loads it."""

    def add(*lines):
        folder = tmp_path / "content"
        if not folder.exists():
            shutil.copytree(SHIPPED, folder)
        for type_id, language, text in lines:
            paste(folder, Paste(f"types/{type_id}.yml", "asks", language, (text,)))
        return Convene.load(folder)

    return add


def answer(convene, question, locale=None):
    return convene.reply(convene.match(question), locale)[0]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "can we get pizza for the thing on tuesday"),
        ("en", "a citizens’ jury"),
        ("en", "we ask this 1"),  # of which the model thinks that it calls for help
        ("en", "we send a survey, and that is not all of it"),
        ("en", "my neighbour keeps bees and wants the council to hear what beekeepers think"),
        ("fr", "un café du monde"),
        ("fr", "qui paie le café ?"),
        ("fr", "on installe une tente derrière l’aréna pour que les scouts chialent"),
    ],
)
def test_one_line_is_enough_whatever_it_says(teach, convene, language, line):
    assert answer(convene, line).types[:1] != ("coordination",)
    taught = answer(teach(("coordination", language, line)), line)
    assert (taught.kind, taught.types, taught.language) == ("card", ("coordination",), language)


@pytest.mark.parametrize(
    "question",
    [
        "what is a citizens' jury?",
        "CITIZENS JURY",
        "A citizens’ jury!!",
        "c'est quoi a citizens jury",
    ],
)
def test_signs_and_the_small_words_before_it_do_not_matter(teach, question):
    convene = teach(("coordination", "en", "a citizens’ jury"))
    assert answer(convene, question).types == ("coordination",)


@pytest.mark.parametrize("question", ["no citizens jury", "jury", "citizens", "jury citizens"])
def test_other_words_are_another_question(teach, question):
    convene = teach(("coordination", "en", "a citizens’ jury"))
    assert answer(convene, question).types != ("coordination",)


def test_a_line_under_two_types_is_a_choice_between_them(teach):
    line = "we count the geese"
    convene = teach(("coordination", "en", line), ("co-design", "en", line))
    found = answer(convene, line)
    assert (found.kind, set(found.types)) == ("choices", {"coordination", "co-design"})


@pytest.mark.parametrize("line", ["hello", "aide", "thanks", "list all types"])
def test_what_means_the_same_in_every_guide_is_no_types(teach, convene, line):
    before = answer(convene, line)
    assert answer(teach(("coordination", "en", line)), line).kind == before.kind


def test_every_ask_of_the_shipped_guide_leads_to_its_type(convene):
    wrong = [
        ask
        for of in convene.guide.types.values()
        for asks in of.asks.values()
        for ask in asks
        if answer(convene, ask).types[:1] != (of.id,)
    ]
    assert wrong == []
