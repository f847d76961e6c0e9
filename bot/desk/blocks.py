"""Block Kit's rules: what Slack accepts in a message, a modal or a Home tab.

Knows blocks and views, as tables. Must not know who sends them or what they mean.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from bot.desk.kit_elements import (
    ACTIVE,
    BLOCK_ID,
    CELL,
    COLUMN,
    ELEMENTS,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    OPTION,
    OPTION_GROUPS,
    RICH_TEXT,
    SLACK_ICON,
    element,
)
from bot.desk.rules import (
    Rule,
    Shape,
    any_of,
    anything,
    check_shape,
    complain,
    flag,
    items,
    not_both,
    number,
    one_of,
    plain,
    shaped,
    string,
    text,
    url,
    word,
)

Surface: TypeAlias = Literal["message", "modal", "home"]

MAX_BLOCKS: Mapping[str, int] = {"message": 50, "modal": 100, "home": 100}
MAX_MARKDOWN = 12_000
MAX_TABLE_TEXT = 10_000
MAX_MESSAGE_TEXT = 40_000
MAX_BLOCKS_TEXT = 13_200
"""Where `msg_blocks_too_long` begins; undocumented, slackapi/bolt-js#2509."""
MAX_MODAL_STACK = 3


def _has_distinct_action_ids(value: Any, pointer: str, found: list[str]) -> None:
    ids = [one.get("action_id") for one in value.get("elements", ()) if isinstance(one, dict)]
    known = [one for one in ids if one]
    if len(known) != len(set(known)):
        complain(found, "`action_id` must be unique within the block", f"{pointer}/elements")


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
