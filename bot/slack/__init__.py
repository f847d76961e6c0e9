"""Slack: the Bolt app and its listeners, one file for each thing a person does.

The only room that imports slack_bolt. Must not hold rules or wording: it takes a question
out of what Slack sends, and puts the message it gets back where the person looks.
"""
