"""Looking a type up by typing, from a shortcut, and sharing what was found."""

import dataclasses
import time

import pytest
from everywhere import MANIFEST, actions, modal, private, public, said, titles, with_guide, without

from bot.desk.workspace import GENERAL, LABO, LUC, MAYA
from bot.live.live import Live
from bot.slack.manifest import LOOK_UP


@pytest.fixture
def app_manifest():
    return MANIFEST


async def opened(slack, who):
    exchange = await slack.shortcut(who, LOOK_UP)
    assert exchange.error is None
    return await modal(slack, who, {MAYA: "Look up a type", LUC: "Chercher un type"}[who])


@pytest.mark.parametrize(
    ("who", "typed", "name"),
    [(MAYA, "conception", "Co-design"), (LUC, "codesing", "Conception conjointe")],
)
async def test_what_is_typed_in_either_language_leads_to_the_card(slack, bot, who, typed, name):
    view = await opened(slack, who)
    (menu,) = actions(view.blocks)
    offered = await slack.type_ahead(who, view, menu, typed)
    assert offered[0]["text"]["text"] == name
    for type_id, heading in ((offered[0]["value"], name), ("coordination", "Coordination")):
        await slack.select(who, view, menu, type_id)
        await slack.until(lambda: titles(slack.workspace.modal(who).blocks) == [heading])  # noqa: B023
        view = slack.workspace.modal(who)


async def test_what_was_looked_up_is_set_beside_another_type(slack, bot, live, convene):
    view = await opened(slack, LUC)
    await slack.select(LUC, view, "look_up:fr", "co-production")
    view = await modal(slack, LUC, "Production conjointe")
    await slack.select(LUC, view, "compare:fr:co-production", "co-creation")
    compared = await modal(slack, LUC, "Lequel choisir", count=2)
    assert titles(compared.blocks) == ["Production conjointe ou Création conjointe"]
    await slack.close_modal(LUC)
    live.convene = without(convene, "co-design")
    await slack.select(LUC, view, "compare:fr:co-production", "co-design")
    await modal(slack, LUC, "ne fait plus partie", count=2)


async def test_the_modal_opens_before_slack_tells_the_persons_language(slack, bot):
    slack.fail_next("users.info", status=200, delay_s=0.3)
    await slack.shortcut(LUC, LOOK_UP)
    await modal(slack, LUC, "Look up a type")
    await modal(slack, LUC, "Chercher un type")
    assert slack.calls("views.open")[0].at <= slack.calls("views.update")[0].at


async def test_an_ask_is_offered_with_the_words_it_was_found_by(slack, bot):
    view = await opened(slack, MAYA)
    (offered,) = await slack.type_ahead(MAYA, view, "look_up:en", "participatory d")
    assert offered["text"]["text"] == "Co-design"
    assert offered["description"]["text"] == "participatory design"


async def test_what_leads_nowhere_offers_nothing(slack, bot):
    view = await opened(slack, MAYA)
    assert await slack.type_ahead(MAYA, view, "look_up:en", "zzzz") == []


async def test_no_more_is_offered_than_a_menu_holds_and_soon(slack, convene, serving_live):
    types = {}
    for number in range(300):
        of = list(convene.guide.types.values())[number % 8]
        types[f"t{number}"] = dataclasses.replace(of, id=f"t{number}", related=())
    async with serving_live(Live(with_guide(convene, types=types, groups=()))):
        view = await opened(slack, MAYA)
        took_s = []
        for _ in range(3):
            start = time.perf_counter()
            offered = await slack.type_ahead(MAYA, view, "look_up:en", "co")
            took_s.append(time.perf_counter() - start)
    assert len(offered) == 100
    assert min(took_s) < 0.2  # the wire and the stand-in's own checks included


