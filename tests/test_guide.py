"""The content folder: a sound one is read whole, and every slip in a broken one is told."""

import gc
import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import guide, wording
from bot.answer import Answer
from bot.cards import Cards
from bot.desk.workspace import check_content
from bot.guide import BrokenGuide, content, yaml_file
from bot.guide.said import told

SHIPPED = Path(__file__).parent.parent / "content"
SPANISH = Path(__file__).parent / "guides" / "spanish"

GUIDE = "guide.yml"
TALLER = "types/taller.yml"
CONSULTA = "types/consulta.yml"
PREVIA = "types/consulta-previa.yml"
VECINDAD = "pages/vecindad.yml"


# Words of the sentences, which no French one holds outside what was typed.
ENGLISH = re.compile(r"(?i)\b(the|is|are|with|where|which|write|and|it|put|text|quotes)\b")


@pytest.fixture
def folder(tmp_path):
    """Return a sound folder to spoil."""
    return Path(shutil.copytree(SPANISH, tmp_path / "content"))


def problems_of(folder):
    """Return what is wrong with a folder, with paths from within it."""
    with pytest.raises(BrokenGuide) as caught:
        guide.load(folder)
    for problem in caught.value.problems:
        french = f"{told(problem.what, 'fr')}. {told(problem.fix, 'fr')}"
        assert not ENGLISH.search(re.sub(r'"[^"]*"|«[^»]*»', "", french)), french
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def change(file, old, new, count=1):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, count), encoding="utf-8")


# A sound folder


def test_the_shipped_guide_is_sound():
    loaded = guide.load(SHIPPED)
    assert len(loaded.types) == 8
    assert len(loaded.pages) == 2
    assert list(loaded.languages) == ["en", "fr"]


def test_what_was_read_leaves_nothing_to_the_garbage_collector():
    guide.load(SHIPPED)
    gc.collect()
    gc.disable()
    try:
        loaded = guide.load(SHIPPED)
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert loaded.types


def test_everything_in_a_sound_folder_is_read():
    loaded = guide.load(SPANISH)
    taller = loaded.types["taller"]
    assert loaded.title == {"es": "Maneras de reunirse", "en": "Ways to meet"}
    assert loaded.default_language == "es"
    assert loaded.languages == {"es": "español", "en": "English"}
    assert loaded.source.url["en"] == "https://example.org/en"
    assert [step.name["en"] for step in loaded.steps] == ["listen", "make"]
    assert taller.name == {"es": "Taller", "en": "Workshop"}
    assert taller.also == {"es": ("taller participativo",), "en": ("working session",)}
    assert taller.note["en"] == "Best with few people."
    assert taller.choose_when["en"] == "things must be touched to be understood."
    assert loaded.types["consulta"].choose_when == {}
    assert taller.related == ("consulta",)
    assert taller.pages == ("vecindad",)
    assert taller.links[0].title["en"] == "How to prepare a workshop"
    assert taller.asks["es"][1] == "manos a la obra con las vecinas"
    assert loaded.types["consulta-previa"].variant_of == "consulta"
    assert loaded.types["consulta-previa"].signs["es"] == ("ley", "previa")
    assert loaded.pages["vecindad"].type == "consulta"


def test_what_a_type_does_not_say_is_empty():
    consulta = guide.load(SPANISH).types["consulta"]
    assert consulta.example == {}
    assert consulta.note == {}
    assert consulta.also == {"es": (), "en": ()}
    assert consulta.steps == consulta.related == consulta.pages == consulta.links == ()
    assert consulta.variant_of is None


def test_a_text_of_several_paragraphs_keeps_them():
    summary = guide.load(SPANISH).pages["vecindad"].summary["es"]
    assert summary == "Quién vive aquí.\n\nY quién no viene nunca."


def test_steps_stand_in_the_order_of_the_guide():
    assert guide.load(SPANISH).types["taller"].steps == ("escuchar", "hacer")


def test_types_stand_in_the_order_of_the_guide_and_then_by_name(folder):
    assert list(guide.load(folder).types) == ["taller", "consulta", "consulta-previa"]
    change(folder / GUIDE, "types: [taller, consulta]\n", "")
    assert list(guide.load(folder).types) == ["consulta", "consulta-previa", "taller"]


def test_a_guide_cannot_be_changed_after_it_is_loaded():
    loaded = guide.load(SPANISH)
    for mapping in (loaded.types, loaded.languages, loaded.types["taller"].name):
        with pytest.raises(TypeError):
            mapping["x"] = "y"


def test_equal_folders_have_equal_versions_and_others_do_not(folder):
    version = guide.load(SPANISH).version
    assert guide.load(folder).version == version
    change(folder / TALLER, "Mejor", "Siempre mejor")
    assert guide.load(folder).version != version


def test_a_file_by_another_name_makes_a_new_version(folder):
    text = "name: {es: Asamblea, en: Assembly}\ndefinition: {es: A., en: A.}\n"
    (folder / "types/asamblea.yml").write_text(
        text + "who: {es: A., en: A.}\noutcome: {es: A., en: A.}\n"
    )
    version = guide.load(folder).version
    (folder / "types/asamblea.yml").rename(folder / "types/asambleas.yml")
    assert guide.load(folder).version != version


def test_a_remark_behind_a_text_is_no_part_of_it(folder):
    change(folder / TALLER, "en: A model.", "en: A model.  # of cardboard")
    assert guide.load(folder).types["taller"].outcome["en"] == "A model."


def test_new_words_make_a_new_version(folder):
    version = guide.load(folder).version
    (folder / "wording").mkdir()
    (folder / "wording/es.yml").write_text("says: {}\n")
    assert guide.load(folder).version != version


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: b"---\n" + text.encode(),
        lambda text: b"# A remark.\n\n" + text.encode() + b"\n# Another.\n",
    ],
    ids=["byte-order mark", "Windows line ends", "no last line end", "---", "remarks"],
)
def test_how_an_editor_saves_a_file_does_not_matter(folder, encode):
    for path in folder.rglob("*.yml"):
        path.write_bytes(encode(path.read_text(encoding="utf-8")))
    assert guide.load(folder).types == guide.load(SPANISH).types


@pytest.mark.parametrize(
    "name",
    [
        ".taller.yml.swp",
        "taller.yml~",
        "#taller.yml#",
        ".#taller.yml",
        "taller.yml.tmp",
        "4913",
        ".DS_Store",
        "Thumbs.db",
        "taller.yml___jb_tmp___",
        "~$taller.yml",
    ],
)
def test_what_editors_leave_behind_is_passed_over(folder, name):
    (folder / "types" / name).write_bytes(b"\x00\xff")
    (folder / name).write_bytes(b"\x00\xff")
    guide.load(folder)


def test_a_link_to_a_file_is_read_like_the_file(folder):
    (folder / TALLER).rename(folder.parent / "elsewhere.yml")
    (folder / TALLER).symlink_to(folder.parent / "elsewhere.yml")
    assert guide.load(folder).types["taller"].name["en"] == "Workshop"


def test_a_readme_beside_the_guide_is_nobodys_concern(folder):
    (folder / "README.md").write_text("How we write.")
    (folder / ".git").mkdir()
    guide.load(folder)


# One slip, one problem

