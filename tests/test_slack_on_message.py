"""Which type does that message describe? Asked of somebody else's message, told privately."""

import asyncio
import json

import pytest
from everywhere import MANIFEST, actions, modal, private, public, titles, without

from bot.answer import Answer
from bot.desk.workspace import GENERAL, LABO, LUC, MAYA, NOOR, Person
from bot.slack.manifest import WHICH_TYPE


@pytest.fixture
def app_manifest():
    return MANIFEST


async def told(slack, who, message):
    """Ask of a message; return what the person alone is told."""
    before = len(private(slack, who, message.channel))
    exchange = await slack.message_shortcut(who, message, WHICH_TYPE)
    assert exchange.error is None
    return (await slack.until(lambda: private(slack, who, message.channel)[before:]))[0]


async def test_a_message_that_describes_a_type_gets_its_card_and_the_words_that_spoke(slack, bot):
    plan = await slack.say(NOOR, LABO, "Shall we just ask the tenants for their opinion?")
    answer = await told(slack, MAYA, plan)
    assert titles(answer.blocks) == ["Consultation"]
    assert answer.text.startswith("That message describes:\nThe message says: ")
    assert "opinion" in answer.text
    assert answer.thread_ts is None
    assert not public(slack, LABO)


async def test_the_person_is_told_in_their_own_language_whatever_the_messages(slack, bot):
    plan = await slack.say(NOOR, GENERAL, "what is co-design?")
    assert titles((await told(slack, LUC, plan)).blocks) == ["Conception conjointe"]


async def test_where_slack_does_not_tell_it_is_the_messages_language(slack, bot):
    slack.fail_next("users.info", error="missing_scope")
    plan = await slack.say(NOOR, GENERAL, "c’est quoi la conception conjointe ?")
    assert titles((await told(slack, LUC, plan)).blocks) == ["Conception conjointe"]


async def test_a_message_between_several_gets_a_choice_which_the_card_replaces(slack, bot):
    plan = await slack.say(NOOR, GENERAL, "is this co-design or co-creation?")
    answer = await told(slack, MAYA, plan)
    assert "could describe one of these" in answer.text
    await slack.press(MAYA, answer, f"mean:{plan.ts}:co-design")
    await slack.until(lambda: titles(answer.blocks) == ["Co-design"])
    await slack.press(MAYA, answer, f"reply:{plan.ts}")
    (shared,) = await slack.until(lambda: public(slack, GENERAL))
    assert shared.thread_ts == plan.ts


@pytest.mark.parametrize("text", ["Lunch is at noon, bring a coat", "thanks!", "help", ":tada:"])
async def test_a_message_that_describes_none_says_so(slack, bot, text):
    plan = await slack.say(NOOR, GENERAL, text)
    answer = await told(slack, LUC, plan)
    assert "aucun type de rassemblement" in answer.text
    assert {"list", "choose"} <= set(actions(answer.blocks))
    await slack.press(LUC, answer, "choose")
    await modal(slack, LUC, "Qui participe")


async def test_the_reply_goes_to_the_thread_where_everybody_sees_it(slack, bot):
    plan = await slack.say(NOOR, LABO, "co-design")  # where the bot is no member
    answer = await told(slack, LUC, plan)
    await slack.press(LUC, answer, f"reply:{plan.ts}")
    (shared,) = await slack.until(lambda: public(slack, LABO))
    assert (shared.thread_ts, titles(shared.blocks)) == (plan.ts, ["Conception conjointe"])
    assert shared.text.startswith(f"Partagé par <@{LUC}>")
    await slack.until(lambda: answer.text == "Partagé dans ce fil\u00a0: Conception conjointe")
    assert f"reply:{plan.ts}" not in actions(answer.blocks)


async def test_in_a_thread_all_of_it_stays_there(slack, bot):
    root = await slack.say(NOOR, GENERAL, "a plan")
    plan = await slack.say(NOOR, GENERAL, "co-design", thread_ts=root.ts)
    answer = await told(slack, MAYA, plan)
    assert answer.thread_ts == root.ts
    await slack.press(MAYA, answer, f"reply:{root.ts}")
    (shared,) = await slack.until(lambda: public(slack, GENERAL))
    assert shared.thread_ts == root.ts


async def test_pressing_twice_replies_once(slack, bot):
    plan = await slack.say(NOOR, GENERAL, "co-design")
    answer = await told(slack, MAYA, plan)
    await asyncio.gather(*(slack.press(MAYA, answer, f"reply:{plan.ts}") for _ in range(3)))
    await slack.until(lambda: answer.text.startswith("Shared in this thread"))
    await slack.idle()
    assert len(public(slack, GENERAL)) == 1


async def test_what_the_message_says_comes_out_inert(slack, bot):
    text = "<!channel> *co-design* &amp; <https://evil.example|co-creation> or `co-production`"
    plan = slack.workspace.post(slack.workspace.channel(GENERAL), NOOR, text)
    answer = await told(slack, MAYA, plan)
    shown = json.dumps([answer.text, answer.blocks])
    assert "<!channel>" not in shown
    assert "evil.example" not in shown


