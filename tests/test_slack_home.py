"""The Home tab: the catalogue, its pages, its language, and the ways on from it."""

import asyncio
import dataclasses

import pytest
from everywhere import MANIFEST, actions, home, home_now, modal, said, titles, with_guide, without

from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live.live import Live


@pytest.fixture
def app_manifest():
    return MANIFEST


@pytest.fixture
def many(convene):
    """Return a bot whose guide has a hundred types, in no groups."""
    types = {}
    for number in range(100):
        of = list(convene.guide.types.values())[number % 8]
        name = {language: f"{text} {number:03}" for language, text in of.name.items()}
        types[f"t{number}"] = dataclasses.replace(of, id=f"t{number}", name=name, related=())
    return with_guide(convene, types=types, groups=(), criteria=())


@pytest.mark.parametrize(("who", "language"), [(MAYA, "en"), (LUC, "fr")])
async def test_it_shows_the_whole_guide_in_the_persons_language(slack, bot, convene, who, language):
    view = await home(slack, who)
    guide = convene.guide
    groups = [group.name[language] for group in guide.groups]
    assert titles(view.blocks)[: len(groups) + 1] == [guide.title[language], *groups]
    for of in guide.types.values():
        assert of.name[language] in said(view.blocks)
        assert f"card:{of.id}" in actions(view.blocks)
    for page in guide.pages.values():
        assert page.title[language] in said(view.blocks)
        assert f"read:{page.id}" in actions(view.blocks)
    assert guide.source.url[language] in said(view.blocks)
    assert "choose" in actions(view.blocks)


async def test_a_type_of_no_group_stands_under_others(slack, convene, serving_live):
    few = with_guide(convene, groups=convene.guide.groups[:1])
    async with serving_live(Live(few)):
        view = await home(slack, MAYA)
    assert titles(view.blocks)[1:3] == ["Hear people", "Other types"]


async def test_a_press_opens_the_card_in_a_modal(slack, bot):
    view = await home(slack, LUC)
    exchange = await slack.press(LUC, view, "card:co-design")
    assert exchange.error is None
    shown = await modal(slack, LUC)
    assert titles(shown.blocks) == ["Conception conjointe"]


async def test_a_page_is_read_from_it(slack, bot):
    view = await home(slack, MAYA)
    await slack.press(MAYA, view, "read:stakeholders")
    assert "Stakeholders" in said([(await modal(slack, MAYA)).content["title"]])


async def test_typing_in_it_opens_the_card(slack, bot):
    view = await home(slack, LUC)
    offered = await slack.type_ahead(LUC, view, "look_up:fr", "conc")
    assert offered[0]["value"] == "co-design"
    await slack.select(LUC, view, "look_up:fr", "co-design")
    assert titles((await modal(slack, LUC)).blocks) == ["Conception conjointe"]


async def test_the_language_chosen_holds_there_and_everywhere_else(slack, bot):
    view = await home(slack, MAYA, "Types of convening")
    await slack.press(MAYA, view, "language:fr")
    view = await home_now(slack, MAYA, "Types de rassemblement")
    exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
    assert "Conception conjointe" in titles(exchange.message.blocks)
    asked = await slack.command(MAYA, GENERAL, "/convene", "what is co-creation?")
    assert titles(asked.message.blocks) == ["Co-creation"]
    await slack.press(MAYA, view, "language:en")
    await home_now(slack, MAYA, "Types of convening")
    exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
    assert "Co-design" in titles(exchange.message.blocks)


async def test_the_language_chosen_outlives_a_restart(slack, convene, serving_live):
    async with serving_live(Live(convene)):
        view = await home(slack, MAYA)
        await slack.press(MAYA, view, "language:fr")
        await home_now(slack, MAYA, "Types de rassemblement")
    async with serving_live(Live(convene)):
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
    assert titles(exchange.message.blocks) == ["Conception conjointe"]


async def test_two_people_at_once_each_get_their_own(slack, bot):
    await asyncio.gather(*(slack.open_home(who) for who in (MAYA, LUC) * 5))
    assert titles((await home_now(slack, MAYA, "Types of")).blocks)[0] == "Types of convening"
    assert titles((await home_now(slack, LUC, "Types de")).blocks)[0] == "Types de rassemblement"


async def test_a_guide_of_a_hundred_types_has_pages(slack, many, serving_live):
    async with serving_live(Live(many)):
        view = await home(slack, MAYA, "1 to 40 of 100")
        seen = set(actions(view.blocks))
        assert "turn:0" not in seen
        await slack.press(MAYA, view, "turn:40")
        view = await home_now(slack, MAYA, "41 to 80 of 100")
        assert "turn:0" in actions(view.blocks)
        seen |= set(actions(view.blocks))
        await slack.press(MAYA, view, "turn:80")
        view = await home_now(slack, MAYA, "81 to 100 of 100")
        seen |= set(actions(view.blocks))
        assert "turn:120" not in seen
        await slack.press(MAYA, view, "turn:40")
        await home_now(slack, MAYA, "41 to 80 of 100")
    assert {f"card:t{number}" for number in range(100)} <= seen
    assert len(view.blocks) <= 100


async def test_a_guide_without_questions_offers_no_help_in_choosing(slack, many, serving_live):
    async with serving_live(Live(many)):
        assert "choose" not in actions((await home(slack, MAYA)).blocks)


async def test_a_type_that_left_the_guide_is_told_in_the_modal(slack, bot, live, convene):
    view = await home(slack, LUC)
    live.convene = without(convene, "co-design")
    await slack.press(LUC, view, "card:co-design")
    assert "ne fait plus partie" in said((await modal(slack, LUC)).blocks)


async def test_a_page_that_left_the_guide_is_told_in_a_modal_too(slack, bot, live, convene):
    view = await home(slack, LUC)
    live.convene = with_guide(convene, pages={})
    await slack.press(LUC, view, "read:stakeholders")
    assert "ne fait plus partie" in said((await modal(slack, LUC)).blocks)


async def test_a_press_that_slack_takes_for_too_late_is_told_in_a_direct_message(slack, bot):
    view = await home(slack, LUC)
    slack.fail_next("views.open", error="expired_trigger_id")
    await slack.press(LUC, view, "card:co-design")
    place = slack.workspace.direct_messages(LUC).id
    told = await slack.until(lambda: slack.messages(place)[-1:])
    assert "Appuyez de nouveau" in told[0].text


async def test_without_a_home_tab_nothing_happens_at_all(slack, bot):
    await slack.open_home(MAYA, "about")
    await slack.idle()
    assert not slack.calls("views.publish")
