"""The real bot on the desk, asked by people in a real browser."""

import re

import pytest
from playwright.async_api import expect

from bot.desk.workspace import GENERAL


async def test_a_slash_command_is_answered_to_its_asker_alone(house, visit):
    maya = await visit(house)
    await maya.write("/convene codesing")
    await expect(maya.last.get_by_role("heading", name="Co-design")).to_be_visible()
    await expect(maya.last.get_by_text("Only visible to you")).to_be_visible()


async def test_a_mention_is_answered_in_its_thread(house, visit):
    maya = await visit(house)
    await maya.write("@Convene what is the difference between co-design and co-creation?")
    await maya.last.get_by_role("button", name="1 reply").click()
    answer = maya.side.locator(".message").last
    await expect(answer).to_contain_text("Co-creation")
    await expect(answer).to_contain_text("Co-design")


async def test_a_direct_message_is_answered_there(house, visit):
    maya = await visit(house)
    await maya.open("Convene")
    await maya.write("what is collective impact?")
    await expect(maya.last.get_by_role("heading", name="Collective impact")).to_be_visible()


async def test_the_francophone_has_everything_in_french(house, visit):
    luc = await visit(house, "U02LUC")
    await luc.write("/convene conception conjointe")
    await expect(luc.last.get_by_role("heading", name="Conception conjointe")).to_be_visible()
    await expect(luc.last).to_contain_text("Qui participe")
    await expect(luc.last.get_by_text("Visible par vous uniquement")).to_be_visible()
    await expect(luc.page.locator("html")).to_have_attribute("lang", "fr-CA")


async def test_a_private_answer_is_not_seen_by_somebody_else(house, visit):
    maya = await visit(house)
    await maya.write("/convene co-design")
    await expect(maya.last.get_by_role("heading", name="Co-design")).to_be_visible()
    await maya.be("Luc Tremblay")
    await expect(maya.page.locator("html")).to_have_attribute("lang", "fr-CA")
    await expect(maya.page.get_by_role("heading", name="Co-design")).to_have_count(0)
    await maya.be("Maya Chen")
    await expect(maya.last.get_by_role("heading", name="Co-design")).to_be_visible()


async def test_what_the_bot_posts_appears_to_everyone_at_once(house, visit):
    maya, luc = await visit(house), await visit(house, "U02LUC")
    await maya.write("@Convene co-design")
    await expect(luc.last.get_by_role("button", name="1 réponse")).to_be_visible()


@pytest.fixture(scope="session")
def torn(shipped):
    """A question that could mean several types, whichever way questions are matched."""
    asked = ("conjointe", "co-", "conception ou production conjointe", "co")
    return next(one for one in asked if shipped.reply(shipped.match(one))[0].kind == "choices")


async def test_a_choice_is_replaced_by_the_card_that_was_picked(house, torn, visit):
    luc = await visit(house, "U02LUC")
    await luc.write(f"/convene {torn}")
    await luc.last.get_by_role("button", name="Production conjointe").click()
    await expect(luc.last.get_by_role("heading", name="Production conjointe")).to_be_visible()
    await expect(luc.messages).to_have_count(1)
    await expect(luc.last).to_be_focused()


async def test_a_link_button_opens_its_page_and_is_acknowledged(house, visit):
    maya = await visit(house)
    await maya.write("/convene co-design")
    async with maya.page.context.expect_page() as opened:
        await maya.last.get_by_role("link", name="Stakeholders").click()
    assert (await opened.value).url.startswith("https://")
    press = await house.until(lambda: house.deliveries("block_actions"))
    await house.until(lambda: press[0].status == 200)


async def test_the_side_panel_says_why(house, visit):
    maya = await visit(house)
    await maya.write("/convene co-design or co-creation")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="Why this answer").click()
    await expect(maya.side).to_contain_text("co-design or co-creation")
    await expect(maya.side.locator(".candidates li").first).to_contain_text("% sure")
    await expect(maya.side.get_by_text("Runner-up")).to_be_visible()
    await expect(maya.side.locator(".exchange").first).to_contain_text("/convene")
    await expect(maya.side.locator(".exchange").first).to_contain_text(re.compile(r"\d ms"))
    await expect(maya.side.get_by_role("region", name="Raw message")).to_contain_text('"blocks"')


async def test_what_is_out_of_the_question_is_not_listed_as_a_runner_up(house, visit):
    maya = await visit(house)
    await maya.write("/convene co-design")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="Why this answer").click()
    await expect(maya.side.locator(".candidates li").first).to_contain_text("% sure")
    scores = await maya.side.locator(".candidate-head .quiet").all_text_contents()
    assert "0 % sure" not in scores


async def test_the_bot_is_offered_before_people_whose_names_hold_the_letters(house, visit):
    maya = await visit(house)
    await maya.composer.press_sequentially("@c")
    offered = maya.page.get_by_role("option")
    await expect(offered.first).to_contain_text("Convene")
    await expect(offered.nth(1)).to_contain_text("Maya Chen")


async def test_where_the_bot_is_not_it_can_be_invited(house, visit):
    maya = await visit(house)
    await maya.open("labo")
    await maya.write("@Convene co-design")
    await maya.last.get_by_role("button", name="Add to channel").click()
    await expect(maya.messages.first.get_by_role("button", name="1 reply")).to_be_visible()


