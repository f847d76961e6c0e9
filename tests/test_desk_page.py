"""The desk's page seen from below: whom it serves, what it refuses, and the bot beside it."""

import asyncio
import contextlib
import json
import re
import shutil
from pathlib import Path

import httpx
import pytest

from bot.desk.browser import Browser
from bot.desk.slack import Slack
from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live.live import Live
from bot.serving.desk import desk, explain
from bot.settings import Settings


@pytest.fixture
async def browser():
    slack = Slack()
    browser = Browser(slack)
    async with slack:
        yield browser


@pytest.fixture
async def http(browser):
    async with httpx.AsyncClient(base_url=browser.slack.url) as client:
        yield client


@contextlib.asynccontextmanager
async def watching(http, person):
    """Follow the page's stream as a person's browser does; yields a reader of its news."""
    async with http.stream("GET", "/desk/live", params={"person": person}) as stream:
        lines = stream.aiter_lines()

        async def news(wanted):
            async with asyncio.timeout(5):
                name = None
                async for line in lines:
                    if line.startswith("event: "):
                        name = line.removeprefix("event: ")
                    elif line.startswith("data: ") and name == wanted:
                        return json.loads(line.removeprefix("data: "))
            raise AssertionError(f"the stream ended without {wanted}")

        yield news


async def test_the_page_is_served_whole_and_asks_nobody_else_for_anything(http):
    page = await http.get("/")
    assert "/static/page.js" in page.text
    assert (await http.get("/static/page.js")).status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["nothing.js", "..%2fbrowser.py", "%2e%2e/browser.py"])
async def test_nothing_else_is_served(http, name):
    assert (await http.get(f"/static/{name}")).status_code == 404


@pytest.mark.parametrize("path", ["/", "/desk/live?person=U01MAYA", "/api/auth.test"])
async def test_another_host_is_refused_so_that_no_name_can_be_rebound_to_it(http, path):
    answer = await http.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 403


async def test_another_site_is_refused(http):
    given = {"person": MAYA, "channel": GENERAL, "text": "hello"}
    headers = {"Origin": "https://evil.example"}
    assert (await http.post("/desk/say", json=given, headers=headers)).status_code == 403
    own = {"Origin": str(http.base_url).rstrip("/")}
    assert (await http.post("/desk/say", json=given, headers=own)).status_code == 200


