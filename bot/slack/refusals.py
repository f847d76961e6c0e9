"""Why Slack refused a call, or could not be reached."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

# What a call raises where Slack does not answer, or answers that it cannot just now.
UNREACHABLE = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)


def reason(error: SlackApiError) -> str:
    """Return Slack's word for why it refused a call, or the HTTP status if it gave none."""
    data = error.response.data
    if isinstance(data, Mapping):
        return str(data.get("error"))
    return f"HTTP {error.response.status_code}"


def why(error: BaseException) -> str:
    """Say in a few words why Slack cannot be had. Addresses stay out: some hold a secret."""
    match error:
        case SlackApiError():
            return f"Slack says {reason(error)}"
        case aiohttp.ClientConnectorError():
            return f"{error.host} cannot be reached, {error.os_error.strerror or error.os_error}"
        case aiohttp.ClientResponseError():
            return f"HTTP {error.status}"
        case TimeoutError():
            return "no answer in time"
        case _:
            return str(error) or type(error).__name__