async def test_an_edited_question_is_not_answered_again(house, visit):
    maya = await visit(house)
    await maya.open("Convene")
    await maya.write("co-desing")
    await expect(maya.messages).to_have_count(2)
    await maya.messages.first.hover()
    await maya.messages.first.get_by_role("button", name="More actions").click()
    await maya.page.get_by_role("menuitem", name="Edit message").click()
    await maya.page.get_by_role("textbox", name="Edit the message").fill("co-production")
    await maya.page.keyboard.press("Enter")
    await expect(maya.messages.first).to_contain_text("(edited)")
    await house.idle()
    await expect(maya.messages).to_have_count(2)


async def test_a_command_that_is_none_is_said_to_be_none(house, visit):
    maya = await visit(house)
    await maya.write("/nonsense")
    await expect(maya.page.get_by_role("alert")).to_contain_text("/nonsense is not a valid command")


async def test_threads_take_no_commands_as_in_slack(house, visit):
    maya = await visit(house)
    await maya.write("@Convene co-design")
    await maya.last.get_by_role("button", name="1 reply").click()
    answer = maya.side.locator(".composer textarea")
    await answer.fill("/convene co-design")
    await answer.press("Enter")
    await expect(maya.page.get_by_role("alert")).to_contain_text("not supported in threads")


async def test_typing_a_slash_shows_the_command_with_its_hint(house, visit):
    maya = await visit(house)
    await maya.composer.press_sequentially("/con")
    option = maya.page.get_by_role("option", name="/convene")
    await expect(option).to_be_visible()
    await maya.composer.press("Tab")
    await expect(maya.composer).to_have_value("/convene ")
    await expect(maya.page.locator(".composer-hint")).to_contain_text("co-design")


async def test_an_edit_of_the_content_is_in_the_next_answer(house, folder, visit):
    maya = await visit(house)
    version = maya.page.locator(".content-version")
    before = await version.inner_text()
    file = folder / "types" / "co-design.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"Co-design"', '"Codesign made new"', 1), encoding="utf-8")
    await expect(version).not_to_have_text(before)
    await maya.write("/convene codesign made new")
    await expect(maya.last.get_by_role("heading", name="Codesign made new")).to_be_visible()


async def test_a_broken_edit_shows_a_banner_until_it_is_mended(house, folder, visit):
    maya = await visit(house)
    file = folder / "types" / "co-design.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("definition:", "definitoin:", 1), encoding="utf-8")
    banner = maya.page.locator(".banner")
    await expect(banner).to_contain_text("the last good version answers")
    await expect(banner).to_contain_text(re.compile(r"co-design\.yml:\d+"))
    await maya.write("/convene co-design")
    await expect(maya.last.get_by_role("heading", name="Co-design")).to_be_visible()
    file.write_text(text, encoding="utf-8")
    await expect(banner).to_have_count(0)


async def test_everything_can_be_done_by_keyboard_alone(house, visit):
    maya = await visit(house)
    keyboard = maya.page.keyboard
    while not await maya.composer.evaluate("field => field === document.activeElement"):
        await keyboard.press("F6")
    await keyboard.type("/con")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(maya.last.get_by_role("button", name="Co-production")).to_be_visible()
    await keyboard.press("Shift+F6")
    await expect(maya.last).to_be_focused()
    await tab_to(maya.last.get_by_role("button", name="Co-production"), keyboard)
    await keyboard.press("Enter")
    await expect(maya.last.get_by_role("heading", name="Co-production")).to_be_visible()
    await maya.last.focus()
    await tab_to(maya.last.get_by_role("button", name="Why this answer"), keyboard)
    await keyboard.press("Enter")
    await expect(maya.side).to_be_visible()
    await keyboard.press("Escape")
    await expect(maya.side).to_have_count(0)


async def tab_to(target, keyboard, most=30):
    for _ in range(most):
        if await target.evaluate("one => one === document.activeElement"):
            return
        await keyboard.press("Tab")
    raise AssertionError("the Tab key does not get there")


async def test_a_phone_shows_one_thing_at_a_time(house, visit):
    maya = await visit(house, width=390, height=844)
    await maya.write("/convene co-design")
    await expect(maya.last.get_by_role("heading", name="Co-design")).to_be_visible()
    await expect(maya.page.locator(".sidebar")).to_be_hidden()
    width = await maya.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    await maya.page.get_by_role("button", name="Channels and apps").click()
    await maya.open("Convene")
    await expect(maya.composer).to_be_visible()


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("person", ["U01MAYA", "U02LUC"], ids=["english", "french"])
async def test_an_accessibility_scan_finds_nothing_serious(house, visit, person, is_dark):
    someone = await visit(house, person, is_dark=is_dark)
    await someone.write("/convene co-")
    await expect(someone.messages).to_have_count(1)
    await someone.write("@Convene co-design")
    await expect(someone.messages).to_have_count(2)
    await someone.page.locator(".thread-bar").click()
    await expect(someone.side.locator(".message")).to_have_count(2)
    assert await someone.serious_findings() == []
    await someone.messages.first.hover()
    await someone.messages.first.locator(".tools .icon-button").first.click()
    await expect(someone.side.locator(".candidates, .why-asked").first).to_be_visible()
    assert await someone.serious_findings() == []


async def test_the_page_comes_back_with_everything_after_a_reload(house, visit):
    maya = await visit(house)
    await maya.write("good morning")
    await expect(maya.messages).to_have_count(1)
    await maya.page.reload()
    await expect(maya.last).to_contain_text("good morning")
    assert len(house.messages(GENERAL)) == 1
