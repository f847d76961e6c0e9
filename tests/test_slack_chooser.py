"""Help me choose, in Slack: questions, advice, sharing, starting over."""

import dataclasses

import pytest
from everywhere import (
    MANIFEST,
    actions,
    home,
    modal,
    private,
    public,
    said,
    titles,
    with_guide,
    without,
)

from bot.desk.workspace import GENERAL, LABO, LUC, MAYA

CO_DESIGN = {"outcome": "prototypes", "who": "users", "stage": "problem", "duty": "none"}
UNKNOWN = dict.fromkeys(CO_DESIGN, "unknown")


@pytest.fixture
def app_manifest():
    return MANIFEST


async def asked(slack, who):
    """Open the questions from the list that the bare command gives."""
    listed = (await slack.command(who, GENERAL, "/convene", "")).message
    exchange = await slack.press(who, listed, "choose")
    assert exchange.error is None
    return await modal(slack, who)


async def advised(slack, who, picked):
    await asked(slack, who)
    exchange = await slack.submit(who, picked)
    assert exchange.error is None
    return await modal(slack, who)


@pytest.mark.parametrize(("who", "language"), [(MAYA, "en"), (LUC, "fr")])
async def test_the_questions_are_the_guides_in_the_persons_language(
    slack, bot, convene, who, language
):
    view = await asked(slack, who)
    inputs = [block for block in view.blocks if block["type"] == "input"]
    assert [block["label"]["text"] for block in inputs] == [
        criterion.ask[language] for criterion in convene.guide.criteria
    ]
    options = [option["text"]["text"] for option in inputs[0]["element"]["options"]]
    assert options == [option.text[language] for option in convene.guide.criteria[0].options]


@pytest.mark.parametrize("text", ["", "help", "zzz qqq"])
async def test_the_list_the_help_and_an_empty_hand_offer_it(slack, bot, text):
    message = (await slack.command(MAYA, GENERAL, "/convene", text)).message
    assert "choose" in actions(message.blocks)


async def test_asked_for_by_command_the_questions_open_at_once_and_nothing_is_posted(slack, bot):
    exchange = await slack.command(LUC, GENERAL, "/convene", "aide-moi à choisir")
    assert (exchange.error, exchange.message) == (None, None)
    await modal(slack, LUC, "Qui participe")
    assert not private(slack, LUC, GENERAL)


async def test_where_slack_takes_too_long_to_open_them_the_button_is_there(slack, bot, monkeypatch):
    monkeypatch.setattr("bot.slack.commands.OPEN_TIMEOUT_S", 0.05)
    slack.fail_next("views.open", hangs=True)
    exchange = await slack.command(LUC, GENERAL, "/convene", "aide-moi à choisir")
    assert "choose" in actions(exchange.message.blocks)


async def test_where_slack_will_not_open_them_the_button_is_there(slack, bot, caplog):
    slack.fail_next("views.open", error="trigger_expired")
    exchange = await slack.command(MAYA, GENERAL, "/convene", "help me choose")
    await slack.until(lambda: slack.calls("views.open"))
    await slack.idle()
    await slack.press(MAYA, exchange.message, "choose")
    await modal(slack, MAYA, "How far along")
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_asked_for_in_a_mention_there_is_a_button_to_them(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "peux-tu m’aider à choisir ?")
    await slack.press(LUC, await slack.answer_to(asked), "choose")
    await modal(slack, LUC, "Qui participe")


async def test_the_home_tab_offers_it(slack, bot):
    await slack.press(LUC, await home(slack, LUC), "choose")
    assert "M’aider à choisir" in said([(await modal(slack, LUC)).content["title"]])


async def test_the_advice_says_why_why_not_the_next_and_what_to_read(slack, bot):
    view = await advised(slack, MAYA, CO_DESIGN)
    assert titles(view.blocks) == ["Co-design"]
    text = said(view.blocks)
    assert "Why: Tested prototypes · Users and stakeholders, hands-on · " in text
    assert "Why not Co-creation? It would fit if you had answered “A solution in place”." in text
    assert "Stakeholders" in text


async def test_two_that_fit_are_both_advised(slack, bot):
    view = await advised(slack, LUC, {**UNKNOWN, "outcome": "solution"})
    assert titles(view.blocks) == ["Production conjointe", "Création conjointe"]
    assert "les deux types qui conviennent" in said(view.blocks)


