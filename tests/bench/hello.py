"""The baselines: what Bolt's own documentation shows, saying hello."""

import os

from slack_bolt import App
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

SECRET = os.environ["SLACK_SIGNING_SECRET"]
US = {"enterprise_id": None, "team_id": "T1", "bot_token": "xoxb-bench", "bot_user_id": "U2"}

app = App(signing_secret=SECRET, authorize=lambda: AuthorizeResult(**US))
threads = SlackRequestHandler(app, path="/slack/events")


@app.command("/convene")
def say_hello(ack):
    ack("hello")


async def authorize():
    return AuthorizeResult(**US)


async_app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
asynchronous = AsyncSlackRequestHandler(async_app, path="/slack/events")


@async_app.command("/convene")
async def say_hello_asynchronously(ack):
    await ack("hello")
