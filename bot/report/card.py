"""A report as a message: for an admin in Slack, and for the terminal.

Knows blocks and wording. Must not know where the figures come from.
"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.cards.blocks import Draft, Message
from bot.guide import Guide
from bot.report.report import DAY_S, Group, Report
from bot.wording import Wording

# As many as a message holds, with room to spare; the terminal and the page show them all.
MOST_IN_SLACK = 8
MOST_TYPES = 10
ALSO_ASKED = 3


def draw(report: Report, guide: Guide, words: Wording, most: int = MOST_IN_SLACK) -> Message:
    """Draw the sums, and the groups of what was not answered with the lines that mend it."""
    draft = Draft(words)
    draft.heading(words.say("report"))
    if not report.asked:
        draft.paragraph(words.say("report_empty"))
        return draft.message()
    draft.quiet(words.say("report_days", first=date(report.first_day), last=date(report.last_day)))
    draft.paragraph(sums(report, words))
    if report.by_type:
        names = [
            f"{guide.types[id_].name[words.language]} {count}"
            for id_, count in report.by_type.most_common(MOST_TYPES)
            if id_ in guide.types
        ]
        draft.fact(words.say("report_answered"), ", ".join(names))
    if report.groups:
        draft.heading(words.say("report_missed"))
    for group in report.groups[:most]:
        draft.paragraph(told(group, guide, words))
        if group.paste:
            draft.paragraph(f"```\n{group.paste.lines()}```")
    left = report.ungrouped + sum(group.times for group in report.groups[most:])
    if most and left:
        draft.quiet(words.say("report_more", count=left))
    return draft.message()


def date(day: int) -> str:
    """Return a day since 1970 as 2026-11-23."""
    return datetime.fromtimestamp(day * DAY_S, UTC).date().isoformat()


def sums(report: Report, words: Wording) -> str:
    """Say how many questions came to which end."""
    totals = report.totals
    return words.say(
        "report_sums",
        asked=report.asked,
        answered=totals["answered"],
        picked=totals["picked"],
        choices=totals["choices"],
        unanswered=totals["unanswered"],
        helpful=report.helpful,
        unhelpful=report.unhelpful,
    )


def told(group: Group, guide: Guide, words: Wording) -> str:
    """Say what was asked and how often, and what would mend it."""
    lines = [words.say("report_group", count=group.times, text=group.texts[0])]
    lines += [f"   {text}" for text in group.texts[1 : ALSO_ASKED + 1]]
    if group.type_id is None:
        lines.append(words.say("report_near_none"))
    else:
        key = "report_picked" if group.is_picked else "report_near"
        lines.append(words.say(key, name=guide.types[group.type_id].name[words.language]))
    if group.paste:
        lines.append(words.say("report_paste", path=group.paste.path))
    return "\n".join(lines)
