"""What must outlive a restart, in SQLite or PostgreSQL through SQLAlchemy.

Knows tables and SQL. Must not know Slack, nor how a question is answered. Loading this
module takes a third of a second, so whoever answers loads it later: see `bot.record.record`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    SmallInteger,
    String,
    Table,
    Text,
    bindparam,
    case,
    delete,
    event,
    func,
    make_url,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.language import folded_words
from bot.record import migrations
from bot.record.asked import Asked, Outcome, Verdict

# Long enough for a busy database, short enough to notice one that is gone.
CONNECT_TIMEOUT_S = 5
DAY_S = 24 * 60 * 60

tables = MetaData()

questions = Table(
    "questions",
    tables,
    Column(
        "id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    ),
    Column("asked_at", BigInteger, nullable=False),  # seconds since 1970
    Column("text", Text, nullable=False),  # masked
    Column("folded", Text, nullable=False),  # equal for questions that are asked alike
    Column("language", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),  # answered, choices, unanswered
    Column("types", Text, nullable=False),  # ids, best first, with blanks between
    Column("rating", SmallInteger),  # 1: helpful, -1: not
    Column("meant", Text),  # the id of the type that the person picked
    Index("questions_asked_at", "asked_at"),
)

last_guides = Table(
    "last_guides",
    tables,
    Column("folder", Text, primary_key=True),  # CONTENT_DIR, as an absolute path
    Column("version", String(64), nullable=False),
    Column("files", LargeBinary, nullable=False),  # a ZIP of the content folder
)

claims = Table(
    "claims",
    tables,
    Column("key", String(64), primary_key=True),
    Column("claimed_at", BigInteger, nullable=False),
)

people = Table(
    "people",
    tables,
    Column("id", String(32), primary_key=True),  # Slack's
    Column("language", String(16), nullable=False),  # which the person chose
)

threads = Table(
    "threads",
    tables,
    Column("key", String(64), primary_key=True),  # a hash: where it was is not to be read
    Column("answer", Text, nullable=False),  # its kind, language and ids
    Column("answered_at", BigInteger, nullable=False),  # milliseconds since 1970
    Index("threads_answered_at", "answered_at"),
)

# Claims that are only for a while begin so.
PASSING = "once "


class StoreGone(Exception):
    """The database is no longer where it was."""


class Count(NamedTuple):
    """How often questions came to one end on one day; `helpful` and `unhelpful` are thumbs."""

    day: int
    outcome: Outcome
    types: tuple[str, ...]
    is_picked: bool
    times: int
    helpful: int
    unhelpful: int


class Miss(NamedTuple):
    """How often one question, asked alike, was not answered well on one day.

    `text` is one of the ways it was written; `meant` is the type that people then picked.
    `is_rejected` is true where somebody said of an answer that it did not help.
    """

    day: int
    folded: str
    language: str
    text: str
    meant: str | None
    times: int
    is_rejected: bool = False


class Store:
    """An open database with the newest tables. Every method may raise what SQLAlchemy raises."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
        self._insert: Any = dialect.insert
        self._file = _file(engine.url)

    @classmethod
    async def open(cls, url: str) -> Store:
        """Connect to a database, and bring its tables up to date.

        `url` as hosts give it: postgres://…, postgresql://…, or sqlite:///FILE.
        """
        engine = _engine(_with_driver(url))
        try:
            async with engine.execution_options(writes=True).begin() as connection:
                await connection.run_sync(migrations.migrate)
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._engine.dispose()

    async def ping(self) -> None:
        """Raise what there is to raise where the database is no longer there."""
        async with self._begin() as connection:
            await connection.execute(text("SELECT 1"))

    async def add(self, news: Sequence[Asked | Verdict]) -> None:
        """Keep questions, masked before, and what people said of their answers: all or none."""
        async with self._begin() as connection:
            if asked := [_row(one) for one in news if isinstance(one, Asked)]:
                # Sent again after a connection broke: what arrived is not doubled.
                await connection.execute(
                    self._insert(questions).on_conflict_do_nothing(index_elements=["id"]), asked
                )
            for verdict in news:
                if isinstance(verdict, Verdict):
                    await connection.execute(_judge(verdict))

    async def forget(self, before: float | None = None) -> int:
        """Delete the questions asked before a time (seconds since 1970), or all of them.

        Return how many there were. Of all, no trace is left in SQLite's file either.
        """
        is_old = questions.c.asked_at < before if before is not None else text("1 = 1")
        async with self._begin() as connection:
            result = await connection.execute(delete(questions).where(is_old))
        if before is None and self._file is not None and result.rowcount:
            async with self._engine.connect() as connection:
                raw = await connection.get_raw_connection()
                driver: Any = raw.driver_connection
                for command in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    await driver.execute(command)
        return result.rowcount

    async def days(self, since: float = 0) -> list[int]:
        """Return the days since 1970 on which something was asked, oldest first."""
        day = (questions.c.asked_at // DAY_S).label("day")
        wanted = select(day).where(questions.c.asked_at >= since).distinct().order_by(day)
        async with self._engine.connect() as connection:
            return [int(one) for one in await connection.scalars(wanted)]

    async def counts(self, days: Iterable[int]) -> AsyncIterator[list[Count]]:
        """Yield how often questions came to which end, for each of some days."""
        c = questions.c
        by = (c.outcome, c.types, c.meant.is_not(None))
        helpful = func.sum(case((c.rating > 0, 1), else_=0))
        unhelpful = func.sum(case((c.rating < 0, 1), else_=0))
        wanted = select(*by, func.count(), helpful, unhelpful).group_by(*by)
        async for day, rows in self._by_day(wanted, days):
            yield [
                Count(day, outcome, tuple(types.split()), bool(is_picked), times, *map(int, thumbs))
                for outcome, types, is_picked, times, *thumbs in rows
            ]

    async def misses(self, days: Iterable[int]) -> AsyncIterator[list[Miss]]:
        """Yield what was not answered, or not to anybody's help, for each of some days."""
        c = questions.c
        by = (c.folded, c.language, c.meant)
        is_missed = or_(c.outcome == "unanswered", c.rating < 0)
        rejected = func.sum(case((c.rating < 0, 1), else_=0))
        wanted = select(c.folded, c.language, func.min(c.text), c.meant, func.count(), rejected)
        async for day, rows in self._by_day(wanted.where(is_missed).group_by(*by), days):
            yield [
                Miss(day, folded, language, text, meant, times, bool(thumbs_down))
                for folded, language, text, meant, times, thumbs_down in rows
            ]

    async def _by_day(
        self, wanted: Select[Any], days: Iterable[int]
    ) -> AsyncIterator[tuple[int, Sequence[Any]]]:
        at = questions.c.asked_at
        wanted = wanted.where(at >= bindparam("start"), at < bindparam("end"))
        async with self._engine.connect() as connection:
            for day in days:
                span = {"start": day * DAY_S, "end": (day + 1) * DAY_S}
                yield day, (await connection.execute(wanted, span)).all()

    async def keep_guide(self, folder: str, version: str, files: bytes) -> bool:
        """Keep the files of a folder's good guide in place of the one before; return true."""
        row = {"version": version, "files": files}
        kept = self._insert(last_guides).values(folder=folder, **row)
        async with self._begin() as connection:
            await connection.execute(
                kept.on_conflict_do_update(
                    index_elements=["folder"],
                    set_=row,
                    # Each of several workers keeps it; only the first one writes.
                    where=last_guides.c.version != version,
                )
            )
        return True

    async def last_guide(self, folder: str) -> bytes | None:
        """Return the files of a folder's last good guide, if one was kept."""
        wanted = select(last_guides.c.files).where(last_guides.c.folder == folder)
        async with self._engine.connect() as connection:
            files: bytes | None = await connection.scalar(wanted)
            return files

    async def choose_language(self, person: str, language: str | None) -> str | None:
        """Keep the language in which a person wants to be answered, None for any; return it."""
        async with self._begin() as connection:
            if language is None:
                await connection.execute(delete(people).where(people.c.id == person))
                return None
            chosen = self._insert(people).values(id=person, language=language)
            await connection.execute(
                chosen.on_conflict_do_update(index_elements=["id"], set_={"language": language})
            )
        return language

    async def chosen_language(self, person: str) -> str | None:
        """Return the language that a person chose, if they ever did."""
        wanted = select(people.c.language).where(people.c.id == person)
        async with self._engine.connect() as connection:
            language: str | None = await connection.scalar(wanted)
            return language

    async def remember(self, keys: Sequence[str], answer: str, at_ms: int) -> None:
        """Keep what was answered last in a thread, under each of its keys."""
        rows = [{"key": key, "answer": answer, "answered_at": at_ms} for key in keys]
        added = self._insert(threads)
        async with self._begin() as connection:
            await connection.execute(
                added.on_conflict_do_update(
                    index_elements=["key"],
                    set_={
                        "answer": added.excluded.answer,
                        "answered_at": added.excluded.answered_at,
                    },
                    # Of two workers the later answer stays, whichever was written first.
                    where=threads.c.answered_at < added.excluded.answered_at,
                ),
                rows,
            )

    async def recall(self, *keys: str) -> tuple[int, str] | None:
        """Return when (milliseconds since 1970) and what was answered last under any of the keys."""
        wanted = (
            select(threads.c.answered_at, threads.c.answer)
            .where(threads.c.key.in_(keys))
            .order_by(threads.c.answered_at.desc())
            .limit(1)
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(wanted)).first()
            return (int(row[0]), str(row[1])) if row else None

    async def tidy(self, before: float) -> None:
        """Delete threads and passing claims that are older than a time (seconds since 1970)."""
        is_over = claims.c.key.startswith(PASSING) & (claims.c.claimed_at < before)
        async with self._begin() as connection:
            await connection.execute(
                delete(threads).where(threads.c.answered_at < int(before * 1000))
            )
            await connection.execute(delete(claims).where(is_over))

    async def claim(self, key: str, now: float, *, again_after_s: float | None = None) -> bool:
        """Take a task that only one of several workers must do; return whether it is ours.

        It is taken until it is released, or until `again_after_s` have passed.
        """
        async with self._begin() as connection:
            if again_after_s is not None:
                is_over = claims.c.claimed_at <= now - again_after_s
                await connection.execute(delete(claims).where(claims.c.key == key, is_over))
            taken = self._insert(claims).values(key=key, claimed_at=int(now))
            ours = taken.on_conflict_do_nothing(index_elements=["key"]).returning(claims.c.key)
            return await connection.scalar(ours) is not None

    async def release(self, key: str) -> bool:
        """Give a task back; return whether it was taken. Of several workers one hears yes."""
        async with self._begin() as connection:
            result = await connection.execute(delete(claims).where(claims.c.key == key))
            return bool(result.rowcount)

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[AsyncConnection]:
        # SQLite would go on writing into a file that somebody has deleted.
        if self._file is not None and not self._file.exists():
            raise StoreGone(f"{self._file} is gone")
        async with self._engine.execution_options(writes=True).begin() as connection:
            yield connection


def _row(asked: Asked) -> dict[str, Any]:
    return {
        "id": asked.id,
        "asked_at": asked.at,
        "text": asked.text,
        "folded": " ".join(folded_words(asked.text)),
        "language": asked.language,
        "outcome": asked.outcome,
        "types": " ".join(asked.types),
    }


def _judge(verdict: Verdict) -> Any:
    said: dict[str, Any] = {}
    if verdict.is_helpful is not None:
        said["rating"] = 1 if verdict.is_helpful else -1
    if verdict.is_helpful is False:
        said["meant"] = None  # what they had picked was not it
    if verdict.meant is not None:
        said["meant"] = verdict.meant
    return update(questions).where(questions.c.id == verdict.id).values(**said)


def _with_driver(url: str) -> URL:
    """Return a database's address with the driver that we bring.

    psycopg, because it takes whatever a host puts behind the question mark (sslmode,
    channel_binding…): libpq reads it, as it does for everybody else.
    """
    address = make_url(url)
    drivers = {
        "postgres": "postgresql+psycopg",
        "postgresql": "postgresql+psycopg",
        "sqlite": "sqlite+aiosqlite",
    }
    return address.set(drivername=drivers.get(address.drivername, address.drivername))


def _file(url: URL) -> Path | None:
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if is_file else None


def _engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() == "postgresql":
        return create_async_engine(
            url,
            hide_parameters=True,  # an error is logged, a question is not
            pool_size=2,
            max_overflow=1,
            pool_pre_ping=True,  # a host's database restarts now and then
            # Prepared statements and PgBouncer do not get along.
            connect_args={"connect_timeout": CONNECT_TIMEOUT_S, "prepare_threshold": None},
        )
    engine = create_async_engine(
        url, hide_parameters=True, connect_args={"timeout": CONNECT_TIMEOUT_S}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _: ConnectionPoolEntry) -> None:
        # Left alone, Python's driver begins no transaction before it creates a table.
        connection.isolation_level = None
        cursor = connection.cursor()
        # Readers and writers do not wait for each other, and what is deleted is overwritten.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        # Taking the lock at once waits for another worker; taking it later fails.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
