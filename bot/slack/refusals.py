"""Why Slack refused a call."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError


def reason(error: SlackApiError) -> str:
    """Return Slack's word for why it refused a call, or the HTTP status if it gave none."""
    data = error.response.data
    if isinstance(data, Mapping):
        return str(data.get("error"))
    return f"HTTP {error.response.status_code}"
