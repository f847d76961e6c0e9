"""What takes the pictures in docs/desk/: a desk where it is always the same morning, and a camera.

`make screenshots` acts the scenes beside this. They are no tests by their names, so that
`make test` leaves the committed pictures alone.
"""

import time
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from stage import MAYA, MORNING, WIDE

from bot.live.live import Live
from bot.serving.desk import desk
from bot.settings import Settings

# As many as nobody sees the difference of, in a third of the bytes.
COLOURS = 256


@pytest_asyncio.fixture(loop_scope="session")
async def studio(shipped, folder, tmp_path, monkeypatch):
    """The desk, at twelve past ten."""
    started = time.time()

    def clock():
        return MORNING + time.time() - started

    monkeypatch.chdir(tmp_path)
    settings = Settings(
        content_dir=Path(folder.name), database_url="sqlite:///desk.sqlite3", port=0
    )
    async with desk(settings, Live(shipped), clock=clock) as browser:
        yield browser.slack


@pytest.fixture
def look(studio, visit):
    """Visit as somebody in Toronto."""

    async def visit_from_toronto(person=MAYA, *, is_dark=False, **size):
        where = {"timezone_id": "America/Toronto"}
        return await visit(studio, person, is_dark=is_dark, **{**WIDE, **size}, **where)

    return visit_from_toronto


@pytest.fixture
def picture(pytestconfig):
    """Take a picture once everything has come to rest."""
    docs = pytestconfig.rootpath / "docs" / "desk"
    docs.mkdir(parents=True, exist_ok=True)

    async def take(visitor, name):
        await visitor.page.mouse.move(200, 20)
        await visitor.page.evaluate("document.fonts.ready")
        path = docs / f"{name}.png"
        await visitor.page.screenshot(path=path, animations="disabled", caret="hide")
        with Image.open(path) as taken:
            few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)

    return take
