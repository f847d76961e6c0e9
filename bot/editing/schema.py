"""A JSON Schema for each kind of content file, so that editors complete and explain keys.

Made from the tables in `bot.guide.content`, which are the model; knows no rule of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from bot.guide.content import (
    CHOOSER,
    GROUPS,
    GUIDE,
    LANGUAGE,
    LINK,
    MOST_WEIGHT,
    PAGE,
    SLUG,
    TYPE,
    Field,
)

Schema: TypeAlias = dict[str, Any]

FOLDER = ".schema"
"""Where the schemas stand in a content folder; the dot keeps them out of the guide."""

FILES: Mapping[str, Mapping[str, Field]] = {
    "guide": GUIDE,
    "type": TYPE,
    "page": PAGE,
    "chooser": CHOOSER,
}


def descriptions() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return what each key is for: by kind of file, key and language."""
    path = Path(__file__).with_name("format.yml")
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def openings(language: str) -> tuple[str, ...]:
    """Return how people begin `choose_when`, in a language, where it goes on from a beginning."""
    said = descriptions()["openings"]["choose_when"].get(language, "")
    return tuple(one.strip() for one in said.split("|"))


def write(folder: Path, languages: Iterable[str]) -> list[Path]:
    """Write the schemas into a content folder, and return their paths."""
    (folder / FOLDER).mkdir(exist_ok=True)
    paths = []
    for kind in FILES:
        path = folder / FOLDER / f"{kind}.json"
        text = json.dumps(schema(kind, tuple(languages)), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def schema(kind: str, languages: tuple[str, ...]) -> Schema:
    """Return the schema of a "guide", "type", "page" or "chooser" in these languages."""
    of = _group(FILES[kind], languages)
    for key, texts in descriptions()[kind].items():
        said = [texts[language] for language in languages if language in texts]
        of["properties"][key]["description"] = "\n\n".join(said or texts.values())
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind, **of}


def _group(fields: Mapping[str, Field], languages: tuple[str, ...]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key, of in fields.items() if of.is_required],
        "properties": {key: _value(of, languages) for key, of in fields.items()},
    }


def _value(of: Field, languages: tuple[str, ...]) -> Schema:
    text: Schema = {"type": "string", "minLength": 1}
    if of.most:
        text["maxLength"] = of.most
    id_: Schema = {"type": "string", "pattern": f"^{SLUG.pattern}$"}
    code: Schema = {"pattern": f"^{LANGUAGE.pattern}$"}
    weight: Schema = {"type": "integer", "minimum": -MOST_WEIGHT, "maximum": MOST_WEIGHT}
    plain: dict[str, Schema] = {
        "id": id_,
        "ids": _list(id_, of),
        "language": {"enum": list(languages)},
        "languages": {"type": "object", "propertyNames": code, "additionalProperties": text},
        "texts": _by_language(text, languages),
        "addresses": _by_language({**text, "pattern": "^https?://"}, languages),
        "text_lists": _by_language({"type": "array", "items": text}, languages),
        "weights": {"type": "object", "additionalProperties": weight},
        "date": {"type": "string", "format": "date"},
    }
    if of.kind in plain:
        return plain[of.kind]
    if of.kind == "link":
        return _group(LINK, languages)
    return _list(_group(GROUPS[of.kind][0], languages), of)


def _list(items: Schema, of: Field) -> Schema:
    found: Schema = {"type": "array", "items": items}
    return {**found, "maxItems": of.most_items} if of.most_items else found


def _by_language(value: Schema, languages: tuple[str, ...]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(languages),
        "properties": dict.fromkeys(languages, value),
    }
