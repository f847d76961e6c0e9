"""The stand-in for Slack, against a tiny bot of its own and against Slack's own libraries."""

import asyncio
import json
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk.app import EVERYTHING, from_manifest
from bot.desk.log import MAX_LOG
from bot.desk.slack import Slack
from bot.desk.workspace import (
    GENERAL,
    LABO,
    LUC,
    MAX_KEPT,
    MAX_MESSAGES,
    MAYA,
    SLACKBOT,
    Workspace,
)

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
BUTTON = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "more",
            "value": "co-design",
            "text": {"type": "plain_text", "text": "More"},
        }
    ],
}
NAME = {
    "type": "input",
    "block_id": "name",
    "label": {"type": "plain_text", "text": "Name"},
    "element": {"type": "plain_text_input", "action_id": "name"},
}
MODAL = {
    "type": "modal",
    "callback_id": "ask",
    "title": {"type": "plain_text", "text": "Ask"},
    "submit": {"type": "plain_text", "text": "Go"},
    "blocks": [NAME],
}
HOME = {"type": "home", "blocks": [SECTION]}


class TinyBot:
    """A bot that keeps what it is sent and answers what it is told to."""

    def __init__(self):
        self.requests = []
        self.answers = []
        self.url = ""

    def answer(self, body="", status=200, delay_s=0.0, headers=None):
        self.answers.append((body, status, delay_s, headers))

    async def take(self, request):
        raw = await request.text()
        if request.content_type == "application/json":
            payload = json.loads(raw)
        else:
            form = {name: values[0] for name, values in parse_qs(raw).items()}
            payload = json.loads(form["payload"]) if "payload" in form else form
        verifier = SignatureVerifier(Slack.signing_secret)
        assert verifier.is_valid_request(raw, dict(request.headers))
        self.requests.append((payload, dict(request.headers)))
        body, status, delay_s, headers = self.answers.pop(0) if self.answers else ("", 200, 0, None)
        await asyncio.sleep(delay_s)
        if isinstance(body, str):
            return web.Response(text=body, status=status, headers=headers)
        return web.json_response(body, status=status, headers=headers)

    @property
    def last(self):
        return self.requests[-1][0]

    @property
    def events(self):
        return [one["event"] for one, _ in self.requests if one.get("type") == "event_callback"]