async def test_two_that_fit_are_set_side_by_side(slack, bot):
    view = await advised(slack, LUC, {**UNKNOWN, "outcome": "solution"})
    await slack.press(LUC, view, "together:fr:co-production:co-creation")
    compared = await modal(slack, LUC, "Lequel choisir", count=2)
    assert titles(compared.blocks) == ["Production conjointe ou Création conjointe"]


async def test_two_that_were_shared_are_set_side_by_side_for_whoever_asks(slack, bot):
    await advised(slack, LUC, {**UNKNOWN, "outcome": "solution"})
    await slack.submit(LUC, {"share_with": GENERAL})
    (shared,) = public(slack, GENERAL)
    await slack.press(MAYA, shared, "together:fr:co-production:co-creation")
    (own,) = await slack.until(lambda: private(slack, MAYA, GENERAL))
    assert titles(own.blocks) == ["Co-production or Co-creation"]


async def test_who_knows_nothing_yet_is_told_what_to_find_out_and_what_is_possible(
    slack, bot, convene
):
    await asked(slack, LUC)
    exchange = await slack.submit(LUC, UNKNOWN)
    assert (exchange.error, exchange.errors) == (None, {})
    view = await modal(slack, LUC, "personne ne sait tout")
    text = said(view.blocks)
    assert all(one.ask["fr"] in text for one in convene.guide.criteria)
    assert "Tous les types restent possibles" in text
    shown = [f"card:{id_}" for id_ in convene.guide.types]
    assert actions(view.blocks) == [*shown, "choose:again"]


async def test_what_an_answer_speaks_against_is_no_longer_possible(slack, bot, convene):
    view = await advised(slack, MAYA, {**UNKNOWN, "duty": "none"})
    text = said(view.blocks)
    assert "Your answers speak against Capital “C” Consultation. These are still" in text
    assert "card:big-c-consultation" not in actions(view.blocks)
    assert len(actions(view.blocks)) == len(convene.guide.types)
    assert "• Who takes part?" in text
    assert "Does a law" not in text


async def test_questions_sent_as_they_stand_are_answers_of_i_dont_know(slack, bot):
    await asked(slack, MAYA)
    await slack.submit(MAYA)
    view = await modal(slack, MAYA, "Every type is still possible")
    await slack.press(MAYA, view, "choose:again")
    await modal(slack, MAYA, "How far along are you?")


async def test_a_question_without_an_answer_for_not_knowing_may_be_left_out(
    slack, bot, live, convene
):
    criteria = tuple(
        dataclasses.replace(one, options=tuple(o for o in one.options if o.speaks_for))
        for one in convene.guide.criteria
    )
    live.convene = with_guide(convene, criteria=criteria)
    view = await asked(slack, MAYA)
    assert all(one["optional"] for one in view.blocks if one["type"] == "input")
    await slack.submit(MAYA, {"outcome": "product"})
    assert titles((await modal(slack, MAYA)).blocks) == ["Collaboration"]


async def test_starting_over_asks_again(slack, bot):
    view = await advised(slack, MAYA, CO_DESIGN)
    await slack.press(MAYA, view, "choose:again")
    view = await modal(slack, MAYA, "How far along are you?")
    await slack.submit(MAYA, {**UNKNOWN, "outcome": "product"})
    assert titles((await modal(slack, MAYA)).blocks) == ["Collaboration"]


def asked_in(view):
    """Return by which ids Slack knows the questions of a view."""
    inputs = [block for block in view.blocks if block["type"] == "input"]
    return {(block["block_id"], block["element"]["action_id"]) for block in inputs}


async def test_each_round_asks_under_ids_of_its_own_since_slack_keeps_what_stood_there(slack, bot):
    asked_before = set()
    await asked(slack, MAYA)
    for round_ in range(3):
        view = await modal(slack, MAYA, "How far along are you?")
        assert len(asked_in(view)) == 4
        assert not asked_before & asked_in(view)
        asked_before |= asked_in(view)
        await slack.submit(MAYA, CO_DESIGN)
        advice = await modal(slack, MAYA, "Why:")
        assert titles(advice.blocks) == ["Co-design"], round_
        await slack.press(MAYA, advice, "choose:again")


