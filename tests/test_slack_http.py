"""The bot in Slack over HTTP: real signed requests, a real server, a stand-in for Slack."""

import asyncio
import json
import logging
import time
from urllib.parse import urlencode

import httpx
import pytest
from everywhere import heading

from bot.desk.delivery import signed_headers
from bot.desk.slack import SIGNING_SECRET
from bot.desk.workspace import BOT_USER_ID, GENERAL, LABO, LUC, MAYA
from bot.serving.web import LARGEST_BODY

COMMAND = {
    "command": "/convene",
    "text": "co-design",
    "user_id": MAYA,
    "channel_id": GENERAL,
    "team_id": "T1",
    "response_url": "http://127.0.0.1:1/none",
    "trigger_id": "1.2.3",
}

CO_CREATION = ("Co-creation", "Création conjointe")


async def send(bot, body, headers=None, content_type="application/x-www-form-urlencoded"):
    """Post raw bytes as Slack would, rightly signed unless `headers` say otherwise."""
    raw = body if isinstance(body, bytes) else body.encode()
    signed = {"content-type": content_type, **signed_headers(SIGNING_SECRET, raw)}
    given = {name.lower(): value for name, value in signed.items()} | (headers or {})
    lines = [(name, value.encode()) for name, value in given.items() if value is not None]
    async with httpx.AsyncClient() as client:
        return await client.post(f"{bot}/slack/events", content=raw, headers=lines)


# -- commands


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("co-design", "Co-design"),
        ("conception conjointe", "Conception conjointe"),
        ("codesing", "Co-design"),
        ("what is a consultation exactly?", "Consultation"),
    ],
)
async def test_a_command_is_answered_with_the_card_in_the_response_itself(slack, bot, text, name):
    exchange = await slack.command(MAYA, GENERAL, "/convene", text)
    assert exchange.error is None
    assert heading(exchange.message) == name
    assert exchange.message.visible_to == MAYA
    assert not slack.calls("chat.postMessage")


async def test_a_name_that_both_languages_share_is_answered_in_the_persons(slack, bot):
    exchange = await slack.command(LUC, GENERAL, "/convene", "co-design")
    assert heading(exchange.message) == "Conception conjointe"


async def test_a_persons_language_is_asked_of_slack_once(slack, bot):
    for _ in range(3):
        await slack.command(LUC, GENERAL, "/convene", "coordination")
    assert len(slack.calls("users.info")) == 1


async def test_a_question_that_tells_its_language_asks_slack_nothing(slack, bot):
    await slack.command(LUC, GENERAL, "/convene", "what is the meaning of collaboration?")
    assert not slack.calls("users.info")


async def test_two_people_at_once_never_swap_languages(slack, bot):
    asked = [slack.command(who, GENERAL, "/convene", "coordination") for who in (MAYA, LUC) * 20]
    texts = [exchange.message.text for exchange in await asyncio.gather(*asked)]
    assert len(set(texts)) == 2
    assert texts == texts[:2] * 20


async def test_the_bare_command_lists_every_type(slack, bot, convene):
    exchange = await slack.command(MAYA, GENERAL, "/convene", "")
    for of in convene.guide.types.values():
        assert of.name["en"] in exchange.message.text


async def test_help_helps_in_the_words_of_the_command_used(slack, bot):
    exchange = await slack.command(LUC, GENERAL, "/convene", "aide")
    assert "Vous pouvez demander" in exchange.message.text
    assert "/convene " in exchange.message.text


async def test_the_commands_name_is_what_the_workspace_made_it(bot):
    answer = await send(bot, urlencode({**COMMAND, "command": "/rassembler", "text": "help"}))
    assert "/rassembler " in answer.json()["text"]


@pytest.mark.parametrize("text", ["payload", "payload co-design", "payload={}", "&payload=1"])
async def test_the_word_payload_does_not_empty_a_question(slack, bot, text):
    exchange = await slack.command(MAYA, GENERAL, "/convene", text)
    assert exchange.error is None
    assert exchange.message.text


async def test_a_shouted_broadcast_comes_out_inert(slack, bot):
    exchange = await slack.command(MAYA, GENERAL, "/convene", "<!channel> <@U1> <!here> co-design")
    assert "<!" not in json.dumps([exchange.message.text, exchange.message.blocks])
    assert "<@" not in json.dumps([exchange.message.text, exchange.message.blocks])


# -- mentions and direct messages


async def test_a_mention_is_answered_in_a_new_thread_under_it(slack, bot):
    asked = await slack.mention(
        MAYA, GENERAL, "what is the difference between co-design and co-creation?"
    )
    answer = await slack.answer_to(asked)
    assert answer.thread_ts == asked.ts
    assert set(heading(answer).split(" or ")) == {"Co-design", "Co-creation"}


