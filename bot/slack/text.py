"""A question out of what a person typed in Slack."""

from __future__ import annotations

import html
import re

# What Slack puts between < and >: docs.slack.dev/messaging/formatting-message-text.
_REFERENCE = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|\s][^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def question(text: str, bot_user_id: str | None = None) -> str:
    """Return the words a person typed, without the mention of the bot.

    Slack's references become what the person saw: a label, a channel's name, an address.
    """

    def seen(reference: re.Match[str]) -> str:
        if reference["sign"] == "@" and reference["target"] == bot_user_id:
            return " "
        if reference["sign"] in ("@", "!") and reference["label"] is None:
            return " "  # the id of a person or group: nobody typed that
        return reference["label"] or reference["target"]

    return html.unescape(_REFERENCE.sub(seen, text)).strip()
