"""Every sentence for those who keep the guide, in each language that the bot brings."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from bot.guide import said
from bot.guide.said import Said, in_words, told

BOT = Path(said.__file__).parents[1]
OTHERS = [language for language in said.languages() if language != said.ENGLISH]


def calls():
    """Yield every call of `Said` in the code, and where it is."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Said":
                yield f"{path.name}:{node.lineno}", node


def templates():
    return {
        call.args[0].value: call
        for _, call in calls()
        if isinstance(call.args[0], ast.Constant) and call.args[0].value
    }


def of_language(language):
    return yaml.safe_load((said.HERE / f"{language}.yml").read_text(encoding="utf-8"))


def blanks(template):
    return sorted((name, spec) for _, name, spec, _ in Formatter().parse(template) if name)


def test_each_sentence_of_the_code_is_a_template_as_it_stands():
    """One put together elsewhere would have no translation."""
    odd = [where for where, call in calls() if not isinstance(call.args[0], ast.Constant)]
    assert [where.partition(":")[0] for where in odd] == ["said.py"]


@pytest.mark.parametrize("language", OTHERS)
def test_each_has_its_translation_and_each_translation_its_sentence(language):
    assert templates().keys() == of_language(language).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_words_to_fill_in(language):
    with_values = {text for text, call in templates().items() if call.keywords}
    for english, other in of_language(language).items():
        if english in with_values:
            assert blanks(english) == blanks(other), english


def test_french_has_its_blanks_and_quotation_marks():
    for french in of_language("fr").values():
        assert not re.search(r"\S [:;»]|\S [?!](\s|$)|« |'(?!')", french), french


def test_a_value_that_is_a_sentence_is_told_too_and_any_other_stays():
    what = Said("{called} {what}", called="type", what=Said("is empty"))
    assert str(what) == "type is empty"
    assert told(what, "fr") == "type est vide"


def test_parts_put_together_are_told_each_by_itself():
    assert told("{x} " + Said("Delete it.") + " y", "fr") == "{x} Supprimez-la. y"


@pytest.mark.parametrize(
    ("language", "english", "french"),
    [
        ("en", "English (en)", "anglais (en)"),
        ("fr", "French (fr)", "français (fr)"),
        ("es", "español (es)", "español (es)"),
        ("de", '"de"', '"de"'),
    ],
)
def test_a_language_is_called_as_the_reader_calls_it_else_as_the_guide_does(
    language, english, french
):
    what = Said(
        "{key} has no text in {language}", key="x", language=in_words(language, {"es": "español"})
    )
    assert str(what) == f"x has no text in {english}"
    assert told(what, "fr") == f"x n’a pas de texte en {french}"


def test_a_language_that_nobody_translated_is_told_in_english():
    assert told(Said("is empty"), "de") == "is empty"
