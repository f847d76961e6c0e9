"""A real browser on a real desk, for whoever acts as a person."""

import json
import os
import shutil

import pytest
import pytest_asyncio
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from chromium import find, flags
from playwright.async_api import async_playwright, expect

from bot.convene import Convene
from bot.desk.browser import Browser
from bot.desk.slack import Slack
from bot.live.live import Live
from bot.serving.desk import desk
from bot.settings import Settings

PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items):
    """Run every test here on the one event loop that the browser lives on."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def chromium():
    path = find()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("There is no Chromium: python tests/browser/chromium.py gets one.")
    if path is None:
        pytest.skip("There is no Chromium here: python tests/browser/chromium.py gets one.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=flags())
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def shipped(pytestconfig):
    """The shipped guide, loaded once."""
    return Convene.load(pytestconfig.rootpath / "content")


@pytest.fixture
def folder(tmp_path, pytestconfig):
    """A copy of the content folder, to be edited."""
    return shutil.copytree(pytestconfig.rootpath / "content", tmp_path / "content")


@pytest_asyncio.fixture(loop_scope="session")
async def house(shipped, folder, tmp_path):
    """The desk with the real bot, as `python -m bot desk` runs it."""
    database = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    settings = Settings(content_dir=folder, database_url=database, port=0)
    async with desk(settings, Live(shipped)) as browser:
        yield browser.slack


class Visitor:
    """A person at the page."""

    def __init__(self, page, slack):
        self.page = page
        self.slack = slack

    def __getattr__(self, name):
        return getattr(self.page, name)

    @property
    def composer(self):
        return self.page.locator(".channel-pane .composer textarea")

    @property
    def messages(self):
        return self.page.locator(".channel-pane .message")

    @property
    def last(self):
        return self.messages.last

    @property
    def side(self):
        return self.page.locator(".side-panel")

    @property
    def modal(self):
        return self.page.get_by_role("dialog")

    async def write(self, text):
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def open(self, name):
        await self.page.locator(".side-item", has_text=name).click()

    async def be(self, name):
        await self.page.get_by_role("radio", name=name).check()

    async def choose(self, menu, option):
        """Choose from a menu of the modal, both by what they are called."""
        await self.modal.get_by_role("combobox", name=menu).click()
        await self.page.get_by_role("option", name=option).click()

    async def serious_findings(self):
        """Return what axe finds serious or critical, as rule ids with what is affected."""
        found = await Axe().run(self.page)
        return [
            (one["id"], [node["html"][:120] for node in one["nodes"]])
            for one in found.response["violations"]
            if one["impact"] in ("serious", "critical")
        ]


@pytest_asyncio.fixture(loop_scope="session")
async def visit(chromium):
    """Open the page of a desk as somebody; no error on it goes unseen."""
    contexts, errors = [], []

    def only_from(home, url):
        if not url.startswith((home, "data:")):
            errors.append(f"the page asked for {url}")

    async def open_page(
        slack, person="U01MAYA", *, is_dark=False, width=1280, height=860, timezone_id=None
    ):
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if is_dark else "light",
            reduced_motion="reduce",
            timezone_id=timezone_id,
        )
        contexts.append(context)

        async def only_here(route):
            if route.request.url.startswith(slack.url):
                return await route.continue_()
            return await route.fulfill(status=200, body="elsewhere")

        await context.route("**/*", only_here)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: only_from(slack.url, request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda line: errors.append(line.text) if line.type == "error" else None,
        )
        await page.add_init_script(f"localStorage['desk.person'] ??= '{person}'")
        await page.goto(slack.url)
        await page.wait_for_selector(".page")
        return Visitor(page, slack)

    yield open_page
    for context in contexts:
        await context.close()
    assert errors == []


class TinyBot:
    """A bot that keeps what it is sent and answers each delivery what it was told to."""

    def __init__(self):
        self.requests = []
        self.answers = {}
        self.url = ""

    async def take(self, request):
        form = await request.post() if request.content_type != "application/json" else {}
        payload = (
            json.loads(form["payload"])
            if "payload" in form
            else (dict(form) or await request.json())
        )
        self.requests.append(payload)
        answer = self.answers.get(payload.get("type", payload.get("command")))
        if callable(answer):
            answer = await answer(payload)
        if isinstance(answer, web.Response):
            return answer
        return web.json_response(answer) if answer else web.Response()

    def of(self, kind):
        return [one for one in self.requests if one.get("type") == kind]


@pytest_asyncio.fixture(loop_scope="session")
async def tiny():
    """A tiny bot with a desk of its own: for what the real bot does not do yet."""
    slack, bot = Slack(timeout_s=1.0), TinyBot()
    Browser(slack)
    app = web.Application()
    app.router.add_post("/slack/events", bot.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with slack:
        slack.point_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
        bot.slack = slack
        yield bot
    await runner.cleanup()
