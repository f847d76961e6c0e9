"""Running the bot in Slack: over HTTP in one or more workers, or over Socket Mode.

Knows processes, signals and servers. Must not know answers.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import AsyncExitStack
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot import settings as settings_of
from bot.live.kept import start
from bot.live.live import Live
from bot.serving import web
from bot.serving.process import STOP_SIGNALS, check_port, log_to_stderr, serving, told_to_stop
from bot.settings import Settings
from bot.slack.app import connect
from bot.slack.socket import Socket

log = logging.getLogger(__name__)

EVERYWHERE = "0.0.0.0"  # noqa: S104 - Slack comes from outside
# Requests under way get this long to finish when the bot is told to stop.
STOP_TIMEOUT_S = 10


def serve_http(settings: Settings) -> int:
    """Serve `/slack/events` until told to stop; return the exit code.

    Raises `guide.BrokenGuide` before anything is served.
    """
    check_port(EVERYWHERE, settings.port)
    live = start(settings.content_dir, settings.database_url)
    log.info("starting with %s, on port %d", live.convene.guide.version, settings.port)
    if settings.workers == 1:
        server = uvicorn.Server(uvicorn.Config(web.create(settings, live), **_options(settings)))
        for number in STOP_SIGNALS:
            # The server minds them only once it runs, and sends itself each once more at its end.
            signal.signal(number, server.handle_exit)
        server.run()
    else:
        # Workers are processes of their own: each loads the guide for itself.
        uvicorn.run(
            "bot.serving.slack:application",
            factory=True,
            workers=settings.workers,
            **_options(settings),
        )
    return 0


def application() -> Starlette:
    """Return what one of several workers serves."""
    settings = settings_of.read()
    log_to_stderr(settings.log_level)
    return web.create(settings, start(settings.content_dir, settings.database_url))


def serve_socket(settings: Settings) -> int:
    """Answer over Socket Mode until told to stop; return the exit code.

    Raises `guide.BrokenGuide`, and `settings.SettingsError` where Slack refuses a token.
    """
    if settings.port_is_set:
        check_port(EVERYWHERE, settings.port)
    live = start(settings.content_dir, settings.database_url)
    asyncio.run(_serve_socket(settings, live))
    return 0


async def _serve_socket(settings: Settings, live: Live) -> None:
    stop = told_to_stop()
    async with connect(settings, live) as slack, AsyncExitStack() as beside:
        socket = Socket(slack, settings.app_token or "")
        if settings.port_is_set:
            health = web.create_health(slack, socket.is_connected)
            await beside.enter_async_context(serving(health, **_options(settings)))
        await socket.serve(stop)


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": EVERYWHERE,
        "port": settings.port,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # who asks is in what Slack signed
        "timeout_graceful_shutdown": STOP_TIMEOUT_S,
    }
