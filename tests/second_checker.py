"""A second opinion on Block Kit, by people who are not us: the package blockkit.

It is made for building blocks, so each message and view is built anew with it, from the
inside out; it raises where a value is none of Slack's, and what comes out must be what
went in.
"""

import blockkit
from blockkit.core import ComponentValidationError, FieldValidationError

BY_TYPE = {
    "actions": blockkit.Actions,
    "button": blockkit.Button,
    "context": blockkit.Context,
    "conversations_select": blockkit.ConversationsSelect,
    "divider": blockkit.Divider,
    "external_select": blockkit.ExternalSelect,
    "header": blockkit.Header,
    "home": blockkit.Home,
    "input": blockkit.Input,
    "modal": blockkit.Modal,
    "mrkdwn": blockkit.Text,
    "plain_text": blockkit.Text,
    "plain_text_input": blockkit.PlainTextInput,
    "radio_buttons": blockkit.RadioButtons,
    "section": blockkit.Section,
    "static_select": blockkit.StaticSelect,
}
BY_PLACE = {
    "filter": blockkit.ConversationFilter,
    "initial_option": blockkit.Option,
    "option_groups": blockkit.OptionGroup,
    "options": blockkit.Option,
}


def complaint(value):
    """Return what is wrong with a view, or with a message's text and blocks; "" if nothing."""
    try:
        made = _build(value).build() if "type" in value else _build_message(value)
    except (ComponentValidationError, FieldValidationError, KeyError, TypeError) as error:
        return f"{type(error).__name__}: {error}"
    if "private_metadata" not in value and made.get("private_metadata") == "null":
        del made["private_metadata"]  # the package's own slip (2.1.3): it writes down None
    return "" if made == value else f"came out as {made}"


def _build_message(message):
    blocks = [_build(block) for block in message["blocks"]]
    return blockkit.Message(text=message["text"], blocks=blocks).build()


def _build(value, place=""):
    if isinstance(value, list):
        return [_build(item, place) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    made = BY_TYPE[kind] if kind else BY_PLACE[place]
    parts = {name: _build(part, name) for name, part in value.items() if name != "type"}
    return made(type=kind, **parts) if made is blockkit.Text else made(**parts)
