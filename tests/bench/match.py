"""Measure the way from question to message: `python tests/bench/match.py`, or `make bench`.

In process, on one core: the shipped guide over the development questions, a message of
40,000 characters, and a made-up folder of 10,000 types and 40,000 names in two languages,
read from its files. What answers would be remembered is worked out anew. Times are each
question's best of several rounds, so that what else the machine does counts less; the plain
baseline (WRatio over the names) runs beside it.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.answer import Answer, decide
from bot.convene import Convene
from bot.guide import Guide, Link, Type
from tests.score import HOUSE, QUESTIONS, plain, read

ROUNDS = 5


def main() -> None:
    """Print p50, p99, loading time and memory, each beside what is asked of it."""
    shipped = Convene.load(HOUSE / "content")
    questions = [q for path in sorted(QUESTIONS.glob("??.jsonl")) for q in read(path)]
    texts = [question.text for question in questions]
    ours = times(texts, lambda text: answer(shipped, text))
    report("question to message", ours, "asked: p50 0.3, p99 1.5")
    report("  the matching alone", times(texts, shipped.matcher.match), "")
    naive = times(texts[::5], lambda text: plain(shipped.guide, questions[texts.index(text)]), 1)
    report("  plain WRatio", naive, f"ours is {naive[len(naive) // 2] / ours[len(ours) // 2]:.1f}x")
    for title, text in (
        ("40,000 characters: questions", " ".join(texts)[:40_000]),
        ("40,000 characters: one letter", "a" * 40_000),
        ("40,000 characters: one name", ("co-design " * 4000)[:40_000]),
    ):
        report(title, times([text], lambda text: answer(shipped, text)), "asked: 20")
    measure_many()


def measure_many() -> None:
    """Load a folder of 10,000 types, and ask for them misspelt."""
    before_mb = memory_mb()
    made = make_guide(10_000)
    with TemporaryDirectory() as folder:
        write_guide(made, Path(folder))
        started = time.process_time()
        large = Convene.load(Path(folder))
        took_s = time.process_time() - started
    print(f"{'10,000 types: loading':32} {took_s:8.2f} s    asked: 5")
    print(f"{'10,000 types: memory':32} {memory_mb() - before_mb:8.0f} MB   asked: 300")
    asked = misspelt_questions(made, 500)
    many = times([text for text, _ in asked], lambda text: answer(large, text))
    report("10,000 types", many, "asked: p99 5")
    found = sum(answer(large, text).types[:1] == (id_,) for text, id_ in asked)
    print(f"{'10,000 types: found, misspelt':32} {found / len(asked):8.1%}")


def answer(convene: Convene, text: str) -> Answer:
    """Go the whole way to a message, past what is remembered."""
    answered = decide(convene.matcher.match(text), convene.guide)
    convene.cards.message(answered)
    return answered


def times(
    texts: Sequence[str], answer: Callable[[str], object], rounds: int = ROUNDS
) -> list[float]:
    """Return each question's best time in milliseconds, sorted."""
    best = [float("inf")] * len(texts)
    for _ in range(rounds):
        for i, text in enumerate(texts):
            started = time.perf_counter()
            answer(text)
            best[i] = min(best[i], (time.perf_counter() - started) * 1000)
    return sorted(best)


def report(title: str, measured: Sequence[float], asked: str) -> None:
    """Print the median and the 99th percentile of some times in milliseconds."""
    p50, p99 = measured[len(measured) // 2], measured[int(len(measured) * 0.99)]
    print(f"{title:32} p50 {p50:7.3f} ms   p99 {p99:7.3f} ms   {asked}")


def memory_mb() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_guide(number: int) -> Guide:
    """Make a guide of so many types, four names each, in two languages, always the same."""
    chance = random.Random(number)

    def word() -> str:
        syllables = ("ba", "co", "di", "fo", "gu", "la", "mi", "no", "pra", "sto", "tre", "vu")
        return "".join(chance.choice(syllables) for _ in range(chance.randint(3, 5)))

    given: set[str] = set()

    def name() -> str:
        """Return a name that no other type has, written in one word or two."""
        made = f"{word()} {word()}"
        while made.replace(" ", "") in given:
            made = f"{word()} {word()}"
        given.add(made.replace(" ", ""))
        return made

    types = {}
    while len(types) < number:
        en, fr, more_en, more_fr = (name() for _ in range(4))
        id_ = en.replace(" ", "-")
        types[id_] = Type(
            id=id_,
            name={"en": en, "fr": fr},
            also={"en": (more_en,), "fr": (more_fr,)},
            definition={
                "en": f"When {word()} meet to {word()}.",
                "fr": f"Quand {word()} {word()}.",
            },
            who={"en": f"{word()} and {word()}", "fr": f"{word()} et {word()}"},
            steps=(),
            outcome={"en": f"a {word()}", "fr": f"un {word()}"},
            example={},
            note={},
            choose_when={},
            related=(),
            pages=(),
            links=(),
            variant_of=None,
            signs={},
            broad={},
            asks={
                "en": (f"we want {word()} with {word()}",),
                "fr": (f"on veut {word()} {word()}",),
            },
        )
    nothing = Link({"en": "", "fr": ""}, {"en": "", "fr": ""})
    return Guide(
        title={"en": "Many", "fr": "Beaucoup"},
        languages={"en": "English", "fr": "français"},
        default_language="en",
        source=nothing,
        steps=(),
        types=types,
        pages={},
        version="made",
    )


def write_guide(guide: Guide, folder: Path) -> None:
    """Write a made-up guide as a content folder."""
    (folder / "types").mkdir()
    names = {"title": guide.title, "languages": guide.languages, "default_language": "en"}
    steps = [{"id": "understand", "name": {"en": "understand", "fr": "comprendre"}}]
    source = {"title": guide.title, "url": dict.fromkeys(guide.languages, "https://example.org/")}
    write(folder / "guide.yml", {**names, "source": source, "steps": steps})
    for type_ in guide.types.values():
        fields = {name: getattr(type_, name) for name in ("id", *FIELDS)}
        write(folder / "types" / f"{type_.id}.yml", fields)


FIELDS = ("name", "also", "definition", "who", "outcome", "asks")


def write(path: Path, fields: object) -> None:
    """Write one file: JSON is YAML too, and is written faster."""
    path.write_text(json.dumps(fields, indent=2, ensure_ascii=False), encoding="utf-8")


def misspelt_questions(guide: Guide, number: int) -> list[tuple[str, str]]:
    """Ask for types by name, two letters of it swapped, in a sentence around it."""
    chance = random.Random(1)
    asked = []
    for type_ in chance.sample(list(guide.types.values()), number):
        name = type_.name["en"]
        at = chance.randrange(1, len(name) - 2)
        swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        asked.append((f"hello team, could someone please tell me what {swapped} means?", type_.id))
    return asked


if __name__ == "__main__":
    main()
