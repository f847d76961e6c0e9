"""The desk's main scenes as pictures in docs/desk/: `make screenshots`.

Not a test by its name, so that `make test` leaves the committed pictures alone; run as one,
on the same desk and in the same browser. It is always the same Wednesday morning.
"""

import time
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.live import Live
from bot.serve_desk import desk
from bot.settings import Settings

MAYA, LUC = "U01MAYA", "U02LUC"
MORNING = 1_799_853_120.0  # 13 January 2027, 10:12 in Toronto
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest_asyncio.fixture(loop_scope="session")
async def house(shipped, folder, tmp_path, monkeypatch):
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
def look(house, visit):
    """Visit as somebody in Toronto."""

    async def visit_from_toronto(person=MAYA, *, is_dark=False, **size):
        where = {"timezone_id": "America/Toronto"}
        return await visit(house, person, is_dark=is_dark, **{**WIDE, **size}, **where)

    return visit_from_toronto


@pytest.fixture
def picture(pytestconfig):
    """Take a picture once everything has come to rest."""
    docs = pytestconfig.rootpath / "docs" / "desk"
    docs.mkdir(parents=True, exist_ok=True)

    async def take(visitor, name):
        await visitor.page.mouse.move(640, 20)
        await visitor.page.evaluate("document.fonts.ready")
        path = docs / f"{name}.png"
        await visitor.page.screenshot(path=path, animations="disabled", caret="hide")

    return take


async def answered(someone, heading):
    await expect(someone.last.get_by_role("heading", name=heading).first).to_be_visible()


ASKED = {
    "en": (MAYA, "Morning! We say “co-design” for everything.", "codesing", "Co-design"),
    "fr": (
        LUC,
        "Bonjour ! On dit « conception conjointe » pour tout.",
        "conception conjiointe",
        "Conception conjointe",
    ),
}


@pytest.mark.parametrize("language", ASKED)
async def test_card(look, picture, language):
    person, said, asked, heading = ASKED[language]
    first = await look(person)
    await first.write(said)
    await first.write(f"/convene {asked}")
    await answered(first, heading)
    for shade, is_dark in (("light", False), ("dark", True)):
        for shape, size in (("wide", WIDE), ("phone", PHONE)):
            someone = await look(person, is_dark=is_dark, **size)
            await answered(someone, heading)
            await picture(someone, f"card-{language}-{shade}-{shape}")


async def test_compare(look, picture):
    maya = await look()
    await maya.write("@Convene what is the difference between co-design and co-creation?")
    await maya.last.get_by_role("button", name="1 reply").click()
    await expect(maya.side.locator(".message")).to_have_count(2)
    await picture(maya, "compare")


async def test_why(look, picture):
    luc = await look(LUC, is_dark=True)
    await luc.open("Convene")
    await luc.write("on veut concevoir une solution avec les gens qui vont s’en servir")
    await expect(luc.messages).to_have_count(2)
    await luc.last.hover()
    await luc.last.get_by_role("button", name="Pourquoi cette réponse").click()
    await expect(luc.side.locator(".exchange").first).to_be_visible()
    await luc.side.locator(".exchange").first.focus()
    await picture(luc, "why")


async def test_hint(look, picture):
    maya = await look(height=420)
    await maya.composer.press_sequentially("/con")
    await expect(maya.page.get_by_role("option")).to_be_visible()
    await picture(maya, "hint")


async def test_banner(look, picture, folder):
    maya = await look(height=420)
    file = folder / "types" / "co-design.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("definition:", "definitoin:", 1), encoding="utf-8")
    await expect(maya.page.locator(".banner")).to_be_visible()
    await picture(maya, "banner")


async def test_phone_menu(look, picture):
    luc = await look(LUC, **PHONE)
    await luc.page.get_by_role("button", name="Canaux et applications").click()
    await picture(luc, "phone-menu")


SURFACES = {
    "en": (MAYA, "Home", "Help me choose", "See what fits"),
    "fr": (LUC, "Accueil", "M’aider à choisir", "Voir ce qui convient"),
}
PICKED = ("prototypes", "users", "problem", "none")


@pytest.mark.parametrize("language", SURFACES)
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
async def test_home_and_help_in_choosing(look, picture, shipped, language, is_dark):
    person, tab, choose, see = SURFACES[language]
    shade = "dark" if is_dark else "light"
    someone = await look(person, is_dark=is_dark)
    await someone.open("Convene")
    await someone.page.get_by_role("tab", name=tab).click()
    home = someone.page.locator(".home-view")
    await expect(home.get_by_role("button", name=choose)).to_be_visible()
    for shape, size in (("wide", WIDE), ("phone", PHONE)):
        await someone.page.set_viewport_size(size)
        await picture(someone, f"home-{language}-{shade}-{shape}")
    await home.get_by_role("button", name=choose).click()
    await expect(someone.modal.get_by_role("radio").first).to_be_visible()
    await picture(someone, f"choose-{language}-{shade}-phone")
    await someone.page.set_viewport_size(WIDE)
    for criterion, picked in zip(shipped.guide.criteria, PICKED, strict=True):
        text = next(one.text[language] for one in criterion.options if one.id == picked)
        await someone.modal.get_by_role("radio", name=text).check()
    await someone.modal.get_by_role("button", name=see).click()
    await expect(someone.modal.get_by_role("combobox")).to_be_visible()
    await picture(someone, f"advice-{language}-{shade}-wide")


async def test_look_up(look, picture):
    luc = await look(LUC)
    await luc.composer.press_sequentially("/Look")
    await luc.page.get_by_role("option", name="Look up").click()
    await expect(luc.modal.get_by_role("heading", name="Chercher un type")).to_be_visible()
    await luc.modal.get_by_role("combobox").press_sequentially("co-d")
    await expect(luc.page.get_by_role("option", name="Conception conjointe")).to_be_visible()
    await picture(luc, "look-up")


async def test_on_a_message(look, picture):
    maya = await look()
    await maya.write("We would like to hear what tenants think of the plan.")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="More actions").click()
    await maya.page.get_by_role("menuitem", name="Which type").click()
    await answered(maya, "Consultation")
    await picture(maya, "on-a-message")
