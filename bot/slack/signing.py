"""Whether a request comes from Slack."""

from __future__ import annotations

import hashlib
import hmac

# docs.slack.dev/authentication/verifying-requests-from-slack
VERSION = "v0"
TOLERANCE_S = 300
# Seconds since 1970 have ten digits until the year 2286.
MOST_DIGITS = 12


def is_genuine(
    secret: str, body: bytes, timestamp: str | None, signature: str | None, *, now: float
) -> bool:
    """Tell whether `signature` is Slack's for this untouched body, not over 5 minutes old.

    `timestamp` and `signature` are the headers as they came, `now` seconds since 1970.
    Never raises: a timestamp that is no number or a signature beyond ASCII is just wrong.
    """
    if not timestamp or not signature:
        return False
    # int() alone would also take " 12", "1_2" and other alphabets' digits.
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= MOST_DIGITS):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_S:
        return False
    base = f"{VERSION}:{timestamp}:".encode() + body
    expected = f"{VERSION}={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}"
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
