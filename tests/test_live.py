"""Edits go live by themselves, with real files and the file system's own events."""

import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from killer import kill
from small_guide import GUIDE, a_type, until

from bot import wording
from bot.convene import Convene
from bot.live import live as lives
from bot.live.live import Live, watching


@pytest.fixture
async def live(folder, monkeypatch):
    """A live guide on a folder that is watched; looking now and then is quick in tests."""
    monkeypatch.setattr(lives, "SWEEP_S", 0.1)
    monkeypatch.setattr(lives, "SETTLE_S", 0.03)
    live = Live(Convene.load(folder))
    async with watching(live, folder):
        await asyncio.sleep(0)
        yield live


GONE = SimpleNamespace(name={"en": ""})
"""A type that is not there yet."""


def definition(live, type_id="round-table"):
    of = live.convene.guide.types.get(type_id)
    return of.definition["en"] if of else None


def says(live, text):
    return lambda: definition(live) == f"People meet: {text}." and not live.problems


async def test_an_edit_goes_live(live, folder):
    (folder / "types" / "round-table.yml").write_text(a_type(text="singing"), encoding="utf-8")
    await until(says(live, "singing"))


async def test_a_new_type_and_a_deleted_one_go_live(live, folder):
    (folder / "types" / "jury.yml").write_text(a_type("Jury", "Jury", "deciding"), encoding="utf-8")
    await until(lambda: "jury" in live.convene.guide.types)
    (folder / "types" / "world-cafe.yml").unlink()
    await until(lambda: list(live.convene.guide.types) == ["jury", "round-table"])


async def test_a_folder_with_a_problem_never_replaces_a_guide(live, folder):
    before = live.convene
    path = folder / "types" / "round-table.yml"
    path.write_text("name: {en: [", encoding="utf-8")
    await until(lambda: live.problems)
    assert live.convene is before
    assert live.problems[0].path == str(path)
    path.write_text(a_type(), encoding="utf-8")
    await until(lambda: not live.problems)
    assert live.convene is before  # the very same guide: nothing is learnt anew


async def test_a_half_written_file_is_waited_for(live, folder):
    path, whole = folder / "types" / "round-table.yml", a_type(text="dancing").encode()
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(whole), 40):
            file.write(whole[start : start + 40])
            await asyncio.sleep(0.005)
    await until(says(live, "dancing"))


@pytest.mark.parametrize("how", ["over", "renamed"])
async def test_an_editors_way_of_saving_does_not_matter(live, folder, how):
    path = folder / "types" / "round-table.yml"
    for text in ("one", "two", "three"):
        beside = folder / "types" / (".round-table.yml.swp" if how == "over" else "4913")
        beside.write_text(a_type(text=text), encoding="utf-8")
        if how == "over":
            path.rename(folder / "types" / "round-table.yml~")
            path.write_text(a_type(text=text), encoding="utf-8")
            beside.unlink()
        else:
            beside.replace(path)
        await until(says(live, text))


async def test_windows_line_ends_and_a_byte_order_mark_are_taken(live, folder):
    data = b"\xef\xbb\xbf" + a_type(text="marching").replace("\n", "\r\n").encode()
    (folder / "types" / "round-table.yml").write_bytes(data)
    await until(says(live, "marching"))


async def test_a_folder_that_vanishes_and_comes_back_leaves_no_gap(live, folder):
    before, away = live.convene, folder.with_name("away")
    folder.rename(away)
    await until(lambda: live.problems)
    assert live.convene is before
    (away / "types" / "round-table.yml").write_text(a_type(text="returning"), encoding="utf-8")
    away.rename(folder)
    await until(says(live, "returning"))
    (folder / "types" / "round-table.yml").write_text(a_type(text="staying"), encoding="utf-8")
    await until(says(live, "staying"))


async def test_a_folder_deleted_and_made_anew_is_watched_again(live, folder):
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    shutil.rmtree(folder)
    await until(lambda: live.problems)
    shutil.copytree(copy, folder)
    await until(lambda: not live.problems)
    (folder / "types" / "round-table.yml").write_text(a_type(text="again"), encoding="utf-8")
    await until(says(live, "again"))


