"""What Slack itself says to a person, one file a language in the folder beside this one.

Knows files and locales. Must not know when it is said.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"
DEFAULT = "en"


def slack_says(key: str, locale: str, **values: str) -> str:
    """Return one of Slack's sentences in the language of a locale such as "fr-CA"."""
    return _sentences(locale.partition("-")[0])[key].format(**values)


@cache
def _sentences(language: str) -> dict[str, str]:
    path = FOLDER / f"{language}.json"
    if not path.is_file():
        path = FOLDER / f"{DEFAULT}.json"
    sentences: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return sentences
