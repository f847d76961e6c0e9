"""Follow-ups in threads and direct messages, over the wire, across restarts and workers."""

import asyncio

import pytest
from everywhere import heading, home, modal
from sqlalchemy import select
from test_slack_surfaces import answered, done, drop, elements, public, services

from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live.live import Live
from bot.record.store import threads
from bot.slack.threads import Threads


async def direct(slack, who, text, thread_ts=None):
    return await slack.answer_to(await slack.direct_message(who, text, thread_ts))


async def test_a_direct_message_follows_up_on_the_one_before(slack, bot):
    await direct(slack, MAYA, "co-design")
    answer = await direct(slack, MAYA, "who takes part?")
    assert answer.text == "• Co-design: Who takes part: Users and stakeholders, as designers."
    answer = await direct(slack, MAYA, "and co-production?")
    assert answer.text.startswith("• Co-production: Who takes part: Users, providers")
    answer = await direct(slack, MAYA, "en français ?")
    assert answer.text.startswith("• Production conjointe\u00a0: Qui participe\u00a0:")
    answer = await direct(slack, MAYA, "merci")
    assert answer.text == "Avec plaisir\u202f!"
    answer = await direct(slack, MAYA, "how is that different from co-creation?")
    assert heading(answer) == "Co-production or Co-creation"
    answer = await direct(slack, MAYA, "where can I read more?")
    assert "mars-solutions-lab" in answer.text


async def test_one_of_those_compared_is_picked_by_its_place_and_then_the_other(slack, bot):
    for question, told in (
        ("co-design or co-creation", "Co-design or Co-creation\n"),
        ("which one for a hospital?", "When to choose which\n"),
        ("the first one", "Co-design\n"),
        ("when would we use it?", "When to choose it\n"),
        ("and the other?", "When to choose it\n• Co-creation:"),
        ("source?", "Co-creation\n"),
        ("compare it with coordination", "Co-creation or Coordination\n"),
    ):
        assert (await direct(slack, MAYA, question)).text.startswith(told), question


async def test_a_mention_in_a_thread_follows_up_on_the_answer_in_it(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "c'est quoi la coproduction ?")
    await slack.answer_to(asked)
    again = await slack.mention(LUC, GENERAL, "un exemple ?", thread_ts=asked.ts)
    answer = await slack.answer_to(again)
    assert answer.text.startswith("• Production conjointe\u00a0: Exemple\u00a0:")
    assert answer.thread_ts == asked.ts


async def test_somebody_else_follows_up_in_their_own_language(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "c'est quoi la coproduction ?")
    await slack.answer_to(asked)
    again = await slack.mention(MAYA, GENERAL, "who takes part?", thread_ts=asked.ts)
    assert (await slack.answer_to(again)).text.startswith("• Co-production: Who takes part:")


async def test_threads_and_people_do_not_follow_up_on_each_other(slack, bot):
    first = await slack.mention(MAYA, GENERAL, "co-design")
    await slack.answer_to(first)
    second = await slack.mention(MAYA, GENERAL, "what is coordination?")
    await slack.answer_to(second)
    await direct(slack, MAYA, "collaboration")
    again = await slack.mention(MAYA, GENERAL, "who takes part?", thread_ts=first.ts)
    assert "Co-design" in (await slack.answer_to(again)).text
    outside = await slack.mention(MAYA, GENERAL, "an example?")
    assert "I found nothing" in (await slack.answer_to(outside)).text
    assert "Je n’ai rien trouvé" in (await direct(slack, LUC, "un exemple ?")).text


async def test_a_thread_below_a_direct_message_follows_up_on_that_one(slack, bot):
    asked = await slack.direct_message(MAYA, "co-design")
    answer = await slack.answer_to(asked)
    await direct(slack, MAYA, "coordination")
    for root in (asked.ts, answer.ts):
        told = await direct(slack, MAYA, "who takes part?", thread_ts=root)
        assert told.text.startswith("• Co-design:")


async def test_what_was_picked_is_what_a_follow_up_follows(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "conjointe")
    choice = await slack.answer_to(asked)
    await slack.press(LUC, choice, "pick:co-design")
    await answered(slack)
    again = await slack.mention(LUC, GENERAL, "qui participe ?", thread_ts=asked.ts)
    assert (await slack.answer_to(again)).text.startswith("• Conception conjointe\u00a0:")


