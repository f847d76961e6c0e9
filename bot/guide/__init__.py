"""What the bot knows: the content folder, read and checked. `load` makes one `Guide` of it."""

from bot.guide.load import load
from bot.guide.model import (
    Criterion,
    Group,
    Guide,
    Link,
    Option,
    Page,
    Step,
    TextLists,
    Texts,
    Type,
)
from bot.guide.problem import BrokenGuide, Problem

__all__ = [
    "BrokenGuide",
    "Criterion",
    "Group",
    "Guide",
    "Link",
    "Option",
    "Page",
    "Problem",
    "Step",
    "TextLists",
    "Texts",
    "Type",
    "load",
]
