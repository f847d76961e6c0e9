"""A question is about what a person meant by it, however it is put."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import guide as guides
from bot import wording
from bot.answer import decide
from bot.match import Matcher
from tests.score import HOUSE, load

GUIDE, MATCHER = load()


def ask(question, language=None):
    return decide(MATCHER.match(question), GUIDE, language)


def card(question):
    answer = ask(question)
    return answer.types[0] if answer.kind == "card" else answer.kind


@pytest.mark.parametrize(
    ("question", "type_id"),
    [
        ("co-design", "co-design"),
        ("codesing", "co-design"),
        ("what is codesign please?", "co-design"),
        ("c’est quoi la conception conjointe", "co-design"),
        ("CO-CREATION", "co-creation"),
        ("cocréer, ça veut dire quoi", "co-creation"),
        ("coproducing = ?", "co-production"),
        ("what does it mean to coordinate", "coordination"),
        ("impact collectif svp", "collective-impact"),
        ("design conjoint", "co-design"),
        ("c’est quoi le design collaboratif ?", "co-design"),
        ("cooperative design", "co-design"),
        ("création collaborative", "co-creation"),
        ("collaborative creation", "co-creation"),
        ("official consultation", "big-c-consultation"),
        ("consultation formelle, ça veut dire quoi", "big-c-consultation"),
        ("colaborer, ça veut dire quoi", "collaboration"),
        ("Création conjointe : de quoi s’agit-il ?", "co-creation"),
        ("difference between co-design and human-centred design", "co-design"),
        ("consultation", "consultation"),
        ("CONSULTATION", "consultation"),
        ("what is a Consultation exactly", "consultation"),
    ],
)
def test_a_name_gets_its_card(question, type_id):
    assert card(question) == type_id


@pytest.mark.parametrize(
    "question",
    [
        "big-C consultation",
        "what is consultation with a capital C",
        "statutory consultation, what is it",
        "duty to consult",
        "Consultation avec un « C » majuscule",
        "c’est quoi une consultation avec un grand C",
        "obligation de consulter",
    ],
)
def test_signs_of_the_capital_c_get_that_card(question):
    assert card(question) == "big-c-consultation"


def test_a_negated_sign_is_none():
    assert card("what is a consultation that is not legal or statutory") == "consultation"


@pytest.mark.parametrize("question", ["Consultation", "Consultation?", "Consultation, merci"])
def test_a_lone_word_with_the_capital_that_telephones_write_offers_both(question):
    answer = ask(question)
    assert answer.kind == "choices"
    assert set(answer.types) == {"consultation", "big-c-consultation"}


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("co-design vs co-creation", ("co-design", "co-creation")),
        ("diff entre cocreation pis coprod uction", ("co-creation", "co-production")),
        ("consultation ou collaboration ?", ("consultation", "collaboration")),
        ("co-design vs production", ("co-design", "co-production")),
        ("conception ou création conjointes ?", ("co-design", "co-creation")),
        ("consultation vs Consultation", ("consultation", "big-c-consultation")),
        (
            "difference between consultation and the one with a capital C",
            ("consultation", "big-c-consultation"),
        ),
    ],
)
def test_two_names_are_compared_in_the_order_they_were_named_in(question, types):
    answer = ask(question)
    assert (answer.kind, answer.types) == ("comparison", types)


@pytest.mark.parametrize("question", ["co-", "the co- one", "conjointe", "quelque chose conjointe"])
def test_what_several_names_share_is_a_choice_of_them(question):
    answer = ask(question)
    assert (answer.kind, answer.reason) == ("choices", "vague")
    assert set(answer.types) == {"co-design", "co-production", "co-creation"}


@pytest.mark.parametrize(
    ("question", "types"),
    [
        (
            "our partners write the handbook with us, or else they only send us comments on it",
            {"collaboration", "consultation"},
        ),
        (
            "soit on recueille l’avis des parents, soit on leur fait dessiner et tester la cour",
            {"consultation", "co-design"},
        ),
    ],
)
def test_two_possibilities_set_against_each_other_are_both_offered(question, types):
    answer = ask(question)
    assert answer.kind == "choices"
    assert types <= set(answer.types)


@pytest.mark.parametrize(
    "question", ["cooperation", "Partenariat ?", "what is a partnership", "concertation"]
)
def test_a_word_that_fits_several_types_is_a_menu(question):
    answer = ask(question)
    assert answer.kind == "choices"
    assert {"collaboration", "collective-impact", "coordination"} & set(answer.types)


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("starting a working group about harbour noise", {"coordination", "collaboration"}),
        ("un partenariat avec la caserne, on verra la suite", {"coordination", "collaboration"}),
        ("my boss says engage the public by June", {"consultation", "co-design"}),
        (
            "il faut faire participer les marins, sans plus de détails",
            {"consultation", "co-design"},
        ),
    ],
)
def test_a_broad_word_and_little_else_offers_the_types_that_list_it(question, types):
    answer = ask(question)
    assert answer.kind == "choices"
    assert types <= set(answer.types)


@pytest.mark.parametrize(
    ("question", "type_id"),
    [
        ("the working group lines up the dates of our dives so that no two clash", "coordination"),
        ("partnership of three museums that write one catalogue together", "collaboration"),
        ("parking permits for the alliance church are at the desk", "none"),
    ],
)
def test_a_broad_word_decides_nothing_where_others_tell(question, type_id):
    assert card(question) == type_id


@pytest.mark.parametrize(
    "question",
    [
        "not consultation, we want them to build it with us",
        "nous ne voulons pas consulter, on veut décider avec eux",
    ],
)
def test_what_is_said_not_to_be_meant_gets_no_card(question):
    assert card(question) in ("none", "choices")


def test_a_name_with_a_denial_slipped_in_is_not_that_name():
    assert card("consultation non obligatoire") == "consultation"


def test_a_duty_that_is_only_denied_leaves_both_open():
    answer = ask("we’re not legally required, but want to hear First Nations’ views")
    assert answer.kind == "choices"
    assert {"consultation", "big-c-consultation"} <= set(answer.types)


@pytest.mark.parametrize(
    "question",
    [
        "the agency is meeting the growers on the new quota, by law or out of courtesy",
        "the province wants to hear from the growers, no idea what the law says",
        "l’agence entend les pêcheurs sur le nouveau quota, obligatoire ou pas",
        "le ministère rencontre les éleveurs. Une loi l’y oblige-t-elle ?",
        "the government is going to hear from the growers",
    ],
)
def test_a_duty_that_is_left_open_or_not_spoken_of_offers_both(question):
    answer = ask(question)
    assert answer.kind == "choices"
    assert {"consultation", "big-c-consultation"} <= set(answer.types)


@pytest.mark.parametrize(
    ("question", "type_id"),
    [
        (
            "by law the province must hear the growers before it sets the quota",
            "big-c-consultation",
        ),
        ("we ask the growers what they think of our leaflet, then decide alone", "consultation"),
        ("la loi oblige le ministère à entendre les éleveurs", "big-c-consultation"),
        ("on demande aux éleveurs ce qu’ils pensent du dépliant, rien de plus", "consultation"),
    ],
)
def test_a_duty_that_is_said_or_plainly_is_none_is_no_choice(question, type_id):
    assert card(question) == type_id


@pytest.mark.parametrize(
    "question",
    [
        "Every sector against hunger. One summit that runs smoothly, or years of shared goals?",
        "Dix secteurs contre la faim : caler les dates du colloque, ou dix ans d’objectifs communs ?",
    ],
)
def test_two_possibilities_in_the_clauses_beside_an_or_are_both_offered(question):
    answer = ask(question)
    assert answer.kind == "choices"
    assert {"coordination", "collective-impact"} <= set(answer.types)


def test_two_words_for_one_possibility_are_no_choice():
    question = "users look into the problem, sketch or draw ideas and test or try them, no building"
    assert card(question) == "co-design"


def test_two_halves_that_want_different_things_are_both_offered():
    answer = ask(
        "Half of us only want to hear what tenants think, the other half want to write the "
        "handbook jointly with them."
    )
    assert answer.kind == "choices"
    assert {"consultation", "collaboration"} <= set(answer.types)


def test_where_is_no_or():
    assert MATCHER.match("on demande leur avis aux aînés là où ils dessinent").types[0].score > 0.5
    said = "on leur demande leur avis par sondage {} on dessine et teste des prototypes avec eux"
    assert ask(said.format("ou")).kind == "choices"
    assert ask(said.format("où")).kind != "choices"


TOLD = (
    "The three hospices wrote one handbook for family caregivers, each drafting chapters and "
    "editing those of the others all winter long, and in May the handbook came out under the "
    "names and logos of the three, eighty pages long, printed in Truro."
)


@pytest.mark.parametrize(
    "aside",
    [
        "A coordinating committee offered help with the printing.",
        "Perhaps a second printing follows.",
        "Their consultation hours and the coordination of their shifts stayed as they were.",
        "Read more on page three.",
    ],
)
def test_what_is_said_in_passing_asks_for_nothing_in_a_text_that_tells(aside):
    assert card(TOLD) == card(f"{TOLD} {aside}") == "collaboration"


@pytest.mark.parametrize(
    "text",
    [
        "The museum bought forty drawings at auction, and the gallery opens to visitors in May.",
        "The patch closes two holes in the login form and needs nothing from its users.",
        "Les soumissions des fournisseurs sont reçues jusqu’au 12 mars, à l’attention du greffe.",
    ],
)
def test_prose_about_other_matters_gets_no_type(text):
    assert card(text) == "none"


@pytest.mark.parametrize(
    "question",
    [
        *("constellation", "console", "convolution", "concert", "collective agreement"),
        *("creative cloud", "production outage", "impact driver", "CO2", "conjoint"),
        *("coordonnées", "convection", "heures de consultation du Dr Roy", "consultant"),
        *("mon collaborateur Marc est absent", "", "   ", "🎉🎉", "?!", "a", "\u200b", "\x00\x07"),
        *("こんにちは", "مرحبا كيف حالك", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "<@U0123> <#C0123>"),
        *("https://example.org/co-design", "```\nx = 1\n```"),
    ],
)
def test_what_is_about_something_else_gets_no_type(question):
    assert ask(question).kind in ("none", "list")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what is co-design", "en"),
        ("c’est quoi le co-design", "fr"),
        ("c'est quoi le collective impact", "fr"),
        ("our boss talks about conception conjointe all the time, what is it", "en"),
        ("conception conjointe", "fr"),
        ("coordination", None),
        ("co-design", None),
    ],
)
def test_the_language_is_that_of_the_sentence_or_left_open(question, language):
    assert MATCHER.match(question).language == language


def test_because_tells_the_words_that_decided_as_they_were_typed():
    assert ask("So what is Co-DESIGN then").because == ("Co-DESIGN",)
    because = ask("We test the finished prototype with riders and then launch it").because
    assert 1 <= len(because) <= 4
    assert set(because) <= {"test", "finished", "prototype", "riders", "launch", "then", "it"}


@pytest.mark.parametrize(
    ("question", "decisive"),
    [
        ("We would like to hear what tenants think of the plan.", {"hear", "think"}),
        (
            "si on écoute pas les groupes nommés dans la loi, le décret du gouvernement saute",
            {"groupes", "loi", "gouvernement"},
        ),
        (
            "in our lab, tenants take the heating problem apart, make prototypes and test them",
            {"lab", "prototypes"},
        ),
    ],
)
def test_because_tells_what_speaks_for_a_type_more_than_for_the_others(question, decisive):
    assert decisive <= set(ask(question).because)


def test_because_tells_no_word_twice():
    because = ask("prototypes, prototypes: our lab designs and tests them with users").because
    assert len(because) == len(set(because)) > 1


def test_a_long_message_is_answered_by_what_it_describes():
    mail = "Hi all,\n\n" + "We will ask residents what they think of the plan. " * 40
    assert card(mail) == "consultation"


QUESTIONS = [
    "what is co-design",
    "c'est quoi la création conjointe",
    "difference between coordination and collaboration",
    "we test the finished prototype with riders and then launch it",
    "on veut connaître l'avis des résidents, c'est le conseil qui décide",
    "who should be invited",
    "liste des types",
    "where is the printer",
]


def gist(answer):
    return answer.kind, answer.types, answer.pages, answer.language


@given(st.sampled_from(QUESTIONS), st.data())
@settings(max_examples=200, deadline=None)
def test_dress_never_changes_an_answer(question, data):
    dressed = question
    for dress in data.draw(
        st.lists(
            st.sampled_from(
                [
                    str.upper,
                    lambda text: text.replace("'", "’"),
                    lambda text: text.replace(" ", "  "),
                    lambda text: text.replace("é", "e").replace("î", "i"),
                    lambda text: text.replace("e", "é"),
                    lambda text: f" {text}\n",
                    lambda text: f"{text} ?!",
                    lambda text: f"{text} merci",
                    lambda text: f"“{text}”",
                    lambda text: text.replace("a", "a\u200b"),
                ]
            ),
            max_size=4,
        )
    ):
        dressed = dress(dressed)
    assert gist(ask(dressed)) == gist(ask(question))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_nothing_that_can_be_typed_breaks_it(text):
    answer = ask(text)
    assert set(answer.types) <= set(GUIDE.types)
    assert 0 <= answer.confidence <= 1


def test_the_same_guide_gives_the_same_match():
    _, matcher = load()
    assert matcher.match(QUESTIONS[3]) == MATCHER.match(QUESTIONS[3])


KITCHEN, COOK = load(HOUSE / "tests" / "guides" / "kitchen")


@pytest.mark.parametrize(
    ("question", "kind", "types"),
    [
        ("what is braising?", "card", ("braising",)),
        ("c’est quoi le pochage", "card", ("poaching",)),
        ("juliene", "card", ("julienning",)),
        ("how do I deglaze", "card", ("deglazing",)),
        ("steam or roast?", "comparison", ("steaming", "roasting")),
        ("egg whites beaten until stiff", "card", ("whipping",)),
        ("des œufs dans l’eau qui frémit à peine", "card", ("poaching",)),
        ("dough doubles in size under a towel", "card", ("proofing",)),
        ("list", "list", ()),
        ("where did I park my car", "none", ()),
    ],
)
def test_a_guide_about_something_else_works_as_well(question, kind, types):
    answer = decide(COOK.match(question), KITCHEN)
    assert (answer.kind, answer.types) == (kind, types)


def test_a_broad_word_that_no_other_text_of_the_guide_says_is_a_menu_too():
    one, other = list(KITCHEN.types)[:2]
    types = {
        **KITCHEN.types,
        one: replace(KITCHEN.types[one], broad={"en": ("kwyjibo",)}),
        other: replace(KITCHEN.types[other], broad={"en": ("kwyjibo",)}),
    }
    guide = replace(KITCHEN, types=types)
    hears = {lang: spoken.hears for lang, spoken in wording.load(guide.languages).items()}
    matcher = Matcher(guide, hears)
    for question in ("Kwyjibo?", "what is a kwyjibo", "not sure, some kwyjibo"):
        answer = decide(matcher.match(question), guide)
        assert answer.kind == "choices"
        assert {one, other} <= set(answer.types)


def test_a_name_alone_is_asked_for_though_everyday_talk_says_it_too():
    texts = {"definition": {"en": "x"}, "who": {"en": "y"}, "outcome": {"en": "z"}}
    nothing = {"also": {}, "asks": {}, "example": {}, "note": {}, "choose_when": {}}
    table = replace(GUIDE.types["coordination"], id="table", name={"en": "Round table"})
    guide = replace(GUIDE, types={**GUIDE.types, "table": replace(table, **texts, **nothing)})
    said = ["set up the round tables", "round tables are folded away", "who has the round tables"]
    hears = {
        language: {**spoken.hears, "chatter": (*spoken.hears["chatter"], *said)}
        for language, spoken in wording.load(guide.languages).items()
    }
    matcher = Matcher(guide, hears)
    assert decide(matcher.match("Round table?"), guide).types == ("table",)
    assert decide(matcher.match("who has the round tables"), guide).kind == "none"


def test_a_new_ask_changes_the_answer_on_the_next_load():
    question = "we swap seeds over the back fence"
    assert card(question) != "coordination"
    taught = replace(
        GUIDE.types["coordination"],
        asks={"en": (question, "seeds swapped at the fence"), "fr": ()},
    )
    guide = replace(GUIDE, types={**GUIDE.types, "coordination": taught})
    hears = {lang: spoken.hears for lang, spoken in wording.load(guide.languages).items()}
    assert decide(Matcher(guide, hears).match(question), guide).types == ("coordination",)


SPANISH = {
    "small_words": ("el la los las un una de del que es y o en con por para lo se nos qué",),
    "define": ("qué es", "qué significa", "definición"),
    "compare": ("diferencia", "diferencias", "versus"),
    "or": ("o", "u"),
    "polite": ("por favor", "gracias", "hola"),
    "list": ("lista", "todos los tipos"),
    "help": ("ayuda",),
    "chatter": ("qué hora es", "dónde está la impresora", "qué tiempo hace mañana"),
}


@pytest.mark.parametrize(
    ("question", "kind", "language"),
    [
        ("¿Qué es un taller, por favor?", "card", "es"),
        ("¿Qué significa la consultta?", "card", "es"),
        ("diferencia entre taller y consulta", "comparison", "es"),
        ("lista", "list", "es"),
        ("¿Dónde está mi coche?", "none", "es"),
    ],
)
def test_a_language_that_the_bot_was_never_written_for_works(question, kind, language):
    guide = guides.load(HOUSE / "tests" / "guides" / "spanish")
    english = wording.load(["en"])["en"].hears
    answer = decide(Matcher(guide, {"es": SPANISH, "en": english}).match(question), guide)
    assert (answer.kind, answer.language) == (kind, language)


def test_another_guides_names_are_found_with_what_was_learnt_before():
    jury = replace(
        GUIDE.types["collaboration"],
        id="jury",
        name={"en": "Citizen jury", "fr": "Jury citoyen"},
        also={},
        asks={},
    )
    design = replace(GUIDE.types["co-design"], name={"en": "Joint making", "fr": "Co-design"})
    types = {**GUIDE.types, "co-design": design, "jury": jury}
    renamed = MATCHER.renamed(replace(GUIDE, types=types))
    for question, type_id in (
        ("what is a citzen jury?", "jury"),
        ("joint making", "co-design"),
        ("consultation", "consultation"),
    ):
        assert renamed.match(question).types[0].id == type_id
    assert MATCHER.match("joint making").named == ()
    told = "the neighbours draw the plan of the park together with the architects"
    assert renamed.match(told).types[0] == MATCHER.match(told).types[0]
