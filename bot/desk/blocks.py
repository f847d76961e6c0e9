"""Block Kit's rules: what Slack accepts in a message, a modal or a Home tab.

Knows shapes, counts and lengths, as tables. Must not know who sends or what it means.
Each complaint is worded and located (`[json-pointer:/blocks/0/text]`) as Slack does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Surface: TypeAlias = Literal["message", "modal", "home"]
Rule: TypeAlias = Callable[[Any, str, list[str]], None]
"""A rule looks at a value and its JSON pointer, and adds its complaints to a list."""

MAX_BLOCKS: Mapping[str, int] = {"message": 50, "modal": 100, "home": 100}
MAX_MARKDOWN = 12_000
MAX_TABLE_TEXT = 10_000
MAX_MESSAGE_TEXT = 40_000
MAX_BLOCKS_TEXT = 13_200
"""Where `msg_blocks_too_long` begins; undocumented, slackapi/bolt-js#2509."""
MAX_MODAL_STACK = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """What an object must and may hold, and rules that look at it as a whole."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    also: tuple[Rule, ...] = ()
    surfaces: frozenset[str] = frozenset({"message", "modal", "home"})


def complain(found: list[str], what: str, pointer: str) -> None:
    """Add one complaint in Slack's wording."""
    found.append(f"[ERROR] {what} [json-pointer:{pointer}]")


def string(most: int, least: int = 1) -> Rule:
    """Accept a string of `least` to `most` characters."""

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, str):
            complain(found, "must be a string", pointer)
        elif len(value) < least:
            complain(found, f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            complain(found, f"must be less than {most + 1} characters", pointer)

    return rule


def url(value: Any, pointer: str, found: list[str]) -> None:
    """Accept an http(s) address of at most 3,000 characters."""
    string(3000)(value, pointer, found)
    if isinstance(value, str) and not re.match(r"https?://[^\s]+$", value):
        complain(found, "must be a valid URL", pointer)


def flag(value: Any, pointer: str, found: list[str]) -> None:
    """Accept true or false."""
    if not isinstance(value, bool):
        complain(found, "must be a boolean", pointer)


def number(least: int, most: int) -> Rule:
    """Accept a whole number from `least` to `most`."""

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            complain(found, f"must be an integer from {least} to {most}", pointer)

    return rule


def word(*allowed: str) -> Rule:
    """Accept one of the words."""

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        if value not in allowed:
            complain(found, f"must be one of: {', '.join(allowed)}", pointer)

    return rule


def anything(_value: Any, _pointer: str, _found: list[str]) -> None:
    """Accept what nobody here sends closely enough to check."""


def text(most: int = 3000, *kinds: str) -> Rule:
    """Accept a text object of one of the `kinds` (default: both)."""
    allowed = kinds or ("plain_text", "mrkdwn")

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            complain(found, "must provide an object", pointer)
            return
        kind = value.get("type")
        if kind not in allowed:
            complain(found, f"must be one of: {', '.join(allowed)}", f"{pointer}/type")
            return
        extra = {"emoji": flag} if kind == "plain_text" else {"verbatim": flag}
        shape = Shape({"type": anything, "text": string(most)}, extra)
        check_shape(shape, value, pointer, found)

    return rule


def plain(most: int) -> Rule:
    """Accept a plain_text object."""
    return text(most, "plain_text")


def items(least: int, most: int, rule: Rule) -> Rule:
    """Accept a list of `least` to `most` values, each by `rule`."""

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, list):
            complain(found, "must provide an array", pointer)
            return
        if len(value) < least:
            complain(found, f"no fewer than {least} items allowed", pointer)
        if len(value) > most:
            complain(found, f"no more than {most} items allowed", pointer)
        for index, item in enumerate(value):
            rule(item, f"{pointer}/{index}", found)

    return check


def shaped(shape: Shape) -> Rule:
    """Accept an object of this shape."""

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        check_shape(shape, value, pointer, found)

    return rule


def one_of(table: Callable[[], Mapping[str, Shape]], *names: str) -> Rule:
    """Accept an object whose `type` is one of `names` (default: any of the table)."""

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            complain(found, "must provide an object", pointer)
            return
        name, shapes = value.get("type"), table()
        if not isinstance(name, str) or name not in (names or shapes):
            complain(found, f"unsupported type: {name}", f"{pointer}/type")
            return
        check_shape(shapes[name], value, pointer, found)

    return rule


