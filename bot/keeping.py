"""The commands of the people who keep the guide: their arguments, and what they print.

Puts parts together, as `bot.__main__` does. Knows no rule.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.guide.problem import Problem, listed, quoted, shown
from bot.guide.said import Refused, Said, languages, told
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.record.store import Store

BAD_USE = 2
DAY_S = 24 * 60 * 60


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    tells = "say what people asked, and what to add to the guide"
    report = commands.add_parser("report", help=tells, description=tells)
    report.add_argument("--days", type=_days, help="only the last so many days")
    report.add_argument("--html", type=Path, metavar="FILE", help="write a page with a chart")
    report.add_argument("--lang", help="the language of the report; default: the system's")
    report.set_defaults(run=_report)
    begins = "begin a content file, complete and commented, to fill in"
    new = commands.add_parser("new", help=begins, description=begins)
    new.add_argument("kind", choices=("type", "page"))
    new.add_argument("name", help='what it is called, such as "World café"')
    new.add_argument("--lang", help="the language of the name; default: the system's")
    new.set_defaults(run=_new)
    lists = "say what each type and page lacks, language by language"
    coverage = commands.add_parser("coverage", help=lists, description=lists)
    add_language(coverage)
    coverage.set_defaults(run=_coverage)
    writes = "write the schemas that explain the keys in an editor"
    schema = commands.add_parser("schema", help=writes, description=writes)
    schema.set_defaults(run=_schema)
    gives = "write the whole guide as CSV, Markdown and JSON"
    export = commands.add_parser("export", help=gives, description=gives)
    export.add_argument("folder", type=Path, help="where to write it")
    export.set_defaults(run=_export)
    takes = "make content files of a CSV, or of a YAML glossary (term: description)"
    imports = commands.add_parser("import", help=takes, description=takes)
    imports.add_argument("file", type=Path)
    imports.add_argument("folder", type=Path, help="a new folder for the files")
    imports.add_argument("--lang", help="the language of a glossary that does not say; default: en")
    imports.set_defaults(run=_import)
    forgets = "delete every question that was kept"
    forget = commands.add_parser("forget", help=forgets, description=forgets)
    forget.set_defaults(run=_forget)


def add_language(command: argparse.ArgumentParser) -> None:
    """Let a command be told in which language to speak."""
    command.add_argument(
        "--lang", choices=languages(), help="the language to speak; default: the system's"
    )


def language(options: argparse.Namespace, settings: Settings) -> str:
    """Return the language in which a command speaks: as it is told, else the system's."""
    said = getattr(options, "lang", None)
    return said if said in languages() else settings.language


def _days(typed: str) -> int:
    if typed.isdecimal() and int(typed):
        return int(typed)
    raise argparse.ArgumentTypeError(
        f"{typed} is not a number of days from 1; without --days the report is of all there are"
    )


def _new(options: argparse.Namespace, settings: Settings) -> int:
    from bot.editing import new
    from bot.guide.outline import outline

    begun, speaks = outline(settings.content_dir), language(options, settings)
    try:
        of_name = new.language(begun, options.lang, settings.locale)
        path = new.path(settings.content_dir, options.kind, options.name)
    except Refused as refused:
        print(told(refused.why, speaks), file=sys.stderr)
        return BAD_USE
    if path.exists():
        print(told(Said("{path} is there already.", path=path), speaks), file=sys.stderr)
        return BAD_USE
    if (other := new.named(options.kind, options.name, begun)) is not None:
        taken = Said(
            "The name {name} stands already in {path}.", name=quoted(options.name), path=other
        )
        print(told(taken, speaks), file=sys.stderr)
        return BAD_USE
    path.parent.mkdir(exist_ok=True)
    path.write_text(new.text(options.kind, options.name, begun, of_name), encoding="utf-8")
    done = Said("{path}: fill it in, and python -m bot check says what is missing.", path=path)
    print(told(done, speaks))
    return 0


def _coverage(options: argparse.Namespace, settings: Settings) -> int:
    from rich.console import Console
    from rich.table import Column, Table

    from bot.editing.coverage import lacks
    from bot.guide.outline import outline

    read, speaks = outline(settings.content_dir), language(options, settings)
    file, every = told(Said("file"), speaks), told(Said("all"), speaks)
    whole = Column(file, no_wrap=True)  # a name cut short could not be opened
    table = Table(whole, *read.languages, every, box=None, pad_edge=False)
    found: dict[str, dict[str, list[str]]] = {}
    for lack in lacks(read):
        what = told(lack.what, speaks) if isinstance(lack.what, Said) else lack.what
        found.setdefault(lack.path, {}).setdefault(lack.language, []).append(what)
    for path, by in found.items():
        table.add_row(path, *(", ".join(by.get(one, ())) for one in (*read.languages, "")))
    Console().print(table if found else told(Said("Nothing is lacking."), speaks))
    return 0


def _schema(_: argparse.Namespace, settings: Settings) -> int:
    from bot.editing import schema
    from bot.guide.outline import outline

    languages = outline(settings.content_dir).languages
    for path in schema.write(settings.content_dir, languages):
        print(path)
    return 0


