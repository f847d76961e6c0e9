"""What can be wrong with a content folder, in words for the person who keeps it.

Knows how a problem and its fix are written. Must not know what a guide is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.guide.said import ENGLISH, Said, told

# Longer than this, a text to paste makes the message hard to read: it is abbreviated.
LONGEST_PASTE = 120


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in the content folder, in words for the person who keeps it.

    What is wrong with a file or folder as such `is_within` none: it may be why others are
    there, and is told before them.
    """

    is_within: bool = field(default=True, kw_only=True, repr=False)
    path: str
    line: int
    what: Said
    fix: Said

    def __str__(self) -> str:
        return self.told(ENGLISH)

    def told(self, language: str) -> str:
        """Return it on one line, in a language."""
        return f"{self.path}:{self.line}: {told(self.what, language)}. {told(self.fix, language)}"


class BrokenGuide(Exception):
    """The folder cannot be served: it has `problems`, causes first, then by path and line.

    `languages` are those of its guide.yml, as far as that could be read.
    """

    def __init__(self, problems: Iterable[Problem], languages: Iterable[str] = ()) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.languages = tuple(languages)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shown(path: Path) -> str:
    """Return a path as it can be printed, on one line and in any terminal."""
    return plain(str(path))


def plain(text: str) -> str:
    """Return text as a terminal can print it on one line, without any effect of its own."""
    text = re.sub(r"\s*[\n\r]\s*", " ", text).encode("utf-8", "backslashreplace").decode()
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", lambda sign: ascii(sign[0])[1:-1], text)


def quoted(text: str) -> str:
    """Return text on one line, in the quotation marks that YAML reads back as it is."""
    text = plain(text)
    if len(text) > LONGEST_PASTE:
        text = f"{text[: LONGEST_PASTE // 2].rstrip()} […]"
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'{}'".format(text.replace("'", "''"))


def listed(words: Iterable[str]) -> str:
    """Return words as a list in running text: a, b, c."""
    return ", ".join(words)
