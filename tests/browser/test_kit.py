"""Everything that Block Kit lets a person do, in a real browser, told to a tiny bot."""

import asyncio

import pytest
from playwright.async_api import expect
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk.workspace import GENERAL, MAYA


def plain(text):
    return {"type": "plain_text", "text": text}


def mrkdwn(text, **more):
    return {"type": "mrkdwn", "text": text, **more}


def option(text, **more):
    return {"text": plain(text), "value": text.lower(), **more}


def button(text, **more):
    return {"type": "button", "action_id": text.lower(), "text": plain(text), **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def section(text, **more):
    return {"type": "section", "text": mrkdwn(text), **more}


def field(label, element, **more):
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": plain(label),
        "element": element,
        **more,
    }


def text_input(action_id, **more):
    return {"type": "plain_text_input", "action_id": action_id, **more}


CONFIRM = {
    "title": plain("Are you sure?"),
    "text": mrkdwn("It *cannot* be undone."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
}
TYPES = [option("Co-design"), option("Co-creation", description=plain("with users"))]


@pytest.fixture
def client(tiny):
    return AsyncWebClient(tiny.slack.bot_token, base_url=tiny.slack.api_url)


async def posted(tiny, visit, client, *blocks, **how):
    """Post blocks to #general and return Maya before them."""
    maya = await visit(tiny.slack, **how)
    await client.chat_postMessage(channel=GENERAL, text="blocks", blocks=list(blocks))
    await expect(maya.messages).to_have_count(1)
    return maya


async def told(tiny, kind="block_actions", count=1):
    """Wait until the bot has been told, and return the latest it was told."""
    await tiny.slack.until(lambda: len(tiny.of(kind)) >= count)
    return tiny.of(kind)[-1]


async def test_a_button_tells_which_it_was(tiny, visit, client):
    maya = await posted(tiny, visit, client, actions(button("More", value="42")))
    await maya.last.get_by_role("button", name="More", exact=True).click()
    payload = await told(tiny)
    assert payload["actions"][0]["value"] == "42"
    assert payload["user"]["id"] == MAYA


async def test_a_button_that_asks_first_does_nothing_until_it_is_confirmed(tiny, visit, client):
    maya = await posted(
        tiny, visit, client, actions(button("Delete", style="danger", confirm=CONFIRM))
    )
    await maya.last.get_by_role("button", name="Delete").click()
    await expect(maya.modal).to_contain_text("It cannot be undone.")
    await maya.modal.get_by_role("button", name="Leave it").click()
    await maya.last.get_by_role("button", name="Delete").click()
    await maya.modal.get_by_role("button", name="Do it").click()
    await told(tiny)
    assert len(tiny.of("block_actions")) == 1


async def never(_payload):
    await asyncio.Event().wait()


async def test_a_button_that_is_late_shows_slacks_sentence(tiny, visit, client):
    maya = await posted(tiny, visit, client, actions(button("More")))
    tiny.answers["block_actions"] = never
    tiny.slack.line.timeout_s = 0.1
    await maya.last.get_by_role("button", name="More", exact=True).click()
    await expect(maya.last.get_by_role("alert")).to_contain_text("respond within 3 seconds")


async def test_feedback_and_icon_buttons_tell_what_was_pressed(tiny, visit, client):
    feedback = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    trash = {"type": "icon_button", "action_id": "trash", "icon": "trash", "text": plain("Remove")}
    maya = await posted(
        tiny, visit, client, {"type": "context_actions", "elements": [feedback, trash]}
    )
    await maya.last.get_by_role("button", name="Bad").click()
    assert (await told(tiny))["actions"][0]["value"] == "bad"
    await maya.last.get_by_role("button", name="Remove").click()
    assert (await told(tiny, count=2))["actions"][0]["action_id"] == "trash"


async def test_an_overflow_menu_tells_what_was_chosen(tiny, visit, client):
    menu = {"type": "overflow", "action_id": "more", "options": TYPES}
    maya = await posted(tiny, visit, client, section("x", accessory=menu))
    await maya.last.locator(".accessory").get_by_role("button").click()
    await maya.page.get_by_role("menuitem", name="Co-creation").click()
    assert (await told(tiny))["actions"][0]["selected_option"]["value"] == "co-creation"


async def test_a_menu_is_searched_and_chosen_from_by_keyboard(tiny, visit, client):
    menu = {
        "type": "static_select",
        "action_id": "a",
        "placeholder": plain("Which?"),
        "options": TYPES,
    }
    maya = await posted(tiny, visit, client, actions(menu))
    box = maya.last.get_by_role("combobox", name="Which?")
    await box.focus()
    await box.press_sequentially("CREA")
    await expect(maya.page.get_by_role("option")).to_have_count(1)
    await box.press("Enter")
    assert (await told(tiny))["actions"][0]["selected_option"] == TYPES[1]
    await expect(box).to_have_value("Co-creation")


async def test_a_menu_in_groups_shows_them(tiny, visit, client):
    groups = [{"label": plain("With users"), "options": TYPES}]
    menu = {"type": "static_select", "action_id": "a", "option_groups": groups}
    maya = await posted(tiny, visit, client, actions(menu))
    await maya.last.get_by_role("combobox").click()
    await maya.page.get_by_role("group", name="With users").get_by_role("option").first.click()
    assert (await told(tiny))["actions"][0]["selected_option"]["value"] == "co-design"


async def test_several_can_be_chosen_and_taken_back(tiny, visit, client):
    menu = {"type": "multi_static_select", "action_id": "a", "options": TYPES}
    maya = await posted(tiny, visit, client, section("x", accessory=menu))
    box = maya.last.get_by_role("combobox")
    await box.click()
    await maya.page.get_by_role("option", name="Co-design").click()
    await told(tiny)
    await box.click()
    await maya.page.get_by_role("option", name="Co-creation").click()
    payload = await told(tiny, count=2)
    assert payload["actions"][0]["selected_options"] == TYPES
    await maya.last.get_by_role("button", name="Remove Co-design").click()
    payload = await told(tiny, count=3)
    assert payload["actions"][0]["selected_options"] == TYPES[1:]


@pytest.mark.parametrize(
    ("kind", "chosen"),
    [
        ("users_select", {"selected_user": "U02LUC"}),
        ("channels_select", {"selected_channel": "C02LABO"}),
        ("conversations_select", {"selected_conversation": "C02LABO"}),
    ],
)
async def test_people_and_channels_are_chosen_by_id(tiny, visit, client, kind, chosen):
    maya = await posted(tiny, visit, client, actions({"type": kind, "action_id": "a"}))
    await maya.last.get_by_role("combobox").click()
    name = "Luc Tremblay" if kind == "users_select" else "#labo"
    await maya.page.get_by_role("option", name=name).click()
    assert chosen.items() <= (await told(tiny))["actions"][0].items()


async def test_typing_ahead_asks_the_bot_and_shows_what_it_offers(tiny, visit, client):
    async def offer(asked):
        return {"options": [one for one in TYPES if asked["value"] in one["value"]]}

    tiny.answers["block_suggestion"] = offer
    menu = {"type": "external_select", "action_id": "find", "min_query_length": 2}
    maya = await posted(tiny, visit, client, actions(menu))
    box = maya.last.get_by_role("combobox")
    await box.click()
    await expect(maya.page.get_by_text("Type 2 or more characters")).to_be_visible()
    await box.press_sequentially("creat")
    await expect(maya.page.get_by_role("option")).to_have_count(1)
    await box.press("Enter")
    assert (await told(tiny))["actions"][0]["selected_option"]["value"] == "co-creation"


async def test_boxes_radios_and_dates_tell_what_was_chosen(tiny, visit, client):
    maya = await posted(
        tiny,
        visit,
        client,
        actions({"type": "checkboxes", "action_id": "boxes", "options": TYPES}),
        actions({"type": "radio_buttons", "action_id": "radio", "options": TYPES}),
        actions({"type": "datepicker", "action_id": "day", "placeholder": plain("Day")}),
    )
    await maya.last.get_by_role("checkbox", name="Co-design").check()
    assert (await told(tiny))["actions"][0]["selected_options"] == TYPES[:1]
    await maya.last.get_by_role("radio", name="Co-creation").check()
    assert (await told(tiny, count=2))["actions"][0]["selected_option"] == TYPES[1]
    await maya.last.get_by_label("Day").fill("2027-01-15")
    assert (await told(tiny, count=3))["actions"][0]["selected_date"] == "2027-01-15"


async def test_a_message_that_slack_refuses_is_told_where_it_was_asked_for(tiny, visit, client):
    maya = await visit(tiny.slack)
    await maya.write("@Convene hello")
    event = (await told(tiny, "event_callback"))["event"]
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(
            channel=GENERAL, text="x", blocks=[{"type": "header"}], thread_ts=event["ts"]
        )
    await expect(maya.last).to_contain_text("Went wrong: chat.postMessage: Slack does not")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="Why this answer").click()
    await expect(maya.side.locator(".exchange")).to_have_count(2)
    await maya.side.locator(".exchange").last.click()
    await expect(maya.side).to_contain_text("missing required field: text")


