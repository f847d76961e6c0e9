"""What happens when something goes wrong: the log gets all of it, the person a sentence."""

from __future__ import annotations

import logging
from collections.abc import Coroutine, Mapping
from typing import Any

from bot.blocks import Message
from bot.slack.post import post, respond, whisper
from bot.slack.services import Services

log = logging.getLogger(__name__)


def answer_later(
    services: Services, body: Mapping[str, Any], answer: Coroutine[Any, Any, None]
) -> None:
    """Answer after Slack has had its acknowledgement, with the same care for errors."""

    async def answer_with_care() -> None:
        try:
            await answer
        except Exception as error:  # noqa: BLE001 - the one handler of work in the background
            note(error, body)
            await apologise(services, body)

    services.tasks.start(answer_with_care())


def note(error: BaseException, body: Mapping[str, Any]) -> None:
    """Log an error with its traceback and the request's ids, but none of its words."""
    ids = ids_of(body)
    log.error(
        "could not answer: team=%s channel=%s event=%s",
        ids["team"],
        ids["channel"],
        ids["event"],
        exc_info=error,
    )


async def apologise(services: Services, body: Mapping[str, Any]) -> None:
    """Tell the person privately, in their language, that it did not work. Never raises."""
    ids = ids_of(body)
    message = await apology(services, ids["user"])
    try:
        if body.get("response_url"):
            await respond(services.client, body["response_url"], message)
        elif (event := body.get("event", {})).get("channel_type") == "im":
            await post(services.client, ids["channel"], message, event.get("thread_ts"))
        elif ids["channel"] and ids["user"]:
            await whisper(
                services.client, ids["channel"], ids["user"], message, event.get("thread_ts")
            )
    except Exception as error:  # noqa: BLE001 - when Slack is what is broken, nobody can be told
        log.warning("could not apologise either: %r", error)


async def apology(services: Services, user: str | None) -> Message:
    """Return the sentence that says so, in the person's language."""
    convene = services.live.convene
    return convene.notice("sorry", await services.people.locale(user))


def ids_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ids of a request of any kind: team, channel, user and event."""
    event = body.get("event", {})

    def find(name: str) -> Any:
        """Commands have `user_id`, interactions `user: {id}`, events `event: {user}`."""
        nested = body.get(name)
        return (
            body.get(f"{name}_id")
            or (nested.get("id") if isinstance(nested, Mapping) else nested)
            or event.get(name)
        )

    return {
        "team": find("team"),
        "channel": find("channel"),
        "user": find("user"),
        "event": body.get("event_id") or body.get("trigger_id"),
    }
