"""The environment and .env, read into settings."""

import re
from pathlib import Path

import pytest

from bot import settings
from bot.settings import SettingsError

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def read(tmp_path, dotenv="", **environ):
    path = tmp_path / ".env"
    path.write_text(dotenv, encoding="utf-8")
    return settings.read(environ, path)


def test_an_empty_environment_asks_for_the_desk(tmp_path):
    assert read(tmp_path).mode == "desk"


def test_a_signing_secret_asks_for_http(tmp_path):
    assert read(tmp_path, SLACK_SIGNING_SECRET="s").mode == "http"


def test_an_app_token_asks_for_socket_mode_even_beside_a_signing_secret(tmp_path):
    assert read(tmp_path, SLACK_SIGNING_SECRET="s", SLACK_APP_TOKEN="xapp-1").mode == "socket"


def test_the_process_environment_wins_over_dotenv(tmp_path):
    read_from_both = read(tmp_path, "PORT=1111\nLOG_LEVEL=debug", PORT="2222")
    assert (read_from_both.port, read_from_both.log_level) == (2222, "DEBUG")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_CA.UTF-8", "LC_ALL": "fr_FR"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LC_MESSAGES": "en_CA"}, "en"),
        ({"LANG": "fr"}, "fr"),
    ],
)
def test_the_systems_language_is_that_of_the_commands(tmp_path, environ, language):
    assert read(tmp_path, **environ).language == language


def test_a_missing_dotenv_is_no_problem(tmp_path):
    assert settings.read({}, tmp_path / "nowhere").port == 3000


def test_admins_may_be_parted_by_commas_or_blanks(tmp_path):
    assert read(tmp_path, CONVENE_ADMINS="U1, U2 U3,").admins == {"U1", "U2", "U3"}


def test_the_api_address_gets_the_slash_that_the_client_needs(tmp_path):
    given = read(tmp_path, SLACK_API_URL="http://127.0.0.1:9/api")
    assert given.slack_api_url == "http://127.0.0.1:9/api/"


def test_nothing_said_of_the_store_means_a_file_and_90_days(tmp_path):
    assert read(tmp_path).database_url == "sqlite:///convene.sqlite3"
    assert read(tmp_path).keep_days == 90
    assert read(tmp_path, KEEP_DAYS="0").keep_days == 0


@pytest.mark.parametrize(
    "address",
    [
        "postgres://u:p@host:5432/db",
        "postgresql+psycopg://u:p%40/#?ss@host/db?sslmode=require",
        "postgresql://u@[::1]:5432/db",
        "postgresql://postgres:@/db?host=/var/run/postgresql",
        "postgresql://localhost",
        "sqlite:////var/lib/convene/convene.sqlite3",
    ],
)
def test_a_database_may_be_named_as_hosts_do(tmp_path, address):
    assert read(tmp_path, DATABASE_URL=address).database_url == address


