"""Whether the addresses in a guide still answer.

Knows HTTP. Must not know how its findings are shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp

from bot.guide import Guide
from bot.guide.said import Said

# Kind to small servers.
MOST_AT_ONCE = 8
TIMEOUT_S = 15.0
LIMIT_S = 120.0
"""After this long no more is asked, however many addresses there are and none answers."""
# Sites refuse what does not look like a browser's question.
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; Convene link check)"}
# What a site says that is there, but not to a machine.
GUARDED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)


@dataclass(frozen=True, slots=True)
class Checked:
    """One address, the files that have it, and what is wrong with it ("" if nothing)."""

    url: str
    paths: tuple[str, ...]
    wrong: Said


def addresses(guide: Guide) -> dict[str, tuple[str, ...]]:
    """Return every address of a guide, with the files that have it."""
    found: dict[str, dict[str, None]] = {}
    for path, url in _addresses(guide):
        found.setdefault(url, {})[path] = None
    return {url: tuple(paths) for url, paths in found.items()}


def _addresses(guide: Guide) -> Iterator[tuple[str, str]]:
    for url in guide.source.url.values():
        yield "guide.yml", url
    for of in guide.types.values():
        for link in (*of.links, *([of.source] if of.source else [])):
            for url in link.url.values():
                yield f"types/{of.id}.yml", url
    for page in guide.pages.values():
        for url in page.url.values():
            yield f"pages/{page.id}.yml", url


def line_of(url: str, text: str) -> int:
    """Return the number of the first line of a file that has an address, 1 where none has."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if url in line), 1)


async def check(
    guide: Guide, *, timeout_s: float = TIMEOUT_S, limit_s: float = LIMIT_S
) -> AsyncIterator[Checked]:
    """Ask for every address, several at once, and yield each as it answers."""
    turn = asyncio.Semaphore(MOST_AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=timeout_s)
    end = asyncio.get_running_loop().time() + limit_s
    async with aiohttp.ClientSession(timeout=timeout, headers=HEADERS) as session:

        async def ask(url: str, paths: tuple[str, ...]) -> Checked:
            try:
                async with asyncio.timeout_at(end), turn:
                    return Checked(url, paths, await _ask(session, url, timeout_s))
            except TimeoutError:
                return Checked(
                    url,
                    paths,
                    Said("was not asked to the end: {limit:g} s were over", limit=limit_s),
                )

        tasks = [asyncio.create_task(ask(*one)) for one in addresses(guide).items()]
        for task in asyncio.as_completed(tasks):
            yield await task


async def _ask(session: aiohttp.ClientSession, url: str, timeout_s: float) -> Said:
    """Return what is wrong with an address, or ""."""
    try:
        async with session.get(url) as answer:
            if answer.status in GUARDED or answer.status < HTTPStatus.BAD_REQUEST:
                return Said("")
            return Said("answers {status} {reason}", status=answer.status, reason=answer.reason)
    except TimeoutError:
        return Said("does not answer within {limit:g} s", limit=timeout_s)
    except (aiohttp.ClientError, ValueError) as error:
        return _in_words(error)


# What a library calls it, from the narrowest to the widest, and what that is to an editor.
_WORDS: tuple[tuple[type[Exception], Said], ...] = (
    (
        aiohttp.ClientConnectorDNSError,
        Said("is on a site that nobody knows, or whose name is misspelt"),
    ),
    (aiohttp.ClientSSLError, Said("is on a site whose certificate is not in order")),
    (aiohttp.ClientConnectorError, Said("is on a site that takes no connection")),
    (aiohttp.ServerDisconnectedError, Said("is on a site that hangs up without an answer")),
    (aiohttp.TooManyRedirects, Said("leads round in circles")),
    (aiohttp.InvalidURL, Said("is no address")),
)


def _in_words(error: Exception) -> Said:
    for kind, said in _WORDS:
        if isinstance(error, kind):
            return said
    return Said("cannot be reached ({error})", error=type(error).__name__)
