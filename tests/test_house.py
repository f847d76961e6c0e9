"""The house keeps its plan: which room may know which."""

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

# Each room and the rooms it may know, from the middle to the edges. What is not listed
# (`__main__`, `keeping`) puts parts together.
MAY_KNOW = {
    "language": set(),
    "guide": {"language"},
    "wording": {"guide"},
    "match": {"guide", "language"},
    "answer": {"guide", "match"},
    "recall": {"answer", "guide"},
    "follow": {"answer", "guide", "language", "match"},
    "chooser": {"guide"},
    "cards": {"answer", "chooser", "guide", "match", "recall", "wording"},
    "convene": {"answer", "cards", "follow", "guide", "match", "wording"},
    "settings": set(),
    "record": {"answer", "language"},
    "editing": {"cards", "guide", "language", "match", "wording"},
    "report": {
        *("answer", "cards", "convene", "editing", "guide", "language", "record", "wording"),
    },
    "live": {"cards", "convene", "guide", "record", "settings", "wording"},
    "slack": {
        *("answer", "cards", "chooser", "guide", "language", "live", "recall", "record"),
        *("report", "settings", "wording"),
    },
    "desk": set(),  # it talks to the bot as Slack does, over HTTP
    "serving": {"cards", "convene", "desk", "guide", "live", "match", "settings", "slack"},
}

# Within a room of several files, each and the others it may know.
WITHIN = {
    "guide": {
        "said": set(),
        "problem": {"said"},
        "content": {"said"},
        "model": set(),
        "yaml_line": {"content", "problem", "said"},
        "yaml_slip": {"problem", "said", "yaml_line"},
        "yaml_file": {"problem", "said", "yaml_line", "yaml_slip"},
        "value": {"problem", "said", "yaml_file", "yaml_line"},
        "entry": {"content", "problem", "said", "value", "yaml_file"},
        "folder": {"content", "problem", "said", "value"},
        "ties": {"entry", "problem", "said", "value"},
        "outline": {"content", "entry", "folder", "problem", "said", "yaml_file"},
        "load": {
            "content",
            "entry",
            "folder",
            "model",
            "problem",
            "said",
            "ties",
            "value",
            "yaml_file",
        },
    },
    "match": {
        "names": set(),
        "phrases": set(),
        "learn": set(),
        "lessons": set(),
        "lookup": {"names"},
        "reading": {"learn", "phrases"},
        "variants": {"lessons", "names", "phrases", "reading"},
        "odds": {"lessons"},
        "intent": {"lessons", "names", "odds", "reading"},
        "naming": {"names", "reading"},
        "broad": {"lessons", "phrases", "reading"},
        "between": {"learn", "lessons", "odds", "reading"},
        "matcher": {
            *(
                "between",
                "broad",
                "intent",
                "learn",
                "lessons",
                "names",
                "naming",
                "odds",
                "phrases",
            ),
            *("reading", "variants"),
        },
        "taught": {"matcher", "phrases"},
        "choosing": {"matcher", "phrases"},
        "lacking": {"matcher", "phrases", "reading"},
        "wanted": {"matcher", "phrases"},
    },
    "cards": {
        "blocks": set(),
        "facts": {"blocks"},
        "controls": {"blocks"},
        "feedback": {"blocks", "controls"},
        "comparison": {"blocks", "facts"},
        "cards": {"blocks", "comparison", "controls", "facts", "feedback"},
        "advised": {"blocks", "controls", "facts"},
        "described": {"blocks", "cards", "controls"},
        "page_view": {"blocks", "controls"},
        "views": {"advised", "blocks", "cards", "controls", "facts"},
        "unfurls": {"blocks", "controls"},
        "outputs": set(),
        "prompts": {"blocks"},
        "terminal": {"blocks"},
    },
    "record": {
        "mask": set(),
        "migrations": set(),
        "asked": set(),
        "claims": set(),
        "store": {"asked", "migrations"},
        "record": {"asked", "mask", "store"},
    },
    "editing": {
        "collisions": set(),
        "schema": set(),
        "doubts": {"schema"},
        "check": {"collisions", "doubts"},
        "coverage": set(),
        "new": {"schema"},
        "exporting": set(),
        "importing": {"exporting"},
        "links": set(),
    },
    "report": {
        "paste": set(),
        "report": {"paste"},
        "card": {"report"},
        "page": {"card", "report"},
    },
    "live": {"live": set(), "kept": {"live"}, "status": {"live"}},
    "serving": {
        "process": set(),
        "web": set(),
        "slack": {"process", "web"},
        "desk": {"process", "web"},
    },
}


def imports(path):
    """Yield every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def files(room):
    package = BOT / room
    return sorted(package.rglob("*.py")) if package.is_dir() else [BOT / f"{room}.py"]


def test_every_room_stands_in_the_plan():
    rooms = {
        path.stem
        for path in BOT.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__", "__main__", "keeping"} == set(MAY_KNOW)


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_knows_only_the_rooms_before_it(room):
    known = {
        name.split(".")[1]
        for path in files(room)
        for name in imports(path)
        if name.startswith("bot.") and name.split(".")[1] != room
    }
    assert known <= MAY_KNOW[room]


@pytest.mark.parametrize("room", WITHIN)
def test_within_a_room_each_file_knows_only_those_before_it(room):
    assert {path.stem for path in files(room)} - {"__init__"} == set(WITHIN[room])
    for file, may_know in WITHIN[room].items():
        known = {
            name.split(".")[2]
            for name in imports(BOT / room / f"{file}.py")
            if name.startswith(f"bot.{room}.")
        }
        assert known & set(WITHIN[room]) <= may_know, file


def who_imports(package):
    return {
        path.relative_to(BOT).parts[0]
        for path in BOT.rglob("*.py")
        if any(name.split(".")[0] == package for name in imports(path))
    }


def test_only_the_slack_room_imports_bolt():
    assert who_imports("slack_bolt") == {"slack"}


def test_only_the_settings_read_the_environment():
    assert who_imports("os") <= {"settings.py"}


def test_the_desk_has_no_door_into_the_bot():
    known = {name for path in files("desk") for name in imports(path) if name.startswith("bot.")}
    assert all(name.startswith("bot.desk") for name in known)
