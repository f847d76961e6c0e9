"""Content files out of a CSV or a YAML glossary, and line by line what could not be taken.

Knows three shapes: a CSV as `bot.editing.exporting` writes it (kind, id, key, language, text); a
CSV with a row for each type and columns such as name, name.fr, definition.fr; and a YAML
file of terms with their descriptions. Whether the result is a sound guide, `check` says.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.editing.exporting import HEADER
from bot.guide.content import LANGUAGE, PAGE, TYPE, Field
from bot.guide.problem import listed
from bot.guide.said import Refused, Said
from bot.guide.value import TO_WRITE, slug
from bot.guide.yaml_slip import explain

LANGUAGES = {"en": "English", "fr": "français"}
"""Those in which the bot has words of its own, by their own names."""
BY_LANGUAGE = ("texts", "addresses", "text_lists", "links", "link")
"""Kinds of keys that hold a text for each language."""
TERMS = {"term": "name", "title": "name", "description": "definition"}
"""What glossaries call a type's keys."""


@dataclass(slots=True)
class Imported:
    """The files that were written, and what could not be taken, as "file:line: why".

    `notes` are what was guessed.
    """

    written: list[Path] = field(default_factory=list)
    refused: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Text:
    line: int
    kind: str
    id: str
    key: str
    language: str
    text: str


def run(file: Path, folder: Path, language: str) -> Imported:
    """Write a content file for each type and page of a file into a new folder, and a guide.yml.

    Raises `Refused` with one sentence where nothing can be taken at all.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(Said("{folder} is not empty: name a new folder.", folder=folder))
    if not LANGUAGE.fullmatch(language):
        raise Refused(Said('"{language}" is not a language such as en or fr.', language=language))
    result, entries = Imported(), dict[tuple[str, str], dict[str, Any]]()
    languages: dict[str, None] = {}
    try:
        for text in _read(file, language, result):
            if _put(text, entries, file, result) and LANGUAGE.fullmatch(text.language):
                languages[text.language] = None
    except csv.Error as error:
        raise Refused(
            Said(
                "{file} is not a table as a spreadsheet writes it: {error}.", file=file, error=error
            )
        ) from error
    for (kind, id_), values in entries.items():
        path = folder / f"{kind}s" / f"{id_}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        fields = TYPE if kind == "type" else PAGE
        for key in fields:
            if key in values and fields[key].kind == "link":
                [values[key]] = values[key]
        ordered = {"id": id_, **{key: values[key] for key in fields if key in values}}
        path.write_text(
            yaml.safe_dump(ordered, allow_unicode=True, sort_keys=False, width=100),
            encoding="utf-8",
        )
        result.written.append(path)
    if languages:
        strange = [one for one in languages if one not in LANGUAGES]
        result.notes += (
            Said(
                '"{language}" is taken for a language, in which the bot has no words of its own yet: see README.',
                language=one,
            )
            for one in strange
        )
        result.written.append(_begin_guide(folder, languages, language))
    return result


def _begin_guide(folder: Path, languages: Iterable[str], default: str) -> Path:
    """Write a guide.yml with what is known of the guide as a whole; `check` says what is not."""
    codes = sorted(languages, key=lambda code: code != default)
    texts = dict.fromkeys(codes, TO_WRITE)
    guide = {
        "title": texts,
        "default_language": codes[0],
        "languages": {code: LANGUAGES.get(code, TO_WRITE) for code in codes},
        "source": {"title": dict(texts), "url": dict(texts)},
    }
    path = folder / "guide.yml"
    path.write_text(yaml.safe_dump(guide, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _decoded(file: Path, result: Imported) -> str:
    """Return the text of a file, also of one that a spreadsheet saved in its own way.

    Raises `Refused` with one sentence where there is none.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise Refused(Said("{file}: there is no such file.", file=file)) from None
    except OSError as error:
        raise Refused(
            Said("{file} cannot be read: {reason}.", file=file, reason=error.strerror)
        ) from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused(
            Said('{file} is not a text: save it anew with the encoding "UTF-8".', file=file)
        ) from None
    result.notes.append(
        Said(
            "{file} is not saved as UTF-8 and was read as Windows saves it: look whether its accents are right.",
            file=file,
        )
    )
    return text


def _read(file: Path, language: str, result: Imported) -> Iterator[_Text]:
    text = _decoded(file, result)
    if file.suffix.lower() in (".yml", ".yaml"):
        yield from _glossary(file, text, language, result)
        return
    lines = csv.reader(text.splitlines(keepends=True), _dialect(text))
    header = [cell.strip().lower() for cell in next(lines, [])]
    if tuple(header) == HEADER:
        for row in lines:
            if len(row) == len(HEADER):
                yield _Text(lines.line_num, *row)
            elif row:
                result.refused.append(
                    Said(
                        "{file}:{line}: {count} cells, not {wanted}",
                        file=file,
                        line=lines.line_num,
                        count=len(row),
                        wanted=len(HEADER),
                    )
                )
        return
    yield from _wide(file, header, lines, language, result)


def _dialect(text: str) -> type[csv.Dialect] | csv.Dialect:
    """Tell commas from the semicolons that a French Excel writes."""
    first = text.partition("\n")[0]
    dialect = csv.excel()
    dialect.delimiter = max(",;\t", key=first.count)
    return dialect


