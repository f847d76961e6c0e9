"""The real bot's other surfaces, used by people in a real browser."""

import pytest
from playwright.async_api import expect

from bot.desk.workspace import GENERAL, LABO

MAYA, LUC = "U01MAYA", "U02LUC"


async def open_home(visitor, tab=None):
    await visitor.open("Convene")
    await visitor.page.get_by_role("tab").filter(has_text=tab or "Home").click()
    return visitor.page.locator(".home-view")


async def shortcut(visitor, name):
    await visitor.composer.press_sequentially(f"/{name.split()[0]}")
    await visitor.page.get_by_role("option", name=name).click()
    await expect(visitor.modal).to_be_visible()


async def on_last_message(visitor, name):
    await visitor.last.hover()
    menu = visitor.last.locator(".tools .icon-button").last
    await menu.click()
    await visitor.page.get_by_role("menuitem", name=name).click()


async def test_four_answers_lead_to_a_type_which_is_shared(house, visit):
    maya = await visit(house)
    await maya.write("/convene")
    await maya.last.get_by_role("button", name="Help me choose").click()
    for question, answer in (
        ("What should come out", "Tested prototypes"),
        ("Who takes part", "Users and stakeholders, hands-on"),
        ("How far along", "We are still trying to understand the problem"),
        ("Does a law", "No, no law requires it"),
    ):
        await maya.choose(question, answer)
    await maya.modal.get_by_role("button", name="See what fits").click()
    await expect(maya.modal.get_by_role("heading", name="Co-design")).to_be_visible()
    await expect(maya.modal).to_contain_text("Why not Co-creation? It would fit")
    await maya.modal.get_by_role("button", name="Show").first.click()
    await expect(maya.modal).to_contain_text("Who takes part")
    await maya.modal.get_by_role("button", name="Back").click()
    menu = maya.modal.get_by_role("combobox", name="Share with")
    await menu.click()
    await maya.page.get_by_role("option", name="#labo").click()
    await maya.modal.get_by_role("button", name="Share").click()
    await expect(maya.modal).to_contain_text("Everybody there can see it")
    await maya.page.keyboard.press("Escape")
    await maya.open("labo")
    await expect(maya.last).to_contain_text("Shared by @Maya Chen")
    assert len(house.messages(LABO)) == 1


async def test_starting_over_asks_the_questions_again(house, visit):
    luc = await visit(house, LUC)
    await luc.write("/convene")
    await luc.last.get_by_role("button", name="M’aider à choisir").click()
    await luc.choose("Que doit-il en ressortir", "Un changement social durable")
    await luc.choose("Qui participe", "Des gens de plusieurs secteurs")
    await luc.modal.get_by_role("button", name="Voir ce qui convient").click()
    await expect(luc.modal.get_by_role("heading", name="Impact collectif")).to_be_visible()
    await luc.modal.get_by_role("button", name="Recommencer").click()
    await expect(luc.modal.get_by_role("heading", name="Impact collectif")).to_have_count(0)
    await expect(luc.modal.get_by_role("combobox").first).to_be_focused()
    for question in ("Que doit-il en ressortir", "Qui participe"):
        menu = luc.modal.get_by_role("combobox", name=question)
        await expect(menu).to_have_value("Je ne sais pas encore")


async def test_who_knows_nothing_yet_is_shown_a_way_on(house, visit):
    maya = await visit(house)
    await maya.write("/convene")
    await maya.last.get_by_role("button", name="Help me choose").click()
    await maya.modal.get_by_role("button", name="See what fits").click()
    await expect(maya.modal).to_contain_text("What to find out first")
    await expect(maya.modal.get_by_role("alert")).to_have_count(0)
    await maya.modal.get_by_role("button", name="Show the card: Coordination").click()
    await expect(maya.modal).to_contain_text("Who takes part")


async def test_the_home_tab_is_a_catalogue_whose_language_can_be_changed(house, visit):
    maya = await visit(house)
    home = await open_home(maya)
    heading = home.get_by_role("heading", name="Work out solutions together", level=2)
    await expect(heading).to_be_visible()
    await home.get_by_role("button", name="Show the card: Co-design").click()
    await expect(maya.modal.get_by_role("heading", name="Co-design")).to_be_visible()
    await maya.page.keyboard.press("Escape")
    await home.get_by_role("button", name="Répondez-moi en français").click()
    await expect(home.get_by_role("button", name="Answer me in English")).to_be_focused()
    await expect(home.get_by_role("heading", name="Types de rassemblement")).to_be_visible()
    await maya.open("general")
    await maya.write("/convene co-design")
    await expect(maya.last.get_by_role("heading", name="Conception conjointe")).to_be_visible()


