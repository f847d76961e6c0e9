"""The guide that is live now: watched, swapped when it changes, kept over a restart."""
