"""Measure the matching alone: `python tests/bench/match.py`, or as a part of `make bench`.

Question to answer in process, on one core: the shipped guide over the development
questions, a message of 40,000 characters, and a made-up guide of 10,000 types and 40,000
names in two languages. Times are each question's best of several rounds, so that what else
the machine does counts less; the plain baseline (WRatio over the names) runs beside it.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot import wording
from bot.answer import decide
from bot.guide import Guide, Link, Type
from bot.match import Matcher
from tests.score import QUESTIONS, load, plain, read

ROUNDS = 5


def main() -> None:
    """Print p50, p99, loading time and memory, each beside what is asked of it."""
    guide, matcher = load()
    questions = [q for path in sorted(QUESTIONS.glob("??.jsonl")) for q in read(path)]
    texts = [question.text for question in questions]
    ours = times(texts, lambda text: decide(matcher.match(text), guide))
    report("shipped guide", ours, "asked: p50 0.3, p99 1.5 with the card")
    naive = times(texts[::5], lambda text: plain(guide, questions[texts.index(text)]), rounds=1)
    report("plain WRatio", naive, f"ours is {naive[len(naive) // 2] / ours[len(ours) // 2]:.1f}x")
    for title, text in (
        ("40,000 characters: questions", " ".join(texts)[:40_000]),
        ("40,000 characters: one letter", "a" * 40_000),
        ("40,000 characters: one name", ("co-design " * 4000)[:40_000]),
    ):
        report(title, times([text], lambda text: decide(matcher.match(text), guide)), "asked: 20")
    before_mb = memory_mb()
    large = make_guide(10_000)
    words = wording.load(large.languages)
    started = time.process_time()
    of_many = Matcher(large, {language: spoken.hears for language, spoken in words.items()})
    print(
        f"{'10,000 types: loading':32} {time.process_time() - started:8.2f} s    asked: 5 with YAML"
    )
    print(f"{'10,000 types: memory':32} {memory_mb() - before_mb:8.0f} MB   asked: 300 in all")
    asked = misspelt_questions(large, 500)
    many = times([text for text, _ in asked], lambda text: decide(of_many.match(text), large))
    report("10,000 types", many, "asked: p99 5")
    found = sum(decide(of_many.match(text), large).types[:1] == (id_,) for text, id_ in asked)
    print(f"{'10,000 types: found, misspelt':32} {found / len(asked):8.1%}")


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
            related=(),
            pages=(),
            links=(),
            variant_of=None,
            signs={},
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
