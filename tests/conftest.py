"""What every test may ask for: a Slack on a loopback port, and a clock to wind on."""

import asyncio
import contextlib
import dataclasses
import logging
import time
from pathlib import Path

import pytest
import uvicorn
from small_guide import write_guide

from bot.convene import Convene
from bot.desk.app import EVERYTHING
from bot.desk.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Slack
from bot.live.live import Live
from bot.serving import web
from bot.settings import Settings

ROOT = Path(__file__).parent.parent


class Clock:
    """The time now, which a test can wind on."""

    def __init__(self):
        self.ahead_s = 0.0

    def __call__(self):
        return time.time() + self.ahead_s

    def advance(self, seconds):
        self.ahead_s += seconds


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    """Let the commands speak English, whatever the system does."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def clock():
    return Clock()


class Logged(logging.Handler):
    """What was logged, and a way to wait for more of it."""

    def __init__(self):
        super().__init__()
        self.records, self._news = [], asyncio.Event()

    def emit(self, record):
        self.records.append(record)
        self._news.set()

    async def __call__(self, text):
        async with asyncio.timeout(5):
            while not any(text in one.getMessage() for one in self.records):
                self._news.clear()
                await self._news.wait()


@pytest.fixture
def logged():
    """Return what `bot.slack` logs; called with a text it waits for it."""
    handler, logger = Logged(), logging.getLogger("bot.slack")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.setLevel(level)
    logger.removeHandler(handler)


@pytest.fixture
def app_manifest():
    """Return what the app in Slack was made from; a module may have another."""
    return EVERYTHING


@pytest.fixture
async def slack(clock, app_manifest):
    """A Slack that is as patient as the real one and retries without waiting."""
    async with Slack(app_manifest, clock=clock, timeout_s=3.0, retry_delays_s=(0, 0, 0)) as slack:
        yield slack


class Server(uvicorn.Server):
    """A real server on a port of its own, which leaves the tests' signals alone."""

    def __init__(self, app):
        super().__init__(uvicorn.Config(app, port=0, log_config=None, lifespan="on"))
        self.is_ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self):
        yield

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.is_ready.set()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}"


@contextlib.asynccontextmanager
async def serving(app):
    """Serve an ASGI application on a real port for as long as the context lasts."""
    server = Server(app)
    task = asyncio.create_task(server.serve())
    ready = asyncio.create_task(server.is_ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()
    try:
        yield server
    finally:
        server.should_exit = True
        await task


@pytest.fixture(scope="session")
def convene():
    """Return the shipped guide, ready to answer."""
    return Convene.load(ROOT / "content")


@pytest.fixture
def serve():
    """Return what serves an application on a real port."""
    return serving


@pytest.fixture
def folder(tmp_path):
    """Return a content folder that the test may change."""
    return write_guide(tmp_path / "content")


@pytest.fixture
def settings(slack, tmp_path):
    """Return the settings of a bot whose Slack is the stand-in."""
    return Settings(
        bot_token=BOT_TOKEN,
        signing_secret=SIGNING_SECRET,
        app_token=APP_TOKEN,
        slack_api_url=slack.api_url,
        content_dir=ROOT / "content",
        database_url=f"sqlite:///{tmp_path / 'convene.sqlite3'}",
    )


@pytest.fixture
def live(convene):
    """Return the guide that the bot serves, which a test may put another in place of."""
    return Live(convene)


@pytest.fixture
async def bot(slack, settings, live):
    """Return the bot's address; it answers the stand-in's Slack over HTTP."""
    async with serving(web.create(settings, live)) as server:
        slack.point_to(f"{server.url}/slack/events")
        yield server.url


@pytest.fixture
def serving_live(slack, settings):
    """Return a bot that serves a `Live` of the test's own, with settings changed."""

    @contextlib.asynccontextmanager
    async def serve(live, **changes):
        changed = dataclasses.replace(settings, **changes)
        async with serving(web.create(changed, live)) as server:
            slack.point_to(f"{server.url}/slack/events")
            yield server

    return serve


@pytest.fixture
def workers(settings, convene):
    """Return several bots that share nothing but their database; yields their servers."""

    @contextlib.asynccontextmanager
    async def serve(count):
        async with contextlib.AsyncExitStack() as stack:
            servers = []
            for _ in range(count):
                app = web.create(settings, Live(convene))
                server = await stack.enter_async_context(serving(app))
                await app.state.slack.services.recorder.settled()
                servers.append(server)
            yield servers

    return serve