@pytest.fixture
async def bot(slack):
    tiny = TinyBot()
    app = web.Application()
    app.router.add_post("/slack/events", tiny.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    tiny.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    slack.point_to(tiny.url)
    yield tiny
    await runner.cleanup()


@pytest.fixture
def client(slack):
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


async def refusal(call):
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response["error"]


async def post(url, content):
    async with aiohttp.ClientSession() as session, session.post(url, json=content) as answer:
        return answer.status, await answer.text()


# -- commands


async def test_a_command_arrives_signed_as_a_form_with_everything_slack_names(slack, bot):
    await slack.command(LUC, LABO, "/convene", "co-conception & payload")
    assert bot.last["text"] == "co-conception & payload"
    assert bot.last["command"] == "/convene"
    assert (bot.last["user_id"], bot.last["channel_id"]) == (LUC, LABO)
    assert bot.last["response_url"].startswith(slack.url)
    assert bot.last.keys() >= {"team_id", "team_domain", "api_app_id", "trigger_id", "token"}


async def test_the_answer_in_a_commands_response_is_seen_by_its_asker_alone(slack, bot):
    bot.answer({"text": "Hello", "blocks": [SECTION]})
    exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
    assert slack.seen_by(MAYA, GENERAL) == [exchange.message]
    assert slack.seen_by(LUC, GENERAL) == []


async def test_a_public_answer_also_shows_the_command_that_was_typed(slack, bot):
    bot.answer({"text": "Hello", "response_type": "in_channel"})
    await slack.command(MAYA, GENERAL, "/convene", "list")
    assert [one.text for one in slack.seen_by(LUC, GENERAL)] == ["/convene list", "Hello"]


async def test_an_empty_answer_to_a_command_shows_nothing(slack, bot):
    await slack.command(MAYA, GENERAL, "/convene", "x")
    assert slack.messages(GENERAL) == []


async def test_a_late_command_shows_slacks_own_sentence():
    async with Slack(timeout_s=0.05) as slack:
        hang = asyncio.Event()

        async def never(_reader, writer):
            await hang.wait()
            writer.close()

        server = await asyncio.start_server(never, "127.0.0.1", 0)
        slack.point_to(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        exchange = await slack.command(MAYA, GENERAL, "/convene", "x")
        hang.set()
        server.close()
    assert exchange.message.text == '/convene failed with the error "operation_timeout"'
    assert exchange.message.user == SLACKBOT
    assert exchange.message.visible_to == MAYA


@pytest.mark.parametrize("status", [404, 500])
async def test_a_command_that_meets_an_error_shows_dispatch_failed(slack, bot, status):
    bot.answer("no", status=status)
    exchange = await slack.command(MAYA, GENERAL, "/convene", "x")
    assert exchange.shown == '/convene failed with the error "dispatch_failed"'


async def test_slack_speaks_to_each_person_in_their_language(slack):
    exchange = await slack.command(LUC, GENERAL, "/convene", "x")
    assert exchange.shown.startswith("Échec de /convene")


async def test_bad_blocks_in_a_commands_answer_are_refused_with_slacks_reason(slack, bot):
    bot.answer({"blocks": [{"type": "header"}]})
    exchange = await slack.command(MAYA, GENERAL, "/convene", "x")
    assert exchange.error == "invalid_blocks"
    assert "missing required field: text" in str(exchange.answer)


# -- events


async def test_a_mention_is_an_event_with_ids_escaping_and_authorizations(slack, bot):
    said = await slack.mention(MAYA, GENERAL, "what is <co-design> & why?")
    envelope = bot.last
    event = envelope["event"]
    assert envelope["event_id"].startswith("Ev")
    assert envelope["authorizations"][0]["is_bot"] is True
    assert event["type"] == "app_mention"
    assert event["text"] == "<@U00CONVENE> what is &lt;co-design&gt; &amp; why?"
    assert event["ts"] == said.ts
    assert event["blocks"][0]["elements"][0]["elements"][0]["user_id"] == "U00CONVENE"


async def test_a_direct_message_is_a_message_im_event_and_a_mention_in_it_is_no_other(slack, bot):
    await slack.mention(MAYA, slack.workspace.direct_messages(MAYA).id, "co-design?")
    assert [(one["type"], one["channel_type"]) for one in bot.events] == [("message", "im")]


async def test_a_message_without_a_mention_reaches_nobody(slack, bot):
    await slack.say(MAYA, GENERAL, "good morning")
    assert bot.requests == []


async def test_a_mention_where_the_bot_is_not_is_delivered_once_it_is_invited(slack, bot):
    await slack.mention(MAYA, LABO, "co-design?")
    assert bot.requests == []
    assert "not in this channel" in slack.seen_by(MAYA, LABO)[-1].text
    await slack.invite(LABO)
    assert bot.last["event"]["type"] == "app_mention"


async def test_the_bots_own_direct_message_comes_back_to_it(slack, bot, client):
    await client.chat_postMessage(channel=MAYA, text="Hello")
    await slack.idle()
    assert bot.last["event"]["bot_id"] == "B00CONVENE"


async def test_an_edit_and_a_deletion_are_events_with_subtypes(slack, bot):
    said = await slack.direct_message(MAYA, "co-desing")
    await slack.edit(said, "co-design")
    await slack.delete(said)
    assert [one.get("subtype") for one in bot.events] == [
        None,
        "message_changed",
        "message_deleted",
    ]
    changed = bot.events[1]
    assert changed["previous_message"]["text"] == "co-desing"
    assert changed["message"]["text"] == "co-design"


async def test_a_failed_event_comes_again_three_times_with_number_and_reason(slack, bot):
    for _ in range(4):
        bot.answer("no", status=500)
    await slack.mention(MAYA, GENERAL, "x")
    await slack.idle()
    headers = [sent for _, sent in bot.requests]
    assert [one.get("X-Slack-Retry-Num") for one in headers] == [None, "1", "2", "3"]
    assert headers[1]["X-Slack-Retry-Reason"] == "http_error"
    assert len({payload["event_id"] for payload, _ in bot.requests}) == 1


async def test_a_failed_event_waits_between_retries_as_slack_does(bot, slack):
    waits = []

    async def note(seconds):
        waits.append(seconds)

    async with Slack(sleep=note) as other:
        await other.mention(MAYA, GENERAL, "x")
        await other.idle()
    assert waits == [0, 60, 300]


async def test_no_retry_is_respected(slack, bot):
    bot.answer("no", status=500, headers={"X-Slack-No-Retry": "1"})
    await slack.mention(MAYA, GENERAL, "x")
    await slack.idle()
    assert len(bot.requests) == 1


async def test_a_command_that_wants_names_escaped_gets_them_with_their_labels(bot):
    manifest = json.loads(json.dumps(EVERYTHING))
    manifest["features"]["slash_commands"][0]["should_escape"] = True
    async with Slack(manifest) as other:
        other.point_to(bot.url)
        await other.command(MAYA, GENERAL, "/convene", "ask @Luc in #labo")
    assert bot.last["text"] == f"ask <@{LUC}|luc> in <#{LABO}|labo>"


async def test_events_that_the_manifest_does_not_ask_for_are_not_sent(bot, slack):
    manifest = {**EVERYTHING, "settings": {}}
    async with Slack(manifest) as other:
        other.point_to(slack.line.url)
        await other.mention(MAYA, GENERAL, "x")
        await other.open_home(MAYA)
    assert bot.requests == []


async def test_a_link_to_a_registered_domain_is_an_event(slack, bot, client):
    said = await slack.say(MAYA, GENERAL, "see https://www.example.org/guide today")
    event = bot.last["event"]
    assert event["links"] == [{"domain": "example.org", "url": "https://www.example.org/guide"}]
    await client.chat_unfurl(
        channel=GENERAL, ts=said.ts, unfurls={event["links"][0]["url"]: {"blocks": [SECTION]}}
    )
    assert said.unfurls.keys() == {"https://www.example.org/guide"}


# -- the Web API


async def test_a_wrong_token_is_refused(slack):
    client = AsyncWebClient("xoxb-other", base_url=slack.api_url)
    assert await refusal(client.auth_test()) == "invalid_auth"


async def test_no_token_is_refused(slack):
    assert json.loads((await post(f"{slack.api_url}auth.test", {}))[1])["error"] == "not_authed"


async def test_an_unknown_method_is_refused(client):
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"


async def test_a_method_beyond_the_manifests_scopes_is_refused():
    manifest = {**EVERYTHING, "oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    async with Slack(manifest) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        assert await refusal(client.users_info(user=MAYA)) == "missing_scope"


async def test_a_persons_locale_is_told_only_when_asked_for(client):
    assert (await client.users_info(user=LUC, include_locale=True))["user"]["locale"] == "fr-CA"
    assert "locale" not in (await client.users_info(user=LUC))["user"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": LABO, "text": "x"}, "not_in_channel"),
        ({"channel": GENERAL, "text": ""}, "no_text"),
        ({"channel": GENERAL, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": GENERAL, "text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        (
            {
                "channel": GENERAL,
                "text": "x",
                "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 5,
            },
            "msg_blocks_too_long",
        ),
    ],
)
async def test_a_message_that_slack_would_refuse_is_refused(client, content, error):
    assert await refusal(client.api_call("chat.postMessage", json=content)) == error


async def test_a_message_can_be_changed_and_deleted_by_its_bot_alone(slack, client):
    mine = await client.chat_postMessage(channel=GENERAL, text="one")
    await client.chat_update(channel=GENERAL, ts=mine["ts"], text="two")
    assert slack.messages(GENERAL)[0].text == "two"
    await client.chat_delete(channel=GENERAL, ts=mine["ts"])
    assert slack.messages(GENERAL) == []
    said = await slack.say(MAYA, GENERAL, "mine")
    change = client.chat_update(channel=GENERAL, ts=said.ts, text="two")
    assert await refusal(change) == "cant_update_message"


async def test_an_ephemeral_message_is_for_one_person_and_cannot_be_changed(slack, client):
    posted = await client.chat_postEphemeral(channel=GENERAL, user=MAYA, text="psst")
    assert slack.seen_by(LUC, GENERAL) == []
    change = client.chat_update(channel=GENERAL, ts=posted["message_ts"], text="x")
    assert await refusal(change) == "message_not_found"


async def test_a_reply_to_a_deleted_message_is_posted_outside_of_any_thread(slack, client):
    """As Slack does it, and only its answer tells."""
    said = await slack.say(MAYA, GENERAL, "one")
    await slack.delete(said)
    posted = await client.chat_postMessage(channel=GENERAL, text="two", thread_ts=said.ts)
    assert "thread_ts" not in posted["message"]
    assert [one.text for one in slack.messages(GENERAL)] == ["two"]


async def test_a_thread_is_returned_to_whoever_may_read_it(slack, bot, client):
    said = await slack.mention(MAYA, GENERAL, "one")
    await client.chat_postMessage(channel=GENERAL, text="two", thread_ts=said.ts)
    thread = await client.conversations_replies(channel=GENERAL, ts=said.ts)
    assert [one["text"] for one in thread["messages"]] == ["<@U00CONVENE> one", "two"]
    assert thread["messages"][0]["reply_count"] == 1


async def test_suggested_prompts_are_kept_for_the_messages_tab(slack, client):
    channel = (await client.conversations_open(users=MAYA))["channel"]["id"]
    prompts = [{"title": "Co-design", "message": "What is co-design?"}]
    await client.api_call(
        "assistant.threads.setSuggestedPrompts",
        json={"channel_id": channel, "prompts": prompts, "title": "Try"},
    )
    assert slack.workspace.prompts[channel]["prompts"] == prompts


async def test_a_custom_step_runs_and_completes(slack, bot):
    execution_id = await slack.run_step("look_up", {"question": "co-design"})
    event = bot.last["event"]
    assert event["function"]["callback_id"] == "look_up"
    assert event["inputs"] == {"question": "co-design"}
    client = AsyncWebClient(event["bot_access_token"], base_url=slack.api_url)
    run = {"function_execution_id": execution_id}
    await client.functions_completeSuccess(outputs={"name": "x"}, **run)
    assert (await slack.step_ended(execution_id)).outputs == {"name": "x"}
    with pytest.raises(SlackApiError, match="execution_not_in_running_state"):
        await client.functions_completeError(error="too late", **run)
    with pytest.raises(SlackApiError, match="function_execution_not_found"):
        await client.functions_completeSuccess(function_execution_id="Fx0", outputs={})


@pytest.mark.parametrize("outputs", [{}, {"name": 1}, {"name": "x", "weather": "rain"}, "name"])
async def test_a_step_puts_out_what_the_manifest_promises(slack, bot, outputs):
    manifest = json.loads(json.dumps(EVERYTHING))
    manifest["functions"]["look_up"]["output_parameters"]["name"]["is_required"] = True
    slack.workspace.app = from_manifest(manifest)
    execution_id = await slack.run_step("look_up", {"question": "co-design"})
    client = AsyncWebClient(bot.last["event"]["bot_access_token"], base_url=slack.api_url)
    with pytest.raises(SlackApiError, match="parameter_validation_failed"):
        await client.functions_completeSuccess(function_execution_id=execution_id, outputs=outputs)


# -- response URLs


async def test_a_response_url_takes_five_posts(slack, bot):
    await slack.command(MAYA, LABO, "/convene", "x")
    answers = [await post(bot.last["response_url"], {"text": str(n)}) for n in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert json.loads(answers[5][1])["error"] == "used_url"


async def test_a_response_url_lasts_half_an_hour(slack, bot, clock):
    await slack.command(MAYA, LABO, "/convene", "x")
    clock.advance(30 * 60 + 1)
    assert (
        json.loads((await post(bot.last["response_url"], {"text": "x"}))[1])["error"]
        == "expired_url"
    )


async def test_a_response_url_posts_where_the_bot_is_no_member(slack, bot):
    await slack.command(MAYA, LABO, "/convene", "x")
    await post(bot.last["response_url"], {"text": "for all", "response_type": "in_channel"})
    assert [one.text for one in slack.seen_by(LUC, LABO)] == ["for all"]


async def test_a_response_url_replaces_and_deletes_its_source(slack, bot):
    bot.answer({"text": "a choice", "blocks": [BUTTON]})
    exchange = await slack.command(MAYA, GENERAL, "/convene", "co")
    await slack.press(MAYA, exchange.message, "more")
    url = bot.last["response_url"]
    await post(url, {"text": "the card", "replace_original": True, "response_type": "in_channel"})
    assert [one.text for one in slack.seen_by(MAYA, GENERAL)] == ["the card"]
    assert slack.seen_by(LUC, GENERAL) == []
    await post(url, {"delete_original": True})
    assert slack.messages(GENERAL) == []


async def test_an_answer_into_a_thread_overwrites_unless_it_says_not_to(slack, bot, client):
    said = await slack.mention(MAYA, GENERAL, "one")
    await client.chat_postMessage(channel=GENERAL, text="two", blocks=[BUTTON], thread_ts=said.ts)
    await slack.press(MAYA, slack.messages(GENERAL)[-1], "more")
    url, public = bot.last["response_url"], {"response_type": "in_channel", "thread_ts": said.ts}
    await post(url, {**public, "text": "three", "replace_original": False})
    assert len(slack.messages(GENERAL, said.ts)) == 3
    await post(url, {**public, "text": "four"})
    assert [one.text for one in slack.messages(GENERAL, said.ts)][1:] == ["four", "three"]


async def test_bad_blocks_at_a_response_url_are_refused(slack, bot):
    await slack.command(MAYA, GENERAL, "/convene", "x")
    status, body = await post(bot.last["response_url"], {"blocks": [{"type": "nonsense"}]})
    assert status == 400
    assert json.loads(body)["error"] == "invalid_blocks"


# -- interactions


async def test_a_pressed_button_is_a_block_action_with_its_message(slack, bot, client):
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[BUTTON])
    await slack.press(MAYA, slack.messages(GENERAL)[0], "more")
    action = bot.last["actions"][0]
    assert (action["action_id"], action["value"]) == ("more", "co-design")
    assert bot.last["message"]["text"] == "x"
    assert bot.last["container"]["is_ephemeral"] is False
    assert bot.last["trigger_id"]


async def test_a_press_in_an_ephemeral_message_names_it_without_its_content(slack, bot):
    bot.answer({"text": "x", "blocks": [BUTTON]})
    exchange = await slack.command(MAYA, GENERAL, "/convene", "x")
    await slack.press(MAYA, exchange.message, "more")
    assert "message" not in bot.last
    assert bot.last["container"]["message_ts"] == exchange.message.ts
    assert bot.last["container"]["is_ephemeral"] is True


async def test_a_menus_choice_comes_with_its_whole_option(slack, bot, client):
    option = {"text": {"type": "plain_text", "text": "Co-design"}, "value": "co-design"}
    menu = {"type": "static_select", "action_id": "compare", "options": [option]}
    blocks = [{"type": "actions", "elements": [menu]}]
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    await slack.select(MAYA, slack.messages(GENERAL)[0], "compare", "co-design")
    assert bot.last["actions"][0]["selected_option"] == option


async def test_a_failed_press_tells_the_person(slack, bot, client):
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[BUTTON])
    bot.answer("no", status=500)
    exchange = await slack.press(MAYA, slack.messages(GENERAL)[0], "more")
    assert exchange.shown == "We had some trouble connecting. Try again?"


async def test_a_trigger_opens_one_modal(slack, bot, client):
    await slack.shortcut(MAYA, "look_up")
    trigger_id = bot.last["trigger_id"]
    await client.views_open(trigger_id=trigger_id, view=MODAL)
    assert slack.workspace.modal(MAYA).content["callback_id"] == "ask"
    again = client.views_open(trigger_id=trigger_id, view=MODAL)
    assert await refusal(again) == "trigger_exchanged"


async def test_a_trigger_lasts_three_seconds(slack, bot, client, clock):
    await slack.shortcut(MAYA, "look_up")
    clock.advance(3.1)
    late = client.views_open(trigger_id=bot.last["trigger_id"], view=MODAL)
    assert await refusal(late) == "trigger_expired"


async def test_at_most_three_modals_stand_on_each_other(slack, bot, client):
    await slack.shortcut(MAYA, "look_up")
    await client.views_open(trigger_id=bot.last["trigger_id"], view=MODAL)
    for _ in range(2):
        await slack.shortcut(MAYA, "look_up")
        await client.views_push(trigger_id=bot.last["trigger_id"], view=MODAL)
    await slack.shortcut(MAYA, "look_up")
    push = client.views_push(trigger_id=bot.last["trigger_id"], view=MODAL)
    assert await refusal(push) == "push_limit_reached"


async def test_a_view_changes_only_with_its_latest_hash(slack, bot, client):
    await slack.shortcut(MAYA, "look_up")
    view = (await client.views_open(trigger_id=bot.last["trigger_id"], view=MODAL))["view"]
    await client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    change = client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    assert await refusal(change) == "hash_conflict"


async def open_modal(slack, bot, client, view=MODAL):
    await slack.shortcut(MAYA, "look_up")
    await client.views_open(trigger_id=bot.last["trigger_id"], view=view)


async def test_a_sent_modal_brings_what_was_entered_and_closes(slack, bot, client):
    await open_modal(slack, bot, client)
    await slack.submit(MAYA, {"name": "co-design"})
    values = bot.last["view"]["state"]["values"]
    assert values["name"]["name"] == {"type": "plain_text_input", "value": "co-design"}
    assert slack.workspace.modal(MAYA) is None


async def test_a_required_field_left_empty_never_reaches_the_bot(slack, bot, client):
    await open_modal(slack, bot, client)
    exchange = await slack.submit(MAYA, {})
    assert exchange.errors == {"name": "Please complete this required field."}
    assert bot.last["type"] == "shortcut"


async def test_a_modals_errors_are_shown_and_it_stays(slack, bot, client):
    await open_modal(slack, bot, client)
    bot.answer({"response_action": "errors", "errors": {"name": "Too short"}})
    exchange = await slack.submit(MAYA, {"name": "x"})
    assert exchange.errors == {"name": "Too short"}
    assert slack.workspace.modal(MAYA)


@pytest.mark.parametrize(("action", "views"), [("update", 1), ("push", 2), ("clear", 0)])
async def test_a_modals_answer_can_update_push_or_clear(slack, bot, client, action, views):
    await open_modal(slack, bot, client)
    after = {**MODAL, "callback_id": "after"}
    bot.answer({"response_action": action, **({"view": after} if views else {})})
    await slack.submit(MAYA, {"name": "x"})
    assert len(slack.workspace.modals[MAYA]) == views
    if views:
        assert slack.workspace.modal(MAYA).content["callback_id"] == "after"


async def test_closing_is_told_only_where_it_is_asked_for(slack, bot, client):
    await open_modal(slack, bot, client)
    await slack.close_modal(MAYA)
    assert bot.last["type"] == "shortcut"
    await open_modal(slack, bot, client, {**MODAL, "notify_on_close": True})
    await slack.close_modal(MAYA)
    assert bot.last["type"] == "view_closed"


async def test_typing_into_a_menu_asks_the_bot_for_options(slack, bot, client):
    menu = {"type": "external_select", "action_id": "find", "min_query_length": 2}
    view = {**MODAL, "blocks": [{**NAME, "element": menu}]}
    await open_modal(slack, bot, client, view)
    option = {"text": {"type": "plain_text", "text": "Co-design"}, "value": "co-design"}
    shown = slack.workspace.modal(MAYA)
    assert await slack.type_ahead(MAYA, shown, "find", "c") == []
    bot.answer({"options": [option]})
    assert await slack.type_ahead(MAYA, shown, "find", "co") == [option]
    assert (bot.last["type"], bot.last["value"]) == ("block_suggestion", "co")
    bot.answer({"options": [option] * 101})
    assert await slack.type_ahead(MAYA, shown, "find", "co") == []


async def test_a_message_shortcut_brings_the_message(slack, bot):
    said = await slack.say(LUC, LABO, "nous faisons une consultation")
    await slack.message_shortcut(MAYA, said, "which")
    assert bot.last["type"] == "message_action"
    assert bot.last["message"]["text"] == "nous faisons une consultation"
    assert bot.last["response_url"]


async def test_a_home_tab_is_opened_published_and_kept(slack, bot, client):
    assert await slack.open_home(MAYA) is None
    assert bot.last["event"]["tab"] == "home"
    await client.views_publish(user_id=MAYA, view=HOME)
    view = await slack.open_home(MAYA)
    assert view.blocks[0]["text"]["text"] == "Hello"
    assert bot.last["event"]["view"]["id"] == view.id


# -- what goes wrong


async def test_a_call_can_be_answered_with_429_once(slack, client):
    slack.fail_next("users.info", retry_after_s=2)
    with pytest.raises(SlackApiError) as refused:
        await client.users_info(user=MAYA)
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "2"
    assert (await client.users_info(user=MAYA))["ok"]


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 200, "body": "{nonsense"}])
async def test_a_call_can_be_answered_with_nonsense(slack, client, fault):
    slack.fail_next(**fault)
    with pytest.raises(SlackApiError):
        await client.auth_test()


