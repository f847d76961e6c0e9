"""How soon an edit is live under load, what recording costs an answer, and how long a report takes.

`python tests/bench/keep.py [edits] [questions]`: 200 edits and 1,000,000 questions by default.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot import asked, report
from bot.asked import Asked
from bot.convene import Convene
from bot.live import Live, watching
from bot.record import Recorder, open_store
from bot.store import DAY_S, Store

SHIPPED = Path(__file__).parent.parent.parent / "content"
QUESTIONS_PER_S = 50
TARGETS = {"edit": 1.0, "report": 10.0}


async def edits(count):
    """Return the seconds from a save to the answer that shows it, under load."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "content"
        for path in SHIPPED.rglob("*.yml"):
            copy = folder / path.relative_to(SHIPPED)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
        path = folder / "types" / "co-design.yml"
        text = path.read_text(encoding="utf-8")
        live, halves, answered = Live(Convene.load(folder)), 0, 0

        async def ask():
            nonlocal halves, answered
            while True:
                convene = live.convene
                answer, message = convene.reply(convene.match("what is co-design?"), "en")
                answered += 1
                halves += not (message.blocks and len(convene.guide.types) == 8)
                assert answer.types == ("co-design",)
                await asyncio.sleep(1 / QUESTIONS_PER_S)

        seconds = []
        async with watching(live, folder):
            load = asyncio.create_task(ask())
            await asyncio.sleep(0.5)
            for number in range(count):
                before = live.convene
                path.write_text(f"{text}\n# edit {number}\n", encoding="utf-8")
                started = time.perf_counter()
                while live.convene is before:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.002)
                seconds.append(time.perf_counter() - started)
            load.cancel()
    return seconds, answered, halves


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


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    questions = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    seconds, answered, halves = asyncio.run(edits(count))
    p99 = statistics.quantiles(seconds, n=100)[98]
    print(
        f"edit to live: p50 {statistics.median(seconds):.2f} s, p99 {p99:.2f} s over {count} edits "
        f"(target: under 1 s); {answered} questions meanwhile, {halves} from a half guide"
    )
    without, with_ = asyncio.run(recording())
    print(f"an answer, p50: {without:.0f} µs, recorded {with_:.0f} µs ({with_ / without:.3f})")
    took = asyncio.run(reporting(questions))
    print(f"a report over {questions:,} questions: {took:.1f} s (target: under 10 s)")
    return int(halves or p99 > TARGETS["edit"] or took > TARGETS["report"])


if __name__ == "__main__":
    sys.exit(main())