# fmt: off
SLIPS = {
    # YAML itself
    "a tab": (TALLER, "  es: Taller", "\tes: Taller", 3, "indented with a tab", "space bar"),
    "a non-breaking blank": (
        TALLER, "  es: Taller", "\u00a0 es: Taller", 3, "indented with a non-breaking space", "space bar",
    ),
    "non-breaking blanks throughout": (
        TALLER, "  es: Taller\n  en: Workshop", "\u00a0 es: Taller\n\u00a0 en: Workshop", 3,
        "indented with a non-breaking space", "So is one more line",
    ),
    "a non-breaking blank after a hyphen": (
        TALLER, "    - manos", "    -\u00a0manos", 29, 'non-breaking space follows the "-"',
        'Write: - "manos a la obra con las vecinas"',
    ),
    "a narrow non-breaking blank after a first hyphen": (
        TALLER, "    - queremos", '    -\u202f"Queremos"\n    - queremos', 28,
        'non-breaking space follows the "-"', 'Write: - "Queremos"',
    ),
    "a text behind brackets": (
        GUIDE, "[taller, consulta]", "[taller], consulta", 14, 'text after "]"',
        "types: [taller, consulta]",
    ),
    "an id behind brackets": (
        TALLER, "[hacer, escuchar]", "[hacer] escuchar", 14, 'text after "]"',
        "steps: [hacer, escuchar]",
    ),
    "an item that begins with brackets": (
        TALLER, "- manos a la obra", "- [urgente] manos a la obra", 29, 'text after "]"',
        '- "[urgente] manos a la obra con las vecinas"',
    ),
    "a text that begins with brackets": (
        TALLER, "en: A model.", "en: [Big] A model.", 17, 'text after "]"', 'en: "[Big] A model."',
    ),
    "a fence of a page": (
        TALLER, "id: taller", "```yaml\nid: taller", 1, 'The line "```yaml" belongs to the layout',
        "Delete the line.",
    ),
    "a non-breaking blank after a key": (
        TALLER, "note:", "note\u00a0:", 18, 'beside "note"', "type the blank anew",
    ),
    "a colon in a text": (
        TALLER, "es: Hacer algo", "es: Hacer: algo", 9, "a colon with a blank",
        'es: "Hacer: algo con las manos y entre varias personas."',
    ),
    "a colon in an item": (
        TALLER, "- manos a la obra", "- manos : a la obra", 29, "a colon with a blank",
        '- "manos: a la obra con las vecinas"',
    ),
    "a word in quotes first": (
        TALLER, "es: Una maqueta.", 'es: "Una" maqueta.', 16, "after its closing quotation mark",
        "es: '\"Una\" maqueta.'",
    ),
    "an apostrophe in single quotes": (
        TALLER, "en: A model.", "en: 'People's model.'", 17, "after its closing quotation mark",
        'en: "People\'s model."',
    ),
    "quotes in quotes": (
        TALLER, "en: A model.", 'en: "A "model" made."', 17, "after its closing quotation mark",
        "en: 'A \"model\" made.'",
    ),
    "a plural's apostrophe in single quotes": (
        TALLER, "en: A model.", "en: 'our partners' schedules'", 17,
        "after its closing quotation mark", 'en: "our partners\' schedules"',
    ),
    "a comma behind a text": (
        TALLER, "en: A model.", 'en: "A model.",', 17, "A comma stands", 'en: "A model."',
    ),
    "typographic quotation marks": (
        TALLER, "en: A model.", "en: “A model.”", 17, "typographic", '"A model."',
    ),
    "a text behind its sign": (
        TALLER, "en: A model.", "en: >- A model.", 17, 'stands behind ">-"', "Begin a new line",
    ),
    "a line of a text too far left": (
        TALLER, "en: A model.", "en: >-\n    A model\n  of a: model.", 19, '"of a" below "outcome"',
        "as many blanks as that",
    ),
    "two words in quotes": (
        TALLER, "en: A model.", 'en: "A" or "B"', 17, "after its closing quotation mark",
        "en: '\"A\" or \"B\"'",
    ),
    "an apostrophe first": (
        TALLER, "en: A model.", "en: 'tis a 'model", 17, "after its closing quotation mark",
        "en: \"'tis a 'model\"",
    ),
    "a quotation mark never closed": (
        TALLER, "es: Una maqueta.", 'es: "Una maqueta.', 16, "opened on this line", "Close the text",
    ),
    "a quotation mark closed by the next one": (
        TALLER, "es: Taller\n  en: Workshop", 'es: "Taller\n  en: "Workshop"', 3,
        "opened on this line", "Close the text",
    ),
    "an at sign first": (
        TALLER, "es: Una maqueta.", "es: @maqueta", 16, 'a "@" at the beginning', 'es: "@maqueta"',
    ),
    "an asterisk first": (
        TALLER, "es: Una maqueta.", "es: *Una* maqueta.", 16, 'a "*" at the beginning',
        'es: "*Una* maqueta."',
    ),
    "an alias": (TALLER, "es: Una maqueta.", "es: *maqueta", 16, 'a "*"', "in quotes"),
    "an anchor": (TALLER, "es: Una maqueta.", "es: &una maqueta", 16, 'a "&"', "in quotes"),
    "a tag": (TALLER, "es: Una maqueta.", "es: !una maqueta", 16, 'a "!"', "in quotes"),
    "a bar first": (TALLER, "es: Una maqueta.", "es: |una", 16, 'a "|"', 'es: "|una"'),
    "a bracket never closed": (
        TALLER, "[taller participativo]", "[taller participativo", 6, 'The "["', '"]" at the end',
    ),
    "no blank after a colon": (
        TALLER, "  en: A model.", "  en:A model.", 17, 'missing after "en:"', "en: A model.",
    ),
    "an item without a hyphen": (
        TALLER, "    - manos", "    manos", 29, "lacks the hyphen",
        'Write: - "manos a la obra con las vecinas"',
    ),
    "a first item without a hyphen": (
        TALLER, "    - queremos construir una maqueta con el barrio", '    "Queremos"', 28,
        "lacks the hyphen", 'Write: - "Queremos"',
    ),
    "an item without a hyphen in another place": (
        TALLER, "    - manos a la obra con las vecinas", '   "manos"\n    - pies', 29,
        "begin where", "blanks",
    ),
    "a quoted item without a hyphen, further in": (
        TALLER, "    - queremos construir una maqueta con el barrio\n    - manos a la obra con las vecinas",
        '    - "Queremos"\n      "manos"', 29, "lacks the hyphen", 'with 4 blanks before it: - "manos"',
    ),
    "a bullet for a hyphen": (
        TALLER, "    - manos", "    • manos", 29, 'begins with "•"', '- "manos a la obra',
    ),
    "a dash for a hyphen": (
        TALLER, "    - manos", "    – manos", 29, 'begins with "–"', '- "manos a la obra',
    ),
    "a hyphen in another place": (
        TALLER, "    - manos", "   - manos", 29, "does not stand below", "Put 4 blanks",
    ),
    "texts for a list": (
        TALLER, "    - queremos construir una maqueta con el barrio\n    - manos a la obra con las vecinas",
        '    "Queremos"\n    "manos"', 29, "nothing says that they are a list", '- "manos"',
    ),
    "a text below its key for a list": (
        TALLER, "    - queremos construir una maqueta con el barrio\n    - manos a la obra con las vecinas",
        '    "manos"', 28, "lacks the hyphen", 'Write: - "manos"',
    ),
    "no blank after a hyphen": (
        TALLER, "    - manos", "    -manos", 29, 'missing after the "-"', 'Write: - "manos a la obra',
    ),
    "a first item without a blank after its hyphen": (
        TALLER, "    - queremos", '    -"queremos"\n    - queremos', 28, 'missing after the "-"',
        'Write: - "queremos"',
    ),
    "a dash for the first hyphen": (
        TALLER, "    - queremos", '    – "queremos"\n    - queremos', 28, 'begins with "–"',
        'Write: - "queremos"',
    ),
    "a bullet for the first hyphen": (
        TALLER, "    - queremos", '    • "queremos"\n    - queremos', 28, 'begins with "•"',
        'Write: - "queremos"',
    ),
    "a number for the first hyphen": (
        TALLER, "    - queremos", '    1. "queremos"\n    - queremos', 28, 'begins with "1."',
        'Write: - "queremos"',
    ),
    "a first item of one word without a hyphen": (
        TALLER, "    - queremos", "    queremos\n    - queremos", 28, "lacks the hyphen",
        'Write: - "queremos"',
    ),
    "two items on one line": (
        TALLER, "    - manos a la obra con las vecinas", '    - "manos" - "pies"', 29,
        "2 items of a list stand on one line", '- "manos"   and   - "pies"',
    ),
    "two items on one line, with a comma": (
        TALLER, "    - manos a la obra con las vecinas", '    - "manos", "pies"', 29,
        "2 items of a list stand on one line", '- "manos"   and   - "pies"',
    ),
    "no colon": (TALLER, "  en: A model.", "  xyz A model.", 17, "neither a key", 'en: "…"'),
    "no colon after a key": (
        TALLER, "  en: A model.", "  en A model.", 17, 'missing after "en"', 'Write: en: "A model."',
    ),
    "no colon after a key alone": (
        TALLER, "outcome:", "outcome", 15, 'missing after "outcome"', "Write: outcome:",
    ),
    "no colon after a key with a list below": (
        TALLER, "links:", "links", 23, 'missing after "links"', "Write: links:",
    ),
    "no colon after a key with a list behind it": (
        TALLER, "steps: [", "steps [", 14, 'missing after "steps"', "Write: steps: [hacer, escuchar]",
    ),
    "no colon after the first key": (
        TALLER, "id: taller", "id taller", 1, 'missing after "id"', 'Write: id: "taller"',
    ),
    "no colon before a long text": (
        TALLER, "  es: Una maqueta.", "  es >-\n    Una maqueta\n    de algo.", 16,
        'missing after "es"', "Write: es: >-",
    ),
    "no colon before a text in quotes": (
        TALLER, "  es: Taller", '  es "Taller"', 3, 'missing after "es"', 'Write: es: "Taller"',
    ),
    "no blank after the colon of a first key": (
        TALLER, "  es: Taller", '  es:"Taller"', 3, 'missing after "es:"', 'Write: es: "Taller"',
    ),
    "no blank after the colon of the file's first key": (
        TALLER, "id: taller", "id:taller", 1, 'missing after "id:"', 'Write: id: "taller"',
    ),
    "a semicolon for a colon": (
        TALLER, "  es: Taller", '  es; "Taller"', 3, 'A ";" stands after "es"', 'Write: es: "Taller"',
    ),
    "an equals sign for a colon": (
        TALLER, "  es: Taller", '  es = "Taller"', 3, 'A "=" stands after "es"', 'Write: es: "Taller"',
    ),
    "a wide colon": (
        TALLER, "  es: Taller", '  es： "Taller"', 3, 'A "：" stands after "es"', 'Write: es: "Taller"',
    ),
    "no blank after a colon, in each language": (
        TALLER, "  es: Taller\n  en: Workshop", '  es:"Taller"\n  en:"Workshop"', 3,
        'missing after "es:"', 'Write: es: "Taller"',
    ),
    "a text without its language": (
        TALLER, "  es: Taller", '  "Taller"', 3, "has no key before it", '…: "Taller"',
    ),
    "a hyphen before a key": (
        TALLER, "  es: Taller", '  - es: "Taller"', 3, "hyphen stands before a key", 'Write: es: "Taller"',
    ),
    "a line of a long text at the margin": (
        TALLER, "  es: Una maqueta.", "  es: >-\n    Una maqueta\nde algo: aquí", 18,
        "belongs to the text above", "Put 4 blanks",
    ),
    "a line of a long text at the margin, without a colon": (
        TALLER, "  en: A model.", "  en: >-\n    A model\nof a hall.", 19,
        "belongs to the text above", "Put 4 blanks",
    ),
    "the last line of a long text at the margin": (
        TALLER, "  en: A model.", "  en: >-\n    A model\nof a hall: a model.", 19,
        '"of a hall" is not a key', "as many blanks as that",
    ),
    "a line of a long text too far left": (
        TALLER, "  es: Una maqueta.", "  es: >-\n    Una maqueta\n  de algo.", 18,
        "belongs to the text above", "Put 4 blanks",
    ),
    "a language without its blanks": (
        TALLER, "  es: Una maqueta.", "es: Una maqueta.", 16, 'does not belong to "outcome"',
        'Put 2 blanks before it, as before "en"',
    ),
    "a language of a long text without its blanks": (
        TALLER, "  es: Una maqueta.", "es: >-\n    Una maqueta.", 16, 'does not belong to "outcome"',
        'Put 2 blanks before it, as before "en"',
    ),
    "a backslash": (
        TALLER, "en: A model.", r'en: "A \d model."', 17, 'a "\\" between', r"en: 'A \d model.'",
    ),
    "a backslash before a number": (
        TALLER, "en: A model.", r'en: "C:\Users"', 17, 'a "\\" between', r"en: 'C:\Users'",
    ),
    "a change that met another": (
        TALLER, "  en: A model.\n",
        "<<<<<<< HEAD\n  en: A model.\n=======\n  en: Models.\n>>>>>>> mine\n", 17,
        "Two versions of a change", "<<<<<<<",
    ),
    "a mark of git left behind": (
        TALLER, "  en: A model.\n", "  en: A model.\n=======\n", 18, "A mark that git left", "Delete",
    ),
    "one straight and one typographic quotation mark": (
        TALLER, "en: A model.", 'en: “A model."', 17, "typographic", '"A model."',
    ),
    "one typographic and one straight quotation mark": (
        TALLER, "en: A model.", 'en: "A model.”', 17, "ends with ”", 'Write: en: "A model."',
    ),
    "a quotation mark at the end alone": (
        TALLER, "en: A model.", 'en: A model."', 17, "does not begin with one", '"A model."',
    ),
    "no blank after a colon in braces": (
        TALLER, "title: {es: Cómo preparar un taller, en: How", 'title: {es:"Cómo", en: How', 24,
        'missing after "es:"', 'es: "Cómo"',
    ),
    "no colon in braces": (
        TALLER, "title: {es: Cómo preparar un taller, en: How", 'title: {es "Cómo", en: How', 24,
        'missing after "es"', 'es: "Cómo"',
    ),
    "a pair without braces": (
        TALLER, "title: {es: Cómo preparar un taller, en: How to prepare a workshop}",
        'title: es: "Cómo", en: "How"', 24, "no braces around them", 'title: {es: "Cómo", en: "How"}',
    ),
    "a line too far left": (TALLER, "  en: A model.", " en: A model.", 17, "begin where", "blanks"),
    "a line below a text": (
        TALLER, "who:\n  es:", "who: all\n  es:", 12, "has a text already", "Indent it like",
    ),
    "a duplicate key": (TALLER, "note:", "who:", 18, "after line 11", "Put both together"),
    "a duplicate language": (
        TALLER, "  en: A model.", "  es: A model.", 17, '"es" stands here for a second time',
        "delete one",
    ),
    "a duplicate key in a link": (
        TALLER, "title: {es: Cómo", "title: {es: Otro, es: Cómo", 24, '"es" stands here', "delete one",
    ),
    "a second document": (TALLER, "note:", "---\nnote:", 18, "a second document", "Delete that line"),
    "a merge key": (TALLER, "note:\n", "<<:\n", 18, '"<<" is not a key', "Write out"),
    "a text cut by a hash": (
        TALLER, "en: A model.", "en: The #1 model.", 17, 'ends before "#1 model."',
        'en: "The #1 model."',
    ),
    "a text that is all hash": (
        TALLER, "en: A model.", "en: #1 model", 17, 'ends before "#1 model"', 'en: "#1 model"',
    ),
    # What YAML reads into it
    "no": (TALLER, "en: A model.", "en: no", 17, "is no, which YAML reads as yes or no", 'en: "no"'),
    "on in a list": (
        TALLER, "[working session]", "[on, off the record]", 7, "is on, which YAML reads as yes or no",
        '- "on"',
    ),
    "a version": (TALLER, "en: A model.", "en: 1.0", 17, "reads as a number", 'en: "1.0"'),
    "a year": (TALLER, "en: A model.", "en: 2024", 17, "reads as a number", 'en: "2024"'),
    "a time": (TALLER, "en: A model.", "en: 12:30", 17, "reads as a number", 'en: "12:30"'),
    "a date": (TALLER, "en: A model.", "en: 2024-05-01", 17, "reads as a date", 'en: "2024-05-01"'),
    "null": (TALLER, "en: A model.", "en: null", 17, "reads as nothing", 'en: "null"'),
    "a tilde": (TALLER, "en: A model.", "en: ~", 17, "reads as nothing", 'en: "~"'),
    "a number for an id": (GUIDE, "- id: hacer", "- id: 12", 12, "reads as a number", 'id: "12"'),
    # Keys
    "an unknown key": (TALLER, "note:", "notes:", 18, '"notes" is not a key of a type', "note:"),
    "a key nobody could mean": (TALLER, "note:", "xyzzy:", 18, "not a key of a type", "It may have: id,"),
    "an unknown key of the guide": (GUIDE, "types:", "tpes:", 14, "not a key of guide.yml", "types:"),
    "an unknown key of a page": (VECINDAD, "summary:", "sumary:", 8, "not a key of a page", "summary:"),
    "an unknown key of a link": (
        TALLER, "- title: {", "- titel: {", 24, '"titel" is not a key of a link', "title:",
    ),
    "a language at the margin": (TALLER, "note:\n  es: Mejor con pocas personas.\n  en", "es: Mejor con pocas personas.\nen", 18,
        '"es" is not a key', "Indent it"),
    "a missing key": (
        CONSULTA, "who: {es: La vecindad., en: The neighbours.}\n", "", 1, '"who" is missing',
        'who: {es: "…", en: "…"}',
    ),
    "a link without address": (
        TALLER, '\n    url: {es: "https://example.org/es/taller", en: "https://example.org/en/workshop"}',
        "", 24, '"url" is missing', 'url: {es: "https://…", en: "https://…"}',
    ),
    # Texts
    "an empty text": (TALLER, "en: A model.", "en:", 17, '"outcome" in English (en) is empty', 'en: "…"'),
    "a blank text": (TALLER, "en: A model.", 'en: "  "', 17, '"outcome" in English (en) is empty', 'en: "…"'),
    "an empty item": (TALLER, "- manos a la obra con las vecinas", "-", 29, "is empty", "delete the line"),
    "an empty list": (TALLER, "es: [taller participativo]", "es:", 6, "is empty", "es: []"),
    "an empty group": (
        TALLER, "note:\n  es: Mejor con pocas personas.\n  en: Best with few people.\n", "note:\n", 18,
        '"note" is empty', 'note: {es: "…", en: "…"}   or delete the key',
    ),
    "a missing language": (
        TALLER, "  en: A model.\n", "", 15, '"outcome" has no text in English (en)', 'en: "…"',
    ),
    "a missing language with a name of the guide's own": (
        TALLER, "  es: Una maqueta.\n", "", 15, '"outcome" has no text in español (es)', 'es: "…"',
    ),
    "a text still to be written": (
        TALLER, "en: A model.", 'en: "…"', 17, 'still "…"', "Write the text here.",
    ),
    "a text still to be written that may be missing": (
        TALLER, "en: Best with few people.", 'en: "…"', 20, 'still "…"', "here, or delete the whole key.",
    ),
    "an item still to be written": (
        TALLER, "- manos a la obra con las vecinas", '- "…"', 29, 'still "…"', "here, or delete the line.",
    ),
    "a blank within a key's quotation marks": (
        TALLER, "  es: Taller", '  "es ": Taller', 3, "within its quotation marks", "type the blank anew",
    ),
    "a missing language of the guide's own title": (
        GUIDE, ", en: Ways to meet", "", 1, '"title" has no text in English (en)', 'en: "…"',
    ),
    "a missing list": (
        TALLER, "  en: [working session]\n", "", 5, '"also" has no text in English (en)', "en: []",
    ),
    "a missing address": (
        VECINDAD, "  en: https://example.org/en/neighbourhood\n", "", 5, '"url" has no text in English (en)',
        'en: "https://…"',
    ),
    "a language that is not the guide's": (
        TALLER, "en: A model.", "en: A model.\n  fr: Une maquette.", 18,
        '"fr" below "outcome" is not a language', "es, en",
    ),
    "a misspelt language": (
        TALLER, "en: A model.", "en: A model.\n  ess: x", 18, '"ess" below "outcome"', "es:",
    ),
    "Norwegian": (
        GUIDE, "  en: English", "  en: English\n  no: norsk", 6, "is no, which YAML does not read as a text",
        '"no":',
    ),
    "a list for a text": (TALLER, "en: A model.", "en: [A model.]", 17, "is a list", 'en: "…"'),
    "lines for a text": (
        TALLER, "en: A model.", "en:\n    - A model.", 17, "is a list, where one text", 'en: "…"',
    ),
    "a text for languages": (
        TALLER, "outcome:\n  es: Una maqueta.\n  en: A model.", "outcome: A model.", 15,
        '"outcome" is one text, where a group', 'outcome: {es: "…", en: "…"}',
    ),
    "a list for languages": (
        TALLER, "also:\n  es: [taller participativo]\n  en: [working session]", "also: [x]", 5,
        '"also" is a list, where a group', 'also: {es: ["…"], en: ["…"]}',
    ),
    "a text for a list": (
        TALLER, "en: [working session]", "en: working session", 7, "one text, where a list",
        "en: [working session]",
    ),
    "a text for ids": (TALLER, "[consulta]", "consulta", 21, "where a list is wanted", "related: [consulta]"),
    "a group for a list": (
        TALLER, "related: [consulta]", "related: {a: b}", 21, "is a group of keys, where a list", '"- "',
    ),
    "a text for links": (TALLER, "  - title: {es: Cómo", "  - x\n  - title: {es: Cómo", 24, "is one text", "- {title:"),
    "an item twice": (
        TALLER, "- manos a la obra con las vecinas", "- Queremos construir una maqueta con el barrio",
        29, "for a second time, after line 28", "Delete one",
    ),
    "an id twice": (TALLER, "[consulta]", "[consulta, consulta]", 21, "for a second time", "Delete one"),
    "a step twice": (GUIDE, "- id: hacer", "- id: escuchar", 12, "for a second time", "Delete one"),
    "a text that is too long": (
        TALLER, "en: A model.", "en: " + "x" * 1501, 17, "1501 characters of 1500", "by 1 or more",
    ),
    "a text that is too long once escaped": (
        TALLER, "en: A model.", "en: x" + "&" * 300, 17, "1501 characters of 1500", "by 1 or more",
    ),
    "a text that is too long with its signs escaped": (
        TALLER, "en: A model.", "en: x" + "<>" * 188, 17, "1505 characters of 1500", "by 5 or more",
    ),
    "a text that is too long for being emoji": (
        TALLER, "en: A model.", "en: x" + "🙂" * 750, 17, "1501 characters of 1500", "by 1 or more",
    ),
    "a name that is too long": (
        TALLER, "en: Workshop", "en: " + "x" * 61, 4, "61 characters of 60", "by 1 or more",
    ),
    "a character nobody sees": (TALLER, "A model", "A\x07model", 17, "nobody sees (U+0007)", "type it again"),
    "an invisible line end": (TALLER, "A model", "A\u2028model", 17, "nobody sees (U+2028)", "type it again"),
    "a character nobody sees, by its number": (
        TALLER, "A model.", r'"A\x07model"', 17, "nobody sees (U+0007)", "type it again",
    ),
    # Addresses
    "an address without https": (
        VECINDAD, "https://example.org/es", "example.org/es", 6, "not an address on the web", "https://",
    ),
    "an address of another kind": (
        VECINDAD, "https://example.org/es", "mailto:a@example.org", 6, "not an address on", "https://",
    ),
    "an address with a blank": (
        VECINDAD, "example.org/es/", "example.org/es /", 6, "has a blank in it", "%20",
    ),
    "an address with a bar": (VECINDAD, "example.org/es/", "example.org/es|", 6, "not a sound", "anew"),
    "an address of nobody": (VECINDAD, "https://example.org/es/", "https:///", 6, "not a sound", "anew"),
    "an address that is a pattern": (VECINDAD, "https://example.org/es/", "https://…", 6, "not a sound", "anew"),
    "an address out of order": (VECINDAD, "example.org/es", "[example.org", 6, "not a sound", "anew"),
    # Ids
    "an id that is not the file's": (
        TALLER, "id: taller", "id: talleres", 1, 'The id is "talleres"', "talleres.yml",
    ),
    "an id that is none": (TALLER, "id: taller", "id: El Taller", 1, "a to z", "id: el-taller"),
    "an unknown type": (TALLER, "[consulta]", "[consultas]", 21, "no such type", "consulta "),
    "a name for an id": (
        TALLER, "[consulta]", "[Consulta Previa]", 21, "no such type",
        "Did you mean   consulta-previa   (“consulta previa”)?",
    ),
    "a name for an id of a page": (
        TALLER, "pages: [vecindad]", 'pages: "The neighbourhood"', 22, "no such page",
        "Did you mean   vecindad   (“The neighbourhood”)? Write: pages: [vecindad]",
    ),
    "a name for an id of a step": (
        TALLER, "[hacer, escuchar]", "[make, escuchar]", 14, "no such step",
        "Did you mean   hacer   (“make”)?",
    ),
    "a text for ids, of which none is known": (
        TALLER, "pages: [vecindad]", 'pages: "Nowhere"', 22, "no such page", "There is: vecindad",
    ),
    "no comma between ids": (
        TALLER, "[consulta]", "[consulta consulta-previa]", 21,
        "A comma is missing between consulta and consulta-previa", "Write: consulta, consulta-previa",
    ),
    "ids on one line behind a hyphen": (
        TALLER, "related: [consulta]", "related:\n  - consulta, consulta-previa", 22, "2 items of a list",
        "- consulta   and   - consulta-previa",
    ),
    "an unknown type among which is none of its own": (
        TALLER, "[consulta]", "[xyzzy]", 21, "no such type", "There is: consulta-previa, consulta.",
    ),
    "an unknown page": (TALLER, "[vecindad]", "[x]", 22, "no such page", "There is: vecindad"),
    "an unknown step": (TALLER, "[hacer, escuchar]", "[hacer, x]", 14, "no such step", "There is: escuchar, hacer"),
    "an unknown type in the guide": (GUIDE, "[taller,", "[tallr,", 14, "no such type", "taller"),
    "an unknown type of a page": (VECINDAD, "type: consulta", "type: x", 17, "no such type", "There is:"),
    "an unknown base": (PREVIA, "of: consulta", "of: consulto", 12, "no such type", "consulta"),
    "a type related to itself": (TALLER, "[consulta]", "[taller]", 21, "related to itself", "Delete it"),
    "too many pages": (
        TALLER, "pages: [vecindad]", "pages: [vecindad, a, b, c, d, e]", 22, "has 6 items", "help most",
    ),
    # Languages
    "a default language that is none": (
        GUIDE, "default_language: es", "default_language: fr", 2, '"fr", which is not among', "es, en",
    ),
    "a language that is no code": (GUIDE, "  en: English", "  en: English\n  English: en", 6, "not the code", "ISO 639"),
    "no languages": (
        GUIDE, "languages:\n  es: español\n  en: English\n", "languages:\n", 3, '"languages" is empty',
        "{en: English",
    ),
    # Names
    "a name of two types": (
        TALLER, "[taller participativo]", "[CONSULTA-PREVIA]", 6,
        'also stands in types/consulta-previa.yml, line 5 (as "consulta previa")', "Keep it in the one",
    ),
    "a name of two types in two languages": (
        TALLER, "en: Workshop", "en: Cónsulta", 4, "also stands in types/consulta", "Keep it in the one",
    ),
    "a name that is here already": (
        TALLER, "[taller participativo]", "[táller]", 6, "is a name here already, on line 3", "Delete one",
    ),
    "a name without letters": (TALLER, "es: Taller", 'es: "?!"', 3, "no letter and no digit", "people would type"),
    "a page with the name of a type": (
        VECINDAD, "en: The neighbourhood", "en: Work-shop", 4, "also stands in types/taller.yml, line 4",
        "Keep it in the one",
    ),
    # Variants
    "a variant without signs": (
        PREVIA, "signs:\n  es: [ley, previa]\n  en: [law, prior]\n", "", 12, 'needs "signs"',
        'signs: {es: ["…"], en: ["…"]}',
    ),
    "a variant with empty signs": (
        PREVIA, "  es: [ley, previa]\n  en: [law, prior]\n", "  es: []\n  en: []\n", 13, 'needs "signs"',
        'signs: {es: ["…"], en: ["…"]}',
    ),
    "signs without a variant": (PREVIA, "variant_of: consulta\n", "related: [consulta]\n", 13, "nobody would look", "variant_of:"),
}
# fmt: on


