"""Tasks that one of several workers takes, while there is no database to say which.

Knows files: the workers of one server share a machine, and a file is made by one of them
alone. Takes and gives as `bot.record.store.Store` does.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

PLACES = "convene-[0-9]*-[0-9a-f]*"
LEFT_BEHIND_S = 7 * 24 * 60 * 60
"""A folder's claims are a few bytes; after so long nobody waits for their end."""


class Claims:
    """What is taken by one of the processes that the same server started."""

    def __init__(self, about: str) -> None:
        """Keep apart what is `about` different things."""
        server = multiprocessing.parent_process() or multiprocessing.current_process()
        name = f"convene-{server.pid}-{zlib.crc32(about.encode('utf-8', 'surrogateescape')):08x}"
        self._place = Path(tempfile.gettempdir()) / name

    async def claim(self, key: str, now: float, *, again_after_s: float | None = None) -> bool:
        """Take a task; return whether it is ours. Where no file can be made, it is."""
        return await asyncio.to_thread(self._claim, key, now, again_after_s)

    async def release(self, key: str) -> bool:
        """Give a task back; return whether it was taken. Of several workers one hears yes."""
        return await asyncio.to_thread(self._release, key)

    def _claim(self, key: str, now: float, again_after_s: float | None) -> bool:
        path = self._path(key)
        try:
            if not self._place.exists():
                self._clear(now - LEFT_BEHIND_S)
            self._place.mkdir(mode=0o700, exist_ok=True)
            if again_after_s is not None and path.exists():
                if int(path.read_text(encoding="ascii") or now) > now - again_after_s:
                    return False
                path.unlink(missing_ok=True)
            with path.open("x", encoding="ascii") as taken:
                taken.write(str(int(now)))
        except FileExistsError:
            return False
        except (OSError, ValueError):
            return True  # rather twice than never
        return True

    def _release(self, key: str) -> bool:
        try:
            self._path(key).unlink()
        except OSError:
            return False
        return True

    def _clear(self, before: float) -> None:
        """Remove what servers that were killed have left, untouched since a time."""
        for place in self._place.parent.glob(PLACES):
            with suppress(OSError):
                if place.stat().st_mtime < before:
                    shutil.rmtree(place, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self._place / key.replace(" ", "-")
