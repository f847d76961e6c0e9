"""What the listeners share."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot import asked
from bot.answer import Answer
from bot.blocks import Message
from bot.live import Live
from bot.match import Match
from bot.record import Recorder
from bot.settings import Settings
from bot.slack.doubles import Doubles
from bot.slack.people import People
from bot.slack.tasks import Tasks
from bot.slack.threads import Threads


@dataclass(frozen=True, slots=True)
class Services:
    """What answers, what is kept of it, Slack's Web API, people's languages, work under way.

    `doubles` tells a press from the same one again.
    """

    live: Live
    client: AsyncWebClient
    people: People
    tasks: Tasks
    recorder: Recorder
    threads: Threads
    settings: Settings
    doubles: Doubles

    def reply(
        self,
        match: Match,
        locale: str | None = None,
        *,
        before: Answer | None = None,
        command: str = "/convene",
        is_private: bool = False,
        asker: str = "",
    ) -> tuple[Answer, Message]:
        """Answer a question that was matched, and keep what came of it but not who asked."""
        convene = self.live.convene
        answer, message = convene.reply(
            match, locale, before=before, command=command, is_private=is_private, asker=asker
        )
        if not self.recorder.is_keeping:
            return answer, message
        question_id = asked.new_id()
        self.recorder.note(asked.of(answer, question_id))
        return answer, convene.ask_if_helpful(message, answer, question_id)