def assert_tells(told, where, what, fix):
    """Assert that one of the problems stands there, and says what it is and then its fix."""
    here = [problem for problem in told if problem.startswith(f"{where}: ")]
    assert any(fix in problem.partition(what)[2] for problem in here), "\n".join(told)


def test_a_fence_around_a_file_is_told_once_with_both_its_lines(folder):
    text = (folder / CONSULTA).read_text(encoding="utf-8")
    (folder / CONSULTA).write_text(f"```yaml\n{text}```\n", encoding="utf-8")
    (told,) = problems_of(folder)
    assert told.endswith(f"Delete it, and line {text.count(chr(10)) + 2} too.")


def test_non_breaking_blanks_are_all_that_is_told_of_a_file(folder):
    change(
        folder / TALLER,
        "  es: Taller\n  en: Workshop",
        "\u00a0 es: Taller\n\u00a0\u202fen: Workshop",
    )
    (told,) = problems_of(folder)
    assert told.startswith(f"{TALLER}:3: The line is indented with a non-breaking space")


def test_a_text_may_have_dashes_and_non_breaking_blanks(folder):
    text = ">-\n    -\u00a0A model.\n    \u00a0note: of card."
    change(folder / TALLER, "en: A model.", f"en: {text}")
    assert guide.load(folder).types["taller"].outcome["en"].startswith("-\u00a0A model.")


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_told_with_its_line_and_its_mending(folder, slip):
    file, old, new, line, what, fix = slip
    change(folder / file, old, new)
    assert_tells(problems_of(folder), f"{file}:{line}", what, fix)


