"""Every message and view of every surface, type and language, before two checkers."""

import copy
import json

import pytest
from every_message import surfaces, views
from second_checker import complaint

from bot.desk.workspace import check_content, check_view


@pytest.fixture(scope="module")
def every_message(convene):
    return {
        name: {"text": message.text, "blocks": list(message.blocks)}
        for name, message in surfaces(convene)
    }


@pytest.fixture(scope="module")
def every_view(convene):
    return dict(views(convene))


def test_there_is_one_of_each(every_message, every_view):
    assert len(every_message) > 300
    assert len(every_view) > 100


def test_the_stand_in_for_slack_takes_every_message(every_message):
    for message in every_message.values():
        check_content(message)


def test_the_stand_in_for_slack_takes_every_view(every_view):
    for view in every_view.values():
        check_view(view)


def test_a_second_checker_takes_every_message(every_message):
    wrong = {name: complaint(message) for name, message in every_message.items()}
    assert {name: why for name, why in wrong.items() if why} == {}


def test_a_second_checker_takes_every_view(every_view):
    wrong = {name: complaint(view) for name, view in every_view.items()}
    assert {name: why for name, why in wrong.items() if why} == {}


def test_the_second_checker_refuses_a_view_that_is_too_long(every_view):
    view = copy.deepcopy(every_view["en look up"])
    view["blocks"][0]["text"]["text"] = "x" * 3001
    assert complaint(view)


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "button", "text": {"type": "plain_text", "text": "x" * 76}, "action_id": "a"},
        {"type": "button", "text": {"type": "mrkdwn", "text": "x"}, "action_id": "a"},
        {"type": "button", "text": {"type": "plain_text", "text": "x"}, "action": "a"},
        {"type": "no such thing", "action_id": "a"},
        {"type": "static_select", "action_id": "a", "options": []},
    ],
)
def test_the_second_checker_refuses_what_slack_refuses(wrong):
    assert complaint({"text": "x", "blocks": [{"type": "actions", "elements": [wrong]}]})


def test_no_message_and_no_view_holds_what_json_does_not(every_message, every_view):
    for value in (*every_message.values(), *every_view.values()):
        assert json.loads(json.dumps(value)) == value


def test_what_a_modal_is_called_and_closed_with_is_never_cut(every_view):
    for name, view in every_view.items():
        for part in ("title", "submit", "close"):
            if part in view and "page" not in name:
                assert not view[part]["text"].endswith("…"), name
