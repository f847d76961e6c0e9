"""Sentences for people, in English, which can be told in another language.

Each language has a file of templates, `told/LANG.yml`: the English one, and what it is there.
Knows templates and their values. Must not know what is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Self

import yaml

HERE = Path(__file__).parent / "told"

ENGLISH = "en"


class Said(str):  # noqa: SLOT000 - a text with more to it has a place for it
    """An English sentence, or a part of one, that remembers how it was put together.

    A value that is itself `Said` is told in the other language too; any other stays as it is.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill in a template; one without values may hold braces of its own."""
        said = super().__new__(cls, template.format(**values) if values else template)
        said.template, said.values = template, values
        return said

    def __add__(self, other: str) -> Said:
        """Put two parts together; each is told by itself."""
        return Said("{one}{other}", one=self, other=_said(other))

    def __radd__(self, other: str) -> Said:
        return _said(other) + self


def _said(text: str) -> Said:
    return text if isinstance(text, Said) else Said(text)


class Refused(ValueError):
    """What was asked for cannot be done; `why` is a sentence for the person who asked."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


def told(text: Said, language: str) -> str:
    """Return a text in a language: what has no translation is told in English."""
    template = _templates(language).get(text.template, text.template)
    if not text.values:
        return template
    values = text.values.items()
    return template.format(
        **{name: told(one, language) if isinstance(one, Said) else one for name, one in values}
    )


def languages() -> tuple[str, ...]:
    """Return the languages in which can be told."""
    return (ENGLISH, *sorted(path.stem for path in HERE.glob("*.yml")))


def in_words(language: str, names: Mapping[str, str] = MappingProxyType({})) -> Said | str:
    """Return what a language is called in a sentence, with its code.

    `names` are what a guide calls its languages, for those that have no name here.
    """
    known = {"en": Said("English"), "fr": Said("French")}
    if name := known.get(language) or names.get(language):
        return Said("{name} ({code})", name=name, code=language)
    return f'"{language}"'


@cache
def _templates(language: str) -> Mapping[str, str]:
    path = HERE / f"{language}.yml"
    if language not in languages() or language == ENGLISH:
        return {}
    found: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
