"""What a workflow gets to know: an answer as a few plain texts and a yes or no.

Knows answers, the guide and wording. Must not know Slack.
"""

from __future__ import annotations

from typing import TypeAlias

from bot.answer import Answer
from bot.guide import Guide
from bot.wording import Wording

Outputs: TypeAlias = dict[str, str | bool]


def of(answer: Answer, guide: Guide, words: Wording) -> Outputs:
    """Return `name`, `definition`, `link`, and whether the answer is `sure`.

    Several types are all named, so that a workflow which looks at the name alone does not
    pass a guess off as an answer. Where nothing was found, name and definition are empty: what
    the bot says for itself is not a workflow's to post.
    """
    language = words.language
    types = [guide.types[id_] for id_ in answer.types]
    pages = [guide.pages[id_] for id_ in answer.pages]
    name = words.any_of([one.name[language] for one in types]) if types else ""
    link = guide.source.url
    if len(types) == 1 and types[0].source:
        link = types[0].source.url
    match answer.kind:
        case "card" | "comparison" | "choices":
            several = len(types) > 1
            definition = "\n".join(
                words.say("fact", label=one.name[language], text=one.definition[language])
                if several
                else one.definition[language]
                for one in types
            )
        case "page":
            name, definition, link = (
                pages[0].title[language],
                pages[0].summary[language],
                pages[0].url,
            )
        case "list":
            definition = ", ".join(one.name[language] for one in guide.types.values())
        case "none":
            definition = ""
    is_sure = answer.kind in ("card", "comparison", "page")
    return {"name": name, "definition": definition, "link": link[language], "sure": is_sure}
