"""What the listeners share."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Answer
from bot.cards.controls import Choice
from bot.live.live import Live
from bot.record import asked
from bot.record.asked import Verdict
from bot.record.record import Recorder
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

    def keep(self, answer: Answer, asked_in: str | None = None) -> int | None:
        """Keep a question and what came of it; return its id, or None where nothing is kept.

        `asked_in` is the question's language, where that is not the answer's.
        """
        is_keeping = self.recorder.is_keeping
        question = asked.of(answer, asked.new_id(), asked_in=asked_in) if is_keeping else None
        self.recorder.note(question)
        return question.id if question else None

    def keep_choice(self, choice: Choice, type_id: str) -> None:
        """Keep which of several types was meant, by the question that they were offered for."""
        if choice.question_id is not None:
            self.recorder.note(Verdict(choice.question_id, meant=type_id))
