"""What a guide holds once it is read: types, pages, and what ties them together.

Frozen values, and nothing of where they come from. Every text is kept by language (`Texts`),
and nothing here names a language: the guide's own `guide.yml` says which there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""One text in every language of the guide: {"en": "…", "fr": "…"}."""

TextLists: TypeAlias = Mapping[str, tuple[str, ...]]
"""Several texts in every language of the guide. A language may have none: ()."""


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
    `broad` are words that fit this type and others ("partnership").
    `choose_when` is how "Choose it when…" goes on. Texts that nobody gives (`example`,
    `note`, `choose_when`) are empty mappings.
    `source` is where its texts come from, if not from the guide's own source.
    `reviewed` is the day on which somebody last read it through ("2026-11-23").
    """

    id: str
    name: Texts
    also: TextLists
    definition: Texts
    who: Texts
    steps: tuple[str, ...]
    outcome: Texts
    choose_when: Texts
    example: Texts
    note: Texts
    related: tuple[str, ...]
    pages: tuple[str, ...]
    links: tuple[Link, ...]
    variant_of: str | None
    signs: TextLists
    broad: TextLists
    asks: TextLists
    source: Link | None = None
    reviewed: str | None = None


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
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Types that stand together in a catalogue; `types` are their ids."""

    name: Texts
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a criterion. `speaks_for` weighs types by id, from -5 to 5."""

    id: str
    text: Texts
    speaks_for: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing by which to choose a type: what is asked, and what may be answered."""

    id: str
    ask: Texts
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything the bot knows. Never changes after it is loaded.

    `types` and `pages` are by id, in the guide's order. `version` is a short hash of
    the files' bytes: equal folders have equal versions. `groups` and `criteria` (what
    helps to choose) may be empty.
    """

    title: Texts
    languages: Mapping[str, str]
    default_language: str
    source: Link
    steps: tuple[Step, ...]
    types: Mapping[str, Type]
    pages: Mapping[str, Page]
    version: str
    groups: tuple[Group, ...] = ()
    criteria: tuple[Criterion, ...] = ()
