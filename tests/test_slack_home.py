"""The Home tab: the catalogue, its pages, its language, and the ways on from it."""

import asyncio
import dataclasses

import pytest
from everywhere import (
    MANIFEST,
    actions,
    home,
    home_now,
    modal,
    private,
    said,
    titles,
    with_guide,
    without,
)
from rows import rows

from bot.desk.workspace import GENERAL, LUC, MAYA, NOOR
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
    assert titles(asked.message.blocks) == ["Création conjointe"]
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


async def in_french(slack, who):
    """Have a person choose French in the Home tab; return the tab."""
    await slack.press(who, await home(slack, who), "language:fr")
    return await home_now(slack, who, "Types de rassemblement")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("help", "Vous pouvez demander"),
        ("list", "Choisissez un type"),
        ("", "Choisissez un type"),
        ("thanks", "Avec plaisir"),
        ("what is co-design?", "Conception conjointe"),
        ("the printer on the third floor is jammed", "Je n’ai rien trouvé"),
        ("what is co-design, in English please?", "Co-design\n"),
        ("what is co-design in English?", "Co-design\n"),
        ("in English please: what types are there?", "Pick one"),
    ],
)
async def test_the_language_chosen_wins_over_that_of_the_question(slack, bot, question, told):
    """Unless the question asks for another one expressly."""
    await in_french(slack, MAYA)
    exchange = await slack.command(MAYA, GENERAL, "/convene", question)
    assert told in exchange.message.text
    if question:
        said = await slack.answer_to(await slack.direct_message(MAYA, question))
        assert told in said.text
    asked = await slack.mention(MAYA, GENERAL, question)
    answer = await slack.answer_to(asked)
    assert told in answer.text or (not question and "Vous pouvez demander" in answer.text)


async def test_another_language_is_given_for_one_answer_alone(slack, bot):
    await in_french(slack, MAYA)
    for question, told in (
        ("what is co-production?", "Production conjointe\n"),
        ("in English?", "Co-production\n"),
        ("who takes part?", "• Production conjointe\u00a0: Qui participe"),
        ("and the outcome, in English please?", "• Co-production: What comes out"),
        ("and the steps?", "• Production conjointe\u00a0: Étapes"),
    ):
        said = await slack.answer_to(await slack.direct_message(MAYA, question))
        assert said.text.startswith(told), question


async def test_what_is_pressed_on_somebody_elses_message_comes_in_the_language_chosen(slack, bot):
    await in_french(slack, MAYA)
    asked = await slack.mention(NOOR, GENERAL, "what is collective impact?")
    card = await slack.answer_to(asked)
    await slack.select(MAYA, card, "compare:en:collective-impact", "co-design")
    (compared,) = await slack.until(lambda: private(slack, MAYA, GENERAL))
    assert titles(compared.blocks) == ["Impact collectif ou Conception conjointe"]
    (helped,) = [one for one in actions(card.blocks) if one.startswith("helpful:")]
    await slack.press(MAYA, card, helped)
    await slack.until(lambda: "Merci" in private(slack, MAYA, GENERAL)[-1].text)
    listed = await slack.answer_to(await slack.mention(NOOR, GENERAL, "list"))
    await slack.press(MAYA, listed, "choose")
    await modal(slack, MAYA, "Qui participe")
    page = await slack.answer_to(await slack.mention(NOOR, GENERAL, "more on collective impact"))
    await slack.press(MAYA, page, "read:collective-impact")
    await modal(slack, MAYA, "Impact collectif")


async def test_what_a_person_reads_goes_on_where_they_chose_meanwhile(slack, bot):
    exchange = await slack.command(MAYA, GENERAL, "/convene", "what types are there?")
    await in_french(slack, MAYA)
    await slack.press(MAYA, exchange.message, "show:co-design")
    await slack.until(lambda: "Conception conjointe" in private(slack, MAYA, GENERAL)[-1].text)


async def test_a_question_is_kept_in_the_language_it_was_asked_in(
    slack, settings, convene, serving_live
):
    async with serving_live(Live(convene)):
        await in_french(slack, MAYA)
        await slack.command(MAYA, GENERAL, "/convene", "what is co-design?")
    assert [(one.text, one.language) for one in rows(settings.database_url)] == [
        ("what is co-design?", "en")
    ]


async def test_there_is_a_way_back_to_the_language_one_asks_in(slack, convene, serving_live):
    way_back = "language:"
    async with serving_live(Live(convene)):
        assert way_back not in actions((await home(slack, MAYA)).blocks)
        view = await in_french(slack, MAYA)
        assert "Répondez-moi dans la langue de mes questions" in said(view.blocks)
        await slack.press(MAYA, view, way_back)
        view = await home_now(slack, MAYA, "Types of convening")
        assert way_back not in actions(view.blocks)
        asked = await slack.command(MAYA, GENERAL, "/convene", "what is co-creation?")
        assert titles(asked.message.blocks) == ["Co-creation"]
        asked = await slack.command(MAYA, GENERAL, "/convene", "c’est quoi la cocréation ?")
        assert titles(asked.message.blocks) == ["Création conjointe"]
    async with serving_live(Live(convene)):
        assert way_back not in actions((await home(slack, MAYA)).blocks)


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