# Files and folders as such


def test_a_folder_that_is_not_there(tmp_path):
    missing = tmp_path / "nowhere"
    (problem,) = problems_of(missing)
    assert problem.startswith(f"{missing}:1: There is no such folder. Name the folder")


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "content").write_text("x")
    (problem,) = problems_of(tmp_path / "content")
    assert "This is a file, where a folder is wanted" in problem


def test_an_empty_folder_is_one_problem(tmp_path):
    (problem,) = problems_of(tmp_path)
    assert problem.startswith(f"{tmp_path}:1: The folder is empty. Put guide.yml in it")


def test_a_guide_without_guide_yml(folder):
    (folder / GUIDE).unlink()
    (problem,) = problems_of(folder)
    assert problem.startswith("guide.yml:1: The file is missing. Create it, with a line for each")


@pytest.mark.parametrize("leave", ["no folder", "an empty folder"])
def test_a_guide_without_types(folder, leave):
    shutil.rmtree(folder / "types")
    if leave == "an empty folder":
        (folder / "types").mkdir()
    assert "types:1: There are no types. Write a file for each, such as types/co-design.yml." in (
        problems_of(folder)
    )


def test_a_guide_may_do_without_pages(folder):
    shutil.rmtree(folder / "pages")
    change(folder / TALLER, "pages: [vecindad]\n", "")
    assert guide.load(folder).pages == {}


