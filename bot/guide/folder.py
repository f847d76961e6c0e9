"""Which files of a content folder count, and which should not be there.

Knows file names. Must not know what is in the files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from bot.guide.content import PARTS, TOP
from bot.guide.problem import Problem, shown
from bot.guide.said import Said
from bot.guide.value import nearest, slug

# What editors and systems leave beside the files that people write.
_LEFT_BEHIND = re.compile(
    r"""\..*              # .co-design.yml.swp, .DS_Store, .#co-design.yml, ..data
      | .*~ | ~\$.*       # Emacs and vim, Word
      | \#.*\#            # Emacs
      | .*\.(tmp|swp|swo|swx|part|crdownload)
      | 4913              # vim tries whether it may write here
      | .*___jb_(tmp|old)___  # JetBrains
      | .*\.sb-[0-9a-f]+-\w+  # macOS
      | Thumbs\.db | desktop\.ini | __pycache__
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(slots=True)
class Listing:
    """The files of a content folder that count, by part and in order of their names.

    `top` are those at the top, by name. `unread` are the parts that are there and cannot be
    listed; `strays` what a part's files would be called if their names were right. `is_readable` is false where there is nothing to read, which `problems` then tells.
    """

    top: dict[str, Path] = field(default_factory=dict)
    parts: dict[str, list[Path]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_readable: bool = True
    unread: set[str] = field(default_factory=set)
    strays: dict[str, set[str]] = field(default_factory=dict)

    def blame(self, path: Path, what: Said, fix: Said) -> None:
        """Note that something is wrong with a file or folder as such."""
        self.problems.append(Problem(shown(path), 1, what, fix, is_within=False))


def scan(folder: Path) -> Listing:
    """List a content folder."""
    listing = Listing(is_readable=False)
    names = _names(folder, listing)
    if names is None:
        if not listing.problems:
            meant = like(folder)
            fix = Said("Did you mean {meant}? ", meant=shown(meant)) if meant else ""
            fix += Said("Name the folder that has guide.yml in it, or create it.")
            listing.blame(folder, Said("There is no such folder"), fix)
    elif not names:
        fix = Said("Put guide.yml in it, and a folder types with a file for each type.")
        listing.blame(folder, Said("The folder is empty"), fix)
    else:
        listing.is_readable = True
        listing.top = {name: folder / name for name in names if name in TOP}
        for name in names:
            _check_top(folder / name, listing)
        for part in PARTS:
            listing.parts[part] = _list_part(folder / part, listing)
    return listing


def like(folder: Path) -> Path | None:
    """Return the content folder that one which is not there was probably meant to be."""
    try:
        beside = [path.name for path in folder.parent.iterdir() if (path / TOP[0]).is_file()]
    except OSError:
        return None
    meant = nearest(folder.name, beside)
    return folder.with_name(meant) if meant else None


def _names(folder: Path, listing: Listing) -> list[str] | None:
    """Return the names in a folder but for what editors leave; None if there is no folder."""
    try:
        names = sorted(path.name for path in folder.iterdir())
        return [name for name in names if not _LEFT_BEHIND.fullmatch(name)]
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        fix = Said("Put a folder in its place, with a file for each thing in it.")
        listing.blame(folder, Said("This is a file, where a folder is wanted"), fix)
    except PermissionError:
        what = Said("The bot is not allowed to read this folder")
        listing.blame(folder, what, Said("Give it permission to read the folder."))
    except OSError as error:
        what = Said(
            "The folder cannot be read ({reason})", reason=error.strerror or type(error).__name__
        )
        listing.blame(folder, what, Said("Put a folder in its place."))
    return None


def _list_part(folder: Path, listing: Listing) -> list[Path]:
    files = []
    strays = listing.strays.setdefault(folder.name, set())
    told = len(listing.problems)
    names = _names(folder, listing)
    if len(listing.problems) > told:
        listing.unread.add(folder.name)
    for name in names or ():
        path = folder / name
        if path.suffix == ".yml":
            files.append(path)
        elif _is_folder(path):
            what = Said("This folder is not read: only the files beside it are")
            listing.blame(path, what, Said("Move its files to {folder}.", folder=shown(folder)))
        elif _YAML_BY_ANY_NAME.search(name):
            stem = _YAML_BY_ANY_NAME.sub("", name)
            strays.add(stem)
            fix = Said("Rename it to {name}.yml, or remove it.", name=shown(Path(stem)))
            listing.blame(path, Said("This file is not read: its name does not end in .yml"), fix)
        elif "." not in name and not name.isupper() and (stem := slug(name)):
            strays.add(stem)
            fix = Said("Rename it to {name}.yml, or remove it.", name=stem)
            listing.blame(path, Said("This file is not read: its name does not end in .yml"), fix)
        else:
            strays.add(name)
            what = Said("This file is not read: its name does not end in .yml")
            listing.blame(path, what, Said("Remove it from this folder."))
    return files


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder whose names may be read, but nothing else of it
        return False


_YAML_BY_ANY_NAME = re.compile(r"\.ya?ml\b.*$", re.IGNORECASE)


def _check_top(path: Path, listing: Listing) -> None:
    """Check a thing at the top of the folder, where much is allowed (README.md, .git)."""
    if path.name in TOP or path.name in PARTS:
        return
    if _is_folder(path):
        if meant := nearest(path.name, PARTS):
            listing.blame(
                path,
                Said("This folder is not read"),
                Said("Rename it to {name}, or remove it.", name=meant),
            )
    elif _YAML_BY_ANY_NAME.search(path.name):
        stem = _YAML_BY_ANY_NAME.sub("", path.name)
        fix = Said("Move it to types or pages, or remove it.")
        if meant := nearest(stem, [name.removesuffix(".yml") for name in TOP]):
            fix = Said("Rename it to {name}.yml, or remove it.", name=meant)
        listing.blame(path, Said("This file is not read here"), fix)
