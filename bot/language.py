"""Folding text so that spellings meet, and telling the languages apart.

Knows letters and words. Must not know the guide.
"""
