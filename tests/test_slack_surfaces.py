"""Sharing, choosing, comparing and reading in Slack, and each of their refusals."""

import asyncio
import dataclasses
import json

import pytest
from everywhere import heading

from bot import recall
from bot.answer import Answer
from bot.cards import Cards
from bot.desk.workspace import BOT_USER_ID, GENERAL, LABO, LUC, MAYA, NOOR, SlackError
from bot.live.live import Live


def elements(message, kind):
    return [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == kind
    ]


def action_ids(message):
    return [element["action_id"] for element in elements(message, "button")]


def is_shareable(message):
    return "share" in action_ids(message)


async def ask(slack, who, channel, text):
    return (await slack.command(who, channel, "/convene", text)).message


async def answered(slack, count=1):
    """Wait until the bot has answered through response URLs that many times."""
    await slack.until(lambda: len(slack.calls("response_url")) >= count)
    await slack.until(lambda: all(call.status for call in slack.calls("response_url")))


def services(server):
    return server.config.app.state.slack.services


async def done(server):
    """Wait until a bot has done all that it has begun."""
    await services(server).tasks.drain(5)


def public(slack, channel):
    return [one for one in slack.messages(channel) if one.is_by_app and one.visible_to is None]


def private(slack, who, channel):
    return [one for one in slack.seen_by(who, channel) if one.visible_to == who]


def drop(convene, *type_ids):
    """Return the same bot with a guide that has lost some types, and its pages."""
    types = {id_: of for id_, of in convene.guide.types.items() if id_ not in type_ids}
    guide = dataclasses.replace(convene.guide, types=types, pages={})
    return dataclasses.replace(convene, guide=guide, cards=Cards(guide, convene.words))


# -- sharing


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("co-design", "Co-design"),
        ("co-design or co-creation", "Co-design or Co-creation"),
        ("who should we invite?", "Stakeholders"),
    ],
)
async def test_a_private_answer_can_be_shared_and_then_says_so(slack, bot, question, title):
    asked = await ask(slack, MAYA, LABO, question)  # where the bot is no member
    exchange = await slack.press(MAYA, asked, "share")
    assert exchange.error is None
    await answered(slack, 2)
    (shared,) = public(slack, LABO)
    assert heading(shared) == title
    assert shared.text.startswith(f"Shared by <@{MAYA}>\n")
    assert shared.blocks[0]["elements"][0]["text"] == f"Shared by <@{MAYA}>"
    assert not is_shareable(shared)
    assert not is_shareable(asked)
    assert asked.visible_to == MAYA
    assert asked.text == f"Shared in this channel: {title}"


async def test_what_is_shared_is_in_the_language_of_the_answer(slack, bot):
    asked = await ask(slack, MAYA, GENERAL, "c'est quoi la coproduction ?")
    await slack.press(MAYA, asked, "share")
    await answered(slack)
    (shared,) = public(slack, GENERAL)
    assert shared.text.startswith(f"Partagé par <@{MAYA}>\nProduction conjointe")
    assert asked.text == "Partagé dans ce canal\u00a0: Production conjointe"


async def test_the_persons_own_words_are_not_shared(slack, bot):
    asked = await ask(slack, MAYA, GENERAL, "what on earth is codesing")
    assert "You wrote: codesing" in asked.text
    await slack.press(MAYA, asked, "share")
    await answered(slack)
    assert "codesing" not in json.dumps([public(slack, GENERAL)[0].text, asked.text])


async def test_a_card_from_a_thread_is_shared_in_that_thread(slack, bot):
    question = await slack.mention(LUC, GENERAL, "what types of convening are there?")
    listed = await slack.answer_to(question)
    await slack.press(MAYA, listed, "show:co-design")
    await answered(slack)
    (card,) = private(slack, MAYA, GENERAL)
    assert card.thread_ts == question.ts
    await slack.press(MAYA, card, "share")
    await slack.until(lambda: card.text == "Shared in this thread: Co-design")
    shared = public(slack, GENERAL)[-1]
    assert (shared.thread_ts, heading(shared)) == (question.ts, "Co-design")


async def test_pressing_twice_shares_once(slack, convene, serving_live, monkeypatch):
    monkeypatch.setattr("bot.slack.doubles.DOUBLE_PRESS_S", 0)
    async with serving_live(Live(convene)) as server:
        asked = await ask(slack, MAYA, GENERAL, "co-design")
        await asyncio.gather(*(slack.press(MAYA, asked, "share") for _ in range(3)))
        await done(server)
        assert len(public(slack, GENERAL)) == 1


