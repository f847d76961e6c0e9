"""Tasks that one of several workers takes while there is no database."""

import asyncio
import os
import time

import pytest

from bot.record.claims import Claims


@pytest.fixture(autouse=True)
def _place(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


async def test_of_several_workers_one_takes_a_task_and_one_gives_it_back():
    workers = [Claims("content") for _ in range(8)]
    assert sum(await asyncio.gather(*(one.claim("broken", 0) for one in workers))) == 1
    assert sum(await asyncio.gather(*(one.release("broken") for one in workers))) == 1
    assert await workers[0].claim("broken", 0)


async def test_what_is_taken_for_a_while_can_be_taken_again_after_it():
    claims = Claims("content")
    assert await claims.claim("news", 1000, again_after_s=60)
    assert not await claims.claim("news", 1059, again_after_s=60)
    assert await claims.claim("news", 1060, again_after_s=60)


async def test_another_folder_is_another_matter():
    assert await Claims("content").claim("broken", 0)
    assert await Claims("other").claim("broken", 0)


async def test_where_no_file_can_be_made_every_worker_takes_it(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    assert await Claims("content").claim("broken", 0)
    assert await Claims("content").claim("broken", 0)


async def test_what_servers_of_long_ago_left_behind_is_cleared_away(tmp_path):
    old, new, other = (
        tmp_path / name for name in ("convene-7-0badcafe", "convene-8-0badcafe", "x")
    )
    for place in (old, new, other):
        place.mkdir()
        (place / "broken").write_text("0")
        os.utime(place, (0, 0) if place is not new else None)
    await Claims("content").claim("broken", time.time())
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)