async def test_of_what_was_picked_from_a_choice_the_others_are_known(slack, bot):
    asked = await slack.mention(LUC, GENERAL, "conjointe")
    choice = await slack.answer_to(asked)
    await slack.press(LUC, choice, "pick:co-production")
    await answered(slack)
    other = await slack.mention(LUC, GENERAL, "et le premier ?", thread_ts=asked.ts)
    assert heading(await slack.answer_to(other)) == "Conception conjointe"


async def test_a_card_that_was_opened_in_a_thread_is_what_its_reader_follows(slack, bot):
    asked = await slack.mention(MAYA, GENERAL, "co-design or co-creation")
    compared = await slack.answer_to(asked)
    await slack.press(MAYA, compared, "show:co-creation")
    await answered(slack)
    own = await slack.mention(MAYA, GENERAL, "an example?", thread_ts=asked.ts)
    assert (await slack.answer_to(own)).text.startswith("• Co-creation: Example:")
    other = await slack.mention(MAYA, GENERAL, "and the other?", thread_ts=asked.ts)
    assert (await slack.answer_to(other)).text.startswith("• Co-design: Example:")


async def test_a_card_that_one_alone_has_opened_is_not_what_somebody_else_follows(slack, bot):
    asked = await slack.mention(MAYA, GENERAL, "co-design")
    card = await slack.answer_to(asked)
    (menu,) = elements(card, "static_select")
    await slack.select(MAYA, card, menu["action_id"], "coordination")
    await answered(slack)
    theirs = await slack.mention(LUC, GENERAL, "un exemple ?", thread_ts=asked.ts)
    assert (await slack.answer_to(theirs)).text.startswith("• Conception conjointe\u00a0: Exemple")


async def test_what_was_compared_by_the_menu_in_a_thread_is_what_its_reader_follows(slack, bot):
    asked = await slack.mention(MAYA, GENERAL, "co-design")
    card = await slack.answer_to(asked)
    (menu,) = elements(card, "static_select")
    await slack.select(MAYA, card, menu["action_id"], "coordination")
    await answered(slack)
    own = await slack.mention(MAYA, GENERAL, "who takes part?", thread_ts=asked.ts)
    told = (await slack.answer_to(own)).text
    assert told.startswith("• Co-design: Who")
    assert "• Coordination: Who" in told


async def test_after_not_this_the_other_is_the_one_before(slack, bot):
    asked = await slack.mention(MAYA, GENERAL, "duty to consult")
    await slack.press(MAYA, await slack.answer_to(asked), "show:consultation")
    await answered(slack)
    own = await slack.mention(MAYA, GENERAL, "who takes part?", thread_ts=asked.ts)
    assert (await slack.answer_to(own)).text.startswith("• Consultation: Who")
    other = await slack.mention(MAYA, GENERAL, "and the other?", thread_ts=asked.ts)
    assert (await slack.answer_to(other)).text.startswith("• Capital “C” Consultation: Who")


@pytest.mark.parametrize("question", ["co-design", "co-design or co-creation"])
async def test_a_card_that_was_shared_is_what_its_own_thread_follows(slack, bot, question):
    asked = (await slack.command(MAYA, GENERAL, "/convene", question)).message
    await slack.press(MAYA, asked, "share")
    (shared,) = await slack.until(lambda: public(slack, GENERAL))
    below = await slack.mention(LUC, GENERAL, "qui participe ?", thread_ts=shared.ts)
    assert (await slack.answer_to(below)).text.startswith("• Conception conjointe\u00a0:")


async def test_what_was_shared_from_a_window_is_what_its_thread_follows(slack, bot):
    await slack.press(MAYA, await home(slack, MAYA), "card:coordination")
    await modal(slack, MAYA, "Coordination")
    await slack.submit(MAYA, {"share_with": GENERAL})
    (shared,) = await slack.until(lambda: public(slack, GENERAL))
    below = await slack.mention(LUC, GENERAL, "et la coproduction ?", thread_ts=shared.ts)
    assert heading(await slack.answer_to(below)) == "Production conjointe"