async def test_a_mention_in_a_thread_is_answered_in_that_thread(slack, bot):
    root = await slack.say(LUC, GENERAL, "bonjour")
    asked = await slack.mention(MAYA, GENERAL, "co-design", thread_ts=root.ts)
    assert (await slack.answer_to(asked)).thread_ts == root.ts


async def test_a_mention_without_a_question_gets_help(slack, bot):
    asked = await slack.mention(MAYA, GENERAL, "")
    assert "You can ask" in (await slack.answer_to(asked)).text


async def test_a_direct_message_is_answered_there_and_not_in_a_thread(slack, bot):
    asked = await slack.direct_message(LUC, "c'est quoi la coproduction?")
    answer = await slack.answer_to(asked)
    assert heading(answer) == "Production conjointe"
    assert answer.thread_ts is None


async def test_a_direct_message_in_a_thread_is_answered_in_it(slack, bot):
    root = await slack.direct_message(LUC, "coordination")
    await slack.answer_to(root)
    asked = await slack.direct_message(LUC, "coproduction", thread_ts=root.ts)
    assert (await slack.answer_to(asked)).thread_ts == root.ts


async def test_a_mention_in_a_direct_message_is_answered_once(slack, bot):
    asked = await slack.direct_message(MAYA, "@convene co-design")
    await slack.answer_to(asked)
    await slack.idle()
    assert len(slack.calls("chat.postMessage")) == 1


async def test_the_bot_stays_out_of_its_own_and_other_bots_messages_edits_and_joins(slack, bot):
    asked = await slack.direct_message(MAYA, "co-design")
    await slack.answer_to(asked)
    await slack.edit(asked, "co-creation")
    await slack.delete(asked)
    base = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U9",
        "text": "co-design",
    }
    unasked = [
        {**base, "bot_id": "B9", "ts": "1.1"},
        {**base, "user": BOT_USER_ID, "ts": "1.2"},
        {**base, "subtype": "channel_join", "ts": "1.3"},
        {**base, "edited": {"user": "U9", "ts": "2"}, "ts": "1.4"},
        {**base, "channel_type": "channel", "ts": "1.5"},
        {**base, "subtype": "message_changed", "hidden": True, "ts": "1.6"},
    ]
    for number, event in enumerate(unasked):
        body = {
            "type": "event_callback",
            "event_id": f"Ev{number}",
            "event": event,
            "authorizations": [{"user_id": BOT_USER_ID, "is_bot": True, "team_id": "T1"}],
        }
        answer = await send(bot, json.dumps(body), content_type="application/json")
        assert answer.status_code == 200
    await slack.idle()
    assert len(slack.calls("chat.postMessage")) == 1


async def test_an_event_delivered_again_is_answered_once(slack, bot):
    event = {
        "type": "app_mention",
        "channel": GENERAL,
        "user": MAYA,
        "ts": "5.1",
        "text": "co-design",
    }
    body = json.dumps({"type": "event_callback", "event_id": "Ev5", "event": event})
    answers = await asyncio.gather(
        *(send(bot, body, {"x-slack-retry-num": str(n)}, "application/json") for n in range(3))
    )
    assert [answer.status_code for answer in answers] == [200] * 3
    await slack.until(lambda: slack.calls("chat.postMessage"))
    await slack.idle()
    assert len(slack.calls("chat.postMessage")) == 1


