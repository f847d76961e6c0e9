"""The bot as an operator runs it: processes, signals, exit codes."""

import asyncio
import contextlib
import json
import os
import shlex
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

import httpx
import pytest
from everywhere import heading

from bot.__main__ import main
from bot.desk.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.desk.workspace import GENERAL, LUC, MAYA

ROOT = Path(__file__).parent.parent
# Deleted when the last reference to its folder goes.
PLACE = tempfile.TemporaryDirectory(prefix="convene-")
DATABASE = Path(PLACE.name) / "convene.sqlite3"
PROCFILE = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Run:
    """A process of the bot, and what it has logged so far."""

    def __init__(self, process):
        self.process = process
        self.logged = ""

    async def until_logged(self, text, times=1):
        async with asyncio.timeout(30):
            while self.logged.count(text) < times:
                line = await self.process.stderr.readline()
                assert line, f"ended before it logged {text!r}:\n{self.logged}"
                self.logged += line.decode()

    async def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        async with asyncio.timeout(30):
            self.logged += (await self.process.stderr.read()).decode()
            return await self.process.wait()


@contextlib.asynccontextmanager
async def running(line, **environ):
    """Run a command line of the bot with nothing else in its environment."""
    _, *arguments = shlex.split(line)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={"DATABASE_URL": f"sqlite:///{DATABASE}", **environ},
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield Run(process)
    finally:
        # The workers too: they would outlive their parent and hold on to the pipe.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()


async def until_reachable(port):
    """Workers say that they have started before they listen."""
    transport = httpx.AsyncHTTPTransport(retries=6)
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get(f"http://127.0.0.1:{port}/healthz")


def over_http(slack, port, **more):
    slack.point_to(f"http://127.0.0.1:{port}/slack/events")
    slack.line.timeout_s = 10
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "PORT": str(port),
        **more,
    }


async def test_the_web_line_of_the_procfile_answers_and_stops_cleanly(slack):
    port = free_port()
    async with running(PROCFILE["web"], **over_http(slack, port)) as bot:
        await bot.until_logged("running on")
        exchange = await slack.command(LUC, GENERAL, "/convene", "conception conjointe")
        assert heading(exchange.message) == "Conception conjointe"
        asked = await slack.mention(
            MAYA, GENERAL, "what is the difference between co-design and co-creation?"
        )
        assert set(heading(await slack.answer_to(asked)).split(" or ")) == {
            "Co-design",
            "Co-creation",
        }
        assert await bot.stop() == 0
        assert "Traceback" not in bot.logged
        assert "WARNING" not in bot.logged


async def test_several_workers_answer_and_stop_cleanly(slack):
    port = free_port()
    environ = over_http(slack, port, WEB_CONCURRENCY="2")
    async with running(PROCFILE["web"], **environ) as bot:
        await bot.until_logged("startup complete", times=2)
        await until_reachable(port)
        exchange = await slack.command(MAYA, GENERAL, "/convene", "codesing")
        assert heading(exchange.message) == "Co-design"
        assert await bot.stop() == 0
        assert "Traceback" not in bot.logged


async def test_being_told_to_stop_finishes_what_is_under_way(slack):
    port = free_port()
    slack.fail_next("chat.postMessage", status=200, delay_s=0.5)
    async with running(PROCFILE["web"], **over_http(slack, port)) as bot:
        await bot.until_logged("running on")
        asked = await slack.mention(MAYA, GENERAL, "co-design")
        assert await bot.stop() == 0
        assert heading(await slack.answer_to(asked)) == "Co-design"


async def test_the_worker_line_of_the_procfile_answers_and_stops_cleanly(slack):
    port = free_port()
    environ = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "PORT": str(port),
    }
    async with running(PROCFILE["worker"], **environ) as bot:
        await bot.until_logged("running on")
        await slack.until(lambda: slack.line.sockets)
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert heading(exchange.message) == "Co-design"
        async with httpx.AsyncClient() as client:
            health = await client.get(f"http://127.0.0.1:{port}/healthz")
        assert (health.status_code, health.json()["types"]) == (200, 8)
        assert await bot.stop() == 0
        assert "Traceback" not in bot.logged


async def test_ctrl_c_stops_a_socket_without_a_port(slack):
    environ = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
    }
    async with running("python -m bot", **environ) as bot:
        await bot.until_logged("over Socket Mode")
        await slack.until(lambda: slack.line.sockets)
        assert await bot.stop(signal.SIGINT) == 0
        assert "Traceback" not in bot.logged


async def test_a_second_ctrl_c_waits_for_nothing(slack):
    environ = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
    }
    slack.fail_next("chat.postMessage", hangs=True)
    async with running("python -m bot", **environ) as bot:
        await bot.until_logged("over Socket Mode")
        await slack.until(lambda: slack.line.sockets)
        await slack.mention(MAYA, GENERAL, "co-design")
        await slack.idle()
        bot.process.send_signal(signal.SIGINT)
        await bot.until_logged("told to stop")
        async with asyncio.timeout(2):
            assert await bot.stop(signal.SIGINT) == -signal.SIGINT