async def test_another_worker_does_not_share_it_again(slack, settings, convene, workers):
    async with workers(2) as (one, other):
        slack.point_to(f"{one.url}/slack/events")
        asked = await ask(slack, MAYA, GENERAL, "co-design")
        button = next(e for e in elements(asked, "button") if e["action_id"] == "share")
        await slack.press(MAYA, asked, "share")
        await answered(slack)
        asked.blocks.append({"type": "actions", "block_id": "again", "elements": [button]})
        slack.point_to(f"{other.url}/slack/events")
        await slack.press(MAYA, asked, "share")
        await done(other)
        assert len(public(slack, GENERAL)) == 1


async def test_two_people_who_share_at_once_keep_their_names_and_languages(slack, bot):
    theirs = {MAYA: "what is co-design?", LUC: "c'est quoi la conception conjointe ?"}
    asked = {who: await ask(slack, who, GENERAL, text) for who, text in theirs.items()}
    await asyncio.gather(*(slack.press(who, message, "share") for who, message in asked.items()))
    await answered(slack, 2)
    texts = [one.text.split("\n")[:2] for one in public(slack, GENERAL)]
    assert sorted(texts) == sorted(
        [
            [f"Shared by <@{MAYA}>", "Co-design"],
            [f"Partagé par <@{LUC}>", "Conception conjointe"],
        ]
    )


async def test_answers_that_all_see_and_lists_are_not_to_be_shared(slack, bot):
    asked = await slack.mention(MAYA, GENERAL, "co-design")
    assert not is_shareable(await slack.answer_to(asked))
    assert not is_shareable(await ask(slack, MAYA, GENERAL, ""))
    assert not is_shareable(await ask(slack, MAYA, GENERAL, "conjointe"))


@pytest.mark.parametrize(
    ("channel", "method", "status", "error"),
    [
        (LABO, "response_url", 500, None),
        (GENERAL, "chat.postMessage", 200, "fatal_error"),
    ],
)
async def test_a_share_that_slack_refuses_is_told_and_may_be_tried_again(
    slack, convene, serving_live, monkeypatch, *, channel, method, status, error
):
    monkeypatch.setattr("bot.slack.doubles.DOUBLE_PRESS_S", 0)
    async with serving_live(Live(convene)) as server:
        await services(server).recorder.settled()
        asked = await ask(slack, LUC, channel, "c'est quoi la coproduction ?")
        slack.fail_next(method, status=status, error=error)
        await slack.press(LUC, asked, "share")
        await slack.until(lambda: len(private(slack, LUC, channel)) == 2)
        assert private(slack, LUC, channel)[-1].text.startswith("Toutes mes excuses")
        assert is_shareable(asked)
        await slack.press(LUC, asked, "share")
        await slack.until(lambda: asked.text.startswith("Partagé"))
        assert len(public(slack, channel)) == 1


@pytest.mark.parametrize("refusal", ["restricted_action", "not_in_channel", "no_permission"])
async def test_where_the_bot_may_not_post_the_response_url_lets_it_in(slack, bot, refusal):
    asked = await ask(slack, LUC, GENERAL, "c'est quoi la coproduction ?")
    slack.fail_next("chat.postMessage", error=refusal)
    await slack.press(LUC, asked, "share")
    await slack.until(lambda: asked.text.startswith("Partagé"))
    assert len(public(slack, GENERAL)) == 1


@pytest.mark.parametrize("status_body", [(404, "expired_url"), (404, "used_url")])
async def test_an_answer_too_old_to_share_is_told_wherever_that_can_be(slack, bot, status_body):
    channel = LABO  # where the bot is no member
    asked = await ask(slack, LUC, channel, "c'est quoi la coproduction ?")
    status, body = status_body
    slack.fail_next("response_url", status=status, body=body, times=9)
    await slack.press(LUC, asked, "share")

    def told():
        places = [channel, slack.workspace.direct_messages(LUC).id]
        found = [one for place in places for one in slack.seen_by(LUC, place)]
        return [one for one in found if "trop ancien" in one.text]

    assert len(await slack.until(told)) == 1
    await slack.idle()
    assert not [one for one in public(slack, channel) if "trop ancien" in one.text]


async def test_a_card_that_cannot_say_that_it_was_shared_does_no_harm(slack, bot, caplog):
    asked = await ask(slack, MAYA, GENERAL, "co-design")
    original = slack.workspace.respond

    def refuse(leave, content):
        if content.get("replace_original"):
            raise SlackError("expired_url")
        return original(leave, content)

    slack.workspace.respond = refuse
    await slack.press(MAYA, asked, "share")
    await answered(slack)
    await slack.idle()
    assert len(public(slack, GENERAL)) == 1
    assert not [one for one in private(slack, MAYA, GENERAL) if one.text.startswith("Sorry")]


