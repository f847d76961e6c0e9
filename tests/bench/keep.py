"""How soon an edit is live under load, what recording costs an answer, and how long a report takes.

`python tests/bench/keep.py [edits] [questions]`: 200 edits and 1,000,000 questions by default.
"""

import asyncio
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.convene import Convene
from bot.live.live import Live, watching
from bot.record import asked
from bot.record.asked import Asked
from bot.record.record import Recorder, open_store
from bot.record.store import DAY_S, Store
from bot.report import report

SHIPPED = Path(__file__).parent.parent.parent / "content"
QUESTIONS_PER_S = 50
TYPES = len(list((SHIPPED / "types").glob("*.yml")))
TARGETS = {"edit": 1.0, "report": 10.0}


def is_live(convene, edited, number):
    """Tell whether the edit's text is on the card, and its ask or its new name leads there."""
    asked = ("co-design", f"we ask this {number}", f"what is new name {number}?")[number % 3]
    answer, message = convene.reply(convene.match(asked), "en")
    return answer.types == ("co-design",) and edited in message.text


def copy_of_the_guide(place):
    folder = Path(place) / "content"
    shutil.copytree(SHIPPED, folder)
    return folder


def learning():
    """Return the seconds that loading the guide takes with nothing else to do: the least of five."""
    took = []
    for _ in range(5):
        started = time.perf_counter()
        Convene.load(SHIPPED)
        took.append(time.perf_counter() - started)
    return min(took)


async def edits(count):
    """Return the seconds from each save to the answer that shows it, and of each answer meanwhile.

    One edit is of a text, the next also adds an ask, which must be answered, and the next a
    name, which must be found.
    Questions come at a steady pace, and an answer's time is from when its question was due;
    each must be answered with a guide as one edit left it.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = copy_of_the_guide(place)
        path = folder / "types" / "co-design.yml"
        text = path.read_text(encoding="utf-8")
        words = text.partition("definition:")[2].partition("en:")[2].partition("fr:")[0].split()
        marked = next(word for word in words if word.isalpha())
        asks, names = "asks:\n  en:\n", "also:\n  en:\n"
        assert asks in text
        assert names in text
        live, halves, answered = Live(Convene.load(folder)), 0, []
        questions = [
            (id_, f"what is {name}?")
            for id_, of in live.convene.guide.types.items()
            for name in of.name.values()
        ]
        loop = asyncio.get_running_loop()

        async def ask():
            nonlocal halves
            due = loop.time()
            while True:
                await asyncio.sleep(max(due - loop.time(), 0))
                convene, (type_id, question) = (
                    live.convene,
                    questions[len(answered) % len(questions)],
                )
                answer, message = convene.reply(convene.match(question), "en")
                halves += not (message.blocks and len(convene.guide.types) == TYPES)
                assert type_id in answer.types
                answered.append(loop.time() - due)
                due += 1 / QUESTIONS_PER_S

        seconds = []
        async with watching(live, folder):
            load = asyncio.create_task(ask())
            await asyncio.sleep(0.5)
            for number in range(count):
                edited = f"{marked} edit{number}x"
                if number % 3 == 1:
                    text = text.replace(asks, f'{asks}    - "we ask this {number}"\n')
                if number % 3 == 2:
                    text = text.replace(names, f'{names}    - "new name {number}"\n')
                path.write_text(text.replace(marked, edited, 1), encoding="utf-8")
                started = time.perf_counter()
                while not is_live(live.convene, edited, number):
                    if load.done():
                        load.result()
                    await asyncio.sleep(0.002)
                seconds.append(time.perf_counter() - started)
            load.cancel()
    return (seconds[::3], seconds[1::3], seconds[2::3]), answered, halves


async def recording(rounds=3000):
    """Return the median microseconds of an answer without and with recording, in turn."""
    convene = Convene.load(SHIPPED)
    asks = [ask for of in convene.guide.types.values() for ask in of.asks["en"]]
    took = {False: [], True: []}
    with tempfile.TemporaryDirectory() as place:
        recorder = Recorder(partial(open_store, f"sqlite:///{place}/bench.sqlite3"), 90)
        async with recorder.running():
            await recorder.settled()
            for number in range(rounds):
                is_recorded = number % 2 == 1
                started = time.perf_counter()
                answer, _ = convene.reply(convene.matcher.match(asks[number % len(asks)]), "en")
                if is_recorded:
                    recorder.note(asked.of(answer, asked.new_id()))
                took[is_recorded].append((time.perf_counter() - started) * 1e6)
                await asyncio.sleep(0)
    return statistics.median(took[False]), statistics.median(took[True])


async def reporting(count):
    """Return the seconds that a report over so many questions takes."""
    chance = random.Random(1)
    words = [
        ask.split() for of in Convene.load(SHIPPED).guide.types.values() for ask in of.asks["en"]
    ]
    texts = [" ".join(chance.choice(words)[:4] + chance.choice(words)[-4:]) for _ in range(100_000)]
    weights = [1 / (place + 1) ** 0.9 for place in range(len(texts))]
    now, chosen = time.time(), chance.choices(texts, weights, k=count)
    with tempfile.TemporaryDirectory() as place:
        store = await Store.open(f"sqlite:///{place}/bench.sqlite3")
        step = 90 * DAY_S / count
        for start in range(0, count, 10_000):
            batch = []
            for number in range(start, min(start + 10_000, count)):
                at = now - 90 * DAY_S + number * step
                outcome = "unanswered" if number % 5 == 0 else "answered"
                types = () if number % 5 == 0 else ("co-design",)
                batch.append(Asked(asked.new_id(at), int(at), chosen[number], "en", outcome, types))
            await store.add(batch)
        started = time.perf_counter()
        convene, gathering = Convene.load(SHIPPED), report.Gathering()
        async for _ in report.gather(store, gathering):
            pass
        found = report.report(gathering, convene, SHIPPED)
        seconds = time.perf_counter() - started
        assert found.asked == count
        await store.close()
    return seconds


def quantile(numbers):
    """Return the 99th percentile."""
    return statistics.quantiles(numbers, n=100)[98]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    questions = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    alone = learning()
    (texts, asks, names), answered, halves = asyncio.run(edits(count))
    p99 = quantile(texts + asks + names)
    print(
        f"edit to live: p99 {p99:.2f} s over {count} edits (target: under 1 s); "
        f"p50 of a text {statistics.median(texts):.2f} s, of an ask {statistics.median(asks):.2f} s, of a name {statistics.median(names):.2f} s; with {QUESTIONS_PER_S} questions/s; learning alone {alone:.2f} s; "
        f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n"
        f"{len(answered)} questions meanwhile, all answered, {halves} from a half guide; "
        f"p50 {statistics.median(answered) * 1e3:.2f} ms, p99 {quantile(answered) * 1e3:.1f} ms"
    )
    without, with_ = asyncio.run(recording())
    print(f"an answer, p50: {without:.0f} µs, recorded {with_:.0f} µs ({with_ / without:.3f})")
    took = asyncio.run(reporting(questions))
    print(f"a report over {questions:,} questions: {took:.1f} s (target: under 10 s)")
    return int(halves or p99 > TARGETS["edit"] or took > TARGETS["report"])


if __name__ == "__main__":
    sys.exit(main())
