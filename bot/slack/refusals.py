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
    said = data.get("error") if isinstance(data, Mapping) else None
    return str(said or f"HTTP {error.response.status_code}")


def why(error: BaseException) -> str:
    """Say in a few words why Slack cannot be had. Addresses stay out: some hold a secret."""
    match error:
        case SlackApiError():
            said = reason(error)
            words = f"{said} in place of Slack's answer" if "HTTP" in said else f"Slack says {said}"
        case aiohttp.ClientConnectorCertificateError():
            words = (
                f"the certificate of {error.host} is not trusted here; where a proxy of yours "
                "reads what is sent, SSL_CERT_FILE names the file with its certificate"
            )
        case aiohttp.ClientConnectorError():
            words = f"{error.host} cannot be reached, {error.os_error.strerror or error.os_error}"
        case aiohttp.ClientResponseError():
            words = f"HTTP {error.status}"
        case TimeoutError():
            words = "no answer in time"
        case _:
            words = str(error) or type(error).__name__
    return words
