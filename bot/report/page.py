"""A report as one HTML file that opens anywhere: no script, no network.

Knows HTML and the plotting library. matplotlib, because its SVG stands in the file as it is,
some 50 kB, prints, and shows where scripts are forbidden; an interactive chart would bring
4 MB of JavaScript into every file. It is loaded only here, and without it there is no chart.
"""

from __future__ import annotations

import html
import io
import re
from datetime import UTC, datetime

from bot.guide import Guide
from bot.report.card import sums, to_paste, told, when
from bot.report.report import DAY_S, ENDINGS, Report
from bot.wording import Wording

# Told apart without colour vision too: dark to light, and each with a hatch of its own.
COLOURS = {
    "answered": "#1b6ca8",
    "picked": "#5aa5d6",
    "choices": "#f2c14e",
    "unanswered": "#b3391f",
}
HATCHES = {"answered": "", "picked": "//", "choices": "..", "unanswered": "xx"}

LABELS = {
    "answered": "report_answered",
    "picked": "report_picked_out",
    "choices": "report_choices",
    "unanswered": "report_unanswered",
}

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
pre { padding: .75rem; overflow-x: auto; border: 1px solid #8886; border-radius: .4rem; }
figure { margin: 1.5rem 0; background: #fff; border-radius: .4rem; }
svg { width: 100%; height: auto; }
table { border-collapse: collapse; }
td, th { padding: .2rem 1rem .2rem 0; text-align: left; }
td:last-child { text-align: right; }
article p { white-space: pre-line; }
"""


def page(report: Report, guide: Guide, words: Wording) -> tuple[str, bool]:
    """Return the page, and whether it has its chart."""
    say, chart = words.say, _chart(report, words) if report.asked else ""
    parts = [f"<h1>{_safe(say('report'))}</h1>"]
    if report.asked:
        parts += [f"<p>{_safe(when(report, words))}</p>", f"<p>{_safe(sums(report, words))}</p>"]
        if chart:
            label = _safe(say("report_chart") + ". " + sums(report, words))
            parts.append(f'<figure role="img" aria-label="{label}">{chart}</figure>')
        parts.append(_types(report, guide, words))
        if report.groups:
            parts.append(f"<h2>{_safe(say('report_missed'))}</h2>")
        for group in report.groups:
            lines = to_paste(group)
            lines = f"<pre><code>{_safe(lines)}</code></pre>" if lines else ""
            parts.append(f"<article><p>{_safe(told(group, guide, words))}</p>{lines}</article>")
        if report.ungrouped:
            parts.append(f"<p>{_safe(say('report_more', count=report.ungrouped))}</p>")
    else:
        parts.append(f"<p>{_safe(say('report_empty'))}</p>")
    body = "\n".join(parts)
    whole = (
        f'<!doctype html>\n<html lang="{words.language}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(say('report'))}</title>\n<style>{STYLE}</style>\n"
        f"<main>\n{body}\n</main>\n</html>\n"
    )
    return whole, bool(chart) or not report.asked


def _types(report: Report, guide: Guide, words: Wording) -> str:
    rows = "".join(
        f"<tr><td>{_safe(guide.types[id_].name[words.language])}</td><td>{count}</td></tr>"
        for id_, count in report.by_type.most_common()
        if id_ in guide.types
    )
    return f"<h2>{_safe(words.say('report_answered'))}</h2><table>{rows}</table>" if rows else ""


def _chart(report: Report, words: Wording) -> str:
    """Return an SVG with a bar for each day, or "" without matplotlib."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - see the module
    except ImportError:
        return ""
    days = list(range(report.first_day, report.last_day + 1))
    dates = [datetime.fromtimestamp(day * DAY_S, UTC).replace(tzinfo=None) for day in days]
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    axes = figure.subplots()
    below = [0] * len(days)
    for ending in ENDINGS:
        counts = [report.by_day[day][ending] if day in report.by_day else 0 for day in days]
        axes.bar(
            dates,  # type: ignore[arg-type] # matplotlib takes dates
            counts,
            bottom=below,
            label=words.say(LABELS[ending]),
            color=COLOURS[ending],
            hatch=HATCHES[ending],
            edgecolor="#ffffff80",
            width=0.9,
        )
        below = [lower + count for lower, count in zip(below, counts, strict=True)]
    axes.spines[["top", "right"]].set_visible(False)
    axes.locator_params(axis="y", integer=True)
    axes.legend(frameon=False, ncols=len(ENDINGS), loc="lower left", bbox_to_anchor=(0, 1))
    figure.autofmt_xdate()
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg")
    return re.sub(r"^.*?(?=<svg)", "", drawn.getvalue(), flags=re.DOTALL)


def _safe(text: str) -> str:
    return html.escape(text)
