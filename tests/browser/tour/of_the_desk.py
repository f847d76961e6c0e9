"""The desk, cards, the Home tab and the windows, as pictures in docs/desk/."""

import pytest
from playwright.async_api import expect
from stage import LUC, MAYA, PHONE, WIDE, answered, to_start

ASKED = {
    "en": (MAYA, "Morning! We say “co-design” for everything.", "codesing", "Co-design"),
    "fr": (
        LUC,
        "Bonjour ! On dit « conception conjointe » pour tout.",
        "conception conjiointe",
        "Conception conjointe",
    ),
}


@pytest.mark.parametrize(("language", "is_dark"), [("en", False), ("fr", True)], ids=["en", "fr"])
async def test_card(look, picture, language, is_dark):
    person, said, asked, heading = ASKED[language]
    someone = await look(person, is_dark=is_dark)
    await someone.write(said)
    await someone.write(f"/convene {asked}")
    for shape, size in (("wide", WIDE), ("phone", PHONE)):
        someone = await look(person, is_dark=is_dark, **size)
        await answered(someone, heading)
        if size is PHONE:
            await to_start(someone)
        await picture(someone, f"card-{language}-{'dark' if is_dark else 'light'}-{shape}")


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
SHAPES = {"wide": WIDE, "phone": PHONE}
PICKED = ("prototypes", "users", "problem", "none")


@pytest.mark.parametrize("language", SURFACES)
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
async def test_home_and_help_in_choosing(look, picture, shipped, language, is_dark):
    person, tab, choose, see = SURFACES[language]
    shade = "dark" if is_dark else "light"
    # Each language and each shade comes wide and on a phone, but not all of them in both.
    is_home_wide = (language == "en") != is_dark
    home_shape, advice_shape = ("wide", "phone") if is_home_wide else ("phone", "wide")
    someone = await look(person, is_dark=is_dark)
    await someone.open("Convene")
    await someone.page.get_by_role("tab", name=tab).click()
    home = someone.page.locator(".home-view")
    await expect(home.get_by_role("button", name=choose)).to_be_visible()
    await someone.page.set_viewport_size(SHAPES[home_shape])
    await picture(someone, f"home-{language}-{shade}-{home_shape}")
    await home.get_by_role("button", name=choose).click()
    await expect(someone.modal.get_by_role("combobox").first).to_be_visible()
    if advice_shape == "phone":
        await someone.page.set_viewport_size(PHONE)
        await picture(someone, f"choose-{language}-{shade}-phone")
    await someone.page.set_viewport_size(WIDE)
    for criterion, picked in zip(shipped.guide.criteria, PICKED, strict=True):
        text = next(one.text[language] for one in criterion.options if one.id == picked)
        await someone.choose(criterion.ask[language], text)
    await someone.modal.get_by_role("button", name=see).click()
    await expect(someone.modal.locator("[data-action=share_with]")).to_be_visible()
    await someone.page.set_viewport_size(SHAPES[advice_shape])
    await picture(someone, f"advice-{language}-{shade}-{advice_shape}")
