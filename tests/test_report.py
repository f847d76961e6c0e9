"""What people asked that the guide could not answer, and the lines that mend it."""

import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.convene import Convene
from bot.editing import check
from bot.record.asked import Asked, Verdict
from bot.record.store import Count, Miss, Store
from bot.report import card as report_card
from bot.report import report
from bot.report.page import page
from bot.report.paste import Paste, paste
from bot.report.report import DAY_S, Gathering

DAY = 20_000
MISS = "my neighbour keeps bees and wants the council to hear what beekeepers think of the fee"


def missed(*texts, language="en", times=1, meant=None):
    gathering = Gathering()
    gathering.add_misses(Miss(DAY, text.lower(), language, text, meant, times) for text in texts)
    gathering.add_counts([Count(DAY, "unanswered", (), False, len(texts) * times, 0, 0)])
    return gathering


def reported(gathering, convene, folder=None):
    return report.report(gathering, convene, folder)


def test_figures_add_up_day_by_day(convene):
    gathering = Gathering()
    gathering.add_counts(
        [
            Count(DAY, "answered", ("co-design", "co-creation"), False, 5, 2, 1),
            Count(DAY, "choices", ("co-design", "co-creation"), True, 3, 0, 0),
            Count(DAY, "choices", ("co-design",), False, 2, 0, 0),
            Count(DAY + 2, "unanswered", (), False, 4, 0, 0),
        ]
    )
    found = reported(gathering, convene)
    assert (found.first_day, found.last_day, found.asked) == (DAY, DAY + 2, 14)
    assert found.totals == {"answered": 5, "picked": 3, "choices": 2, "unanswered": 4}
    assert found.by_type == {"co-design": 5, "co-creation": 5}
    assert (found.helpful, found.unhelpful) == (2, 1)


def test_questions_alike_make_one_group_and_others_their_own(convene):
    gathering = missed(
        "who pays for the coffee at a world cafe",
        "who pays for coffee at a world café?",
        "who pay for the coffee at the world cafe",
        "how many chairs does a fishbowl need",
    )
    groups = reported(gathering, convene).groups
    assert sorted(group.times for group in groups) == [1, 3]


def test_the_most_frequent_comes_first(convene):
    gathering = missed("seldom asked")
    gathering.add_misses([Miss(DAY, "x", "en", "something asked often", None, 9)])
    assert [group.times for group in reported(gathering, convene).groups] == [9, 1]


def test_what_people_then_picked_says_what_a_group_is_about(convene):
    [group] = reported(missed("a riddle", meant="co-production"), convene).groups
    assert (group.type_id, group.is_picked) == ("co-production", True)


def test_a_picked_type_that_left_the_guide_is_not_believed(convene):
    [group] = reported(missed("a riddle", meant="gone"), convene).groups
    assert group.type_id != "gone"


def test_a_masked_question_is_counted_but_not_offered_for_pasting(convene):
    [group] = reported(missed("call […] please", meant="co-design"), convene, SHIPPED).groups
    assert group.paste is None


SHIPPED = Path(__file__).parent.parent / "content"


@pytest.mark.parametrize(
    "text",
    [
        MISS,
        'quotes " and \\ backslashes: # no comment, [no list] {no group}',
        "- a dash, a colon: and a percent %",
        "yes",
        "2030: the council listens to beekeepers",
        "null",
    ],
)
def test_pasted_lines_pass_check_and_the_question_is_in_the_guide(tmp_path, convene, text):
    [group] = reported(missed(text, meant="consultation"), convene, SHIPPED).groups
    folder = tmp_path / "content"
    shutil.copytree(SHIPPED, folder)
    paste(folder, group.paste)
    assert check.run(folder)[0] == ()
    assert text in Convene.load(folder).guide.types["consultation"].asks["en"]


MISS_FR = "mon voisin a des abeilles, et le conseil veut l’avis des apiculteurs sur les frais"


@pytest.mark.parametrize(("text", "language"), [(MISS, "en"), (MISS_FR, "fr")])
def test_lines_pasted_below_the_line_that_is_told_pass_check(tmp_path, convene, text, language):
    """Of a question in its own language, in whichever it was answered."""
    [group] = reported(missed(text, meant="consultation"), convene, SHIPPED).groups
    said = report_card.told(group, convene.guide, convene.words["en"])
    line = int(re.search(rf"below line (\d+), which is the last under asks › {language}:", said)[1])
    folder = tmp_path / "content"
    shutil.copytree(SHIPPED, folder)
    path = folder / "types" / "consultation.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.insert(line, report_card.to_paste(group))
    path.write_text("".join(lines), encoding="utf-8")
    assert check.run(folder)[0] == ()
    assert text in Convene.load(folder).guide.types["consultation"].asks[language]


