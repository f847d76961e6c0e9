"""What admins ask of the bot and are told by it, and that nobody else is."""

import asyncio
from dataclasses import replace

import pytest
from small_guide import until

from bot.convene import Convene
from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.guide import Problem
from bot.guide.said import Said
from bot.live import status
from bot.live.live import Live
from bot.serving import web
from bot.slack import admin


@pytest.fixture
async def broken_bot(slack, settings, folder, serve, monkeypatch):
    """A bot on a folder that a test may break; admins are told at once."""
    monkeypatch.setattr(admin, "PATIENCE_S", 0.0)
    monkeypatch.setattr(admin, "APART_S", 0.0)
    monkeypatch.setattr(admin, "LOOK_EVERY_S", 0.01)
    live = Live(Convene.load(folder))
    settings = replace(settings, content_dir=folder, admins=frozenset({MAYA, LUC}))
    async with serve(web.create(settings, live)) as server:
        slack.point_to(f"{server.url}/slack/events")
        yield live


@pytest.fixture
async def admins_bot(slack, settings, convene, serve):
    settings = replace(settings, admins=frozenset({MAYA}))
    async with serve(web.create(settings, Live(convene))) as server:
        slack.point_to(f"{server.url}/slack/events")
        yield server.url


@pytest.mark.parametrize("command", ["status", "report", "Rapport", "statut", "état", " ETAT "])
async def test_nobody_but_an_admin_gets_what_admins_get(slack, admins_bot, command):
    exchange = await slack.command(LUC, GENERAL, "/convene", command)
    assert "Seules les personnes qui s’occupent de ce bot" in exchange.message.text
    assert exchange.message.visible_to == LUC


async def test_without_admins_nobody_is_one(slack, bot):
    exchange = await slack.command(MAYA, GENERAL, "/convene", "status")
    assert "Only the people who look after this bot" in exchange.message.text


async def test_an_admin_is_told_how_the_bot_is(slack, admins_bot, convene):
    exchange = await slack.command(MAYA, GENERAL, "/convene", "status")
    assert convene.guide.version in exchange.message.text
    assert "8 types, 2 pages" in exchange.message.text
    assert "no problem" in exchange.message.text
    assert exchange.message.visible_to == MAYA


async def test_an_admin_gets_the_report_privately(slack, admins_bot):
    await slack.command(LUC, GENERAL, "/convene", "la météo de demain à Gaspé")
    async with asyncio.timeout(60):
        text = ""
        while "météo" not in text:
            exchange = await slack.command(MAYA, GENERAL, "/convene", "report")
            message = exchange.message
            # The lines that it proposes are tried on a copy of the guide: seconds of work.
            await slack.until(
                lambda message=message: not message.text.startswith("One moment"), timeout_s=30
            )
            text = message.text
    assert "Not answered: 1" in text
    assert message.visible_to == MAYA


async def test_without_a_database_the_report_says_that_it_is_gone(slack, live, serving_live):
    nowhere = "postgresql://127.0.0.1:1/convene"
    async with serving_live(live, admins=frozenset({MAYA}), database_url=nowhere):
        message = (await slack.command(MAYA, GENERAL, "/convene", "report")).message
        await slack.until(lambda: "does not answer just now" in message.text)


async def test_a_question_with_the_word_report_in_it_is_a_question(slack, admins_bot):
    exchange = await slack.command(LUC, GENERAL, "/convene", "co-design report")
    assert "Seules les personnes" not in exchange.message.text


def told(slack, user):
    return [one.text for one in slack.messages(slack.workspace.direct_messages(user).id)]


async def test_admins_are_told_once_of_a_break_and_once_that_it_is_mended(
    slack, broken_bot, folder
):
    path = folder / "types" / "round-table.yml"
    good = path.read_text(encoding="utf-8")
    path.write_text("nonsense", encoding="utf-8")
    await until(lambda: told(slack, MAYA) and told(slack, LUC))
    path.write_text("other nonsense", encoding="utf-8")
    [english], [french] = told(slack, MAYA), told(slack, LUC)
    assert f"{path}:1:" in english
    assert "has problems (1)" in english
    assert "a des problèmes (1)" in french
    path.write_text(good, encoding="utf-8")
    await until(lambda: len(told(slack, MAYA)) > 1 and len(told(slack, LUC)) > 1)
    assert "sound again" in told(slack, MAYA)[1]
    assert "de nouveau en ordre" in told(slack, LUC)[1]
    assert len(told(slack, MAYA)) == 2


def test_of_many_problems_the_first_are_told_and_how_many_more_there_are(folder):
    problems = tuple(Problem("a.yml", n, Said("is empty"), Said("Delete it.")) for n in range(1, 9))
    live = Live(Convene.load(folder), problems=problems)
    for language, what, more in (
        ("en", "is empty. Delete it.", "And 3 more"),
        ("fr", "est vide. Supprimez-la.", "Et 3 de plus"),
    ):
        text = status.news(live, live.convene.words[language]).text
        assert f"a.yml:5: {what}" in text
        assert "a.yml:6:" not in text
        assert more in text


async def test_a_second_break_is_told_too_and_many_are_no_flood(slack, broken_bot, folder):
    path = folder / "types" / "round-table.yml"
    good = path.read_text(encoding="utf-8")
    for number in range(1, 6):
        path.write_text("nonsense", encoding="utf-8")
        await until(lambda: broken_bot.problems)
        if number <= admin.MOST_BREAKS:
            await until(lambda number=number: len(told(slack, MAYA)) == 2 * number - 1)
        path.write_text(good, encoding="utf-8")
        await until(lambda: not broken_bot.problems)
        if number <= admin.MOST_BREAKS:
            await until(lambda number=number: len(told(slack, MAYA)) == 2 * number)
    await slack.idle()
    assert len(told(slack, MAYA)) == 2 * admin.MOST_BREAKS


@pytest.mark.parametrize("url", [None, "postgresql://127.0.0.1:1/convene"])
async def test_of_two_workers_one_tells_also_without_a_database(
    slack, settings, folder, serve, monkeypatch, *, url
):
    monkeypatch.setattr(admin, "PATIENCE_S", 0.0)
    monkeypatch.setattr(admin, "LOOK_EVERY_S", 0.01)
    settings = replace(settings, content_dir=folder, admins=frozenset({MAYA}))
    settings = replace(settings, database_url=url or settings.database_url)
    lives = [Live(Convene.load(folder)) for _ in range(2)]
    async with (
        serve(web.create(settings, lives[0])),
        serve(web.create(settings, lives[1])),
    ):
        path = folder / "types" / "round-table.yml"
        good = path.read_text(encoding="utf-8")
        path.write_text("nonsense", encoding="utf-8")
        await until(lambda: all(live.problems for live in lives) and told(slack, MAYA))
        path.write_text(good, encoding="utf-8")
        await until(lambda: len(told(slack, MAYA)) == 2)
        await until(lambda: not any(live.problems for live in lives))
        await slack.idle()
    assert len(told(slack, MAYA)) == 2
