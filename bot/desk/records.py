"""What a workspace is made of: people, channels, messages, views, steps, and leave to answer.

Knows fields. Must not know Slack's rules about them, nor the network.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.desk.app import APP_ID, BOT_ID, BOT_USER_ID

TEAM_ID = "T00DESK"
TEAM_DOMAIN = "desk"
RESPONSE_URL_POSTS = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace. `locale` is as Slack writes it: "fr-CA"."""

    id: str
    name: str
    real_name: str
    locale: str
    is_admin: bool = False
    is_guest: bool = False
    is_bot: bool = False


@dataclass(slots=True)
class Channel:
    """A channel, or a person's direct messages with the app (`with_user`)."""

    id: str
    name: str
    members: set[str]
    with_user: str | None = None
    messages: OrderedDict[str, Message] = field(default_factory=OrderedDict)

    @property
    def is_im(self) -> bool:
        """Whether this is a direct message."""
        return self.with_user is not None


@dataclass(slots=True)
class Message:
    """A message. `visible_to` is the one person who sees it, when it is ephemeral.

    `exchanges` are the numbers of the requests that made it what it is.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    visible_to: str | None = None
    subtype: str | None = None
    metadata: dict[str, Any] | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    unfurls: dict[str, Any] = field(default_factory=dict)
    edited: str | None = None
    command: str | None = None
    exchanges: list[int] = field(default_factory=list)

    @property
    def is_by_app(self) -> bool:
        """Whether the app posted it."""
        return self.user == BOT_USER_ID


@dataclass(slots=True)
class View:
    """A modal or a Home tab as it is shown to one person."""

    id: str
    user: str
    content: dict[str, Any]
    hash: str
    root_id: str
    previous_id: str | None = None

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The view's blocks, every id filled in."""
        blocks: list[dict[str, Any]] = self.content["blocks"]
        return blocks

    def payload(self) -> dict[str, Any]:
        """Return the view as Slack gives it to the app."""
        return {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
            **self.content,
            "id": self.id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "bot_id": BOT_ID,
            "app_installed_team_id": TEAM_ID,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": {}},
        }


@dataclass(slots=True)
class Execution:
    """One run of a custom step. `parameters` are those that it puts out, by name.

    Over once it has `outputs`, or an `error` in words for whoever ran the workflow.
    """

    parameters: Mapping[str, Mapping[str, Any]]
    required: frozenset[str]
    outputs: dict[str, Any] | None = None
    error: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether the app has said what came of it."""
        return self.outputs is not None or self.error is not None


@dataclass(slots=True)
class Trigger:
    """Leave to open a modal, once, for three seconds."""

    user: str
    expires_at: float
    is_used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Leave to answer one interaction, five times within half an hour.

    `source_ts` is the message that the interaction came from or has since produced.
    """

    user: str
    channel: str
    expires_at: float
    source_ts: str | None = None
    thread_ts: str | None = None
    posts_left: int = RESPONSE_URL_POSTS