# -- what is read


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _it_ ~no~ `code`", ["bold", "it", "no", "code"]),
        ("2*3*4 and a_b_c", ["2*3*4 and a_b_c"]),
        ("&lt;!channel&gt; &lt;@U01MAYA&gt; `&lt;#C1&gt;`", ["<!channel> <@U01MAYA> ", "<#C1>"]),
        ("AT&amp;T", ["AT&T"]),
    ],
)
async def test_formatting_is_read_as_slack_reads_it(tiny, visit, client, text, shown):
    maya = await posted(tiny, visit, client, section(text))
    spans = maya.last.locator(".slack_blocks_to_jsx__rich_text_section_element > span")
    assert [one for one in await spans.all_inner_texts() if one.strip()] == shown
    await expect(maya.last.locator(".block-section a")).to_have_count(0)


async def test_a_link_has_its_label_and_opens_elsewhere(tiny, visit, client):
    maya = await posted(
        tiny, visit, client, section("<https://example.org/a_b_c?x=1&amp;y=2|The *guide*>")
    )
    link = maya.last.get_by_role("link", name="The *guide*")
    await expect(link).to_have_attribute("href", "https://example.org/a_b_c?x=1&y=2")
    await expect(link).to_have_attribute("target", "_blank")


async def test_what_slack_links_by_itself_is_linked_unless_it_is_verbatim(tiny, visit, client):
    text = "see https://example.org, @channel"
    verbatim = {"type": "section", "text": mrkdwn(text, verbatim=True)}
    maya = await posted(tiny, visit, client, verbatim, section(text))
    shown = maya.last.locator(".block-section")
    await expect(shown.nth(0).get_by_role("link")).to_have_count(0)
    await expect(shown.nth(1).get_by_role("link", name="https://example.org")).to_be_visible()
    await expect(shown.nth(1).locator(".slack_broadcast")).to_have_text("@channel")