@pytest.mark.parametrize(
    ("path", "given", "sentence"),
    [
        ("say", {"person": "U404", "channel": GENERAL, "text": "x"}, "nobody called U404"),
        ("say", {"person": MAYA, "channel": "C404", "text": "x"}, "no such channel"),
        ("say", {"person": MAYA, "channel": "D02LUC", "text": "x"}, "no such channel"),
        ("say", {"person": MAYA, "channel": GENERAL, "text": ""}, '"text" must be a text'),
        ("say", {"person": MAYA, "channel": GENERAL, "text": "x" * 4001}, '"text" must be'),
        ("say", {"person": MAYA, "channel": GENERAL, "text": 1}, '"text" must be a text'),
        ("command", {"person": MAYA, "channel": GENERAL, "command": "/other"}, "not a command"),
        ("press", {"person": MAYA, "channel": GENERAL, "ts": "1", "action_id": "a"}, "is gone"),
        ("press", {"person": MAYA, "view": "V1", "action_id": "a"}, "This view is gone"),
        ("submit", {"person": MAYA, "view": "V1", "values": []}, "This view is gone"),
        ("shortcut", {"person": MAYA, "callback_id": "x"}, "no shortcut x"),
        ("home", {"person": MAYA, "tab": "x"}, "neither"),
        ("step", {"person": MAYA, "callback_id": "x"}, "no step x"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_one_sentence(http, path, given, sentence):
    await http.post("/desk/home", json={"person": LUC, "tab": "messages"})
    answer = await http.post(f"/desk/{path}", json=given)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


@pytest.mark.parametrize("body", [b"{nonsense", b"[]", b"\xff"])
async def test_a_body_that_is_no_json_object_is_refused(http, body):
    headers = {"Content-Type": "application/json"}
    answer = await http.post("/desk/say", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


async def test_a_form_from_elsewhere_is_refused(http):
    assert (await http.post("/desk/say", data={"person": MAYA})).status_code == 415


async def test_a_body_too_large_is_refused(http):
    given = {"person": MAYA, "text": "x" * (1 << 20)}
    assert (await http.post("/desk/say", json=given)).status_code == 413


async def test_what_one_person_says_reaches_the_other_at_once(http):
    async with watching(http, LUC) as news:
        assert (await news("workspace"))["me"] == LUC
        await http.post("/desk/say", json={"person": MAYA, "channel": GENERAL, "text": "hello"})
        assert (await news("messages"))["put"][0]["text"] == "hello"


async def test_what_only_one_person_sees_is_never_sent_to_another(browser, http):
    exchange = await browser.slack.command(MAYA, GENERAL, "/convene", "x")
    assert exchange.message.visible_to == MAYA
    await browser.slack.say(MAYA, GENERAL, "for all")
    async with watching(http, LUC) as news:
        assert [one["text"] for one in (await news("messages"))["put"]] == ["for all"]
    ids = {"person": LUC, "channel": GENERAL, "ts": exchange.message.ts}
    assert (await http.get("/desk/why", params=ids)).status_code == 400
    assert (await http.post("/desk/delete", json=ids)).status_code == 400


async def test_only_ones_own_message_can_be_changed(browser, http):
    said = await browser.slack.say(MAYA, GENERAL, "mine")
    ids = {"channel": GENERAL, "ts": said.ts, "text": "changed"}
    assert (await http.post("/desk/edit", json={"person": LUC, **ids})).status_code == 400
    assert (await http.post("/desk/edit", json={"person": MAYA, **ids})).status_code == 200
    assert said.text == "changed"


async def test_problems_of_the_content_are_told_to_whoever_looks(browser, http):
    problem = {"path": "types/x.yml", "line": 3, "what": "no name", "fix": "Give it one."}
    async with watching(http, MAYA) as news:
        await news("workspace")
        browser.show_content("abc", lambda locale: [{**problem, "what": locale}])
        assert (await news("workspace"))["problems"] == [{**problem, "what": "en-CA"}]


# -- with the bot beside it


@pytest.fixture
async def folder(tmp_path):
    return shutil.copytree("content", tmp_path / "content")


@pytest.fixture
async def whole(convene, folder, tmp_path):
    """The desk as `python -m bot desk` runs it, on a port of its own."""
    database = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    settings = Settings(bot_token="xoxb-real", content_dir=folder, database_url=database, port=0)
    async with desk(settings, Live(convene)) as browser:
        yield browser


async def test_the_bot_on_the_desk_answers_over_signed_http(whole):
    exchange = await whole.slack.command(MAYA, GENERAL, "/convene", "codesing")
    assert exchange.message.blocks[0]["text"]["text"] == "Co-design"
    assert exchange.status == 200


async def test_why_holds_the_question_the_scores_and_the_requests(whole):
    exchange = await whole.slack.command(LUC, GENERAL, "/convene", "la conception conjointe")
    async with httpx.AsyncClient(base_url=whole.slack.url) as http:
        ids = {"person": LUC, "channel": GENERAL, "ts": exchange.message.ts}
        found = (await http.get("/desk/why", params=ids)).json()
    assert found["asked"] == "la conception conjointe"
    best = found["why"]["types"][0]
    assert (best["id"], best["name"]) == ("co-design", "Conception conjointe")
    assert best["score"] > 0.9
    assert best["because"]
    assert found["why"]["language"] == "français"
    assert [one["what"] for one in found["exchanges"]] == ["/convene"]
    assert found["exchanges"][0]["duration_ms"] > 0


async def test_why_of_an_answer_in_a_thread_names_the_event_and_the_call(whole):
    said = await whole.slack.mention(MAYA, GENERAL, "co-design")
    answer = await whole.slack.answer_to(said)
    async with httpx.AsyncClient(base_url=whole.slack.url) as http:
        ids = {"person": MAYA, "channel": GENERAL, "ts": answer.ts}
        found = (await http.get("/desk/why", params=ids)).json()
    assert found["asked"] == "co-design"
    assert [one["what"] for one in found["exchanges"]] == [
        "event app_mention",
        "chat.postMessage",
    ]


def test_an_explanation_names_the_runner_up(convene):
    why = explain(convene, "co-design or co-creation?", "en-CA")
    assert {one["id"] for one in why["types"][:2]} == {"co-design", "co-creation"}


async def test_an_edit_of_the_content_is_in_the_next_answer(whole, folder):
    type_file = folder / "types" / "co-design.yml"
    before = await whole.slack.until(lambda: whole.version)
    text = type_file.read_text(encoding="utf-8")
    type_file.write_text(text.replace('"Co-design"', '"Codesign made new"', 1), encoding="utf-8")
    await whole.slack.until(lambda: whole.version != before, timeout_s=15)
    exchange = await whole.slack.command(MAYA, GENERAL, "/convene", "codesign made new")
    assert exchange.message.blocks[0]["text"]["text"] == "Codesign made new"


async def test_a_broken_edit_is_told_and_the_last_good_guide_answers(whole, folder):
    (folder / "types" / "co-design.yml").write_text("name: [", encoding="utf-8")
    [problem] = await whole.slack.until(lambda: whole.problems("en-CA"), timeout_s=15)
    assert problem["path"].endswith("co-design.yml")
    [in_french] = whole.problems("fr-CA")
    assert {**in_french, "what": "", "fix": ""} == {**problem, "what": "", "fix": ""}
    assert "Au début d’un texte" in in_french["what"]
    assert in_french["fix"].startswith("Mettez le texte")
    exchange = await whole.slack.command(MAYA, GENERAL, "/convene", "co-design")
    assert exchange.message.blocks[0]["text"]["text"] == "Co-design"


def test_the_tour_shows_every_picture_and_no_picture_that_is_not_there():
    docs = Path(__file__).parent.parent / "docs"
    shown = re.findall(r"\]\(desk/([^)]+)\)", (docs / "tour.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.name for path in (docs / "desk").iterdir())
