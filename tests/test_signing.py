"""Whether a request comes from Slack."""

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.slack.signing import doubt

SECRET, BODY, NOW = (
    "8f742231b10e8888abcd99yyyzzz85a5",
    b"command=%2Fconvene&text=caf\xc3\xa9",
    1.8e9,
)


def sign(body=BODY, timestamp=str(int(NOW)), secret=SECRET):
    return SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)


def test_slacks_own_signature_is_genuine():
    assert doubt(SECRET, BODY, str(int(NOW)), sign(), now=NOW) is None


@pytest.mark.parametrize("age_s", [-300, 300])
def test_five_minutes_either_way_are_tolerated(age_s):
    timestamp = str(int(NOW) + age_s)
    assert doubt(SECRET, BODY, timestamp, sign(timestamp=timestamp), now=NOW) is None


@pytest.mark.parametrize("age_s", [-301, 301])
def test_a_stale_timestamp_is_refused_though_rightly_signed(age_s):
    timestamp = str(int(NOW) + age_s)
    assert doubt(SECRET, BODY, timestamp, sign(timestamp=timestamp), now=NOW) == "stale"


@pytest.mark.parametrize(
    "signature", [None, "", "v0=", "é" * 64, sign().upper(), sign(secret="another"), sign(b"other")]
)
def test_any_other_signature_is_refused(signature):
    assert doubt(SECRET, BODY, str(int(NOW)), signature, now=NOW)


@pytest.mark.parametrize(
    "timestamp", [None, "", "now", "-1", "1e9", " 1800000000", "1_800_000_000", "１８", "9" * 5000]
)
def test_a_timestamp_that_is_no_number_is_refused(timestamp):
    assert doubt(SECRET, BODY, timestamp, sign(), now=NOW)


def test_a_body_that_is_not_text_is_only_bytes():
    body, timestamp = b"\xff\x00", str(int(NOW))
    assert doubt(SECRET, body, timestamp, sign(), now=NOW)