def file_named(name):
    return lambda folder: shutil.copy(folder / CONSULTA, folder / name)


def empty(folder):
    (folder / CONSULTA).write_bytes(b"")


def only_remarks(folder):
    (folder / CONSULTA).write_bytes(b"# To be written.\n")


def prose(folder):
    (folder / CONSULTA).write_bytes(b"\nA hearing asks people.\n")


def items(folder):
    (folder / CONSULTA).write_bytes(b"- name\n- definition\n")


def latin_1(folder):
    text = (folder / CONSULTA).read_text(encoding="utf-8")
    (folder / CONSULTA).write_bytes(text.encode("latin-1"))


def utf_16(folder):
    text = (folder / CONSULTA).read_text(encoding="utf-8")
    (folder / CONSULTA).write_bytes(text.encode("utf-16"))


def too_large(folder):
    change(folder / CONSULTA, "name:", "#" + "x" * yaml_file.MOST_BYTES + "\nname:")


def too_deep(folder):
    change(folder / CONSULTA, "es: Consulta", "es: " + "[" * 100_000)


def too_deep_in_lines(folder):
    change(folder / CONSULTA, "es: Consulta", "es:\n    " + "- " * 100_000)


def bomb(folder):
    laughs = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    change(folder / CONSULTA, "name:", "l0: &l0 ha\n" + laughs + "name:")


