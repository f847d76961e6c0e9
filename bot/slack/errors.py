"""What happens when something goes wrong: the log gets all of it, the person a sentence."""

from __future__ import annotations

import logging
from collections.abc import Coroutine, Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.cards.blocks import Message
from bot.slack.post import Expired, ThreadGone, post, respond, whisper
from bot.slack.refusals import reason
from bot.slack.services import Services

log = logging.getLogger(__name__)

# What Slack says where three seconds have passed since a press, or a press was used before.
TOO_LATE = ("expired_trigger_id", "trigger_expired", "trigger_exchanged", "exchanged_trigger_id")


def answer_later(
    services: Services, body: Mapping[str, Any], answer: Coroutine[Any, Any, None]
) -> None:
    """Answer after Slack has had its acknowledgement, with the same care for errors."""

    async def answer_with_care() -> None:
        try:
            with services.doubles.answering(body):
                await answer
        except Exception as error:  # noqa: BLE001 - the one handler of work in the background
            note(error, body)
            await apologise(services, body, sentence_for(error))

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


def sentence_for(error: BaseException) -> str:
    """Return the key of the sentence that tells a person what went wrong, and what to do."""
    if isinstance(error, Expired):
        return "expired"
    if isinstance(error, ThreadGone):
        return "thread_gone"
    if isinstance(error, SlackApiError) and reason(error) in TOO_LATE:
        return "late"
    return "sorry"


async def apologise(services: Services, body: Mapping[str, Any], sentence: str = "sorry") -> None:
    """Tell the person privately, in their language, that it did not work. Never raises."""
    message = await apology(services, ids_of(body)["user"], sentence)
    for tell in _ways(services, body, message):
        try:
            await tell
        except Exception as error:  # noqa: BLE001 - where Slack is what is broken, nobody can be told
            log.warning("could not apologise either: %r", error)
        else:
            return


def _ways(
    services: Services, body: Mapping[str, Any], message: Message
) -> Iterator[Coroutine[Any, Any, Any]]:
    """Yield the ways of telling a person something, the nearest to where they look first."""
    client, ids, event = services.client, ids_of(body), body.get("event", {})
    thread_ts = event.get("thread_ts") or (body.get("container") or {}).get("thread_ts")
    if body.get("response_url"):
        yield respond(client, body["response_url"], message, thread_ts=thread_ts)
    if event.get("channel_type") == "im":
        yield post(client, ids["channel"], message, thread_ts)
    elif ids["channel"] and ids["user"]:
        yield whisper(client, ids["channel"], ids["user"], message, thread_ts)
    if ids["user"]:
        yield post(client, ids["user"], message)


async def apology(services: Services, user: str | None, sentence: str = "sorry") -> Message:
    """Return the sentence that says so, in the person's language."""
    convene = services.live.convene
    return convene.notice(sentence, await services.people.locale(user))


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
