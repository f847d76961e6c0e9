"""Follow-ups: what is understood from the answer before, and what stands on its own."""

from dataclasses import replace

import pytest

from bot import recall
from bot.answer import Answer
from bot.cards import Cards

CARD = Answer("card", "", "en", types=("co-design",))
CARTE = Answer("card", "", "fr", types=("co-design",))
WHO = Answer("card", "", "en", types=("co-design",), fact="who")
BOTH = Answer("comparison", "", "en", types=("co-design", "co-creation"))
WHICH = Answer("comparison", "", "en", types=("co-design", "co-creation"), fact="choose")
PICKED = Answer("card", "", "en", types=("co-design",), among=("co-design", "co-creation"))
PICKED_WHO = replace(PICKED, fact="who")
KANIA = Answer("card", "", "en", types=("collective-impact",))
CHOICES = Answer("choices", "", "en", types=("co-design", "co-creation", "co-production"))
FOUR = Answer(
    "comparison", "", "en", types=("co-design", "co-creation", "co-production", "collaboration")
)
SEVERAL = Answer("choices", "", "en", types=FOUR.types)
FOUR_WHICH = Answer("comparison", "", "en", types=FOUR.types, fact="choose")
IMPACT = Answer("page", "", "en", pages=("collective-impact",))
STAKEHOLDERS = Answer("page", "", "en", pages=("stakeholders",))
LIST = Answer("list", "", "en")


