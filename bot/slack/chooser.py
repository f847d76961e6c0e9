"""A person asks for help in choosing a type: questions, advice, and starting over."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards.controls import ADVICE, CHOOSE
from bot.chooser import advise
from bot.slack import modals, presses
from bot.slack.errors import answer_later
from bot.slack.seen import Seen
from bot.slack.services import Services


def listen(app: AsyncApp, services: Services) -> None:
    """Ask, advise, and share the advice."""
    shared = Seen()

    async def open_questions(body: dict[str, Any], spoken: str | None) -> None:
        language = await presses.language_at_once(services, body, spoken)
        await modals.show(services, body, services.live.convene.views.chooser(language))

    @app.action(CHOOSE)
    async def ask(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        answer_later(services, body, open_questions(body, action.get("value")))

    @app.action(f"{CHOOSE}:again")
    async def ask_again(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        convene = services.live.convene
        language, round_ = convene.language(action.get("value")), modals.memo(body).round + 1
        view = convene.views.chooser(language, round_=round_)
        change = modals.change(services, body["view"], view, otherwise=view)
        answer_later(services, body, change)

    @app.view(CHOOSE)
    async def give_advice(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        convene = services.live.convene
        memo, picked = modals.memo(body), _picked(view)
        language = convene.language(memo.language)
        advice = advise(convene.guide, picked)
        if len(advice.picked) < len(picked) or not convene.guide.criteria:
            asked_anew = convene.views.chooser(language, "guide_changed", round_=memo.round)
            await ack(response_action="update", view=asked_anew)
        elif not advice.types:
            undecided = convene.views.undecided(advice, language, round_=memo.round)
            await ack(response_action="update", view=undecided)
        else:
            advised = convene.views.advice(advice, language, round_=memo.round)
            await ack(response_action="update", view=advised)

    @app.view(ADVICE)
    async def share_advice(ack: Any, body: dict[str, Any]) -> None:
        memo, convene = modals.memo(body), services.live.convene
        advice = advise(convene.guide, memo.picked)
        language, user = convene.language(memo.language), body["user"]["id"]
        answer = convene.about(advice.types, language)
        found = (answer, convene.views.shared_advice(advice, language, user)) if answer else None
        await modals.share(services, ack, body, shared, found)


def _picked(view: dict[str, Any]) -> dict[str, str]:
    """Return the options that were picked, by criterion."""
    picked = {}
    for entered in view["state"]["values"].values():
        for criterion, state in entered.items():
            if option := state.get("selected_option"):
                picked[criterion] = str(option["value"])
    return picked