async def test_the_card_lies_on_top_of_the_advice(slack, bot):
    view = await advised(slack, MAYA, CO_DESIGN)
    await slack.press(MAYA, view, "card:co-design")
    top = await modal(slack, MAYA, "think and act side by side", count=2)
    assert top.previous_id == view.id


async def test_from_the_card_on_top_a_comparison_still_fits_on_the_pile(slack, bot):
    view = await advised(slack, MAYA, CO_DESIGN)
    await slack.press(MAYA, view, "card:co-design")
    card = await modal(slack, MAYA, "think and act side by side", count=2)
    exchange = await slack.select(MAYA, card, "compare:en:co-design", "co-creation")
    assert exchange.error is None
    compared = await modal(slack, MAYA, "When to choose which", count=3)
    assert titles(compared.blocks) == ["Co-design or Co-creation"]
    assert actions(compared.blocks) == ["share_with"]
    await slack.submit(MAYA, {"share_with": LABO})
    (shared,) = public(slack, LABO)
    assert titles(shared.blocks) == ["Co-design or Co-creation"]


async def test_the_advice_is_shared_with_its_reasons_where_the_person_chooses(slack, bot):
    await advised(slack, LUC, CO_DESIGN)
    exchange = await slack.submit(LUC, {"share_with": LABO})
    assert (exchange.error, exchange.errors) == (None, {})
    (shared,) = public(slack, LABO)
    assert shared.text.startswith(f"Partagé par <@{LUC}>")
    assert titles(shared.blocks) == ["Conception conjointe"]
    assert "Pourquoi\u00a0: Des prototypes testés" in shared.text
    assert "C’est partagé" in said((await modal(slack, LUC)).blocks)
    await slack.press(MAYA, shared, "show:co-design")
    await slack.until(lambda: len(slack.seen_by(MAYA, LABO)) > 1)


async def test_questions_that_changed_meanwhile_are_asked_anew(slack, bot, live, convene):
    await asked(slack, LUC)
    first, *others = convene.guide.criteria
    first = dataclasses.replace(first, options=first.options[2:])
    live.convene = with_guide(convene, criteria=(first, *others))
    await slack.submit(LUC, {**UNKNOWN, "outcome": "opinions"})
    view = await modal(slack, LUC, "Le guide a changé")
    assert "Entendre" not in said(view.blocks)
    assert len([block for block in view.blocks if block["type"] == "input"]) == 4


async def test_a_guide_that_no_longer_asks_says_so(slack, bot, live, convene):
    listed = (await slack.command(LUC, GENERAL, "/convene", "")).message
    live.convene = with_guide(convene, criteria=())
    await slack.press(LUC, listed, "choose")
    assert "ne fait plus partie" in said((await modal(slack, LUC)).blocks)
    assert "choose" not in actions(
        (await slack.command(LUC, GENERAL, "/convene", "")).message.blocks
    )


async def test_questions_that_are_gone_when_they_are_answered_are_told(slack, bot, live, convene):
    await asked(slack, MAYA)
    live.convene = with_guide(convene, criteria=())
    exchange = await slack.submit(MAYA, CO_DESIGN)
    assert exchange.error is None
    assert "no longer in the guide" in said((await modal(slack, MAYA)).blocks)


async def test_advice_whose_type_left_the_guide_is_not_shared(slack, bot, live, convene):
    await advised(slack, LUC, {**UNKNOWN, "outcome": "product"})
    live.convene = without(convene, "collaboration")
    exchange = await slack.submit(LUC, {"share_with": GENERAL})
    assert "ne fait plus partie" in exchange.errors["share_with"]
    assert not public(slack, GENERAL)


async def test_a_press_that_slack_takes_for_too_late_is_told_where_it_was_made(slack, bot):
    listed = (await slack.command(LUC, GENERAL, "/convene", "")).message
    slack.fail_next("views.open", error="expired_trigger_id")
    await slack.press(LUC, listed, "choose")
    told = await slack.until(
        lambda: [m for m in slack.seen_by(LUC, GENERAL) if "trop de temps" in m.text]
    )
    assert told[0].visible_to == LUC


async def test_a_modal_that_nobody_knows_is_closed_without_a_word(slack, bot):
    view = await asked(slack, MAYA)
    view.content = {**view.content, "callback_id": "of an older release"}
    exchange = await slack.submit(MAYA, CO_DESIGN, view)
    assert exchange.error is None
    assert slack.workspace.modal(MAYA) is None
