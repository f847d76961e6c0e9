"""The content folder, read into one frozen `Guide` with every check.

Knows YAML, files and what a good guide looks like. Must not know Slack or questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.guide import entry, ties, yaml_file
from bot.guide.content import CHOOSER, GUIDE, ID, PAGE, SLUG, TYPE, Field
from bot.guide.entry import Entry, required
from bot.guide.folder import Listing, scan
from bot.guide.model import (
    Criterion,
    Group,
    Guide,
    Link,
    Option,
    Page,
    Step,
    TextLists,
    Texts,
    Type,
)
from bot.guide.problem import BrokenGuide, Problem, listed, quoted, shown
from bot.guide.said import Said
from bot.guide.value import slug
from bot.guide.yaml_file import YamlFile
from bot.language import fold


def load(folder: Path) -> Guide:
    """Read a content folder into a `Guide`.

    Raises `BrokenGuide` with every problem found, never with only the first.
    """
    listing = scan(folder)
    if not listing.is_readable:
        raise BrokenGuide(listing.problems)
    reading = _Reading(folder, listing.problems)
    guide = reading.guide(folder / "guide.yml", is_there="guide.yml" in listing.top)
    pages = reading.part(listing.parts["pages"], PAGE, Said("a page"))
    types = reading.part(listing.parts["types"], TYPE, Said("a type"))
    if not types and "types" not in listing.unread:
        what = Said("There are no types")
        fix = Said("Write a file for each, such as types/co-design.yml.")
        place = shown(folder / "types")
        reading.problems.append(Problem(place, 1, what, fix, is_within=False))
    chooser = reading.chooser(listing.top.get("chooser.yml"))
    for path in listing.parts["wording"]:
        reading.file(path)  # `bot.wording` checks it, but it is a part of the version
    known = {"type": _known("types", types, listing), "page": _known("pages", pages, listing)}
    reading.problems += ties.check(guide, types, pages, chooser, known=known)
    if reading.problems:
        raise BrokenGuide(reading.problems, reading.languages)
    return _build(guide, types, pages, chooser, reading.digest.hexdigest()[:12])


def _known(part: str, entries: Mapping[str, Entry], listing: Listing) -> list[str] | None:
    """Return the ids that may be named, with those of files that are told to be misnamed.

    None where nothing can be said: the part cannot be read, or there is no type at all.
    """
    if part in listing.unread or (part == "types" and not entries):
        return None
    said = [entry.values["id"] for entry in entries.values() if "id" in entry.values]
    return [*dict.fromkeys([*entries, *said, *sorted(listing.strays[part])])]


class _Reading:
    """What comes together while the files are read, one after the other."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self._folder = folder
        self.problems = problems
        self.languages: Texts = MappingProxyType({})
        self.digest = sha256()

    def guide(self, path: Path, *, is_there: bool) -> Entry:
        if not is_there:
            fix = Said("Create it, with a line for each of: {keys}.", keys=listed(required(GUIDE)))
            what = Said("The file is missing")
            self.problems.append(Problem(shown(path), 1, what, fix, is_within=False))
            return Entry(shown(path))
        file = self.file(path)
        guide = entry.read(file, GUIDE, Said("guide.yml"))
        self.languages = guide.values.get("languages", self.languages)
        default = guide.values.get("default_language")
        if default is not None and self.languages and default not in self.languages:
            what = Said(
                '"default_language" is {default}, which is not among the languages',
                default=quoted(default),
            )
            fix = Said("Write one of: {languages}.", languages=listed(self.languages))
            file.blame(guide.lines["default_language"], what, fix)
        self.take(file)
        return guide

    def chooser(self, path: Path | None) -> Entry:
        """Read what helps to choose; a guide may do without."""
        if path is None:
            return Entry("")
        file = self.file(path)
        chooser = entry.read(file, CHOOSER, Said("chooser.yml"), self.languages)
        self.take(file)
        return chooser

    def part(self, paths: list[Path], fields: Mapping[str, Field], noun: Said) -> dict[str, Entry]:
        entries = {}
        for path in paths:
            file = self.file(path)
            read = entry.read(file, fields, noun, self.languages)
            read.id, read.changed_at = path.stem, _changed_at(path)
            _check_id(read, file)
            self.take(file)
            entries[read.id] = read
        return entries

    def file(self, path: Path) -> YamlFile:
        file = yaml_file.read(path)
        place = f"{path.relative_to(self._folder).as_posix()} {len(file.data)}\n"
        self.digest.update(place.encode("utf-8", "surrogateescape") + file.data)
        return file

    def take(self, file: YamlFile) -> None:
        """Take over a file's problems: one that cannot be read at all may be why others are."""
        is_read = file.root is not None
        self.problems += (
            replace(one, is_within=one.is_within and is_read) for one in file.problems
        )


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _check_id(read: Entry, file: YamlFile) -> None:
    said = read.values.get("id")
    line = 1
    if not SLUG.fullmatch(read.id):
        what = Said(
            "The file name {name} is not an id: only a to z, 0 to 9 and hyphens",
            name=quoted(read.id),
        )
        fix = Said("Rename the file to {name}.yml.", name=slug(read.id) or "co-design")
    elif len(read.id) > ID:
        what = Said("The file name has more than {most} characters", most=ID)
        fix = Said("Give it a shorter one.")
    elif said is not None and said != read.id:
        what = Said(
            "The id is {said}, and the file is called {id}.yml", said=quoted(said), id=read.id
        )
        fix = Said("Write: id: {id}   or rename the file to {said}.yml.", id=read.id, said=said)
        line = read.lines["id"]
    else:
        return
    file.problems.append(Problem(file.path, line, what, fix, is_within=False))


