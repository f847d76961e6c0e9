"""The bot's own words, one YAML file a language beside this one.

`says` is what it says, `hears` what it listens for. Knows files and YAML; must not know
who asks or what is answered. A content folder may bring `wording/LANG.yml` of its own,
for a language that the bot does not speak yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent


class BrokenWording(Exception):
    """A wording file is missing or cannot be read; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The bot's words in one language."""

    language: str
    says: Mapping[str, str]
    hears: Mapping[str, tuple[str, ...]]

    def say(self, key: str, /, **values: object) -> str:
        """Return the text at `key` with its {values} filled in. Raises KeyError."""
        return self.says[key].format(**values)


def load(languages: Iterable[str], content: Path | None = None) -> dict[str, Wording]:
    """Return the wording of each language, from the content folder or from here.

    Raises `BrokenWording` where a language has no file, or one without a text that the
    others have.
    """
    return {language: _load_one(language, content) for language in languages}


def _load_one(language: str, content: Path | None) -> Wording:
    own = HERE / f"{language}.yml"
    brought = content / "wording" / f"{language}.yml" if content else own
    path = brought if brought.is_file() else own
    if not path.is_file():
        raise BrokenWording(
            f'The bot has no words in "{language}". '
            f"Copy bot/wording/en.yml to wording/{language}.yml in the content folder and translate it."
        )
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Wording(
        language=language,
        says=data["says"],
        hears={key: tuple(words) for key, words in data["hears"].items()},
    )
