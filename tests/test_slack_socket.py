"""The bot in Slack over Socket Mode: a real WebSocket to the stand-in."""

import asyncio
import contextlib
import dataclasses
import logging
import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from everywhere import heading

from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live.live import Live
from bot.slack.app import connect
from bot.slack.refusals import why
from bot.slack.socket import Socket
from bot.slack.tokens import TokenRefused


@contextlib.asynccontextmanager
async def serving(slack, settings, convene, pauses_s=(0.01,), **more):
    """Run the bot over a socket for as long as the context lasts."""
    async with connect(settings, Live(convene)) as bot:
        socket, stop = Socket(bot, settings.app_token, pauses_s=pauses_s, **more), asyncio.Event()
        running = asyncio.create_task(socket.serve(stop))
        try:
            yield socket
        finally:
            stop.set()
            await running


@contextlib.asynccontextmanager
async def connected(slack, settings, convene, **more):
    """Run the bot over a socket, once it is connected."""
    async with serving(slack, settings, convene, **more) as socket:
        await slack.until(lambda: slack.line.sockets)
        yield socket


async def test_a_command_is_answered_in_the_acknowledgement(slack, settings, convene):
    async with connected(slack, settings, convene):
        exchange = await slack.command(LUC, GENERAL, "/convene", "conception conjointe")
        assert exchange.error is None
        assert heading(exchange.message) == "Conception conjointe"


async def test_the_word_payload_is_a_word_like_any_other(slack, settings, convene):
    async with connected(slack, settings, convene):
        exchange = await slack.command(MAYA, GENERAL, "/convene", "payload")
        assert exchange.message.text


async def test_a_mention_and_a_press_are_answered(slack, settings, convene):
    async with connected(slack, settings, convene):
        asked = await slack.mention(MAYA, GENERAL, "what are the types?")
        listed = await slack.answer_to(asked)
        pressed = await slack.press(MAYA, listed, "show:co-creation")
        assert pressed.error is None
        shown = await slack.until(
            lambda: [one for one in slack.messages(GENERAL) if one.visible_to == MAYA]
        )
        assert heading(shown[-1]) == "Co-creation"


async def test_a_dropped_connection_comes_back_by_itself(slack, settings, convene):
    async with connected(slack, settings, convene):
        slack.line.drop_sockets()
        await slack.until(lambda: not slack.line.sockets)
        await slack.until(lambda: slack.line.sockets)
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert heading(exchange.message) == "Co-design"


async def test_slacks_wish_to_reconnect_is_followed_without_a_gap(slack, settings, convene):
    async with connected(slack, settings, convene):
        await slack.line.ask_to_reconnect()
        await slack.until(lambda: slack.line.sockets == 2)
        for _ in range(2):  # one goes over the old connection, one over the new
            exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
            assert heading(exchange.message) == "Co-design"
    assert len(slack.calls("apps.connections.open")) == 2


async def test_it_is_connected_while_it_is_and_not_after(slack, settings, convene):
    async with connected(slack, settings, convene) as socket:
        await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert await socket.is_connected()
    assert not await socket.is_connected()
    await slack.until(lambda: not slack.line.sockets)


async def test_stopping_finishes_and_posts_what_is_under_way(slack, settings, convene):
    slack.fail_next("chat.postMessage", status=200, delay_s=0.3)
    async with connected(slack, settings, convene):
        asked = await slack.mention(MAYA, GENERAL, "co-design")
    assert heading(await slack.answer_to(asked)) == "Co-design"


@pytest.mark.parametrize(
    ("refusal", "says"),
    [
        (("auth.test", "invalid_auth"), r"SLACK_BOT_TOKEN \(invalid_auth\): copy .* Install App\."),
        (("apps.connections.open", "invalid_auth"), r"SLACK_APP_TOKEN \(invalid_auth\): generate"),
        (("apps.connections.open", "missing_scope"), "with the scope connections:write"),
    ],
)
async def test_a_token_that_slack_refuses_ends_it_at_once_with_one_sentence(
    slack, settings, convene, refusal, says
):
    method, error = refusal
    slack.fail_next(method, error=error)
    async with connect(settings, Live(convene)) as bot, asyncio.timeout(2):
        with pytest.raises(TokenRefused, match=f"Slack does not accept .*{says}") as raised:
            await Socket(bot, settings.app_token).serve(asyncio.Event())
    assert "\n" not in str(raised.value)


