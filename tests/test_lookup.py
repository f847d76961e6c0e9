"""Look-up while a person types."""

import dataclasses
import time

import pytest

from bot.match.lookup import Lookup


@pytest.fixture(scope="module")
def lookup(convene):
    return Lookup(convene.guide)


def ids(found):
    return [one.type_id for one in found]


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("co-d", "en", "co-design"),
        ("COD", "en", "co-design"),
        ("codes", "fr", "co-design"),
        ("conception", "en", "co-design"),
        ("cocré", "fr", "co-creation"),
        ("cocre", "en", "co-creation"),
        ("big c", "en", "big-c-consultation"),
        ("majuscule", "fr", "big-c-consultation"),
        ("duty", "en", "big-c-consultation"),
        ("impact", "en", "collective-impact"),
    ],
)
def test_a_name_is_found_by_its_beginning_in_either_language(lookup, typed, language, first):
    assert ids(lookup.find(typed, language))[0] == first


def test_the_plain_name_comes_before_what_only_holds_it(lookup):
    assert ids(lookup.find("consultation", "en"))[:2] == ["consultation", "big-c-consultation"]


def test_each_type_is_found_by_all_of_its_names_and_asks(lookup, convene):
    for of in convene.guide.types.values():
        for texts in (of.also, of.asks):
            for language, several in texts.items():
                for text in several:
                    assert of.id in ids(lookup.find(text[:60], language)), text


def test_a_type_is_offered_once_and_says_by_what_it_was_found(lookup):
    found = lookup.find("co", "fr")
    assert len(ids(found)) == len(set(ids(found)))
    by_id = {one.type_id: one.because for one in lookup.find("participatory", "fr")}
    assert by_id == {"co-design": "participatory design"}
    assert lookup.find("collaboration", "en")[0].because == ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_of_what_both_languages_hold_the_persons_own_is_told(lookup, convene, language):
    for found in lookup.find("prototype", language):
        asks = convene.guide.types[found.type_id].asks
        if any("prototype" in ask for ask in asks[language]):
            assert found.because in asks[language]


@pytest.mark.parametrize("typed", ["conce", "co-d", "co d", "conception conj"])
def test_the_beginning_of_a_name_is_not_looked_for_in_asks_too(lookup, typed):
    assert ids(lookup.find(typed, "en")) == ["co-design"]


def test_a_word_of_no_name_is_found_in_asks(lookup):
    assert "consultation" in ids(lookup.find("opinions", "en"))


@pytest.mark.parametrize("typed", ["", " ", "-", "?!"])
def test_nothing_typed_yet_offers_every_type_in_the_guides_order(lookup, convene, typed):
    assert ids(lookup.find(typed, "en")) == list(convene.guide.types)


def test_what_stands_nowhere_is_taken_for_a_question(lookup, convene):
    assert lookup.find("on leur demande juste leur avis", "fr") == []
    assert ids(convene.look_up("on leur demande juste leur avis", "fr")) == ["consultation"]
    assert convene.look_up("zzz", "fr") == []


def test_of_asks_those_that_say_the_word_itself_and_most_often_come_first(lookup):
    """The law (loi) is of many asks of one type, of few of another; "loin" begins like it."""
    assert ids(lookup.find("loi", "fr"))[:2] == ["big-c-consultation", "consultation"]


def test_a_word_behind_an_apostrophe_is_found(lookup, convene):
    asks = convene.guide.types["consultation"].asks["fr"]
    assert any("l’avis" in ask for ask in asks)
    found = {one.type_id: one for one in lookup.find("avis", "fr")}
    assert "consultation" in found


@pytest.mark.parametrize("typed", ["loi", "prescribed", "locataires", "pilotes"])
def test_what_was_typed_is_in_sight_in_what_it_was_found_by(lookup, convene, typed):
    for language in ("en", "fr"):
        found = lookup.find(typed, language)
        assert found
        for shown in convene.views.options(found, language):
            text = shown["description"]["text"]
            assert typed in text.lower()
            assert len(text) <= 75


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("codesing", "co-design"),
        ("impct", "collective-impact"),
        ("impct collectif", "collective-impact"),
        ("collectif impct", "collective-impact"),
        ("consulation", "consultation"),
        ("consultaton majus", "big-c-consultation"),
        ("participatry desi", "co-design"),
    ],
)
def test_a_slip_in_any_word_is_forgiven(lookup, typed, first):
    assert ids(lookup.find(typed, "fr"))[0] == first


def test_a_slip_in_a_word_of_an_ask_is_forgiven(lookup):
    assert ids(lookup.find("locatires", "fr")) == ids(lookup.find("locataires", "fr"))


@pytest.mark.parametrize("typed", ["impc", "zzzz", "loii", "w3qx"])
def test_what_is_no_slip_finds_nothing(lookup, typed):
    assert all(one.because for one in lookup.find(typed, "en"))


def test_a_letter_typed_is_answered_within_5_ms_in_the_shipped_guide(lookup):
    lookup.find("warm", "en")
    for typed in ("c", "loi", "impct collectif", "we want to knwo what people thnk", "zzzz qqqqq"):
        took_s = []
        for _ in range(7):  # the fastest, since others use this machine too
            start = time.perf_counter()
            lookup.find(typed, "en")
            took_s.append(time.perf_counter() - start)
        assert min(took_s) < 0.005, typed


def test_a_letter_typed_is_answered_within_50_ms_in_a_guide_of_hundreds_of_types(convene):
    types = {}
    for number in range(300):
        of = list(convene.guide.types.values())[number % 8]
        types[f"t{number}"] = dataclasses.replace(of, id=f"t{number}")
    lookup = Lookup(dataclasses.replace(convene.guide, types=types))
    for typed in ("c", "consult", "we want to know what people think", "zzzz"):
        took_s = []
        for _ in range(5):  # the fastest, since others use this machine too
            start = time.perf_counter()
            lookup.find(typed, "en")
            took_s.append(time.perf_counter() - start)
        assert min(took_s) < 0.05, typed


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Look up a type"), ("fr", "Chercher un type")]
)
def test_the_menu_is_named_by_what_it_does_and_not_by_what_reads_like_a_value(
    convene, language, name
):
    """A menu beside a text has no label in Slack: screen readers say its placeholder."""
    for view in (convene.views.home(language), convene.views.look_up(language)):
        (search,) = [one for one in view["blocks"] if one.get("block_id") == "look_up"]
        assert search["accessory"]["placeholder"]["text"] == name
