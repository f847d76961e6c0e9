"""From a question to a message: the whole way, without Slack."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.convene import Convene
from bot.desk.workspace import check_content

# Whatever starts with one of these means something to Slack; ours are links and dates only.
ACTIVE = re.compile(r"<(?!https?://[^\s<>|]+\|[^<>]*>)")


def check(message):
    check_content({"text": message.text, "blocks": list(message.blocks)})
    shown = json.dumps([message.text, message.blocks], ensure_ascii=False)
    assert not ACTIVE.search(shown)
    assert message.text.strip()


@given(st.text(max_size=400), st.sampled_from(["en-CA", "fr-CA", "de-DE", "", None]))
@example("<!channel> <@U1> <#C1> <!subteam^S1> <!date^1^x|y> co-design", "fr-CA")
@example("<https://evil.example|co-design> & <co-creation>", None)
@example("co-design *bold* _it_ ~no~ `code` ```block```", None)
@example("\u202e\u200b\x00\ud800 consultation", None)
def test_any_text_gets_a_message_that_slack_takes_and_nobody_is_called_by(convene, text, locale):
    answer, message = convene.reply(convene.match(text), locale)
    check(message)
    assert answer.question == text
    assert answer.language in convene.guide.languages


@given(
    st.lists(
        st.sampled_from(
            ["co-design", "<!here>", "vs", "impact collectif", "what", "is", "&", "*", "pourquoi"]
        ),
        max_size=12,
    )
)
def test_any_mix_of_names_and_marks_gets_one_too(convene, words):
    check(convene.reply(convene.match(" ".join(words)))[1])


@pytest.mark.parametrize(
    "text",
    ["co-design " * 4000, "a" * 40_000, "é" * 40_000, "<!channel>" * 4000, "\n" * 40_000],
    ids=["name", "a", "é", "broadcast", "lines"],
)
def test_forty_thousand_characters_get_one_too(convene, text):
    check(convene.reply(convene.match(text))[1])


def test_what_is_taken_out_is_never_answered_though_the_bot_has_learnt_it(convene):
    guide, gone, page = convene.guide, "co-creation", "stakeholders"
    kept = {
        id_: replace(
            of,
            related=tuple(one for one in of.related if one != gone),
            pages=tuple(one for one in of.pages if one != page),
        )
        for id_, of in guide.types.items()
        if id_ != gone
    }
    pages = {id_: of for id_, of in guide.pages.items() if id_ != page}
    told = convene.retell(
        replace(guide, types=kept, pages=pages, groups=(), criteria=()), convene.words
    )
    of_gone = (guide.types[gone], guide.pages[page])
    texts = [text for of in of_gone for texts in of.asks.values() for text in texts]
    texts += [f"{text} and now?" for text in texts]
    texts += ["cocréation", "what is co-creatoin?", "co-", "more about stakeholders", "co-design"]
    texts += ["co-design or else co-creation?", "half of us want to co-create, half to be asked"]
    for text in texts:
        match = told.match(text)
        answer, message = told.reply(match)
        check(message)
        shown = {one.id for one in (*match.types, *match.pages)}
        shown |= {*answer.types, *answer.pages, *answer.runners_up}
        assert not shown & {gone, page}, text


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("fr-CA", "fr"),
        ("fr_FR", "fr"),
        ("FR", "fr"),
        ("en-GB", "en"),
        ("de-DE", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_locale_gives_the_nearest_language_of_the_guide(convene, locale, language):
    assert convene.language(locale) == language


def test_the_language_of_the_question_wins_over_the_persons(convene):
    answer, _ = convene.reply(convene.match("what is the meaning of coordination?"), "fr-CA")
    assert answer.language == "en"


def test_a_question_that_does_not_tell_is_answered_in_the_persons_language(convene):
    match = convene.match("coordination")
    assert match.language is None
    assert convene.reply(match, "fr-CA")[0].language == "fr"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("help me choose", "en"),
        ("Can you help us pick one, please?", "en"),
        ("which type of convening should we use?", "en"),
        ("I can't decide", "en"),
        ("aide-moi à choisir", "fr"),
        ("Bonjour, pouvez-vous m’aider à choisir ?", "fr"),
        ("lequel choisir", "fr"),
        ("je n’arrive pas à choisir", "fr"),
    ],
)
def test_a_call_for_help_in_choosing_gets_the_button_to_it(convene, question, language):
    answer, message = convene.reply(convene.match(question))
    assert (answer.kind, answer.reason, answer.language) == ("list", "choose", language)
    (row,) = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [one["action_id"] for one in row] == ["choose", "list"]


@pytest.mark.parametrize(
    "question",
    [
        "help me choose between co-design and co-creation",
        "help me choose a new printer for the third floor",
        "which type should we use to hear what tenants think of the plan?",
        "help",
        "aide",
        "lequel choisir pour une réunion avec les aînés sur le menu",
        "x " * 500 + "help me choose",
    ],
)
def test_who_says_more_than_that_is_answered_for_what_they_say(convene, question):
    answer, _ = convene.reply(convene.match(question))
    assert answer.reason != "choose"


def test_a_guide_without_questions_offers_none(convene):
    guide = replace(convene.guide, criteria=())
    answer, _ = Convene.learn(guide, convene.words).reply(convene.match("help me choose"))
    assert answer.reason != "choose"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what is co-design in French?", "fr"),
        ("what is co-design? In French please", "fr"),
        ("In French: what is co-design?", "fr"),
        ("c’est quoi la conception conjointe en anglais ?", "en"),
        ("la version anglaise de coproduction svp", "en"),
        ("on veut l’avis des aînés sur le menu. En anglais s’il vous plaît", "en"),
        ("en français ?", "fr"),
        ("fr?", "fr"),
        # what is said of a plan asks for nothing
        ("we write the report together in French", None),
        ("on veut l’avis des anglais sur le menu", None),
        ("the French community gives its opinion", None),
        ("what is co-design?", None),
        ("en coproduction", None),
        ("", None),
    ],
)
def test_a_question_may_ask_expressly_for_a_language(convene, question, language):
    assert convene.wanted.language(convene.match(question)) == language


def test_no_question_of_the_guide_asks_for_a_language(convene):
    """Whose plan speaks of French does not want the answer in it."""
    asks = [
        ask
        for of in (*convene.guide.types.values(), *convene.guide.pages.values())
        for asks in of.asks.values()
        for ask in asks
    ]
    assert [ask for ask in asks if convene.wanted.language(convene.match(ask))] == []
