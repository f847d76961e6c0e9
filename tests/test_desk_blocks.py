"""Block Kit's rules as the stand-in keeps them."""

import pytest

from bot.desk.blocks import BLOCKS, check_blocks, check_options, check_view, with_ids


def mrkdwn(text="x"):
    return {"type": "mrkdwn", "text": text}


def plain(text="x"):
    return {"type": "plain_text", "text": text}


def button(**more):
    return {"type": "button", "text": plain(), **more}


def section(**more):
    return {"type": "section", "text": mrkdwn(), **more}


def option(value="x"):
    return {"text": plain(), "value": value}


def field(element):
    return {"type": "input", "label": plain(), "element": element}


URL = "https://example.org/x.png"
IMAGE = {"type": "image", "image_url": URL, "alt_text": "x"}
ROWS = [[{"type": "raw_text", "text": "x"}] * 2] * 2
SELECT = {"type": "static_select", "action_id": "a", "options": [option()]}
CARD = {"type": "card", "title": mrkdwn(), "body": mrkdwn(), "actions": [button()]}

FINE = [
    {"type": "header", "text": plain("x" * 150), "level": 2},
    section(accessory=button(url=URL), expand=True),
    {"type": "section", "fields": [mrkdwn()] * 10},
    {"type": "context", "elements": [mrkdwn(), plain(), IMAGE]},
    {"type": "actions", "elements": [button()] * 25},
    {"type": "actions", "elements": [SELECT, {"type": "overflow", "options": [option()]}]},
    {"type": "divider"},
    {**IMAGE, "title": plain()},
    {"type": "markdown", "text": "**x**"},
    {"type": "table", "rows": ROWS, "column_settings": [{"align": "right", "is_wrapped": True}]},
    {"type": "data_table", "caption": "x", "rows": ROWS, "row_header_column_index": 0},
    CARD,
    {"type": "carousel", "elements": [CARD]},
    {"type": "container", "title": plain(), "child_blocks": [section()], "is_collapsible": True},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": plain(), "value": "yes"},
                "negative_button": {"text": plain(), "value": "no"},
            }
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "x", "style": {"bold": True}}],
                    }
                ],
            }
        ],
    },
]

BAD = [
    ({"type": "header", "text": mrkdwn()}, "must be one of: plain_text"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": "x"}, "must provide an object"),
    ({"type": "section"}, "must provide one of: text, fields"),
    (section(text=mrkdwn("")), "must be more than 0 characters"),
    (section(text=mrkdwn("x" * 3001)), "must be less than 3001 characters"),
    (section(colour="red"), "invalid additional property: colour"),
    ({"type": "section", "fields": [mrkdwn()] * 11}, "no more than 10 items allowed"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "must be less than 2001 characters"),
    (section(accessory={"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    (section(accessory=button(text=plain("x" * 76))), "must be less than 76 characters"),
    (section(accessory=button(text=mrkdwn())), "must be one of: plain_text"),
    (section(accessory=button(value="x" * 2001)), "must be less than 2001 characters"),
    (section(accessory=button(url="not a link")), "must be a valid URL"),
    (section(accessory=button(style="loud")), "must be one of: primary, danger"),
    (section(accessory={**SELECT, "options": [option()] * 101}), "no more than 100 items"),
    (section(accessory={**SELECT, "options": []}), "no fewer than 1 items"),
    (section(accessory={**SELECT, "options": [option("x" * 76)]}), "must be less than 76"),
    (section(accessory={**SELECT, "initial_option": option("y")}), "initial option must match"),
    ({"type": "context", "elements": []}, "no fewer than 1 items allowed"),
    ({"type": "context", "elements": [button()]}, "unsupported type: button"),
    ({"type": "actions", "elements": [button()] * 26}, "no more than 25 items allowed"),
    (
        {"type": "actions", "elements": [button(action_id="a"), button(action_id="a")]},
        "`action_id` must be unique",
    ),
    ({"type": "image", "image_url": URL}, "missing required field: alt_text"),
    ({**CARD, "body": mrkdwn("x" * 201)}, "must be less than 201 characters"),
    ({**CARD, "title": "x"}, "must provide an object"),
    ({**CARD, "actions": [button()] * 4}, "no more than 3 items"),
    ({"type": "card", "subtitle": mrkdwn()}, "must provide one of: hero_image, title"),
    ({"type": "carousel", "elements": [section()]}, "unsupported type: section"),
    ({"type": "container", "title": plain(), "child_blocks": [CARD]}, "unsupported type: card"),
    ({"type": "alert", "text": mrkdwn()}, "unsupported type: alert"),
    ({"type": "poster"}, "unsupported type: poster"),
    ("x", "must provide an object"),
]


@pytest.mark.parametrize("block", FINE, ids=lambda block: block["type"])
def test_what_slack_takes_is_taken(block):
    assert check_blocks([block], "message") == []


@pytest.mark.parametrize(("block", "complaint"), BAD, ids=[what for _, what in BAD])
def test_what_slack_refuses_is_refused_in_its_words(block, complaint):
    assert any(complaint in one for one in check_blocks([block], "message"))


def test_a_complaint_says_where():
    found = check_blocks([section(), section(text=mrkdwn(""))], "message")
    assert found == ["[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]"]


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_each_surface_has_its_own_number_of_blocks(surface, most):
    assert check_blocks([section()] * most, surface) == []
    assert check_blocks([section()] * (most + 1), surface)


def test_block_ids_are_unique():
    twice = [section(block_id="a"), section(block_id="a")]
    assert "block_id already exists: a" in check_blocks(twice, "message")[0]


def test_markdown_is_counted_over_the_whole_message():
    half = {"type": "markdown", "text": "x" * 6001}
    assert check_blocks([half], "message") == []
    assert check_blocks([half, half], "message")


def test_an_alert_is_for_modals_and_markdown_is_not():
    assert check_blocks([{"type": "alert", "text": mrkdwn(), "level": "info"}], "modal") == []
    assert check_blocks([{"type": "markdown", "text": "x"}], "modal")


def modal(**more):
    return {"type": "modal", "title": plain(), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("view", "complaint"),
    [
        (modal(title=plain("x" * 25)), "must be less than 25 characters"),
        (modal(blocks=[field({"type": "plain_text_input"})]), "`submit` is required"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        ({"type": "home", "blocks": [], "title": plain()}, "invalid additional property: title"),
        ({"type": "poster"}, "unsupported type: poster"),
        (None, "must provide an object"),
    ],
)
def test_a_view_that_breaks_a_rule_is_refused(view, complaint):
    assert any(complaint in one for one in check_view(view))


def test_a_good_view_is_taken():
    inputs = [field({"type": "plain_text_input", "multiline": True}), field(SELECT)]
    assert check_view(modal(blocks=inputs, submit=plain())) == []
    assert check_view({"type": "home", "blocks": [section()] * 100}) == []


def test_a_menu_takes_a_hundred_options_or_none_but_not_silence():
    assert check_options({"options": []}) == []
    assert check_options({"options": [option()] * 100}) == []
    assert check_options({"options": [option()] * 101})
    assert check_options({})
    assert check_options("")


def test_missing_ids_are_made_up_and_given_ones_kept():
    blocks = [section(accessory=button(action_id="mine")), section(accessory=button())]
    first, second = with_ids(blocks, "desk")
    assert first["accessory"]["action_id"] == "mine"
    assert second["accessory"]["action_id"]
    assert first["block_id"] != second["block_id"]


def test_every_block_has_a_case_here():
    covered = {block["type"] for block in FINE} | {"alert", "input"}
    assert set(BLOCKS) - covered == {"video", "data_visualization"}
