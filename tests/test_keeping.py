"""The commands of the people who keep the guide."""

import asyncio
import csv
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from aiohttp import ClientConnectorCertificateError, ClientConnectorDNSError, web
from jsonschema import Draft7Validator
from small_guide import a_type

from bot import guide, wording
from bot.__main__ import main
from bot.editing import exporting, importing, links, new, schema
from bot.editing.coverage import lacks
from bot.guide.content import TYPE
from bot.guide.outline import outline
from bot.live import kept
from bot.record.record import open_store

SHIPPED = Path(__file__).parent.parent / "content"


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A copy of the shipped guide, in which the commands run."""
    folder = tmp_path / "content"
    shutil.copytree(SHIPPED, folder)
    monkeypatch.setenv("CONTENT_DIR", str(folder))
    return folder


@pytest.mark.parametrize(("kind", "folder"), [("type", "types"), ("page", "pages")])
def test_a_new_file_has_every_key_in_both_languages_and_check_says_what_is_missing(
    content, capsys, kind, folder
):
    assert main(["new", kind, "World café"]) == 0
    path = content / folder / "world-cafe.yml"
    text = path.read_text(encoding="utf-8")
    for told in schema.descriptions()[kind].values():
        assert f"# {told['en']}" in text
        assert f"# {told['fr']}" in text
    assert "$schema=../.schema/" in text.splitlines()[0]
    assert main(["check"]) == 1
    assert f"{path}:" in capsys.readouterr().out


def test_a_new_type_filled_in_is_sound_also_with_every_comment_opened(content):
    lines = new.text("type", "World café", outline(content), "en").splitlines()
    opened = "\n".join(line.removeprefix("# ") if _is_yaml(line) else line for line in lines)
    filled = opened.replace('"…"', '"Some text."').replace("…", "example.org/x")
    read = yaml.safe_load(filled)
    assert set(read) >= {"name", "definition", "who", "outcome", "choose_when", "asks", "links"}
    Draft7Validator(schema.schema("type", ("en", "fr"))).validate(read)


def _is_yaml(line):
    """Tell a key that is commented out from a remark in words."""
    body = line.removeprefix("# ")
    return line.startswith("# ") and (
        body.split(":")[0].strip() in {*schema.FILES["type"], "en", "fr", "- title", "title", "url"}
        or body.strip().startswith("- ")
    )


def test_new_never_overwrites(content, capsys):
    assert main(["new", "type", "Co-design"]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Conception conjointe", "codesign", "CO-CONCEPTION"])
def test_a_name_that_another_type_has_makes_no_file(content, capsys, name):
    before = sorted((content / "types").iterdir())
    assert main(["new", "type", name]) == 2
    assert f'The name "{name}" stands already in {content}/types/co-design.yml.' in (
        capsys.readouterr().err
    )
    assert sorted((content / "types").iterdir()) == before


def test_a_page_may_have_the_name_of_a_type(content):
    assert main(["new", "page", "Conception conjointe"]) == 0


def test_a_name_in_a_language_that_the_guide_does_not_have_makes_no_file(
    content, monkeypatch, capsys
):
    assert main(["new", "type", "Café mondial", "--lang", "français"]) == 2
    assert 'The guide has no language "français"; it has en, fr.' in capsys.readouterr().err
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    assert main(["new", "type", "Café mondial", "--lang", "français"]) == 2
    assert "Le guide n’a pas la langue" in capsys.readouterr().err
    assert not (content / "types" / "cafe-mondial.yml").exists()


@pytest.mark.parametrize(
    ("system", "said", "language"),
    [
        ("fr_CA.UTF-8", (), "fr"),
        ("fr_CA.UTF-8", ("--lang", "en"), "en"),
        ("de_DE.UTF-8", (), "en"),
        ("C.UTF-8", (), "en"),
        ("C.UTF-8", ("--lang", "fr-CA"), "fr"),
    ],
)
def test_a_new_name_is_in_the_systems_language_where_the_guide_has_it(
    content, monkeypatch, system, said, language
):
    monkeypatch.setenv("LANG", system)
    assert main(["new", "type", "Forum", *said]) == 0
    name = yaml.safe_load((content / "types" / "forum.yml").read_text(encoding="utf-8"))["name"]
    assert name[language] == "Forum"


@pytest.mark.parametrize(
    "case",
    [
        ("fr_CA.UTF-8", (), "Rien n’a encore ét"),
        ("fr_CA.UTF-8", ("--lang", "en"), "Nothing was asked yet"),
        ("de_DE.UTF-8", (), "Nothing was asked yet"),
    ],
)
def test_the_report_is_in_the_systems_language(content, tmp_path, monkeypatch, capsys, case):
    system, said, words = case
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'convene.sqlite3'}")
    monkeypatch.setenv("LANG", system)
    assert main(["report", *said]) == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    "case",
    [
        ("fr_CA.UTF-8", (), True),
        ("fr_CA.UTF-8", ("--lang", "en"), False),
        ("fr_CA.UTF-8", ("--json",), False),
        ("C.UTF-8", (), False),
    ],
)
def test_an_answer_in_the_terminal_is_in_the_systems_language_and_json_is_not(
    content, monkeypatch, capsys, case
):
    system, said, is_french = case
    monkeypatch.setenv("LANG", system)
    assert main(["ask", *said, "qwertz"]) == 0
    assert ("rien trouvé dans le guide" in capsys.readouterr().out) == is_french


def test_a_name_without_a_letter_makes_no_file(content, capsys):
    assert main(["new", "type", "???"]) == 2
    assert "no letter" in capsys.readouterr().err


def test_a_name_that_is_too_long_makes_no_file(content, capsys):
    assert main(["new", "type", "World café " * 30]) == 2
    assert "A name has at most 60 characters, and this has 330." in capsys.readouterr().err
    assert main(["new", "type", "ß" * 60]) == 0
    text = (content / "types" / f"{'s' * 60}.yml").read_text(encoding="utf-8")
    assert f"id: {'s' * 60}\n" in text


@pytest.mark.parametrize("kind", ["type", "page"])
def test_a_new_file_was_reviewed_by_nobody(content, kind):
    assert main(["new", kind, "World café"]) == 0
    text = (content / f"{kind}s" / "world-cafe.yml").read_text(encoding="utf-8")
    assert "\n# reviewed: " in text
    assert "reviewed" not in yaml.safe_load(text)


def test_every_key_is_explained_in_every_language_of_the_bot():
    told = schema.descriptions()
    for kind, fields in schema.FILES.items():
        assert set(told[kind]) == set(fields)
        for texts in told[kind].values():
            assert set(texts) == {"en", "fr"}


def test_the_schemas_in_the_content_folder_are_the_models(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    for path in schema.write(folder, guide.load(SHIPPED).languages):
        shipped = SHIPPED / schema.FOLDER / path.name
        assert shipped.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), (
            "run: python -m bot schema"
        )


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.yml")), ids=lambda path: path.name)
def test_every_content_file_names_its_schema_and_fits_it(path):
    text = path.read_text(encoding="utf-8")
    said = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    found = json.loads((path.parent / said).read_text(encoding="utf-8"))
    Draft7Validator.check_schema(found)
    Draft7Validator(found).validate(yaml.safe_load(text))


def test_a_misspelt_key_does_not_fit_the_schema():
    data = yaml.safe_load((SHIPPED / "types" / "co-design.yml").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema.schema("type", ("en", "fr")))
    assert not list(validator.iter_errors(data))
    assert list(validator.iter_errors({**data, "definitoin": {}}))
    assert list(validator.iter_errors({**data, "name": {"en": "only one"}}))


def test_coverage_tells_what_is_lacking_language_by_language(folder):
    found = {(one.path, one.language, one.what) for one in lacks(outline(folder))}
    assert ("types/round-table.yml", "fr", "example") in found
    assert ("types/round-table.yml", "en", "choose_when") in found
    assert ("types/round-table.yml", "en", "asks (1 of 10)") in found
    assert ("types/round-table.yml", "", "reviewed") in found


def test_coverage_tells_of_a_type_that_no_group_and_no_answer_knows(content):
    lone = a_type("Jury", "Jury", "deciding")
    (content / "types" / "jury.yml").write_text(lone, encoding="utf-8")
    found = {(one.path, one.what) for one in lacks(outline(content)) if not one.language}
    assert ("types/jury.yml", "a group in guide.yml") in found
    assert ("types/jury.yml", "an answer in chooser.yml") in found
    assert not {what for path, what in found if path == "types/co-design.yml"} & {
        "a group in guide.yml",
        "an answer in chooser.yml",
    }


def test_a_type_may_have_a_source_of_its_own_which_its_card_names(content, capsys):
    own = a_type("Jury", "Jury", "deciding") + (
        'source: {title: {en: "Jury book", fr: "Livre"}, url: {en: "https://example.org/j", '
        'fr: "https://example.org/j"}}\n'
    )
    (content / "types" / "jury.yml").write_text(own, encoding="utf-8")
    assert main(["ask", "--json", "jury"]) == 0
    text = json.loads(capsys.readouterr().out)["text"]
    assert "Source: <https://example.org/j|Jury book>" in text
    assert "mars-solutions-lab" not in text
    out = content.parent / "out"
    assert main(["export", str(out)]) == 0
    taken = importing.run(out / "guide.csv", content.parent / "again", "en")
    assert taken.refused == []
    again = yaml.safe_load((content.parent / "again" / "types" / "jury.yml").read_text())
    assert again["source"]["title"] == {"en": "Jury book", "fr": "Livre"}


@pytest.mark.parametrize(
    "command", [["new", "page", "Who pays"], ["coverage"], ["schema"]], ids=lambda words: words[0]
)
def test_a_file_that_is_unfinished_keeps_no_other_from_being_begun(content, capsys, command):
    assert main(["new", "type", "Open space"]) == 0
    (content / "types" / "co-design.yml").write_text("name: [\n", encoding="utf-8")
    capsys.readouterr()
    assert main(command) == 0, capsys.readouterr().err


def test_a_text_still_to_be_written_is_lacking(content):
    assert main(["new", "type", "Open space"]) == 0
    found = {(one.path, one.language, one.what) for one in lacks(outline(content))}
    for language in ("en", "fr"):
        for what in ("definition", "who", "outcome", "choose_when", "asks (0 of 10)"):
            assert ("types/open-space.yml", language, what) in found
    assert ("types/open-space.yml", "fr", "name") in found
    assert ("types/open-space.yml", "en", "name") not in found


def test_the_report_goes_on_with_the_last_good_guide(content, tmp_path, monkeypatch, capsys):
    url = f"sqlite:///{tmp_path / 'convene.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)

    async def keep():
        store = await open_store(url)
        await store.keep_guide(str(content), guide.load(content).version, kept.pack(content))
        await store.close()

    asyncio.run(keep())
    assert main(["new", "type", "Open space"]) == 0
    assert main(["report"]) == 0
    assert "Nothing was asked yet" in capsys.readouterr().out


def test_without_languages_nothing_can_be_begun_and_it_is_said_why(content, capsys):
    (content / "guide.yml").write_text("languages: [\n", encoding="utf-8")
    assert main(["new", "type", "Open space"]) == 1
    [told] = capsys.readouterr().err.splitlines()
    assert told.startswith(f"{content}/guide.yml:1: ")


def test_the_commands_of_editors_speak_french_too(content, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["new", "type", "Café mondial", "--lang", "fr"]) == 0
    assert "remplissez-le, et python -m bot check dit ce qui manque." in capsys.readouterr().out
    assert main(["new", "type", "Café mondial", "--lang", "fr"]) == 2
    assert "existe déjà." in capsys.readouterr().err
    assert main(["check", "--lang", "fr", str(content)]) == 1
    said = capsys.readouterr().out
    assert "est encore" in said
    assert "Écrivez le texte ici" in said
    assert main(["coverage", "--lang", "fr"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["fichier", "en", "fr", "partout"]
    assert any("asks (0 sur 10)" in line for line in lines)


def test_what_cannot_be_imported_is_told_in_the_systems_language(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    file = tmp_path / "terms.csv"
    file.write_text("name,nonsense\nA,b\n", encoding="utf-8")
    assert main(["import", str(file), str(tmp_path / "new")]) == 1
    told = capsys.readouterr()
    assert 'terms.csv:1: la colonne "nonsense" n’est aucune de ' in told.err
    assert "dit ce qui manque encore." in told.out


def test_coverage_prints_a_line_for_each_file(content, capsys):
    assert main(["coverage"]) == 0
    assert "types/co-design.yml" in capsys.readouterr().out


def test_coverage_never_cuts_the_name_of_a_file(content, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["new", "type", "The long tables in the old market hall"]) == 0
    capsys.readouterr()
    assert main(["coverage"]) == 0
    out = capsys.readouterr().out
    assert "types/the-long-tables-in-the-old-market-hall.yml" in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_day_of_review_is_read_and_nonsense_is_told(folder, capsys):
    path = folder / "types" / "round-table.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "reviewed: 2026-11-23\n", encoding="utf-8")
    assert guide.load(folder).types["round-table"].reviewed == "2026-11-23"
    path.write_text(text + "reviewed: last week\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "reviewed: 2026-11-23" in capsys.readouterr().out


def test_what_was_exported_can_be_imported_without_loss(tmp_path):
    before = guide.load(SHIPPED)
    paths = exporting.write(before, wording.load(before.languages), tmp_path / "out")
    assert {path.name for path in paths} == {
        "guide.csv",
        "guide.json",
        "guide.en.md",
        "guide.fr.md",
    }
    again = tmp_path / "content"
    result = importing.run(tmp_path / "out" / "guide.csv", again, "en")
    assert result.refused == []
    shutil.copy(SHIPPED / "guide.yml", again)
    after = guide.load(again)
    assert dict(after.types) == dict(before.types)
    assert dict(after.pages) == dict(before.pages)


def test_the_json_and_the_markdown_hold_the_whole_guide(tmp_path):
    loaded = guide.load(SHIPPED)
    exporting.write(loaded, wording.load(loaded.languages), tmp_path)
    data = json.loads((tmp_path / "guide.json").read_text(encoding="utf-8"))
    assert list(data["types"]) == list(loaded.types)
    text = (tmp_path / "guide.fr.md").read_text(encoding="utf-8")
    for of in loaded.types.values():
        assert of.definition["fr"] in text
        assert f"**Qui participe**\u00a0: {of.who['fr']}" in text
    assert "**Étapes**\u00a0: comprendre, concevoir, tester" in text
    assert "**Lequel choisir**\u00a0: quand le problème reste à comprendre" in text


def test_a_table_from_a_french_excel_is_taken_and_the_rest_told_line_by_line(tmp_path):
    file = tmp_path / "termes.csv"
    rows = [
        ["name", "name.fr", "definition", "definition.fr", "asks.fr", "colour"],
        [
            "World café",
            "Café mondial",
            "Talk at tables.",
            "Parler à table.",
            "on jase|on parle",
            "x",
        ],
        ["", "", "", "", "", ""],
        ["", "Sans nom", "", "", "", ""],
    ]
    with file.open("w", newline="", encoding="utf-8-sig") as opened:
        csv.writer(opened, delimiter=";").writerows(rows)
    result = importing.run(file, tmp_path / "new", "en")
    assert result.refused == [
        f'{file}:1: the column "colour" is not one of {", ".join(schema.TYPE)}',
        f"{file}:4: this row has no name",
    ]
    path, begun = result.written
    assert begun.name == "guide.yml"
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert read["name"] == {"en": "World café", "fr": "Café mondial"}
    assert read["asks"] == {"fr": ["on jase", "on parle"]}


def test_a_yaml_glossary_is_taken_and_the_rest_told_line_by_line(tmp_path, capsys):
    file = tmp_path / "glossary.yml"
    file.write_text("Jury: Randomly picked people decide.\nPanel:\n'???': x\nA: [b]\n", "utf-8")
    assert main(["import", str(file), str(tmp_path / "new")]) == 1
    printed = capsys.readouterr()
    assert f'{file}:2: "Panel" has no description' in printed.err
    assert f'{file}:3: "???" makes no file name' in printed.err
    assert f'{file}:4: "A" has no description' in printed.err
    assert [path.name for path in (tmp_path / "new" / "types").iterdir()] == ["jury.yml"]


def test_an_import_begins_a_guide_and_check_says_only_what_is_still_to_be_written(tmp_path, capsys):
    file, folder = tmp_path / "terms.csv", tmp_path / "new"
    file.write_text(
        "name.fr,name.en,definition.fr,definition.en,who.fr,who.en,outcome.fr,outcome.en\n"
        "Jury,Jury,On tire au sort.,Drawn by lot.,Tous.,All.,Un avis.,Advice.\n",
        encoding="utf-8",
    )
    assert main(["import", str(file), str(folder), "--lang", "fr"]) == 0
    read = yaml.safe_load((folder / "guide.yml").read_text(encoding="utf-8"))
    assert read["languages"] == {"fr": "français", "en": "English"}
    assert read["default_language"] == "fr"
    capsys.readouterr()
    assert main(["check", str(folder)]) == 1
    *told, _ = capsys.readouterr().out.splitlines()
    assert len(told) == 6
    assert all('is still "…"' in line for line in told)


def test_a_table_that_excel_saved_in_the_way_of_windows_is_taken_and_that_is_said(tmp_path, capsys):
    file, folder = tmp_path / "terms.csv", tmp_path / "new"
    file.write_bytes("name;definition\nConcertation;Se réunir… d’égal à égal\n".encode("cp1252"))
    assert main(["import", str(file), str(folder), "--lang", "fr"]) == 0
    assert "was read as Windows saves it" in capsys.readouterr().err
    read = yaml.safe_load((folder / "types" / "concertation.yml").read_text(encoding="utf-8"))
    assert read["definition"] == {"fr": "Se réunir… d’égal à égal"}


def test_a_table_in_utf_16_is_taken(tmp_path):
    file = tmp_path / "terms.txt"
    file.write_bytes("name\tdefinition\nIdée\tÀ table\n".encode("utf-16"))
    result = importing.run(file, tmp_path / "new", "fr")
    assert yaml.safe_load(result.written[0].read_text("utf-8"))["name"] == {"fr": "Idée"}


def test_a_language_without_words_of_the_bots_own_is_said(tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text("name,name.rf\nJury,Jury\n", encoding="utf-8")
    [note] = importing.run(file, tmp_path / "new", "en").notes
    assert note.startswith('"rf" is taken for a language')


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("none.csv", None, "none.csv: there is no such file."),
        ("terms.csv", b"\x81\x8d", 'is not a text: save it anew with the encoding "UTF-8".'),
        ("terms.csv", b"nom,color\nA,b\n", "and says: nom, color. It may say: id, name,"),
        ("terms.yml", b"Jury: [a\nB: c\n", 'terms.yml:1: The "[" on this line is never closed'),
        ("terms.yml", b"Jury:all decide\nPanel: x\n", "terms.yml:1: A blank is missing after"),
    ],
)
def test_what_cannot_be_imported_at_all_is_told_in_a_sentence(tmp_path, capsys, name, data, told):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["import", str(tmp_path / name), str(tmp_path / "new")]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert told in line
    assert not (tmp_path / "new").exists()


def test_a_language_that_is_none_is_refused(tmp_path, capsys):
    assert main(["import", "x.csv", str(tmp_path / "new"), "--lang", "French"]) == 2
    assert '"French" is not a language such as en or fr.' in capsys.readouterr().err


def test_import_never_writes_into_a_folder_that_has_something(tmp_path, capsys):
    file = tmp_path / "glossary.yml"
    file.write_text("a: b\n", encoding="utf-8")
    assert main(["import", str(file), str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err


async def test_addresses_that_do_not_answer_are_told_and_the_others_not(folder, aiohttp_port):
    app = web.Application()

    async def answer(request):
        return web.Response(status=int(request.match_info["status"]))

    app.router.add_get("/{status:\\d+}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", aiohttp_port)
    await site.start()
    here = f"http://127.0.0.1:{aiohttp_port}"
    text = (folder / "guide.yml").read_text(encoding="utf-8")
    text = text.replace("https://example.org/en", f"{here}/200").replace(
        "https://example.org/fr", f"{here}/gone"
    )
    (folder / "guide.yml").write_text(text, encoding="utf-8")
    path = folder / "types" / "round-table.yml"
    link = "links:\n  - title: {{en: a, fr: b}}\n    url: {{en: {0}/403, fr: {1}}}\n"
    more = link.format(here, "http://127.0.0.1:1/")
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    found = {one.url: one.wrong async for one in links.check(guide.load(folder), timeout_s=5)}
    await runner.cleanup()
    assert found[f"{here}/200"] == found[f"{here}/403"] == ""
    assert found[f"{here}/gone"] == "answers 404 Not Found"
    assert found["http://127.0.0.1:1/"] == "is on a site that takes no connection"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ClientConnectorDNSError, "is on a site that nobody knows, or whose name is misspelt"),
        (ClientConnectorCertificateError, "is on a site whose certificate is not in order"),
    ],
)
def test_why_an_address_cannot_be_reached_is_said_in_words(error, said):
    assert links._in_words(error(SimpleNamespace(), OSError("no such host"))) == said


async def test_after_a_while_no_more_addresses_are_asked(folder):
    found = [one async for one in links.check(guide.load(folder), limit_s=0)]
    assert len(found) == 2
    assert {one.wrong for one in found} == {"was not asked to the end: 0 s were over"}


def test_each_place_of_a_dead_address_is_told_with_its_line(folder, monkeypatch, capsys):
    url = "https://example.org/gone"
    for name in ("round-table", "world-cafe"):
        path = folder / "types" / f"{name}.yml"
        link = f"links:\n  - title: {{en: a, fr: b}}\n    url: {{en: {url}, fr: {url}}}\n"
        path.write_text(path.read_text(encoding="utf-8") + link, encoding="utf-8")

    async def check(loaded):
        for one, paths in links.addresses(loaded).items():
            yield links.Checked(one, paths, "answers 404 Not Found" if one == url else "")

    monkeypatch.setattr(links, "check", check)
    monkeypatch.setenv("CONTENT_DIR", str(folder))
    assert main(["check", "--warn-only", "--links"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if url in line]
    assert len(told) == 2
    for name, line in zip(("round-table", "world-cafe"), told, strict=True):
        path = folder / "types" / f"{name}.yml"
        number = (
            path.read_text(encoding="utf-8")
            .splitlines()
            .index(f"    url: {{en: {url}, fr: {url}}}")
        )
        assert line.startswith(f"{path}:{number + 1}: {url} answers 404 Not Found. ")
        assert matched(line)


@pytest.fixture
def aiohttp_port():
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("name", ["editing.md", "editing.fr.md"])
def test_the_type_in_the_editors_guide_says_what_is_to_be_written_and_then_is_sound(
    content, capsys, name
):
    pasted = in_the_editors_guide(name, "type")
    path = content / "types" / "world-cafe.yml"
    path.write_text(pasted, encoding="utf-8")
    assert main(["check"]) == 1
    told = capsys.readouterr().out.splitlines()[:-1]
    assert len(told) == pasted.count('"…"') > 0
    assert all('is still "…"' in line for line in told)
    path.write_text(pasted.replace('"…"', '"Some text."'), encoding="utf-8")
    assert main(["check", "--warn-only"]) == 0, capsys.readouterr().out
    assert guide.load(content).types["world-cafe"].name["fr"] == "Café mondial"


@pytest.mark.parametrize("name", ["editing.md", "editing.fr.md"])
def test_the_page_in_the_editors_guide_says_what_is_to_be_written_and_then_is_sound(
    content, capsys, name
):
    pasted = in_the_editors_guide(name, "page")
    path = content / "pages" / "hosting.yml"
    path.write_text(pasted, encoding="utf-8")
    assert main(["check"]) == 1
    told = capsys.readouterr().out.splitlines()[:-1]
    assert len(told) == pasted.count('"…"') > 0
    assert all('is still "…"' in line for line in told)
    url, rest = pasted.split("summary:")
    url = url.replace('"…"', '"https://www.example.org/"').replace(
        'title:\n  en: "https://www.example.org/"\n  fr: "https://www.example.org/"',
        'title:\n  en: "Hosting"\n  fr: "Animer"',
    )
    path.write_text(f"{url}summary:{rest}".replace('"…"', '"Some text."'), encoding="utf-8")
    assert main(["check", "--warn-only"]) == 0, capsys.readouterr().out
    assert guide.load(content).pages["hosting"].title["fr"] == "Animer"


@pytest.mark.parametrize("name", ["editing.md", "editing.fr.md"])
def test_the_links_in_the_editors_guide_are_sound_in_a_type(content, capsys, name):
    [links] = re.findall(r"^```yaml\n(links:\n.*?)^```", guide_text(name), re.DOTALL | re.MULTILINE)
    path = content / "types" / "co-design.yml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^links:\n(?:[ #-].*\n)+", "", text, flags=re.MULTILINE)
    path.write_text(f"{text}\n{links}", encoding="utf-8")
    assert main(["check", "--warn-only"]) == 0, capsys.readouterr().out
    assert len(guide.load(content).types["co-design"].links) == 2


@pytest.mark.parametrize("name", ["editing.md", "editing.fr.md"])
def test_the_editors_guide_says_of_every_key_of_a_type_that_it_may_be_left_out(name):
    [line] = [one for one in guide_text(name).splitlines() if "`choose_when`, `example`" in one]
    may_lack = {key for key, field in TYPE.items() if not field.is_required} - {"id", "asks"}
    assert set(re.findall(r"`(\w+)`", line.split(". ")[0])) == may_lack


def guide_text(name):
    return (SHIPPED.parent / "docs" / name).read_text(encoding="utf-8")


def in_the_editors_guide(name, kind):
    """Return what the editors' guide has people paste for a new type or page."""
    schema = f"yaml\n# yaml-language-server: $schema=../.schema/{kind}.json"
    [pasted] = [part for part in guide_text(name).split("```") if part.startswith(schema)]
    return pasted.removeprefix("yaml\n")


