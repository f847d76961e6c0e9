"""The whole guide, for other programs and for paper: CSV, Markdown and JSON.

Knows the guide, and the labels of its facts. What it writes as CSV, `bot.editing.importing` reads again.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.cards.facts import step_names
from bot.guide import Guide, Link, Page, Type
from bot.guide.content import PAGE, TYPE
from bot.wording import Wording

HEADER = ("kind", "id", "key", "language", "text")


def write(guide: Guide, words: Mapping[str, Wording], folder: Path) -> list[Path]:
    """Write the guide into a folder, which is made if need be; return the files.

    `words` are the bot's, by language: the labels that a card has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "guide.csv", folder / "guide.json"]
    with paths[0].open("w", newline="", encoding="utf-8-sig") as file:  # Excel wants the mark
        csv.writer(file).writerows([HEADER, *rows(guide)])
    data = json.dumps(_plain(guide), indent=2, ensure_ascii=False)
    paths[1].write_text(data + "\n", encoding="utf-8")
    for language in guide.languages:
        path = folder / f"guide.{language}.md"
        path.write_text(markdown(guide, words[language]), encoding="utf-8")
        paths.append(path)
    return paths


def rows(guide: Guide) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield each text of each type and page: a list has a row for each of its items."""
    for kind, fields, entries in (("type", TYPE, guide.types), ("page", PAGE, guide.pages)):
        for id_, of in entries.items():
            for key in fields:
                if key != "id":
                    for language, text in _texts(getattr(of, key)):
                        yield kind, id_, key, language, text


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield "", value
    elif isinstance(value, Link):  # its title and address in one cell
        for language in value.url:
            yield language, f"{value.title[language]} <{value.url[language]}>"
    elif isinstance(value, Mapping):
        for language, texts in value.items():
            yield from ((language, text) for text in ([texts] if isinstance(texts, str) else texts))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _plain(value: Any) -> Any:
    """Return a value of the guide as JSON takes it."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def markdown(guide: Guide, words: Wording) -> str:
    """Return the guide in the language of some words, to read or print."""
    language = words.language
    parts = [f"# {guide.title[language]}"]
    for of in guide.types.values():
        parts += _type(of, guide, words)
    for page in guide.pages.values():
        parts += _page(page, language)
    title, url = guide.source.title[language], guide.source.url[language]
    return "\n\n".join([*parts, f"[{title}]({url})"]) + "\n"


def _type(of: Type, guide: Guide, words: Wording) -> Iterator[str]:
    language = words.language
    yield f"## {of.name[language]}"
    if of.also[language]:
        yield "*" + ", ".join(of.also[language]) + "*"
    yield of.definition[language]
    facts = {
        "who": of.who.get(language),
        "outcome": of.outcome.get(language),
        "steps": step_names(of, guide, words),
        "example": of.example.get(language),
        "note": of.note.get(language),
    }
    if reason := of.choose_when.get(language):
        facts["choose"] = words.say("choose_when", reason=reason)
    for key, text in facts.items():
        if text:
            yield words.say("fact", label=f"**{words.say(key)}**", text=text)
    for link in (*of.links, *([of.source] if of.source else [])):
        yield f"- [{link.title[language]}]({link.url[language]})"


def _page(page: Page, language: str) -> Iterator[str]:
    yield f"## [{page.title[language]}]({page.url[language]})"
    yield page.summary[language]