def _export(options: argparse.Namespace, settings: Settings) -> int:
    from bot import guide, wording
    from bot.editing import exporting

    read = guide.load(settings.content_dir)
    words = wording.load(read.languages, settings.content_dir)
    for path in exporting.write(read, words, options.folder):
        print(path)
    return 0


def _import(options: argparse.Namespace, settings: Settings) -> int:
    from bot.editing import importing

    speaks = settings.language
    try:
        result = importing.run(options.file, options.folder, options.lang or "en")
    except OSError as error:
        why = Said(
            "{file} cannot be written: {reason}.", file=error.filename, reason=error.strerror
        )
        print(told(why, speaks), file=sys.stderr)
        return BAD_USE
    except Refused as refused:
        print(told(refused.why, speaks), file=sys.stderr)
        return BAD_USE
    for said in (*result.notes, *result.refused):
        print(told(said, speaks), file=sys.stderr)
    for path in result.written:
        print(path)
    next_ = Said("python -m bot check {folder} says what is still missing.", folder=options.folder)
    print(told(next_, speaks))
    return 1 if result.refused else 0


def _report(options: argparse.Namespace, settings: Settings) -> int:
    from rich.console import Console
    from rich.progress import Progress

    from bot.cards import terminal
    from bot.live import kept
    from bot.report import card as report_card
    from bot.report.report import Gathering, Report, gather, report

    # While a file is unfinished, the last good guide will do; it tells the log so.
    live = kept.start(settings.content_dir, settings.database_url)
    convene = live.convene
    folder = None if live.problems else settings.content_dir
    if options.lang and options.lang not in convene.words:
        known = listed(convene.words)
        raise SettingsError(f'The guide has no language "{options.lang}"; it has {known}.')
    words = convene.words[convene.language(options.lang or settings.locale)]
    since = time.time() - options.days * DAY_S if options.days else 0

    async def count() -> Report:
        gathering = Gathering()
        async with _opened(settings.database_url) as store:
            with Progress(console=Console(stderr=True), transient=True) as progress:
                task = progress.add_task("", total=1.0)
                async for done in gather(store, gathering, since):
                    progress.update(task, completed=done * 0.8)
                return await asyncio.to_thread(report, gathering, convene, folder)

    found = asyncio.run(count())
    if not options.html:
        terminal.show(report_card.draw(found, convene.guide, words, most=0))
        for group in found.groups:
            # Bare, so that the lines can be copied as they are.
            print(report_card.told(group, convene.guide, words))
            lines = report_card.to_paste(group)
            print(f"\n{lines}" if lines else "")
        if found.ungrouped:
            print(words.say("report_more", count=found.ungrouped))
        return 0
    from bot.report.page import page

    whole, has_chart = page(found, convene.guide, words)
    options.html.write_text(whole, encoding="utf-8")
    if not has_chart:
        lacks = Said("Without matplotlib there is no chart: pip install matplotlib")
        print(told(lacks, language(options, settings)), file=sys.stderr)
    print(options.html)
    return 0


def _forget(_: argparse.Namespace, settings: Settings) -> int:
    async def forget() -> int:
        async with _opened(settings.database_url) as store:
            return await store.forget()

    count = asyncio.run(forget())
    one, several = Said("1 question deleted."), Said("{count} questions deleted.", count=count)
    print(told(one if count == 1 else several, settings.language))
    return 0


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Store]:
    """Open the database. Raises `SettingsError` with what it says where it cannot be had."""
    from bot.record.record import open_store, reason

    try:
        store = await open_store(url)
    except Exception as error:  # noqa: BLE001 - whatever a database can do
        raise SettingsError(
            f"The database cannot be opened ({reason(error)}): is DATABASE_URL right?"
        ) from None
    try:
        yield store
    finally:
        await store.close()


def check_links(folder: Path, language: str) -> int:
    """Ask for every address of a guide, with a progress bar; return how many are wrong."""
    from rich.console import Console
    from rich.progress import Progress

    from bot import guide
    from bot.editing import links

    loaded = guide.load(folder)

    async def ask(progress: Progress) -> list[links.Checked]:
        task = progress.add_task("", total=len(links.addresses(loaded)))
        found = []
        async for checked in links.check(loaded):
            found.append(checked)
            progress.advance(task)
        return found

    with Progress(console=Console(stderr=True), transient=True) as progress:
        found = asyncio.run(ask(progress))
    wrong = [one for one in found if one.wrong]
    texts = {path: (folder / path).read_text("utf-8-sig") for one in wrong for path in one.paths}
    places = sorted(
        (path, links.line_of(one.url, texts[path]), one.url, one.wrong)
        for one in wrong
        for path in one.paths
    )
    for path, line, url, why in places:
        what = Said("{url} {why}", url=url, why=why)
        mend = Said("Open it in a browser, and change or remove it.")
        print(Problem(shown(folder / path), line, what, mend).told(language))
    count = Said(
        "{count} addresses, {wrong} that do not answer well.", count=len(found), wrong=len(wrong)
    )
    print(told(count, language))
    return len(wrong)
