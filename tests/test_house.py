"""The house keeps its plan: which room may know which."""

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

# Each room and those it may know. What is not listed (`__main__`, `serve`) puts parts together.
MAY_KNOW = {
    "language": set(),
    "problem": set(),
    "yaml_slip": {"problem"},
    "yaml_file": {"problem", "yaml_slip"},
    "value": {"problem", "yaml_file"},
    "content": set(),
    "entry": {"content", "language", "problem", "value", "yaml_file"},
    "folder": {"content", "problem", "value"},
    "ties": {"entry", "language", "problem", "value"},
    "guide": {"content", "entry", "folder", "language", "problem", "ties", "yaml_file"},
    "names": {"language"},
    "phrases": {"language"},
    "learn": set(),
    "reading": {"language", "learn", "phrases"},
    "lessons": {"guide"},
    "variants": {"guide", "lessons", "names", "phrases", "reading"},
    "odds": {"lessons"},
    "intent": {"lessons", "names", "odds", "reading"},
    "naming": {"names", "reading"},
    "between": {"language", "learn", "lessons", "odds", "reading"},
    "match": {
        *("guide", "language", "names", "learn", "reading", "phrases"),
        *("between", "intent", "lessons", "naming", "odds", "variants"),
    },
    "taught": {"guide", "language", "match", "phrases"},
    "collisions": {"guide", "language", "match", "names", "problem"},
    "answer": {"match", "guide"},
    "chooser": {"guide"},
    "lookup": {"guide", "language"},
    "blocks": {"wording"},
    "recall": {"answer", "guide"},
    "follow": {"answer", "guide", "language", "match", "phrases"},
    "choosing": {"language", "match", "phrases"},
    "facts": {"blocks", "guide", "wording"},
    "controls": {"answer", "blocks", "guide", "recall", "wording"},
    "feedback": {"blocks", "controls", "guide", "wording"},
    "comparison": {"blocks", "facts", "guide", "wording"},
    "cards": {
        *("answer", "blocks", "comparison", "controls", "facts", "feedback", "guide", "wording"),
    },
    "advised": {"blocks", "chooser", "controls", "facts", "guide", "wording"},
    "page_view": {"blocks", "controls", "guide", "wording"},
    "views": {
        *("advised", "blocks", "cards", "chooser", "controls", "facts", "guide", "lookup"),
        "wording",
    },
    "described": {"answer", "blocks", "cards", "controls", "guide", "wording"},
    "unfurls": {"blocks", "controls", "guide", "wording"},
    "outputs": {"answer", "guide", "wording"},
    "prompts": {"blocks", "guide", "wording"},
    "convene": {
        *(
            "answer",
            "blocks",
            "cards",
            "choosing",
            "controls",
            "described",
            "follow",
            "guide",
            "lookup",
            "match",
        ),
        *("page_view", "taught", "views", "wording"),
    },
    "retold": {"guide"},
    "live": {"convene", "guide", "retold", "wording"},
    "mask": set(),
    "asked": {"answer"},
    "record": {"asked", "mask", "store"},
    "store": {"asked", "language", "migrations"},
    "migrations": set(),
    "kept": {
        *("content", "convene", "folder", "guide", "live", "record", "settings", "store"),
    },
    "paste": set(),
    "schema": {"content"},
    "new": {"content", "entry", "guide", "schema", "value"},
    "coverage": {"guide"},
    "exporting": {"content", "facts", "guide", "wording"},
    "importing": {"content", "entry", "exporting", "problem"},
    "links": {"guide"},
    "report": {
        *("answer", "check", "content", "convene", "guide", "language", "mask", "paste"),
        *("problem", "store"),
    },
    "report_card": {"blocks", "guide", "report", "wording"},
    "report_page": {"guide", "report", "report_card", "wording"},
    "status": {"blocks", "live", "record", "wording"},
    "web": {"live", "settings", "slack"},
    "settings": set(),
    "process": {"settings"},
    "manifest": set(),
    "terminal": {"blocks"},
    "wording": {"folder", "problem", "value", "yaml_file"},
    "check": {"collisions", "folder", "guide", "match", "problem", "wording"},
}


def imports(path):
    """Yield every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            if node.module == "bot":
                yield from (f"bot.{name.name}" for name in node.names)


def files(room):
    package = BOT / room
    return sorted(package.rglob("*.py")) if package.is_dir() else [BOT / f"{room}.py"]


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_knows_only_the_rooms_before_it(room):
    known = {
        name.split(".")[1]
        for path in files(room)
        for name in imports(path)
        if name.startswith("bot.") and name.split(".")[1] != room
    }
    assert known <= MAY_KNOW[room]


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