async def test_a_call_can_hang_until_slack_goes_away(slack):
    slack.fail_next("auth.test", hangs=True)
    client = AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, timeout=0.05, retry_handlers=[]
    )
    with pytest.raises(TimeoutError):
        await client.auth_test()


async def test_a_call_can_be_slow_and_still_answered():
    waits = []

    async def note(seconds):
        waits.append(seconds)

    async with Slack(sleep=note) as slack:
        slack.fail_next("auth.test", status=200, delay_s=2.5)
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        assert (await client.auth_test())["ok"]
    assert waits == [2.5]


# -- Socket Mode, with Slack's own client


@pytest.fixture
async def socket_app(slack):
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret="unused", process_before_response=True)
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client)

    @app.command("/convene")
    async def answer(ack, command):
        await ack(f"you asked {command['text']}")

    await handler.connect_async()
    await slack.until(lambda: slack.line.sockets)
    yield app
    await handler.close_async()


async def test_with_a_socket_open_a_command_is_answered_over_it(slack, socket_app):
    exchange = await slack.command(MAYA, GENERAL, "/convene", "payload")
    assert exchange.message.text == "you asked payload"


async def test_a_dropped_socket_fails_what_was_under_way(slack, socket_app):
    stuck = asyncio.Event()

    @socket_app.event("app_mention")
    async def wait(event):
        await stuck.wait()

    said = asyncio.create_task(slack.mention(MAYA, GENERAL, "x"))
    await slack.until(lambda: slack.deliveries("event app_mention"))
    slack.line.drop_sockets()
    await said
    assert slack.deliveries("event app_mention")[0].error == "connection_failed"
    stuck.set()


# -- bounds


def test_the_oldest_triggers_response_urls_and_views_go(clock):
    space = Workspace(from_manifest(EVERYTHING), clock)
    for _ in range(MAX_KEPT + 5):
        space.new_trigger(MAYA)
        space.new_response_url(MAYA, GENERAL, None, None)
        space.add_view(MAYA, MODAL)
    assert len(space.triggers) == len(space.response_urls) == len(space.views) == MAX_KEPT


async def test_the_oldest_messages_and_log_entries_go(slack, bot):
    for number in range(MAX_MESSAGES + 5):
        await slack.say(MAYA, GENERAL, str(number))
    assert len(slack.messages(GENERAL)) == MAX_MESSAGES
    assert slack.messages(GENERAL)[0].text == "5"
    assert slack.log.maxlen == MAX_LOG


async def test_a_message_knows_the_requests_that_made_it(slack, bot, client):
    said = await slack.mention(MAYA, GENERAL, "x")
    posted = await client.chat_postMessage(channel=GENERAL, text="y", thread_ts=said.ts)
    message = slack.workspace.message(GENERAL, posted["ts"])
    numbers = {one.number: one.what for one in slack.log}
    assert [numbers[one] for one in message.exchanges] == ["event app_mention", "chat.postMessage"]
