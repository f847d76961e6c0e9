"""A question out of what a person typed in Slack."""

from __future__ import annotations

import html
import re

# What Slack puts between < and >: docs.slack.dev/messaging/formatting-message-text.
_REFERENCE = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|\s][^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def question(text: str) -> str:
    """Return the words a person typed, without the people and channels that they named.

    What Slack puts a name on is no word of the question, and must not be kept with it: a
    person, a group, a channel, an e-mail address. A link becomes its label or its address.
    """

    def seen(reference: re.Match[str]) -> str:
        if reference["sign"] or reference["target"].startswith(_PERSONAL):
            return " "
        return reference["label"] or reference["target"]

    return html.unescape(_REFERENCE.sub(seen, text)).strip()


_PERSONAL = ("mailto:", "tel:")
