"""A workflow looks a type up. Slack runs the step only after `manifest --with workflow`."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.answer import decide
from bot.cards import outputs
from bot.slack.errors import note
from bot.slack.manifest import STEP
from bot.slack.services import Services
from bot.slack.text import question


def listen(app: AsyncApp, services: Services) -> None:
    """Tell the workflow what was found, or why it cannot go on."""

    async def run(event: dict[str, Any], body: dict[str, Any]) -> None:
        convene = services.live.convene
        # The step has a token of its own, for as long as it runs.
        call = {
            "function_execution_id": event["function_execution_id"],
            "token": event.get("bot_access_token") or services.client.token,
        }
        try:
            text = question(str((event.get("inputs") or {}).get("question") or ""))
            answer = decide(convene.match(text), convene.guide)
            services.keep(answer)
            found = outputs.of(answer, convene.guide, convene.words[answer.language])
            await services.client.functions_completeSuccess(outputs=found, **call)
        except Exception as error:  # noqa: BLE001 - the workflow waits to be told
            note(error, body)
            sentence = convene.notice("sorry", None).text
            await services.client.functions_completeError(error=sentence, **call)

    @app.event("function_executed")
    async def run_step(event: dict[str, Any], body: dict[str, Any]) -> None:
        if (event.get("function") or {}).get("callback_id") == STEP:
            services.tasks.start(run(event, body))
