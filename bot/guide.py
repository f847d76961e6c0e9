"""The content folder, read into one frozen `Guide` with every check.

Knows YAML, files and what a good guide looks like. Must not know Slack or questions.

Every text is kept by language (`Texts`), and nothing here names a language: the
guide's own `guide.yml` says which there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""One text in every language of the guide: {"en": "…", "fr": "…"}."""

TextLists: TypeAlias = Mapping[str, tuple[str, ...]]
"""Several texts in every language of the guide. A language may have none: ()."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the content folder, in words for the person who keeps it."""

    path: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}. {self.fix}"


@dataclass(frozen=True, slots=True)
class Link:
    """Something to read elsewhere: its title and its http(s) address, by language."""

    title: Texts
    url: Texts


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the way from a problem to a solution in place (understand, design…)."""

    id: str
    name: Texts


@dataclass(frozen=True, slots=True)
class Type:
    """One type of convening.

    `also` are other names, `asks` questions and situations that it answers.
    `steps` are ids of the guide's steps, in the guide's order, and may be empty.
    `related` are ids of types, `pages` ids of pages that the card links to.
    `variant_of` is the id of the type whose bare name this one shares ("Capital C
    Consultation" is a variant of "Consultation"), and `signs` the words which, in a
    question that says that name, mean the variant ("statutory", "big C").
    Texts that the source does not give (`example`, `note`) are empty mappings.
    """

    id: str
    name: Texts
    also: TextLists
    definition: Texts
    who: Texts
    steps: tuple[str, ...]
    outcome: Texts
    example: Texts
    note: Texts
    related: tuple[str, ...]
    pages: tuple[str, ...]
    links: tuple[Link, ...]
    variant_of: str | None
    signs: TextLists
    asks: TextLists


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the guide: a title, an address, and a summary that stands on its own.

    `also` are other names of its subject, `asks` questions that it answers.
    `type` is the id of the type whose subject it is, if any: "more on collective
    impact" is about the page, "what is collective impact" about the type.
    """

    id: str
    title: Texts
    also: TextLists
    url: Texts
    summary: Texts
    asks: TextLists
    type: str | None


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything the bot knows. Never changes after it is loaded.

    `types` and `pages` are by id, in the guide's order. `version` is a short hash of
    the files' bytes: equal folders have equal versions.
    """

    title: Texts
    languages: Mapping[str, str]
    default_language: str
    source: Link
    steps: tuple[Step, ...]
    types: Mapping[str, Type]
    pages: Mapping[str, Page]
    version: str


class BrokenGuide(Exception):
    """The folder cannot be served: it has `problems`, sorted by path and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def load(folder: Path) -> Guide:
    """Read a content folder into a `Guide`.

    Raises `BrokenGuide` with every problem found, never with only the first.
    """
    raise NotImplementedError
