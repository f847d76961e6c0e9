"""What a person in the terminal reads."""

import html
import io
import re

import pytest
from rich.console import Console

from bot.answer import Answer
from bot.cards import terminal

QUESTIONS = ["co-design", "codesign ou cocréation ?", "parties prenantes", "types", "quels types"]
ADDRESS = re.compile(r"https?://[^\s|>'\"]+")


def shown(message, width=80, **options):
    console = Console(width=width, file=io.StringIO(), highlight=False, **options)
    terminal.show(message, console)
    return console.file.getvalue()


def addresses(message):
    blocks = str(message.blocks)
    return {html.unescape(one) for one in ADDRESS.findall(blocks)}


@pytest.fixture(params=QUESTIONS)
def message(convene, request):
    return convene.reply(convene.match(request.param), command="python -m bot ask")[1]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_address_is_whole_on_a_line_of_its_own(message, width):
    lines = [line.strip() for line in shown(message, width).splitlines()]
    assert addresses(message) <= set(lines)


@pytest.mark.parametrize("width", [40, 80])
def test_nothing_else_is_wider_than_the_terminal(message, width):
    lines = [line for line in shown(message, width).splitlines() if "://" not in line]
    assert max(map(len, lines)) <= width
    assert not any(line.endswith(" ") for line in lines)


def test_no_word_of_the_answer_is_left_out(message):
    words = set(shown(message, 40).split())
    for block in message.blocks:
        if block["type"] in ("header", "section"):
            for text in (block.get("text"), *block.get("fields", ())):
                said = html.unescape(text["text"]).replace("*", "").replace("_", "") if text else ""
                assert set(said.split()) <= words


def test_a_line_breaks_at_no_blank_that_forbids_it(convene):
    _, message = convene.reply(convene.match("coproduction ou cocréation"))
    for width in range(30, 89):
        for line in shown(message, width).splitlines():
            assert not line.endswith(("«", "\u00a0", "\u202f"))
            assert not line.startswith((":", ";", "!", "?", "»", "\u00a0", "\u202f"))


def test_a_pipe_gets_plain_text(message):
    assert not re.search(r"[\x1b│╭─]", shown(message))


def test_a_terminal_gets_links_to_click(message):
    links = set(re.findall(r"\x1b]8;id=\d+;(.+?)\x1b", shown(message, force_terminal=True)))
    assert links == addresses(message)


@pytest.mark.parametrize("question", ["help", "aide", "qwertz"])
def test_what_only_slack_can_do_is_not_offered(convene, question):
    match = convene.match(question)
    _, here = convene.reply(match, command="python -m bot ask")
    answer, there = convene.reply(match)
    where = convene.words[answer.language].say("help_where")
    assert where in there.text
    assert where[:20] not in shown(here)
    assert "python -m bot ask C" in shown(here).replace("\n", " ")


def test_a_comparison_does_not_name_at_its_end_what_stands_in_its_title(convene):
    _, message = convene.reply(convene.match("co-design or co-creation"))
    assert shown(message).rstrip().splitlines()[-1].startswith("You wrote")
    assert "Co-design · Co-creation" not in shown(message)


def test_close_types_are_named_to_ask_for(convene):
    near = Answer(
        "card", "", "en", types=("co-design",), runners_up=("co-creation", "consultation")
    )
    assert "\nCo-creation · Consultation\n" in shown(convene.cards.message(near))