async def test_an_event_nobody_listens_for_is_acknowledged(bot):
    body = {"type": "event_callback", "event_id": "Ev7", "event": {"type": "team_join"}}
    answer = await send(bot, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200


async def test_slacks_challenge_is_echoed(bot):
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB"})
    answer = await send(bot, body, content_type="application/json")
    assert "3eZbrw1aB" in answer.text


async def test_slack_saying_that_it_drops_events_is_acknowledged(bot):
    body = json.dumps({"type": "app_rate_limited", "team_id": "T1", "api_app_id": "A1"})
    assert (await send(bot, body, content_type="application/json")).status_code == 200


# -- buttons


async def test_pressing_a_type_in_the_list_shows_its_card_privately(slack, bot):
    listed = await slack.command(LUC, GENERAL, "/convene", "")
    exchange = await slack.press(LUC, listed.message, "show:co-production")
    assert exchange.error is None
    shown = await slack.until(
        lambda: [one for one in slack.seen_by(LUC, GENERAL) if one.ts != listed.message.ts]
    )
    assert heading(shown[-1]) == "Production conjointe"
    assert shown[-1].visible_to == LUC


async def test_pressing_a_choice_replaces_it_with_the_card(slack, bot):
    asked = await slack.command(MAYA, GENERAL, "/convene", "conjointe")
    exchange = await slack.press(MAYA, asked.message, "pick:co-creation")
    assert exchange.error is None
    await slack.until(lambda: slack.calls("response_url"))
    await slack.idle()
    assert [heading(one) in CO_CREATION for one in slack.seen_by(MAYA, GENERAL)] == [True]


async def test_a_button_that_opens_a_page_is_acknowledged(slack, bot):
    asked = await slack.command(MAYA, GENERAL, "/convene", "co-design")
    exchange = await slack.press(MAYA, asked.message, "open:stakeholders")
    assert (exchange.status, exchange.error) == (200, None)


async def test_a_button_for_a_type_that_is_gone_shows_what_there_is(slack, bot):
    body = {
        "type": "block_actions",
        "user": {"id": MAYA},
        "team": {"id": "T1"},
        "container": {},
        "actions": [{"action_id": "show:gone", "block_id": "b", "type": "button", "value": "fr"}],
    }
    asked = await slack.command(MAYA, GENERAL, "/convene", "")
    body["response_url"] = slack.url + next(iter(slack.workspace.response_urls))
    answer = await send(bot, urlencode({"payload": json.dumps(body)}))
    assert answer.status_code == 200
    shown = await slack.until(
        lambda: [one for one in slack.seen_by(MAYA, GENERAL) if one.ts != asked.message.ts]
    )
    assert "ne fait plus partie du guide" in shown[-1].text


# -- what is not Slack's


def signed(secret, timestamp=None):
    headers = signed_headers(secret, urlencode(COMMAND).encode(), timestamp)
    return {name.lower(): value for name, value in headers.items()}


@pytest.mark.parametrize(
    "headers",
    [
        {"x-slack-signature": None},
        {"x-slack-request-timestamp": None},
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-signature": "v0=é"},
        {"x-slack-request-timestamp": "yesterday"},
        {"x-slack-request-timestamp": str(int(time.time()) + 5)},
        signed(SIGNING_SECRET, int(time.time()) - 301),
        signed("another secret"),
    ],
)
async def test_a_request_that_slack_did_not_sign_just_now_is_401(bot, headers, caplog):
    caplog.set_level(logging.INFO)
    answer = await send(bot, urlencode(COMMAND), headers)
    assert answer.status_code == 401
    assert "co-design" not in caplog.text


@pytest.mark.parametrize(
    ("sign", "says"),
    [
        (lambda: {"x-slack-signature": None}, "without a signature"),
        (
            lambda: signed(SIGNING_SECRET, int(time.time()) - 301),
            "is this machine's clock right?",
        ),
        (lambda: signed("another secret"), "is SLACK_SIGNING_SECRET this app's?"),
    ],
)
async def test_why_a_request_was_refused_is_logged_but_not_for_each(bot, sign, says, caplog):
    headers = sign()  # now, and not when the tests were collected: that may be long ago
    for _ in range(3):
        await send(bot, urlencode(COMMAND), headers)
    assert [says in one.getMessage() for one in caplog.records] == [True]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"{}", "application/json"),
        (b"\xff", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff=\xff", "application/x-www-form-urlencoded"),
        (b"command=%ff%fe", "application/x-www-form-urlencoded"),
        (b"payload={", "application/x-www-form-urlencoded"),
        (b"payload=[]", "application/x-www-form-urlencoded"),
        (b"a=1&" * 1000, "application/x-www-form-urlencoded"),
        (b'{"type": "event_callback", "event": null}', "application/json"),
        (b'{"type": "event_callback", "event": {}, "authorizations": 1}', "application/json"),
    ],
)
async def test_a_signed_body_that_makes_no_sense_is_400(bot, body, content_type):
    answer = await send(bot, body, content_type=content_type)
    assert answer.status_code == 400
    assert answer.text.endswith(".\n")


async def test_a_body_over_one_mebibyte_is_413_and_one_below_is_read(bot):
    too_large = await send(bot, b"x" * (LARGEST_BODY + 1))
    large = await send(bot, urlencode({**COMMAND, "text": "co-design " * 50_000}))
    assert (too_large.status_code, large.status_code) == (413, 200)


async def test_a_body_that_does_not_say_how_long_it_is_stops_at_the_limit(bot):
    async def endless():
        for _ in range(40):
            yield b"x" * 65536

    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{bot}/slack/events", content=endless())
    assert answer.status_code == 413


async def test_slacks_certificate_check_needs_no_signature(bot):
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{bot}/slack/events", content="ssl_check=1&token=x")
    assert (answer.status_code, answer.text) == (200, "")


async def test_health_tells_the_guides_size_version_and_age(bot, convene):
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{bot}/healthz")
    facts = answer.json()
    assert (answer.status_code, facts["status"]) == (200, "ok")
    assert (facts["types"], facts["version"]) == (8, convene.guide.version)
    assert facts["age_s"] >= 0


# -- when Slack's own side is not well