def follow(convene, before, question):
    found = convene.follower.follow(before, convene.match(question))
    if found is None:
        return None
    return found.kind, found.language, " ".join(found.types or found.pages), found.fact


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        # one fact
        (CARD, "an example?", "card en co-design example"),
        (CARD, "Can you give me a concrete example of that?", "card en co-design example"),
        (CARD, "who takes part?", "card en co-design who"),
        (CARD, "Who?", "card en co-design who"),
        (CARD, "what are the steps?", "card en co-design steps"),
        (CARD, "and the outcome?", "card en co-design outcome"),
        (CARD, "any caveats?", "card en co-design note"),
        (CARTE, "un exemple ?", "card fr co-design example"),
        (CARTE, "tu peux me donner un exemple concret ?", "card fr co-design example"),
        (CARTE, "qui participe ?", "card fr co-design who"),
        (CARTE, "quelles sont les étapes ?", "card fr co-design steps"),
        (CARTE, "qu'est-ce qui en ressort ?", "card fr co-design outcome"),
        (CARTE, "comment ça se passe ?", "card fr co-design steps"),
        (CARD, "I’m not sure who takes part", "card en co-design who"),
        (WHO, "and the steps?", "card en co-design steps"),
        (BOTH, "who takes part?", "comparison en co-design co-creation who"),
        (CHOICES, "an example?", "comparison en co-design co-creation co-production example"),
        (IMPACT, "who takes part?", "card en collective-impact who"),
        # one more type
        (WHO, "and co-production?", "card en co-production who"),
        (CARD, "and an example of co-production?", "card en co-production example"),
        (BOTH, "and co-production?", "comparison en co-design co-creation co-production"),
        (BOTH, "and co-creation?", "comparison en co-design co-creation"),
        (CARD, "how is that different from co-creation?", "comparison en co-design co-creation"),
        (CARD, "how is it different from co-creaton?", "comparison en co-design co-creation"),
        (CARTE, "en quoi c'est différent de la cocréation ?", "comparison fr co-design co-creation"),
        # at most three together, and the new one is always there
        (FOUR, "compare it with coordination", "comparison en co-production collaboration coordination"),
        (FOUR, "et la coordination ?", "comparison fr co-production collaboration coordination"),
        (FOUR, "compare with co-design", "comparison en co-production collaboration co-design"),
        (FOUR_WHICH, "and coordination?", "comparison en co-production collaboration coordination choose"),
        (SEVERAL, "how do they differ from coordination?", "comparison en co-design co-creation coordination"),
        (CHOICES, "what’s the difference?", "comparison en co-design co-creation co-production"),
        # which one
        (BOTH, "which one should we use?", "comparison en co-design co-creation choose"),
        (BOTH, "lequel choisir ?", "comparison fr co-design co-creation choose"),
        (CHOICES, "help me choose", "comparison en co-design co-creation co-production choose"),
        (WHICH, "and co-production?", "comparison en co-design co-creation co-production choose"),
        (WHICH, "tell me more", "comparison en co-design co-creation"),
        # when
        (BOTH, "which of the two for a hospital?", "comparison en co-design co-creation choose"),
        (BOTH, "which one for a hospital?", "comparison en co-design co-creation choose"),
        (BOTH, "which one works best for a school board?", "comparison en co-design co-creation choose"),
        (BOTH, "lequel des deux pour un hôpital ?", "comparison fr co-design co-creation choose"),
        (BOTH, "lequel convient à une école ?", "comparison fr co-design co-creation choose"),
        (BOTH, "and for a school?", "comparison en co-design co-creation choose"),
        (BOTH, "et pour un hôpital ?", "comparison fr co-design co-creation choose"),
        (BOTH, "which of the two?", "comparison en co-design co-creation choose"),
        (CHOICES, "which one for a hospital?", "comparison en co-design co-creation co-production choose"),
        (CARD, "so when would I use it?", "card en co-design choose"),
        (CARD, "in which cases?", "card en co-design choose"),
        (CARTE, "on l'utilise quand ?", "card fr co-design choose"),
        (CARTE, "dans quels cas ?", "card fr co-design choose"),
        (BOTH, "so when would I use it?", "comparison en co-design co-creation choose"),
        (CARD, "do we need a law for that?", "card en co-design choose"),
        (CARTE, "est-ce que ça prend une loi ?", "card fr co-design choose"),
        (CARD, "why?", "card en co-design choose"),
        (CARTE, "pourquoi ?", "card fr co-design choose"),
        (CARD, "when?", "card en co-design choose"),
        (IMPACT, "when do we use it?", "card en collective-impact choose"),
        # one of several, and the other
        (BOTH, "the first one", "card en co-design"),
        (BOTH, "the second", "card en co-creation"),
        (BOTH, "le premier", "card fr co-design"),
        (BOTH, "le deuxième svp", "card fr co-creation"),
        (CHOICES, "the third one please", "card en co-production"),
        (CHOICES, "la dernière", "card fr co-production"),
        (CHOICES, "an example of the second one", "card en co-creation example"),
        (BOTH, "and the other?", "card en co-creation"),
        (PICKED, "and the other?", "card en co-creation"),
        (PICKED, "et l'autre ?", "card fr co-creation"),
        (PICKED, "the second", "card en co-creation"),
        (PICKED_WHO, "and the other?", "card en co-creation who"),
        (BOTH, "any examples of these two?", "comparison en co-design co-creation example"),
        (BOTH, "un exemple des deux ?", "comparison fr co-design co-creation example"),
        (BOTH, "what is the first step?", "comparison en co-design co-creation steps"),
        # what comes out
        (CARTE, "ça donne quoi à la fin ?", "card fr co-design outcome"),
        (CARTE, "au final, ça donne quoi ?", "card fr co-design outcome"),
        (CARD, "what do we end up with?", "card en co-design outcome"),
        # another language
        (CARD, "fr?", "card fr co-design"),
        (CARTE, "en?", "card en co-design"),
        (CARTE, "EN", "card en co-design"),
        (CARD, "en français ?", "card fr co-design"),
        (CARD, "can you say that in French?", "card fr co-design"),
        (CARTE, "in English?", "card en co-design"),
        (CARTE, "et en anglais ?", "card en co-design"),
        (WHO, "en français ?", "card fr co-design who"),
        (BOTH, "en français svp", "comparison fr co-design co-creation"),
        (IMPACT, "en français ?", "page fr collective-impact"),
        (LIST, "en français ?", "list fr"),
        (CARD, "and coproduction in French?", "card fr co-production"),
        # more to read
        (CARTE, "où en lire plus ?", "card fr co-design read"),
        (CARD, "where can I read more?", "card en co-design read"),
        (CARD, "tell me more", "card en co-design read"),
        (WHO, "tell me more", "card en co-design"),
        (IMPACT, "what is it?", "card en collective-impact"),
        (STAKEHOLDERS, "where can I read more?", "page en stakeholders"),
        (STAKEHOLDERS, "source?", "page en stakeholders"),
        (CARD, "source?", "card en co-design read"),
        (CARD, "where does this come from?", "card en co-design read"),
        (CARTE, "d’où ça vient ?", "card fr co-design read"),
        (BOTH, "tell me more", "comparison en co-design co-creation read"),
        (BOTH, "dis-m’en plus", "comparison fr co-design co-creation read"),
        (KANIA, "five conditions?", "page en collective-impact"),
        (KANIA, "what are the five conditions?", "page en collective-impact"),
        (KANIA, "les cinq conditions ?", "page fr collective-impact"),
        (Answer("card", "", "en", types=("collective-impact",)), "read more", "page en collective-impact"),
    ],
)  # fmt: skip
def test_a_follow_up_is_understood_from_the_answer_before(convene, before, question, expected):
    assert " ".join(follow(convene, before, question)).strip() == expected


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (CARD, "co-production"),
        (CARD, "and co-production?"),
        (CARD, "what is an example of co-production?"),
        (CARD, "co-production or co-creation?"),
        (CARD, "we want to ask seniors about the menu"),
        (CARD, "what are the steps to reset my password"),
        (CARD, "who should we invite?"),
        (CARD, "who is John?"),
        (CARD, "what types are there?"),
        (CARD, "what’s the difference?"),  # from what?
        (CARD, "which one should we use?"),  # among which?
        (CARD, "help"),
        (CARD, "merci"),
        (CARD, "hello"),
        (CARD, ""),
        (CARTE, "et la coproduction ?"),
        (CARTE, "on veut l’avis des aînés, qui participe déjà ?"),
        (STAKEHOLDERS, "an example?"),
        (LIST, "an example?"),
        (CHOICES, "what is it?"),
        # a new question, however short
        (BOTH, "and for asking seniors about the menu?"),
        (BOTH, "which one is called a consultation?"),
        (BOTH, "which hospital has the best food?"),
        (BOTH, "et pour le mot de passe du wifi au bureau ?"),
        (BOTH, "who was the first to use co-production?"),
        (BOTH, "the second floor printer is jammed"),
        (BOTH, "le premier ministre vient demain"),
        (BOTH, "and the other printer?"),
        (BOTH, "when do we meet?"),
        (BOTH, "why is the printer jammed?"),
        (BOTH, "do we need a law degree?"),
        (CARD, "and for a hospital?"),  # which of what?
        (CARD, "the second"),  # of what?
        (CARD, "and the other?"),
        (CHOICES, "and the other?"),  # which of the two others?
        (BOTH, "the third one"),
        (CARTE, "en coproduction"),
        (CARD, "five conditions?"),
        (KANIA, "sectors join forces for years to end poverty"),
        (KANIA, "five people"),
        (CARD, "open source software for surveys"),
        (CARD, "where does the money come from?"),
    ],
)
def test_a_question_that_stands_on_its_own_is_left_alone(convene, before, question):
    assert follow(convene, before, question) is None


