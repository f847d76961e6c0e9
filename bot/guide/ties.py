"""What ties the files of a content folder together: names, and ids that stand for others.

Knows entries that were read. Must not know YAML or files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from bot.guide.entry import Entry, Mention, Name
from bot.guide.problem import Problem, listed, quoted
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
            fix = f"Delete it, or put {path} back."
            yield _gone(path, id_, places, top)
        for entry, mention in places:
            what = f"{quoted(mention.key)} names {quoted(id_)}, and there is no such {of}"
            yield Problem(entry.path, mention.line, what, fix)


def _mend(of: str, id_: str, ids: Collection[str]) -> str:
    if meant := nearest(id_, ids):
        return f"Did you mean   {meant}   ?"
    if ids and len(ids) <= _FEW:
        return f"There is: {listed(dict.fromkeys(ids))}."
    where = f"a file in {_FOLDERS[of]}" if of in _FOLDERS else "the step in guide.yml"
    return f"Delete it, or add {where}."


def _gone(path: str, id_: str, places: Sequence[_Place], top: str) -> Problem:
    """Say once, and before all else, that a file is gone, and where it is named."""
    lines: dict[str, list[int]] = {}
    for entry, mention in places:
        lines.setdefault(entry.path.removeprefix(top), []).append(mention.line)
    named = listed(
        f"{where} ({'line' if len(at) == 1 else 'lines'} {listed(map(str, sorted(at)))})"
        for where, at in sorted(lines.items())
    )
    what = f"The file is not there, and is named in {len(places)} places"
    fix = f"Put it back, or delete {id_} from {named}."
    return Problem(f"{top}{path}", 1, what, fix, is_within=False)


def _check_variant(entry: Entry, types: Mapping[str, Entry]) -> Iterator[Problem]:
    base = entry.values.get("variant_of")
    related_line = entry.lines.get("related", 1)
    if entry.id in entry.values.get("related", ()):
        what = f"{quoted(entry.id)} is related to itself"
        yield Problem(entry.path, related_line, what, "Delete it from the list.")
    signs = any(entry.values.get("signs", {}).values())
    if base is None:
        if "signs" in entry.lines and "variant_of" not in entry.lines:
            what = '"signs" stands here without "variant_of": nobody would look for them'
            fix = "Add the type whose name this one shares:   variant_of: …   or delete the signs."
            yield Problem(entry.path, entry.lines["signs"], what, fix)
        return
    line = entry.lines["variant_of"]
    if not signs and not ("signs" in entry.lines and "signs" not in entry.values):
        what = f'A variant of {quoted(base)} needs "signs", the words that tell it from that one'
        languages = listed(f'{language}: ["…"]' for language in entry.values.get("name", {}))
        fix = f"Add a line: signs: {{{languages}}}"
        yield Problem(entry.path, entry.lines.get("signs", line), what, fix)
    if entry.id in _bases(entry, types):
        what = f"{quoted(entry.id)} is, by way of {quoted(base)}, a variant of itself"
        yield Problem(
            entry.path, line, what, 'Delete "variant_of" in the one that is the plain type.'
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
                what = f"The name {quoted(name.text)} has no letter and no digit"
                yield Problem(entry.path, name.line, what, "Write a name that people would type.")
                continue
            first = own.setdefault((name.language, folded), name)
            if first.line != name.line and fold(first.text) == fold(name.text):
                earlier, later = sorted((first.line, name.line))
                what = f"{quoted(name.text)} is a name here already, on line {earlier}"
                yield Problem(entry.path, later, what, "Delete one of the two.")
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
    same = "" if name.text == other_name.text else f" (as {quoted(other_name.text)})"
    what = f"The name {quoted(name.text)} also stands in {other.path}, line {other_name.line}{same}"
    return Problem(entry.path, name.line, what, "Keep it in the one that people mean by it.")
