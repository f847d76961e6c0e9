"""Types side by side: when to choose which, what differs first, what they share last.

Knows the guide, its facts and wording. Must not know who asked, or what can be done with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.blocks import Draft, fit
from bot.cards.facts import FACTS, facts_of, reasons
from bot.guide import Guide, Type
from bot.wording import Wording

# A message's blocks may hold about 13,200 characters together (slackapi/bolt-js#2509): the
# values of each fact share this.
ROOM = 1000
MOST_COMPARED = 4
SIDE_BY_SIDE = 2
"""Columns of a section: a third value would stand below the first, where nobody looks for it."""


def draw(draft: Draft, types: Sequence[Type], guide: Guide, words: Wording) -> None:
    """Add the whole comparison, of four types at most."""
    types = types[:MOST_COMPARED]
    names, room = _names(types, words), ROOM // len(types)
    draft.heading(words.any_of(names))
    draw_choice(draft, types, guide, words)
    put = draft.cells if len(types) <= SIDE_BY_SIDE else draft.points
    definitions = [fit(of.definition[words.language], room) for of in types]
    put(words.say("definition"), list(zip(names, definitions, strict=True)))
    facts = [facts_of(of, guide, words) for of in types]
    shared = []
    for key in FACTS:
        texts = [fact[key][1] if key in fact else "" for fact in facts]
        if texts.count("") > len(texts) / 2:
            continue  # said of hardly any of them, it tells none apart
        if len(set(texts)) == 1:
            shared.append((words.say(key), texts[0]))
        else:
            values = [fit(text, room) or words.say("not_said_of_it") for text in texts]
            put(words.say(key), list(zip(names, values, strict=True)))
    for label, text in shared:
        draft.fact(words.say("shared", label=label), text)


def draw_choice(draft: Draft, types: Sequence[Type], guide: Guide, words: Wording) -> bool:
    """Add when to choose which, where that can be said; return whether it can."""
    why = reasons(types, guide, words)
    if why:
        label = words.say("choose" if len(types) > 1 else "choose_one")
        draft.points(label, list(zip(_names(types, words), why, strict=True)))
    return bool(why)


def _names(types: Sequence[Type], words: Wording) -> list[str]:
    return [of.name[words.language] for of in types]
