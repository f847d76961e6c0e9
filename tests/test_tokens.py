"""The bot token, which is tried at the start, over HTTP; the socket's tests try both."""

import copy

import httpx
import pytest

from bot.desk.app import EVERYTHING
from bot.desk.workspace import GENERAL, MAYA


async def standing(bot):
    async with httpx.AsyncClient() as client:
        response = await client.get(f"{bot}/healthz")
    return response.status_code, response.json()["status"], response.json()["slack"]


async def test_a_token_that_slack_accepts_is_not_worth_a_line(bot, slack, logged):
    await slack.until(lambda: slack.calls("auth.test"))
    assert (await slack.command(MAYA, GENERAL, "/convene", "co-design")).error is None
    assert await standing(bot) == (200, "ok", "ok")
    assert logged.records == []


async def test_an_answer_does_not_wait_for_the_token_to_be_tried(
    slack, settings, serving_live, live
):
    slack.fail_next("auth.test", hangs=True)
    async with serving_live(live) as server:
        assert (await slack.command(MAYA, GENERAL, "/convene", "co-design")).error is None
        assert await standing(server.url) == (200, "ok", "untried")


async def test_a_slack_that_cannot_tell_now_is_a_line_and_no_verdict(
    slack, serving_live, live, logged
):
    slack.fail_next("auth.test", error="internal_error")
    async with serving_live(live) as server:
        await logged("SLACK_BOT_TOKEN could not be tried: Slack says internal_error")
        assert await standing(server.url) == (200, "ok", "untried")


@pytest.fixture
def app_manifest(request):
    lacks = getattr(request, "param", ())
    manifest = copy.deepcopy(EVERYTHING)
    scopes = manifest["oauth_config"]["scopes"]
    scopes["bot"] = [one for one in scopes["bot"] if one not in lacks]
    return manifest


@pytest.mark.parametrize("app_manifest", [("users:read", "im:history")], indirect=True)
async def test_what_slack_does_not_grant_is_named_with_how_to_get_it(bot, slack, logged):
    await logged("Slack does not grant the bot im:history, users:read: paste what python -m bot")
    assert await standing(bot) == (200, "ok", "ok")