def folder_named_like_a_file(folder):
    (folder / CONSULTA).unlink()
    (folder / CONSULTA).mkdir()


def link_to_nothing(folder):
    (folder / CONSULTA).unlink()
    (folder / CONSULTA).symlink_to("nowhere.yml")


def link_to_itself(folder):
    (folder / CONSULTA).unlink()
    (folder / CONSULTA).symlink_to("consulta.yml")


def pipe(folder):
    (folder / CONSULTA).unlink()
    os.mkfifo(folder / CONSULTA)


def name_not_utf_8(folder):
    shutil.copy(folder / CONSULTA, os.fsencode(folder) + b"/types/caf\xe9.yml")


@pytest.mark.parametrize(
    ("spoil", "where", "what", "fix"),
    [
        (empty, f"{CONSULTA}:1", "The file is empty", "Write its keys"),
        (only_remarks, f"{CONSULTA}:1", "The file is empty", "Write its keys"),
        (prose, f"{CONSULTA}:2", "does not consist of keys", "name: {"),
        (items, f"{CONSULTA}:1", "does not consist of keys", "name: {"),
        (latin_1, f"{CONSULTA}:5", "is not saved as UTF-8", 'encoding "UTF-8"'),
        (utf_16, f"{CONSULTA}:1", "is saved as UTF-16", 'encoding "UTF-8"'),
        (too_large, f"{CONSULTA}:1", "larger than 1 MiB", "Take out"),
        (too_deep, f"{CONSULTA}:2", "groups within each other", "never closed"),
        (too_deep_in_lines, f"{CONSULTA}:3", "groups within each other", "never closed"),
        (bomb, f"{CONSULTA}:1", 'a "&"', "in quotes"),
        (folder_named_like_a_file, f"{CONSULTA}:1", "a folder with a file's name", "Rename"),
        (link_to_nothing, f"{CONSULTA}:1", "a link to a file that is not there", "remove the link"),
        (link_to_itself, f"{CONSULTA}:1", "cannot be read", "Put a text file in its place"),
        (pipe, f"{CONSULTA}:1", "not an ordinary file", "Put a text file in its place"),
        (name_not_utf_8, "types/caf\\udce9.yml:1", "is not an id", "Rename the file to"),
        (file_named("types/El Café.yml"), "types/El Café.yml:1", "is not an id", "el-cafe.yml"),
        (file_named(f"types/{'x' * 61}.yml"), f"types/{'x' * 61}.yml:1", "more than 60", "shorter"),
        (file_named("types/x.yaml"), "types/x.yaml:1", "does not end in .yml", "to x.yml"),
        (file_named("types/X.YML"), "types/X.YML:1", "does not end in .yml", "to X.yml"),
        (file_named("types/x.yml.txt"), "types/x.yml.txt:1", "does not end in .yml", "to x.yml"),
        (file_named("types/x.txt"), "types/x.txt:1", "does not end in .yml", "Remove it"),
        (file_named("types/cafe-parlant"), "types/cafe-parlant:1", "not end in .yml", "to cafe-parlant.yml"),
        (file_named("types/Café parlant"), "types/Café parlant:1", "not end in .yml", "to cafe-parlant.yml"),
        (file_named("types/README"), "types/README:1", "does not end in .yml", "Remove it"),
        (file_named("consulta-2.yml"), "consulta-2.yml:1", "not read here", "types or pages"),
        (file_named("guide.yaml"), "guide.yaml:1", "not read here", "Rename it to guide.yml"),
        (lambda folder: (folder / "typs").mkdir(), "typs:1", "not read", "Rename it to types"),
        (lambda folder: (folder / "types/a").mkdir(), "types/a:1", "not read", "Move its files"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_count_is_told(folder, spoil, where, what, fix):
    spoil(folder)
    assert_tells(problems_of(folder), where, what, fix)


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (PermissionError(13, "Permission denied"), "is not allowed to read this file"),
        (FileNotFoundError(2, "No such file"), "Not found"),
        (OSError(5, "Input/output error"), "cannot be read (Input/output error)"),
    ],
)
def test_a_file_that_the_system_withholds_is_told(folder, monkeypatch, error, what):
    opened = Path.open

    def refuse(path, *args, **kwargs):
        if path.name == "consulta.yml":
            raise error
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = problems_of(folder)
    assert problem.startswith(f"{CONSULTA}:1: ")
    assert what in problem


def test_a_folder_that_the_system_withholds_is_told(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    (problem,) = problems_of(folder)
    assert "The bot is not allowed to read this folder. Give it permission" in problem


def test_a_folder_of_which_only_the_names_may_be_read_is_told(folder, monkeypatch):
    (folder / "types/stray.txt").write_text("x")

    def refuse(path, **kwargs):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    told = problems_of(folder)
    for file in (GUIDE, TALLER, CONSULTA, PREVIA, VECINDAD):
        assert_tells(told, f"{file}:1", "is not allowed to read this file", "Give it permission")
    assert_tells(told, "types/stray.txt:1", "does not end in .yml", "Remove it")


def test_a_link_to_nothing_in_place_of_guide_yml_is_told(folder):
    for name in (GUIDE, "chooser.yml"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to("nowhere.yml")
        assert_tells(problems_of(folder), f"{name}:1", "a link to a file that is not", "remove")


# Causes and what follows from them


def remove(folder):
    shutil.rmtree(folder)


def into_a_file(folder):
    shutil.rmtree(folder)
    folder.write_text("x")


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda folder: remove(folder / "types"), "types:1: There are no types"),
        (lambda folder: into_a_file(folder / "types"), "types:1: This is a file, where a folder"),
        (
            lambda folder: (folder / CONSULTA).rename(folder / "types/consulta.yaml"),
            "types/consulta.yaml:1: This file is not read",
        ),
        (lambda folder: (folder / CONSULTA).write_text("a: ["), f"{CONSULTA}:1: YAML gives"),
    ],
)
def test_what_follows_from_a_file_or_folder_that_is_not_read_is_not_told(folder, spoil, what):
    spoil(folder)
    told = problems_of(folder)
    assert told[0].startswith(what)
    assert not [one for one in told if "there is no such" in one]


