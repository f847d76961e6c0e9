"""The small parts of bot/slack that need no Slack."""

import asyncio

import pytest

from bot.slack.seen import REMEMBERED_S, Seen
from bot.slack.tasks import Tasks
from bot.slack.text import question


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("<@U1> what is co-design?", "what is co-design?"),
        ("co-design <@U1>", "co-design"),
        ("hey <@U1|convene>, co-design", "hey  , co-design"),
        ("ask <@U2|marie> about <#C1|labo>", "ask about"),
        ("ask <@U2> about it", "ask   about it"),
        ("in <#C1|> and <#C2>", "in and"),
        ("<!subteam^S1|@designers> co-design", "co-design"),
        ("write to <mailto:marie@x.org|Marie Tremblay>", "write to"),
        ("call <tel:+15145550123|514 555-0123>", "call"),
        ("<!channel> co-design <!here|here>", "co-design"),
        (
            "see <https://a.example/b|this page> or <https://c.example>",
            "see this page or https://c.example",
        ),
        ("R&amp;D &lt;3", "R&D <3"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("", ""),
    ],
)
def test_a_question_is_what_the_person_typed_but_for_the_names_that_slack_put_there(typed, asked):
    assert question(typed).split() == asked.split()


def test_a_key_is_new_once():
    seen = Seen()
    assert [seen.is_new("a"), seen.is_new("a"), seen.is_new("b")] == [True, False, True]


def test_one_known_key_of_two_is_enough_to_be_known():
    seen = Seen()
    seen.is_new("event", "message")
    assert not seen.is_new("another event", "message")


def test_a_key_is_forgotten_after_slack_has_given_up():
    now = [0.0]
    seen = Seen(clock=lambda: now[0])
    seen.is_new("a")
    now[0] = REMEMBERED_S - 1
    assert not seen.is_new("a")
    now[0] = 2 * REMEMBERED_S
    assert seen.is_new("a")


async def test_draining_waits_for_work_and_for_the_work_it_starts():
    tasks, done, gate = Tasks(), [], asyncio.Event()

    async def second():
        done.append("second")

    async def first():
        await gate.wait()
        tasks.start(second())
        done.append("first")

    tasks.start(first())
    gate.set()
    assert await tasks.drain(5) == 0
    assert done == ["first", "second"]


async def test_draining_cuts_off_what_never_ends():
    tasks = Tasks()
    stuck = tasks.start(asyncio.Event().wait())
    assert await tasks.drain(0.01) == 1
    assert stuck.cancelled()
