"""One file of the content folder, read by the tables in `bot.guide.content`.

Makes every check that the file alone allows. Must not know other files: what ties them
together is checked in `bot.guide.ties`. Nothing here raises.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Literal, NamedTuple

from bot.guide.content import GROUPS, LANGUAGE, LINK, MOST_WEIGHT, ONE_LINE, SLUG, Field
from bot.guide.problem import listed, quoted
from bot.guide.said import Said, in_words
from bot.guide.value import (
    Spot,
    as_key,
    blame_shape,
    nearest,
    read_address,
    read_items,
    read_text,
    slug,
)
from bot.guide.yaml_file import Group, Items, Node, Text, YamlFile


class Name(NamedTuple):
    """One of the names of an entry, and where it stands."""

    text: str
    language: str
    line: int


class Mention(NamedTuple):
    """An id that stands for another thing of the guide: a "type", "page" or "step".

    `shape` is how it was typed: in a list in [brackets], as an item behind a hyphen ("-"), as a
    text where a list is wanted ("text"), or alone.
    """

    of: str
    id: str
    key: str
    line: int
    shape: Literal["", "[", "-", "text"] = ""


@dataclass(slots=True)
class Entry:
    """What was read of one file.

    `values` holds what is sound, by key; `lines` the line of each key that is there.
    `changed_at` tells which of two files is the newer.
    """

    path: str
    id: str = ""
    changed_at: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def read(
    file: YamlFile,
    fields: Mapping[str, Field],
    noun: Said,
    languages: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """Read a file's keys, and note in `file` what is wrong with them.

    `noun` is what the file holds ("a type"), `languages` the guide's, with their names. Without `languages`, those that the file
    itself names are taken; where there are none, any language will do.
    """
    reader = _Reader(file, languages)
    if file.root is not None:
        lines = {key.value: key.line for key, _ in file.root.entries}
        for typed, line in tuple(lines.items()):
            # A misspelt key is read as the one that it is probably meant to be.
            if typed not in fields and (meant := nearest(typed, fields)):
                lines.setdefault(meant, line)
        reader.entry.lines = lines
        reader.entry.values = reader.read_group(file.root, fields, noun)
    return reader.entry


def required(fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Return the keys that must be there."""
    return tuple(key for key, of in fields.items() if of.is_required)


