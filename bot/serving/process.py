"""What it takes to be a process that serves: a log, signals, ports, and a server.

Must not know what is served.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

import uvicorn

from bot.settings import SettingsError

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def log_to_stderr(level: str) -> None:
    """Log what is at least as grave as `level`, one of `settings.LOG_LEVELS`."""
    logging.basicConfig(level=level, format=LOG_FORMAT)
    # At DEBUG it writes 250 lines for a start, and none of them about what it stores.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)


def told_to_stop() -> asyncio.Event:
    """Return what is set when the process is told to stop; told a second time, it ends at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    # Not asyncio's own way, which Windows does not have.
    def tell(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        loop.call_soon_threadsafe(stop.set)

    for number in STOP_SIGNALS:
        signal.signal(number, tell)
    return stop


def check_port(host: str, port: int) -> None:
    """Raise `SettingsError` where no server can listen, in a sentence for an operator."""
    try:
        socket.create_server((host, port)).close()
    except PermissionError:
        raise SettingsError(
            f"Port {port} is not for this user: set PORT to one above 1023, such as 3000."
        ) from None
    except OSError:
        raise SettingsError(f"Port {port} is taken: set PORT to a free one.") from None


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there."""
    try:
        check_port(host, port)
    except SettingsError:
        return False
    return True


class Server(uvicorn.Server):
    """A server that leaves the signals to whoever started it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def serving(app: Any, **options: Any) -> AsyncIterator[None]:
    """Serve an ASGI application for as long as the context lasts."""
    server = Server(uvicorn.Config(app, **options))
    running = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await running