@pytest.mark.parametrize("text", ["lunch order", "I need a new laptop please"])
def test_what_is_near_no_type_gets_none_and_no_lines(convene, text):
    [group] = reported(missed(text), convene, SHIPPED).groups
    assert (group.type_id, group.paste) == (None, None)
    said = report_card.told(group, convene.guide, convene.words["en"])
    assert "Near no type of the guide" in said


def test_what_the_guide_answers_by_now_is_said_so_and_needs_no_lines(convene):
    ask = convene.guide.types["consultation"].asks["en"][0]
    for meant in (None, "consultation"):
        [group] = reported(missed(ask, f"{ask}?", meant=meant), convene, SHIPPED).groups
        assert (group.is_answered, group.paste) == (True, None)
        said = report_card.told(group, convene.guide, convene.words["en"])
        assert said.splitlines()[-1] == "The guide answers it now."
        said = report_card.told(group, convene.guide, convene.words["fr"])
        assert said.splitlines()[-1] == "Le guide y répond maintenant."
    [group] = reported(missed(ask, meant="co-creation"), convene, SHIPPED).groups
    assert not group.is_answered


def test_what_did_not_help_is_not_answered_by_now(convene):
    gathering = Gathering()
    gathering.add_misses([Miss(DAY, "co design", "en", "co-design", None, 1, is_rejected=True)])
    [group] = reported(gathering, convene, SHIPPED).groups
    assert not group.is_answered


@pytest.mark.parametrize("name", ["codesign", "Conception conjointe?"])
def test_a_types_own_name_is_not_offered_for_pasting(convene, name):
    gathering = Gathering()
    gathering.add_misses([Miss(DAY, "a", "en", name, "co-design", 1, is_rejected=True)])
    [group] = reported(gathering, convene, SHIPPED).groups
    assert (group.type_id, group.paste) == ("co-design", None)


def test_one_day_is_told_once_and_several_as_first_and_last(convene):
    gathering = missed(MISS)
    for language, one, two in (
        ("en", "On 2024-10-04", "2024-10-04 to 2024-10-05"),
        ("fr", "Le 2024-10-04", "Du 2024-10-04 au 2024-10-05"),
    ):
        found = reported(gathering, convene)
        later = replace(found, last_day=found.first_day + 1)
        words = convene.words[language]
        assert (report_card.when(found, words), report_card.when(later, words)) == (one, two)


def test_a_name_that_was_answered_and_did_not_help_says_so(convene):
    gathering = Gathering()
    gathering.add_misses([Miss(DAY, "co design", "en", "co-design", None, 1, is_rejected=True)])
    [group] = reported(gathering, convene, SHIPPED).groups
    said = report_card.told(group, convene.guide, convene.words["en"])
    assert "Answered with Co-design, which somebody said did not help" in said
    assert "Near no type" not in said
    assert group.paste is None


def test_lines_that_check_would_warn_of_are_not_offered_and_others_for_the_file_are(
    tmp_path, convene
):
    taken = convene.guide.types["co-creation"].asks["en"][0]
    gathering = missed(MISS, meant="consultation", times=2)
    gathering.add_misses([Miss(DAY, "x", "en", taken, "consultation", 1)])
    mends, takes = reported(gathering, convene, SHIPPED).groups
    assert mends.paste.texts == (MISS,)
    assert (takes.texts, takes.paste) == ((taken,), None)


def test_lines_with_which_a_type_would_win_what_is_of_another_are_not_offered(convene):
    of_another = convene.guide.types["co-creation"].asks["en"][0]
    ways = (f"{of_another} now", f"so {of_another}", f"{of_another} or so")
    [group] = reported(missed(*ways, meant="consultation"), convene, SHIPPED).groups
    assert (group.texts, group.paste) == (tuple(sorted(ways)), None)


def test_a_type_that_was_rejected_is_not_proposed_again(convene):
    text = "two libraries are writing one handbook together, both names on the cover"
    for is_rejected, near in ((True, None), (False, "collaboration")):
        gathering = Gathering()
        gathering.add_misses([Miss(DAY, text, "en", text, None, 1, is_rejected)])
        [group] = reported(gathering, convene, SHIPPED).groups
        assert (group.type_id, bool(group.paste)) == (near, bool(near))


