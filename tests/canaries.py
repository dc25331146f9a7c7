"""What must never be logged or sent, and a look through everything that is: every test's output, every server's log.

Whatever is sealed while the tests run (titles of exempt papers, notes) and every token that is made is noted here.
A test whose output holds one of them fails, whatever else it says.
"""

from __future__ import annotations

import logging
import re
import smtplib
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pytest

from folkevalgt import crypto, identity_numbers
from folkevalgt.cli import log_to
from folkevalgt.pilot.world import load_world

# The demo's canary, and those that tests plant in exempt papers.
WORDS = {load_world().municipality.canary, "Kanarifugl i en unntatt sak", "Ansettelse av Kari", "Personalsak Kari"}
SHORTEST = 14  # characters; what is shorter may stand in a log by chance
TOKEN = re.compile(r"[\w-]{43}")
tokens: set[str] = set()
texts: set[str] = set()
found: list[str] = []  # in what was sent


def in_text(text: str, *, links: bool = False) -> list[str]:
    """The kinds of what stands there and may not. With `links`, tokens may: an e-mail brings one."""
    kinds = ["a canary"] if any(word in text for word in WORDS) else []
    kinds += ["an identity number"] if any(identity_numbers.found(line) for line in _long_ones(text)) else []
    kinds += ["a token"] if not links and not tokens.isdisjoint(TOKEN.findall(text)) else []
    return kinds + (["what was sealed"] if any(each in text for each in texts) else [])


def _long_ones(text: str) -> Iterator[str]:
    """Lines that have a number of eleven digits: times and sizes are shorter, and hashes have letters beside theirs."""
    return (line for line in text.splitlines() if re.search(r"(?<![\w.])\d{6}[ -]?\d{5}(?![\w.])", line))


def _noting(real: Callable[..., Any], note: Callable[..., None]) -> Callable[..., Any]:
    def does(*given: Any, **named: Any) -> Any:
        answer = real(*given, **named)
        note(answer, *given, **named)
        return answer

    return does


def _note_title(_: object, key: object, plain: bytes, about: str) -> None:
    if about.startswith("title ") and len(plain) >= SHORTEST:
        texts.add(plain.decode())


def _note_note(_: object, key: object, plain: bytes, note: str) -> None:
    with suppress(msgspec.DecodeError, AttributeError):
        text = msgspec.json.decode(plain).get("content", {}).get("text", "")
        if len(text) >= SHORTEST:
            texts.add(text)


def _look_at_mail(_: object, server: object, message: Any, *__: Any, **___: Any) -> None:
    found.extend(f"{kind} in an e-mail" for kind in in_text(str(message), links=True))


class Told:
    """Standard error as it is at the moment: a test that looks at what is said puts another in its place."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()

    def isatty(self) -> bool:
        return False


def log_as_served() -> None:
    """Logs as the server's own processes do."""
    log_to(Told())  # type: ignore[arg-type]


def listen() -> None:
    """From now on what is sealed is noted, and what is sent is looked at."""
    log_as_served()
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # it is the tests' browser, and tells where it goes
    crypto.InstanceKey.seal = _noting(crypto.InstanceKey.seal, _note_title)  # type: ignore[method-assign]
    crypto.AuthorKey.seal = _noting(crypto.AuthorKey.seal, _note_note)  # type: ignore[method-assign]
    crypto.new_token = _noting(crypto.new_token, lambda token: tokens.add(token))
    smtplib.SMTP.send_message = _noting(smtplib.SMTP.send_message, _look_at_mail)  # type: ignore[method-assign]


def pytest_configure(config: pytest.Config) -> None:
    listen()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    report = yield
    kinds = [f"{kind} in {title}" for title, text in report.sections for kind in in_text(text)] + found
    found.clear()
    if kinds and report.passed and not item.get_closest_marker("shows_canaries"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {', '.join(dict.fromkeys(kinds))}"
    return report