def _wide(
    file: Path, header: list[str], lines: Any, language: str, result: Imported
) -> Iterator[_Text]:
    columns: dict[int, tuple[str, str]] = {}
    for at, cell in enumerate(header):
        key, _, of = cell.replace("_", ".").partition(".")
        key = TERMS.get(key, key)
        if key in TYPE:
            columns[at] = (key, (of or language) if TYPE[key].kind in BY_LANGUAGE else "")
        else:
            result.refused.append(
                Said(
                    '{file}:1: the column "{cell}" is not one of {keys}',
                    file=file,
                    cell=cell,
                    keys=listed(TYPE),
                )
            )
    called = next((at for at, (key, _) in columns.items() if key in ("id", "name")), None)
    if called is None:
        raise Refused(
            Said(
                '{file}:1: no column is called "name". The first line must name the columns, and says: {cells}. It may say: {keys}, each also with a language, such as name.fr.',
                file=file,
                cells=listed(cell or "(…)" for cell in header),
                keys=listed(TYPE),
            )
        )
    for row in lines:
        id_ = slug(row[called]) if called < len(row) else ""
        if not id_:
            if any(row):
                result.refused.append(
                    Said("{file}:{line}: this row has no name", file=file, line=lines.line_num)
                )
            continue
        for at, cell in enumerate(row):
            if at in columns and cell.strip() and columns[at][0] != "id":
                key, of = columns[at]
                texts = cell.split("|") if TYPE[key].kind in ("text_lists", "ids") else [cell]
                for text in texts:
                    yield _Text(lines.line_num, "type", id_, key, of, text)


def _glossary(file: Path, text: str, language: str, result: Imported) -> Iterator[_Text]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line, what, fix = explain(error, text.splitlines())
        raise Refused(
            Said("{file}:{line}: {what}. {fix}", file=file, line=line, what=what, fix=fix)
        ) from None
    except yaml.YAMLError:
        raise Refused(Said("{file} cannot be read as YAML.", file=file)) from None
    if not isinstance(root, yaml.MappingNode):
        raise Refused(
            Said("{file} is not a glossary: it has no lines such as   term: description", file=file)
        )
    for term, described in root.value:
        line = term.start_mark.line + 1
        if not (id_ := slug(str(term.value))):
            result.refused.append(
                Said(
                    '{file}:{line}: "{term}" makes no file name',
                    file=file,
                    line=line,
                    term=term.value,
                )
            )
        elif not isinstance(described, yaml.ScalarNode) or not described.value.strip():
            result.refused.append(
                Said(
                    '{file}:{line}: "{term}" has no description',
                    file=file,
                    line=line,
                    term=term.value,
                )
            )
        else:
            yield _Text(line, "type", id_, "name", language, term.value)
            yield _Text(line, "type", id_, "definition", language, described.value)


def _put(
    of: _Text, entries: dict[tuple[str, str], dict[str, Any]], file: Path, result: Imported
) -> bool:
    """Put one text in its place, or note why it has none; tell whether it is taken."""

    def refuse(why: Said) -> None:
        result.refused.append(Said("{file}:{line}: {why}", file=file, line=of.line, why=why))

    fields = {"type": TYPE, "page": PAGE}.get(of.kind)
    text = of.text.strip()
    if fields is None:
        refuse(Said('"{kind}" is neither type nor page', kind=of.kind))
    elif slug(of.id) != of.id or not of.id:
        refuse(Said('"{id}" is no id: only a to z, 0 to 9 and hyphens', id=of.id))
    elif of.key not in fields or of.key == "id":
        refuse(Said('"{key}" is not a key of a {kind}', key=of.key, kind=of.kind))
    elif text:
        why = _set(entries.setdefault((of.kind, of.id), {}), of, fields[of.key], text)
        if not why:
            return True
        refuse(why)
    return False


def _set(values: dict[str, Any], of: _Text, held: Field, text: str) -> Said | None:
    """Put one text in its place; return why it has none."""
    is_by_language = held.kind in BY_LANGUAGE
    if is_by_language and not LANGUAGE.fullmatch(of.language):
        return Said('"{language}" is not a language such as en or fr', language=of.language)
    if held.kind in ("links", "link"):
        title, _, url = text.rpartition(" <")
        if not title or not url.endswith(">"):
            return Said("a link is written   title <address>")
        links = values.setdefault(of.key, [])
        if held.kind == "link" and any(of.language in link["title"] for link in links):
            return Said("{key} in {language} is there already", key=of.key, language=of.language)
        _add_link(links, of.language, title, url[:-1])
    elif held.kind == "text_lists":
        values.setdefault(of.key, {}).setdefault(of.language, []).append(text)
    elif held.kind == "ids":
        values.setdefault(of.key, []).append(text)
    elif is_by_language:
        if of.language in values.setdefault(of.key, {}):
            return Said("{key} in {language} is there already", key=of.key, language=of.language)
        values[of.key][of.language] = text
    else:
        values[of.key] = text
    return None


def _add_link(links: list[dict[str, dict[str, str]]], language: str, title: str, url: str) -> None:
    """Add one language of a link: to the first that lacks it, else as a link of its own."""
    for link in links:
        if language not in link["title"]:
            break
    else:
        link = {"title": {}, "url": {}}
        links.append(link)
    link["title"][language] = title
    link["url"][language] = url
