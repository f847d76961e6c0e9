"""How the bot is, for those who look after it.

Knows blocks and wording. Must not know who is told.
"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.cards.blocks import Draft, Message
from bot.live.live import Live
from bot.record.record import Health
from bot.wording import Wording

MOST_PROBLEMS = 5


def draw(live: Live, store: Health, words: Wording) -> Message:
    """Draw the version and age of the guide, its problems, and since when the bot is up."""
    guide, draft = live.convene.guide, Draft(words)
    draft.paragraph(
        words.say(
            "status",
            version=guide.version,
            since=_moment(live.loaded_at),
            types=len(guide.types),
            pages=len(guide.pages),
            started=_moment(live.started_at),
            store=store,
        )
    )
    _add_problems(draft, live, words)
    return draft.message()


def news(live: Live, words: Wording) -> Message:
    """Draw what admins are told when the folder breaks, and when it is mended."""
    draft = Draft(words)
    if live.problems:
        _add_problems(draft, live, words)
    else:
        draft.paragraph(words.say("mended"))
    return draft.message()


def _add_problems(draft: Draft, live: Live, words: Wording) -> None:
    if not live.problems:
        draft.paragraph(words.say("status_sound"))
        return
    draft.paragraph(words.say("status_broken", count=len(live.problems)))
    told = (problem.told(words.language) for problem in live.problems[:MOST_PROBLEMS])
    draft.paragraph("\n".join(f"• {problem}" for problem in told))
    if (left := len(live.problems) - MOST_PROBLEMS) > 0:
        draft.quiet(words.say("status_more", count=left))


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
