"""What the bot in Slack keeps, and what it answers while content and database come and go."""

import asyncio
import re
import shutil
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from everywhere import MANIFEST, modal, without
from rows import rows
from small_guide import a_type, until

from bot.convene import Convene
from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live import live as lives
from bot.live.live import Live
from bot.record.store import Store
from bot.report.report import Gathering, gather, report
from bot.serving import web
from bot.slack.manifest import LOOK_UP, WHICH_TYPE


@pytest.fixture
def app_manifest():
    return MANIFEST


async def health(bot):
    async with httpx.AsyncClient() as client:
        return await client.get(f"{bot}/healthz")


async def until_health(bot, is_true):
    async with asyncio.timeout(10):
        while not is_true((await health(bot)).json()):
            pass


async def test_every_question_is_kept_with_its_outcome_and_without_who_asked(
    slack, settings, convene, serve
):
    async with serve(web.create(settings, Live(convene))) as server:
        slack.point_to(f"{server.url}/slack/events")
        await slack.command(MAYA, GENERAL, "/convene", "co-design")
        await slack.command(MAYA, GENERAL, "/convene", "")
        await slack.command(MAYA, GENERAL, "/convene", "hello")
        asked = await slack.mention(
            LUC, GENERAL, "la météo de demain à Gaspé, appelle 418 555-0123"
        )
        await slack.answer_to(asked)
    found = {one.text: one for one in rows(settings.database_url)}
    assert set(found) == {"co-design", "la météo de demain à Gaspé, appelle […]"}
    assert found["co-design"].outcome == "answered"
    assert found["co-design"].types == "co-design"
    missed = found["la météo de demain à Gaspé, appelle […]"]
    assert (missed.outcome, missed.language, missed.types) == ("unanswered", "fr", "")
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    for path in database.parent.glob("convene.sqlite3*"):
        for who in (MAYA, LUC, GENERAL):
            assert who.encode() not in path.read_bytes()


async def test_the_names_that_slack_puts_into_a_question_are_not_kept(slack, settings, bot):
    said = (
        "is <@U012ABC|maya.chen> right about <#C012ABC|budget-cuts-2027> zebra, or "
        "<mailto:marie@x.org|Marie Tremblay>"
    )
    await slack.command(MAYA, GENERAL, "/convene", said)
    await until(lambda: rows(settings.database_url))
    [kept] = rows(settings.database_url)
    assert kept.text.split() == ["is", "right", "about", "zebra,", "or"]


@pytest.mark.parametrize("url", ["postgresql://me:hunter2@127.0.0.1:1/convene", "sqlite:////"])
async def test_without_a_database_the_bot_answers_as_ever_and_says_so(
    slack, settings, convene, serve, *, url, caplog
):
    app = web.create(replace(settings, database_url=url), Live(convene))
    async with serve(app) as server:
        slack.point_to(f"{server.url}/slack/events")
        await until(lambda: "database is gone" in caplog.text)
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert exchange.message.text.startswith("Co-design")
        answer = await health(server.url)
        assert answer.status_code == 200
        assert answer.json()["status"] == "degraded"
        assert answer.json()["store"] == "gone"
    assert "hunter2" not in caplog.text
    assert "co-design" not in caplog.text


async def test_an_edit_is_served_and_a_broken_folder_shows_in_the_health(
    slack, settings, serve, folder
):
    settings = replace(settings, content_dir=folder)
    async with serve(web.create(settings, Live(Convene.load(folder)))) as server:
        slack.point_to(f"{server.url}/slack/events")
        path = folder / "types" / "round-table.yml"
        path.write_text(a_type(text="whistling"), encoding="utf-8")
        before = (await health(server.url)).json()["version"]
        await until_health(server.url, lambda facts: facts["version"] != before)
        exchange = await slack.command(MAYA, GENERAL, "/convene", "round table")
        assert "whistling" in exchange.message.text
        shutil.rmtree(folder)
        await until_health(server.url, lambda facts: facts["problems"])
        answer = await health(server.url)
        assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
        exchange = await slack.command(MAYA, GENERAL, "/convene", "round table")
        assert "whistling" in exchange.message.text


async def test_a_folder_that_cannot_be_watched_shows_in_the_health(
    slack, settings, serve, folder, monkeypatch
):
    settings = replace(settings, content_dir=folder)
    async with serve(web.create(settings, Live(Convene.load(folder)))) as server:
        await until_health(server.url, lambda facts: facts["watch"] == "ok")
        with monkeypatch.context() as patch:
            patch.setattr(lives, "marks_of", lambda _: 1 / 0)
            await until_health(server.url, lambda facts: facts["watch"] == "failing")
            assert (await health(server.url)).json()["status"] == "degraded"
        await until_health(server.url, lambda facts: facts["watch"] == "ok")


