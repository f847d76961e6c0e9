"""Convene: a Slack bot that says which type of convening is which."""
