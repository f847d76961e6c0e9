"""What every test may ask for: a Slack on a loopback port, and a clock to wind on."""

import time

import pytest

from bot.desk.slack import Slack


class Clock:
    """The time now, which a test can wind on."""

    def __init__(self):
        self.ahead_s = 0.0

    def __call__(self):
        return time.time() + self.ahead_s

    def advance(self, seconds):
        self.ahead_s += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def slack(clock):
    """A Slack that is patient for a second and retries without waiting."""
    async with Slack(clock=clock, timeout_s=1.0, retry_delays_s=(0, 0, 0)) as slack:
        yield slack
