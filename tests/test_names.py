"""A name is found however it is spelt, and nothing that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import key, words
from bot.match.names import Names, slips_allowed, slips_between

NAMES = [
    ("consultation", "en", "Consultation"),
    ("big-c", "en", 'Capital "C" Consultation'),
    ("coordination", "en", "Coordination"),
    ("collaboration", "en", "Collaboration"),
    ("collective-impact", "en", "Collective impact"),
    ("collective-impact", "fr", "Impact collectif"),
    ("co-design", "en", "Co-design"),
    ("co-design", "fr", "Conception conjointe"),
    ("co-production", "en", "Co-production"),
    ("co-production", "fr", "Production conjointe"),
    ("co-creation", "en", "Co-creation"),
    ("co-creation", "fr", "Création conjointe"),
]
ENDINGS = {
    "en": ["ation: ate ates ated ating", "ultation: ult ults ulted ulting", "design: designing"]
}


@pytest.fixture(scope="module")
def names():
    return Names(NAMES, ENDINGS, ordinary=["production", "creation", "design", "consolation"])


def found(names, question):
    return [mention.name.owner for mention in names.find(words(question))]


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("co-design", "co-design"),
        ("CODESIGN", "co-design"),
        ("co\u2011design", "co-design"),
        ("co designs", "co-design"),
        ("what is codesgin please", "co-design"),
        ("c'est quoi la conception conjoite", "co-design"),
        ("conceptionconjointe", "co-design"),
        ("tell me about collectiveimpact", "collective-impact"),
        ("l’impact colectif", "collective-impact"),
        ("colective imapct", "collective-impact"),
        ("consutation", "consultation"),
        ("capital c consultation", "big-c"),
        ("capital c consulation", "big-c"),
        ("coordiantion", "coordination"),
        ("cordination", "coordination"),
        ("cocreation", "co-creation"),
        ("co-craetion", "co-creation"),
        ("co prod uction", "co-production"),
        ("we are consulting", "consultation"),
        ("co-designing", "co-design"),
        ("cocreating", "co-creation"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(names, question, owner):
    assert found(names, question) == [owner]


@pytest.mark.parametrize(
    "question",
    [
        "constellation",
        "console",
        "consolation prize",
        "convolution",
        "concert",
        "concertation",
        "consultant",
        "collective agreement",
        "creative cloud",
        "production outage",
        "impact driver",
        "CO2 design",
        "conjoint",
        "coordonnées",
        "convection",
        "recreation centre",
        "reproduction",
        "cogestion",
        "design",
        "a",
        "co",
        "",
    ],
)
def test_what_only_looks_like_a_name_is_none(names, question):
    assert found(names, question) == []


def test_several_names_are_found_in_the_order_of_the_question(names):
    assert found(names, "cocréation, consultation ou impact collectif ?") == [
        "co-creation",
        "consultation",
        "collective-impact",
    ]


def test_a_longer_name_wins_over_the_name_within_it(names):
    assert found(names, "Capital C Consultation") == ["big-c"]


def test_two_owners_of_one_name_are_both_found():
    twins = Names([("a", "en", "Town hall"), ("b", "en", "Town hall")], {})
    assert found(twins, "town hall") == ["a", "b"]


def test_a_mention_knows_where_it_stands_and_how_many_slips_it_holds(names):
    [mention] = names.find(words("is it collective imapct now"))
    assert (mention.start, mention.end, mention.slips) == (2, 4, 1)


@pytest.mark.parametrize(("length", "slips"), [(4, 0), (5, 1), (9, 1), (10, 2), (16, 3)])
def test_longer_names_may_hold_more_slips(length, slips):
    assert slips_allowed(length) == slips


def test_other_names_are_found_by_the_same_rules(names):
    renamed = names.renamed([("jury", "en", "Citizen deliberation"), ("design", "en", "Co-design")])
    assert found(renamed, "citizen delibration and codesign") == ["jury", "design"]
    assert found(renamed, "citizen deliberating") == ["jury"]
    assert found(renamed, "coordination") == []
    assert found(names, "coordination") == ["coordination"]


def test_what_is_made_of_a_name_alike_is_told_apart_by_no_chance():
    stems = ("coordin", "consult", "deliber", "negoti", "particip", "arbitr", "moder", "celebr")
    several = Names([(stem, "en", f"{stem}ation") for stem in stems], ENDINGS)
    made = [several.find(words(f"we are {stem}atez"))[0].name.key for stem in stems]
    assert made == [f"{stem}ated" for stem in stems]


BARE = Names(NAMES, {})
KEYS = {key(text): owner for owner, _, text in NAMES}
A_SLIP = st.tuples(st.integers(0, 25), st.sampled_from("+-<="), st.sampled_from("acdeinot"))


def slip(typed, at, how, letter):
    """Return a word with one letter added, left out, swapped with the next or replaced."""
    at %= len(typed)
    if how == "<":
        return typed[:at] + typed[at + 1 : at + 2] + typed[at] + typed[at + 2 :]
    return typed[:at] + ("" if how == "-" else letter) + typed[at + (how != "+") :]


@given(st.sampled_from(sorted(KEYS)), st.lists(A_SLIP, min_size=1, max_size=3))
def test_looking_at_few_names_finds_what_comparing_all_of_them_does(typed, slips):
    for one in slips:
        typed = slip(typed, *one)
    compared = [
        (slips_between(typed, spelling), spelling)
        for spelling in KEYS
        if slips_between(typed, spelling) or typed == spelling
    ]
    # The longest name, a slip weighing as three letters; and what fits the place as well.
    least = min((3 * far - len(spelling), far) for far, spelling in compared)[1] if compared else 0
    nearest = {KEYS[spelling] for far, spelling in compared if far == least}
    assert set(found(BARE, typed)) == nearest
