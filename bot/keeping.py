"""The commands of the people who keep the guide: their arguments, and what they print.

Puts parts together, as `bot.__main__` does. Knows no rule.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from bot.convene import Convene
from bot.settings import Settings

DAY_S = 24 * 60 * 60


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    tells = "say what people asked, and what to add to the guide"
    report = commands.add_parser("report", help=tells, description=tells)
    report.add_argument("--days", type=int, help="only the last so many days")
    report.add_argument("--html", type=Path, metavar="FILE", help="write a page with a chart")
    report.add_argument("--lang", help="the language of the report; default: the guide's")
    report.set_defaults(run=_report)
    forgets = "delete every question that was kept"
    forget = commands.add_parser("forget", help=forgets, description=forgets)
    forget.set_defaults(run=_forget)


def _report(options: argparse.Namespace, settings: Settings) -> int:
    from rich.console import Console
    from rich.progress import Progress

    from bot import report_card, terminal
    from bot.report import Gathering, Report, gather, report
    from bot.store import Store

    convene = Convene.load(settings.content_dir)
    words = convene.words[convene.language(options.lang)]
    since = time.time() - options.days * DAY_S if options.days else 0

    async def count(progress: Progress) -> Report:
        task, gathering = progress.add_task("", total=1.0), Gathering()
        store = await Store.open(settings.database_url)
        try:
            async for done in gather(store, gathering, since):
                progress.update(task, completed=done * 0.8)
        finally:
            await store.close()
        found = await asyncio.to_thread(report, gathering, convene, settings.content_dir)
        progress.update(task, completed=1.0)
        return found

    with Progress(console=Console(stderr=True), transient=True) as progress:
        found = asyncio.run(count(progress))
    if not options.html:
        terminal.show(report_card.draw(found, convene.guide, words, most=0))
        for group in found.groups:
            # Bare, so that the lines can be copied as they are.
            print(report_card.told(group, convene.guide, words))
            print(f"\n{group.paste.lines()}" if group.paste else "")
        if found.ungrouped:
            print(words.say("report_more", count=found.ungrouped))
        return 0
    from bot.report_page import page

    whole, has_chart = page(found, convene.guide, words)
    options.html.write_text(whole, encoding="utf-8")
    if not has_chart:
        print("Without matplotlib there is no chart: pip install matplotlib", file=sys.stderr)
    print(options.html)
    return 0


def _forget(_: argparse.Namespace, settings: Settings) -> int:
    from bot.store import Store

    async def forget() -> int:
        store = await Store.open(settings.database_url)
        try:
            return await store.forget()
        finally:
            await store.close()

    count = asyncio.run(forget())
    print(f"{count} questions deleted." if count != 1 else "1 question deleted.")
    return 0
