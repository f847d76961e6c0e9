"""The environment and `.env`, read once into one frozen `Settings`.

The only reader of the process environment. Must not know Slack's API or the content.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from dotenv import dotenv_values
from dotenv.parser import parse_stream

Mode: TypeAlias = Literal["socket", "http", "desk"]

DATABASE = "sqlite:///convene.sqlite3"
NAMES = (
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_API_URL",
    "CONTENT_DIR",
    "DATABASE_URL",
    "KEEP_DAYS",
    "CONVENE_ADMINS",
    "PORT",
    "WEB_CONCURRENCY",
    "LOG_LEVEL",
)
LONGEST_SHOWN = 12
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A setting is missing or makes no sense; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decided. Secrets are kept out of `repr`, and so out of logs.

    `slack_api_url` ends in "/"; None is Slack's own. `port_is_set` tells a port that
    was asked for from the default one. `keep_days` is how long questions are kept; 0 keeps none.
    `language` is the code of the one in which the commands speak, `locale` that of the system's language, or "" where it says none. `doubts` are sentences about what looks wrong, but may be meant.
    """

    bot_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    slack_api_url: str | None = None
    content_dir: Path = Path("content")
    database_url: str = field(default=DATABASE, repr=False)
    keep_days: int = 90
    admins: frozenset[str] = frozenset()
    port: int = 3000
    port_is_set: bool = False
    workers: int = 1
    log_level: str = "INFO"
    language: str = "en"
    locale: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def mode(self) -> Mode:
        """What the environment asks for when no command says it outright."""
        if self.app_token:
            return "socket"
        return "http" if self.signing_secret else "desk"


