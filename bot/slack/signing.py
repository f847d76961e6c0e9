"""Whether a request comes from Slack."""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal, TypeAlias

# docs.slack.dev/authentication/verifying-requests-from-slack
VERSION = "v0"
TOLERANCE_S = 300
# Seconds since 1970 have ten digits until the year 2286.
MOST_DIGITS = 12


Doubt: TypeAlias = Literal["unsigned", "stale", "wrong"]


def doubt(
    secret: str, body: bytes, timestamp: str | None, signature: str | None, *, now: float
) -> Doubt | None:
    """Say why `signature` is not Slack's for this untouched body, None where it is.

    `timestamp` and `signature` are the headers as they came, `now` seconds since 1970; over
    five minutes apart is stale. Never raises: a timestamp that is no number or a signature
    beyond ASCII is just wrong.
    """
    if not timestamp or not signature:
        return "unsigned"
    # int() alone would also take " 12", "1_2" and other alphabets' digits.
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= MOST_DIGITS):
        return "wrong"
    if abs(now - int(timestamp)) > TOLERANCE_S:
        return "stale"
    base = f"{VERSION}:{timestamp}:".encode() + body
    expected = f"{VERSION}={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}"
    is_ours = hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
    return None if is_ours else "wrong"