async def test_a_git_checkout_that_rewrites_everything_is_served_whole(live, folder):
    def git(*arguments):
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=a")
        command = ["git", *who, "-C", str(folder), *arguments]
        subprocess.run(command, check=True, capture_output=True, env=environment)

    seen = set()

    async def look():
        while True:
            types = live.convene.guide.types
            seen.add(tuple(of.definition["en"] for of in types.values()))
            await asyncio.sleep(0)

    git("init")
    git("add", "-A")
    git("commit", "-m", "old")
    git("checkout", "-b", "new")
    old = tuple(of.definition["en"] for of in live.convene.guide.types.values())
    for name in ("round-table", "world-cafe"):
        text = a_type(name, name, "new " + name)
        (folder / "types" / f"{name}.yml").write_text(text, encoding="utf-8")
    git("commit", "-am", "new")
    await until(says(live, "new round-table"))
    new = tuple(of.definition["en"] for of in live.convene.guide.types.values())
    watcher = asyncio.create_task(look())
    await asyncio.to_thread(git, "checkout", "a")
    await until(lambda: old in seen)
    watcher.cancel()
    assert seen == {old, new}


async def test_files_behind_links_are_followed(live, folder, tmp_path):
    """A folder as Kubernetes mounts it: links into a folder that is swapped as a whole."""
    for version in ("one", "two"):
        shutil.copytree(folder, tmp_path / version)
        (tmp_path / version / "types" / "round-table.yml").write_text(
            a_type(text=version), encoding="utf-8"
        )
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "one")
    shutil.rmtree(folder)
    folder.symlink_to(link)
    await until(says(live, "one"))
    spare = tmp_path / "spare"
    spare.symlink_to(tmp_path / "two")
    spare.replace(link)
    await until(says(live, "two"))


async def test_without_events_the_folder_is_looked_at_now_and_then(folder, monkeypatch, caplog):
    def no_events(*_, **__):
        raise RuntimeError("inotify limit reached")

    monkeypatch.setattr(lives, "awatch", no_events)
    monkeypatch.setattr(lives, "SWEEP_S", 0.02)
    live = Live(Convene.load(folder))
    async with watching(live, folder):
        await until(lambda: "its events cannot be had" in caplog.text)
        (folder / "types" / "round-table.yml").write_text(a_type(text="polling"), encoding="utf-8")
        await until(says(live, "polling"))
    assert caplog.text.count("its events cannot be had") == 1


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"types/.caf\xe9.swp"])
async def test_a_file_whose_name_is_not_utf_8_stops_no_later_edit(live, folder, caplog, name):
    odd = os.fsencode(folder) + b"/" + name

    def put():
        fd = os.open(odd, os.O_CREAT | os.O_WRONLY)
        os.write(fd, b"x")
        os.close(fd)

    try:
        put()
    except OSError:
        pytest.skip("this file system takes no such name")
    # Written again and again, since nobody says when the watch has begun.
    await until(lambda: put() or "its events cannot be had" in caplog.text)
    path = folder / "types" / "round-table.yml"
    path.write_text(a_type(text="humming"), encoding="utf-8")
    await until(says(live, "humming"))
    os.remove(odd)  # noqa: PTH107 - in bytes, as it is
    path.write_text(a_type(text="later"), encoding="utf-8")
    await until(says(live, "later"))


async def test_a_folder_that_cannot_be_looked_at_for_a_moment_is_watched_again(
    live, folder, monkeypatch, caplog
):
    with monkeypatch.context() as patch:
        patch.setattr(lives, "marks_of", lambda _: 1 / 0)
        await until(lambda: not live.is_watched)
    path = folder / "types" / "round-table.yml"
    path.write_text(a_type(text="humming"), encoding="utf-8")
    await until(says(live, "humming"))
    await until(lambda: live.is_watched)
    assert caplog.text.count("could not be looked at") == 1