async def test_what_has_left_the_guide_is_not_shared(slack, settings, convene, serving_live):
    live = Live(convene)
    async with serving_live(live):
        asked = await ask(slack, LUC, GENERAL, "c'est quoi la coproduction ?")
        live.convene = drop(convene, "co-production")
        await slack.press(LUC, asked, "share")
        await answered(slack)
        assert "ne fait plus partie du guide" in asked.text
        assert not public(slack, GENERAL)


@pytest.mark.parametrize(
    "value",
    ["", "{", "[]", "null", '{"kind":"card"}', '{"kind":"x","types":["co-design"]}', '{"kind":[]}'],
)
async def test_a_share_button_whose_value_makes_no_sense_shows_the_list(slack, bot, value):
    asked = await ask(slack, MAYA, GENERAL, "co-design")
    for element in elements(asked, "button"):
        if element["action_id"] == "share":
            element["value"] = value
    await slack.press(MAYA, asked, "share")
    await answered(slack)
    assert not public(slack, GENERAL)
    assert "no longer in the guide" in asked.text


# -- did you mean


async def test_a_choice_in_a_thread_is_replaced_when_the_asker_picks(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "conjointe")
    choice = await slack.answer_to(asked)
    await slack.press(LUC, choice, "pick:co-design")
    await answered(slack)
    assert heading(choice) == "Conception conjointe"
    assert choice.thread_ts == asked.ts
    assert not is_shareable(choice)


async def test_a_choice_in_a_thread_is_left_alone_when_somebody_else_picks(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "conjointe")
    choice = await slack.answer_to(asked)
    before = choice.text
    await slack.press(MAYA, choice, "pick:co-design")
    await answered(slack)
    assert choice.text == before
    (card,) = private(slack, MAYA, GENERAL)
    assert heading(card) == "Co-design"  # in Maya's language
    assert card.thread_ts == asked.ts


async def test_a_choice_that_only_the_person_sees_becomes_a_card_to_share(slack, bot):
    asked = await ask(slack, MAYA, GENERAL, "conjointe")
    await slack.press(MAYA, asked, "pick:co-design")
    await answered(slack)
    assert is_shareable(asked)


async def test_a_choice_in_direct_messages_is_replaced(slack, bot):
    asked = await slack.direct_message(LUC, "conjointe")
    choice = await slack.answer_to(asked)
    await slack.press(LUC, choice, "pick:co-design")
    await answered(slack)
    assert heading(choice) == "Conception conjointe"


async def test_pressing_a_card_button_twice_shows_one_card(slack, convene, serving_live):
    async with serving_live(Live(convene)) as server:
        listed = await ask(slack, MAYA, GENERAL, "")
        await asyncio.gather(*(slack.press(MAYA, listed, "show:co-design") for _ in range(2)))
        await done(server)
        assert len(private(slack, MAYA, GENERAL)) == 2  # the list and one card


async def test_a_choice_that_was_deleted_meanwhile_still_gives_its_card(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "conjointe")
    choice = await slack.answer_to(asked)
    await slack.delete(choice)
    await slack.press(LUC, choice, "pick:co-design")
    await answered(slack)
    assert heading(slack.seen_by(LUC, GENERAL)[-1]) == "Conception conjointe"


# -- comparing


async def test_a_card_offers_every_other_type_to_compare_with_the_related_first(
    slack, bot, convene
):
    asked = await ask(slack, MAYA, GENERAL, "co-design")
    (menu,) = elements(asked, "static_select")
    offered = [option["value"] for option in menu["options"]]
    related = list(convene.guide.types["co-design"].related)
    assert offered[: len(related)] == related
    assert sorted([*offered, "co-design"]) == sorted(convene.guide.types)
    assert menu["placeholder"]["text"] == "Compare with…"


async def test_choosing_in_the_menu_compares_privately_and_can_be_shared(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "c'est quoi la coproduction ?")
    card = await slack.answer_to(asked)
    (menu,) = elements(card, "static_select")
    exchange = await slack.select(LUC, card, menu["action_id"], "co-creation")
    assert exchange.error is None
    await answered(slack)
    (shown,) = private(slack, LUC, GENERAL)
    assert heading(shown) == "Production conjointe ou Création conjointe"
    assert shown.thread_ts == asked.ts
    assert is_shareable(shown)


