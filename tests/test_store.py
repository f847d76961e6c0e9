"""What is kept, in a real SQLite and a real PostgreSQL."""

import asyncio

import pytest
from postgres import place_for_postgres
from rows import rows
from sqlalchemy import create_engine, inspect, text

from bot.record import migrations
from bot.record.asked import Asked, Verdict
from bot.record.store import DAY_S, Store, StoreGone, _with_driver, tables

DAY = 20_000


def asked(id_, question="what is co-design", at=DAY * DAY_S, outcome="answered", types=("a", "b")):
    return Asked(id_, at, question, "en", outcome, types)


@pytest.fixture(scope="session")
def postgres():
    with place_for_postgres() as start:
        yield start()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'convene.sqlite3'}"
    server = request.getfixturevalue("postgres")
    server.psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    return server.get_uri()


@pytest.fixture
async def store(url):
    store = await Store.open(url)
    yield store
    await store.close()


async def misses(store, since=0):
    return [one async for day in store.misses(await store.days(since)) for one in day]


async def counts(store):
    return [one async for day in store.counts(await store.days()) for one in day]


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://me:p%40ss@host:5432/db?sslmode=require", "postgresql+psycopg"),
        ("postgresql://me@host/db", "postgresql+psycopg"),
        ("postgresql+asyncpg://me@host/db", "postgresql+asyncpg"),
        ("sqlite:///convene.sqlite3", "sqlite+aiosqlite"),
    ],
)
def test_an_address_is_taken_as_hosts_give_it(given, used):
    address = _with_driver(given)
    assert address.drivername == used
    assert (
        address.render_as_string(hide_password=False).partition("://")[2]
        == given.partition("://")[2]
    )


async def test_what_was_missed_alike_is_counted_together_day_by_day(store):
    await store.add(
        [
            asked(1, "what is co-design", outcome="unanswered", types=()),
            asked(2, "What is CO-DESIGN?", outcome="unanswered", types=()),
            asked(3, "quoi", outcome="unanswered", types=()),
            asked(4, "quoi", outcome="unanswered", types=(), at=0),
            asked(5, "answered"),
        ]
    )
    found = {(one.day, one.folded): one.times for one in await misses(store)}
    assert found == {(DAY, "what is co design"): 2, (DAY, "quoi"): 1, (0, "quoi"): 1}
    assert await store.days() == [0, DAY]
    assert {one.day for one in await misses(store, since=1)} == {DAY}


async def test_a_thumb_down_makes_a_miss_and_what_was_meant_goes_with_it(store):
    await store.add([asked(1), asked(2), asked(3)])
    await store.add([Verdict(1, is_helpful=True), Verdict(2, is_helpful=False)])
    await store.add([Verdict(2, meant="co-creation"), Verdict(99, is_helpful=True)])
    assert [(one.meant, one.times) for one in await misses(store)] == [("co-creation", 1)]
    assert {
        (one.is_picked, one.times, one.helpful, one.unhelpful) for one in await counts(store)
    } == {
        (False, 2, 1, 0),
        (True, 1, 0, 1),
    }


async def test_what_was_answered_is_counted_by_outcome_and_types(store):
    await store.add([asked(1), asked(2, types=("a",)), asked(3, outcome="choices"), asked(4)])
    assert {(one.outcome, one.types): one.times for one in await counts(store)} == {
        ("answered", ("a", "b")): 2,
        ("answered", ("a",)): 1,
        ("choices", ("a", "b")): 1,
    }


async def test_the_largest_id_and_any_letters_are_kept(store, url):
    await store.add([asked(2**63 - 1, "‘é’ 日本 🙂 '; DROP TABLE questions; --", types=())])
    [one] = rows(url)
    assert (one.id, one.text, one.types) == (
        2**63 - 1,
        "‘é’ 日本 🙂 '; DROP TABLE questions; --",
        "",
    )


async def test_a_batch_sent_twice_is_kept_once(store, url):
    for _ in range(2):
        await store.add([asked(1), asked(2)])
    assert len(rows(url)) == 2


async def test_a_batch_is_kept_whole_or_not_at_all(store, url):
    with pytest.raises(Exception, match=r"(?i)null"):
        await store.add([asked(1), asked(2, outcome=None)])
    assert rows(url) == []


async def test_old_questions_are_forgotten_and_new_ones_stay(store, url):
    await store.add([asked(1, at=100), asked(2, at=200)])
    assert await store.forget(before=200) == 1
    assert len(rows(url)) == 1


