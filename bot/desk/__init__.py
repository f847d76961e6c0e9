"""Slack on your desk: a stand-in for Slack's side, in memory, on a loopback port.

`Slack` in `slack.py` is the whole of it. Knows Slack's rules. Must not know the bot's
insides: it talks to the bot as Slack does, over signed HTTP or Socket Mode.
"""
