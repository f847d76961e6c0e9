"""What may stand in the files of a content folder: every key, what it holds, how long.

Knows the format, and nothing of how it is read: that is in `bot.guide.entry`. A new key is a new
line in a table here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.guide.said import Said

Kind: TypeAlias = Literal[
    "id",
    "ids",
    "language",
    "languages",
    "texts",
    "text_lists",
    "addresses",
    "link",
    "links",
    "steps",
    "groups",
    "criteria",
    "options",
    "weights",
    "date",
]

# How long a text may be, in characters of Slack's (which counts "&" as "&amp;"), so that
# none is ever cut. Slack's limits: docs.slack.dev/reference/block-kit, retrieved 2026-11.
ID = 60  # an option's value takes 75, and holds a word beside the id
NAME = 60  # a button takes 75, and "Show the card: …" is read out with it
TITLE = 140  # a header takes 150
STEP_NAME = 30  # four of them stand in one line
LINE = 200  # several stand in one section or context block of 3,000
QUESTION = 600  # one stands in the help, among others
ONE_LINE = 300  # texts that may be longer than this keep their line breaks
# A section takes 3,000, but all the blocks of a message about 13,200 together
# (slackapi/bolt-js#2509): what may stand on one card stays below 10,000.
DEFINITION, WHO, OUTCOME, EXAMPLE, NOTE = 2500, 1500, 1500, 1700, 1300
SUMMARY = 2800  # a section of its own
ADDRESS = 1500  # a button takes 3,000, but two may stand in one context block of 3,000
MOST_BUTTONS = 5  # in a row, before they wrap on a phone
OPTION = 75  # an option of a menu takes 75
# Four questions are answered in half a minute; radio buttons take ten options.
MOST_CRITERIA, MOST_OPTIONS = 4, 10


@dataclass(frozen=True, slots=True)
class Field:
    """What one key holds.

    `most` is the longest text, in characters, and `most_items` the longest list.
    `points_to` says what its ids are ids of. The names of an entry are what people call
    it by, and must be its own.
    """

    kind: Kind
    is_required: bool = False
    most: int = 0
    most_items: int = 0
    points_to: Literal["", "type", "page", "step"] = ""
    is_name: bool = False


LINK: Mapping[str, Field] = {
    "title": Field("texts", is_required=True, most=LINE),
    "url": Field("addresses", is_required=True, most=ADDRESS),
}
STEP: Mapping[str, Field] = {
    "id": Field("id", is_required=True, most=ID),
    "name": Field("texts", is_required=True, most=STEP_NAME),
}
GROUP: Mapping[str, Field] = {
    "name": Field("texts", is_required=True, most=TITLE),
    "types": Field("ids", is_required=True, points_to="type"),
}
CHOICE: Mapping[str, Field] = {
    "id": Field("id", is_required=True, most=ID),
    "text": Field("texts", is_required=True, most=OPTION),
    "speaks_for": Field("weights", points_to="type"),
}
CRITERION: Mapping[str, Field] = {
    "id": Field("id", is_required=True, most=ID),
    "ask": Field("texts", is_required=True, most=LINE),
    "options": Field("options", is_required=True, most_items=MOST_OPTIONS),
}
CHOOSER: Mapping[str, Field] = {
    "criteria": Field("criteria", is_required=True, most_items=MOST_CRITERIA),
}
GROUPS: Mapping[str, tuple[Mapping[str, Field], Said]] = {
    "links": (LINK, Said("a link")),
    "steps": (STEP, Said("a step")),
    "groups": (GROUP, Said("a group")),
    "criteria": (CRITERION, Said("a criterion")),
    "options": (CHOICE, Said("an option")),
}
"""What each item of a list holds, and what it is called, by the list's kind."""
MOST_WEIGHT = 5
"""How much an option may speak for a type; against it, as much below zero."""

GUIDE: Mapping[str, Field] = {
    "languages": Field("languages", is_required=True, most=NAME),
    "default_language": Field("language", is_required=True),
    "title": Field("texts", is_required=True, most=TITLE),
    "source": Field("link", is_required=True),
    "steps": Field("steps"),
    "types": Field("ids", points_to="type"),
    "pages": Field("ids", points_to="page"),
    "groups": Field("groups"),
}
TYPE: Mapping[str, Field] = {
    "id": Field("id", most=ID),
    "name": Field("texts", is_required=True, most=NAME, is_name=True),
    "also": Field("text_lists", most=NAME, is_name=True),
    "definition": Field("texts", is_required=True, most=DEFINITION),
    "who": Field("texts", is_required=True, most=WHO),
    "steps": Field("ids", points_to="step"),
    "outcome": Field("texts", is_required=True, most=OUTCOME),
    "choose_when": Field("texts", most=LINE),
    "example": Field("texts", most=EXAMPLE),
    "note": Field("texts", most=NOTE),
    "related": Field("ids", points_to="type"),
    "pages": Field("ids", points_to="page", most_items=MOST_BUTTONS),
    "links": Field("links"),
    "source": Field("link"),
    "variant_of": Field("id", most=ID, points_to="type"),
    "signs": Field("text_lists", most=NAME),
    "broad": Field("text_lists", most=NAME),
    "asks": Field("text_lists", most=QUESTION),
    "reviewed": Field("date"),
}
PAGE: Mapping[str, Field] = {
    "id": Field("id", most=ID),
    "title": Field("texts", is_required=True, most=NAME, is_name=True),
    "also": Field("text_lists", most=NAME, is_name=True),
    "url": Field("addresses", is_required=True, most=ADDRESS),
    "summary": Field("texts", is_required=True, most=SUMMARY),
    "asks": Field("text_lists", most=QUESTION),
    "type": Field("id", most=ID, points_to="type"),
    "reviewed": Field("date"),
}

KEYS = frozenset().union(GUIDE, TYPE, PAGE, LINK, STEP, GROUP, CHOICE, CRITERION, CHOOSER)
"""Every word that is a key somewhere."""

TOP = ("guide.yml", "chooser.yml")
"""The files at the top of a content folder. Only the first must be there."""
PARTS = ("types", "pages", "wording")
"""The folders within a content folder."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