def check_shape(shape: Shape, value: Any, pointer: str, found: list[str]) -> None:
    """Check an object's fields, those it lacks and those it should not have."""
    if not isinstance(value, dict):
        complain(found, "must provide an object", pointer)
        return
    for name in shape.required:
        if value.get(name) is None:
            complain(found, f"missing required field: {name}", pointer)
    for name, content in value.items():
        rule = shape.required.get(name) or shape.optional.get(name)
        if name == "type" or content is None:
            continue
        if rule is None:
            complain(found, f"invalid additional property: {name}", pointer)
        else:
            rule(content, f"{pointer}/{name}", found)
    for rule in shape.also:
        rule(value, pointer, found)


def any_of(*names: str) -> Rule:
    """Ask for at least one of the fields."""

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        if not any(value.get(name) for name in names):
            complain(found, f"must provide one of: {', '.join(names)}", pointer)

    return rule


def not_both(one: str, other: str) -> Rule:
    """Refuse two fields that exclude each other."""

    def rule(value: Any, pointer: str, found: list[str]) -> None:
        if value.get(one) and value.get(other):
            complain(found, f"cannot provide both: {one}, {other}", pointer)

    return rule


def _has_distinct_action_ids(value: Any, pointer: str, found: list[str]) -> None:
    ids = [one.get("action_id") for one in value.get("elements", ()) if isinstance(one, dict)]
    known = [one for one in ids if one]
    if len(known) != len(set(known)):
        complain(found, "`action_id` must be unique within the block", f"{pointer}/elements")


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

MESSAGE = frozenset({"message"})
MODAL = frozenset({"modal"})
MESSAGE_HOME = frozenset({"message", "home"})

