"""The command line. Puts the parts together; knows no rule and no wording of answers."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from bot import keeping
from bot import settings as settings_of
from bot.convene import Convene
from bot.editing import check
from bot.guide import BrokenGuide
from bot.guide.said import told
from bot.settings import Mode, Settings, SettingsError

log = logging.getLogger("bot")

BAD_USE, BROKEN = 2, 1
BROKEN_PIPE = 141
"""What a shell says of a program that whoever read it had enough of (128 + SIGPIPE)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(options)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return BAD_USE
    except BrokenPipeError:
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.close()  # what is left in it has nobody to go to
        return BROKEN_PIPE
    except OSError as error:  # a folder that may not be written to, a disk that is full
        print(
            f"{error.filename or 'This did not work'}: {error.strerror or error}.", file=sys.stderr
        )
        return BROKEN
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace) -> int:
    settings = settings_of.read()
    try:
        code = int(options.run(options, settings))
    except BrokenGuide as broken:
        for problem in broken.problems:
            print(problem.told(keeping.language(options, settings)), file=sys.stderr)
        return BROKEN
    sys.stdout.flush()  # here rather than at the very end, where nobody could catch it
    return code


class _OneSentence(argparse.ArgumentParser):
    """A parser that says in one sentence what is wrong, without how everything is used."""

    def error(self, message: str) -> NoReturn:
        """Say it and end."""
        self.exit(BAD_USE, f"{self.prog}: {message}. See {self.prog} --help\n")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _OneSentence(
        prog="python -m bot",
        description="Convene tells the types of convening apart, in Slack or right here.",
    )
    parser.set_defaults(run=_start, mode=None, opens_browser=True)
    _add_no_browser(parser)
    commands = parser.add_subparsers(title="commands", metavar="")
    for mode, does in (
        ("socket", "answer in Slack over Socket Mode (SLACK_APP_TOKEN)"),
        ("http", "answer in Slack over HTTP (SLACK_SIGNING_SECRET)"),
        ("desk", "try the bot in a browser, without Slack"),
    ):
        start = commands.add_parser(mode, help=does, description=does)
        start.set_defaults(run=_start, mode=mode)
        if mode == "desk":
            _add_no_browser(start)
    ask = commands.add_parser("ask", help="print the answer to a question here")
    ask.add_argument(
        "--lang",
        help="the language to answer in, where the question does not tell; default: the system's",
    )
    ask.add_argument("--json", action="store_true", help="print JSON instead of a card")
    ask.add_argument(
        "question", nargs="*", metavar="TEXT", help='"-" with --json: one question a line'
    )
    ask.set_defaults(run=_ask)
    checks = commands.add_parser("check", help="find every mistake in a content folder")
    checks.add_argument("folder", nargs="?", type=Path, help="default: CONTENT_DIR, else content")
    checks.add_argument(
        "--warn-only", action="store_true", help="exit with 0 where there are only warnings"
    )
    checks.add_argument("--links", action="store_true", help="also ask every address on the web")
    keeping.add_language(checks)
    checks.set_defaults(run=_check)
    keeping.add(commands)
    manifest = commands.add_parser("manifest", help="print the manifest to create the Slack app")
    manifest.add_argument(
        "--url", help="where Slack reaches the bot over HTTP; without: Socket Mode"
    )
    manifest.add_argument(
        "--with",
        dest="extras",
        metavar="unfurl,workflow,agent",
        default="",
        help="what needs more scopes or a paid plan: cards under links to the guide, a step "
        "for workflows, suggested prompts",
    )
    manifest.set_defaults(run=_manifest)
    word = next(iter(arguments), "-")
    if not word.startswith("-") and word not in commands.choices:
        parser.exit(BAD_USE, _no_such_command(word, commands.choices))
    return parser.parse_args(arguments)


def _no_such_command(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, known, 1)
    mend = f"Did you mean python -m bot {near[0]}?" if near else f"To ask: python -m bot ask {word}"
    return f'There is no command "{word}". {mend} (All of them: python -m bot --help)\n'