async def test_forgetting_leaves_no_trace_in_the_file(tmp_path):
    store = await Store.open(f"sqlite:///{tmp_path / 'convene.sqlite3'}")
    await store.add([asked(n, f"a secret wish {n}") for n in range(1000)])
    assert await store.forget() == 1000
    await store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"secret" not in left


async def test_each_folders_last_good_guide_is_kept_alone(store):
    assert await store.last_guide("content") is None
    for version in ("a", "b", "b"):
        await store.keep_guide("content", version, version.encode())
    assert await store.last_guide("content") == b"b"
    await store.keep_guide("content", "a", b"a")
    assert await store.last_guide("content") == b"a"
    assert await store.last_guide("contents") is None


async def test_of_several_workers_one_gets_the_task(store, url):
    others = [await Store.open(url) for _ in range(3)]
    claimed = await asyncio.gather(*(one.claim("broken", 0) for one in [store, *others]))
    released = await asyncio.gather(*(one.release("broken") for one in [store, *others]))
    for other in others:
        await other.close()
    assert (sum(claimed), sum(released)) == (1, 1)
    assert await store.claim("broken", 0)


async def test_a_task_can_be_taken_again_after_a_while(store):
    assert await store.claim("news", 1000, again_after_s=60)
    assert not await store.claim("news", 1059, again_after_s=60)
    assert await store.claim("news", 1060, again_after_s=60)


async def test_workers_that_start_together_migrate_once(url):
    stores = await asyncio.gather(*(Store.open(url) for _ in range(4)))
    for store in stores:
        await store.close()


@pytest.mark.parametrize("reached", range(len(migrations.STEPS) + 1))
async def test_from_every_version_the_tables_become_the_newest(url, reached):
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        migrations.migrate(connection, migrations.STEPS[:reached])
    with engine.begin() as connection:
        migrations.migrate(connection)
        assert connection.scalar(text("SELECT max(version) FROM schema_version")) == len(
            migrations.STEPS
        )
    found = shape(engine)
    with engine.begin() as connection:
        tables.drop_all(connection)
        tables.create_all(connection)
    assert found == shape(engine)
    engine.dispose()


def shape(engine):
    seen = inspect(engine)
    return {
        name: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(name)],
            seen.get_pk_constraint(name)["constrained_columns"],
            [(one["name"], one["column_names"]) for one in seen.get_indexes(name)],
        )
        for name in tables.tables
    }


async def test_a_newer_database_serves_an_older_release(url):
    async def migrated(steps):
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            migrations.migrate(connection, steps)
        engine.dispose()

    await migrated((*migrations.STEPS, lambda _: None))
    store = await Store.open(url)
    await store.add([asked(1)])
    await store.close()


async def test_a_file_deleted_under_us_is_noticed(tmp_path):
    file = tmp_path / "convene.sqlite3"
    store = await Store.open(f"sqlite:///{file}")
    file.unlink()
    with pytest.raises(StoreGone):
        await store.add([asked(1)])
    await store.close()


async def test_a_person_is_answered_in_the_language_they_chose_last(store):
    assert await store.chosen_language("U1") is None
    await store.choose_language("U1", "fr")
    await store.choose_language("U2", "fr")
    await store.choose_language("U1", "en")
    assert await store.chosen_language("U1") == "en"
    assert await store.chosen_language("U2") == "fr"
    await store.choose_language("U2", None)
    assert await store.chosen_language("U2") is None


async def test_the_last_answer_of_a_thread_is_recalled_under_each_of_its_keys(store):
    await store.remember(["thread", "below it"], "first", 1000)
    await store.remember(["thread"], "second", 2000)
    assert await store.recall("thread") == (2000, "second")
    assert await store.recall("below it") == (1000, "first")
    assert await store.recall("elsewhere") is None
    assert await store.recall("below it", "elsewhere", "thread") == (2000, "second")


async def test_an_answer_that_is_written_late_does_not_replace_a_newer_one(store):
    await store.remember(["thread"], "second", 2000)
    await store.remember(["thread"], "first", 1000)
    assert await store.recall("thread") == (2000, "second")


async def test_what_was_only_for_a_while_is_tidied_away(store):
    await store.remember(["old"], "first", 1_000_000)
    await store.remember(["new"], "second", 3_000_000)
    await store.claim("once old", 1000)
    await store.claim("once new", 3000)
    await store.claim("for good", 1000)
    await store.tidy(before=2000)
    assert await store.recall("old") is None
    assert await store.recall("new")
    assert await store.claim("once old", 3000)
    assert not await store.claim("once new", 3000)
    assert not await store.claim("for good", 3000)