@pytest.mark.parametrize(
    "fault",
    [{"retry_after_s": 0}, {"status": 500}, {"status": 503}],
    ids=["429", "500", "503"],
)
async def test_an_answer_that_slack_did_not_take_is_sent_again(slack, bot, fault):
    slack.fail_next("chat.postMessage", **fault)
    asked = await slack.mention(MAYA, GENERAL, "co-design")
    assert heading(await slack.answer_to(asked, timeout_s=10)) == "Co-design"


async def test_a_slow_slack_keeps_no_acknowledgement_waiting(slack, bot):
    slack.fail_next("chat.postMessage", status=200, delay_s=0.3)
    asked = await slack.mention(MAYA, GENERAL, "co-design")
    (delivery,) = slack.deliveries("event app_mention")
    assert delivery.status == 200
    assert not [call for call in slack.calls("chat.postMessage") if call.status]
    await slack.answer_to(asked)


async def test_a_slack_that_does_not_tell_the_language_gets_the_guides(slack, bot):
    slack.fail_next("users.info", error="missing_scope")
    exchange = await slack.command(LUC, GENERAL, "/convene", "coordination")
    assert exchange.message.text.startswith("Coordination\n")
    assert "What comes out" in exchange.message.text


async def test_a_slack_that_never_tells_the_language_does_not_hold_up_the_answer(slack, bot):
    slack.line.timeout_s = 3
    slack.fail_next("users.info", hangs=True)
    exchange = await slack.command(LUC, GENERAL, "/convene", "coordination")
    assert exchange.error is None
    assert "What comes out" in exchange.message.text


async def test_an_answer_that_cannot_be_posted_is_logged_with_ids_and_the_bot_lives_on(
    slack, bot, caplog
):
    caplog.set_level(logging.INFO)
    slack.fail_next("chat.postMessage", error="channel_is_archived")
    await slack.mention(MAYA, GENERAL, "what is co-design, secretly?")
    whispered = await slack.until(
        lambda: [one for one in slack.messages(GENERAL) if one.visible_to == MAYA]
    )
    assert whispered[-1].text.startswith("Sorry")
    assert f"channel={GENERAL}" in caplog.text
    assert "Traceback" in caplog.text
    assert "secretly" not in caplog.text
    assert "xoxb" not in caplog.text
    again = await slack.mention(MAYA, GENERAL, "co-design")
    await slack.answer_to(again)


async def test_a_bug_in_a_command_is_an_apology_in_the_persons_language(
    slack, bot, convene, monkeypatch, caplog
):
    def stumble(*_args, **_kwargs):
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.cards.Cards.message", stumble)
    exchange = await slack.command(LUC, GENERAL, "/convene", "un secret")
    assert exchange.error is None
    assert exchange.message.text.startswith("Toutes mes excuses")
    assert "RuntimeError: a bug" in caplog.text
    assert "secret" not in caplog.text


async def test_a_mention_where_the_bot_is_no_member_does_no_harm(slack, bot):
    await slack.mention(MAYA, LABO, "co-design")
    await slack.idle()
    exchange = await slack.command(MAYA, LABO, "/convene", "co-design")
    assert heading(exchange.message) == "Co-design"


SITUATION_EN, SITUATION_FR = "by what you plan", "par ce que vous prévoyez"


async def test_what_is_not_found_in_a_thread_is_helped_with_as_one_asks_there(slack, bot):
    """Slack takes no slash command in a thread."""
    asked = await slack.mention(MAYA, GENERAL, "the printer on the third floor is jammed")
    text = (await slack.answer_to(asked)).text
    assert "• by name: @Convene Co-creation" in text
    assert "• what sets two apart: @Convene Co-creation or Co-production" in text
    assert "/convene" not in text
    assert SITUATION_EN not in text
    assert "Mention me in a channel" not in text


async def test_what_is_not_found_in_a_direct_message_is_helped_with_without_a_name(slack, bot):
    asked = await slack.direct_message(LUC, "l’imprimante du troisième est bloquée")
    text = (await slack.answer_to(asked)).text
    assert "• par le nom\u00a0: Création conjointe" in text
    assert "/convene" not in text
    assert "@Convene" not in text
    assert SITUATION_FR not in text


@pytest.mark.parametrize("said", ["help", "", "hello"])
async def test_help_is_given_as_one_asks_there(slack, bot, said):
    in_channel = await slack.answer_to(await slack.mention(MAYA, GENERAL, said))
    assert "• by name: @Convene Co-creation" in in_channel.text
    assert SITUATION_EN in in_channel.text
    exchange = await slack.command(MAYA, GENERAL, "/convene", said or "help")
    assert "• by name: /convene Co-creation" in exchange.message.text
    assert "Mention me in a channel" in exchange.message.text
