"""What people do with an answer, and where else in Slack they ask, as pictures in docs/desk/."""

import pytest
from playwright.async_api import expect
from stage import LUC, MAYA, PHONE, WIDE, answered, to_end, to_start

LIGHT_WIDE, DARK_WIDE = {**WIDE, "is_dark": False}, {**WIDE, "is_dark": True}
LIGHT_PHONE, DARK_PHONE = {**PHONE, "is_dark": False}, {**PHONE, "is_dark": True}


SHARED = {
    "en-light-wide": (MAYA, LIGHT_WIDE, "co-design", "Share here", "Shared in"),
    "fr-dark-phone": (LUC, DARK_PHONE, "coproduction", "Partager ici", "Partagé dans"),
}


@pytest.mark.parametrize("scene", SHARED)
async def test_sharing(look, picture, scene):
    person, how, asked, button, told = SHARED[scene]
    someone = await look(person, **how)
    await someone.write(f"/convene {asked}")
    await expect(someone.last.get_by_role("button", name=button)).to_be_visible()
    await to_end(someone)
    await picture(someone, f"share-before-{scene}")
    await someone.last.get_by_role("button", name=button).click()
    await expect(someone.messages.filter(has_text=told)).to_have_count(1)
    await expect(someone.messages).to_have_count(2)
    await someone.messages.first.scroll_into_view_if_needed()
    await picture(someone, f"share-after-{scene}")


CHOICES = {
    "fr-light-wide": (LUC, LIGHT_WIDE, "conjointe"),
    "en-dark-phone": (MAYA, DARK_PHONE, "co-"),
}


@pytest.mark.parametrize("scene", CHOICES)
async def test_did_you_mean(look, picture, scene):
    person, how, asked = CHOICES[scene]
    someone = await look(person, **how)
    await someone.write(f"/convene {asked}")
    await expect(someone.last.get_by_role("button").first).to_be_visible()
    await picture(someone, f"choices-{scene}")


async def test_not_this(look, picture):
    maya = await look(**DARK_WIDE)
    await maya.write("/convene consultation")
    await expect(maya.last).to_contain_text("Not this?")
    await to_end(maya)
    await picture(maya, "not-this-en-dark-wide")


async def test_was_this_helpful(look, picture):
    luc = await look(LUC, **LIGHT_PHONE)
    await luc.write("/convene conception conjointe")
    await luc.last.get_by_role("button", name="Non, j’avais autre chose en tête").click()
    await expect(luc.last).to_contain_text("Qu’aviez-vous en tête")
    await to_end(luc)
    await picture(luc, "not-helpful-fr-light-phone")


async def test_compare_in_a_thread(look, picture):
    maya = await look()
    await maya.write("@Convene what is the difference between co-design and co-creation?")
    await maya.last.get_by_role("button", name="1 reply").click()
    await expect(maya.side.locator(".message")).to_have_count(2)
    await picture(maya, "compare-en-light-wide")


async def test_compare_from_the_menu_of_a_card(look, picture):
    luc = await look(LUC, **DARK_PHONE)
    await luc.write("/convene coproduction")
    await luc.last.get_by_role("combobox", name="Comparer avec…").click()
    await luc.page.get_by_role("option", name="Création conjointe").click()
    await answered(luc, "Production conjointe ou Création conjointe")
    await to_start(luc)
    await picture(luc, "compare-fr-dark-phone")


LACKING = {
    "en-dark-wide": (MAYA, DARK_WIDE, "co-design vs hackathon", "The guide has no entry"),
    "fr-light-phone": (LUC, LIGHT_PHONE, "consultation ou concertation ?", "Le guide ne contient"),
}


@pytest.mark.parametrize("scene", LACKING)
async def test_compared_with_what_the_guide_lacks(look, picture, scene):
    person, how, asked, told = LACKING[scene]
    someone = await look(person, **how)
    await someone.write(f"/convene {asked}")
    await expect(someone.last).to_contain_text(told)
    await to_start(someone)
    await picture(someone, f"lacking-{scene}")


async def test_look_up(look, picture):
    luc = await look(LUC)
    await luc.composer.press_sequentially("/Look")
    await luc.page.get_by_role("option", name="Look up").click()
    await expect(luc.modal.get_by_role("heading", name="Chercher un type")).to_be_visible()
    await luc.modal.get_by_role("combobox").press_sequentially("co-d")
    await expect(luc.page.get_by_role("option", name="Conception conjointe")).to_be_visible()
    await picture(luc, "look-up-fr-light-wide")
    await luc.page.get_by_role("option", name="Conception conjointe").click()
    await luc.modal.get_by_role("combobox", name="Comparer avec…").click()
    await luc.page.get_by_role("option", name="Création conjointe").click()
    await expect(luc.modal).to_contain_text("Lequel choisir")
    await picture(luc, "look-up-compare-fr-light-wide")


async def test_a_card_in_a_window(look, picture):
    maya = await look(**DARK_PHONE)
    await maya.composer.press_sequentially("/Look")
    await maya.page.get_by_role("option", name="Look up").click()
    await maya.modal.get_by_role("combobox").press_sequentially("impact")
    await maya.page.get_by_role("option", name="Collective impact").click()
    await expect(maya.modal.get_by_role("heading", name="Collective impact")).to_be_visible()
    await picture(maya, "look-up-en-dark-phone")


