"""The prompts that Slack suggests in the bot's Messages tab: four ways to ask, from the guide.

Knows the guide and wording. Must not know Slack.
"""

from __future__ import annotations

from bot.blocks import fit_plain
from bot.guide import Guide
from bot.wording import Wording

TITLE = 60  # more is cut on a phone
MOST_PROMPTS = 4  # docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts


def draw(guide: Guide, words: Wording) -> list[dict[str, str]]:
    """Return up to four prompts, each with what is shown and what is then said."""
    language = words.language
    one, *others = reversed(list(guide.types.values()))
    said = [words.say("prompt_name", name=one.name[language])]
    if others:
        names = {"one": others[0].name[language], "other": one.name[language]}
        said.append(words.say("prompt_compare", **names))
    said += [of.asks[language][0] for of in guide.types.values() if of.asks.get(language)][:1]
    said.append(words.say("prompt_list"))
    return [{"title": fit_plain(text, TITLE), "message": text} for text in said[:MOST_PROMPTS]]