async def test_a_type_that_left_the_guide_is_told_and_another_can_be_looked_up(
    slack, bot, live, convene
):
    view = await opened(slack, MAYA)
    live.convene = without(convene, "co-design")
    await slack.select(MAYA, view, "look_up:en", "co-design")
    view = await modal(slack, MAYA, "no longer in the guide")
    await slack.select(MAYA, view, "look_up:en", "coordination")
    assert titles((await modal(slack, MAYA, "Organizing many parts")).blocks) == ["Coordination"]


async def test_a_view_that_changed_meanwhile_says_so_above_what_was_chosen(slack, bot):
    view = await opened(slack, LUC)
    slack.fail_next("views.update", error="hash_conflict")
    await slack.select(LUC, view, "look_up:fr", "co-design")
    view = await modal(slack, LUC, "plusieurs choix de suite")
    assert titles(view.blocks) == ["Conception conjointe"]


async def test_a_modal_that_was_closed_meanwhile_is_left_alone(slack, convene, serving_live):
    async with serving_live(Live(convene)):
        view = await opened(slack, MAYA)
        slack.fail_next("views.update", error="not_found")
        await slack.select(MAYA, view, "look_up:en", "co-design")
    assert slack.calls("views.update")
    assert not slack.messages(slack.workspace.direct_messages(MAYA).id)


async def test_a_shortcut_that_slack_takes_for_too_late_is_told_in_a_direct_message(slack, bot):
    slack.fail_next("views.open", error="trigger_expired")
    await slack.shortcut(MAYA, LOOK_UP)
    place = slack.workspace.direct_messages(MAYA).id
    (told,) = await slack.until(lambda: slack.messages(place))
    assert "Please press again" in told.text


# -- sharing from a modal


async def card(slack, who):
    view = await opened(slack, who)
    await slack.select(who, view, actions(view.blocks)[0], "co-design")
    return await modal(slack, who, "Co-design")


async def test_a_card_is_shared_where_the_person_chooses(slack, bot):
    await card(slack, MAYA)
    exchange = await slack.submit(MAYA, {"share_with": LABO})  # where the bot is no member
    assert (exchange.error, exchange.errors) == (None, {})
    (shared,) = public(slack, LABO)
    assert shared.text.startswith(f"Shared by <@{MAYA}>\nCo-design")
    assert "Shared. Everybody" in said((await modal(slack, MAYA)).blocks)
    assert not public(slack, GENERAL)


async def test_a_place_where_it_cannot_be_shared_is_told_at_the_field(slack, bot):
    await card(slack, LUC)
    slack.fail_next("response_url", status=404)
    exchange = await slack.submit(LUC, {"share_with": LABO})  # where the bot is no member
    assert "Choisissez une autre conversation" in exchange.errors["share_with"]
    exchange = await slack.submit(LUC, {"share_with": GENERAL})
    assert len(public(slack, GENERAL)) == 1


async def test_a_slack_that_hangs_is_told_before_slack_gives_up(slack, bot, monkeypatch):
    monkeypatch.setattr("bot.slack.modals.SHARE_TIMEOUT_S", 0.1)
    await card(slack, MAYA)
    slack.fail_next("chat.postMessage", hangs=True)
    exchange = await slack.submit(MAYA, {"share_with": GENERAL})
    assert exchange.errors


async def test_sending_it_twice_shares_it_once(slack, bot):
    view = await card(slack, MAYA)
    content = view.content
    for _ in range(2):  # as if Slack had not yet shown what became of the first
        view.content = content
        await slack.submit(MAYA, {"share_with": GENERAL}, view)
        await modal(slack, MAYA, "Shared. Everybody")
    assert len(public(slack, GENERAL)) == 1


async def test_a_card_whose_type_left_the_guide_is_not_shared(slack, bot, live, convene):
    await card(slack, LUC)
    live.convene = without(convene, "co-design")
    exchange = await slack.submit(LUC, {"share_with": GENERAL})
    assert "ne fait plus partie" in exchange.errors["share_with"]
    assert not public(slack, GENERAL)
    assert not private(slack, LUC, GENERAL)
