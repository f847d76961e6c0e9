"""Score the matching on labelled questions: `make score`, or `python -m tests.score`.

Prints, for each file of questions and each language: the share that is right by kind, the
worst that can happen (a card of the wrong type), a confusion matrix, how well probabilities
hold, and every wrong answer with its candidates; beside it what the plain way would do
(rapidfuzz's WRatio over the names); and how the guide's own asks fare, each left out in
turn, which is the honest estimate for a guide nobody has written questions for.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from bot import guide as guides
from bot import wording
from bot.answer import Answer, decide
from bot.guide import Guide
from bot.match import Match, Matcher

HOUSE = Path(__file__).parent.parent
QUESTIONS = HOUSE / "tests" / "questions"
KINDS = ("define", "describe", "compare", "list", "page", "ambiguous", "none")
WORDS_THAT_TELL = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question: what kind of reply it wants, and about which types or pages."""

    text: str
    language: str
    kind: str
    expect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A question, what the matching made of it, and what was answered."""

    question: Question
    match: Match
    answer: Answer

    @property
    def is_right(self) -> bool:
        return is_right(self.question, self.answer)

    @property
    def is_wrong_card(self) -> bool:
        """A card of a type that was not asked for: the worst that can happen."""
        return self.answer.kind == "card" and self.answer.types[0] not in self.question.expect


def read(path: Path) -> list[Question]:
    """Read a file of questions."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Question(o["q"], o["lang"], o["kind"], tuple(o["expect"])) for o in lines]


def is_right(question: Question, answer: Answer) -> bool:
    """Say whether an answer is what a question of its kind wants.

    The *collective impact* card is as good as the page that it links to.
    """
    expect = question.expect
    match question.kind:
        case "define" | "describe":
            return answer.kind == "card" and answer.types == expect
        case "compare":
            return answer.kind == "comparison" and set(answer.types) == set(expect)
        case "list":
            return answer.kind == "list"
        case "page":
            return (answer.kind == "page" and expect[0] in answer.pages) or (
                answer.kind == "card" and answer.types == expect
            )
        case "ambiguous":
            return answer.kind == "choices" and set(expect) <= set(answer.types)
    return answer.kind in ("none", "list")


def run(matcher: Matcher, guide: Guide, questions: Iterable[Question]) -> list[Result]:
    """Answer questions as a person who reads the guide's default language would see it."""
    results = []
    for question in questions:
        match = matcher.match(question.text)
        results.append(Result(question, match, decide(match, guide)))
    return results


def share(results: Iterable[bool]) -> float:
    """Return the share that is true, 1 of nothing."""
    told = list(results)
    return sum(told) / len(told) if told else 1.0


def offered(results: Iterable[Result]) -> float:
    """Return how often what is described is the card or among the choices."""
    return share(
        result.question.expect[0] in result.answer.types
        for result in results
        if result.question.kind == "describe"
    )


def language_right(results: Iterable[Result]) -> float:
    """Return how often the reply is in the language of a question of three words or more."""
    return share(
        result.answer.language == result.question.language
        for result in results
        if len(result.question.text.split()) >= WORDS_THAT_TELL
    )


def plain(guide: Guide, question: Question) -> Answer:
    """Answer the plain way: the name nearest by WRatio, from 80 on."""
    names = {
        (type_.id, name): name
        for type_ in guide.types.values()
        for name in (*type_.name.values(), *(o for several in type_.also.values() for o in several))
    }
    best = process.extractOne(
        question.text, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=80
    )
    if best is None:
        return Answer("none", question.text, question.language)
    return Answer("card", question.text, question.language, types=(best[2][0],))


def leave_out_each_ask(matcher: Matcher, guide: Guide) -> dict[str, float]:
    """Return, by language, how many asks the others alone would give to their type."""
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for type_ in guide.types.values():
        for language, asks in type_.asks.items():
            for ask in asks:
                scores = matcher.scores_without(ask, type_.id)
                found[language].append(max(scores, key=lambda id_: scores[id_]) == type_.id)
    return {language: share(told) for language, told in found.items()}


def print_table(results: list[Result], guide: Guide) -> None:
    """Print the share right by kind and language, beside the plain way's."""
    languages = sorted({result.question.language for result in results})
    print(f"{'kind':12}" + "".join(f"{lang + ' right':>12}{'plain':>8}" for lang in languages))
    for kind in KINDS:
        row = f"{kind:12}"
        for language in languages:
            some = [
                r for r in results if r.question.kind == kind and r.question.language == language
            ]
            baseline = share(is_right(r.question, plain(guide, r.question)) for r in some)
            row += f"{percent(r.is_right for r in some):>12}{baseline:>8.0%}"
        print(row)
    for label, measure in (
        ("described, card or choice", offered),
        ("reply’s language", language_right),
        ("wrong card (worst)", lambda some: share(r.is_wrong_card for r in some)),
    ):
        row = [
            f"{lang} {measure([r for r in results if r.question.language == lang]):.1%}"
            for lang in languages
        ]
        print(f"{label:28}" + "   ".join(row))


