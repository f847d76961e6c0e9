"""Block Kit's elements as tables: what may stand within a block, and how much of it.

Knows Slack's limits. Must not know blocks, who sends them or what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk.rules import (
    Rule,
    Shape,
    any_of,
    anything,
    complain,
    flag,
    items,
    number,
    one_of,
    plain,
    shaped,
    string,
    text,
    url,
    word,
)


def _has_its_initial_option(value: Any, pointer: str, found: list[str]) -> None:
    groups = value.get("option_groups") or [{"options": value.get("options") or []}]
    options = [option for group in groups for option in group.get("options", ())]
    chosen = value.get("initial_options") or [value.get("initial_option")]
    if any(one is not None and one not in options for one in chosen):
        complain(found, "initial option must match one of the options", pointer)


CONFIRM = shaped(
    Shape(
        {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
        {"style": word("primary", "danger")},
    )
)
OPTION = Shape({"text": text(75), "value": string(75)}, {"description": text(75)})
OPTION_WITH_URL = Shape(OPTION.required, {**OPTION.optional, "url": url})
OPTIONS = items(1, 100, shaped(OPTION))
OPTION_GROUP = Shape({"label": plain(75), "options": OPTIONS})
OPTION_GROUPS = items(1, 100, shaped(OPTION_GROUP))
DISPATCH = shaped(Shape({}, {"trigger_actions_on": items(1, 2, anything)}))
ACTION: Mapping[str, Rule] = {"action_id": string(255), "confirm": CONFIRM, "focus_on_load": flag}
PLACED: Mapping[str, Rule] = {**ACTION, "placeholder": plain(150)}
TYPED: Mapping[str, Rule] = {**PLACED, "dispatch_action_config": DISPATCH}
MULTI: Mapping[str, Rule] = {**PLACED, "max_selected_items": number(1, 100)}
STATIC: Mapping[str, Rule] = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
HAS_OPTIONS = (any_of("options", "option_groups"), _has_its_initial_option)
FEEDBACK = shaped(
    Shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
)

ELEMENTS: Mapping[str, Shape] = {
    "button": Shape(
        {"text": plain(75)},
        {
            **ACTION,
            "value": string(2000),
            "url": url,
            "style": word("primary", "danger"),
            "accessibility_label": string(75),
            "visible_to_user_ids": items(1, 10, string(20)),
            "agent_prompt": string(4000),
        },
    ),
    "overflow": Shape({"options": items(1, 5, shaped(OPTION_WITH_URL))}, ACTION),
    "static_select": Shape(
        {}, {**PLACED, **STATIC, "initial_option": shaped(OPTION)}, also=HAS_OPTIONS
    ),
    "external_select": Shape(
        {}, {**PLACED, "min_query_length": number(0, 255), "initial_option": shaped(OPTION)}
    ),
    "users_select": Shape({}, {**PLACED, "initial_user": string(20)}),
    "channels_select": Shape(
        {}, {**PLACED, "initial_channel": string(20), "response_url_enabled": flag}
    ),
    "conversations_select": Shape(
        {},
        {
            **PLACED,
            "initial_conversation": string(20),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": anything,
        },
    ),
    "multi_static_select": Shape(
        {}, {**MULTI, **STATIC, "initial_options": OPTIONS}, also=HAS_OPTIONS
    ),
    "multi_external_select": Shape(
        {}, {**MULTI, "min_query_length": number(0, 255), "initial_options": OPTIONS}
    ),
    "multi_users_select": Shape({}, {**MULTI, "initial_users": items(0, 100, string(20))}),
    "multi_channels_select": Shape({}, {**MULTI, "initial_channels": items(0, 100, string(20))}),
    "multi_conversations_select": Shape(
        {},
        {
            **MULTI,
            "initial_conversations": items(0, 100, string(20)),
            "default_to_current_conversation": flag,
            "filter": anything,
        },
    ),
    "checkboxes": Shape(
        {"options": items(1, 10, shaped(OPTION))},
        {**ACTION, "initial_options": items(1, 10, shaped(OPTION))},
        also=(_has_its_initial_option,),
    ),
    "radio_buttons": Shape(
        {"options": items(1, 10, shaped(OPTION))},
        {**ACTION, "initial_option": shaped(OPTION)},
        also=(_has_its_initial_option,),
    ),
    "plain_text_input": Shape(
        {},
        {
            **TYPED,
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    "email_text_input": Shape({}, {**TYPED, "initial_value": string(3000)}),
    "url_text_input": Shape({}, {**TYPED, "initial_value": url}),
    "number_input": Shape(
        {"is_decimal_allowed": flag},
        {**TYPED, "initial_value": anything, "min_value": anything, "max_value": anything},
    ),
    "datepicker": Shape({}, {**PLACED, "initial_date": string(10)}),
    "timepicker": Shape({}, {**PLACED, "initial_time": string(5), "timezone": string(60)}),
    "datetimepicker": Shape({}, {**ACTION, "initial_date_time": number(10**9, 10**10 - 1)}),
    "rich_text_input": Shape({}, {**TYPED, "initial_value": anything}),
    "file_input": Shape({}, {**ACTION, "filetypes": anything, "max_files": number(1, 10)}),
    "image": Shape(
        {"alt_text": string(2000)},
        {"image_url": url, "slack_file": anything},
        also=(any_of("image_url", "slack_file"),),
    ),
    "feedback_buttons": Shape(
        {"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {"action_id": string(255)}
    ),
    "icon_button": Shape(
        {"icon": word("trash"), "text": plain(75)},
        {
            **ACTION,
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": items(1, 10, string(20)),
        },
    ),
    "plain_text": Shape({"text": string(3000)}, {"emoji": flag}),
    "mrkdwn": Shape({"text": string(3000)}, {"verbatim": flag}),
}

SINGLE_SELECTS = (
    "static_select",
    "external_select",
    "users_select",
    "channels_select",
    "conversations_select",
)
MULTI_SELECTS = tuple(f"multi_{name}" for name in SINGLE_SELECTS)
PICKERS = ("datepicker", "timepicker", "datetimepicker")
CHOICES = ("checkboxes", "radio_buttons")
TYPED_INPUTS = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
)


def element(*names: str) -> Rule:
    """Accept one of the named block elements."""
    return one_of(lambda: ELEMENTS, *names)


IN_ACTIONS = element(
    "button", "overflow", *SINGLE_SELECTS, *MULTI_SELECTS, *PICKERS, *CHOICES, "rich_text_input"
)
IN_SECTION = element(
    "button", "overflow", "image", *SINGLE_SELECTS, *MULTI_SELECTS, *CHOICES, *PICKERS[:2]
)
IN_INPUT = element(*TYPED_INPUTS, *SINGLE_SELECTS, *MULTI_SELECTS, *PICKERS, *CHOICES, "file_input")
IN_CONTEXT = element("plain_text", "mrkdwn", "image")

ACTIVE = frozenset(name for name, shape in ELEMENTS.items() if "action_id" in shape.optional)
"""The elements that a person acts on."""

STYLE = shaped(
    Shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "unlink"), flag))
)
RICH_ELEMENTS: Mapping[str, Shape] = {
    "text": Shape({"text": string(3000)}, {"style": STYLE}),
    "link": Shape({"url": url}, {"text": string(3000), "style": STYLE, "unsafe": flag}),
    "emoji": Shape({"name": string(255)}, {"unicode": string(255), "style": STYLE}),
    "user": Shape({"user_id": string(20)}, {"style": STYLE}),
    "channel": Shape({"channel_id": string(20)}, {"style": STYLE}),
    "usergroup": Shape({"usergroup_id": string(20)}, {"style": STYLE}),
    "broadcast": Shape({"range": word("here", "channel", "everyone")}, {"style": STYLE}),
    "date": Shape(
        {"timestamp": anything, "format": string(255)},
        {"url": url, "fallback": string(255), "style": STYLE},
    ),
    "color": Shape({"value": string(20)}, {"style": STYLE}),
}
RICH_INLINE = items(0, 1000, one_of(lambda: RICH_ELEMENTS))
RICH_PARTS: Mapping[str, Shape] = {
    "rich_text_section": Shape({"elements": RICH_INLINE}),
    "rich_text_preformatted": Shape(
        {"elements": RICH_INLINE}, {"border": number(0, 1), "language": string(50)}
    ),
    "rich_text_quote": Shape({"elements": RICH_INLINE}, {"border": number(0, 1)}),
    "rich_text_list": Shape(
        {
            "style": word("bullet", "ordered"),
            "elements": items(1, 1000, one_of(lambda: RICH_PARTS, "rich_text_section")),
        },
        {"indent": number(0, 8), "offset": number(0, 10_000), "border": number(0, 1)},
    ),
}
BLOCK_ID: Mapping[str, Rule] = {"block_id": string(255)}
RICH_TEXT = Shape({"elements": items(0, 1000, one_of(lambda: RICH_PARTS))}, BLOCK_ID)
CELLS: Mapping[str, Shape] = {
    "raw_text": Shape({"text": string(3000)}),
    "raw_number": Shape({"value": anything}, {"text": string(3000, least=0)}),
    "rich_text": RICH_TEXT,
}
CELL = one_of(lambda: CELLS)
COLUMN = shaped(Shape({}, {"align": word("left", "center", "right"), "is_wrapped": flag}))
IMAGE = shaped(ELEMENTS["image"])
SLACK_ICON = shaped(Shape({"name": string(255)}))
