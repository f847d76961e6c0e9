"""The app manifest."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from bot.manifest import EVENTS, SCOPES, manifest

ROOT = Path(__file__).parent.parent
# Slack's own, from github.com/slackapi/manifest-schema.
SCHEMA = json.loads((ROOT / "tests/data/slack-manifest.schema.json").read_text())


@pytest.mark.parametrize("url", [None, "https://bot.example", "https://bot.example/"])
def test_slack_accepts_it(url):
    jsonschema.validate(manifest(url), SCHEMA)


def test_the_file_is_the_one_for_socket_mode():
    assert json.loads((ROOT / "manifest.json").read_text()) == manifest()


def test_over_http_every_request_goes_to_the_one_endpoint():
    addresses = re.findall(r'"https://[^"]*"', json.dumps(manifest("https://bot.example/")))
    assert addresses == ['"https://bot.example/slack/events"'] * 3


# What each scope is for: a method that is called, or an event or feature that needs it.
USES = {
    "app_mentions:read": "app_mention",
    "chat:write": "chat_postMessage",
    "commands": "app.command",
    "im:history": "message.im",
    "users:read": "users_info",
}


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_is_used(scope):
    code = "".join(path.read_text() for path in (ROOT / "bot" / "slack").glob("*.py"))
    assert USES[scope] in code or USES[scope] in EVENTS
