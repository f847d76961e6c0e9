"""`python -m bot check` says whether a folder can be served, and every reason why not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.editing import check

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def run(*arguments, **environ):
    return subprocess.run(
        [sys.executable, "-m", "bot", "check", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "PYTHONUTF8": "1", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_folder_is_summed_up_in_one_line_and_exit_code_0():
    done = run()
    assert done.stdout == "8 types, 2 pages, 2 languages (English, français): no problem found.\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_a_broken_folder_is_told_line_by_line_and_exit_code_1(folder):
    (folder / "types/stray.txt").write_text("x")
    done = run(str(folder))
    assert done.returncode == 1
    assert done.stderr == ""
    problem, summary = done.stdout.splitlines()
    assert problem.startswith(f"{folder}/types/stray.txt:1: This file is not read: its name")
    assert summary == "1 problem in 1 file."


@pytest.mark.parametrize("how", ["told", "the system's"])
def test_it_speaks_french_where_that_is_asked_for_or_the_systems_language(folder, how):
    (folder / "types/stray.txt").write_text("x")
    done = run("--lang", "fr", str(folder)) if how == "told" else run(str(folder), LANG="fr_CA")
    problem, summary = done.stdout.splitlines()
    assert problem.startswith(f"{folder}/types/stray.txt:1: Ce fichier n’est pas lu\u00a0: son nom")
    assert problem.endswith(". Retirez-le de ce dossier.")
    assert summary == "1 problème dans 1 fichier."


def test_a_language_that_it_does_not_speak_is_refused_in_a_sentence():
    done = run("--lang", "de")
    assert (done.returncode, "invalid choice: 'de'" in done.stderr) == (2, True)


def test_a_start_with_a_broken_folder_tells_the_same_without_a_traceback(folder):
    (folder / "guide.yml").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "co-design"],
        cwd=ROOT,
        env={"CONTENT_DIR": str(folder), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{folder}/guide.yml:1: The file is missing. Create it")
    assert "Traceback" not in done.stderr


def test_problems_of_the_guide_and_of_the_words_come_together_and_sorted(folder):
    (folder / "types/stray.txt").write_text("x")
    (folder / "wording").mkdir()
    (folder / "wording/fr.yml").write_text("says: {}\n")
    problems, summary = check.run(folder)
    assert problems == tuple(sorted(problems))
    assert {Path(problem.path).name for problem in problems} == {"stray.txt", "fr.yml"}
    assert summary == f"{len(problems)} problems in 2 files."


def test_one_of_each_is_told_in_the_singular(tmp_path):
    (tmp_path / "types").mkdir()
    (tmp_path / "guide.yml").write_text(
        "title: {en: T}\ndefault_language: en\nlanguages: {en: English}\n"
        "source: {title: {en: S}, url: {en: https://example.org}}\n"
    )
    (tmp_path / "types/a.yml").write_text(
        "name: {en: A}\ndefinition: {en: A.}\nwho: {en: A.}\noutcome: {en: A.}\n"
    )
    assert check.run(tmp_path) == (
        (),
        "1 type, 0 pages, 1 language (English): no problem found.",
    )


def test_an_ask_under_two_types_is_a_warning_with_an_exit_code_of_its_own(folder):
    file = folder / "types/coordination.yml"
    stolen = '  en:\n    - "Parents, teachers and students tell us what they think of the new timetable."\n'
    text = file.read_text(encoding="utf-8")
    head, asks = text.split("asks:\n")
    file.write_text(head + "asks:\n" + asks.replace("  en:\n", stolen, 1), encoding="utf-8")
    other = folder / "types/consultation.yml"
    text = other.read_text(encoding="utf-8")
    head, asks = text.split("asks:\n")
    other.write_text(head + "asks:\n" + asks.replace("  en:\n", stolen, 1), encoding="utf-8")
    line = file.read_text(encoding="utf-8").split(stolen)[0].count("\n") + 2
    done = run(str(folder))
    assert done.returncode == 1
    assert f"{file}:{line}: " in done.stdout
    assert "the guide can be published" in done.stdout.splitlines()[-1]
    assert run("--warn-only", str(folder)).returncode == 0


def test_a_problem_is_no_warning(folder):
    (folder / "types/stray.txt").write_text("x")
    assert run("--warn-only", str(folder)).returncode == 1


def test_a_misspelt_key_that_other_files_depend_on_is_told_on_its_line(folder):
    file = folder / "types/big-c-consultation.yml"
    text = file.read_text(encoding="utf-8").replace(
        "variant_of: consultation", "variant_off: nobody"
    )
    file.write_text(text, encoding="utf-8")
    line = text.split("variant_off:")[0].count("\n") + 1
    problems = [str(problem) for problem in check.run(folder)[0]]
    assert any(
        f":{line}: " in problem and '"variant_off" is not a key' in problem for problem in problems
    )
    assert any(f":{line}: " in problem and '"nobody"' in problem for problem in problems)


def test_the_hook_installs_what_the_check_imports_pinned_as_in_the_requirements():
    [hook] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    pinned = set((ROOT / "requirements.txt").read_text().splitlines())
    assert set(hook["additional_dependencies"]) <= pinned
    assert hook["language"] == "python"
    program = (
        "import importlib.metadata, sys\n"
        "from bot.__main__ import main\n"
        "assert main(['check', '--warn-only']) == 0\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "owners = importlib.metadata.packages_distributions()\n"
        "print(*{owner for top in tops for owner in owners.get(top, ())})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    needed = {name.lower().replace("_", "-") for name in done.stdout.splitlines()[-1].split()}
    installed = {one.partition("==")[0] for one in hook["additional_dependencies"]}
    assert needed - {"setuptools"} <= installed