def test_while_the_folder_is_broken_a_report_has_no_lines_to_paste(folder, convene):
    shutil.rmtree(folder)
    shutil.copytree(SHIPPED, folder)
    (folder / "types" / "consultation.yml").write_text("a: [", encoding="utf-8")
    [group] = reported(missed(MISS, meant="consultation"), convene, folder).groups
    assert (group.type_id, group.paste) == ("consultation", None)


async def test_the_question_asked_again_after_pasting_finds_its_type(tmp_path, convene):
    """The whole round: asked, kept, reported, pasted, asked again."""
    text = "the gazebo by the sauna, where scouts grumble and yodel"
    before, _ = convene.reply(convene.match(text))
    assert before.kind == "none"
    store = await Store.open(f"sqlite:///{tmp_path / 'convene.sqlite3'}")
    await store.add([Asked(1, DAY * DAY_S, text, "en", "unanswered")])
    await store.add([Verdict(1, meant="consultation")])
    gathering = Gathering()
    async for _ in report.gather(store, gathering):
        pass
    await store.close()
    [group] = reported(gathering, convene, SHIPPED).groups
    folder = tmp_path / "content"
    shutil.copytree(SHIPPED, folder)
    paste(folder, group.paste)
    again = Convene.load(folder)
    answer, _ = again.reply(again.match(text))
    assert answer.types[0] == "consultation"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: {en: X}\n", 'name: {en: X}\n\nasks:\n  en:\n    - "new"\n'),
        (
            "asks:\n  en:\n    - a\n  fr:\n    - b\n",
            'asks:\n  en:\n    - a\n    - "new"\n  fr:\n    - b\n',
        ),
        (
            "asks:\n  en:\n  - a # why\n\n# next\nname: x",
            'asks:\n  en:\n  - a # why\n  - "new"\n\n# next\nname: x\n',
        ),
        (
            "asks:\n  fr:\n    - >-\n      long\n      text\nname: x\n",
            'asks:\n  fr:\n    - >-\n      long\n      text\n  en:\n    - "new"\nname: x\n',
        ),
    ],
)
def test_a_line_is_put_where_a_person_would_put_it(tmp_path, before, after):
    (tmp_path / "a.yml").write_text(before, encoding="utf-8")
    paste(tmp_path, Paste("a.yml", "asks", "en", ("new",)))
    assert (tmp_path / "a.yml").read_text(encoding="utf-8") == after


def test_the_report_is_told_in_both_languages(convene):
    found = reported(missed(MISS, meant="consultation"), convene, SHIPPED)
    english = report_card.draw(found, convene.guide, convene.words["en"]).text
    french = report_card.draw(found, convene.guide, convene.words["fr"]).text
    assert "1 × my neighbour" in english
    assert "To add to types/consultation.yml" in english
    assert "À ajouter à types/consultation.yml" in french


def test_the_page_has_a_chart_and_asks_nothing_of_the_network(convene):
    found = reported(missed("<script>alert(1)</script> & more"), convene)
    whole, has_chart = page(found, convene.guide, convene.words["fr"])
    assert has_chart
    assert "<svg" in whole
    assert "<script" not in whole
    assert "&lt;script&gt;" in whole
    assert "src=" not in whole
    assert "@import" not in whole


def test_a_report_of_nothing_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    assert main(["report"]) == 0
    assert "Nothing was asked yet" in capsys.readouterr().out


async def kept(url, *texts):
    store = await Store.open(url)
    now = int(time.time())
    await store.add([Asked(n, now, text, "en", "unanswered") for n, text in enumerate(texts)])
    await store.close()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--days", "0"], "0 is not a number of days from 1"),
        (["--days", "-3"], "-3 is not a number of days from 1"),
        (["--lang", "de"], 'The guide has no language "de"; it has en, fr.'),
    ],
)
def test_what_a_report_cannot_be_of_is_told_in_a_sentence(
    tmp_path, monkeypatch, capsys, options, told
):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    try:
        code = main(["report", *options])
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert told in capsys.readouterr().err


def test_the_command_prints_lines_that_can_be_copied(tmp_path, monkeypatch, capsys):
    import asyncio  # noqa: PLC0415 - the command has a loop of its own

    url = f"sqlite:///{tmp_path / 'convene.sqlite3'}"
    asyncio.run(kept(url, MISS))
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["report", "--days", "7"]) == 0
    out = capsys.readouterr().out
    assert f'\n    - "{MISS}"\n' in out
    assert "asks:" not in out
    file = tmp_path / "report.html"
    assert main(["report", "--html", str(file), "--lang", "fr"]) == 0
    assert "Ce que les gens ont demandé" in file.read_text(encoding="utf-8")
    assert main(["forget"]) == 0
    assert "1 question deleted." in capsys.readouterr().out
