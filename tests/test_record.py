"""Keeping questions in the background, with databases that come and go."""

import asyncio
import logging
import time
from functools import partial

import pytest
from postgres import place_for_postgres
from rows import kept, rows
from small_guide import until
from sqlalchemy.exc import OperationalError

from bot.record import record
from bot.record.asked import Asked, Verdict
from bot.record.record import Recorder, open_store

NOW = 4_000_000_000  # far from being forgotten


def asked(id_, text="what is co-design?", at=NOW):
    return Asked(id_, at, text, "en", "answered", ("co-design",))


def recorder(url, keep_days=90, **more):
    return Recorder(partial(open_store, url), keep_days, **{"gather_s": 0, "retry_s": 0.01, **more})


@pytest.fixture
def file(tmp_path):
    return tmp_path / "convene.sqlite3"


@pytest.fixture
def url(file):
    return f"sqlite:///{file}"


async def test_a_question_is_kept_masked(url):
    async with recorder(url).running() as running:
        running.note(asked(1, "call 613-555-0199 about co-design"))
    assert kept(url) == {"call […] about co-design": 1}


async def test_what_waits_at_the_end_is_still_kept(url):
    async with recorder(url, gather_s=60).running() as running:
        for number in range(2500):
            running.note(asked(number))
    assert kept(url) == {"what is co-design?": 2500}


async def test_a_verdict_is_kept_after_its_question(url):
    async with recorder(url).running() as running:
        running.note(asked(1))
        running.note(Verdict(1, is_helpful=False, meant="co-creation"))
    [one] = rows(url)
    assert (one.rating, one.meant) == (-1, "co-creation")


async def test_small_talk_is_not_kept(url):
    async with recorder(url).running() as running:
        running.note(None)
    assert kept(url) == {}


async def test_keeping_for_0_days_keeps_nothing_and_deletes_what_there_was(url):
    async with recorder(url).running() as running:
        running.note(asked(1))
    async with recorder(url, keep_days=0).running() as running:
        running.note(asked(2))
        await running.settled()
        await until(lambda: running.health == "ok")
    assert kept(url) == {}


async def test_what_is_too_old_is_deleted_at_the_start(url):
    async with recorder(url).running() as running:
        running.note(asked(1, "old", at=1000))
    assert kept(url) == {"old": 1}
    async with recorder(url).running() as running:
        running.note(asked(2, "new"))
    assert kept(url) == {"new": 1}


async def test_noting_never_waits_for_a_database_that_hangs(monkeypatch):
    monkeypatch.setattr(record, "STOP_TIMEOUT_S", 0.05)

    async def hang():
        await asyncio.Event().wait()

    async with recorder("").running() as running:
        running._open_store = hang
        started = time.perf_counter()
        for number in range(record.MOST_WAITING + 5):
            running.note(asked(number))
        assert time.perf_counter() - started < 0.5
        assert await running.ask_store(lambda store: store.days(), "default") == "default"
        running._waiting.clear()


async def test_an_unreachable_database_is_logged_once_without_words_or_secrets(caplog):
    tries = []

    async def open_nothing():
        tries.append(1)
        return await open_store("postgresql://me:hunter2@127.0.0.1:1/convene")

    async with Recorder(open_nothing, 90, retry_s=0.01).running() as running:
        running.note(asked(1, "a private question"))
        await until(lambda: len(tries) > 3)
        assert running.health == "gone"
        running._waiting.clear()
    assert [one.levelname for one in caplog.records] == ["ERROR"]
    assert "hunter2" not in caplog.text
    assert "private" not in caplog.text
    assert "refused" in caplog.text


async def test_questions_wait_for_a_database_that_comes_back(url, file, caplog):
    file.mkdir()  # no database can be opened here
    async with recorder(url).running() as running:
        for number in range(10):
            running.note(asked(number, f"question {number}"))
        await until(lambda: running.health == "gone")
        file.rmdir()
        await until(lambda: running.health == "ok")
    assert len(kept(url)) == 10
    assert [one.levelname for one in caplog.records] == ["ERROR", "WARNING"]