async def test_plain_text_stays_as_it_is(tiny, visit, client):
    maya = await posted(tiny, visit, client, {"type": "header", "text": plain("*not* <b> & #1")})
    await expect(maya.last.get_by_role("heading")).to_have_text("*not* <b> & #1")


async def test_people_and_channels_are_shown_by_name(tiny, visit, client):
    maya = await posted(tiny, visit, client, section("<@U02LUC> in <#C02LABO|>"))
    await expect(maya.last.locator(".block-section")).to_have_text("@Luc Tremblay in #labo")


async def test_every_block_is_drawn(tiny, visit, client):
    cells = [[{"type": "raw_text", "text": one} for one in row] for row in (("A", "B"), ("C", "D"))]
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": "rich"}]}
    card = {
        "type": "card",
        "title": mrkdwn("A card"),
        "body": mrkdwn("Its body"),
        "actions": [button("Open")],
    }
    maya = await posted(
        tiny,
        visit,
        client,
        {"type": "markdown", "text": "**strong** words"},
        {"type": "context", "elements": [mrkdwn("a note")]},
        {"type": "section", "fields": [mrkdwn("left"), mrkdwn("right")]},
        {"type": "table", "rows": cells},
        {"type": "data_table", "caption": "Facts", "rows": cells, "row_header_column_index": 0},
        {"type": "rich_text", "elements": [rich]},
        {"type": "divider"},
        card,
        {"type": "carousel", "elements": [{**card, "title": mrkdwn("In a row")}]},
        {"type": "container", "title": plain("A box"), "child_blocks": [section("inside")]},
    )
    for text in ("strong", "a note", "right", "rich", "A card", "In a row", "A box", "inside"):
        await expect(maya.last.get_by_text(text, exact=True)).to_be_visible()
    await expect(maya.last.get_by_role("rowheader", name="C")).to_be_visible()
    await expect(maya.last.get_by_role("table")).to_have_count(2)
    assert await maya.serious_findings() == []


