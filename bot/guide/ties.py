"""What ties the files of a content folder together: names, and ids that stand for others.

Knows entries that were read. Must not know YAML or files.
"""

from __future__ import annotations

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
    yield from _check_mentions((guide, *others, *types.values(), *pages.values()), ids, top)
    for entry in types.values():
        yield from _check_variant(entry, types)
    yield from _check_names(types, pages)


_Place: TypeAlias = tuple[Entry, Mention]

_FEW = 20
_FOLDERS = {"type": "types", "page": "pages"}


def _check_mentions(
    entries: Iterable[Entry], known: Mapping[str, Collection[str] | None], top: str
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
        fix = _mend(of, id_, ids)
        if of in _FOLDERS and len(places) > 1 and not is_slip(id_, nearest(id_, ids)):
            path = f"{_FOLDERS[of]}/{id_}.yml"
            fix = Said("Delete it, or put {path} back.", path=path)
            yield _gone(path, id_, places, top)
        for entry, mention in places:
            what = _no_such(of, quoted(mention.key), quoted(id_))
            yield Problem(entry.path, mention.line, what, fix)


def _no_such(of: str, key: str, id_: str) -> Said:
    if of == "step":
        return Said("{key} names {id}, and there is no such step", key=key, id=id_)
    if of == "page":
        return Said("{key} names {id}, and there is no such page", key=key, id=id_)
    return Said("{key} names {id}, and there is no such type", key=key, id=id_)


def _mend(of: str, id_: str, ids: Collection[str]) -> Said:
    if meant := nearest(id_, ids):
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