async def test_a_parent_that_may_not_be_read_for_a_moment_stops_no_later_edit(
    live, folder, monkeypatch
):
    """As `chmod 0` of it does, which the tests' user may be too mighty for."""

    def forbidden(path, **_):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        for way in ("stat", "iterdir"):
            patch.setattr(Path, way, forbidden)
        await until(lambda: live.problems)
    await until(lambda: not live.problems)
    (folder / "types" / "round-table.yml").write_text(a_type(text="humming"), encoding="utf-8")
    await until(says(live, "humming"))


async def test_whatever_goes_wrong_while_loading_stops_no_later_edit(live, folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(lives.Convene, "learn", lambda *_: 1 / 0)
        (folder / "types" / "round-table.yml").write_text(a_type("Worse"), encoding="utf-8")
        await until(lambda: live.problems)
    assert "ZeroDivisionError" in live.problems[0].what
    (folder / "types" / "round-table.yml").write_text(a_type(text="better"), encoding="utf-8")
    await until(says(live, "better"))


@pytest.fixture
def learnt(monkeypatch):
    """Collect what is learnt from, which goes on only once the test lets it."""
    learn, begun, may_go_on = lives.learn, [], threading.Event()

    def slow(content, folder):
        begun.append(content.guide)
        may_go_on.wait(10)
        return learn(content, folder)

    monkeypatch.setattr(lives, "learn", slow)
    monkeypatch.setattr(lives, "QUIET_S", 0.01)
    yield begun, may_go_on
    may_go_on.set()


async def test_a_text_and_an_ask_are_served_before_they_are_learnt_from(live, folder, learnt):
    begun, may_go_on = learnt
    (folder / "types" / "round-table.yml").write_text(a_type(text="singing"), encoding="utf-8")
    await until(says(live, "singing"))
    await until(lambda: begun)
    told, matcher = live.convene, live.convene.matcher
    for question in ("round table", "we meet for singing"):
        answer, message = told.reply(told.match(question), "en")
        assert (answer.kind, answer.types) == ("card", ("round-table",))
        assert "People meet: singing." in message.text
    may_go_on.set()
    await until(lambda: live.convene.matcher is not matcher)
    assert live.convene.guide == told.guide


@pytest.mark.parametrize("name", ["round-table", "circle"])
async def test_a_new_name_and_a_new_type_are_served_before_they_are_learnt_from(
    live, folder, learnt, name
):
    begun, may_go_on = learnt
    path = folder / "types" / f"{name}.yml"
    path.write_text(a_type("Citizen jury", "Jury citoyen", "judging"), encoding="utf-8")
    await until(lambda: live.convene.guide.types.get(name, GONE).name["en"] == "Citizen jury")
    await until(lambda: begun)
    told = live.convene
    assert not told.is_learnt
    for question in (
        "what is a citizen jury?",
        "jury citoyen",
        "citzen jury",
        "we meet for judging",
    ):
        answer, message = told.reply(told.match(question), "en")
        assert (answer.kind, answer.types) == ("card", (name,))
        assert "judging" in message.text
    if name == "round-table":
        assert told.match("what is a round table?").named == ()
    may_go_on.set()
    await until(lambda: live.convene.is_learnt)
    assert live.convene.guide == told.guide


async def test_a_type_that_is_taken_out_is_gone_before_the_bot_has_learnt_without_it(
    live, folder, learnt
):
    begun, may_go_on = learnt
    (folder / "types" / "world-cafe.yml").unlink()
    await until(lambda: begun)
    told = live.convene
    assert (list(told.guide.types), told.is_learnt) == (["round-table"], False)
    for question in ("world café", "what is a wrld cafe?", "we meet for coffee", "café mondial"):
        match = told.match(question)
        answer, _ = told.reply(match)
        assert {one.id for one in match.types} | {*answer.types} <= {"round-table"}
    may_go_on.set()
    await until(lambda: live.convene.is_learnt)
    assert live.convene.guide == told.guide


@pytest.mark.usefixtures("learnt")
async def test_a_type_that_is_put_back_is_found_as_before(live, folder):
    """Before the bot has learnt anything anew: what it knew of it was only set aside."""
    path = folder / "types" / "world-cafe.yml"
    before, text = live.convene, path.read_text(encoding="utf-8")
    told = "here people meet with coffee, all of them"
    path.unlink()
    await until(lambda: "world-cafe" not in live.convene.guide.types)
    path.write_text(text, encoding="utf-8")
    await until(lambda: "world-cafe" in live.convene.guide.types)
    assert live.convene.match(told) == before.match(told)


@pytest.mark.usefixtures("learnt")
async def test_a_language_is_added_and_removed_before_the_bot_has_learnt_it(live, folder):
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.yml")}
    (folder / "wording").mkdir()
    shutil.copy(Path(wording.__file__).with_name("en.yml"), folder / "wording" / "de.yml")
    for path, text in texts.items():
        said = "https://example.org/de" if path.parent == folder else f"Das ist {path.stem}"
        german = re.sub(r'fr: (".*?")(?=[,}])', rf'fr: \1, de: "{said}"', text)
        german = re.sub(r"(?m)^  fr: \[.*", r'\g<0>\n  de: ["wir reden"]', german)
        path.write_text(german, encoding="utf-8")
    await until(lambda: "de" in live.convene.guide.languages)
    for question in ("round table", "das ist round-table"):
        answer, message = live.convene.reply(live.convene.match(question), "de")
        assert (answer.types, answer.language) == (("round-table",), "de")
        assert "Das ist round-table" in message.text
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    (folder / "wording" / "de.yml").unlink()
    await until(lambda: "de" not in live.convene.guide.languages)
    answer, _ = live.convene.reply(live.convene.match("round table"), "de")
    assert (answer.types, answer.language) == (("round-table",), "en")


@pytest.mark.usefixtures("learnt")
async def test_the_bots_own_words_are_live_before_they_are_learnt_from(live, folder):
    (folder / "wording").mkdir()
    english = Path(wording.__file__).with_name("en.yml").read_text(encoding="utf-8")
    before = live.convene.words["en"].say("thanks")
    assert before in english
    (folder / "wording" / "en.yml").write_text(
        english.replace(before, "My pleasure, always."), encoding="utf-8"
    )
    await until(lambda: live.convene.words["en"].say("thanks") == "My pleasure, always.")
    assert not live.convene.is_learnt


async def test_a_newer_edit_is_never_undone_by_an_older_one_that_is_still_learnt(
    live, folder, learnt
):
    begun, may_go_on = learnt
    path = folder / "types" / "round-table.yml"
    path.write_text(a_type(text="singing"), encoding="utf-8")
    await until(lambda: begun)
    path.write_text(a_type(text="whistling"), encoding="utf-8")
    await until(says(live, "whistling"))
    may_go_on.set()
    await until(lambda: len(begun) > 1 and live.convene.guide is begun[-1])
    assert definition(live) == "People meet: whistling."


async def test_a_language_without_words_is_a_problem_like_any_other(live, folder):
    guide = GUIDE.replace('"français"}', '"français", de: "Deutsch"}')
    (folder / "guide.yml").write_text(guide, encoding="utf-8")
    await until(lambda: live.problems)


async def test_a_problem_is_logged_once_and_so_is_its_end(live, folder, caplog):
    path = folder / "types" / "round-table.yml"
    path.write_text("nonsense", encoding="utf-8")
    await until(lambda: live.problems)
    path.touch()
    other = folder / "types" / "world-cafe.yml"
    other.write_text(a_type("World café", "Café mondial", "tea"), encoding="utf-8")
    path.write_text(a_type(), encoding="utf-8")
    await until(lambda: not live.problems)
    assert caplog.text.count("stays live") == 1
    assert caplog.text.count("sound again") == 1


async def test_stopping_is_quick(folder):
    async with asyncio.timeout(2):
        with contextlib.suppress(asyncio.CancelledError):
            async with watching(Live(Convene.load(folder)), folder):
                await asyncio.sleep(0.05)


async def test_a_killer_of_files_leaves_no_question_without_a_whole_answer():
    answered, _ = await kill(4)
    assert answered > 20
