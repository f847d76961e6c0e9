"""Sharing, judging, comparing, reading and following up, in a real browser."""

from playwright.async_api import expect


async def test_a_private_answer_is_shared_for_all_to_see(house, visit):
    maya, luc = await visit(house), await visit(house, "U02LUC")
    await maya.write("/convene co-design")
    await maya.last.get_by_role("button", name="Share here").click()
    shared = maya.messages.filter(has_text="Shared by")
    await expect(shared.get_by_role("heading", name="Co-design")).to_be_visible()
    await expect(luc.messages.filter(has_text="Shared by")).to_contain_text("Maya Chen")
    own = maya.messages.filter(has_text="Shared in this channel: Co-design")
    await expect(own.get_by_text("Only visible to you")).to_be_visible()
    await expect(maya.page.get_by_role("button", name="Share here")).to_have_count(0)


async def test_where_a_first_try_was_refused_and_another_worked_nothing_is_red(house, visit):
    luc = await visit(house, "U02LUC")
    await luc.open("labo")  # where the bot is no member
    await luc.write("/convene co-design")
    await luc.last.get_by_role("button", name="Partager ici").click()
    own = luc.messages.filter(has_text="Partagé dans ce canal")
    await expect(own.locator(".mended")).to_contain_text("n’est pas dans ce canal")
    await expect(luc.page.locator(".trouble")).to_have_count(0)


async def test_a_menu_on_a_card_sets_another_type_beside_it(house, visit):
    luc = await visit(house, "U02LUC")
    await luc.write("/convene conception conjointe")
    await luc.last.get_by_role("combobox", name="Comparer avec…").click()
    await luc.page.get_by_role("option", name="Création conjointe").click()
    await expect(
        luc.last.get_by_role("heading", name="Conception conjointe ou Création conjointe")
    ).to_be_visible()
    await expect(luc.last).to_contain_text("Lequel choisir")


async def test_a_page_is_read_without_leaving(house, visit):
    maya = await visit(house)
    await maya.write("/convene who should we invite?")
    await maya.last.get_by_role("button", name="Read here").click()
    await expect(maya.modal).to_contain_text("Who is missing?")
    await maya.modal.get_by_role("button", name="Close", exact=True).last.click()
    await expect(maya.modal).to_have_count(0)


async def test_a_talk_goes_on_from_the_answer_before(house, visit):
    maya = await visit(house)
    await maya.open("Convene")
    for asked, told in (
        ("co-design", "Understanding a complex problem"),
        ("who takes part?", "as designers"),
        ("and co-production?", "Users, providers"),
        ("how is that different from co-creation?", "When to choose which"),
        ("en français ?", "Lequel choisir"),
        ("merci", "Avec plaisir"),
    ):
        await maya.write(asked)
        await expect(maya.last).to_contain_text(told)


async def test_a_stranger_in_a_thread_does_not_take_the_askers_choice(house, visit):
    luc, maya = await visit(house, "U02LUC"), await visit(house)
    await luc.write("@Convene conjointe")
    for person in (maya, luc):
        await person.messages.first.get_by_role("button", name="1 r").click()
    choice = maya.side.locator(".message").nth(1)
    await choice.get_by_role("button", name="Conception conjointe").click()
    card = maya.side.locator(".message").filter(has_text="Only visible to you")
    await expect(card.get_by_role("heading", name="Co-design")).to_be_visible()
    await expect(luc.side.locator(".message").nth(1)).to_contain_text("Lequel avez-vous en tête")


async def test_below_a_shared_card_the_talk_goes_on(house, visit):
    maya, luc = await visit(house), await visit(house, "U02LUC")
    await maya.write("/convene co-design")
    await maya.last.get_by_role("button", name="Share here").click()
    shared = luc.messages.filter(has_text="Shared by")
    await shared.hover()
    await shared.get_by_role("button", name="Répondre dans un fil").click()
    field = luc.side.locator(".composer textarea")
    await field.fill("@Convene et la coproduction ?")
    await field.press("Enter")
    answer = luc.side.locator(".message").last
    await expect(answer.get_by_role("heading", name="Production conjointe")).to_be_visible()


async def test_the_answer_to_was_this_helpful_takes_the_place_of_its_buttons(house, visit):
    luc = await visit(house, "U02LUC")
    await luc.write("/convene coordination")
    await luc.last.get_by_role("button", name="Oui, c’était utile").click()
    await expect(luc.last).to_contain_text("Merci")
    await expect(luc.last.get_by_role("button", name="Oui")).to_have_count(0)
    await expect(luc.messages).to_have_count(1)
    await luc.write("/convene collaboration")
    await luc.last.get_by_role("button", name="Non, j’avais autre chose").click()
    await luc.last.get_by_role("button", name="Impact collectif", exact=True).click()
    await expect(luc.last.get_by_role("heading", name="Impact collectif")).to_be_visible()
    await expect(luc.messages).to_have_count(2)


async def test_who_asks_for_help_in_choosing_gets_the_questions(house, visit):
    luc = await visit(house, "U02LUC")
    await luc.write("/convene aide-moi à choisir")
    await expect(luc.modal).to_contain_text("Que doit-il en ressortir")
    await luc.page.keyboard.press("Escape")
    await luc.open("Convene")
    await luc.write("aide-moi à choisir")
    await luc.last.get_by_role("button", name="M’aider à choisir").click()
    await expect(luc.modal).to_contain_text("Que doit-il en ressortir")


async def test_two_quick_presses_open_one_window(house, visit):
    maya = await visit(house)
    await maya.open("Convene")
    await maya.page.get_by_role("tab", name="Home").click()
    home = maya.page.locator(".home-view")
    await home.get_by_role("button", name="Show the card: Co-design").dblclick()
    await expect(maya.modal.get_by_role("heading", name="Co-design")).to_be_visible()
    await maya.modal.get_by_role("combobox", name="Compare with…").click()
    await maya.page.get_by_role("option", name="Co-creation").click()
    await expect(maya.modal).to_contain_text("When to choose which")
    await maya.modal.get_by_role("button", name="Back").click()
    await expect(maya.modal.get_by_role("button", name="Back")).to_have_count(0)


async def test_of_what_is_compared_the_card_says_what_the_guide_lacks(house, visit):
    luc = await visit(house, "U02LUC")
    await luc.write("/convene consultation ou sondage ?")
    await expect(luc.last).to_contain_text(
        "Le guide ne contient pas d’entrée «\u00a0sondage\u00a0»."
    )
    await expect(luc.last.get_by_role("heading", name="Consultation")).to_be_visible()
    await luc.write("/convene what’s the difference: co-design vs co-creation vs hackathon?")
    await expect(luc.last).to_contain_text("The guide has no entry for “hackathon”.")
    await expect(luc.last.get_by_role("heading", name="Co-design or Co-creation")).to_be_visible()


async def test_what_a_person_opened_in_a_thread_is_what_they_ask_about_next(house, visit):
    maya = await visit(house)
    await maya.write("@Convene co-design or co-creation?")
    await maya.last.get_by_role("button", name="1 reply").click()
    await maya.side.get_by_role("button").filter(has_text="Co-creation").click()
    own = maya.side.locator(".message").filter(has_text="Only visible to you")
    await expect(own.get_by_role("heading", name="Co-creation")).to_be_visible()
    for asked, told in (
        ("an example?", "Co-creation: Example"),
        ("and the other?", "Co-design: Ex"),
    ):
        field = maya.side.locator(".composer textarea")
        await field.fill(f"@Convene {asked}")
        await field.press("Enter")
        await expect(maya.side.locator(".message").last).to_contain_text(told)
