"""The bot in Slack over Socket Mode: a real WebSocket to the stand-in."""

import contextlib

import pytest

from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live import Live
from bot.settings import SettingsError
from bot.slack.app import connect
from bot.slack.socket import open_socket


def heading(message):
    return next(block["text"]["text"] for block in message.blocks if block["type"] == "header")


@contextlib.asynccontextmanager
async def connected(slack, settings, convene, **more):
    """Run the bot over a socket for as long as the context lasts."""
    async with (
        connect(settings, Live(convene)) as bot,
        open_socket(bot, settings.app_token, **more) as socket,
    ):
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
    async with connected(slack, settings, convene, ping_interval_s=0.1):
        slack.line.drop_sockets()
        await slack.until(lambda: not slack.line.sockets)
        await slack.until(lambda: slack.line.sockets)
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert heading(exchange.message) == "Co-design"


async def test_slacks_wish_to_reconnect_is_followed(slack, settings, convene):
    async with connected(slack, settings, convene, ping_interval_s=0.1):
        await slack.line.ask_to_reconnect()
        await slack.until(lambda: not slack.line.sockets)
        await slack.until(lambda: slack.line.sockets)
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert heading(exchange.message) == "Co-design"


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
    ("method", "name"),
    [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")],
)
async def test_a_token_that_slack_refuses_is_one_sentence(slack, settings, convene, method, name):
    slack.fail_next(method, error="invalid_auth")
    with pytest.raises(SettingsError, match=f"Slack does not accept {name}"):
        async with connected(slack, settings, convene):
            pass


async def test_a_slack_that_cannot_be_reached_yet_is_tried_until_it_can(slack, settings, convene):
    slack.fail_next("auth.test", error="internal_error")
    slack.fail_next("apps.connections.open", error="internal_error", times=3)
    async with connected(slack, settings, convene, ping_interval_s=0.1):
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert heading(exchange.message) == "Co-design"
