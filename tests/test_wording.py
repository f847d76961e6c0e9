"""The bot's own words: every language has them all, and may bring them with the content."""

import shutil
from pathlib import Path

import pytest
import yaml

from bot import wording
from bot.convene import Convene
from bot.editing import check
from bot.guide import BrokenGuide

SPANISH = Path(__file__).parent / "guides" / "spanish"
ENGLISH = yaml.safe_load(wording.PATTERN.read_text(encoding="utf-8"))
SAYS = {
    "definition": "Qué es",
    "who": "Quién participa",
    "outcome": "Qué se obtiene",
    "read_more": "Para saber más",
    "versus": " o ",
    "sorry": "Lo siento, algo salió mal.",
}
HEARS = {
    "small_words": ["el la los las un una que y o de en con por para es son se lo al del cómo qué"],
}


@pytest.fixture
def folder(tmp_path):
    """Return a guide in Spanish and English that brings the bot's words in Spanish."""
    folder = Path(shutil.copytree(SPANISH, tmp_path / "content"))
    (folder / "wording").mkdir()
    words = {
        "says": ENGLISH["says"] | SAYS,
        "hears": {key: [] for key in ENGLISH["hears"]} | HEARS,
    }
    write(folder, words)
    return folder


def write(folder, words):
    text = yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "wording/es.yml").write_text(text, encoding="utf-8")


def words_of(folder):
    return yaml.safe_load((folder / "wording/es.yml").read_text(encoding="utf-8"))


def problems_of(folder):
    problems, _ = check.run(folder)
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def test_the_bots_own_files_are_sound():
    languages = sorted(path.stem for path in wording.HERE.glob("*.yml"))
    assert set(wording.load(languages)) == set(languages)


def test_a_third_language_is_answered_in_that_language(folder):
    convene = Convene.load(folder)
    for question, locale in (("¿Qué es un taller?", "en-US"), ("TALLER", "es-MX")):
        answer, message = convene.reply(convene.match(question), locale)
        assert (answer.kind, answer.types, answer.language) == ("card", ("taller",), "es")
        assert "Hacer algo con las manos" in message.text
        assert "Quién participa" in message.text


def test_a_guide_may_be_in_one_language_alone(tmp_path, folder):
    alone = tmp_path / "alone"
    (alone / "types").mkdir(parents=True)
    (alone / "guide.yml").write_text(
        "title: {es: Maneras de reunirse}\ndefault_language: es\nlanguages: {es: español}\n"
        "source: {title: {es: Guía}, url: {es: https://example.org}}\n",
        encoding="utf-8",
    )
    (alone / "types/taller.yml").write_text(
        "name: {es: Taller}\ndefinition: {es: Hacer algo.}\nwho: {es: Todas.}\n"
        "outcome: {es: Una maqueta.}\n",
        encoding="utf-8",
    )
    shutil.copytree(folder / "wording", alone / "wording")
    convene = Convene.load(alone)
    answer, message = convene.reply(convene.match("taller"), "fr-CA")
    assert (answer.kind, answer.types, answer.language) == ("card", ("taller",), "es")
    assert "Hacer algo." in message.text


def test_the_words_of_the_content_folder_win_over_the_bots_own(folder):
    shutil.copy(wording.HERE / "en.yml", folder / "wording/en.yml")
    text = (folder / "wording/en.yml").read_text(encoding="utf-8")
    old = f'sorry: "{ENGLISH["says"]["sorry"]}"'
    assert old in text
    (folder / "wording/en.yml").write_text(text.replace(old, "sorry: Oops."), encoding="utf-8")
    words = wording.load(["en", "es"], folder)
    assert words["en"].say("sorry") == "Oops."
    assert words["es"].say("sorry") == SAYS["sorry"]


def test_blanks_around_a_text_are_kept(folder):
    assert wording.load(["es"], folder)["es"].say("versus") == " o "


def test_a_language_without_words_is_told(folder):
    (folder / "wording/es.yml").unlink()
    (problem,) = problems_of(folder)
    what, fix = 'The bot has no words of its own in "es"', "Copy bot/wording/en.yml to"
    assert problem == f"wording/es.yml:1: {what}. {fix} wording/es.yml and translate it."


def test_a_missing_text_is_told_with_the_line_to_translate(folder):
    words = words_of(folder)
    del words["says"]["who"]
    write(folder, words)
    line = f'who: "{ENGLISH["says"]["who"]}"'
    assert problems_of(folder) == [
        f'wording/es.yml:2: "who" is missing below "says". Add a line, and translate it: {line}'
    ]


@pytest.mark.parametrize(
    ("place", "text", "what", "fix"),
    [
        ("says.sory", "x", '"sory" is not a key below "says"', "sorry:"),
        ("says.xyzzy", "x", '"xyzzy" is not a key below "says"', "Delete it"),
        ("says.sorry", "", '"sorry" is empty', 'sorry: "…"'),
        ("says.sorry", True, '"sorry" is true, which YAML reads as yes or no', '"true"'),
        ("says.sorry", ["x"], '"sorry" is a list, where one text', 'sorry: "…"'),
        ("says.sorry", "Oh {name}", "has {name}, which the bot cannot fill in", "none"),
        ("says.sorry", "Oh {0.__class__}", "has {0.__class__}, which the bot cannot", "none"),
        ("says.sorry", "Oh {", "without its other half", "{{ and }}"),
        ("says.list_more", "Y más.", "lacks {count}", "keep it as it is"),
        ("says.list_more", "Y {count:d} más.", "has {count:d}", "It can fill in: {count}"),
        ("hears.small_words", "el la", "is one text, where a list", "small_words: [el la]"),
        ("hears.small_words", [False], "is false, which YAML reads as yes", '- "false"'),
    ],
)
def test_a_slip_in_the_words_is_told(folder, place, text, what, fix):
    part, _, key = place.partition(".")
    words = words_of(folder)
    words[part][key] = text
    write(folder, words)
    problems = problems_of(folder)
    assert any(fix in problem.partition(what)[2] for problem in problems), problems


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("says: x\nhears: {}\n", 1, '"says" is one text, where a group of keys is wanted'),
        ("hears: {}\n", 1, '"says" is missing'),
        ("says: {a: b\n", 1, 'The "{" on this line is never closed'),
        ("", 1, "The file is empty"),
        ("says: {}\nhears: {}\nsings: {}\n", 3, '"sings" is not a key'),
    ],
)
def test_a_file_of_words_that_is_no_such_file_is_told(folder, text, line, what):
    (folder / "wording/es.yml").write_text(text)
    assert any(
        problem.startswith(f"wording/es.yml:{line}: {what}") for problem in problems_of(folder)
    )


def test_words_in_a_language_that_the_guide_does_not_have_are_told(folder):
    shutil.copy(wording.HERE / "en.yml", folder / "wording/de.yml")
    (problem,) = problems_of(folder)
    assert problem.startswith('wording/de.yml:1: guide.yml has no language "de"')


def test_broken_words_at_the_start_break_the_guide_and_nothing_else(folder):
    (folder / "wording/es.yml").write_text("says: [")
    with pytest.raises(BrokenGuide) as caught:
        Convene.load(folder)
    assert "wording/es.yml:1: " in str(caught.value)
