"""Every message and view of every surface, for whoever checks them all.

Each yields (name, what Slack would be sent). A surface adds its own here, and is then held
against Slack's limits by each checker there is.
"""

from dataclasses import replace
from itertools import product
from typing import get_args

from bot.answer import Answer, Fact
from bot.cards import Place, unfurls
from bot.chooser import advise


def answers(guide, language):
    """Yield an answer of every kind, for every type and page and a few pairs."""
    types, pages = tuple(guide.types), tuple(guide.pages)
    common = {"question": "?", "language": language, "because": ("some", "words")}
    for number, id_ in enumerate(types):
        yield Answer("card", types=(id_,), runners_up=types[:number][:3], **common)
        yield Answer("comparison", types=(id_, types[number - 1]), **common)
        yield Answer("comparison", types=(id_, types[number - 1], types[number - 2]), **common)
    yield Answer("card", types=types[:1], lacks=("<@U1> *a* & " * 9, "hackathon"), **common)
    yield Answer("comparison", types=types, lacks=("hackathon",), **common)
    yield Answer("comparison", types=types, **common)
    yield Answer("choices", types=types, pages=pages, reason="vague", **common)
    yield from (Answer("page", pages=(id_,), **common) for id_ in pages)
    for fact in filter(None, get_args(Fact)):
        yield from (Answer("card", types=(id_,), fact=fact, **common) for id_ in types)
        yield Answer("comparison", types=types, fact=fact, **common)
    yield from (
        Answer("list", reason=reason, **common) for reason in ("", "help", "choose", "gone")
    )
    yield from (Answer("none", reason=reason, **common) for reason in ("", "greeting", "thanks"))


def messages(cards, guide):
    """Yield every message, as it is public, private, shared, and after it was shared."""
    for language in guide.languages:
        for number, answer in enumerate(answers(guide, language)):
            name = f"{language} {answer.kind} {number}"
            yield f"{name} public", cards.message(answer, asker="U0123456789")
            yield f"{name} private", cards.message(answer, is_private=True)
            if answer.kind in ("card", "comparison", "page"):
                yield f"{name} shared", cards.shared(answer, "U0123456789")
                for place in get_args(Place):
                    yield f"{name} was shared in {place}", cards.was_shared(answer, place)
        for key in ("sorry", "late", "expired"):
            yield f"{language} {key}", cards.notice(key, language)


def described(convene):
    """Yield what is said of a message that describes one type, several, or none."""
    types = tuple(convene.guide.types)
    for language in convene.guide.languages:
        answer = Answer("none", "?", language)
        for id_ in types:
            one = replace(answer, kind="card", types=(id_,), because=("some", "words"))
            yield f"{language} describes {id_}", convene.described.message(one, "1.2")
            yield f"{language} means {id_}", convene.described.card(one, "1.2")
        several = replace(answer, kind="choices", types=types)
        yield f"{language} describes several", convene.described.message(several, "1.2")
        yield f"{language} describes none", convene.described.message(answer, "1.2")


def advice(guide):
    """Yield every advice that the questions can lead to: what fits, and what came next."""
    seen = set()
    ids = [[option.id for option in criterion.options] for criterion in guide.criteria]
    for options in product(*ids):
        picked = zip((criterion.id for criterion in guide.criteria), options, strict=True)
        given = advise(guide, dict(picked))
        if given.types and (given.types, given.next) not in seen:
            seen.add((given.types, given.next))
            yield "-".join(options), given


def unfurled(convene):
    """Yield the card under each link to the guide."""
    guide = convene.guide
    for texts in (guide.source.url, *(page.url for page in guide.pages.values())):
        for language, url in texts.items():
            yield f"{language} {url}", unfurls.draw(url, guide, convene.words, language)


def surfaces(convene):
    """Yield every message, on every surface."""
    yield from messages(convene.cards, convene.guide)
    yield from described(convene)
    yield from unfurled(convene)
    for language in convene.guide.languages:
        for name, given in advice(convene.guide):
            shared = convene.views.shared_advice(given, language, "U0123456789")
            yield f"{language} advice {name}", shared


def views(convene):
    """Yield every view."""
    drawn = convene.views
    for language in convene.guide.languages:
        yield f"{language} home", drawn.home(language)
        yield f"{language} look up", drawn.look_up(language)
        yield f"{language} gone", drawn.card("gone", language)
        yield f"{language} looked up and gone", drawn.looked_up("gone", language)
        yield f"{language} shared", drawn.notice("shared_there", language)
        for note in ("", "guide_changed"):
            yield f"{language} questions {note}", drawn.chooser(language, note)
        for type_id in convene.guide.types:
            yield f"{language} card {type_id}", drawn.card(type_id, language)
            for other in convene.guide.types:
                compared = drawn.comparison((type_id, other), language)
                yield f"{language} compared {type_id} {other}", compared
            found = drawn.looked_up(type_id, language, note="changed")
            yield f"{language} looked up {type_id}", found
        for name, given in advice(convene.guide):
            yield f"{language} advice {name}", drawn.advice(given, language)
        open_ = drawn.undecided(advise(convene.guide, {}), language, round_=1)
        yield f"{language} undecided", open_
        for page_id in convene.guide.pages:
            yield f"{language} page {page_id}", convene.page_view(page_id, language)
