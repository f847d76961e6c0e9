"""Which of two types that share a name is meant: a consultation, or one with a capital C.

Knows the signs that a guide gives for a variant. A capital letter alone is no sign: people
begin sentences with it, and telephones write it unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.guide import Type
from bot.match.lessons import TYPE
from bot.match.names import Mention
from bot.match.phrases import Phrases
from bot.match.reading import MEANS, Reader, Reading

WHETHER = "whether"
"""What words such as "or not" mean: what their clause says is left open."""


class Variants:
    """The variants of a guide's types, by the type whose bare name they share."""

    def __init__(self, types: Iterable[Type], reader: Reader) -> None:
        variants = [type_ for type_ in types if type_.variant_of]
        self._of = {TYPE + str(type_.variant_of): TYPE + type_.id for type_ in variants}
        # What a sign means ("by law": the law) hints at the variant in any other words.
        self._hints = {
            TYPE + type_.id: frozenset(
                meaning
                for signs in type_.signs.values()
                for sign in signs
                for meaning in reader.read(sign).meanings
                if meaning.startswith(MEANS)
            )
            for type_ in variants
        }
        self._signs = Phrases(
            {
                TYPE + type_.id: [sign for signs in type_.signs.values() for sign in signs]
                for type_ in variants
            }
        )

    def settle(self, reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions, each shared name given to the type that is meant by it.

        "Consultation vs consultation" names both; so does a comparison that names one and
        gives a sign of the other.
        """
        owners = [mention.name.owner for mention in mentions]
        if not any(owner in self._of or owner in self._of.values() for owner in owners):
            return [*mentions]
        signed = {
            heard.meaning
            for heard in self._signs.find(reading.words)
            if not reading.is_negated[heard.start]
        }
        # "Consultation or Consultation": nobody says one thing twice.
        compares = reading.says("compare") or (len(owners) > 1 and reading.says("or"))
        settled: list[Mention] = []
        if compares and len({*owners}) == 1 and owners[0] in self._of.values():
            # Set against what, if not the plain one?
            base = next(base for base, variant in self._of.items() if variant == owners[0])
            return [_given(mentions[0], base), *mentions]
        for i, (mention, owner) in enumerate(zip(mentions, owners, strict=True)):
            variant = self._of.get(owner)
            if variant is None:
                settled.append(mention)
            elif variant in owners:  # both are named: the bare name only echoes the variant's
                is_set_beside = reading.says("or") and not mention.name.is_derived
                settled += [mention] if compares or is_set_beside else []
            elif owners.count(owner) > 1 and compares:
                settled.append(_given(mention, variant) if i > owners.index(owner) else mention)
            elif variant in signed:
                settled += [mention] if compares and len(owners) == 1 else []
                settled.append(_given(mention, variant))
            else:
                settled.append(mention)
        return settled

    def is_doubted(self, reading: Reading, owner: str) -> bool:
        """Say whether what is described, nearest to the type `owner`, may be its namesake.

        So it is where signs are only denied ("not legally required, but…": it may be the plain
        type, or still the variant, "we cannot legally go on before…"); where a clause leaves
        them open ("by law or out of courtesy"); and where a variant has none, nor a hint.
        """
        signs = self._signs.find(reading.words)
        if signs and all(reading.is_negated[sign.start] for sign in signs):
            return True
        variant = owner if owner in self._hints else self._of.get(owner)
        if variant is None:
            return False
        hints = [heard for heard in reading.heard if heard.meaning in self._hints[variant]]
        told = [heard for heard in (*signs, *hints) if not reading.is_negated[heard.start]]
        if not told:
            return owner == variant
        doubts = {
            reading.words[one.start].clause for one in reading.heard if one.meaning == WHETHER
        }
        return any(reading.words[one.start].clause in doubts for one in told)

    def is_bare(self, reading: Reading, mentions: Sequence[Mention]) -> bool:
        """Say whether a shared name stands alone, with the capital that a variant is known by.

        "Consultation" may be either, for a telephone writes it so; "consultation" and
        "CONSULTATION" are the plain one.
        """
        if len(mentions) != 1 or mentions[0].name.owner not in self._of or reading.says("define"):
            return False
        typed = reading.words[mentions[0].start].text
        return typed[0].isupper() and not typed.isupper()

    def of(self, owner: str) -> str | None:
        """Return the variant of a type, if it has one."""
        return self._of.get(owner)


def _given(mention: Mention, owner: str) -> Mention:
    return mention._replace(name=replace(mention.name, owner=owner))