async def test_a_type_is_found_while_typing_in_either_language(house, visit):
    luc = await visit(house, LUC)
    await shortcut(luc, "Look up · Chercher")
    await expect(luc.modal.get_by_role("heading", name="Chercher un type")).to_be_visible()
    box = luc.modal.get_by_role("combobox")
    await box.press_sequentially("codesi")
    await luc.page.get_by_role("option", name="Conception conjointe").click()
    await expect(luc.modal.get_by_role("heading", name="Conception conjointe")).to_be_visible()
    await expect(luc.modal).to_contain_text("Qui participe")


async def test_a_message_is_asked_about_and_the_answer_shared_in_its_thread(house, visit):
    luc, maya = await visit(house, LUC), await visit(house)
    await luc.write("On veut juste demander leur avis aux locataires.")
    await on_last_message(maya, "Which type? · Quel type")
    await expect(maya.last.get_by_role("heading", name="Consultation")).to_be_visible()
    await expect(maya.last).to_contain_text("That message describes")
    await maya.last.get_by_role("button", name="Reply in thread").click()
    await expect(luc.last.get_by_role("button", name="1 réponse")).to_be_visible()
    await house.until(lambda: len(house.messages(GENERAL)) >= 3)


async def test_a_link_to_the_guide_gets_a_small_card(house, shipped, visit):
    luc = await visit(house, LUC)
    await luc.write(f"à lire : {shipped.guide.source.url['fr']}")
    await expect(luc.last).to_contain_text("Conception conjointe, Production conjointe")
    await luc.last.get_by_role("button", name="M’aider à choisir").click()
    await expect(luc.modal).to_contain_text("Qui participe ?")


async def test_a_suggested_question_is_answered(house, visit):
    luc = await visit(house, LUC)
    await luc.open("Convene")
    await luc.page.get_by_role("button", name="Que veut dire").first.click()
    await expect(luc.last.get_by_role("heading", name="Création conjointe")).to_be_visible()


async def test_a_workflows_step_shows_what_it_puts_out(house, shipped, visit):
    maya = await visit(house)
    await maya.open("Convene")
    await maya.page.get_by_role("tab", name="About").click()
    for asked, told in (
        ("c’est quoi la conception conjointe ?", ("Conception conjointe", "Yes")),
        ("co-", ("Co-design, Co-production or", "No")),
    ):
        await maya.page.get_by_label("Question").fill(asked)
        await maya.page.get_by_role("button", name="Run as a workflow step").click()
        result = maya.page.get_by_label("Result")
        await expect(result.get_by_role("definition").first).to_contain_text(told[0])
        await expect(result.get_by_role("definition").last).to_have_text(told[1])
    link = shipped.guide.source.url["en"]
    await expect(result.get_by_role("link")).to_have_attribute("href", link)
    assert await maya.serious_findings() == []


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "narrow"])
async def test_an_accessibility_scan_of_home_and_modals_finds_nothing_serious(
    house, visit, is_dark, width
):
    luc = await visit(house, LUC, is_dark=is_dark)
    home = await open_home(luc, "Accueil")
    await luc.page.set_viewport_size({"width": width, "height": 860})
    await expect(home.get_by_role("heading", name="Types de rassemblement")).to_be_visible()
    assert await luc.serious_findings() == []
    await home.get_by_role("button", name="M’aider à choisir").click()
    await expect(luc.modal.get_by_role("combobox").first).to_be_visible()
    assert await luc.serious_findings() == []
    await luc.page.keyboard.press("Escape")
    await home.get_by_role("button", name="Voir la fiche : Conception conjointe").click()
    await luc.modal.get_by_role("combobox", name="Comparer avec…").click()
    await luc.page.get_by_role("option", name="Création conjointe").click()
    await expect(luc.modal).to_contain_text("Lequel choisir")
    assert await luc.serious_findings() == []
    assert await luc.page.evaluate("document.documentElement.scrollWidth") <= width