BLOCKS: Mapping[str, Shape] = {
    "header": Shape({"text": plain(150)}, {**BLOCK_ID, "level": number(1, 4)}),
    "section": Shape(
        {},
        {
            **BLOCK_ID,
            "text": text(3000),
            "fields": items(1, 10, text(2000)),
            "accessory": IN_SECTION,
            "expand": flag,
        },
        also=(any_of("text", "fields"),),
    ),
    "context": Shape({"elements": items(1, 10, IN_CONTEXT)}, BLOCK_ID),
    "actions": Shape(
        {"elements": items(1, 25, IN_ACTIONS)}, BLOCK_ID, also=(_has_distinct_action_ids,)
    ),
    "divider": Shape({}, BLOCK_ID),
    "image": Shape(
        ELEMENTS["image"].required,
        {**BLOCK_ID, **ELEMENTS["image"].optional, "title": plain(2000)},
        also=ELEMENTS["image"].also,
    ),
    "input": Shape(
        {"label": plain(2000), "element": IN_INPUT},
        {**BLOCK_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT,
    "video": Shape(
        {
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": url,
            "video_url": url,
        },
        {
            **BLOCK_ID,
            "title_url": url,
            "description": plain(200),
            "author_name": string(50),
            "provider_name": string(50),
            "provider_icon_url": url,
        },
    ),
    "markdown": Shape({"text": string(MAX_MARKDOWN)}, BLOCK_ID, surfaces=MESSAGE),
    "table": Shape(
        {"rows": items(1, 100, items(1, 20, CELL))},
        {**BLOCK_ID, "column_settings": items(1, 20, COLUMN)},
        surfaces=MESSAGE_HOME,
    ),
    "data_table": Shape(
        {"caption": string(3000), "rows": items(2, 201, items(1, 20, CELL))},
        {
            **BLOCK_ID,
            "page_size": number(1, 100),
            "row_header_column_index": number(0, 19),
            "column_settings": items(1, 20, anything),
        },
        surfaces=MESSAGE_HOME,
    ),
    "data_visualization": Shape(
        {},
        dict.fromkeys(("block_id", "title", "chart", "data", "series", "labels"), anything),
        surfaces=MESSAGE,
    ),
    "card": Shape(
        {},
        {
            **BLOCK_ID,
            "title": text(150),
            "subtitle": text(150),
            "body": text(200),
            "subtext": text(200),
            "hero_image": IMAGE,
            "icon": IMAGE,
            "slack_icon": SLACK_ICON,
            "actions": items(1, 3, element("button")),
        },
        also=(any_of("hero_image", "title", "actions", "body"), not_both("icon", "slack_icon")),
    ),
    "carousel": Shape(
        {"elements": items(1, 10, one_of(lambda: BLOCKS, "card"))},
        BLOCK_ID,
        surfaces=MESSAGE_HOME,
    ),
    "container": Shape(
        {
            "child_blocks": items(
                1,
                10,
                one_of(
                    lambda: BLOCKS,
                    "actions",
                    "context",
                    "divider",
                    "header",
                    "image",
                    "input",
                    "rich_text",
                    "section",
                    "table",
                    "video",
                ),
            )
        },
        {
            **BLOCK_ID,
            "title": plain(150),
            "rich_text_title": RICH_TEXT.required["elements"],
            "subtitle": text(150),
            "width": word("narrow", "standard", "wide", "full"),
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
            "icon": IMAGE,
        },
        also=(any_of("title", "rich_text_title"), not_both("is_collapsible", "has_header_divider")),
        surfaces=MESSAGE_HOME,
    ),
    "alert": Shape(
        {"text": text(200)},
        {**BLOCK_ID, "level": word("default", "info", "warning", "error", "success")},
        surfaces=MODAL,
    ),
    "context_actions": Shape(
        {"elements": items(1, 5, element("feedback_buttons", "icon_button"))},
        BLOCK_ID,
        surfaces=MESSAGE,
    ),
}
"""The blocks that an app may send. `task_card` and `plan` belong to streaming agents."""

VIEW_COMMON: Mapping[str, Rule] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
VIEWS: Mapping[str, Shape] = {
    "home": Shape({"blocks": anything}, VIEW_COMMON),
    "modal": Shape(
        {"title": plain(24), "blocks": anything},
        {
            **VIEW_COMMON,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
}


def check_blocks(blocks: Any, surface: Surface, root: str = "/blocks") -> list[str]:
    """Return Slack's complaints about a list of blocks, in order; empty when it is fine."""
    found: list[str] = []
    items(0, MAX_BLOCKS[surface], one_of(lambda: BLOCKS))(blocks, root, found)
    if not isinstance(blocks, list):
        return found
    known = [block for block in blocks if isinstance(block, dict)]
    for index, block in enumerate(known):
        shape = BLOCKS.get(str(block.get("type")))
        if shape and surface not in shape.surfaces:
            complain(found, f"unsupported type: {block['type']}", f"{root}/{index}/type")
    ids = [block["block_id"] for block in known if block.get("block_id")]
    for repeated in sorted({one for one in ids if ids.count(one) > 1}):
        complain(found, f"block_id already exists: {repeated}", root)
    if _length_of(known, "markdown") > MAX_MARKDOWN:
        complain(found, f"markdown blocks must be less than {MAX_MARKDOWN + 1} characters", root)
    if _length_of(known, "table") > MAX_TABLE_TEXT:
        complain(found, f"tables must be less than {MAX_TABLE_TEXT + 1} characters", root)
    return found


def check_view(view: Any) -> list[str]:
    """Return Slack's complaints about a modal or Home view; empty when it is fine."""
    found: list[str] = []
    one_of(lambda: VIEWS)(view, "/view", found)
    if found:
        return found
    surface: Surface = view["type"]
    found.extend(check_blocks(view["blocks"], surface, "/view/blocks"))
    has_input = any(block.get("type") == "input" for block in view["blocks"])
    if surface == "modal" and has_input and not view.get("submit"):
        complain(found, "`submit` is required when an input block is within the view", "/view")
    return found


def check_options(answer: Any) -> list[str]:
    """Return Slack's complaints about the answer to a menu's request for options."""
    found: list[str] = []
    check_shape(
        Shape(
            {},
            {"options": items(0, 100, shaped(OPTION)), "option_groups": OPTION_GROUPS},
        ),
        answer,
        "",
        found,
    )
    if isinstance(answer, dict) and not answer.keys() & {"options", "option_groups"}:
        complain(found, "must provide one of: options, option_groups", "")
    return found


def texts(value: Any) -> Iterator[str]:
    """Yield every text a person would read in blocks, in order."""
    if isinstance(value, dict):
        for name, content in value.items():
            if name in ("text", "title", "caption", "alt_text") and isinstance(content, str):
                yield content
            else:
                yield from texts(content)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def _length_of(blocks: Iterable[Mapping[str, Any]], kind: str) -> int:
    of_kind = [dict(block) for block in blocks if block.get("type") == kind]
    return sum(len(one) for one in texts(of_kind))


def with_ids(blocks: list[dict[str, Any]], prefix: str) -> list[dict[str, Any]]:
    """Return the blocks with the block and action ids that Slack makes up where none is given."""
    numbers = itertools.count()

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(item) for item in value]
        if not isinstance(value, dict):
            return value
        filled = {name: fill(content) for name, content in value.items()}
        if value.get("type") in ACTIVE:
            filled.setdefault("action_id", f"{prefix}{next(numbers)}")
        return filled

    return [
        {**fill(block), "block_id": block.get("block_id") or f"{prefix}b{index}"}
        for index, block in enumerate(blocks)
    ]


ACTIVE = frozenset(name for name, shape in ELEMENTS.items() if "action_id" in shape.optional)
"""The elements that a person acts on."""
