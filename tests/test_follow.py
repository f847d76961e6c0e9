"""Follow-ups: what is understood from the answer before, and what stands on its own."""

import pytest

from bot import recall
from bot.answer import Answer

CARD = Answer("card", "", "en", types=("co-design",))
CARTE = Answer("card", "", "fr", types=("co-design",))
WHO = Answer("card", "", "en", types=("co-design",), fact="who")
BOTH = Answer("comparison", "", "en", types=("co-design", "co-creation"))
WHICH = Answer("comparison", "", "en", types=("co-design", "co-creation"), fact="choose")
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
        # another language
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
