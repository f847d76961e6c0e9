"""Spellings that people mean alike fold alike, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import fold, folded_words, key, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Co-Design", "co design"),
        ("co\u2011design", "co design"),  # non-breaking hyphen
        ("co – design", "co design"),
        ("co—design", "co design"),
        ("co−design", "co design"),  # minus sign
        ("co\u00addesign", "codesign"),  # soft hyphen
        ("co\u200bdesign\ufeff", "codesign"),
        ("Cocréation", "cocreation"),
        ("cocre\u0301ation", "cocreation"),
        ("CRÉATION CONJOINTE", "creation conjointe"),
        ("cœur", "coeur"),
        ("Æther", "aether"),
        ("Straße", "strasse"),
        ("smørrebrød", "smorrebrod"),
        ("İstanbul ılık", "istanbul ilik"),
        ("l’idée", "l'idee"),
        ("l´idée", "l'idee"),
        ("l`idée", "l'idee"),
        ("lʼidée", "l'idee"),
        ("«\u00a0C\u00a0» “C”", '" c " "c"'),
        ("Ｃｏ－ｄｅｓｉｇｎ", "co design"),  # full-width letters
        ("ﬁnance", "finance"),  # ligature
        ("  a\tb\r\nc\u00a0d\u202fe ", "a b c d e"),
        ("a\x00b\x07c", "abc"),
        ("日本語", "日本語"),
        ("がっこう", "がっこう"),  # the two small strokes are part of the letter
        ("हिन्दी", "हिन्दी"),
        ("한국어", "한국어"),
        ("what's co/design?", "what's co/design?"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_what_people_type_differently_and_mean_alike_folds_alike(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Co-design", "codesign"),
        ("co design", "codesign"),
        ("codesign", "codesign"),
        ('Capital "C" Consultation', "capitalcconsultation"),
        ("Consultation avec un « C » majuscule", "consultationavecuncmajuscule"),
        ("l’idée", "lidee"),
        ("हिन्दी", "हिन्दी"),
        ("?!…", ""),
    ],
)
def test_a_key_is_letters_and_digits_alone(typed, expected):
    assert key(typed) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert key(fold(text)) == key(text)


@given(st.text(alphabet="abcdéèêçàœæ -'’"))
def test_case_does_not_matter(text):
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("L’idée : co-design", "l idee co design"),
        ("see https://example.org/co-creation now", "see now"),
        ("<https://example.org|co-design>", "co design"),
        ("note: <!here> co-design", "note co design"),
        ("<@U123> to #general, @ana", "to"),
        ("ana@example.org knows", "knows"),
        ("a :smile: b", "a b"),
        ("10:30 or 11:45", "10 30 or 11 45"),
        ("R&amp;D", "r d"),
        ("les aîné·e·s", "les aine"),
        ("·e·s ·", "e"),
        ("a\u1680b\x85c\u3000d", "a b c d"),
        ("e\u0301te \u0301 la", "ete la"),
    ],
)
def test_what_says_nothing_is_left_out_of_the_words(typed, folded):
    assert " ".join(folded_words(typed)) == folded


@given(st.text(alphabet="abéœ\u0301·’ .,:@#<>&/\n—日"))
def test_words_alone_are_those_of_a_question(text):
    assert folded_words(text) == [word.folded for word in words(text)]


def test_stops_are_counted_and_what_stands_between_is_kept():
    assert [tuple(word) for word in words("Oui, l’été\u0301; \u0301 non")] == [
        ("Oui", "oui", 0, ""),
        ("l", "l", 1, ", "),
        ("été\u0301", "ete", 1, "’"),
        ("non", "non", 2, "; \u0301 "),
    ]