def test_every_question_of_the_guide_stands_on_its_own_after_any_answer(convene):
    """No example question is taken for a follow-up, whichever type was shown before."""
    asks = [
        ask
        for of in (*convene.guide.types.values(), *convene.guide.pages.values())
        for asks in of.asks.values()
        for ask in asks
    ]
    assert [ask for ask in asks if follow(convene, CARD, ask)] == []


def test_what_was_picked_goes_on_to_be_one_of_those_it_was_picked_from(convene):
    answer = BOTH
    for question, expected in (
        ("the first one", "card en co-design"),
        ("who takes part?", "card en co-design who"),
        ("en français ?", "card fr co-design who"),
        ("et l’autre ?", "card fr co-creation who"),
    ):
        answer = convene.follower.follow(
            recall.read(recall.write(answer), convene.guide), convene.match(question)
        )
        assert (
            f"{answer.kind} {answer.language} {answer.types[0]} {answer.fact}".strip() == expected
        )


def test_when_to_choose_one_type_is_told_with_the_way_to_more_help(convene):
    message = convene.cards.message(replace(CARD, fact="choose"))
    assert message.text.startswith("When to choose it\n• Co-design: when the problem is")
    (row,) = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [one["action_id"] for one in row] == ["show:co-design", "choose"]


def test_when_to_choose_it_is_told_by_what_comes_out_where_the_guide_does_not_say(convene):
    types = {id_: replace(of, choose_when={}) for id_, of in convene.guide.types.items()}
    cards = Cards(replace(convene.guide, types=types), convene.words)
    assert "when this should come out of it: “Tested prototypes”" in (
        cards.message(replace(CARD, fact="choose")).text
    )


def test_what_was_answered_is_recalled_with_its_fact(convene):
    assert recall.read(recall.write(WHO), convene.guide) == WHO


def test_a_fact_is_told_without_the_rest_of_the_card(convene):
    message = convene.cards.message(WHO)
    assert message.text == "• Co-design: Who takes part: Users and stakeholders, as designers."
    assert len(message.blocks) == 1


def test_which_to_choose_is_told_with_the_way_to_more_help(convene):
    message = convene.cards.message(WHICH)
    assert message.text.startswith("When to choose which\n• Co-design: when the problem is")
    (row,) = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [one["action_id"] for one in row] == ["show:co-design", "show:co-creation", "choose"]


def test_a_fact_that_the_guide_does_not_give_is_said_to_be_none(convene):
    message = convene.cards.message(
        Answer("card", "", "fr", types=("co-production",), fact="example")
    )
    assert message.text.endswith("Le guide ne le dit pas.")


def test_thanks_are_answered_without_ado(convene):
    _, message = convene.reply(convene.match("merci"))
    assert message.text == "Avec plaisir\u202f!"