async def test_without_a_network_a_socket_says_so_in_a_line_and_stops_at_once():
    environ = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    async with running("python -m bot", SLACK_API_URL="http://127.0.0.1:9/api", **environ) as bot:
        await bot.until_logged("no connection to Slack: 127.0.0.1 cannot be reached")
        async with asyncio.timeout(2):
            assert await bot.stop() == 0
    assert "Traceback" not in bot.logged
    assert "connected: " not in bot.logged


async def test_a_refused_token_ends_a_socket_with_one_sentence_and_exit_code_2(slack):
    environ = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": "xapp-of-yesterday"}
    async with running("python -m bot", SLACK_API_URL=slack.api_url, **environ) as bot:
        stderr = (await bot.process.stderr.read()).decode()
        assert await bot.process.wait() == 2
    assert stderr.startswith("Slack does not accept SLACK_APP_TOKEN (invalid_auth): generate one")
    assert stderr.count("\n") == 1


async def test_a_refused_bot_token_over_http_is_one_line_and_answers_go_on(slack):
    port = free_port()
    environ = over_http(slack, port, SLACK_BOT_TOKEN="xoxb-of-yesterday")
    async with running("python -m bot", **environ) as bot:
        await bot.until_logged("Slack does not accept SLACK_BOT_TOKEN (invalid_auth): copy the")
        await bot.until_logged("running on")
        exchange = await slack.command(MAYA, GENERAL, "/convene", "co-design")
        assert heading(exchange.message) == "Co-design"
        async with httpx.AsyncClient() as client:
            health = await client.get(f"http://127.0.0.1:{port}/healthz")
        facts = health.json()
        assert (health.status_code, facts["status"], facts["slack"]) == (200, "degraded", "refused")
        assert await bot.stop() == 0
    assert bot.logged.count("Slack does not accept") == 1


async def test_of_several_workers_one_says_that_the_bot_token_is_refused(slack):
    environ = over_http(
        slack, free_port(), SLACK_BOT_TOKEN="xoxb-of-yesterday", WEB_CONCURRENCY="2"
    )
    async with running("python -m bot", **environ) as bot:
        await bot.until_logged("startup complete", times=2)
        await slack.until(lambda: len(slack.calls("auth.test")) == 2)
        await bot.until_logged("Slack does not accept")
        assert await bot.stop() == 0
    assert bot.logged.count("Slack does not accept") == 1


async def test_a_taken_port_is_one_sentence(slack):
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with running("python -m bot http", **over_http(slack, port)) as bot:
            stderr = (await bot.process.stderr.read()).decode()
            assert await bot.process.wait() == 2
    assert stderr == f"Port {port} is taken: set PORT to a free one.\n"


@pytest.mark.parametrize(
    ("line", "environ", "says"),
    [
        ("python -m bot http", {}, "SLACK_BOT_TOKEN is missing"),
        ("python -m bot http", {"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET is missing"),
        ("python -m bot socket", {"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is missing"),
        ("python -m bot http", {"PORT": "x"}, "PORT must be a number"),
        ("python -m bot ask", {}, "Ask something"),
        ("python -m bot manifest --url http://bot.example", {}, "begins with https://"),
        ("python -m bot ask --lang de co-design", {}, 'has no language "de"'),
        ("python -m bot chek", {}, 'There is no command "chek". Did you mean python -m bot check?'),
        ("python -m bot co-design", {}, "To ask: python -m bot ask co-design"),
        (
            "python -m bot forget",
            {"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/db"},
            "The database cannot be opened (connection failed: ",
        ),
        (
            "python -m bot report",
            {"DATABASE_URL": "sqlite:////no/such/folder/convene.sqlite3"},
            "(unable to open database file): is DATABASE_URL right?",
        ),
        ("python -m bot ask --lang", {}, "ask: argument --lang: expected one argument."),
        ("python -m bot check here there", {}, "unrecognized arguments: there."),
    ],
)
async def test_bad_use_is_one_clear_sentence_and_exit_code_2(tmp_path, line, environ, says):
    async with running(line, **environ) as bot:
        stderr = (await bot.process.stderr.read()).decode()
        assert await bot.process.wait() == 2
    assert says in stderr
    assert stderr.count("\n") == 1


async def test_a_place_that_cannot_be_written_to_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    async with running(f"python -m bot export {tmp_path}/file") as bot:
        stderr = (await bot.process.stderr.read()).decode()
        assert await bot.process.wait() == 1
    assert stderr == f"{tmp_path}/file: File exists.\n"


@pytest.mark.parametrize("command", ["http", "socket", "ask co-design", "check"])
async def test_a_broken_folder_at_start_is_every_problem_and_exit_code_1(slack, tmp_path, command):
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    (folder / "types" / "co-design.yml").write_text("name: [\n", encoding="utf-8")
    (folder / "pages" / "stakeholders.yml").unlink()
    environ = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "CONTENT_DIR": str(folder),
        "PORT": str(free_port()),
    }
    _, *arguments = shlex.split(f"python -m bot {command}")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        # No database with a guide from another run: that would be served.
        env={"DATABASE_URL": f"sqlite:///{tmp_path}/convene.sqlite3", **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output = (await process.communicate())[0].decode()
    assert process.returncode == 1
    assert "co-design.yml:" in output
    assert "stakeholders" in output
    assert "Traceback" not in output


async def test_questions_on_standard_input_come_out_as_json_lines():
    questions = ["co-design", "c'est quoi la coproduction", "", "<!channel>", "types?"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "ask", "--json", "-"),
        cwd=ROOT,
        env={},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate("\n".join(questions).encode() + b"\ncaf\xe9\n")
    answers = [json.loads(line) for line in output.decode().splitlines()]
    assert process.returncode == 0
    assert [answer["question"] for answer in answers] == [*questions, "caf\ufffd"]
    assert set(answers[0]) == {
        *("question", "language", "kind", "types", "pages", "because", "text", "blocks")
    }
    assert (answers[0]["kind"], answers[0]["types"]) == ("card", ["co-design"])
    assert (answers[1]["language"], answers[1]["types"]) == ("fr", ["co-production"])
    assert answers[4]["kind"] == "list"


async def test_a_reader_who_has_had_enough_ends_any_command_quietly():
    reader, writer = os.pipe()
    os.close(reader)
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "check"),
            cwd=ROOT,
            env={},
            stdout=writer,
            stderr=asyncio.subprocess.PIPE,
        )
    finally:
        os.close(writer)
    _, stderr = await process.communicate()
    assert (process.returncode, stderr.decode()) == (141, "")