def percent(told: Iterable[bool]) -> str:
    """Return "97.2 % /72"."""
    each = list(told)
    return f"{share(each):.1%} /{len(each)}"


def print_confusions(results: list[Result]) -> None:
    """Print which type's card stood for which type, where one card was wanted."""
    confused = Counter(
        (
            result.question.expect[0],
            result.answer.types[0] if result.answer.kind == "card" else result.answer.kind,
        )
        for result in results
        if result.question.kind in ("define", "describe")
    )
    types = sorted({wanted for wanted, _ in confused})
    given = sorted({told for _, told in confused}, key=lambda told: (told not in types, told))
    print("\nwanted \\ given".ljust(22) + " ".join(f"{told[:9]:>9}" for told in given))
    for wanted in types:
        row = (f"{confused[wanted, told] or '·':>9}" for told in given)
        print(f"{wanted:21}" + " ".join(row))


def reliability(results: Iterable[Result]) -> list[tuple[float, float, int]]:
    """Return (mean probability, share right, number) of the best type, by tenths."""
    tenths: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for result in results:
        if result.question.kind in ("define", "describe", "none") and result.match.types:
            best = result.match.types[0]
            is_meant = (best.id,) == result.question.expect
            tenths[min(int(best.score * 10), 9)].append((best.score, is_meant))
    return [
        (sum(p for p, _ in some) / len(some), share(is_meant for _, is_meant in some), len(some))
        for _, some in sorted(tenths.items())
    ]


def print_wrong(results: Iterable[Result]) -> None:
    """Print every wrong answer with its candidates."""
    for result in results:
        if not result.is_right:
            question, answer = result.question, result.answer
            told = " ".join((*answer.types, *answer.pages)) or answer.reason
            best = ", ".join(f"{c.id} {c.score:.2f}" for c in result.match.types[:3])
            mark = "✗✗" if result.is_wrong_card else "✗ "
            print(f"{mark} {question.kind} {' '.join(question.expect)} → {answer.kind} {told}")
            print(f"     {question.text[:200]!r}  [{best}]")


def load(folder: Path = HOUSE / "content") -> tuple[Guide, Matcher]:
    """Load a guide and learn from it."""
    guide = guides.load(folder)
    words = wording.load(guide.languages, folder)
    hears: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        language: spoken.hears for language, spoken in words.items()
    }
    return guide, Matcher(guide, hears)


def main() -> None:
    """Print all there is to know about how well questions are understood."""
    guide, matcher = load()
    everything: list[Result] = []
    for title, paths in (
        ("DEVELOPMENT QUESTIONS", sorted(QUESTIONS.glob("??.jsonl"))),
        ("OUR OWN, IN OTHER VOICES", sorted(QUESTIONS.glob("own.*.jsonl"))),
        ("FROM OTHER PENS", sorted(QUESTIONS.glob("pens.*.jsonl"))),
        ("LONGER TEXTS ABOUT THEIR WORK", sorted(QUESTIONS.glob("told.*.jsonl"))),
        ("FROM ANOTHER PEN, NEVER READ", sorted(QUESTIONS.glob("unseen.*.jsonl"))),
        ("LONGER TEXTS, NEVER READ", sorted(QUESTIONS.glob("unseen-told.*.jsonl"))),
        ("TEXTS NEAR TO TWO TYPES, NEVER READ", sorted(QUESTIONS.glob("unseen-near.*.jsonl"))),
    ):
        results = run(matcher, guide, [question for path in paths for question in read(path)])
        everything += results
        print(f"\n{title} ({len(results)})")
        print_table(results, guide)
        print_confusions(results)
        print()
        if "-q" not in sys.argv and "NEVER READ" not in title:
            print_wrong(results)
    print("\nPROBABILITIES: of those given p, so many are meant")
    for mean, right, number in reliability(everything):
        print(f"  p {mean:.2f}   meant {right:.2f}   of {number}")
    print("\nASKS, each left out in turn, that the others give to its type")
    for language, right in leave_out_each_ask(matcher, guide).items():
        print(
            f"  {language} {right:.1%}  of {sum(len(t.asks[language]) for t in guide.types.values())}"
        )


if __name__ == "__main__":
    main()
