"""Every message and view of every surface, for whoever checks them all.

Each yields (name, what Slack would be sent). A surface adds its own here, and is then held
against Slack's limits by each checker there is.
"""

from bot.answer import Answer


def answers(guide, language):
    """Yield an answer of every kind, for every type and page and a few pairs."""
    types, pages = tuple(guide.types), tuple(guide.pages)
    common = {"question": "?", "language": language, "because": ("some", "words")}
    for number, id_ in enumerate(types):
        yield Answer("card", types=(id_,), runners_up=types[:number][:3], **common)
        yield Answer("comparison", types=(id_, types[number - 1]), **common)
        yield Answer("comparison", types=(id_, types[number - 1], types[number - 2]), **common)
    yield Answer("comparison", types=types, **common)
    yield Answer("choices", types=types, pages=pages, reason="vague", **common)
    yield from (Answer("page", pages=(id_,), **common) for id_ in pages)
    yield from (Answer("list", reason=reason, **common) for reason in ("", "help", "gone"))
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
                yield f"{name} was shared", cards.was_shared(answer)
        for key in ("sorry", "late", "expired"):
            yield f"{language} {key}", cards.notice(key, language)


def views(convene):
    """Yield every view."""
    for language in convene.guide.languages:
        for page_id in convene.guide.pages:
            yield f"{language} page {page_id}", convene.page_view(page_id, language)