def _add_no_browser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-browser",
        dest="opens_browser",
        action="store_false",
        default=argparse.SUPPRESS,
        help="desk: print the address, but do not open it",
    )


def _start(options: argparse.Namespace, settings: Settings) -> int:
    from bot.serving.process import log_to_stderr

    mode: Mode = options.mode or settings.mode
    log_to_stderr(settings.log_level)
    for doubt in settings.doubts:
        log.warning("%s", doubt)
    if mode == "socket" and not options.mode and settings.signing_secret:
        log.info("SLACK_APP_TOKEN is set: Socket Mode it is. For HTTP: python -m bot http")
    if mode == "desk":
        if not options.mode and settings.bot_token:
            raise SettingsError(
                "SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET, as "
                ".env.example explains. To try the bot without Slack: python -m bot desk"
            )
        from bot.serving.desk import serve_desk

        return serve_desk(settings, opens_browser=options.opens_browser)
    if not settings.bot_token:
        raise SettingsError("SLACK_BOT_TOKEN is missing: .env.example says where Slack shows it.")
    if mode == "http":
        if not settings.signing_secret:
            raise SettingsError(
                "SLACK_SIGNING_SECRET is missing: .env.example says where Slack shows it."
            )
        from bot.serving.slack import serve_http

        return serve_http(settings)
    if not settings.app_token:
        raise SettingsError("SLACK_APP_TOKEN is missing: .env.example says where Slack shows it.")
    from bot.serving.slack import serve_socket

    return serve_socket(settings)


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    _take_any_text()
    convene = Convene.load(settings.content_dir)
    if options.lang and options.lang not in convene.guide.languages:
        known = ", ".join(convene.guide.languages)
        print(f'The guide has no language "{options.lang}"; it has {known}.', file=sys.stderr)
        return BAD_USE
    if options.question == ["-"] and options.json:
        for line in sys.stdin:
            _print_json(convene, line.rstrip("\r\n"), options.lang)
        return 0
    if not options.question:
        print('Ask something, for example: python -m bot ask "co-design"', file=sys.stderr)
        return BAD_USE
    question = " ".join(options.question)
    if options.json:
        _print_json(convene, question, options.lang)
    else:
        from bot.cards import terminal

        _, message = convene.reply(
            convene.match(question),
            options.lang or settings.locale,
            command="python -m bot ask",
        )
        terminal.show(message)
    return 0


def _take_any_text() -> None:
    """Let odd bytes pass as "?"."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _print_json(convene: Convene, question: str, language: str | None) -> None:
    answer, message = convene.reply(convene.match(question), language)
    line = {
        "question": question,
        "language": answer.language,
        "kind": answer.kind,
        "types": answer.types,
        "pages": answer.pages,
        "because": answer.because,
        "text": message.text,
        "blocks": message.blocks,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    folder = options.folder or settings.content_dir
    problems, summary = check.run(folder)
    warnings = () if problems else check.warn(folder)
    language = keeping.language(options, settings)
    for problem in (*problems, *map(check.as_advice, warnings)):
        print(problem.told(language))
    print(told(check.sum_up_warnings(warnings) if warnings else summary, language))
    if options.links and not problems and keeping.check_links(folder, language):
        return BROKEN
    return BROKEN if problems or (warnings and not options.warn_only) else 0


def _manifest(options: argparse.Namespace, settings: Settings) -> int:
    from bot.slack.manifest import EXTRAS, manifest

    if options.url and not options.url.startswith("https://"):
        print(
            "--url takes an address that begins with https://: Slack takes no other.",
            file=sys.stderr,
        )
        return BAD_USE
    extras = options.extras.replace(",", " ").split()
    if unknown := [extra for extra in extras if extra not in EXTRAS]:
        known = ", ".join(EXTRAS)
        print(f'--with takes {known}, and not "{unknown[0]}".', file=sys.stderr)
        return BAD_USE
    domains: list[str] = []
    if "unfurl" in extras:
        from bot import guide as guides
        from bot.cards import unfurls

        domains = unfurls.domains(guides.load(settings.content_dir))
    print(json.dumps(manifest(options.url, extras, domains), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
