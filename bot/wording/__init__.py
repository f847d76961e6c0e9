"""The bot's own words, one YAML file a language beside this one.

`says` is what it says, `hears` what it listens for. Knows files and YAML; must not know
who asks or what is answered. A content folder may bring `wording/LANG.yml` of its own,
for a language that the bot does not speak yet or to say things in another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import TypeAlias

from bot.guide import folder, yaml_file
from bot.guide.problem import BrokenGuide, Problem, listed, plain, quoted, shown
from bot.guide.said import Said
from bot.guide.value import Spot, blame_shape, nearest, read_items, read_text
from bot.guide.yaml_file import Group, Node, YamlFile

HERE = Path(__file__).parent
PATTERN = HERE / "en.yml"
"""The file with every key, which others are copied from and held against."""

_Group: TypeAlias = Mapping[str, tuple[int, Node]]
"""The line and value of each key."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The bot's words in one language."""

    language: str
    says: Mapping[str, str]
    hears: Mapping[str, tuple[str, ...]]

    def say(self, key: str, /, **values: object) -> str:
        """Return the text at `key` with its {values} filled in. Raises KeyError."""
        return self.says[key].format(**values)

    def any_of(self, names: Sequence[str]) -> str:
        """Return names as possibilities: "one, another or a third"."""
        *others, last = names
        return self.say("versus").join((*([", ".join(others)] if others else []), last))


def load(languages: Iterable[str], content: Path | None = None) -> dict[str, Wording]:
    """Return the wording of each language, from the content folder or from here.

    Raises `BrokenGuide` with every problem of the content folder's files, and with one
    for each language that has no words at all.
    """
    languages = tuple(languages)
    problems: list[Problem] = []
    pattern = _shipped(PATTERN.stem)
    brought = folder.scan(content).parts.get("wording", []) if content else []
    wordings: dict[str, Wording] = {}
    for path in brought:
        wordings[path.stem] = _read(path, pattern, problems)
        if languages and path.stem not in languages:
            what = Said(
                "guide.yml has no language {language}, so nobody would read this",
                language=quoted(path.stem),
            )
            fix = Said(
                'Add it under "languages" in guide.yml ({languages}), or remove the file.',
                languages=listed(languages),
            )
            problems.append(Problem(shown(path), 1, what, fix))
    for language in languages:
        if language not in wordings:
            wordings[language] = _own(language, pattern, content or HERE.parent, problems)
    if problems:
        raise BrokenGuide(problems, languages)
    return {language: wordings[language] for language in languages}


def _own(language: str, pattern: Wording, content: Path, problems: list[Problem]) -> Wording:
    if language == pattern.language:
        return pattern
    if (HERE / f"{language}.yml").is_file():
        return _shipped(language)
    path = content / "wording" / f"{language}.yml"
    what = Said("The bot has no words of its own in {language}", language=quoted(language))
    fix = Said(
        "Copy bot/wording/{file} to {path} and translate it.", file=PATTERN.name, path=shown(path)
    )
    problems.append(Problem(shown(path), 1, what, fix))
    return pattern


@cache
def _shipped(language: str) -> Wording:
    """Read one of the files here, which change only with the bot; a test keeps them sound."""
    problems: list[Problem] = []
    pattern = None if language == PATTERN.stem else _shipped(PATTERN.stem)
    wording = _read(HERE / f"{language}.yml", pattern, problems)
    if problems:
        raise BrokenGuide(problems)
    return wording


def _read(path: Path, pattern: Wording | None, problems: list[Problem]) -> Wording:
    """Read one file and hold it against the pattern, which itself has none."""
    file = yaml_file.read(path)
    texts: dict[str, str] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    if file.root is not None:
        parts = _keys(file, file.root, "", dict.fromkeys(("says", "hears"), "…"))
        says = _part(file, parts, "says", pattern.says if pattern else None)
        hears = _part(file, parts, "hears", pattern.hears if pattern else None)
        for key, (line, node) in says.items():
            spot = Spot(file, key, line)
            if text := read_text(spot, node, is_trimmed=False):
                texts[key] = text
                _check_blanks(spot, text, pattern.says[key] if pattern else text)
        for key, (line, node) in hears.items():
            spot = Spot(file, key, line)
            items = (read_text(spot.item(item), item) for item in read_items(spot, node))
            phrases[key] = tuple(item for item in items if item)
    problems += file.problems
    return Wording(path.stem, MappingProxyType(texts), MappingProxyType(phrases))


def _part(
    file: YamlFile, parts: _Group, name: str, pattern: Mapping[str, str | tuple[str, ...]] | None
) -> _Group:
    if name not in parts:
        return {}
    line, node = parts[name]
    if isinstance(node, Group):
        return _keys(file, node, Said(" below {key}", key=quoted(name)), pattern)
    spot = Spot(file, name, line)
    blame_shape(
        spot,
        node,
        Said("a group of keys"),
        Said("Copy them from bot/wording/{file}.", file=PATTERN.name),
    )
    return {}


def _keys(
    file: YamlFile,
    group: Group,
    where: str,
    pattern: Mapping[str, str | tuple[str, ...]] | None,
) -> _Group:
    """Return the keys that the pattern has too; note those that only one of the two has."""
    found = {key.value: (key.line, node) for key, node in group.entries}
    if pattern is None:
        return found
    for key, (line, _) in found.items():
        if key not in pattern:
            meant = nearest(key, pattern)
            fix = Said("Did you mean   {meant}:   ?", meant=meant) if meant else Said("Delete it.")
            file.blame(
                line,
                Said("{key} is not a key{where} of a wording file", key=quoted(key), where=where),
                fix,
            )
    for key, model in pattern.items():
        if key not in found:
            sample = quoted(model) if isinstance(model, str) else "[]"
            fix = Said("Add a line, and translate it: {key}: {sample}", key=key, sample=sample)
            file.blame(
                group.line, Said("{key} is missing{where}", key=quoted(key), where=where), fix
            )
    return {key: value for key, value in found.items() if key in pattern}


def _check_blanks(spot: Spot, text: str, model: str) -> None:
    """Check that a text has the same {words} in braces as its model."""
    try:
        blanks = _blanks(text)
    except ValueError:
        fix = Said("Close each brace again, and write {{ and }} for braces that are to be seen.")
        spot.blame(Said("has a brace { or } without its other half"), fix)
        return
    wanted = _blanks(model)
    for blank in sorted(wanted - blanks):
        fix = Said(
            "The bot fills it in: keep it as it is in bot/wording/{file}: {model}",
            file=PATTERN.name,
            model=quoted(model),
        )
        spot.blame(Said("lacks {{{blank}}}", blank=blank), fix)
    for blank in sorted(blanks - wanted):
        known = listed(f"{{{name}}}" for name in sorted(wanted)) or Said("none")
        spot.blame(
            Said("has {{{blank}}}, which the bot cannot fill in", blank=blank),
            Said("It can fill in: {known}.", known=known),
        )


def _blanks(text: str) -> set[str]:
    """Return the names in {braces}, with whatever else stands in them; ValueError if broken."""
    return {
        plain(name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else ""))
        for _, name, spec, conversion in Formatter().parse(text)
        if name is not None
    }