def test_a_folder_that_may_not_be_listed_is_all_that_is_told(folder, monkeypatch):
    """As `chmod 0` of it does, which the tests' user may be too mighty for."""
    iterdir = Path.iterdir

    def refuse(path):
        if path.name == "types":
            raise PermissionError(13, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    (problem,) = problems_of(folder)
    assert problem.startswith("types:1: The bot is not allowed to read this folder")


def test_a_file_that_was_renamed_is_told_once_and_not_wherever_it_is_named(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    (folder / "types/co-design.yml").rename(folder / "types/codesign.yml")
    (problem,) = problems_of(folder)
    assert 'The id is "co-design", and the file is called codesign.yml' in problem


def test_a_file_that_is_gone_is_told_first_with_every_place_that_names_it(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    (folder / "types/co-creation.yml").unlink()
    cause, *places = problems_of(folder)
    assert cause.startswith("types/co-creation.yml:1: The file is not there, and is named in 7 ")
    assert "delete co-creation from chooser.yml:36, 62, 79; guide.yml:" in cause
    assert "; types/co-design.yml:" in cause
    assert len(places) == 7
    assert all("Delete it, or put types/co-creation.yml back." in place for place in places)


def test_a_page_that_is_gone_is_told_so_too(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    (folder / "pages/stakeholders.yml").unlink()
    assert problems_of(folder)[0].startswith("pages/stakeholders.yml:1: The file is not there")


def test_one_slip_made_in_two_places_is_no_file_that_is_gone(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    for name in ("co-design", "co-production"):
        change(folder / f"types/{name}.yml", "  - co-creation\n", "  - co-creaton\n")
    told = problems_of(folder)
    assert len(told) == 2
    assert all("Did you mean   co-creation   ?" in one for one in told)


def test_a_cause_comes_before_what_may_follow_from_it(folder):
    change(folder / GUIDE, "default_language: es", "default_language: fr")
    (folder / "types/stray.txt").write_text("x")
    assert [one.partition(": ")[0] for one in problems_of(folder)] == [
        "types/stray.txt:1",
        "guide.yml:2",
    ]


@pytest.mark.parametrize("copy", ["a.yml", "z.yml"])
def test_of_two_files_with_one_name_the_newer_is_blamed(folder, copy):
    shutil.copy(folder / TALLER, folder / "types" / copy)
    os.utime(folder / TALLER, (1e9, 1e9))
    shared = [one for one in problems_of(folder) if "also stands in" in one]
    assert shared
    assert all(one.startswith(f"types/{copy}:") for one in shared)


# All at once


def test_every_problem_is_told_at_once_causes_first_then_by_path_and_line(folder):
    change(folder / GUIDE, "default_language: es", "default_language: fr")
    change(folder / TALLER, "en: A model.", "en: no")
    change(folder / TALLER, "  en: Workshop\n", "")
    change(folder / TALLER, "[vecindad]", "[x]")
    change(folder / VECINDAD, "https://example.org/es", "example")
    change(folder / CONSULTA, "es: Consulta", "es: Consulta: sí")
    (folder / "types/stray.txt").write_text("x")
    where = [problem.partition(": ")[0] for problem in problems_of(folder)]
    assert where == [
        "types/consulta.yml:2",
        "types/stray.txt:1",
        "guide.yml:2",
        "pages/vecindad.yml:6",
        "types/taller.yml:2",
        "types/taller.yml:16",
        "types/taller.yml:21",
    ]


def test_a_type_that_cannot_be_read_is_still_there_for_the_others(folder):
    change(folder / CONSULTA, "name:", "name")
    (problem,) = problems_of(folder)
    assert problem == f'{CONSULTA}:1: A colon is missing after "name". Write: name:'


def test_a_path_is_shown_as_the_folder_was_given(folder, monkeypatch):
    change(folder / TALLER, "en: A model.", "en:")
    monkeypatch.chdir(folder.parent)
    with pytest.raises(BrokenGuide) as caught:
        guide.load(Path("content"))
    assert str(caught.value).startswith("content/types/taller.yml:17: ")


@pytest.mark.parametrize("text", [r"a\n\nb", r"a\e[2Jb", "🙂" * 5000])
def test_a_problem_is_one_line_that_any_terminal_can_print(folder, text):
    change(folder / TALLER, "[consulta]", f'["{text}"]')
    change(folder / VECINDAD, "https://example.org/es", f'"{text}"\n  ')
    for problem in problems_of(folder):
        assert problem.isprintable()
        assert len(problem) < 500


def test_two_types_in_a_circle_of_variants_are_told(folder):
    change(
        folder / CONSULTA, "who:", "variant_of: consulta-previa\nsigns: {es: [a], en: [b]}\nwho:"
    )
    told = problems_of(folder)
    assert len(told) == 2
    assert all("a variant of itself" in problem for problem in told)


def test_a_broken_guide_knows_the_languages_it_was_meant_for(folder):
    change(folder / TALLER, "en: A model.", "en:")
    with pytest.raises(BrokenGuide) as caught:
        guide.load(folder)
    assert caught.value.languages == ("es", "en")


# What to paste mends it


@pytest.mark.parametrize("name", [
    "a colon in a text", "a word in quotes first", "an apostrophe in single quotes",
    "two words in quotes", "an apostrophe first", "a plural's apostrophe in single quotes",
    "a comma behind a text", "an item without a hyphen", "a first item without a hyphen",
    "quotes in quotes", "an at sign first", "an asterisk first", "an alias", "an anchor", "a tag",
    "a bar first", "no blank after a colon", "a text cut by a hash", "a text that is all hash",
    "a first item without a blank after its hyphen", "a dash for the first hyphen",
    "a bullet for the first hyphen", "a number for the first hyphen", "a backslash",
    "a first item of one word without a hyphen", "no colon after a key",
    "no colon before a text in quotes", "no blank after the colon of a first key",
    "a non-breaking blank after a hyphen", "a narrow non-breaking blank after a first hyphen",
    "a text behind brackets", "an id behind brackets", "an item that begins with brackets",
    "a text that begins with brackets",
    "a semicolon for a colon", "an equals sign for a colon", "a wide colon",
    "a hyphen before a key", "a pair without braces",
    "one typographic and one straight quotation mark", "a backslash before a number",
    "no", "a version", "a year", "a time", "a date", "null", "a tilde", "a text for a list",
    "an id that is none",
])  # fmt: skip
def test_the_line_to_paste_mends_the_slip(folder, name):
    file, old, new, line, *_ = SLIPS[name]
    change(folder / file, old, new)
    (told,) = problems_of(folder)
    paste = re.search(r"(?:Write|quotes|brackets): (.*?)(?:   or.*)?$", told)[1]
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    indent = re.match(" *", lines[line - 1])[0]
    lines[line - 1] = indent + paste
    (folder / file).write_text("\n".join(lines), encoding="utf-8")
    if name == "an id that is none":
        (folder / file).rename(folder / "types/el-taller.yml")
        change(folder / GUIDE, "[taller,", "[el-taller,")
    guide.load(folder)


# As long as it may be


@pytest.mark.parametrize("character", ["x", "&", "🙂"])
def test_no_card_cuts_what_the_guide_lets_pass(convene, character):
    def longest(key):
        most = content.TYPE[key].most // {"x": 1, "&": 5, "🙂": 2}[character]
        return dict.fromkeys(convene.guide.languages, character * most)

    keys = ("name", "definition", "who", "outcome", "example", "note")
    full = replace(convene.guide.types["co-design"], **{key: longest(key) for key in keys})
    page = content.PAGE["summary"].most // {"x": 1, "&": 5, "🙂": 2}[character]
    pages = {
        id_: replace(page_, summary=dict.fromkeys(page_.summary, character * page), type=None)
        for id_, page_ in convene.guide.pages.items()
    }
    cards = Cards(
        replace(convene.guide, types={"co-design": full}, pages=pages),
        wording.load(convene.guide.languages),
    )
    for language in convene.guide.languages:
        for answer in (
            Answer("card", "", language, types=("co-design",)),
            Answer("page", "", language, pages=("stakeholders",)),
        ):
            message = cards.message(answer)
            check_content({"text": message.text, "blocks": list(message.blocks)})
            assert "…" not in json.dumps(message.blocks, ensure_ascii=False)


# Whatever is in the files


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """Return a folder that tests spoil again and again, and its sound files."""
    folder = Path(shutil.copytree(SPANISH, tmp_path_factory.mktemp("spoilt") / "content"))
    return folder, {path: path.read_bytes() for path in sorted(folder.rglob("*.yml"))}


def assert_told(folder):
    """Assert that a folder is loaded or told about, on lines that are there."""
    problems = ()
    try:
        guide.load(folder)
    except BrokenGuide as broken:
        problems = broken.problems or pytest.fail("broken, and nobody knows why")
    for problem in problems:
        text = Path(problem.path).read_bytes() if Path(problem.path).is_file() else b""
        assert 1 <= problem.line <= len(re.split(rb"\r\n|\r|\n", text))
        assert "\n" not in str(problem)


@given(data=st.binary(max_size=200), number=st.integers(0, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_in_a_file_are_read_or_told(spoilt, data, number):
    folder, sound = spoilt
    path = list(sound)[number]
    path.write_bytes(data)
    try:
        assert_told(folder)
    finally:
        path.write_bytes(sound[path])


SIGNS = ['"', "'", ":", ": ", "\t", "#", " #x", "[", "]", "{", "}", "*a", "&a ", "!b ", "- ", "\n",
         "  ", "---\n", "|", ">", "\0", "\u2028", "%", "@", "`", "? ", "<<: ", "no", "1.0", "~", "=",
         "\\", '"\\ud800"', '"\\U00110000"', "\r", "\ufeff", "\u00a0", "é", "🙂"]  # fmt: skip


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@given(
    number=st.integers(0, 4),
    edits=st.lists(
        st.tuples(st.integers(0, 1200), st.integers(0, 20), st.sampled_from(["", *SIGNS])),
        min_size=1,
        max_size=4,
    ),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_edit_of_a_file_is_read_or_told(spoilt, loader, number, edits):
    """With the parser in C and with the one in Python, which some machines have alone."""
    folder, sound = spoilt
    path = list(sound)[number]
    text = sound[path].decode()
    for place, length, sign in edits:
        at = place % (len(text) + 1)
        text = text[:at] + sign + text[at + length :]
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_file, "_LOADER", getattr(yaml, loader))
        try:
            assert_told(folder)
        finally:
            path.write_bytes(sound[path])


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_the_parser_in_python_tells_the_same(folder, monkeypatch, slip):
    file, old, new, *_ = slip
    change(folder / file, old, new)
    told = problems_of(folder)
    monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)
    assert problems_of(folder) == told