def read(environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read the settings from the environment and, beneath it, from a `.env` file.

    Raises `SettingsError` with one sentence for the first setting that makes no sense.
    """
    beneath = _read_file(dotenv)
    given = {**beneath, **(os.environ if environ is None else environ)}

    def text(name: str) -> str | None:
        return given.get(name, "").strip() or None

    locale = _language(text("LC_ALL") or text("LC_MESSAGES") or text("LANG"))
    return Settings(
        bot_token=_token(text("SLACK_BOT_TOKEN"), "SLACK_BOT_TOKEN", "xoxb-"),
        signing_secret=_token(text("SLACK_SIGNING_SECRET"), "SLACK_SIGNING_SECRET", None),
        app_token=_token(text("SLACK_APP_TOKEN"), "SLACK_APP_TOKEN", "xapp-"),
        slack_api_url=_address(text("SLACK_API_URL")),
        content_dir=Path(text("CONTENT_DIR") or "content"),
        database_url=_database(text("DATABASE_URL")),
        keep_days=_number(text("KEEP_DAYS"), "KEEP_DAYS", default=90, least=0, most=3650),
        admins=frozenset((text("CONVENE_ADMINS") or "").replace(",", " ").split()),
        port=_number(text("PORT"), "PORT", default=3000, most=65535),
        port_is_set=text("PORT") is not None,
        workers=_number(text("WEB_CONCURRENCY"), "WEB_CONCURRENCY", default=1, most=64),
        log_level=_log_level(text("LOG_LEVEL")),
        language=locale or "en",
        locale=locale,
        doubts=tuple(_doubts(given, beneath, dotenv)),
    )


def _read_file(path: Path) -> dict[str, str]:
    """Return the settings of a file, none where there is no file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    for one in parse_stream(io.StringIO(text)):
        if one.error or (one.key and one.value is None):
            raise SettingsError(
                f"{path}:{one.original.line}: This line is not NAME=value. Mend it, or put a # "
                "before it."
            )
    values = dotenv_values(stream=io.StringIO(text))
    return {key: value for key, value in values.items() if value is not None}


# What Slack's secrets start with. The signing secret starts with nothing of its own.
SECRETS = {
    "xoxb-": "the bot token",
    "xapp-": "the app-level token",
    "xoxp-": "a user token",
    "xoxe-": "a refresh token",
}


def _token(value: str | None, name: str, prefix: str | None) -> str | None:
    """Catch the commonest slips: another of Slack's secrets, and what came along in copying."""
    if value is None:
        return None
    takes = (
        f'the one that starts with "{prefix}"'
        if prefix
        else ("the signing secret, under Basic Information › App Credentials")
    )
    for other, what in SECRETS.items():
        if other != prefix and value.startswith(other):
            raise SettingsError(f'{name} holds {what} ("{other}…"); it takes {takes}.')
    if not value.isascii() or re.search(r"""[\s"'`<>]""", value):
        raise SettingsError(
            f"{name} has a blank, a quotation mark or another sign in it that Slack's secrets "
            f"do not have: copy {takes} anew."
        )
    return value


def _doubts(given: Mapping[str, str], beneath: Iterable[str], dotenv: Path) -> Iterator[str]:
    """Yield a sentence for whatever looks wrong, without any secret in it."""
    for name in beneath:
        near = get_close_matches(name.upper(), NAMES, 1, cutoff=0.8)
        if name not in NAMES and near and not given.get(near[0]):
            yield f'{dotenv} has "{name}", which is no setting; is {near[0]} meant?'
    secret = given.get("SLACK_SIGNING_SECRET", "").strip()
    if secret and not given.get("SLACK_API_URL") and not re.fullmatch("[0-9a-f]{32}", secret):
        yield (
            "SLACK_SIGNING_SECRET does not look like Slack's, which are 32 signs from 0 to 9 and "
            "a to f; where requests are refused, copy it anew from Basic Information › App "
            "Credentials."
        )
    admins = given.get("CONVENE_ADMINS", "").replace(",", " ").split()
    if strange := [one for one in admins if not re.fullmatch("[UW][A-Z0-9]+", one)]:
        yield (
            f'CONVENE_ADMINS holds "{strange[0]}", which is no member ID such as U012ABCDEF; '
            "in Slack: a person's profile › ⋮ › Copy member ID."
        )


def _address(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise SettingsError("SLACK_API_URL is not an address such as https://slack.com/api/.")
    return value if value.endswith("/") else value + "/"


# As SQLAlchemy reads it: whatever stands before the first "@" is a person and a password.
POSTGRESQL = re.compile(
    r"(postgres|postgresql(\+\w+)?)://([^@]*@)?(\[[^]/]*\]|[^]@/:?[]*)(:\d+)?([/?].*)?"
)


def _database(value: str | None) -> str:
    """Catch what is no database's address; whether one answers there shows later."""
    if value is None:
        return DATABASE
    if not re.match(r"(postgres|postgresql(\+\w+)?)://|sqlite:///.", value):
        raise SettingsError(
            "DATABASE_URL is not an address such as postgresql://user:password@host/name "
            "or sqlite:///convene.sqlite3."
        )
    if not value.startswith("sqlite") and not POSTGRESQL.fullmatch(value):
        raise SettingsError(
            "DATABASE_URL does not say which host and port: in a password, write @ as %40 and "
            "% as %25."
        )
    return value


def _number(value: str | None, name: str, *, default: int, most: int, least: int = 1) -> int:
    if value is None:
        return default
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= most:
        raise SettingsError(f"{name} must be a number from {least} to {most}{_but(value)}.")
    return int(value)


def _language(locale: str | None) -> str:
    """Return the language of a locale such as fr_CA.UTF-8; "" for C and POSIX."""
    code = (locale or "").lower()[:2]
    return code if code.isalpha() and (locale or "")[2:3] in ("", "_", "-", ".") else ""


def _log_level(value: str | None) -> str:
    level = (value or "INFO").upper()
    if level not in LOG_LEVELS:
        raise SettingsError(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}{_but(level)}.")
    return level


def _but(value: str) -> str:
    """Name what was given instead, unless it is long enough to be a secret gone astray."""
    return f', not "{value}"' if len(value) <= LONGEST_SHOWN else ""
