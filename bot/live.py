"""The guide that is served now.

Everything that answers holds a `Live` and asks it for `convene` anew with each question,
so that a question keeps the guide it started with while the next one gets a newer one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bot.convene import Convene


@dataclass
class Live:
    """The `Convene` that answers now, and when (seconds since 1970) it was loaded."""

    convene: Convene
    loaded_at: float = field(default_factory=time.time)
