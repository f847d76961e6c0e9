"""What ties the files of a content folder together: names, and ids that stand for others.

Knows entries that were read. Must not know YAML or files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from bot.guide.entry import Entry, Mention, Name
from bot.guide.problem import Problem, listed, quoted
from bot.guide.said import Said
from bot.guide.value import is_slip, nearest
from bot.language import fold, key


def check(
    guide: Entry,
    types: Mapping[str, Entry],
    pages: Mapping[str, Entry],
    chooser: Entry | None = None,
    *,
    known: Mapping[str, Collection[str] | None] | None = None,
) -> Iterator[Problem]:
    """Find what is wrong between files that may each be sound.

    `known` holds the ids that may be named, by what they are of, where that is not simply what
    was read; None where nobody knows, since why is another problem.
    """
    steps = tuple(step["id"] for step in guide.values.get("steps", ()) if "id" in step)
    ids: dict[str, Collection[str] | None] = {
        "type": types.keys(),
        "page": pages.keys(),
        **(known or {}),
        "step": steps if guide.values else None,  # guide.yml could not be read
    }
    others = (chooser,) if chooser else ()
    top = guide.path.removesuffix("guide.yml")
    called = {
        "type": _called(types),
        "page": _called(pages),
        "step": {
            key(name): (step["id"], name)
            for step in guide.values.get("steps", ())
            if "id" in step
            for name in step.get("name", {}).values()
        },
    }
    entries = (guide, *others, *types.values(), *pages.values())
    yield from _check_mentions(entries, ids, called, top)
    for entry in types.values():
        yield from _check_variant(entry, types)
    yield from _check_names(types, pages)


_Place: TypeAlias = tuple[Entry, Mention]

_Called: TypeAlias = Mapping[str, tuple[str, str]]
"""Ids and how their names are written, by the folded name."""

_FEW = 20
_FOLDERS = {"type": "types", "page": "pages"}


def _called(entries: Mapping[str, Entry]) -> _Called:
    return {key(name.text): (id_, name.text) for id_, of in entries.items() for name in of.names}


def _check_mentions(
    entries: Iterable[Entry],
    known: Mapping[str, Collection[str] | None],
    called: Mapping[str, _Called],
    top: str,
) -> Iterator[Problem]:
    """Find ids that stand for nothing; those of one file that is gone have one cause.

    `top` is what the paths of the folder's files begin with.
    """
    missing: dict[tuple[str, str], list[_Place]] = {}
    for entry in entries:
        for mention in entry.mentions:
            ids = known.get(mention.of)
            if ids is not None and mention.id not in ids:
                missing.setdefault((mention.of, mention.id), []).append((entry, mention))
    for (of, id_), places in missing.items():
        ids = known[of] or ()
        is_name = key(id_) in called[of]
        is_gone = len(places) > 1 and of in _FOLDERS and not is_name and " " not in id_
        path = f"{_FOLDERS.get(of)}/{id_}.yml"
        if is_gone := is_gone and not is_slip(id_, nearest(id_, ids)):
            yield _gone(path, id_, places, top)
        for entry, mention in places:
            what = _no_such(of, quoted(mention.key), quoted(id_))
            fix = Said("Delete it, or put {path} back.", path=path)
            if not is_gone:
                others = [one for one in ids if one != entry.id or mention.key not in _OF_OTHERS]
                what, fix = _run_together(mention, ids) or (
                    what,
                    _mend(mention, others, called[of]),
                )
            yield Problem(entry.path, mention.line, what, fix)


_OF_OTHERS = ("related", "variant_of")
"""Keys that never name the type whose file they stand in."""


def _run_together(mention: Mention, ids: Collection[str]) -> tuple[Said, Said] | None:
    """Tell of several ids with nothing but blanks between them, or commas behind one hyphen."""
    parts = re.split(r"[\s,]+", mention.id)
    if (
        parts == [mention.id]
        or mention.shape not in ("[", "-")
        or not all(part in ids for part in parts)
    ):
        return None
    if mention.shape == "[":
        what = Said("A comma is missing between {one} and {other}", one=parts[0], other=parts[1])
        return what, Said("Write: {line}", line=listed(parts))
    what = Said("{count} items of a list stand on one line", count=len(parts))
    one, *others = (f"- {part}" for part in parts)
    for other in others:
        one = Said("{one}   and   {other}", one=one, other=other)
    return what, Said("Write each on a line of its own: {items}", items=one)


def _no_such(of: str, key: str, id_: str) -> Said:
    if of == "step":
        return Said("{key} names {id}, and there is no such step", key=key, id=id_)
    if of == "page":
        return Said("{key} names {id}, and there is no such page", key=key, id=id_)
    return Said("{key} names {id}, and there is no such type", key=key, id=id_)


def _mend(mention: Mention, ids: Collection[str], called: _Called) -> Said:
    of = mention.of
    id_, name = called.get(key(mention.id), ("", ""))
    if id_ in ids and name:
        fix = Said("Did you mean   {id}   (“{name}”)?", id=id_, name=name)
        if mention.shape == "text":
            fix += Said(" Write: {line}", line=f"{mention.key}: [{id_}]")
        return fix
    if meant := nearest(mention.id, ids):
        return Said("Did you mean   {meant}   ?", meant=meant)
    if ids and len(ids) <= _FEW:
        return Said("There is: {ids}.", ids=listed(dict.fromkeys(ids)))
    where = (
        Said("a file in {folder}", folder=_FOLDERS[of])
        if of in _FOLDERS
        else Said("the step in guide.yml")
    )
    return Said("Delete it, or add {where}.", where=where)


def _gone(path: str, id_: str, places: Sequence[_Place], top: str) -> Problem:
    """Say once, and before all else, that a file is gone, and where it is named."""
    lines: dict[str, list[int]] = {}
    for entry, mention in places:
        lines.setdefault(entry.path.removeprefix(top), []).append(mention.line)
    named = "; ".join(
        f"{where}:{listed(map(str, sorted(at)))}" for where, at in sorted(lines.items())
    )
    what = Said("The file is not there, and is named in {count} places", count=len(places))
    fix = Said("Put it back, or delete {id} from {named}.", id=id_, named=named)
    return Problem(f"{top}{path}", 1, what, fix, is_within=False)


def _check_variant(entry: Entry, types: Mapping[str, Entry]) -> Iterator[Problem]:
    base = entry.values.get("variant_of")
    related_line = entry.lines.get("related", 1)
    if entry.id in entry.values.get("related", ()):
        what = Said("{id} is related to itself", id=quoted(entry.id))
        yield Problem(entry.path, related_line, what, Said("Delete it from the list."))
    signs = any(entry.values.get("signs", {}).values())
    if base is None:
        if "signs" in entry.lines and "variant_of" not in entry.lines:
            what = Said('"signs" stands here without "variant_of": nobody would look for them')
            fix = Said(
                "Add the type whose name this one shares:   variant_of: …   or delete the signs."
            )
            yield Problem(entry.path, entry.lines["signs"], what, fix)
        return
    line = entry.lines["variant_of"]
    if not signs and not ("signs" in entry.lines and "signs" not in entry.values):
        what = Said(
            'A variant of {base} needs "signs", the words that tell it from that one',
            base=quoted(base),
        )
        languages = listed(f'{language}: ["…"]' for language in entry.values.get("name", {}))
        fix = Said("Add a line: signs: {{{languages}}}", languages=languages)
        yield Problem(entry.path, entry.lines.get("signs", line), what, fix)
    if entry.id in _bases(entry, types):
        what = Said(
            "{id} is, by way of {base}, a variant of itself", id=quoted(entry.id), base=quoted(base)
        )
        yield Problem(
            entry.path, line, what, Said('Delete "variant_of" in the one that is the plain type.')
        )


def _bases(entry: Entry, types: Mapping[str, Entry]) -> list[str]:
    """Return the ids of the types that one is a variant of, nearest first."""
    bases: list[str] = []
    base: str = entry.values.get("variant_of", "")
    while base in types and base not in bases:
        bases.append(base)
        base = types[base].values.get("variant_of", "")
    return bases


def _check_names(types: Mapping[str, Entry], pages: Mapping[str, Entry]) -> Iterator[Problem]:
    """Find names that are one once folded: no question could tell their owners apart."""
    owners: dict[str, list[tuple[Entry, Name]]] = {}
    # The newest last: whoever made a second one is told, not the file that was there before.
    for entry in sorted((*types.values(), *pages.values()), key=lambda one: one.changed_at):
        own: dict[tuple[str, str], Name] = {}
        for name in entry.names:
            folded = key(name.text)
            if not folded:
                what = Said("The name {name} has no letter and no digit", name=quoted(name.text))
                yield Problem(
                    entry.path, name.line, what, Said("Write a name that people would type.")
                )
                continue
            first = own.setdefault((name.language, folded), name)
            if first.line != name.line and fold(first.text) == fold(name.text):
                earlier, later = sorted((first.line, name.line))
                what = Said(
                    "{name} is a name here already, on line {line}",
                    name=quoted(name.text),
                    line=earlier,
                )
                yield Problem(entry.path, later, what, Said("Delete one of the two."))
            sharers = owners.setdefault(folded, [])
            for other, other_name in sharers:
                if other is not entry and not _may_share(entry, other, types):
                    yield _shared(entry, name, other, other_name)
                    break
            if all(other is not entry for other, _ in sharers):
                sharers.append((entry, name))


def _may_share(entry: Entry, other: Entry, types: Mapping[str, Entry]) -> bool:
    for one, another in ((entry, other), (other, entry)):
        if one.values.get("type") == another.id and types.get(another.id) is another:
            return True  # a page about that type
    return other.id in _bases(entry, types) or entry.id in _bases(other, types)


def _shared(entry: Entry, name: Name, other: Entry, other_name: Name) -> Problem:
    same = (
        "" if name.text == other_name.text else Said(" (as {name})", name=quoted(other_name.text))
    )
    what = Said(
        "The name {name} also stands in {path}, line {line}{same}",
        name=quoted(name.text),
        path=other.path,
        line=other_name.line,
        same=same,
    )
    return Problem(entry.path, name.line, what, Said("Keep it in the one that people mean by it."))