def test_secrets_are_not_shown(tmp_path):
    given = read(
        tmp_path,
        SLACK_BOT_TOKEN="xoxb-secret",
        SLACK_SIGNING_SECRET="secret",
        SLACK_APP_TOKEN="xapp-secret",
        DATABASE_URL="postgresql://user:secret@host/db",
    )
    assert "secret" not in repr(given)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"PORT": "http"}, 'PORT must be a number from 1 to 65535, not "http".'),
        ({"PORT": "70000"}, "PORT must be a number from 1 to 65535"),
        ({"PORT": "²"}, "PORT must be a number"),
        ({"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY must be a number from 1 to 64"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR"),
        ({"SLACK_BOT_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN holds the app-level token"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN holds the bot token"),
        ({"SLACK_API_URL": "slack.com/api"}, "SLACK_API_URL is not an address"),
        ({"KEEP_DAYS": "-1"}, 'KEEP_DAYS must be a number from 0 to 3650, not "-1".'),
        ({"DATABASE_URL": "mysql://u:p@host/db"}, "DATABASE_URL is not an address such as"),
        ({"DATABASE_URL": "convene.sqlite3"}, "DATABASE_URL is not an address such as"),
        ({"SLACK_API_URL": "http://[::1"}, "SLACK_API_URL is not an address"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL is not an address such as"),
        ({"DATABASE_URL": "postgresql://u:p@ss@host/db"}, "in a password, write @ as %40"),
        ({"DATABASE_URL": "postgresql://u:p@host:port/db"}, "does not say which host and port"),
        ({"DATABASE_URL": "postgres://u:p@[::1/db"}, "does not say which host and port"),
        ({"SLACK_SIGNING_SECRET": "xoxb-1"}, "SLACK_SIGNING_SECRET holds the bot token"),
        ({"SLACK_SIGNING_SECRET": "xapp-1"}, "holds the app-level token"),
        ({"SLACK_BOT_TOKEN": '"xoxb-1"'}, "SLACK_BOT_TOKEN has a blank, a quotation mark or"),
        ({"SLACK_SIGNING_SECRET": "12 34"}, "under Basic Information › App Credentials anew."),
        ({"SLACK_APP_TOKEN": "xapp-1\u200b"}, "SLACK_APP_TOKEN has a blank"),
    ],
)
def test_a_setting_that_makes_no_sense_is_one_sentence(tmp_path, environ, says):
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, **environ)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_secret_copied_with_blanks_around_it_is_taken_without_them(tmp_path):
    assert read(tmp_path, SLACK_SIGNING_SECRET=" s\t\u00a0").signing_secret == "s"


@pytest.mark.parametrize("name", ["PORT", "LOG_LEVEL", "KEEP_DAYS", "SLACK_SIGNING_SECRET"])
def test_a_secret_in_the_wrong_place_is_not_repeated(tmp_path, name):
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, **{name: "xoxb-123456789-secret"})
    assert "123456789" not in str(raised.value)


@pytest.mark.parametrize(
    ("dotenv", "line"), [("PORT 3001", 1), ("# a\nSLACK_APP_TOKEN: xapp-1", 2), ("PORT", 1)]
)
def test_a_line_of_dotenv_that_says_nothing_is_told_with_its_number(tmp_path, dotenv, line):
    with pytest.raises(SettingsError, match=rf"\.env:{line}: This line is not NAME=value\."):
        read(tmp_path, dotenv)


def test_a_byte_order_mark_before_the_first_setting_is_no_part_of_its_name(tmp_path):
    assert read(tmp_path, "\ufeffPORT=3001").port == 3001


@pytest.mark.parametrize(
    ("dotenv", "environ", "says"),
    [
        ("SLACK_BOT_TOKN=xoxb-1", {}, 'has "SLACK_BOT_TOKN", which is no setting; is SLACK_BOT_'),
        ("log_level=DEBUG", {}, "is LOG_LEVEL meant?"),
        ("", {"SLACK_SIGNING_SECRET": "A0123456789"}, "SLACK_SIGNING_SECRET does not look like"),
        ("", {"CONVENE_ADMINS": "U1,@noor"}, 'CONVENE_ADMINS holds "@noor", which is no member'),
    ],
)
def test_what_looks_wrong_but_may_be_meant_is_a_doubt(tmp_path, dotenv, environ, says):
    (doubt,) = read(tmp_path, dotenv, **environ).doubts
    assert says in doubt
    assert "xoxb-1" not in doubt
    assert "A0123456789" not in doubt


def test_settings_as_they_should_be_leave_no_doubt(tmp_path):
    given = {"SLACK_SIGNING_SECRET": "0123456789abcdef" * 2, "CONVENE_ADMINS": "U1,W2"}
    assert read(tmp_path, "SLACK_BOT_TOKEN=xoxb-1\nCOMPOSE_FILE=x", **given).doubts == ()


def test_every_setting_that_is_read_is_explained_in_the_example():
    explained = re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(explained) == set(settings.NAMES)


def test_a_dotenv_that_is_not_text_is_one_sentence(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        settings.read({}, path)
