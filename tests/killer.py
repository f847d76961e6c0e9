"""A killer: saves broken and good versions of every file at random, while questions flow.

`make killer` lets it loose on the shipped guide for a minute; `make test` on a small one for
some seconds.
"""

import asyncio
import logging
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from small_guide import write_guide

from bot.convene import Convene
from bot.live.live import Live, watching

SHIPPED = Path(__file__).parent.parent / "content"
FEWEST = 10  # fewer would prove nothing
SPOILT = (b"", b"name: [", b"\xff\xfe\x00", b"a: &a [*a]", b"- 1", b"name: {en: x}\n", b"\t: :")


def spoil(chance, path, good):
    """Do one of the things that editors, git and accidents do to a file."""
    match chance.randrange(17):
        case 0:
            path.write_bytes(chance.choice(SPOILT))
        case 1:
            path.write_bytes(good[: chance.randrange(len(good))])
        case 2:
            # A type that stays away has left the guide; guide.yml that does breaks it.
            path.unlink(missing_ok=True)
            if path.name != "guide.yml":
                path.write_bytes(good)
        case 3:
            beside = path.with_name(f".{path.name}.swp")
            beside.write_bytes(good)
            beside.replace(path)
        case 4:
            path.write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"))
        case 5:
            folder, away = path.parent, path.parent.with_name("away")
            folder.rename(away)
            away.rename(folder)
        case 6:
            # A name that is not UTF-8, as an old archive or another system leaves it.
            beside = os.fsencode(path.parent / ".caf") + b"\xe9.swp"
            Path(os.fsdecode(beside)).write_bytes(good)
        case _:
            path.write_bytes(good + b"# %d\n" % chance.randrange(1000))


async def kill(seconds, make=write_guide, seed=1):
    """Return how many questions were answered and how often a guide went live.

    `make` writes the guide into a folder that is not there yet, and returns it.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = make(Path(place) / "content")
        files = {path: path.read_bytes() for path in sorted(folder.rglob("*.yml"))}
        live = Live(Convene.load(folder))
        served, answered, types = [live.convene], 0, live.convene.guide.types
        asks = [(type_id, f"what is {of.name['en']}?") for type_id, of in types.items()]
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        async with watching(live, folder):
            while loop.time() < end:
                path, good = chance.choice(list(files.items()))
                path.parent.mkdir(exist_ok=True)
                spoil(chance, path, good)
                pause = loop.time() + chance.random() * 0.4
                while loop.time() < pause:
                    convene = live.convene
                    type_id, question = chance.choice(asks)
                    answer, message = convene.reply(convene.match(question), "fr")
                    assert convene.guide.types.keys() <= types.keys()
                    assert type_id in answer.types or type_id not in convene.guide.types
                    assert message.blocks
                    answered += 1
                    if convene is not served[-1]:
                        served.append(convene)
                    await asyncio.sleep(0.02)
            for path, good in files.items():
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(good)
            whole = Convene.load(folder).guide.version
            async with asyncio.timeout(10):
                while live.convene.guide.version != whole or live.problems:  # noqa: ASYNC110 - as tests
                    await asyncio.sleep(0.01)
        shutil.rmtree(folder)
    return answered, len(served)


if __name__ == "__main__":
    length = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    logging.disable()  # every break and mend, as is right
    answered, guides = asyncio.run(kill(length, lambda folder: shutil.copytree(SHIPPED, folder)))
    print(
        f"{answered} questions answered, all of them; {guides} guides served one after the other, "
        f"and the last one is whole (load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
    )
    sys.exit(guides < FEWEST)
