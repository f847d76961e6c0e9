"""The modals and the Home tab: the catalogue, the look-up, a card, and help in choosing.

Knows the guide, wording and Slack's limits of a view. Never opens or publishes one. What a
view must remember until it is pressed stands in its `private_metadata`: see `Memo`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any, TypeAlias

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    DividerBlock,
    ExternalDataSelectElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)

from bot.cards import advised
from bot.cards.blocks import (
    OPTION,
    Blocks,
    Draft,
    Message,
    button,
    escape,
    fit,
    fit_around,
    fit_plain,
    mention,
)
from bot.cards.cards import Cards
from bot.cards.controls import (
    ADVICE,
    CARD,
    CHOOSE,
    LANGUAGE,
    LOOK_UP,
    TURN,
    choose,
    compare_with,
    read_page,
    view_card,
)
from bot.cards.facts import first_sentence
from bot.chooser import Advice
from bot.guide import Criterion, Guide, Type
from bot.match.lookup import Found
from bot.wording import Wording

View: TypeAlias = dict[str, Any]

# docs.slack.dev/reference/views: titles and buttons of 24, 100 blocks, labels of 2,000, and
# docs.slack.dev/reference/block-kit/block-elements/select-menu-element: 100 options.
TITLE, LABEL, PLACEHOLDER, MOST_OPTIONS = 24, 2000, 150, 100
# One row and perhaps a heading for each type of the catalogue, one row for each page; the
# rest of a Home tab's 100 blocks is what stands above and below them.
MOST_TYPES, MOST_PAGES = 40, 5
SUMMARY, ROW_NAME = 150, 75
MOST_IN_ROW = 25
SHARE_WITH = "share_with"


@dataclass(frozen=True, slots=True)
class Memo:
    """What a modal remembers: its language, the types it shows, and what was picked in it.

    `round` counts how often the questions of "Help me choose" were started over.
    """

    language: str
    types: tuple[str, ...] = ()
    picked: Mapping[str, str] = field(default_factory=dict)
    round: int = 0

    def write(self) -> str:
        """Return it as a view's `private_metadata`."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, line: str) -> Memo:
        """Return what `write` wrote; of anything else, nothing is remembered."""
        try:
            kept = json.loads(line)
            return cls(
                str(kept["language"]),
                tuple(str(id_) for id_ in kept["types"]),
                {str(key): str(value) for key, value in kept["picked"].items()},
                int(kept.get("round", 0)),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls("")


class Views:
    """Draws the views of one guide. `language` is always one of the guide's."""

    def __init__(self, guide: Guide, words: Mapping[str, Wording], cards: Cards) -> None:
        self._guide = guide
        self._words = words
        self._cards = cards

    # -- the catalogue

    def home(self, language: str, start: int = 0, *, has_chosen: bool = False) -> View:
        """Draw the Home tab, with the types from number `start` on.

        Who `has_chosen` a language finds the way back to the one they ask in.
        """
        words, guide = self._words[language], self._guide
        listed = self._grouped(words)
        start = min(max(start, 0), max(len(listed) - 1, 0)) // MOST_TYPES * MOST_TYPES
        draft = Draft(words)
        draft.heading(guide.title[language])
        draft.paragraph(words.say("home"))
        blocks = [*_blocks(draft), self._search(words), self._ways(words, has_chosen=has_chosen)]
        draft = Draft(words)
        here = listed[start : start + MOST_TYPES]
        for name, several in groupby(here, key=lambda pair: pair[0]):
            if name:
                draft.heading(name)
            for _, of in several:
                self._row(draft, of, words)
        if len(listed) > MOST_TYPES:
            draft.quiet(
                words.say("some_of", first=start + 1, last=start + len(here), count=len(listed))
            )
            draft.controls(_turns(start, len(listed), words))
        pages = list(guide.pages.values())[:MOST_PAGES]
        if pages:
            draft.heading(words.say("read_more"))
        for page in pages:
            summary = fit(first_sentence(page.summary[language]), SUMMARY)
            draft.row(page.title[language], summary, read_page(page, words))
        draft.references(
            words.say("source"), [(guide.source.title[language], guide.source.url[language])]
        )
        return {"type": "home", "blocks": [*blocks, *_blocks(draft)]}

    def _grouped(self, words: Wording) -> list[tuple[str, Type]]:
        """Return every type under its group's name, those of no group last."""
        guide, language = self._guide, words.language
        grouped = [(group.name[language], id_) for group in guide.groups for id_ in group.types]
        known = {id_ for _, id_ in grouped}
        others = [id_ for id_ in guide.types if id_ not in known]
        rest = words.say("other_types") if grouped else ""
        pairs = [*grouped, *((rest, id_) for id_ in others)]
        return [(name, guide.types[id_]) for name, id_ in pairs]

    def _search(self, words: Wording) -> dict[str, Any]:
        names = [of.name[words.language] for of in self._guide.types.values()]
        menu = ExternalDataSelectElement(
            action_id=f"{LOOK_UP}:{words.language}",
            # A menu beside a text has no label: screen readers say this for its name.
            placeholder=_plain(words.say("look_up"), PLACEHOLDER),
            min_query_length=1,
        )
        how = words.say("look_up_how", name=fit(names[-1], ROW_NAME))
        text = MarkdownTextObject(text=escape(how), verbatim=True)
        # A block with an id of its own: Slack keeps what stands in it when the view changes.
        return SectionBlock(text=text, accessory=menu, block_id=LOOK_UP).to_dict()

    def _ways(self, words: Wording, *, has_chosen: bool) -> dict[str, Any]:
        """Return the row of buttons: help me choose, the other languages, and the one asked in."""
        others = [
            button(
                self._words[other].say("speak", language=endonym),
                f"{LANGUAGE}:{other}",
                value=other,
            )
            for other, endonym in self._guide.languages.items()
            if other != words.language
        ]
        helps = [choose(words)] if self._guide.criteria else []
        back = [button(words.say("speak_any"), f"{LANGUAGE}:")] if has_chosen else []
        row = [*helps, *others[: MOST_IN_ROW - len(helps) - len(back)], *back]
        return (ActionsBlock(elements=row) if row else DividerBlock()).to_dict()

    # -- looking up

    def look_up(self, language: str) -> View:
        """Draw the modal in which a type is looked up."""
        words = self._words[language]
        blocks = (self._search(words),)
        return self._modal(words, "look_up", blocks, Memo(language), callback_id=LOOK_UP)

    def looked_up(self, type_id: str, language: str, note: str = "") -> View:
        """Draw the same modal with the card of what was found, or that it is gone.

        `note` is the key of a sentence above the card.
        """
        words, is_there = self._words[language], type_id in self._guide.types
        draft = Draft(words)
        if not is_there or note:
            draft.paragraph(words.say(note if is_there else "gone_here"))
        blocks = [self._search(words), *_blocks(draft)]
        if not is_there:
            return self._modal(words, "look_up", blocks, Memo(language), callback_id=LOOK_UP)
        blocks += self._card(type_id, words)
        memo = Memo(language, (type_id,))
        return self._modal(words, "look_up", blocks, memo, callback_id=CARD, shares=True)

    def options(self, found: Iterable[Found], language: str) -> list[dict[str, Any]]:
        """Return what a menu offers: each type's name, and by what else it was found."""
        options = [
            Option(
                value=one.type_id,
                text=_plain(self._guide.types[one.type_id].name[language], OPTION),
                description=_plain(fit_around(one.because, one.at, OPTION), OPTION)
                if one.because
                else None,
            )
            for one in found
        ]
        return [one.to_dict() for one in options[:MOST_OPTIONS]]

    # -- a card

    def card(self, type_id: str, language: str) -> View:
        """Draw a card in a modal from which it can be shared, or that its type is gone."""
        words = self._words[language]
        if type_id not in self._guide.types:
            return self.notice("gone_here", language)
        memo = Memo(language, (type_id,))
        blocks = self._card(type_id, words)
        return self._modal(words, "type", blocks, memo, callback_id=CARD, shares=True)

    def comparison(self, types: Sequence[str], language: str) -> View:
        """Draw types side by side in a modal from which that can be shared.

        From here no way leads on: it may be the third modal of a pile, and Slack allows no
        fourth (docs.slack.dev/surfaces/modals).
        """
        words = self._words[language]
        if not all(type_id in self._guide.types for type_id in types):
            return self.notice("gone_here", language)
        blocks = (*self._cards.comparison(types, language).blocks, self._share_with(words))
        memo = Memo(language, tuple(types))
        return self._modal(words, "compared", blocks, memo, callback_id=CARD, shares=True)

    def notice(self, key: str, language: str, **values: object) -> View:
        """Draw one of the bot's own sentences in a modal."""
        words = self._words[language]
        draft = Draft(words)
        draft.paragraph(words.say(key, **values))
        return self._modal(words, "type", draft.message().blocks, Memo(language))

    # -- help me choose

    def chooser(self, language: str, note: str = "", *, round_: int = 0) -> View:
        """Draw the questions. `note` is the key of a sentence above them.

        `round_` counts how often they were started over: each time they stand empty.
        """
        words = self._words[language]
        draft = Draft(words)
        draft.paragraph(words.say(note or "choose_how"))
        asked = (_question(criterion, words, round_) for criterion in self._guide.criteria)
        blocks = (*_blocks(draft), *asked)
        memo = Memo(language, round=round_)
        view = self._modal(words, "help_me_choose", blocks, memo, callback_id=CHOOSE)
        if not self._guide.criteria:
            return self.notice("gone_here", language)
        return view | {"submit": _plain(words.say("see_advice"), TITLE).to_dict()}

    def advice(self, advice: Advice, language: str, *, round_: int = 0) -> View:
        """Draw what fits, why, why not the next, what to read, and what to do with it."""
        words = self._words[language]
        draft = Draft(words)
        advised.draw(draft, advice, self._guide, words)
        again = button(words.say("start_over"), f"{CHOOSE}:again", value=language)
        draft.controls([again])
        blocks = (*_blocks(draft), self._share_with(words))
        picked = {key: one.id for key, one in advice.picked}
        memo = Memo(language, advice.types, picked, round_)
        return self._modal(words, "help_me_choose", blocks, memo, callback_id=ADVICE, shares=True)

    def undecided(self, advice: Advice, language: str, *, round_: int) -> View:
        """Draw the way on where no type fits yet: what to find out, and what is possible."""
        words = self._words[language]
        draft = Draft(words)
        advised.draw_open(draft, advice, self._guide, words)
        again = button(words.say("start_over"), f"{CHOOSE}:again", value=language)
        draft.controls([again])
        memo = Memo(language, round=round_)
        return self._modal(words, "help_me_choose", _blocks(draft), memo)

    def shared_advice(self, advice: Advice, language: str, user: str) -> Message:
        """Draw it as a message for everybody; `user` is Slack's id of whoever shares it."""
        words = self._words[language]
        draft = Draft(words)
        draft.credit(words.say("shared_by", who=mention(user)))
        advised.draw(draft, advice, self._guide, words, is_shared=True)
        return draft.message()

    # -- parts

    def _card(self, type_id: str, words: Wording) -> Blocks:
        """Return a type's card with what can be done with it in a modal."""
        draft = Draft(words)
        draft.put(self._cards.card(type_id, words.language))
        draft.controls([compare_with(self._guide.types[type_id], self._guide, words)])
        return (*_blocks(draft), self._share_with(words))

    def _share_with(self, words: Wording) -> dict[str, Any]:
        """Return the menu of places to share with; Slack gives a response URL for the one."""
        menu = ConversationSelectElement(
            action_id=SHARE_WITH,
            default_to_current_conversation=True,
            response_url_enabled=True,
            filter=ConversationFilter(exclude_bot_users=True),
        )
        label = _plain(words.say("share_with"), LABEL)
        return InputBlock(block_id=SHARE_WITH, label=label, element=menu).to_dict()

    def _row(self, draft: Draft, of: Type, words: Wording) -> None:
        summary = fit(first_sentence(of.definition[words.language]), SUMMARY)
        name = fit(of.name[words.language], ROW_NAME)
        draft.row(name, summary, view_card(of, words))

    def _modal(
        self,
        words: Wording,
        title: str,
        blocks: Sequence[dict[str, Any]],
        memo: Memo,
        *,
        callback_id: str = "",
        shares: bool = False,
    ) -> View:
        view: View = {
            "type": "modal",
            "title": _plain(words.say(title), TITLE).to_dict(),
            "close": _plain(words.say("close"), TITLE).to_dict(),
            "private_metadata": memo.write(),
            "blocks": list(blocks),
        }
        if callback_id:
            view["callback_id"] = callback_id
        if shares:
            view["submit"] = _plain(words.say("share_submit"), TITLE).to_dict()
        return view


def _question(criterion: Criterion, words: Wording, round_: int) -> dict[str, Any]:
    """Return a question as a menu: four of them are one screen of a phone, or four stops by ear.

    What speaks for nothing ("I don't know") stands in it already, so that a person answers
    what they can; a question without such an answer may be left out.
    """
    options = {
        one.id: Option(value=one.id, text=_plain(one.text[words.language], OPTION))
        for one in criterion.options
    }
    unknown = [options[one.id] for one in criterion.options if not one.speaks_for]
    element = StaticSelectElement(
        action_id=criterion.id,
        placeholder=_plain(words.say("choose_answer"), PLACEHOLDER),
        options=list(options.values()),
        initial_option=unknown[0] if unknown else None,
    )
    label = _plain(criterion.ask[words.language], LABEL)
    # Slack keeps what was entered where the ids stay the same: in the next round they must not.
    block_id = f"{criterion.id}:{round_}"
    return InputBlock(
        block_id=block_id, label=label, element=element, optional=not unknown
    ).to_dict()


def _turns(start: int, count: int, words: Wording) -> list[ButtonElement]:
    """Return the buttons to the rows before and after."""
    before, after = start - MOST_TYPES, start + MOST_TYPES
    turns = []
    if before >= 0:
        turns.append(button(words.say("previous"), f"{TURN}:{before}", value=words.language))
    if after < count:
        turns.append(button(words.say("next"), f"{TURN}:{after}", value=words.language))
    return turns


def _blocks(draft: Draft) -> Blocks:
    return draft.message().blocks


def _plain(text: str, most: int) -> PlainTextObject:
    return PlainTextObject(text=fit_plain(text, most), emoji=False)
