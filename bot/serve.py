"""Running the bot in Slack: over HTTP in one or more workers, or over Socket Mode.

Knows processes, signals and servers. Must not know answers.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot import settings as settings_of
from bot import web
from bot.kept import start
from bot.live import Live
from bot.settings import Settings, SettingsError
from bot.slack.app import connect
from bot.slack.socket import open_socket

log = logging.getLogger(__name__)

# Requests under way get this long to finish when the bot is told to stop.
STOP_TIMEOUT_S = 10


def serve_http(settings: Settings) -> int:
    """Serve `/slack/events` until told to stop; return the exit code.

    Raises `guide.BrokenGuide` before anything is served.
    """
    _check_port(settings.port)
    live = start(settings.content_dir, settings.database_url)
    log.info("serving %s on port %d", live.convene.guide.version, settings.port)
    _stop_cleanly()
    if settings.workers == 1:
        uvicorn.Server(_config(settings, web.create(settings, live))).run()
    else:
        # Workers are processes of their own: each loads the guide for itself.
        uvicorn.run(
            "bot.serve:application", factory=True, workers=settings.workers, **_options(settings)
        )
    return 0


def _check_port(port: int) -> None:
    """Raise `SettingsError` where the port is taken: the server's own words are for developers."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - as the server does
        except OSError:
            raise SettingsError(f"Port {port} is taken: set PORT to a free one.") from None


def application() -> Starlette:
    """Return what one of several workers serves."""
    settings = settings_of.read()
    logging.basicConfig(level=settings.log_level, format=settings_of.LOG_FORMAT)
    return web.create(settings, start(settings.content_dir, settings.database_url))


def serve_socket(settings: Settings) -> int:
    """Answer over Socket Mode until told to stop; return the exit code.

    Raises `guide.BrokenGuide`, and `settings.SettingsError` where Slack refuses a token.
    """
    live = start(settings.content_dir, settings.database_url)
    _stop_cleanly()
    asyncio.run(_serve_socket(settings, live))
    return 0


async def _serve_socket(settings: Settings, live: Live) -> None:
    async with (
        connect(settings, live) as slack,
        open_socket(slack, settings.app_token or "") as socket,
    ):
        log.info("serving %s over Socket Mode", live.convene.guide.version)
        if settings.port_is_set:
            health = web.create_health(slack, socket.is_connected)
            await uvicorn.Server(_config(settings, health)).serve()
        else:
            await _told_to_stop()


async def _told_to_stop() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


def _stop_cleanly() -> None:
    """End with exit code 0: uvicorn sends itself the signal once more when it is done."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": "0.0.0.0",  # noqa: S104 - Slack comes from outside
        "port": settings.port,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "timeout_graceful_shutdown": STOP_TIMEOUT_S,
    }


def _config(settings: Settings, app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(app, **_options(settings))
