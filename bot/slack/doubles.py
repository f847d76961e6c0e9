"""The same press twice: people press again when nothing happens at once, Slack never does.

Knows what of a press is the same the second time. Must not know what it is for.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.record.record import Recorder
from bot.slack.seen import Seen

# A person who means to press a second time has seen the answer to the first.
DOUBLE_PRESS_S = 1.0
# A modal must open within three seconds of the press: the store is not waited for longer.
CLAIM_TIMEOUT_S = 0.5
# The store keeps whole seconds: this is between half a second and one and a half.
CLAIMED_FOR_S = 1.5


class Doubles:
    """Which presses this process has only just taken, or is still answering."""

    def __init__(self) -> None:
        self._recent = Seen(remembered_s=DOUBLE_PRESS_S)
        self._under_way: set[str] = set()

    def is_first(self, body: Mapping[str, Any]) -> bool:
        """Remember a press; return whether it is not the one before, pressed once more.

        What is no press always is the first.
        """
        pressed = key(body)
        if pressed is None:
            return True
        return self._recent.is_new(pressed) and pressed not in self._under_way

    @contextmanager
    def answering(self, body: Mapping[str, Any]) -> Iterator[None]:
        """Hold a press for as long as it is being answered, however slow Slack is."""
        pressed = key(body)
        if pressed is None:
            yield
            return
        self._under_way.add(pressed)
        try:
            yield
        finally:
            self._under_way.discard(pressed)


async def is_first_of_all(recorder: Recorder, body: Mapping[str, Any]) -> bool:
    """Return whether no other worker has just taken the same press; without a store, it is."""
    pressed = key(body)
    if pressed is None:
        return True
    name = f"once press {hashlib.sha256(pressed.encode()).hexdigest()[:32]}"
    return await recorder.ask_store(
        lambda store: store.claim(name, time.time(), again_after_s=CLAIMED_FOR_S),
        default=True,
        timeout_s=CLAIM_TIMEOUT_S,
    )


def key(body: Mapping[str, Any]) -> str | None:
    """Return what is the same where one person presses the same thing twice, None for no press.

    A block of a view that was changed meanwhile has another id: that is another press.
    """
    if body.get("type") != "block_actions":
        return None
    where = body.get("container") or {}
    place = [where.get(name) for name in ("channel_id", "message_ts", "view_id")]
    pressed = [{**action, "action_ts": None} for action in body.get("actions", ())]
    return json.dumps([body.get("user"), place, pressed], sort_keys=True)