# -- modals, shortcuts, Home


MODAL = {
    "type": "modal",
    "callback_id": "ask",
    "title": plain("Help me choose"),
    "submit": plain("Next"),
    "notify_on_close": True,
    "blocks": [
        section("Four questions"),
        field("Purpose", text_input("purpose")),
        field("Who", {"type": "checkboxes", "action_id": "who", "options": TYPES}, optional=True),
    ],
}


async def modal_before(tiny, visit, client, view=MODAL, **how):
    """Open a modal for Maya by the global shortcut, as she would."""
    maya = await visit(tiny.slack, **how)
    await maya.composer.press_sequentially("/Look")
    await maya.page.get_by_role("option", name="Look up").click()
    shortcut = await told(tiny, "shortcut")
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await expect(maya.modal).to_be_visible()
    return maya


async def test_a_modal_is_filled_in_and_sent(tiny, visit, client):
    maya = await modal_before(tiny, visit, client)
    await expect(maya.modal.get_by_label("Purpose")).to_be_focused()
    await maya.modal.get_by_label("Purpose").fill("a plan")
    await maya.modal.get_by_role("checkbox", name="Co-design").check()
    await maya.modal.get_by_role("button", name="Next").click()
    await expect(maya.modal).to_have_count(0)
    state = (await told(tiny, "view_submission"))["view"]["state"]["values"]
    assert state["purpose"]["purpose"]["value"] == "a plan"
    assert state["who"]["who"]["selected_options"] == TYPES[:1]


async def test_a_required_field_and_the_bots_own_complaint_are_shown(tiny, visit, client):
    maya = await modal_before(tiny, visit, client)
    await maya.modal.get_by_role("button", name="Next").click()
    await expect(maya.modal.get_by_role("alert")).to_contain_text("complete this required field")
    await expect(maya.modal.get_by_label("Purpose")).to_be_focused()
    tiny.answers["view_submission"] = {
        "response_action": "errors",
        "errors": {"purpose": "Say a little more."},
    }
    await maya.modal.get_by_label("Purpose").fill("x")
    await maya.page.keyboard.press("Enter")
    await expect(maya.modal.get_by_role("alert")).to_have_text("Say a little more.")
    await expect(maya.modal.get_by_label("Purpose")).to_have_value("x")


async def test_a_modal_leads_to_the_next_and_back(tiny, visit, client):
    second = {**MODAL, "title": plain("Second"), "blocks": [section("More")]}
    tiny.answers["view_submission"] = {"response_action": "push", "view": second}
    maya = await modal_before(tiny, visit, client)
    await maya.modal.get_by_label("Purpose").fill("x")
    await maya.modal.get_by_role("button", name="Next").click()
    await expect(maya.modal.get_by_role("heading", name="Second")).to_be_visible()
    await maya.modal.get_by_role("button", name="Back").click()
    await expect(maya.modal.get_by_role("heading", name="Help me choose")).to_be_visible()


async def test_escape_closes_a_modal_and_the_bot_hears_of_it(tiny, visit, client):
    maya = await modal_before(tiny, visit, client)
    await maya.page.keyboard.press("Escape")
    await expect(maya.modal).to_have_count(0)
    await told(tiny, "view_closed")