async def test_a_token_refused_while_slack_is_unwell_is_tried_again(slack, settings, convene):
    async with connected(slack, settings, convene):
        slack.fail_next("apps.connections.open", error="invalid_auth", times=2)
        slack.line.drop_sockets()
        await slack.until(lambda: not slack.line.sockets)
        await slack.until(lambda: slack.line.sockets)


async def test_a_slack_that_cannot_be_reached_yet_is_tried_until_it_can(slack, settings, convene):
    slack.fail_next("auth.test", error="internal_error")
    slack.fail_next("apps.connections.open", error="internal_error", times=3)
    async with connected(slack, settings, convene):
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert heading(exchange.message) == "Co-design"


async def test_each_failure_is_one_line_with_a_longer_pause_and_no_word_of_being_connected(
    slack, settings, convene, caplog
):
    caplog.set_level(logging.INFO, logger="bot.slack")
    slack.fail_next("auth.test", error="internal_error", times=3)
    async with connected(slack, settings, convene, pauses_s=(0.01, 0.02)) as socket:
        await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert await socket.is_connected()
    said = [one.getMessage() for one in caplog.records if one.name == "bot.slack.socket"]
    assert said[:-1] == [
        "no connection to Slack: Slack says internal_error; trying again in 0.01 s",
        "no connection to Slack: Slack says internal_error; trying again in 0.02 s",
        "no connection to Slack: Slack says internal_error; trying again in 0.02 s",
        f"connected: serving {convene.guide.version} over Socket Mode",
    ]
    assert not any(one.exc_info for one in caplog.records)


@pytest.mark.parametrize(
    "told",
    [
        ("Welcome to our Wi-Fi", "no connection to Slack: what answers is not Slack; trying again"),
        ("{}", "no connection to Slack: HTTP 200 in place of Slack's answer; trying again"),
    ],
)
async def test_what_is_no_answer_of_slacks_is_told_from_one(slack, settings, convene, logged, told):
    body, says = told
    slack.fail_next("auth.test", status=200, body=body)
    async with serving(slack, settings, convene):
        await logged(says)


def test_a_certificate_that_is_not_trusted_is_told_with_how_to_mend_it():
    key = ConnectionKey("slack.com", 443, True, True, None, None, None)
    error = aiohttp.ClientConnectorCertificateError(
        key, ssl.SSLCertVerificationError("self-signed")
    )
    assert why(error).startswith("the certificate of slack.com is not trusted here; where a proxy")


async def test_a_slack_that_does_not_exist_is_told_in_a_line_and_left_at_once(
    settings, convene, logged
):
    nowhere = dataclasses.replace(settings, slack_api_url="http://127.0.0.1:9/api/")
    async with connect(nowhere, Live(convene)) as bot:
        stop = asyncio.Event()
        running = asyncio.create_task(Socket(bot, settings.app_token).serve(stop))
        await logged("127.0.0.1 cannot be reached")
        stop.set()
        async with asyncio.timeout(2):
            await running
    assert not any(one.exc_info for one in logged.records)


async def test_a_connection_that_slack_closes_as_one_too_many_is_opened_again(
    slack, settings, convene, caplog
):
    async with connected(slack, settings, convene):
        await slack.line.ask_to_reconnect("too_many_websockets")
        await slack.until(lambda: len(slack.calls("apps.connections.open")) == 2)
        await slack.until(lambda: slack.line.sockets == 1)
    assert "Slack closes it (too_many_websockets)" in caplog.text


async def test_a_connection_that_went_silent_is_noticed(slack, settings, convene, caplog):
    async with connected(slack, settings, convene, ping_interval_s=0.05):
        slack.line.fall_silent()
        await slack.until(lambda: len(slack.calls("apps.connections.open")) == 2)
    assert "no connection to Slack: no answer in time" in caplog.text


async def test_a_second_bot_with_the_same_token_is_told_of_the_first(
    slack, settings, convene, logged
):
    async with connected(slack, settings, convene):
        await logged("connected: ")
        assert "another bot" not in str([one.getMessage() for one in logged.records])
        async with serving(slack, settings, convene):
            await logged("another bot is connected with this SLACK_APP_TOKEN (connections: 1)")
