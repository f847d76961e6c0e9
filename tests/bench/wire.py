"""Requests a second over HTTP: the bot, beside two Bolt apps that only say hello.

One worker, 16 connections, the same signed `/convene co-design` over and over. Each server
is a process of its own, and so is the load; they take turns, several times, so that a
machine's moods reach all of them alike. Run by `make bench`.
"""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import uvloop
from slack_sdk.signature import SignatureVerifier

ROOT = Path(__file__).parent.parent.parent

SECRET, CONNECTIONS, ROUND_S, ROUNDS = "bench-secret", 16, 3.0, 3
FORM = {
    "command": "/convene",
    "user_id": "U1",
    "channel_id": "C1",
    "team_id": "T1",
    "response_url": "http://127.0.0.1:1/none",
    "trigger_id": "1.2.3",
}
OURS = {
    "SLACK_BOT_TOKEN": "xoxb-bench",
    "SLACK_API_URL": "http://127.0.0.1:1/api/",
    "DATABASE_URL": f"sqlite:///{tempfile.gettempdir()}/convene-bench.sqlite3",
    "LOG_LEVEL": "ERROR",
}
HERE = Path(__file__).parent
SERVERS = {
    "stock Bolt, threads, gunicorn": [
        *(sys.executable, "-m", "gunicorn", "--chdir", str(HERE), "--bind", "127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--threads", "16", "--log-level", "error", "hello:threads"),
    ],
    "asynchronous Bolt that says hello": [
        *(sys.executable, "-m", "uvicorn", "--app-dir", str(HERE), "--port", "{port}"),
        *("--no-access-log", "--log-level", "error", "hello:asynchronous"),
    ],
    "Convene, keeping no questions": [sys.executable, "-m", "bot", "http"],
    "Convene": [sys.executable, "-m", "bot", "http"],
}


def main():
    measured = {name: [] for name in SERVERS}
    for _ in range(ROUNDS):
        for name in SERVERS:
            measured[name].append(measure(name))
    figures = {}
    for name, rounds in measured.items():
        rate = statistics.median(rate for rate, _, _ in rounds)
        p50 = statistics.median(p50 for _, p50, _ in rounds)
        p99 = statistics.median(p99 for _, _, p99 in rounds)
        figures[name] = rate
        print(f"{name:36} {rate:8,.0f} requests/s   p50 {p50:6.2f} ms   p99 {p99:6.2f} ms")
    stock, hello, _, ours = figures.values()
    print(f"Convene is {ours / stock:.2f} times the stock app (wanted: 2.5 or more)")
    print(f"and {ours / hello:.2f} times the asynchronous hello (wanted: 0.5 or more).")


def measure(name):
    """Start one server, load it, stop it; return requests a second, p50 and p99 in ms."""
    port = free_port()
    environ = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "SLACK_SIGNING_SECRET": SECRET,
        **(OURS if name.startswith("Convene") else {}),
        **({"KEEP_DAYS": "0"} if "keeping no" in name else {}),
    }
    command = [part.format(port=port) for part in SERVERS[name]]
    server = subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True)
    try:
        wait_for(port, server)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            pool.apply(load, (port, 1.0))
            return pool.apply(load, (port, ROUND_S))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def load(port, for_s):
    """Keep every connection busy for a while."""
    return uvloop.run(_load(port, for_s))


def request(port, text="co-design"):
    """Return the body and the headers of the one request, signed now."""
    body, timestamp = urlencode({**FORM, "text": text}).encode(), str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    return body, {
        "Host": f"127.0.0.1:{port}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }


async def _load(port, for_s):
    body, headers = request(port)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    raw = f"POST /slack/events HTTP/1.1\r\n{lines}\r\n".encode() + body
    taken_ms, end = [], time.perf_counter() + for_s

    async def keep_busy():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (started := time.perf_counter()) < end:
            writer.write(raw)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert head.startswith(b"http/1.1 200"), head
            length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            taken_ms.append((time.perf_counter() - started) * 1000)
            if b"connection: close" in head:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()

    await asyncio.gather(*(keep_busy() for _ in range(CONNECTIONS)))
    taken_ms.sort()
    return len(taken_ms) / for_s, taken_ms[len(taken_ms) // 2], taken_ms[len(taken_ms) * 99 // 100]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, server):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
        except OSError:
            assert server.poll() is None, "the server ended"
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


if __name__ == "__main__":
    main()