ON_A_MESSAGE = {
    "en-light-wide": (
        MAYA,
        LIGHT_WIDE,
        "We would like to hear what tenants think of the plan.",
        "Reply in thread",
    ),
    "fr-dark-phone": (
        LUC,
        DARK_PHONE,
        "On veut écrire un rapport à plusieurs organismes.",
        "Répondre dans le fil",
    ),
}


@pytest.mark.parametrize("scene", ON_A_MESSAGE)
async def test_on_a_message(look, picture, scene):
    person, how, said, reply = ON_A_MESSAGE[scene]
    someone = await look(person, **how)
    await someone.write(said)
    await someone.last.hover()
    await someone.last.locator(".tools .icon-button").last.click()
    await someone.page.get_by_role("menuitem", name="Which type").click()
    await expect(someone.last.get_by_role("button", name=reply)).to_be_visible()
    await to_end(someone)
    await picture(someone, f"on-a-message-{scene}")


async def test_follow_ups_in_a_thread(look, picture):
    luc = await look(LUC)
    await luc.write("@Convene c’est quoi la coproduction ?")
    await luc.last.get_by_role("button", name="1 réponse").click()
    for number, asked in enumerate(("qui participe ?", "et la cocréation ?"), start=1):
        field = luc.side.locator(".composer textarea")
        await field.fill(f"@Convene {asked}")
        await field.press("Enter")
        await expect(luc.side.locator(".message")).to_have_count(2 + 2 * number)
    await to_end(luc)
    await picture(luc, "thread-fr-light-wide")


async def test_follow_ups_in_direct_messages(look, picture):
    maya = await look(**WIDE, is_dark=True)
    await maya.open("Convene")
    await maya.page.set_viewport_size(PHONE)
    asked = ("coordination", "an example?", "who takes part?", "and co-production?")
    for number, text in enumerate(asked, start=1):
        await maya.write(text)
        await expect(maya.messages).to_have_count(2 * number)
    await to_end(maya)
    await picture(maya, "follow-ups-en-dark-phone")


PAGES = {
    "en-light-wide": (MAYA, LIGHT_WIDE, "who should we invite?", "Read here"),
    "fr-dark-phone": (LUC, DARK_PHONE, "en savoir plus sur l’impact collectif", "Lire ici"),
}


@pytest.mark.parametrize("scene", PAGES)
async def test_pages(look, picture, scene):
    person, how, asked, read = PAGES[scene]
    someone = await look(person, **how)
    await someone.write(f"/convene {asked}")
    await expect(someone.last.get_by_role("button", name=read)).to_be_visible()
    await someone.last.get_by_role("heading").first.scroll_into_view_if_needed()
    await picture(someone, f"page-{scene}")
    await someone.last.get_by_role("button", name=read).click()
    await expect(someone.modal).to_be_visible()
    await picture(someone, f"read-here-{scene}")


LINKS = {
    "fr-light-wide": (LUC, LIGHT_WIDE, "À lire avant jeudi : "),
    "en-dark-phone": (MAYA, DARK_PHONE, "To read before Thursday: "),
}


@pytest.mark.parametrize("scene", LINKS)
async def test_links(look, picture, shipped, scene):
    person, how, said = LINKS[scene]
    someone = await look(person, **how)
    await someone.write(said + shipped.guide.source.url[scene[:2]])
    await expect(someone.last.locator(".unfurl")).to_be_visible()
    await to_end(someone)
    await picture(someone, f"link-{scene}")


STEPS = {
    "en-light-wide": (MAYA, LIGHT_WIDE, "About", "Question", "Run as a workflow step", "Result"),
    "fr-dark-wide": (
        LUC,
        DARK_WIDE,
        "À propos",
        "Question",
        "Exécuter comme étape de flux",
        "Résultat",
    ),
}
ASKED = {"en": "what is co-design?", "fr": "c’est quoi la coproduction ?"}


@pytest.mark.parametrize("scene", STEPS)
async def test_workflow_step(look, picture, scene):
    person, how, tab, question, run, result = STEPS[scene]
    someone = await look(person, **how)
    await someone.open("Convene")
    await someone.page.get_by_role("tab", name=tab).click()
    await someone.page.get_by_label(question).fill(ASKED[scene[:2]])
    await someone.page.get_by_role("button", name=run).click()
    await expect(someone.page.get_by_label(result)).to_be_visible()
    await picture(someone, f"workflow-{scene}")


PROMPTS = {"fr-light-wide": (LUC, WIDE, False), "en-dark-phone": (MAYA, PHONE, True)}


@pytest.mark.parametrize("scene", PROMPTS)
async def test_suggested_prompts(look, picture, scene):
    person, size, is_dark = PROMPTS[scene]
    someone = await look(person, is_dark=is_dark)
    await someone.open("Convene")
    await expect(someone.page.locator(".prompt")).to_have_count(4)
    await someone.page.set_viewport_size(size)
    await picture(someone, f"prompts-{scene}")
