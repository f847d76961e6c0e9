"""Running the bot on the desk: a stand-in for Slack, the page, and the real bot beside it.

Knows processes, ports and files. The stand-in and the bot share nothing but signed HTTP;
what the page shows besides (why, and what is wrong with the folder) is worked out here.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import time
import webbrowser
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import uvicorn

from bot.cards import unfurls
from bot.convene import Convene
from bot.desk.browser import Browser
from bot.desk.slack import Slack
from bot.desk.workspace import NOOR
from bot.guide.said import told
from bot.live.kept import start
from bot.live.live import Live
from bot.match import Candidate
from bot.serving import web
from bot.serving.process import Server, check_port, is_free, told_to_stop
from bot.settings import DATABASE as OF_SLACK
from bot.settings import Settings
from bot.slack.manifest import EXTRAS, manifest

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
STOP_S = 1.0
NEXT = 10
"""How many ports are tried before any will do."""
LOOK_S = 0.1
"""How often the page learns which guide is live."""
FILE = "desk.sqlite3"
DATABASE = f"sqlite:///{FILE}"
"""What is asked on the desk is kept apart from what is asked in Slack."""


def serve_desk(settings: Settings, *, opens_browser: bool = True) -> int:
    """Serve the page until told to stop; return the exit code.

    Raises before anything is served: `guide.BrokenGuide`, and `settings.SettingsError` where
    the port that was asked for is taken. Uses none of the settings' credentials.
    """
    port = _port(settings)
    if settings.database_url not in (OF_SLACK, DATABASE):
        print(
            f"DATABASE_URL is for Slack: the desk keeps what is asked in {FILE}.", file=sys.stderr
        )
    settings = replace(settings, database_url=DATABASE, port=port)
    live = start(settings.content_dir, settings.database_url)
    asyncio.run(_serve(settings, live, opens_browser=opens_browser))
    return 0


async def _serve(settings: Settings, live: Live, *, opens_browser: bool) -> None:
    stop = told_to_stop()
    async with desk(settings, live) as browser:
        address = browser.slack.url
        print(f"Slack is on your desk: {address}", file=sys.stderr, flush=True)
        print("Stop it with Ctrl-C.", file=sys.stderr, flush=True)
        if opens_browser:
            await asyncio.to_thread(webbrowser.open, address)
        await stop.wait()


@asynccontextmanager
async def desk(
    settings: Settings, live: Live, *, clock: Callable[[], float] = time.time
) -> AsyncIterator[Browser]:
    """Run the stand-in with its page, and the bot, for as long as the context lasts."""
    domains = unfurls.domains(live.convene.guide)
    app = manifest("http://127.0.0.1", EXTRAS, domains)
    slack = Slack(app, port=settings.port, clock=clock)
    browser = Browser(slack, lambda question, locale: explain(live.convene, question, locale))
    async with slack, _bot(settings, live, slack):
        following = asyncio.create_task(_follow(live, browser))
        try:
            yield browser
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)


@asynccontextmanager
async def _bot(settings: Settings, live: Live, slack: Slack) -> AsyncIterator[None]:
    """Serve the real bot over HTTP on a port of its own, and tell the stand-in where."""
    on_desk = replace(
        settings,
        bot_token=slack.bot_token,
        signing_secret=slack.signing_secret,
        app_token=None,
        slack_api_url=slack.api_url,
        admins=frozenset({NOOR}),
        workers=1,
    )
    # Of a named protocol, since asyncio leaves Nagle's algorithm on for any other (40 ms a time).
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.bind((LOOPBACK, 0))
    listener.listen()  # who asks before the bot is ready waits, and is not refused
    config = uvicorn.Config(
        web.create(on_desk, live),
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=int(STOP_S),
    )
    server = Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    slack.point_to(f"http://{LOOPBACK}:{listener.getsockname()[1]}/slack/events")
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.wait([running], timeout=2 * STOP_S)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        listener.close()


async def _follow(live: Live, browser: Browser) -> None:
    """Show on the page which guide answers, and what is wrong with the folder since."""
    shown = None
    while True:
        now = (live.convene.guide.version, live.problems)
        if now != shown:
            shown = now
            browser.show_content(now[0], partial(_problems_shown, live))
        await asyncio.sleep(LOOK_S)


def _problems_shown(live: Live, locale: str) -> list[Mapping[str, Any]]:
    language = live.convene.language(locale)
    return [
        {
            "path": one.path,
            "line": one.line,
            "what": told(one.what, language),
            "fix": told(one.fix, language),
        }
        for one in live.problems
    ]


def explain(convene: Convene, question: str, locale: str) -> Mapping[str, Any]:
    """Say what a question was matched with and why, as the page's side panel shows it."""
    match = convene.match(question)
    answer, _ = convene.reply(match, locale)
    guide = convene.guide
    types = {id_: one.name for id_, one in guide.types.items()}
    pages = {id_: one.title for id_, one in guide.pages.items()}

    def shown(candidate: Candidate, names: Mapping[str, Mapping[str, str]]) -> Mapping[str, Any]:
        return {
            "id": candidate.id,
            "name": names[candidate.id][answer.language],
            "score": candidate.score,
            "because": candidate.because,
            "is_named": candidate.is_named,
        }

    return {
        "kind": answer.kind,
        "language": guide.languages[answer.language],
        "intent": match.intent,
        "because": answer.because,
        "types": [shown(one, types) for one in match.types],
        "pages": [shown(one, pages) for one in match.pages],
    }


def _port(settings: Settings) -> int:
    """Return the port; where it is taken and nobody asked for it, the next (0: any free one)."""
    wanted = settings.port
    if settings.port_is_set:
        check_port(LOOPBACK, wanted)
    if is_free(LOOPBACK, wanted):
        return wanted
    port = next((one for one in range(wanted + 1, wanted + NEXT) if is_free(LOOPBACK, one)), 0)
    print(f"Port {wanted} is taken, so the desk is on {port or 'another'}.", file=sys.stderr)
    return port
