"""What stands on each card, and that Slack would take it, whatever the guide says."""

import dataclasses
import itertools
import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from every_message import messages, views
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.answer import Answer
from bot.cards import Cards, page_view
from bot.cards.blocks import MESSAGE_TEXT, Draft, escape, fit
from bot.cards.cards import quoted_from
from bot.cards.facts import first_sentence
from bot.desk.workspace import check_content, check_view
from bot.match.lookup import Lookup

LANGUAGES = ("en", "fr")


@pytest.fixture(scope="session")
def words():
    return wording.load(LANGUAGES)


def check(message):
    """Have the stand-in for Slack refuse what Slack would."""
    check_content({"text": message.text, "blocks": list(message.blocks)})
    assert message.text


def test_slack_takes_every_message_of_the_shipped_guide(convene):
    for _, message in messages(convene.cards, convene.guide):
        check(message)


def test_slack_takes_every_view_of_the_shipped_guide(convene):
    for _, view in views(convene):
        check_view(view)


def test_nothing_is_said_by_dots_alone(convene):
    """A screen reader spells "●●●○" out, and who sees it must guess what it counts."""
    drawn = [*messages(convene.cards, convene.guide), *views(convene)]
    for name, one in drawn:
        said = json.dumps(getattr(one, "blocks", one), ensure_ascii=False) + getattr(
            one, "text", ""
        )
        assert not set(said) & set("●○◉◌◦"), name
    card = convene.cards.card("co-design", "en")
    assert "Steps: understand, design, test (3\u00a0of\u00a04)" in card.text
    french = [
        one["text"]["text"] for one in convene.cards.card("co-design", "fr").blocks if "text" in one
    ]
    assert "*Étapes*\ncomprendre, concevoir, tester (3\u00a0sur\u00a04)" in french


