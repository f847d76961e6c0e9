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
    draft.quiet(when(report, words))
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
        if lines := to_paste(group):
            draft.paragraph(f"```\n{lines}```")
    left = report.ungrouped + sum(group.times for group in report.groups[most:])
    if most and left:
        draft.quiet(words.say("report_more", count=left))
    return draft.message()


def when(report: Report, words: Wording) -> str:
    """Say of which days a report is."""
    first, last = _date(report.first_day), _date(report.last_day)
    if first == last:
        return words.say("report_day", day=first)
    return words.say("report_days", first=first, last=last)


def _date(day: int) -> str:
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
    if group.answered_with:
        name = guide.types[group.answered_with].name[words.language]
        lines.append(words.say("report_unhelpful", name=name))
    if group.is_answered and not group.paste:
        lines.append(words.say("report_answered_now"))
    elif group.type_id:
        key = "report_picked" if group.is_picked else "report_near"
        lines.append(words.say(key, name=guide.types[group.type_id].name[words.language]))
    elif not group.answered_with:
        lines.append(words.say("report_near_none"))
    if group.paste and (at := group.paste.place):
        if at.under:
            under = " › ".join(at.under)
            said = words.say("report_paste", path=group.paste.path, line=at.below, under=under)
        else:
            said = words.say("report_paste_end", path=group.paste.path)
        lines.append(said)
    return "\n".join(lines)


def to_paste(group: Group) -> str:
    """Return the lines that mend it, to be copied as they are; empty where there are none."""
    return group.paste.place.lines if group.paste and group.paste.place else ""
