"""Where a press or a choice in a menu happened, out of what Slack sends of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.answer import Answer
from bot.cards import Place
from bot.slack.services import Services


@dataclass(frozen=True, slots=True)
class Press:
    """Who pressed, and on which message. `thread_ts` is its thread's, if it is in one.

    `is_private` is true where only they see the message, `is_direct` in direct messages,
    which are mostly those with the bot.
    """

    user: str
    channel: str
    ts: str
    thread_ts: str | None
    is_private: bool
    is_direct: bool
    response_url: str

    @property
    def is_public(self) -> bool:
        """Whether others see the message as well."""
        return not self.is_private and not self.is_direct

    @property
    def place(self) -> Place:
        """What people call the place where it happened."""
        if self.thread_ts:
            return "thread"
        return "direct" if self.is_direct else "channel"

    @property
    def threads(self) -> tuple[str | None, ...]:
        """The threads in which the message is the last answer, as `Threads.remember` takes them."""
        begins = self.thread_ts or self.ts
        return (begins, None) if self.is_direct and not self.thread_ts else (begins,)


def read(body: Mapping[str, Any]) -> Press:
    """Return where a `block_actions` on a message happened."""
    container = body.get("container") or {}
    channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id") or "")
    return Press(
        user=str((body.get("user") or {}).get("id") or ""),
        channel=channel,
        ts=str(container.get("message_ts") or ""),
        thread_ts=container.get("thread_ts"),
        is_private=bool(container.get("is_ephemeral", True)),
        is_direct=channel.startswith("D"),
        response_url=str(body.get("response_url") or ""),
    )


async def remember(
    services: Services, press: Press, answer: Answer | None, *, is_for_all: bool = False
) -> None:
    """Let a follow-up follow what a press shows: of the one who pressed, or of all there.

    In direct messages it is one and the same; outside of a thread nobody can follow what only
    they saw.
    """
    if answer is None or (press.is_private and not press.thread_ts and not press.is_direct):
        return
    convene, threads = services.live.convene, services.threads
    before = await threads.last(convene.guide, press.channel, press.threads[-1], press.user)
    only_for = "" if is_for_all or press.is_direct else press.user
    picked = convene.picked(answer, before)
    threads.remember(picked, press.channel, *press.threads, only_for=only_for)


async def language_of(services: Services, press: Press, spoken: str) -> str:
    """Return the language in which to answer a press on a message in the language `spoken`.

    The one that the person chose. Else it goes on as it is on one's own messages; on one that
    others asked for, it is the person's own.
    """
    people = services.people
    own = await (people.locale if press.is_public else people.chosen)(press.user)
    return services.live.convene.language(own or spoken)


async def language_at_once(services: Services, body: Mapping[str, Any], spoken: str | None) -> str:
    """Return the language of a window that a press opens: the one chosen, else as it was.

    Slack opens a window within three seconds of the press or not at all: it is not asked for
    the person's own, which may take its time.
    """
    chosen = await services.people.chosen((body.get("user") or {}).get("id"))
    return services.live.convene.language(chosen or spoken)