def test_the_job_for_gitlab_checks_as_the_workflow_for_github_does():
    root = SHIPPED.parent
    jobs = []
    for name in ("editing.md", "editing.fr.md"):
        text = (root / "docs" / name).read_text(encoding="utf-8")
        [job] = [part for part in text.split("```") if part.startswith("yaml\ncontent:")]
        jobs.append(yaml.safe_load(job.removeprefix("yaml\n"))["content"])
    workflow = yaml.safe_load((root / ".github" / "workflows" / "content.yml").read_text())
    steps = {step.get("run") for step in workflow["jobs"]["check"]["steps"]}
    assert jobs[0] == jobs[1]
    assert set(jobs[0]["script"]) <= steps


def matched(line):
    """Return the severity that a pull request shows for a line, its file and its number."""
    matchers = json.loads((SHIPPED.parent / ".github" / "content-problems.json").read_text())
    found = []
    for matcher in matchers["problemMatcher"]:
        [pattern] = matcher["pattern"]
        if hit := re.match(pattern["regexp"], line):
            found.append((matcher["severity"], hit[pattern["file"]], int(hit[pattern["line"]])))
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "name", ["co-design.yml", "world-cafe.yaml", "world-cafe.yml.txt", "new: one.yml", "new"]
)
def test_the_problem_matchers_find_the_line_of_a_problem(content, capsys, name, language):
    path = content / "types" / name
    path.write_text("name: [\n", encoding="utf-8")
    assert main(["check", "--warn-only", "--lang", language]) == 1
    *told, summary = capsys.readouterr().out.splitlines()
    assert [("error", str(path), 1)] in map(matched, told)
    assert matched(summary) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_problem_matchers_show_advice_as_a_warning(content, capsys, language):
    path = content / "types" / "co-design.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "reviewed: 2062-11-21\n", encoding="utf-8")
    assert main(["check", "--warn-only", "--lang", language]) == 0
    told, summary = capsys.readouterr().out.splitlines()
    assert matched(told) == [("warning", str(path), text.count("\n") + 1)]
    assert matched(summary) == []