async def test_a_file_deleted_while_we_write_is_made_anew(url, file):
    async with recorder(url).running() as running:
        running.note(asked(1, "before"))
        async with asyncio.timeout(10):
            while not await running.ask_store(lambda store: store.days(), []):  # noqa: ASYNC110 - a database tells nobody
                await asyncio.sleep(0)
        for path in file.parent.glob("convene.sqlite3*"):
            path.unlink()
        running.note(asked(2, "after"))
    assert kept(url) == {"after": 1}


async def test_a_database_that_nobody_writes_to_is_missed_and_found_again(url, file, caplog):
    async with recorder(url, look_every_s=0.01).running() as running:
        await until(lambda: running.health == "ok")
        for path in file.parent.glob("convene.sqlite3*"):
            path.unlink()
        await until(lambda: "database is gone" in caplog.text)
        await until(lambda: running.health == "ok")
    assert [one.levelname for one in caplog.records] == ["ERROR", "WARNING"]


async def test_one_failed_question_to_a_sound_store_is_no_lasting_outage(url):
    async def fail(_):
        raise OSError("of its own")

    async with recorder(url, look_every_s=0.01).running() as running:
        await until(lambda: running.health == "ok")
        assert await running.ask_store(fail, "default") == "default"
        assert running.health == "gone"
        await until(lambda: running.health == "ok")


async def test_in_a_long_outage_the_oldest_questions_are_lost(url, file, monkeypatch, caplog):
    monkeypatch.setattr(record, "MOST_WAITING", 3)
    file.mkdir()
    async with recorder(url).running() as running:
        await until(lambda: running.health == "gone")
        for number in range(5):
            running.note(asked(number, f"question {number}"))
        file.rmdir()
    assert sorted(kept(url)) == ["question 2", "question 3", "question 4"]
    assert "2 questions were lost" in caplog.text


async def test_a_batch_that_no_database_takes_does_not_block_the_next(url, caplog):
    async with recorder(url).running() as running:
        running.note(Asked(1, NOW, "poison", None, "answered"))
        await until(lambda: "refuses 1 questions" in caplog.text)
        running.note(asked(2, "fine"))
    assert kept(url) == {"fine": 1}
    assert "poison" not in caplog.text


async def test_a_full_disk_loses_nothing_and_is_told_once(url, caplog):
    tries = []

    async def open_full():
        store = await open_store(url)
        add = store.add

        async def add_on_a_full_disk(batch):
            tries.append(1)
            if len(tries) <= 2 * record.MOST_TRIES:
                raise OperationalError("INSERT …", {}, Exception("database or disk is full"))
            await add(batch)

        store.add = add_on_a_full_disk
        return store

    async with Recorder(open_full, 90, gather_s=0, retry_s=0.01).running() as running:
        running.note(asked(1))
        await until(lambda: running.health == "gone")
        await until(lambda: running.health == "ok")
    assert kept(url) == {"what is co-design?": 1}
    assert [one.levelname for one in caplog.records] == ["ERROR", "WARNING"]
    assert "disk is full" in caplog.text


async def test_a_postgresql_that_stops_and_starts_again_loses_nothing():
    with place_for_postgres() as start:
        server = await asyncio.to_thread(start)
        url = server.get_uri()
        async with recorder(url).running() as running:
            running.note(asked(1, "before"))
            await until(lambda: running.health == "ok" and not running._waiting)
            await asyncio.to_thread(server.cleanup)
            running.note(asked(2, "while it was gone"))
            await until(lambda: running.health == "gone")
            assert await running.ask_store(lambda store: store.days(), None) is None
            await asyncio.to_thread(start)
            await until(lambda: running.health == "ok")
        assert kept(url) == {"before": 1, "while it was gone": 1}


def test_a_database_that_answers_is_not_worth_a_line(caplog):
    caplog.set_level(logging.INFO)

    async def run(url):
        async with recorder(url).running() as running:
            running.note(asked(1))

    asyncio.run(run("sqlite://"))
    assert caplog.text == ""
