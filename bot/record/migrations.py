"""How the database's tables came to be, one numbered step after the other.

To change the tables: change them in `bot.record.store` and add a step at the end of `STEPS`.
A step that has been released never changes, hence its own tables here. `migrate` runs
whichever steps a database still lacks; a test holds that they lead to the tables of
`bot.record.store`, on every database.

Steps only ever add, so that an older release runs on a newer database while workers are
exchanged one by one. (Alembic was weighed: it takes 15 MB and a third of a second in every
bot process, and a folder of its own, for what are two pages here.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    text,
    update,
)

Step: TypeAlias = Callable[[Connection], None]

# Workers start together; one migrates and the others wait. The number is only ours.
_LOCK = 0x636F6E76

_versions = Table("schema_version", MetaData(), Column("version", Integer, nullable=False))


def _questions(connection: Connection) -> None:
    """Keep questions with their outcome."""
    tables = MetaData()
    questions = Table(
        "questions",
        tables,
        Column(
            "id",
            BigInteger().with_variant(Integer, "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("asked_at", BigInteger, nullable=False),
        Column("text", Text, nullable=False),
        Column("folded", Text, nullable=False),
        Column("language", String(16), nullable=False),
        Column("outcome", String(16), nullable=False),
        Column("types", Text, nullable=False),
        Column("rating", SmallInteger, nullable=True),
        Column("meant", Text, nullable=True),
    )
    Index("questions_asked_at", questions.c.asked_at)
    tables.create_all(connection)


def _guides(connection: Connection) -> None:
    """Keep the last good guide, and who of several workers has told the admins what."""
    tables = MetaData()
    Table(
        "guides",
        tables,
        Column("version", String(64), primary_key=True),
        Column("loaded_at", BigInteger, nullable=False),
        Column("files", LargeBinary, nullable=False),
    )
    Table(
        "claims",
        tables,
        Column("key", String(64), primary_key=True),
        Column("claimed_at", BigInteger, nullable=False),
    )
    tables.create_all(connection)


def _people(connection: Connection) -> None:
    """Keep the language that a person chose to be answered in."""
    tables = MetaData()
    Table(
        "people",
        tables,
        Column("id", String(32), primary_key=True),
        Column("language", String(16), nullable=False),
    )
    tables.create_all(connection)


def _threads(connection: Connection) -> None:
    """Keep for a while what was answered last in a thread."""
    tables = MetaData()
    threads = Table(
        "threads",
        tables,
        Column("key", String(64), primary_key=True),
        Column("answer", Text, nullable=False),
        Column("answered_at", BigInteger, nullable=False),
    )
    Index("threads_answered_at", threads.c.answered_at)
    tables.create_all(connection)


def _last_guides(connection: Connection) -> None:
    """Keep the last good guide of each folder; `guides` knew one, of whichever folder."""
    tables = MetaData()
    Table(
        "last_guides",
        tables,
        Column("folder", Text, primary_key=True),
        Column("version", String(64), nullable=False),
        Column("files", LargeBinary, nullable=False),
    )
    tables.create_all(connection)


STEPS: tuple[Step, ...] = (_questions, _guides, _people, _threads, _last_guides)


def migrate(connection: Connection, steps: tuple[Step, ...] = STEPS) -> None:
    """Bring a database to the newest tables, in the transaction that is open."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    _versions.create(connection, checkfirst=True)
    version = connection.scalar(select(func.max(_versions.c.version)))
    if version is None:
        connection.execute(insert(_versions).values(version=0))
    for number, step in enumerate(steps, start=1):
        if number > (version or 0):
            step(connection)
            connection.execute(update(_versions).values(version=number))
