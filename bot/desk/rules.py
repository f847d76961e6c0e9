"""The language that Block Kit's limits are written in: small rules, put together.

Knows shapes, counts and lengths. Must not know any block. Each complaint is worded and
located (`[json-pointer:/blocks/0/text]`) as Slack does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Rule: TypeAlias = Callable[[Any, str, list[str]], None]
"""A rule looks at a value and its JSON pointer, and adds its complaints to a list."""


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
