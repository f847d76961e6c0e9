"""A guide of two types, quick to load, for tests that change it."""

import asyncio

GUIDE = """\
title: {en: "Small guide", fr: "Petit guide"}
default_language: en
languages: {en: "English", fr: "français"}
source:
  title: {en: "Source", fr: "Source"}
  url: {en: "https://example.org/en", fr: "https://example.org/fr"}
steps:
  - id: understand
    name: {en: "understand", fr: "comprendre"}
"""
TYPE = """\
name: {{en: "{en}", fr: "{fr}"}}
definition: {{en: "People meet: {text}.", fr: "Des gens se réunissent : {text}."}}
who: {{en: "Everyone.", fr: "Tout le monde."}}
outcome: {{en: "A result.", fr: "Un résultat."}}
asks:
  en: ["we meet for {text}"]
  fr: ["on se réunit pour {text}"]
"""


def a_type(en="Round table", fr="Table ronde", text="talking"):
    return TYPE.format(en=en, fr=fr, text=text)


async def until(is_true, timeout_s=10):
    async with asyncio.timeout(timeout_s):
        while not is_true():  # noqa: ASYNC110 - files and another thread tell nobody
            await asyncio.sleep(0.005)


def write_guide(folder):
    (folder / "types").mkdir(parents=True)
    (folder / "guide.yml").write_text(GUIDE, encoding="utf-8")
    (folder / "types" / "round-table.yml").write_text(a_type(), encoding="utf-8")
    (folder / "types" / "world-cafe.yml").write_text(
        a_type("World café", "Café mondial", "coffee"), encoding="utf-8"
    )
    return folder