def buttons(message, verb):
    """Return the action ids of a message's buttons that begin with a verb."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    ids = [element["action_id"] for row in rows for element in row]
    return [id_ for id_ in ids if id_.startswith(f"{verb}:")]


async def newest(slack, user, than):
    shown = await slack.until(
        lambda: [one for one in slack.seen_by(user, GENERAL) if one.ts not in than]
    )
    return shown[-1]


async def test_a_thumb_up_is_kept_and_thanked_for_privately(slack, settings, bot):
    asked = await slack.mention(MAYA, GENERAL, "co-design")
    card = await slack.answer_to(asked)
    [yes] = buttons(card, "helpful")
    exchange = await slack.press(LUC, card, yes)
    assert exchange.error is None
    thanks = await newest(slack, LUC, {asked.ts, card.ts})
    assert (thanks.text, thanks.visible_to) == ("Thank you!", LUC)
    await until_kept(settings, lambda one: one.rating == 1)


async def test_others_can_still_say_whether_a_card_in_a_thread_helped(slack, bot):
    asked = await slack.mention(MAYA, GENERAL, "co-design")
    card = await slack.answer_to(asked)
    [no] = buttons(card, "unhelpful")
    await slack.press(LUC, card, no)
    offer = await newest(slack, LUC, {asked.ts, card.ts})
    assert offer.text.startswith("What did you have in mind")  # of a card in English
    assert (offer.visible_to, offer.thread_ts) == (LUC, asked.ts)
    assert buttons(card, "helpful")


async def asked_privately(slack, who, words):
    return (await slack.command(who, GENERAL, "/convene", words)).message


async def asked_directly(slack, who, words):
    return await slack.answer_to(await slack.direct_message(who, words))


@pytest.mark.parametrize("ask", [asked_privately, asked_directly])
async def test_the_thanks_take_the_place_of_the_buttons_on_ones_own_card(slack, bot, ask):
    card = await ask(slack, LUC, "conception conjointe")
    await slack.press(LUC, card, buttons(card, "helpful")[0])
    await slack.until(lambda: card.text.endswith("\nMerci\u202f!"))
    assert card.text.startswith("Conception conjointe\n")
    assert buttons(card, "helpful") == buttons(card, "unhelpful") == []
    assert bool(buttons(card, "compare")) is True


@pytest.mark.parametrize("ask", [asked_privately, asked_directly])
async def test_a_thumb_down_asks_in_place_what_was_meant_and_keeps_it(
    slack, settings, bot, convene, ask
):
    card = await ask(slack, LUC, "conception conjointe")
    [no] = buttons(card, "unhelpful")
    await slack.press(LUC, card, no)
    await slack.until(lambda: "Qu’aviez-vous en tête" in card.text)
    assert buttons(card, "unhelpful") == []
    offered = {id_.rpartition(":")[2] for id_ in buttons(card, "meant")}
    assert offered == {*convene.guide.types, ""} - {"co-design"}
    [meant] = [id_ for id_ in buttons(card, "meant") if id_.endswith(":co-creation")]
    await slack.press(LUC, card, meant)
    await slack.until(lambda: card.text.startswith("Création conjointe\n"))
    assert "Qu’aviez-vous" not in card.text
    await until_kept(settings, lambda one: (one.rating, one.meant) == (-1, "co-creation"))


async def test_what_was_meant_is_what_a_follow_up_follows(slack, bot):
    card = await asked_directly(slack, MAYA, "co-design")
    await slack.press(MAYA, card, buttons(card, "unhelpful")[0])
    await slack.until(lambda: "have in mind" in card.text)
    [meant] = [id_ for id_ in buttons(card, "meant") if id_.endswith(":coordination")]
    await slack.press(MAYA, card, meant)
    await slack.until(lambda: card.text.startswith("Coordination\n"))
    told = await asked_directly(slack, MAYA, "who takes part?")
    assert told.text.startswith("• Coordination:")


async def test_when_none_was_meant_that_is_said_with_the_ways_on(slack, settings, bot):
    card = await asked_privately(slack, MAYA, "co-design")
    await slack.press(MAYA, card, buttons(card, "unhelpful")[0])
    await slack.until(lambda: "have in mind" in card.text)
    [none] = [id_ for id_ in buttons(card, "meant") if id_.endswith(":")]
    await slack.press(MAYA, card, none)
    await slack.until(lambda: card.text.startswith("Thank you"))
    ids = [one["action_id"] for block in card.blocks for one in block.get("elements", ())]
    assert ids == ["list", "choose"]
    await until_kept(settings, lambda one: (one.rating, one.meant) == (-1, None))


async def test_a_card_whose_type_has_left_the_guide_is_thanked_for_all_the_same(
    slack, bot, live, convene
):
    card = await asked_privately(slack, MAYA, "co-design")
    live.convene = without(convene, "co-design")
    await slack.press(MAYA, card, buttons(card, "helpful")[0])
    await slack.until(lambda: card.text == "Thank you!")


async def test_where_nothing_is_kept_nobody_is_asked_whether_it_helped(
    slack, settings, convene, serve
):
    app = web.create(replace(settings, keep_days=0), Live(convene))
    async with serve(app) as server:
        slack.point_to(f"{server.url}/slack/events")
        card = (await slack.command(MAYA, GENERAL, "/convene", "co-design")).message
    assert buttons(card, "helpful") == []
    assert rows(settings.database_url) == []


async def reported(settings, convene):
    store, gathering = await Store.open(settings.database_url), Gathering()
    async for _ in gather(store, gathering):
        pass
    await store.close()
    return report(gathering, convene, None)


async def test_a_choice_is_kept_as_chosen_once_the_asker_picks(slack, settings, bot, convene):
    choice = (await slack.command(LUC, GENERAL, "/convene", "conjointe")).message
    await until_kept(settings, lambda one: (one.outcome, one.meant) == ("choices", None))
    await slack.press(LUC, choice, "pick:co-creation")
    await until_kept(settings, lambda one: (one.outcome, one.meant) == ("choices", "co-creation"))
    assert (await reported(settings, convene)).totals == {"picked": 1}


async def test_the_card_of_a_choice_asks_whether_it_helped_and_a_no_takes_the_choice_back(
    slack, settings, bot, convene
):
    asked = await slack.mention(LUC, GENERAL, "conjointe")
    choice = await slack.answer_to(asked)
    await slack.press(LUC, choice, "pick:co-creation")
    await slack.until(lambda: buttons(choice, "unhelpful"))
    await until_kept(settings, lambda one: one.meant == "co-creation")
    await slack.press(LUC, choice, buttons(choice, "unhelpful")[0])
    await until_kept(settings, lambda one: (one.rating, one.meant) == (-1, None))
    assert (await reported(settings, convene)).totals == {"choices": 1}


async def test_what_somebody_else_presses_is_not_what_the_asker_meant(slack, settings, bot):
    asked = await slack.mention(LUC, GENERAL, "conjointe")
    choice = await slack.answer_to(asked)
    await slack.press(MAYA, choice, "pick:co-design")
    await newest(slack, MAYA, {asked.ts, choice.ts})
    await slack.press(LUC, choice, "pick:co-creation")
    await until_kept(settings, lambda one: one.meant == "co-creation")
    assert [one.meant for one in rows(settings.database_url)] == ["co-creation"]


async def test_a_buttons_value_tells_nobody_what_was_asked(slack, bot):
    choice = (await slack.command(LUC, GENERAL, "/convene", "conjointe")).message
    values = [value for id_, value in carried(choice) if id_.startswith("pick:")]
    assert values
    assert all(re.fullmatch(r"fr - \d{15,19}", value) for value in values)


def carried(message):
    elements = [block.get("accessory") for block in message.blocks]
    return [(one["action_id"], one["value"]) for one in elements if one]


async def test_a_choice_from_before_it_was_tied_to_its_question_still_gives_its_card(slack, bot):
    choice = (await slack.command(LUC, GENERAL, "/convene", "conjointe")).message
    for block in choice.blocks:
        if "accessory" in block:
            block["accessory"]["value"] = "fr"
    await slack.press(LUC, choice, "pick:co-creation")
    await slack.until(lambda: "Création conjointe\n" in choice.text)


async def test_a_message_asked_about_is_counted_with_what_was_meant_but_none_of_its_words(
    slack, settings, bot, convene
):
    described = await slack.say(MAYA, GENERAL, "is our gazebo co-design or co-creation?")
    nothing = await slack.say(MAYA, GENERAL, "lunch is at noon, bring a coat")
    await slack.message_shortcut(LUC, nothing, WHICH_TYPE)
    none = await newest(slack, LUC, {described.ts, nothing.ts})
    await slack.message_shortcut(LUC, described, WHICH_TYPE)
    told = await newest(slack, LUC, {described.ts, nothing.ts, none.ts})
    await slack.press(LUC, told, f"mean:{described.ts}:co-design")
    await until_kept(settings, lambda one: one.meant == "co-design")
    assert [one.text for one in rows(settings.database_url)] == ["[…]", "[…]"]
    found = await reported(settings, convene)
    assert found.totals == {"picked": 1, "unanswered": 1}
    assert found.groups == ()


async def test_what_was_found_in_the_look_up_is_kept_by_its_name(slack, settings, bot):
    await slack.shortcut(LUC, LOOK_UP)
    view = await modal(slack, LUC, "Chercher un type")
    offered = await slack.type_ahead(LUC, view, "look_up:fr", "codesi")
    await slack.select(LUC, view, "look_up:fr", offered[0]["value"])
    await until_kept(
        settings,
        lambda one: (
            (one.text, one.outcome, one.types) == ("Conception conjointe", "answered", "co-design")
        ),
    )


@pytest.mark.parametrize("kind", ["", "bonjour", "aide"])
async def test_only_cards_ask_whether_they_helped(slack, bot, kind):
    exchange = await slack.command(LUC, GENERAL, "/convene", kind)
    assert buttons(exchange.message, "helpful") == []


async def until_kept(settings, is_true):
    async with asyncio.timeout(10):
        while not any(map(is_true, rows(settings.database_url))):  # noqa: ASYNC110 - a database tells nobody
            await asyncio.sleep(0.01)
