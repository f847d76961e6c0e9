"""What is answered follows from what a question may be about, by a rule that can be read."""

import pytest

from bot.answer import SURE, decide, spoken
from bot.match import Candidate, Match
from tests.score import load

GUIDE, _ = load()


def about(*types, intent="define", pages=(), named=(), language="en", **more):
    return Match(
        "question",
        language,
        intent,
        tuple(Candidate(id_, score, (id_,), id_ in named) for id_, score in types),
        tuple(Candidate(id_, score, ("page",), is_named=False) for id_, score in pages),
        named=named,
        **more,
    )


def test_one_type_clearly_ahead_is_its_card_with_those_that_came_close():
    answer = decide(
        about(("co-design", 0.8), ("co-creation", 0.15), ("collaboration", 0.01)), GUIDE
    )
    assert (answer.kind, answer.types) == ("card", ("co-design",))
    assert answer.runners_up == ("co-creation",)
    assert (answer.because, answer.confidence) == (("co-design",), 0.8)


def test_several_close_are_a_choice():
    answer = decide(about(("co-design", 0.5), ("co-creation", 0.45)), GUIDE)
    assert (answer.kind, answer.types) == ("choices", ("co-design", "co-creation"))


def test_nothing_likely_is_none():
    answer = decide(about(("co-design", 0.2), ("co-creation", 0.1)), GUIDE)
    assert (answer.kind, answer.types, answer.reason) == ("none", (), "unknown")


def test_just_short_of_sure_is_no_card():
    assert decide(about(("co-design", SURE - 0.01), ("co-creation", 0.3)), GUIDE).kind == "choices"


def test_who_says_that_it_is_open_gets_a_choice_however_sure_the_words_are():
    answer = decide(about(("co-design", 0.95), ("co-creation", 0.02), is_unsure=True), GUIDE)
    assert (answer.kind, answer.types) == ("choices", ("co-design", "co-creation"))


def test_a_comparison_holds_exactly_the_types_named():
    match = about(
        *(("co-design", 0.5), ("collaboration", 0.4), ("co-creation", 0.1)),
        intent="compare",
        named=("co-design", "co-creation"),
    )
    assert decide(match, GUIDE).types == ("co-design", "co-creation")


def test_a_page_ahead_of_every_type_is_shown():
    answer = decide(about(("co-design", 0.2), pages=(("stakeholders", 0.7),), intent="page"), GUIDE)
    assert (answer.kind, answer.pages) == ("page", ("stakeholders",))


def test_more_to_read_about_a_type_is_its_page():
    match = about(("collective-impact", 0.9), intent="page", named=("collective-impact",))
    assert decide(match, GUIDE).pages == ("collective-impact",)


@pytest.mark.parametrize(
    ("intent", "kind", "reason"),
    [
        ("greeting", "none", "greeting"),
        ("thanks", "none", "thanks"),
        ("list", "list", ""),
        ("help", "list", "help"),
    ],
)
def test_what_is_no_question_about_a_type_says_what_it_is(intent, kind, reason):
    answer = decide(about(intent=intent), GUIDE)
    assert (answer.kind, answer.reason) == (kind, reason)


def test_no_word_at_all_is_empty():
    assert decide(about(is_empty=True), GUIDE).reason == "empty"


@pytest.mark.parametrize(
    ("spoken", "reads", "language"),
    [
        ("fr", "en-US", "fr"),
        (None, "fr-CA", "fr"),
        (None, "fr_FR", "fr"),
        (None, "de-DE", "en"),
        (None, None, "en"),
    ],
)
def test_the_reply_is_in_the_language_asked_in_then_in_the_persons_then_in_the_guides(
    spoken, reads, language
):
    assert decide(about(("co-design", 0.9), language=spoken), GUIDE, reads).language == language


@pytest.mark.parametrize(
    ("wanted", "chosen", "asked_in", "locale", "language"),
    [
        ("en", "fr", "fr", "fr-CA", "en"),
        (None, "fr", "en", "en-CA", "fr"),
        (None, "tlh", "fr", "en-CA", "fr"),
        (None, None, "fr", "en-CA", "fr"),
        (None, None, None, "fr-CA", "fr"),
        (None, None, None, None, "en"),
    ],
)
def test_what_is_asked_for_comes_before_what_was_chosen_and_that_before_what_is_spoken(
    wanted, chosen, asked_in, locale, language
):
    told = spoken(GUIDE, wanted=wanted, chosen=chosen, asked_in=asked_in, locale=locale)
    assert told == language
