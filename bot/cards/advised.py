"""What help in choosing leads to: what fits, why, why not the next, and what to read.

Knows advice, the guide and wording. Must not know where it is shown: in a modal, or as a
message for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.blocks import Draft, fit
from bot.cards.controls import compare_two, show_card, view_card
from bot.cards.facts import first_sentence
from bot.chooser import Advice
from bot.guide import Guide, Option
from bot.wording import Wording

ANSWERS = 400
MOST_PAGES = 5
# A view takes 100 blocks.
MOST_POSSIBLE, SUMMARY = 40, 150


def draw(
    draft: Draft, advice: Advice, guide: Guide, words: Wording, *, is_shared: bool = False
) -> None:
    """Add advice that there is. On a message that `is_shared`, cards open beside it."""
    language, types = words.language, [guide.types[id_] for id_ in advice.types]
    draft.paragraph(words.say("fits_two" if len(types) > 1 else "fits_one"))
    whys = [words.say("answered", answers=_quoted(one, words)) for one in advice.because]
    is_alike = len(set(whys)) < len(whys)
    if is_alike:  # the same answers spoke for both
        draft.quiet(whys[0])
    for of, why in zip(types, whys, strict=True):
        draft.heading(of.name[language])
        draft.paragraph(first_sentence(of.definition[language]))
        if not is_alike:
            draft.quiet(why)
        shows = show_card(of, words, words.say("show")) if is_shared else view_card(of, words)
        draft.controls([shows])
    if len(types) > 1:
        draft.controls([compare_two(types[0], types[1], words)])
    if advice.next:
        name = guide.types[advice.next].name[language]
        draft.paragraph(
            words.say("why_not", name=name, answer=advice.missing.text[language])
            if advice.missing
            else words.say("why_not_next", name=name)
        )
    pages = list(dict.fromkeys(id_ for of in types for id_ in of.pages))[:MOST_PAGES]
    if pages:
        shown = [guide.pages[id_] for id_ in pages]
        links = [(page.title[language], page.url[language]) for page in shown]
        draft.references(words.say("read_more"), links)


def draw_open(draft: Draft, advice: Advice, guide: Guide, words: Wording) -> None:
    """Add the way on where no type fits yet: what to find out first, and what is possible."""
    language = words.language
    draft.paragraph(words.say("nothing_fits"))
    asks = [one.ask[language] for one in guide.criteria if one.id in advice.open]
    if asks:
        draft.paragraph("\n".join([words.say("find_out"), *(f"• {ask}" for ask in asks)]))
    against = [of for of in guide.types.values() if of.id not in advice.possible]
    names = ", ".join(of.name[language] for of in against)
    possible = words.say("possible", names=names) if against else words.say("possible_all")
    draft.paragraph(possible)
    for id_ in advice.possible[:MOST_POSSIBLE]:
        of = guide.types[id_]
        summary = fit(first_sentence(of.definition[language]), SUMMARY)
        draft.row(of.name[language], summary, view_card(of, words))
    if (left_out := len(advice.possible) - MOST_POSSIBLE) > 0:
        draft.quiet(words.say("list_more", count=left_out))


def _quoted(options: Sequence[Option], words: Wording) -> str:
    return fit(" · ".join(option.text[words.language] for option in options), ANSWERS)
