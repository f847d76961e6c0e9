"""The environment and `.env`, read once into one frozen `Settings`.

The only reader of the process environment. Must not know Slack's API or the content.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from dotenv import dotenv_values

Mode: TypeAlias = Literal["socket", "http", "desk"]

DATABASE = "sqlite:///convene.sqlite3"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A setting is missing or makes no sense; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decided. Secrets are kept out of `repr`, and so out of logs.

    `slack_api_url` ends in "/"; None is Slack's own. `port_is_set` tells a port that
    was asked for from the default one. `keep_days` is how long questions are kept; 0 keeps none.
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
    try:
        beneath = {key: value for key, value in dotenv_values(dotenv).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{dotenv} cannot be read: {error}.") from error
    given = {**beneath, **(os.environ if environ is None else environ)}

    def text(name: str) -> str | None:
        return given.get(name, "").strip() or None

    return Settings(
        bot_token=_token(text("SLACK_BOT_TOKEN"), "SLACK_BOT_TOKEN", "xoxb-"),
        signing_secret=text("SLACK_SIGNING_SECRET"),
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
    )


def _token(value: str | None, name: str, prefix: str) -> str | None:
    """Catch the commonest slip: one of Slack's secrets pasted in another's place."""
    others = {"xoxb-": "the bot token", "xapp-": "the app-level token", "xoxp-": "a user token"}
    for other, what in others.items():
        if value and other != prefix and value.startswith(other):
            raise SettingsError(
                f'{name} holds {what} ("{other}…"); it takes the one that starts with "{prefix}".'
            )
    return value


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


def _database(value: str | None) -> str:
    """Catch what is no database's address; whether one answers there shows later."""
    if value is None:
        return DATABASE
    if not re.match(r"(postgres|postgresql(\+\w+)?)://|sqlite:///", value):
        raise SettingsError(
            "DATABASE_URL is not an address such as postgresql://user:password@host/name "
            "or sqlite:///convene.sqlite3."
        )
    return value


def _number(value: str | None, name: str, *, default: int, most: int, least: int = 1) -> int:
    if value is None:
        return default
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= most:
        raise SettingsError(f'{name} must be a number from {least} to {most}, not "{value}".')
    return int(value)


def _log_level(value: str | None) -> str:
    level = (value or "INFO").upper()
    if level not in LOG_LEVELS:
        raise SettingsError(f'LOG_LEVEL must be one of {", ".join(LOG_LEVELS)}, not "{value}".')
    return level
