"""The app manifest."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from bot.slack.manifest import (
    EVENTS,
    EXTRA_EVENTS,
    EXTRA_SCOPES,
    EXTRAS,
    LOOK_UP,
    SCOPES,
    SHORTCUTS,
    WHICH_TYPE,
    manifest,
)

ROOT = Path(__file__).parent.parent
# Slack's own, from github.com/slackapi/manifest-schema.
SCHEMA = json.loads((ROOT / "tests/data/slack-manifest.schema.json").read_text())


DOMAINS = ["guide.example"]
EVERY_CHOICE = [
    [one for number, one in enumerate(EXTRAS) if choice >> number & 1]
    for choice in range(2 ** len(EXTRAS))
]


@pytest.mark.parametrize("url", [None, "https://bot.example", "https://bot.example/"])
@pytest.mark.parametrize("extras", EVERY_CHOICE)
def test_slack_accepts_it(url, extras):
    jsonschema.validate(manifest(url, extras, DOMAINS), SCHEMA)


def test_each_extra_adds_its_scopes_and_events_and_nothing_else():
    for extras in EVERY_CHOICE:
        made = manifest(None, extras, DOMAINS)
        scopes = {scope for extra in extras for scope in EXTRA_SCOPES[extra]}
        events = {event for extra in extras for event in EXTRA_EVENTS[extra]}
        assert set(made["oauth_config"]["scopes"]["bot"]) == {*SCOPES, *scopes}
        assert set(made["settings"]["event_subscriptions"]["bot_events"]) == {*EVENTS, *events}
        assert ("functions" in made) == made["settings"]["org_deploy_enabled"]
        assert ("functions" in made) == ("workflow" in extras)
        assert ("unfurl_domains" in made["features"]) == ("unfurl" in extras)
        assert ("agent_view" in made["features"]) == ("agent" in extras)


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "bot", "manifest", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_adds_extras_over_socket_mode_and_http():
    made = json.loads(run("--with", "unfurl,workflow,agent", "--url", "https://b.example").stdout)
    assert made == manifest("https://b.example", EXTRAS, domains=["mars-solutions-lab.gitbook.io"])
    assert json.loads(run("--with", "agent").stdout) == manifest(None, ["agent"])


def test_an_extra_that_there_is_not_is_told_in_one_line():
    done = run("--with", "unfurl,magic")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == '--with takes unfurl, workflow, agent, and not "magic".\n'


def test_the_file_is_the_one_for_socket_mode():
    assert json.loads((ROOT / "manifest.json").read_text()) == manifest()


def test_over_http_every_request_goes_to_the_one_endpoint():
    addresses = re.findall(r'"https://[^"]*"', json.dumps(manifest("https://bot.example/")))
    assert addresses == ['"https://bot.example/slack/events"'] * 4


# What each scope is for: a method that is called, or an event or feature that needs it.
USES = {
    "app_mentions:read": "app_mention",
    "chat:write": "chat_postMessage",
    "commands": "app.command",
    "im:history": "message.im",
    "users:read": "users_info",
    "links:read": "link_shared",
    "links:write": "chat_unfurl",
    "assistant:write": "assistant_threads_setSuggestedPrompts",
}


CODE = "".join(path.read_text() for path in (ROOT / "bot" / "slack").glob("*.py"))


@pytest.mark.parametrize("scope", [*SCOPES, *(one for few in EXTRA_SCOPES.values() for one in few)])
def test_each_scope_is_used(scope):
    assert USES[scope] in CODE or USES[scope] in EVENTS


@pytest.mark.parametrize("event", [*EVENTS, *(one for few in EXTRA_EVENTS.values() for one in few)])
def test_each_event_is_listened_for(event):
    assert f'event("{event.partition(".")[0]}"' in CODE


def test_each_shortcut_is_listened_for():
    assert [shortcut["callback_id"] for shortcut in SHORTCUTS] == [LOOK_UP, WHICH_TYPE]
    assert "app.shortcut(LOOK_UP)" in CODE
    assert "app.shortcut(WHICH_TYPE)" in CODE
