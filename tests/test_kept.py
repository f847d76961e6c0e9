"""A restart with a broken folder, and a database that keeps the last good guide."""

import asyncio
import os
import re
import shutil
from functools import partial
from pathlib import Path

import pytest
from small_guide import a_type, until

from bot import guide as guides
from bot.convene import Convene
from bot.guide import BrokenGuide
from bot.live import kept
from bot.live import live as lives
from bot.live.kept import keeping, start
from bot.live.live import Live, watching
from bot.record.record import Recorder, open_store
from bot.settings import SettingsError


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'convene.sqlite3'}"


async def keep(live, folder, url):
    """Serve until the guide that is live is in the store."""
    recorder = Recorder(partial(open_store, url), 90)

    async def is_there():
        files = await recorder.ask_store(lambda store: store.last_guide(str(folder)), None)
        if not files:
            return None
        with kept.unpacked(files, folder.name) as packed:
            return guides.load(packed).version

    async with recorder.running(), keeping(live, folder, recorder), asyncio.timeout(10):
        while await is_there() != live.convene.guide.version:  # noqa: ASYNC110 - a database tells nobody
            await asyncio.sleep(0.01)


def test_a_sound_folder_needs_no_store(folder):
    assert start(folder, "postgresql://127.0.0.1:1/none").problems == ()


async def test_what_was_loaded_at_the_start_is_read_again_only_when_it_changes(
    folder, url, monkeypatch
):
    monkeypatch.setattr(lives, "SWEEP_S", 0.05)
    live = await asyncio.to_thread(start, folder, url)
    looks, reads = [], []
    look, read = lives.marks_of, lives.read
    monkeypatch.setattr(lives, "marks_of", lambda folder: looks.append(folder) or look(folder))
    monkeypatch.setattr(lives, "read", lambda folder: reads.append(folder) or read(folder))
    async with watching(live, folder):
        await until(lambda: len(looks) > 1)
        assert reads == []
        path = folder / "types" / "round-table.yml"
        path.write_text(a_type(text="singing"), encoding="utf-8")
        await until(lambda: "singing" in live.convene.guide.types["round-table"].definition["en"])


async def test_an_edit_between_the_start_and_the_watch_goes_live(folder, url):
    live = await asyncio.to_thread(start, folder, url)
    path = folder / "types" / "round-table.yml"
    path.write_text(a_type(text="singing"), encoding="utf-8")
    async with watching(live, folder):
        await until(lambda: "singing" in live.convene.guide.types["round-table"].definition["en"])


async def test_after_a_restart_with_a_broken_folder_the_last_good_guide_is_served_loudly(
    folder, url, caplog
):
    (folder / "wording").mkdir()
    shutil.copy("bot/wording/fr.yml", folder / "wording" / "fr.yml")
    live = Live(Convene.load(folder))
    await keep(live, folder, url)
    path = folder / "types" / "round-table.yml"
    path.write_text("nonsense", encoding="utf-8")
    again = await asyncio.to_thread(start, folder, url)
    assert again.convene.guide == live.convene.guide
    assert again.problems[0].path == str(path)
    assert "serving the last good guide from the store" in caplog.text
    assert f"{path}:1:" in caplog.text


async def test_a_vanished_folder_is_a_broken_one(folder, url):
    await keep(Live(Convene.load(folder)), folder, url)
    shutil.rmtree(folder)
    assert (await asyncio.to_thread(start, folder, url)).problems


async def test_a_mistyped_folder_never_serves_the_guide_of_another(folder, url):
    await keep(Live(Convene.load(folder)), folder, url)
    with pytest.raises(
        SettingsError, match=f"contents, and there is none: did you mean {re.escape(str(folder))}"
    ):
        await asyncio.to_thread(start, folder.with_name("contents"), url)
    with pytest.raises(SettingsError, match="set it to the one that has"):
        await asyncio.to_thread(start, folder / "nowhere" / "at" / "all", url)


async def test_each_folder_has_a_last_good_guide_of_its_own(folder, url):
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    (other / "types" / "world-cafe.yml").unlink()
    for one in (folder, other):
        await keep(Live(Convene.load(one)), one, url)
        (one / "guide.yml").unlink()
    for one, types in ((folder, 2), (other, 1)):
        again = await asyncio.to_thread(start, one, url)
        assert len(again.convene.guide.types) == types


async def test_a_broken_folder_without_a_kept_guide_is_told_as_ever(folder, url):
    (folder / "guide.yml").unlink()
    with pytest.raises(BrokenGuide, match=r"guide\.yml"):
        await asyncio.to_thread(start, folder, url)


async def test_a_broken_folder_and_a_broken_store_are_told_as_ever(folder):
    (folder / "guide.yml").unlink()
    with pytest.raises(BrokenGuide, match=r"guide\.yml"):
        await asyncio.to_thread(start, folder, "postgresql://127.0.0.1:1/none")


async def test_files_that_are_not_those_served_are_not_kept(folder):
    version = Convene.load(folder).guide.version
    assert kept._pack_if(folder, version)
    (folder / "types" / "round-table.yml").write_text(a_type(text="newer"), encoding="utf-8")
    assert kept._pack_if(folder, version) is None
    (folder / "guide.yml").unlink()
    assert kept._pack_if(folder, version) is None


async def test_a_newer_guide_takes_the_place_of_the_kept_one(folder, url, monkeypatch):
    monkeypatch.setattr(kept, "LOOK_EVERY_S", 0.01)
    live = Live(Convene.load(folder))
    await keep(live, folder, url)
    (folder / "types" / "round-table.yml").write_text(a_type(text="newer"), encoding="utf-8")
    newer = Live(Convene.load(folder))
    await keep(newer, folder, url)
    (folder / "guide.yml").unlink()
    assert (await asyncio.to_thread(start, folder, url)).convene.guide == newer.convene.guide


async def test_files_from_before_1980_are_kept_too(folder, url):
    """As those of some archives and images are: dated 1970."""
    for path in folder.rglob("*.yml"):
        os.utime(path, (0, 0))
    await keep(Live(Convene.load(folder)), folder, url)


async def test_what_cannot_be_kept_is_logged_once_and_the_next_guide_is_kept(
    folder, url, monkeypatch, caplog
):
    monkeypatch.setattr(kept, "LOOK_EVERY_S", 0.001)
    pack, first = kept.pack, Convene.load(folder)
    calls = []

    def pack_newer(of):
        calls.append(of)
        if (of / "types" / "round-table.yml").read_text(encoding="utf-8") == a_type():
            raise ValueError("no such time")
        return pack(of)

    monkeypatch.setattr(kept, "pack", pack_newer)
    live = Live(first)
    recorder = Recorder(partial(open_store, url), 90)
    async with recorder.running(), keeping(live, folder, recorder):
        await until(lambda: "could not be kept" in caplog.text)
        (folder / "types" / "round-table.yml").write_text(a_type(text="newer"), encoding="utf-8")
        live.convene = Convene.load(folder)
        await until(lambda: len(calls) > 1)
    await keep(live, folder, url)
    assert caplog.text.count("could not be kept") == 1


async def test_the_kept_guide_is_found_however_the_folder_is_named(folder, url, monkeypatch):
    monkeypatch.chdir(folder.parent)
    await keep(Live(Convene.load(folder)), folder, url)
    (folder / "guide.yml").unlink()
    for name in ("content", "./content", "../" + folder.parent.name + "/content"):
        assert (await asyncio.to_thread(start, Path(name), url)).problems