async def test_a_modal_that_changes_keeps_what_was_typed(tiny, visit, client):
    again = field("Again", text_input("again"))
    live = {**MODAL, "blocks": [*MODAL["blocks"], actions(button("Grow"))]}
    maya = await modal_before(tiny, visit, client, live)
    await maya.modal.get_by_label("Purpose").fill("kept")
    await maya.modal.get_by_role("button", name="Grow").click()
    view = (await told(tiny))["view"]
    assert view["state"]["values"]["purpose"]["purpose"]["value"] == "kept"
    await client.views_update(
        view_id=view["id"], view={**MODAL, "blocks": [*MODAL["blocks"], again]}
    )
    await expect(maya.modal.get_by_label("Again")).to_be_visible()
    await expect(maya.modal.get_by_label("Purpose")).to_have_value("kept")


async def test_a_modal_has_no_serious_accessibility_finding(tiny, visit, client):
    inputs = [
        field("Menu", {"type": "static_select", "action_id": "menu", "options": TYPES}),
        field("Radio", {"type": "radio_buttons", "action_id": "radio", "options": TYPES}),
        field("Text", text_input("text", multiline=True), hint=plain("A hint")),
        field("Number", {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}),
        {"type": "alert", "text": mrkdwn("Mind this"), "level": "warning"},
    ]
    view = {**MODAL, "blocks": inputs}
    for is_dark in (False, True):
        maya = await modal_before(tiny, visit, client, view, is_dark=is_dark)
        assert await maya.serious_findings() == []
        await maya.page.keyboard.press("Escape")
        await expect(maya.modal).to_have_count(0)
        tiny.requests.clear()


async def test_a_message_shortcut_is_in_the_messages_menu(tiny, visit):
    maya = await visit(tiny.slack)
    await maya.write("we hold a town hall")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="More actions").click()
    await maya.page.get_by_role("menuitem", name="Which?").click()
    payload = await told(tiny, "message_action")
    assert payload["message"]["text"] == "we hold a town hall"


async def test_the_home_tab_shows_what_the_bot_publishes_and_its_buttons_work(tiny, visit, client):
    await client.views_publish(
        user_id=MAYA,
        view={"type": "home", "blocks": [section("The catalogue"), actions(button("Search"))]},
    )
    maya = await visit(tiny.slack)
    await maya.open("Convene")
    await maya.page.get_by_role("tab", name="Home").click()
    await expect(maya.page.get_by_text("The catalogue")).to_be_visible()
    await maya.page.get_by_role("button", name="Search").click()
    payload = await told(tiny)
    assert payload["container"]["type"] == "view"
    tabs = [one["event"]["tab"] for one in tiny.of("event_callback")]
    assert tabs == ["messages", "home"]


async def test_a_suggested_prompt_is_said_for_the_person(tiny, visit, client):
    maya = await visit(tiny.slack)
    await maya.open("Convene")
    await client.api_call(
        "assistant.threads.setSuggestedPrompts",
        json={
            "channel_id": "D01MAYA",
            "prompts": [{"title": "Co-design", "message": "What is co-design?"}],
        },
    )
    await maya.page.get_by_role("button", name="Co-design").click()
    await expect(maya.last).to_contain_text("What is co-design?")


async def test_a_workflow_step_can_be_run_by_hand(tiny, visit):
    maya = await visit(tiny.slack)
    await maya.open("Convene")
    await maya.page.get_by_role("tab", name="About").click()
    await maya.page.get_by_label("Question").fill("co-design")
    await maya.page.get_by_role("button", name="Run as a workflow step").click()
    await tiny.slack.until(lambda: tiny.of("event_callback")[1:])
    event = tiny.of("event_callback")[-1]["event"]
    assert event["inputs"] == {"question": "co-design"}
    step = AsyncWebClient(event["bot_access_token"], base_url=tiny.slack.api_url)
    run = {"function_execution_id": event["function_execution_id"]}
    await step.functions_completeError(error="The kettle is empty.", **run)
    await expect(maya.page.locator(".step-outcome")).to_have_text("The kettle is empty.")


async def test_an_unfurled_link_shows_its_card(tiny, visit, client):
    maya = await visit(tiny.slack)
    await maya.write("see https://example.org/guide")
    event = (await told(tiny, "event_callback"))["event"]
    unfurls = {event["links"][0]["url"]: {"blocks": [section("A small card")]}}
    await client.chat_unfurl(channel=GENERAL, ts=event["message_ts"], unfurls=unfurls)
    await expect(maya.last.locator(".unfurl")).to_have_text("A small card")