@pytest.mark.parametrize("character", ["x", "&", "<", "é", "x "])
def test_slack_takes_every_answer_of_a_guide_that_says_far_too_much(convene, words, character):
    def inflate(value):
        if isinstance(value, str):
            return character * 20_000
        if isinstance(value, Mapping):
            return {key: inflate(text) for key, text in value.items()}
        return value

    texts = ("name", "definition", "who", "outcome", "choose_when", "example", "note")
    types = {}
    for number in range(300):
        of = list(convene.guide.types.values())[number % 8]
        inflated = {key: inflate(dict(getattr(of, key))) for key in texts}
        types[f"t{number}"] = dataclasses.replace(of, id=f"t{number}", **inflated)
    pages = {
        id_: dataclasses.replace(page, summary=inflate(dict(page.summary)), type=None)
        for id_, page in convene.guide.pages.items()
    }
    guide = dataclasses.replace(convene.guide, types=types, pages=pages)
    cards = Cards(guide, words)
    check(cards.message(Answer("list", "", "fr")))
    check(cards.message(Answer("choices", "", "fr", types=tuple(types))))
    few = dataclasses.replace(guide, types=dict(list(types.items())[:9]))
    for _, message in messages(Cards(few, words), few):
        check(message)
    for page in pages.values():
        check_view(page_view.draw(page, words["fr"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_all_that_the_guide_says_in_its_text_too(convene, language):
    guide = convene.guide
    for of in guide.types.values():
        message = convene.cards.message(Answer("card", "?", language, types=(of.id,)))
        told = [of.name, of.definition, of.who, of.outcome, of.example, of.note]
        for texts in filter(None, told):
            assert escape(texts[language]) in message.text
        steps = ", ".join(one.name[language] for one in guide.steps if one.id in of.steps)
        assert not steps or f": {steps} (" in message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_links_to_both_pages_in_its_language(convene, language):
    for of in convene.guide.types.values():
        message = convene.cards.message(Answer("card", "?", language, types=(of.id,)))
        buttons = [
            element
            for block in message.blocks
            if block["type"] == "actions"
            for element in block["elements"]
            if "url" in element
        ]
        pages = [convene.guide.pages[id_] for id_ in ("stakeholders", "collective-impact")]
        more = {"en": "Read more: ", "fr": "À lire\u00a0: "}[language]
        assert {(one["text"]["text"], one["url"]) for one in buttons} == {
            (more + page.title[language], page.url[language]) for page in pages
        }


def test_a_card_carries_the_name_in_the_other_language(convene):
    message = convene.cards.message(Answer("card", "?", "fr", types=("co-design",)))
    assert message.blocks[1]["elements"][0]["text"] == "En anglais\u00a0: Co-design"


def test_a_comparison_puts_what_is_shared_last(convene):
    message = convene.cards.message(
        Answer("comparison", "?", "en", types=("co-production", "co-creation"))
    )
    labels = [block["text"]["text"].split("\n")[0] for block in message.blocks if block.get("text")]
    assert labels[-1] == "*What comes out (the same)*"
    assert labels.index("*Steps*") < labels.index("*What comes out (the same)*")


def test_the_persons_words_come_out_inert_and_unformatted(convene):
    answer = Answer(
        "card", "?", "en", types=("co-design",), because=("<!channel>", "*_bold_*", "&amp;")
    )
    quoted = convene.cards.message(answer).blocks[-2]["elements"][0]
    assert quoted["text"] == "You wrote: &lt;!channel&gt; · bold · &amp;amp;"
    assert quoted["verbatim"] is True


def test_a_card_is_drawn_once_for_a_language(convene):
    answer = Answer("card", "?", "en", types=("co-design",))
    first, second = (convene.cards.message(answer) for _ in range(2))
    assert all(one is other for one, other in zip(first.blocks, second.blocks, strict=True))


@given(st.text(), st.integers(1, 300))
def test_fitted_text_is_no_longer_than_asked_once_escaped(text, most):
    fitted = fit(text, most)
    assert len(escape(fitted)) <= most
    assert fitted == text or fitted.endswith("…")


@given(st.text())
def test_escaped_text_holds_nothing_that_slack_takes_for_a_reference(text):
    assert not set("<>") & set(escape(text))


def test_a_text_far_too_long_is_cut_between_lines(words):
    draft = Draft(words["en"])
    for _ in range(100):
        draft.paragraph("word " * 40)
    text = draft.message().text
    assert len(text) <= MESSAGE_TEXT
    assert text.endswith("word \n…")


def test_every_language_says_the_same_things_with_the_same_blanks(words):
    def blanks(text):
        return sorted(part.split("}")[0] for part in text.split("{")[1:])

    english, french = words["en"].says, words["fr"].says
    assert english.keys() == french.keys()
    for key in english:
        assert blanks(english[key]) == blanks(french[key])


def test_nothing_said_is_left_unsaid(words):
    """Every wording is used somewhere; what nothing uses is deleted."""
    code = "".join(path.read_text() for path in wording.HERE.parent.rglob("*.py"))
    languages = {f"in_{language}" for language in words}
    assert {key for key in words["en"].says if f'"{key}"' not in code} == languages


def test_french_is_set_as_a_french_editor_would(words):
    for key, text in words["fr"].says.items():
        assert "'" not in text, key
        for sign in ":;!?»":
            assert f" {sign}" not in text, key


def test_json_of_a_message_is_plain_data(convene):
    message = convene.menu("fr")
    assert json.loads(json.dumps(message.blocks)) == list(message.blocks)


def test_a_guide_of_hundreds_of_types_offers_them_to_whoever_types_in_the_menu(convene):
    types = {}
    for number in range(300):
        of = list(convene.guide.types.values())[number % 8]
        name = {language: f"{text} {number}" for language, text in of.name.items()}
        types[f"t{number}"] = dataclasses.replace(of, id=f"t{number}", name=name)
    guide = dataclasses.replace(convene.guide, types=types)
    many = dataclasses.replace(
        convene, guide=guide, cards=Cards(guide, convene.words), lookup=Lookup(guide)
    )
    card = many.card("t5", "en")
    check(card)
    (menu,) = [
        element
        for block in card.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "external_select"
    ]
    assert menu["action_id"] == "compare:en:t5"
    assert len(many.comparable("t5", "en", "")) == 100
    offered = many.comparable("t5", "en", "Co DESIGN 29")
    assert [option["text"]["text"] for option in offered] == ["Co-design 29", "Co-design 293"]
    assert many.comparable("gone", "en", "") == []


@pytest.mark.parametrize(
    ("types", "language", "title"),
    [
        (("co-design", "co-creation"), "en", "Co-design or Co-creation"),
        (
            ("consultation", "co-design", "collaboration"),
            "en",
            "Consultation, Co-design or Collaboration",
        ),
        (
            ("consultation", "co-design", "collaboration"),
            "fr",
            "Consultation, Conception conjointe ou Collaboration",
        ),
    ],
)
def test_a_comparison_is_called_by_the_names_in_it(convene, types, language, title):
    message = convene.cards.comparison(types, language)
    assert message.blocks[0]["text"]["text"] == title


def test_where_to_read_more_about_two_types_is_said_once(convene):
    both = Answer("comparison", "?", "en", types=("co-design", "co-creation"), fact="read")
    message = convene.cards.message(both)
    assert message.text.startswith("Co-design or Co-creation\n")
    assert message.text.count("Living Guide to Social Innovation Labs") == 1
    read = [one for block in message.blocks for one in block.get("elements", ()) if "url" in one]
    assert len({one["url"] for one in read}) == len(read)


def test_a_comparison_keeps_the_order_in_which_the_types_were_named(convene):
    for question in ("co-creation vs co-design", "co-design vs co-creation"):
        answer, _ = convene.reply(convene.match(question))
        assert list(answer.types) == question.split(" vs ")


def chosen(message):
    """Return the lines of a comparison that say when to choose which."""
    lines = message.text.split("\n")
    start = next(
        at for at, line in enumerate(lines) if line in ("When to choose which", "Lequel choisir")
    )
    return [line for line in lines[start + 1 :][:4] if " when " in line or " quand " in line]


@pytest.mark.parametrize(("language", "when"), [("en", "when"), ("fr", "quand")])
def test_a_comparison_says_of_each_type_when_to_choose_it(convene, language, when):
    for one, other in itertools.permutations(convene.guide.types.values(), 2):
        answer = Answer("comparison", "?", language, types=(one.id, other.id))
        lines = chosen(convene.cards.message(answer))
        colon = convene.words[language].say("fact", label="", text="")
        assert lines == [
            f"• {of.name[language]}{colon}{when} {of.choose_when[language]}" for of in (one, other)
        ]


def test_every_case_goes_on_from_the_words_before_it(convene):
    for of in convene.guide.types.values():
        for text in of.choose_when.values():
            assert text[0].islower()
            assert text.endswith(".")


@pytest.mark.parametrize(
    ("types", "lines"),
    [
        (
            ("co-design", "co-creation"),
            [
                "• Co-design: when this should come out of it: “Tested prototypes”",
                "• Co-creation: when this should come out of it: “A solution in place”",
            ],
        ),
        (  # they come out alike: the steps tell them apart
            ("co-production", "co-creation"),
            [
                "• Co-production: when these are your steps: test, produce",
                "• Co-creation: when these are your steps: design, test, produce",
            ],
        ),
    ],
)
def test_where_the_guide_does_not_say_when_a_fact_that_tells_them_apart_does(convene, types, lines):
    silent = replace(convene.guide.types[types[0]], choose_when={})
    guide = replace(convene.guide, types={**convene.guide.types, types[0]: silent})
    message = Cards(guide, convene.words).message(Answer("comparison", "?", "en", types=types))
    assert chosen(message) == lines


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("Who? You.", "Who?"),
        ("Qui\u202f? Vous.", "Qui\u202f?"),
        ("He said “no.” They went.", "He said “no.”"),
        ("About 3.5 of them came. Two left.", "About 3.5 of them came."),
        ("A line\n\nAnother.", "A line"),
        ("No stop at all", "No stop at all"),
        ("", ""),
    ],
)
def test_a_first_sentence_ends_where_it_ends(text, first):
    assert first_sentence(text) == first


def test_a_row_of_a_page_and_one_of_its_type_do_not_bear_the_same_name(convene):
    message = convene.cards.message(Answer("page", "?", "en", pages=("collective-impact",)))
    assert "• Type of convening: Collective impact: A structured approach" in message.text


def fields_of(message):
    return [len(block["fields"]) for block in message.blocks if "fields" in block]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [3, 4])
