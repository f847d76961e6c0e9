"""The prompts that Slack suggests in the bot's Messages tab: four ways to ask, from the guide.

Knows the guide and wording. Must not know Slack.
"""

from __future__ import annotations

from bot.cards.blocks import fit_plain
from bot.guide import Guide
from bot.wording import Wording

# More is cut on a phone.
TITLE = 60


def draw(guide: Guide, words: Wording) -> list[dict[str, str]]:
    """Return prompts, each with what is shown and what is then said.

    Four at most, as many as Slack takes:
    docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts.
    """
    language = words.language
    one, *others = reversed(list(guide.types.values()))
    asked = words.say("prompt_name", name=one.name[language])
    prompts = [(asked, asked)]
    if others:
        names = {"one": others[0].name[language], "other": one.name[language]}
        title = words.say("prompt_compare_title", **names)
        prompts.append((title, words.say("prompt_compare", **names)))
    # Whole situations are longer than a title may be.
    asks = (of.asks[language][0] for of in guide.types.values() if of.asks.get(language))
    prompts += [(words.say("prompt_situation"), ask) for ask in asks][:1]
    listed = words.say("prompt_list")
    prompts.append((listed, listed))
    return [{"title": fit_plain(title, TITLE), "message": said} for title, said in prompts]