def _build(
    guide: Entry,
    types: Mapping[str, Entry],
    pages: Mapping[str, Entry],
    chooser: Entry,
    version: str,
) -> Guide:
    """Put sound entries together."""
    said = guide.values
    default = said["default_language"]
    nothing: TextLists = MappingProxyType(dict.fromkeys(said["languages"], ()))
    steps = tuple(Step(step["id"], step["name"]) for step in said.get("steps", ()))
    return Guide(
        title=said["title"],
        languages=said["languages"],
        default_language=default,
        source=Link(**said["source"]),
        steps=steps,
        types=MappingProxyType(
            {
                id_: _type(types[id_], steps, nothing)
                for id_ in _ordered(types, said.get("types", ()), "name", default)
            }
        ),
        pages=MappingProxyType(
            {
                id_: _page(pages[id_], nothing)
                for id_ in _ordered(pages, said.get("pages", ()), "title", default)
            }
        ),
        version=version,
        groups=tuple(Group(**group) for group in said.get("groups", ())),
        criteria=tuple(_criterion(one) for one in chooser.values.get("criteria", ())),
    )


def _criterion(said: Mapping[str, Any]) -> Criterion:
    options = tuple(
        Option(one["id"], one["text"], MappingProxyType(one.get("speaks_for", {})))
        for one in said["options"]
    )
    return Criterion(said["id"], said["ask"], options)


def _ordered(
    entries: Mapping[str, Entry], first: tuple[str, ...], called: str, language: str
) -> list[str]:
    """Return all ids: those that guide.yml lists, then the others by name."""
    others = [id_ for id_ in entries if id_ not in set(first)]
    others.sort(key=lambda id_: (fold(entries[id_].values[called][language]), id_))
    return [*first, *others]


def _type(read: Entry, steps: tuple[Step, ...], nothing: TextLists) -> Type:
    said = read.values
    return Type(
        id=read.id,
        name=said["name"],
        also=said.get("also", nothing),
        definition=said["definition"],
        who=said["who"],
        steps=tuple(step.id for step in steps if step.id in said.get("steps", ())),
        outcome=said["outcome"],
        choose_when=said.get("choose_when", _NO_TEXTS),
        example=said.get("example", _NO_TEXTS),
        note=said.get("note", _NO_TEXTS),
        related=said.get("related", ()),
        pages=said.get("pages", ()),
        links=tuple(Link(**link) for link in said.get("links", ())),
        variant_of=said.get("variant_of"),
        signs=said.get("signs", nothing),
        broad=said.get("broad", nothing),
        asks=said.get("asks", nothing),
        source=Link(**said["source"]) if "source" in said else None,
        reviewed=said.get("reviewed"),
    )


def _page(read: Entry, nothing: TextLists) -> Page:
    said = read.values
    return Page(
        id=read.id,
        title=said["title"],
        also=said.get("also", nothing),
        url=said["url"],
        summary=said["summary"],
        asks=said.get("asks", nothing),
        type=said.get("type"),
        reviewed=said.get("reviewed"),
    )


_NO_TEXTS: Texts = MappingProxyType({})
