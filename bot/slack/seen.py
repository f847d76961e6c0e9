"""What was already taken up, so that a second delivery is not answered again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

# Slack repeats an event up to five minutes later (docs.slack.dev/apis/events-api).
REMEMBERED_S = 15 * 60
MOST_REMEMBERED = 50_000


class Seen:
    """Remembers keys for a while. In memory: one process, for as long as it runs."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, remembered_s: float = REMEMBERED_S
    ) -> None:
        self._clock = clock
        self._remembered_s = remembered_s
        self._until: OrderedDict[Hashable, float] = OrderedDict()

    def forget(self, key: Hashable) -> None:
        """Let a key be new again: what it stood for did not happen."""
        self._until.pop(key, None)

    def is_new(self, *keys: Hashable) -> bool:
        """Remember `keys`; return whether none of them was remembered before."""
        now = self._clock()
        while self._until and (
            len(self._until) > MOST_REMEMBERED or next(iter(self._until.values())) <= now
        ):
            self._until.popitem(last=False)
        is_new = not any(key in self._until for key in keys)
        for key in keys:
            self._until[key] = now + self._remembered_s
            self._until.move_to_end(key)
        return is_new
