"""A person looks a type up by typing, in a modal or in the Home tab, and reads its card."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.answer import Answer
from bot.cards.controls import CARD, LOOK_UP
from bot.slack import modals
from bot.slack.errors import answer_later
from bot.slack.seen import Seen
from bot.slack.services import Services

# The action id tells the language, so that typing asks nobody anything.
MENU = re.compile(f"^{LOOK_UP}:(?P<language>.+)$")


def listen(app: AsyncApp, services: Services) -> None:
    """Open the look-up, offer what is being typed, show what is chosen, and share it."""
    shared = Seen()

    async def show_found(body: dict[str, Any], type_id: str, spoken: str) -> None:
        convene = services.live.convene
        views, language = convene.views, convene.language(spoken)
        if not modals.is_in_modal(body):
            await modals.show(services, body, views.card(type_id, language))
            return
        await modals.change(
            services,
            body["view"],
            views.looked_up(type_id, language),
            otherwise=views.looked_up(type_id, language, note="changed"),
        )

    @app.shortcut(LOOK_UP)
    async def open_look_up(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        opening = modals.open_at_once(services, body, services.live.convene.views.look_up)
        answer_later(services, body, opening)

    @app.options(MENU)
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        convene, language = services.live.convene, MENU.sub(r"\g<language>", payload["action_id"])
        found = convene.look_up(payload.get("value") or "", language)
        await ack(options=convene.views.options(found, convene.language(language)))

    @app.action(MENU)
    async def choose_found(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        type_id = (action.get("selected_option") or {}).get("value")
        if type_id:
            spoken = MENU.sub(r"\g<language>", action["action_id"])
            _keep(services, type_id, spoken)
            answer_later(services, body, show_found(body, type_id, spoken))

    @app.action(re.compile(f"^{CARD}:"))
    async def show_card(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        convene, type_id = services.live.convene, action["action_id"].partition(":")[2]
        view = convene.views.card(type_id, convene.language(action.get("value")))
        answer_later(services, body, modals.show(services, body, view))

    @app.view(CARD)
    async def share_card(ack: Any, body: dict[str, Any]) -> None:
        memo, convene = modals.memo(body), services.live.convene
        answer = convene.about(memo.types, memo.language)
        user = body["user"]["id"]
        found = (answer, convene.shared(answer, user)) if answer else None
        await modals.share(services, ack, body, shared, found)


def _keep(services: Services, type_id: str, spoken: str) -> None:
    """Keep what was chosen as if it had been asked for by its name: Slack tells no more."""
    convene = services.live.convene
    if of := convene.guide.types.get(type_id):
        language = convene.language(spoken)
        services.keep(Answer("card", of.name[language], language, types=(type_id,)))