def test_three_types_stand_fact_by_fact_beneath_each_other(convene, language, count):
    """A section has two columns: the third type would stand alone below the first."""
    for types in itertools.combinations(convene.guide.types, count):
        message = convene.cards.comparison(types, language)
        assert fields_of(message) == []
        names = [f"• *{convene.guide.types[id_].name[language]}*" for id_ in types]
        facts = [
            block["text"]["text"].split("\n")
            for block in message.blocks
            if block["type"] == "section" and "\n• " in block["text"]["text"]
        ]
        assert len(facts) >= 3
        for label, *lines in facts:
            assert label.startswith("*")
            shown = [line.startswith(name) for line, name in zip(lines, names, strict=True)]
            assert all(shown), lines


def test_two_types_stand_side_by_side(convene):
    fields = fields_of(convene.cards.comparison(("co-design", "co-creation"), "en"))
    assert set(fields) == {2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_does_not_say_is_said_plainly_or_left_out(convene, language):
    silent = convene.words[language].say("not_said_of_it")
    for count in (2, 3, 4):
        for types in itertools.combinations(convene.guide.types, count):
            lines = convene.cards.comparison(types, language).text.split("\n")
            assert not [line for line in lines if line.endswith("–")]
            labels = [at for at, line in enumerate(lines) if not line.startswith("• ")]
            for start, end in itertools.pairwise([*labels, len(lines)]):
                told = [line.endswith(silent) for line in lines[start + 1 : end]]
                assert sum(told) <= len(told) / 2, lines[start]


@pytest.mark.parametrize(
    ("question", "because", "quoted"),
    [
        ("We build mock-ups together", ("mock", "together"), "mock-ups · together"),
        ("mock-ups, then more mock-ups", ("mock", "ups"), "mock-ups"),
        ("a mockery of mock-ups", ("mock",), "mock-ups"),
        ("on l’a co‑construit", ("construit",), "co‑construit"),
        ("l’avis des locataires", ("avis",), "avis"),
        ("go/no-go (peut-être)", ("go", "être"), "go · peut-être"),
        ("co design, please", ("co design",), "co design"),
        ("c++ (really)", ("c++",), "c++"),
        ("", ("mock",), "mock"),
        ("half*mast-high*", ("mast",), "mast-high"),
    ],
)
def test_words_that_decided_are_quoted_whole(question, because, quoted):
    answer = Answer("card", question, "en", types=("co-design",), because=because)
    assert quoted_from(answer) == quoted


def test_a_message_is_quoted_with_whole_words(convene):
    text = "We build and test mock-ups with the tenants, before anything is decided."
    answer, _ = convene.reply(convene.match(text))
    answer = replace(answer, kind="card", types=("co-design",), because=("mock", "tenants"))
    said = convene.described.message(answer, "1.2").text
    assert "The message says: mock-ups · tenants" in said


def test_a_comparison_of_the_same_with_the_same_gives_no_reason_to_choose(convene):
    message = convene.cards.message(
        Answer("comparison", "?", "en", types=("co-design", "co-design"))
    )
    assert "When to choose which" not in message.text


def test_a_language_that_the_bots_words_do_not_name_names_itself(convene):
    languages = {"en": "English", "fr": "français"}
    says = {key: said for key, said in convene.words["en"].says.items() if key != "in_fr"}
    words = {**convene.words, "en": replace(convene.words["en"], says=says)}
    cards = Cards(replace(convene.guide, languages=languages), words)
    assert (
        "Français: Conception conjointe"
        in cards.message(Answer("card", "", "en", types=("co-design",))).text
    )
