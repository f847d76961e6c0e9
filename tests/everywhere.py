"""What the tests of Slack's other surfaces share: reading views and messages as people do."""

import dataclasses

from bot.cards import Cards
from bot.cards.described import Described
from bot.cards.views import Views
from bot.desk.payloads import elements
from bot.match.lookup import Lookup
from bot.slack.manifest import EXTRAS, manifest

# The app with everything that a workspace may add.
MANIFEST = manifest("https://bot.example", EXTRAS, ["mars-solutions-lab.gitbook.io"])


def with_guide(convene, **changes):
    """Return the same bot with its guide changed."""
    guide = dataclasses.replace(convene.guide, **changes)
    cards = Cards(guide, convene.words)
    return dataclasses.replace(
        convene,
        guide=guide,
        cards=cards,
        lookup=Lookup(guide),
        views=Views(guide, convene.words, cards),
        described=Described(guide, convene.words, cards),
    )


def without(convene, *type_ids):
    """Return the same bot with a guide that has lost some types."""

    def left(ids):
        return tuple(id_ for id_ in ids if id_ not in type_ids)

    kept = {id_: convene.guide.types[id_] for id_ in left(convene.guide.types)}
    types = {id_: dataclasses.replace(of, related=left(of.related)) for id_, of in kept.items()}
    groups = tuple(
        dataclasses.replace(group, types=left(group.types)) for group in convene.guide.groups
    )
    return with_guide(convene, types=types, groups=groups)


def titles(blocks):
    """Return the headings of blocks."""
    return [block["text"]["text"] for block in blocks if block["type"] == "header"]


def heading(message):
    """Return the first heading of a message."""
    return titles(message.blocks)[0]


def said(blocks):
    """Return everything that blocks say, as one text."""

    def texts(value):
        if isinstance(value, dict):
            for key, content in value.items():
                if key == "text" and isinstance(content, str):
                    yield content
                else:
                    yield from texts(content)
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)

    return "\n".join(texts(list(blocks)))


def actions(blocks):
    """Return the action ids of everything in blocks that a person can press or choose."""
    return [element["action_id"] for _, element in elements(blocks)]


async def modal(slack, who, has="", count=1):
    """Wait for the modal before a person, once it says something; `count` in their stack."""

    def found():
        view = slack.workspace.modal(who)
        is_there = view and len(slack.workspace.modals[who]) >= count
        return view if is_there and has in said([view.content["title"], *view.blocks]) else None

    return await slack.until(found)


async def home(slack, who, has=""):
    """Open the Home tab and wait until it says something."""
    await slack.open_home(who)
    return await home_now(slack, who, has)


async def home_now(slack, who, has=""):
    """Wait until the Home tab before a person says something."""

    def found():
        view = slack.workspace.homes.get(who)
        return view if view and has in said(view.blocks) else None

    return await slack.until(found)


def private(slack, who, channel):
    """Return the messages that only this person sees, without Slackbot's."""
    return [one for one in slack.seen_by(who, channel) if one.visible_to == who and one.is_by_app]


def public(slack, channel):
    """Return the bot's messages that everybody sees."""
    return [one for one in slack.messages(channel) if one.is_by_app and one.visible_to is None]
