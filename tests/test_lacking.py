"""Set against what the guide does not have, a type is shown with a line that says so."""

import pytest

from bot import recall


def reply(convene, question):
    """Return an answer's kind and types, and what it holds the guide to lack."""
    answer, _ = convene.reply(convene.match(question))
    return " ".join((answer.kind, *answer.types)), list(answer.lacks)


@pytest.mark.parametrize(
    ("question", "card", "lacks"),
    [
        ("consultation vs concertation", "consultation", "concertation"),
        ("co-design vs hackathon", "co-design", "hackathon"),
        ("hackathon vs co-design", "co-design", "hackathon"),
        ("what’s the difference between a survey and consultation?", "consultation", "survey"),
        ("difference between co-design and design thinking", "co-design", "design thinking"),
        ("is co-design the same as a design sprint?", "co-design", "design sprint"),
        ("how is co-production different from volunteering?", "co-production", "volunteering"),
        ("How does a town hall differ from consultation?", "consultation", "town hall"),
        ("consultation or survey?", "consultation", "survey"),
        ("should we do a consultation or a focus group?", "consultation", "focus group"),
        ("collaboration vs partnership", "collaboration", "partnership"),
        (
            "compare coordination with project management please",
            "coordination",
            "project management",
        ),
        ("Hi! Co-creation versus crowdsourcing, which is better?", "co-creation", "crowdsourcing"),
        ("I mix up consultation and engagement", "consultation", "engagement"),
        ("distinguish consultation from a plebiscite", "consultation", "plebiscite"),
        ("collective impact compared to a coalition", "collective-impact", "coalition"),
        ("quelle différence entre consultation et sondage", "consultation", "sondage"),
        ("consultation ou concertation ?", "consultation", "concertation"),
        ("conception conjointe vs hackathon", "co-design", "hackathon"),
        (
            "C’est quoi la différence entre un sondage et une consultation ?",
            "consultation",
            "sondage",
        ),
        ("en quoi un sondage diffère-t-il d’une consultation ?", "consultation", "sondage"),
        (
            "la coordination, c’est la même chose que la gestion de projet ?",
            "coordination",
            "gestion de projet",
        ),
        ("collaboration ou partenariat, svp ?", "collaboration", "partenariat"),
        ("comparer la collaboration et le réseautage", "collaboration", "réseautage"),
        (
            "la consultation par rapport à l’assemblée citoyenne",
            "consultation",
            "assemblée citoyenne",
        ),
        ("impact collectif ou table de quartier ?", "collective-impact", "table de quartier"),
        (
            "Bonjour, quelle est la différence entre la coproduction et le bénévolat ? Merci",
            "co-production",
            "bénévolat",
        ),
        ("distinguer la consultation du référendum", "consultation", "référendum"),
        (
            "est-ce qu’on fait une consultation ou un atelier participatif ?",
            "consultation",
            "atelier participatif",
        ),
        ("consultation / concertation ?", "consultation", "concertation"),
        ("consultation or engagement, in French please", "consultation", "engagement"),
        ("is it consultation or just information?", "consultation", "information"),
        ("c’est une consultation ou juste de l’information ?", "consultation", "information"),
        ("duty to consult vs negotiation", "big-c-consultation", "negotiation"),
        ("co-construction vs co-conception", "co-design", "co-construction"),
        ("je confonds consultation et mobilisation", "consultation", "mobilisation"),
    ],
)
def test_of_two_that_are_compared_it_says_which_one_the_guide_lacks(convene, question, card, lacks):
    assert reply(convene, question) == (f"card {card}", [lacks])


@pytest.mark.parametrize(
    "question",
    [
        "co-design",
        "co-design vs co-creation",
        "co-design or not?",
        "co-design or something else?",
        "co-design or another type?",
        "is it co-design or am I wrong?",
        "the difference between co-design and the others",
        "how does consultation differ in cost?",
        "difference in cost of consultation",
        "what is co-design? thanks and have a nice day",
        "is co-design different for hospitals?",
        "co-design vs building prototypes with the users",
        "consultation or no consultation?",
        "consultation: what is the difference?",
        "co-design please, or an example",
        "consultation vs what we do now",
        "We ask residents for their comments on a plan, or we draw it with them, then the council decides",
        "the council will hold a consultation on the bridge or the tunnel before it decides in the spring",
        "should I use co-design or help me choose",
        "hackathon vs webinar",
        "co-design w/ users",
        "what’s the difference in a collaboration with first nations?",
        "consultation or co-design for a patient group?? whats the difference",
        "consultation or a page about it?",
        "difference between big C and small c consultation",
        "conception conjointe",
        "conception conjointe ou création conjointe",
        "consultation ou pas ?",
        "consultation ou autre chose ?",
        "consultation ou un autre type ?",
        "la différence entre la consultation et les autres",
        "quelle différence de coût pour une consultation ?",
        "la consultation est-elle différente en région ?",
        "c’est une consultation ou je me trompe ?",
        "consultation vs ce qu’on fait maintenant",
        "conception conjointe ou construire des prototypes avec les usagers",
        "c’est quoi une consultation ? merci et bonne journée",
        "une consultation, c’est quoi la différence ?",
        "la coproduction, svp, ou un exemple",
        "hackathon ou webinaire ?",
        "entre une collaboration et l’impact collectif, où passe la frontière ?",
        "comparer consultation et collaboration pour ma note de breffage",
        "coordination / cocréation, mettez-les face à face",
        "aller plus loin avec l’impact collectif, on part une table de quartier",
        "la ville tiendra une consultation sur le pont ou le tunnel avant de trancher au printemps",
        "différence entre consultation et consultation avec un grand C",
    ],
)
def test_it_says_so_of_nothing_that_is_no_name_of_something(convene, question):
    assert reply(convene, question)[1] == []


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("co-design vs hackathon", "The guide has no entry for “hackathon”."),
        (
            "Conception conjointe ou hackathon ?",
            "Le guide ne contient pas d’entrée «\u00a0hackathon\u00a0».",
        ),
        (
            "co-design vs hackathon vs *webinar*",
            "The guide has no entry for “hackathon”. The guide has no entry for “webinar”.",
        ),
    ],
)
def test_it_says_so_in_the_first_line_in_the_language_of_the_question(convene, question, line):
    _, message = convene.reply(convene.match(question))
    first = message.blocks[0]
    assert first["type"] == "context"
    assert first["elements"][0]["text"] == line
    assert message.text.startswith(line)


def test_beside_two_types_it_says_so_above_their_comparison(convene):
    kind, lacks = reply(convene, "co-design vs co-creation vs hackathon")
    assert (kind, lacks) == ("comparison co-design co-creation", ["hackathon"])


def test_between_two_types_too(convene):
    kind, lacks = reply(convene, "coordination / coopération / collaboration")
    assert (kind, lacks) == ("comparison coordination collaboration", ["coopération"])


def test_what_was_lacking_is_neither_kept_nor_shared(convene):
    answer, _ = convene.reply(convene.match("co-design vs hackathon"))
    assert "hackathon" not in recall.write(answer)
    assert (
        "hackathon"
        not in convene.shared(recall.read(recall.write(answer), convene.guide), "U1").text
    )
