"""Slack's refusals: how it says no, and to which messages and views.

Knows limits and error codes. Must not know who asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.desk import blocks as kit


class SlackError(Exception):
    """Slack refuses: `error` is its code, `extra` goes into the answer beside it."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """Return the refusal as Slack answers it."""
        return {"ok": False, "error": self.error, **self.extra}


def check_content(content: Mapping[str, Any]) -> None:
    """Raise as Slack does where a message has nothing in it, too much, or bad blocks."""
    text, blocks = content.get("text"), content.get("blocks")
    if not text and not blocks and not content.get("attachments"):
        raise SlackError("no_text")
    if text and len(text) > kit.MAX_MESSAGE_TEXT:
        raise SlackError("msg_too_long")
    if blocks:
        _refuse("invalid_blocks", kit.check_blocks(blocks, "message"))
        if sum(len(one) for one in kit.texts(blocks)) > kit.MAX_BLOCKS_TEXT:
            raise SlackError("msg_blocks_too_long")


def check_view(content: Mapping[str, Any]) -> None:
    """Raise `invalid_arguments` as Slack does where a view breaks a rule."""
    _refuse("invalid_arguments", kit.check_view(content))


def _refuse(error: str, complaints: Iterable[str]) -> None:
    if messages := list(complaints):
        raise SlackError(error, errors=messages, response_metadata={"messages": messages})