async def test_what_was_asked_by_command_or_button_is_followed_in_direct_messages(slack, bot):
    place = slack.workspace.direct_messages(MAYA).id
    exchange = await slack.command(MAYA, place, "/convene", "co-design")
    assert (await direct(slack, MAYA, "who takes part?")).text.startswith("• Co-design:")
    (menu,) = elements(exchange.message, "static_select")
    await slack.select(MAYA, exchange.message, menu["action_id"], "co-creation")
    await answered(slack)
    shown = slack.seen_by(MAYA, place)[-1]
    assert heading(await direct(slack, MAYA, "en français ?")).startswith("Conception conjointe ou")
    await slack.press(MAYA, shown, "show:co-creation")
    await answered(slack, 2)
    assert (await direct(slack, MAYA, "what are the steps?")).text.startswith("• Co-creation:")


async def test_what_was_not_understood_does_not_break_the_thread(slack, bot):
    await direct(slack, MAYA, "co-design")
    await direct(slack, MAYA, "the printer on the third floor is jammed")
    assert (await direct(slack, MAYA, "who takes part?")).text.startswith("• Co-design:")


async def test_help_in_choosing_does_not_break_the_thread(slack, bot):
    await direct(slack, MAYA, "co-design")
    assert "short questions" in (await direct(slack, MAYA, "help me choose")).text
    assert (await direct(slack, MAYA, "who takes part?")).text.startswith("• Co-design:")


async def test_a_follow_up_outlives_a_restart(slack, serving_live, convene):
    async with serving_live(Live(convene)) as server:
        await services(server).recorder.settled()
        asked = await slack.mention(MAYA, GENERAL, "co-design")
        await slack.answer_to(asked)
    async with serving_live(Live(convene)) as server:
        await services(server).recorder.settled()
        again = await slack.mention(MAYA, GENERAL, "who takes part?", thread_ts=asked.ts)
        assert (await slack.answer_to(again)).text.startswith("• Co-design:")


async def test_workers_know_each_others_answers_and_the_latest_counts(slack, workers):
    async with workers(2) as (one, other):
        root = None
        for worker, question, told in (
            (one, "co-design", "Co-design\n"),
            (other, "who takes part?", "• Co-design: Who"),
            (other, "what is coordination?", "Coordination\n"),
            (one, "who takes part?", "• Coordination: Who"),
        ):
            slack.point_to(f"{worker.url}/slack/events")
            said = await slack.mention(MAYA, GENERAL, question, thread_ts=root)
            root = root or said.ts
            assert (await slack.answer_to(said)).text.startswith(told)
            await done(worker)


async def test_without_a_store_one_process_still_follows(slack, serving_live, convene, tmp_path):
    nowhere = f"sqlite:///{tmp_path}/no/such/folder/x"
    async with serving_live(Live(convene), database_url=nowhere) as server:
        await services(server).recorder.settled()
        await direct(slack, MAYA, "co-design")
        await done(server)
        assert (await direct(slack, MAYA, "who takes part?")).text.startswith("• Co-design:")


async def test_a_store_that_hangs_does_not_hold_up_the_answer(convene, monkeypatch):
    monkeypatch.setattr("bot.slack.threads.PATIENCE_S", 0.01)

    class Hanging:
        async def ask_store(self, *_):
            await asyncio.Event().wait()

    class Unused:
        def start(self, work):
            work.close()

    own = Threads(Hanging(), Unused())
    async with asyncio.timeout(5):
        assert await own.last(convene.guide, "C1", "1.1", MAYA) is None


async def test_what_has_left_the_guide_is_not_followed(slack, serving_live, convene):
    live = Live(convene)
    async with serving_live(live):
        await direct(slack, MAYA, "what is co-production?")
        live.convene = drop(convene, "co-production")
        assert "I found nothing" in (await direct(slack, MAYA, "an example?")).text


async def test_nobodys_words_are_kept_nor_where_they_were_said(slack, serving_live, convene):
    async with serving_live(Live(convene)) as server:
        await services(server).recorder.settled()
        asked = await slack.mention(MAYA, GENERAL, "codesing, my secret")
        await slack.answer_to(asked)
        await done(server)
        rows = await services(server).recorder.ask_store(kept_threads, None)
    ((key, answer, _),) = rows
    assert answer == '{"kind":"card","language":"en","types":["co-design"]}'
    assert not {GENERAL, asked.ts, MAYA} & set(key.split())
    assert len(key) == 32


async def kept_threads(store):
    async with store._engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(select(threads))]
