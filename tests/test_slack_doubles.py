"""Two quick presses of one button do the thing once, on every surface that has buttons."""

import asyncio

import pytest
from everywhere import MANIFEST, home, modal, titles
from test_slack_surfaces import ask, done, services

from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live.live import Live
from bot.slack.doubles import key


@pytest.fixture
def app_manifest():
    return MANIFEST


async def press_both(slack, who, where, action_id):
    first, second = await asyncio.gather(*(slack.press(who, where, action_id) for _ in range(2)))
    assert (first.error, second.error) == (None, None)


@pytest.mark.parametrize("action_id", ["card:co-design", "choose", "read:stakeholders"])
async def test_in_the_home_tab_they_open_one_modal(slack, live, serving_live, action_id):
    async with serving_live(live) as server:
        view = await home(slack, MAYA)
        await press_both(slack, MAYA, view, action_id)
        await done(server)
        assert len(slack.calls("views.open")) == 1


async def test_in_a_modal_they_put_one_card_on_top(slack, live, serving_live):
    picked = {"outcome": "prototypes", "who": "users", "stage": "problem", "duty": "none"}
    async with serving_live(live) as server:
        await slack.press(MAYA, await home(slack, MAYA), "choose")
        await modal(slack, MAYA)
        await slack.submit(MAYA, picked)
        await press_both(slack, MAYA, await modal(slack, MAYA, "Co-design"), "card:co-design")
        await done(server)
        assert len(slack.calls("views.push")) == 1


async def test_on_a_message_they_open_one_modal(slack, live, serving_live):
    async with serving_live(live) as server:
        listed = await ask(slack, MAYA, GENERAL, "")
        await press_both(slack, MAYA, listed, "choose")
        await done(server)
        assert len(slack.calls("views.open")) == 1


async def test_a_second_press_while_slack_is_slow_to_open_it_opens_none(
    slack, live, serving_live, monkeypatch
):
    for name in ("DOUBLE_PRESS_S", "CLAIMED_FOR_S"):
        monkeypatch.setattr(f"bot.slack.doubles.{name}", 0)
    opens, is_opening, may_open = [], asyncio.Event(), asyncio.Event()

    async def open_slowly(**given):
        opens.append(given["trigger_id"])
        is_opening.set()
        await may_open.wait()

    async with serving_live(live) as server:
        view = await home(slack, LUC)
        monkeypatch.setattr(services(server).client, "views_open", open_slowly)
        await slack.press(LUC, view, "card:co-design")
        await is_opening.wait()
        await slack.press(LUC, view, "card:co-design")
        may_open.set()
        await done(server)
        assert len(opens) == 1


async def test_two_workers_open_one_modal(slack, workers):
    async with workers(2) as (one, other):
        slack.point_to(f"{one.url}/slack/events")
        view = await home(slack, MAYA)
        for worker in (one, other):
            slack.point_to(f"{worker.url}/slack/events")
            await slack.press(MAYA, view, "card:co-design")
        await done(one)
        await done(other)
        assert len(slack.calls("views.open")) == 1


async def test_another_button_another_person_and_a_later_press_are_no_doubles(
    slack, live, serving_live
):
    async with serving_live(live) as server:
        theirs = {who: await home(slack, who) for who in (MAYA, LUC)}
        await asyncio.gather(
            slack.press(MAYA, theirs[MAYA], "card:co-design"),
            slack.press(LUC, theirs[LUC], "card:co-design"),
        )
        await done(server)
        await slack.press(MAYA, theirs[MAYA], "card:coordination")
        await done(server)
        assert len(slack.calls("views.open")) == 3
        assert titles((await modal(slack, MAYA)).blocks) == ["Coordination"]


async def test_without_a_store_a_modal_opens_all_the_same(slack, convene, serving_live, tmp_path):
    nowhere = f"sqlite:///{tmp_path / 'nowhere' / 'x.sqlite3'}"
    async with serving_live(Live(convene), database_url=nowhere):
        await slack.press(LUC, await home(slack, LUC), "card:co-design")
        assert titles((await modal(slack, LUC)).blocks) == ["Conception conjointe"]


def test_what_is_no_press_is_never_a_double():
    assert key({"type": "view_submission"}) is None
    assert key({"type": "event_callback", "event": {}}) is None