def test_the_words_that_spoke_are_not_formatted(convene):
    answer = Answer("card", "?", "en", types=("co-design",), because=("*_bold_*", "`x`"))
    assert "The message says: bold · x\n" in convene.described.message(answer, "1.2").text


async def test_a_guest_is_told_like_anybody(slack, bot):
    guest = Person("U09GUEST", "guest", "A Guest", "fr-CA", is_guest=True)
    slack.workspace.people[guest.id] = guest
    slack.workspace.channel(GENERAL).members.add(guest.id)
    plan = await slack.say(NOOR, GENERAL, "co-design")
    assert titles((await told(slack, guest.id, plan)).blocks) == ["Conception conjointe"]


async def test_a_message_without_words_describes_none(slack, bot):
    plan = slack.workspace.post(slack.workspace.channel(GENERAL), NOOR, "")
    assert "describes no type" in (await told(slack, MAYA, plan)).text


async def test_a_type_that_left_the_guide_meanwhile_is_told(slack, bot, live, convene):
    plan = await slack.say(NOOR, GENERAL, "co-design or co-creation?")
    answer = await told(slack, LUC, plan)
    live.convene = without(convene, "co-design")
    await slack.press(LUC, answer, f"mean:{plan.ts}:co-design")
    await slack.until(lambda: "ne fait plus partie" in answer.text)


async def test_a_card_that_left_the_guide_meanwhile_is_not_shared(slack, bot, live, convene):
    plan = await slack.say(NOOR, GENERAL, "co-design")
    answer = await told(slack, LUC, plan)
    live.convene = without(convene, "co-design")
    await slack.press(LUC, answer, f"reply:{plan.ts}")
    await slack.until(lambda: "ne fait plus partie" in answer.text)
    assert not public(slack, GENERAL)


async def test_a_reply_to_a_message_deleted_meanwhile_is_told_and_nothing_is_posted(slack, bot):
    plan = await slack.say(NOOR, GENERAL, "co-design")
    answer = await told(slack, LUC, plan)
    await slack.delete(plan)
    await slack.press(LUC, answer, f"reply:{plan.ts}")
    await slack.until(lambda: "a été supprimé" in private(slack, LUC, GENERAL)[-1].text)
    await slack.until(lambda: not public(slack, GENERAL))
    assert titles(answer.blocks) == ["Conception conjointe"]  # not "Shared in this thread"


async def test_a_thread_that_slack_refuses_to_reply_in_is_told(slack, bot):
    plan = await slack.say(NOOR, GENERAL, "co-design")
    answer = await told(slack, MAYA, plan)
    slack.fail_next("chat.postMessage", error="cannot_reply_to_message")
    await slack.press(MAYA, answer, f"reply:{plan.ts}")
    await slack.until(lambda: "has been deleted" in private(slack, MAYA, GENERAL)[-1].text)
    assert not public(slack, GENERAL)


async def test_where_only_the_first_message_of_a_thread_is_gone_the_thread_goes_on(slack, bot):
    root = await slack.say(NOOR, GENERAL, "a plan")
    plan = await slack.say(NOOR, GENERAL, "co-design", thread_ts=root.ts)
    answer = await told(slack, MAYA, plan)
    await slack.delete(root)
    await slack.press(MAYA, answer, f"reply:{root.ts}")
    (shared,) = await slack.until(lambda: public(slack, GENERAL))
    assert shared.thread_ts == root.ts


async def test_a_reply_that_comes_too_late_is_told(slack, bot, clock):
    plan = await slack.say(NOOR, LABO, "co-design")
    answer = await told(slack, LUC, plan)
    slack.fail_next("response_url", status=404, times=2)
    await slack.press(LUC, answer, f"reply:{plan.ts}")
    place = slack.workspace.direct_messages(LUC).id
    await slack.until(
        lambda: [one for one in slack.seen_by(LUC, place) if "trop ancien" in one.text]
    )
    assert not public(slack, LABO)


async def test_a_mention_in_the_messages_thread_follows_what_its_asker_was_told(slack, bot):
    plan = await slack.say(NOOR, GENERAL, "is this co-design or co-creation?")
    answer = await told(slack, MAYA, plan)
    await slack.press(MAYA, answer, f"mean:{plan.ts}:co-design")
    await slack.until(lambda: titles(answer.blocks) == ["Co-design"])
    for asked, says in (
        ("an example?", "• Co-design: Example"),
        ("the other?", "• Co-creation: Ex"),
    ):
        mention = await slack.mention(MAYA, GENERAL, asked, thread_ts=plan.ts)
        assert (await slack.answer_to(mention)).text.startswith(says)


async def test_what_one_person_was_told_of_a_message_nobody_else_follows(slack, bot):
    plan = await slack.say(NOOR, GENERAL, "co-design")
    await told(slack, MAYA, plan)
    mention = await slack.mention(LUC, GENERAL, "un exemple ?", thread_ts=plan.ts)
    assert "Je n’ai rien trouvé" in (await slack.answer_to(mention)).text
    mention = await slack.mention(MAYA, GENERAL, "an example?", thread_ts=plan.ts)
    assert (await slack.answer_to(mention)).text.startswith("• Co-design: Example")