async def test_somebody_else_compares_in_their_own_language(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "c'est quoi la coproduction ?")
    card = await slack.answer_to(asked)
    (menu,) = elements(card, "static_select")
    await asyncio.gather(
        slack.select(MAYA, card, menu["action_id"], "co-creation"),
        slack.select(LUC, card, menu["action_id"], "co-creation"),
    )
    await answered(slack, 2)
    assert heading(private(slack, MAYA, GENERAL)[0]) == "Co-production or Co-creation"
    assert heading(private(slack, LUC, GENERAL)[0]).startswith("Production conjointe ou")


async def test_a_menu_with_a_type_that_has_left_the_guide_shows_what_there_is(
    slack, settings, convene, serving_live
):
    live = Live(convene)
    async with serving_live(live):
        asked = await ask(slack, LUC, GENERAL, "c'est quoi la coproduction ?")
        live.convene = drop(convene, "co-creation")
        (menu,) = elements(asked, "static_select")
        await slack.select(LUC, asked, menu["action_id"], "co-creation")
        await answered(slack)
        assert "ne fait plus partie du guide" in private(slack, LUC, GENERAL)[-1].text


# -- pages


async def test_a_page_is_read_in_a_modal(slack, bot, convene):
    asked = await ask(slack, LUC, GENERAL, "qui devrait-on inviter ?")
    exchange = await slack.press(LUC, asked, "read:stakeholders")
    assert exchange.error is None
    view = await slack.until(lambda: slack.workspace.modal(LUC))
    texts = [b["text"]["text"] for b in view.blocks if b["type"] == "section"]
    page = convene.guide.pages["stakeholders"]
    assert "\n\n".join(texts) == page.summary["fr"].strip()
    assert view.content["title"]["text"] == "Parties prenantes"
    assert view.content["close"]["text"] == "Fermer"
    (link,) = [b["elements"][0] for b in view.blocks if b["type"] == "actions"]
    assert link["url"] == page.url["fr"]
    assert (await slack.press(LUC, view, link["action_id"])).error is None


@pytest.mark.parametrize("error", ["expired_trigger_id", "trigger_expired", "trigger_exchanged"])
async def test_a_modal_that_slack_no_longer_opens_is_told(slack, bot, error):
    asked = await ask(slack, LUC, GENERAL, "qui devrait-on inviter ?")
    slack.fail_next("views.open", error=error)
    await slack.press(LUC, asked, "read:stakeholders")
    await answered(slack)
    assert private(slack, LUC, GENERAL)[-1].text.startswith("Cela a pris trop de temps")


async def test_a_page_that_has_left_the_guide_shows_what_there_is(
    slack, settings, convene, serving_live
):
    live = Live(convene)
    async with serving_live(live):
        asked = await ask(slack, LUC, GENERAL, "qui devrait-on inviter ?")
        live.convene = drop(convene)
        await slack.press(LUC, asked, "read:stakeholders")
        await answered(slack)
        assert "ne fait plus partie du guide" in private(slack, LUC, GENERAL)[-1].text


# -- for all of them


async def test_a_guest_can_do_what_everybody_can(slack, bot):
    guest = dataclasses.replace(slack.workspace.people[NOOR], is_guest=True)
    slack.workspace.people[NOOR] = guest
    asked = await ask(slack, NOOR, GENERAL, "co-design")
    await slack.press(NOOR, asked, "share")
    await answered(slack)
    assert public(slack, GENERAL)[0].text.startswith(f"Shared by <@{NOOR}>")


async def test_a_bug_behind_a_button_is_an_apology_and_no_words_in_the_log(
    slack, bot, monkeypatch, caplog
):
    asked = await ask(slack, LUC, GENERAL, "c'est quoi la coproduction ?")

    def stumble(*_args, **_kwargs):
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.convene.Convene.shared", stumble)
    await slack.press(LUC, asked, "share")
    await answered(slack)
    assert private(slack, LUC, GENERAL)[-1].text.startswith("Toutes mes excuses")
    assert "RuntimeError: a bug" in caplog.text
    assert "coproduction" not in caplog.text


def test_an_answer_is_recalled_without_what_was_asked(convene):
    answer = Answer("comparison", "a secret", "fr", types=("co-design", "co-creation"))
    line = recall.write(answer)
    assert "secret" not in line
    recalled = recall.read(line, convene.guide)
    assert (recalled.kind, recalled.language, recalled.types) == ("comparison", "fr", answer.types)
    assert BOT_USER_ID not in line
