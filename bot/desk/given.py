"""What the page sends, checked: each mistake is one sentence.

Knows JSON. Must not know what is done with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

MAX_TYPED = 4000
"""Slack's own composer takes more; nobody types it."""

Given: TypeAlias = Mapping[str, Any]


class BadRequest(Exception):
    """The page asked for something that makes no sense; the message is one sentence."""


def text(given: Given, name: str, least: int = 1) -> str:
    """Return a text that is neither too short nor longer than anybody types."""
    value = given.get(name)
    if not isinstance(value, str) or not least <= len(value) <= MAX_TYPED:
        raise BadRequest(f'"{name}" must be a text of {least} to {MAX_TYPED} characters.')
    return value


def optional_text(given: Given, name: str) -> str | None:
    """Return a text, or None where it is left out."""
    return text(given, name) if given.get(name) is not None else None


def mapping(given: Given, name: str) -> Mapping[str, Any]:
    """Return an object, empty where it is left out."""
    value = given.get(name, {})
    if not isinstance(value, dict):
        raise BadRequest(f'"{name}" must be an object.')
    return value
