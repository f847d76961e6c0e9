"""From an answer to what a person sees: messages, modals and the Home tab, and their limits.

Never sends anything, and must not know how an answer was found.
"""

from bot.cards.cards import Cards, Place, unmarked

__all__ = ["Cards", "Place", "unmarked"]