def test_asking_leaves_the_signals_of_the_process_alone(capsys, monkeypatch):
    # Whoever calls it in their own process would otherwise end with the next lost connection.
    monkeypatch.setenv("CONTENT_DIR", str(ROOT / "content"))
    before = signal.getsignal(signal.SIGPIPE)
    assert main(["ask", "co-design"]) == 0
    assert signal.getsignal(signal.SIGPIPE) == before


async def test_the_desk_says_where_it_is_and_stops_at_once_on_ctrl_c():
    port = free_port()
    async with running("python -m bot --no-browser", PORT=str(port)) as bot:
        await bot.until_logged(f"Slack is on your desk: http://127.0.0.1:{port}\n")
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            page = await http.get("/")
            async with http.stream("GET", "/desk/live", params={"person": MAYA}):
                async with asyncio.timeout(2):
                    assert await bot.stop(signal.SIGINT) == 0
        assert page.status_code == 200
        assert "Traceback" not in bot.logged


async def test_the_desk_says_that_the_port_it_was_given_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running("python -m bot desk --no-browser", PORT=str(port)) as bot:
            stderr = (await bot.process.stderr.read()).decode()
            assert await bot.process.wait() == 2
    assert stderr == f"Port {port} is taken: set PORT to a free one.\n"


async def test_the_desk_takes_the_next_port_where_the_usual_one_is_taken():
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # whoever else has it will do as well
            stack.enter_context(socket.create_server(("127.0.0.1", 3000)))
        async with running("python -m bot desk --no-browser") as bot:
            await bot.until_logged("Slack is on your desk: http://127.0.0.1:")
            assert "Port 3000 is taken, so the desk is on 300" in bot.logged


async def test_the_desk_says_that_it_keeps_its_questions_apart(tmp_path):
    url = f"sqlite:///{tmp_path / 'mine.sqlite3'}"
    async with running("python -m bot desk --no-browser", DATABASE_URL=url) as bot:
        await bot.until_logged("Slack is on your desk: http://127.0.0.1:")
    said = "DATABASE_URL is for Slack: the desk keeps what is asked in desk.sqlite3."
    assert said in bot.logged


async def test_the_desk_does_not_start_by_itself_where_slack_credentials_are_set():
    async with running("python -m bot --no-browser", SLACK_BOT_TOKEN="xoxb-real") as bot:
        await bot.until_logged("python -m bot desk")
        assert await bot.process.wait() == 2


async def test_the_desk_named_outright_uses_none_of_the_credentials(slack):
    environ = {**over_http(slack, free_port()), "SLACK_BOT_TOKEN": "xoxb-real"}
    async with running("python -m bot desk --no-browser", **environ) as bot:
        await bot.until_logged("Stop it with Ctrl-C.")
        address = bot.logged.split("desk: ")[1].split()[0]
        async with httpx.AsyncClient(base_url=address) as http:
            given = {"person": MAYA, "channel": GENERAL, "command": "/convene", "text": "co-design"}
            assert (await http.post("/desk/command", json=given)).json() == {"shown": None}
    assert list(slack.log) == []