class _Reader:
    """Reads one file. Every method takes a key, its value, what it may hold, and its line."""

    def __init__(self, file: YamlFile, languages: Mapping[str, str]) -> None:
        self.entry = Entry(file.path)
        self._file = file
        self._languages = tuple(languages)
        self._called = languages

    def read_group(self, group: Group, fields: Mapping[str, Field], noun: Said) -> dict[str, Any]:
        found: dict[str, tuple[Node, int]] = {}
        for key, node in group.entries:
            if key.value in fields:
                found[key.value] = (node, key.line)
        for key, node in group.entries:
            if key.value not in fields and key.kind != "unread":
                # What it is probably meant to be is read all the same, for further slips.
                meant = self._blame_unknown(key, fields, noun)
                if meant:
                    found.setdefault(meant, (node, key.line))
        values: dict[str, Any] = {}
        # In the tables' order: the languages of guide.yml are read before its texts.
        for name, of in fields.items():
            if name in found:
                node, line = found[name]
                value = self._READ[of.kind](self, name, node, of, line)
                if value is not None:
                    values[name] = value
            elif of.is_required:
                what = Said("{key} is missing: {noun} must have it", key=quoted(name), noun=noun)
                self._file.blame(
                    group.line, what, Said("Add a line: {line}", line=self._sample(name, of))
                )
        return values

    def _blame_unknown(self, key: Text, fields: Mapping[str, Field], noun: Said) -> str:
        """Note that a key is none; return the one that it is probably meant to be, or ""."""
        if meant := nearest(key.value, fields):
            fix = Said("Did you mean   {meant}:   ?", meant=meant)
        elif key.value in self._languages:
            fix = Said("Indent it with blanks, below the key whose text it is.")
        elif key.value == "<<":
            fix = Said("Write out what it should bring in.")
        elif " " in key.value:
            fix = Said("If it goes on with the text above, begin it with as many blanks as that.")
        else:
            fix = Said("It may have: {keys}.", keys=listed(fields))
        self._file.blame(
            key.line,
            Said("{key} is not a key of {noun}", key=quoted(key.value), noun=noun),
            fix,
        )
        return meant

    def _texts(self, name: str, node: Node, of: Field, line: int) -> Mapping[str, str] | None:
        if not self._is_by_language(name, node, of, line):
            return None
        texts = {}
        for language, at, value in self._by_language(name, node, of, line):
            spot = Spot(self._file, name, at, language, may_go=not of.is_required)
            text = read_text(spot, value, most=of.most)
            if text and of.kind == "addresses":
                text = read_address(spot, text)
            elif text and of.most <= ONE_LINE:
                text = _BLANKS.sub(" ", text)
            if text:
                texts[language] = text
                if of.is_name:
                    self.entry.names.append(Name(text, language, at))
        return MappingProxyType(texts)

    def _text_lists(
        self, name: str, node: Node, of: Field, line: int
    ) -> Mapping[str, tuple[str, ...]] | None:
        if not self._is_by_language(name, node, of, line):
            return None
        lists: dict[str, tuple[str, ...]] = dict.fromkeys(self._languages, ())
        for language, at, value in self._by_language(name, node, of, line):
            spot = Spot(self._file, name, at, language)
            lines: dict[str, int] = {}
            texts = []
            for item in read_items(spot, value):
                text = _BLANKS.sub(" ", read_text(spot.item(item), item, most=of.most))
                if text and self._is_first(text, text.casefold(), item.line, lines):
                    texts.append(text)
                    if of.is_name:
                        self.entry.names.append(Name(text, language, item.line))
            lists[language] = tuple(texts)
        return MappingProxyType(lists)

    def _is_by_language(self, name: str, node: Node, of: Field, line: int) -> bool:
        if isinstance(node, Group):
            return True
        fix = Said("Write: {line}", line=self._sample(name, of))
        if not of.is_required:
            fix += Said("   or delete the key.")
        spot = Spot(self._file, name, line)
        blame_shape(spot, node, Said("a group with one key for each language"), fix)
        return False

    def _by_language(
        self, name: str, node: Node, of: Field, line: int
    ) -> Iterator[tuple[str, int, Node]]:
        """Go through the (language, line, value) of a group; note what it lacks."""
        missing = dict.fromkeys(self._languages)
        for key, value in node.entries if isinstance(node, Group) else ():
            if language := self._language(key, name):
                missing.pop(language, None)
                yield language, key.line, value
        for language in missing:
            sample = {"text_lists": '["…"]', "addresses": '"https://…"'}.get(of.kind, '"…"')
            fix = Said("Add a line below it: {key} {sample}", key=as_key(language), sample=sample)
            if of.kind == "text_lists":
                fix += Said("   or, if there is nothing to say: {key} []", key=as_key(language))
            self._file.blame(
                line,
                Said(
                    "{key} has no text in {language}",
                    key=quoted(name),
                    language=in_words(language, self._called),
                ),
                fix,
            )

    def _language(self, key: Text, name: str) -> str:
        """Return the language that a key names, or "" if it names none of the guide's."""
        if key.kind == "unread":
            return ""
        if key.kind != "text":
            what = Said(
                "A key below {key} is {value}, which YAML does not read as a text",
                key=quoted(name),
                value=key.value,
            )
            self._file.blame(
                key.line, what, Said("Put it in quotes: {line}", line=as_key(key.value))
            )
        if self._languages and key.value not in self._languages:
            what = Said(
                "{value} below {key} is not a language of the guide",
                value=quoted(key.value),
                key=quoted(name),
            )
            meant = nearest(key.value, self._languages)
            fix = Said("Did you mean   {meant}:   ? ", meant=meant) if meant else ""
            if " " in key.value:
                fix = Said(
                    "If it goes on with the text above, begin it with as many blanks as that. "
                )
            have = Said(
                'guide.yml has, under "languages": {languages}.', languages=listed(self._languages)
            )
            self._file.blame(key.line, what, fix + have)
            return ""
        return sys.intern(key.value)

    def _own_languages(
        self, name: str, node: Node, of: Field, line: int
    ) -> Mapping[str, str] | None:
        if not isinstance(node, Group) or not node.entries:
            spot = Spot(self._file, name, line)
            fix = Said("Write, for example: {line}", line=self._sample(name, of))
            blame_shape(spot, node, Said("a group with one key for each language"), fix)
            return None
        names = {}
        for key, value in node.entries:
            language = self._language(key, name)
            if language and not LANGUAGE.fullmatch(language):
                what = Said("{language} is not the code of a language", language=quoted(language))
                fix = Said("Write the small letters of ISO 639, such as en, fr or es.")
                self._file.blame(key.line, what, fix)
                continue
            text = read_text(Spot(self._file, name, key.line, language), value, most=of.most)
            if language:
                names[language] = text or language
        self._languages = tuple(names)
        self._called = names
        return MappingProxyType(names)

    def _ids(self, name: str, node: Node, of: Field, line: int) -> tuple[str, ...]:
        spot = Spot(self._file, name, line)
        lines: dict[str, int] = {}
        if isinstance(node, Text) and node.kind == "text" and _is_no_id(node.value):
            # What it is meant to be is seen among the names of the others, and told there.
            self.entry.mentions.append(Mention(of.points_to, node.value, name, node.line, "text"))
            return ()
        shape: Literal["[", "-"] = "[" if isinstance(node, Items) and node.is_flow else "-"
        for item in read_items(spot, node):
            id_ = read_text(spot.item(item), item)
            if id_ and self._is_first(id_, id_, item.line, lines):
                self.entry.mentions.append(Mention(of.points_to, id_, name, item.line, shape))
        if of.most_items and len(lines) > of.most_items:
            what = Said(
                "has {count} items, and a card has room for {most}",
                count=len(lines),
                most=of.most_items,
            )
            spot.blame(what, Said("Keep those that help most."))
        return tuple(lines)

    def _is_first(self, text: str, folded: str, line: int, lines: dict[str, int]) -> bool:
        """Tell whether a text is new to its list, whose `lines` by folded text it joins."""
        if folded not in lines:
            lines[folded] = line
            return True
        what = Said(
            "{text} stands here for a second time, after line {line}",
            text=quoted(text),
            line=lines[folded],
        )
        self._file.blame(line, what, Said("Delete one of the two."))
        return False

    def _id(self, name: str, node: Node, of: Field, line: int) -> str | None:
        spot = Spot(self._file, name, line, may_go=not of.is_required)
        text = read_text(spot, node, most=of.most)
        if text and of.points_to:
            self.entry.mentions.append(Mention(of.points_to, text, name, line))
        elif text and of.kind == "id" and not SLUG.fullmatch(text):
            what = Said("is {text}; an id has only a to z, 0 to 9 and hyphens", text=quoted(text))
            spot.blame(what, Said("Write: {key}: {text}", key=name, text=slug(text) or "…"))
            return None
        return text or None

    def _date(self, name: str, node: Node, _: Field, line: int) -> str | None:
        if isinstance(node, Text) and node.kind in ("text", "date"):
            try:
                return date.fromisoformat(node.value).isoformat()
            except ValueError:
                pass
        fix = Said(
            "Write the day as year-month-day: {name}: 2026-11-23   or delete the line.", name=name
        )
        Spot(self._file, name, line).blame(Said("is not a day"), fix)
        return None

    def _link(self, name: str, node: Node, of: Field, line: int) -> dict[str, Any] | None:
        if isinstance(node, Group):
            return self.read_group(node, LINK, Said("a link"))
        spot = Spot(self._file, name, line)
        blame_shape(
            spot, node, Said("a group of keys"), Said("Write: {line}", line=self._sample(name, of))
        )
        return None

    def _groups(self, name: str, node: Node, of: Field, line: int) -> list[dict[str, Any]]:
        fields, noun = GROUPS[of.kind]
        sample = ", ".join(self._sample(key, field) for key, field in fields.items())
        spot = Spot(self._file, name, line)
        groups = []
        lines: dict[str, int] = {}
        for item in read_items(spot, node):
            if isinstance(item, Group):
                group = self.read_group(item, fields, noun)
                groups.append(group)
                if "id" in group:
                    self._is_first(group["id"], group["id"], item.line, lines)
            else:
                blame_shape(
                    spot.item(item),
                    item,
                    Said("a group of keys"),
                    Said("Write: - {{{sample}}}", sample=sample),
                )
        if of.most_items and len(groups) > of.most_items:
            what = Said(
                "has {count} items, and there is room for {most}",
                count=len(groups),
                most=of.most_items,
            )
            spot.blame(what, Said("Keep those that help most."))
        if of.is_required and isinstance(node, Items) and not groups:
            spot.blame(
                Said("has no items"), Said("Write at least one: - {{{sample}}}", sample=sample)
            )
        return groups

    def _weights(self, name: str, node: Node, of: Field, line: int) -> Mapping[str, int]:
        """Read how much something speaks for each of several types."""
        weights: dict[str, int] = {}
        if not isinstance(node, Group):
            spot = Spot(self._file, name, line)
            blame_shape(
                spot,
                node,
                Said("a group of keys"),
                Said("Write: {line}", line=self._sample(name, of)),
            )
            return weights
        for key, value in node.entries:
            self.entry.mentions.append(Mention(of.points_to, key.value, name, key.line))
            text = value.value if isinstance(value, Text) else ""
            if re.fullmatch(r"[+-]?[0-9]", text) and 0 < abs(int(text)) <= MOST_WEIGHT:
                weights[key.value] = int(text)
            else:
                what = Said(
                    "{key} has no sound weight for {id}",
                    key=quoted(name),
                    id=quoted(key.value),
                )
                fix = Said(
                    "Write a number from 1 to {most}, or from -1 to -{most} for what speaks "
                    "against it: {key}: 2",
                    most=MOST_WEIGHT,
                    key=key.value,
                )
                self._file.blame(key.line, what, fix)
        return weights

    def _sample(self, name: str, of: Field) -> str:
        """Return a line to paste for a key."""
        languages = self._languages or ("en",)

        def each(value: str) -> str:
            return "{" + ", ".join(f"{as_key(language)} {value}" for language in languages) + "}"

        texts, addresses = each('"…"'), each('"https://…"')
        sample = {
            "texts": texts,
            "addresses": addresses,
            "text_lists": each('["…"]'),
            "languages": "{en: English, fr: français}",
            "language": languages[0],
            "weights": "{co-design: 2}",
            "link": f"{{title: {texts}, url: {addresses}}}",
        }.get(of.kind, "…")
        return f"{name}: {sample}"

    # Of the class: a reader that held its own methods would stay in memory, and its file with
    # it, until the garbage collector comes.
    _READ: ClassVar[dict[str, Callable[[_Reader, str, Node, Field, int], Any]]] = {
        "id": _id,
        "ids": _ids,
        "language": _id,
        "languages": _own_languages,
        "texts": _texts,
        "text_lists": _text_lists,
        "addresses": _texts,
        "link": _link,
        "links": _groups,
        "steps": _groups,
        "groups": _groups,
        "criteria": _groups,
        "options": _groups,
        "weights": _weights,
        "date": _date,
    }


def _is_no_id(text: str) -> bool:
    """Tell a text in which no id stands, nor several."""
    return (
        bool(text.strip())
        and not re.search(r"[\n\r•*]", text)
        and not re.fullmatch(r"[a-z0-9, -]+", text)
    )


_BLANKS = re.compile(r"[ \t\r\n]+")  # not the non-breaking ones, which French needs
