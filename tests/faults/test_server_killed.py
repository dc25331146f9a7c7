"""The server is killed in the middle of its work. What it has acknowledged is there, once, whatever was lost."""

from __future__ import annotations

import random
import signal
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID, uuid4

import msgspec
import pytest

from tests.browser.served import PATIENCE
from tests.engines import LONG
from tests.faults.conftest import Town

KILLS = 40 if LONG else 3
NOTES, BATCH = 500, 10  # each note is made and then changed: 1,000 mutations
GONE = (OSError, HTTPException, TimeoutError)


class Pushing:
    """A device that sends the same again until it has heard the answer."""

    def __init__(self, town: Town) -> None:
        self.town, self.client = town, str(uuid4())
        self.last_mid, self.tries = 0, 0
        self.numbers: dict[str, int] = {}  # what was acknowledged: each note's number

    def body(self, notes: list[str], said: str) -> bytes:
        mutations = []
        for note in notes:
            self.last_mid += 1
            fields = {"text": f"{said} {note}"}
            if note not in self.numbers:
                fields |= {"kind": "comment", "page": 1, **self.town.paper}
            base = self.numbers.get(note, 0)
            mutations.append({"mid": self.last_mid, "op": "put", "id": note, "base": base, "fields": fields})
        return msgspec.json.encode({"client": self.client, "schema": 1, "mutations": mutations})

    def push(self, notes: list[str], said: str) -> None:
        body, until = self.body(notes, said), time.monotonic() + PATIENCE
        while True:
            self.tries += 1
            try:
                replies = self.ask("/api/notes/push", body)["replies"]
            except GONE:
                assert time.monotonic() < until, "the server does not come back"
                time.sleep(0.02)
                continue
            assert {each["is"] for each in replies} == {"ok"}, replies
            self.numbers |= {note: each["ver"] for note, each in zip(notes, replies, strict=True)}
            return

    def ask(self, path: str, body: bytes | None = None) -> Any:
        served = self.town.served
        headers = {"cookie": self.town.cookie, "origin": served.origin, "content-type": "application/json"}
        with urlopen(Request(served.origin + path, body, headers), timeout=20) as answer:
            return msgspec.json.decode(answer.read())

    def stored(self) -> list[Any]:
        """Every live note, as another device gets it."""
        found, cursor, more = [], "", True
        while more:
            page = self.ask(f"/api/notes/pull?cursor={cursor}")
            found, cursor, more = found + page["changes"], page["cursor"], page["more"]
        return found


@pytest.fixture
def device(town: Town) -> Pushing:
    return Pushing(town)


class Killer(threading.Thread):
    """Kills the server after random pauses, and starts it again, until told to stop or often enough."""

    def __init__(self, town: Town, seed: int) -> None:
        super().__init__()
        self.town, self.chance, self.enough, self.kills = town, random.Random(seed), threading.Event(), 0

    def run(self) -> None:
        while self.kills < KILLS and not self.enough.wait(self.chance.uniform(0.02, 0.25)):
            self.town.served.stop(signal.SIGKILL)
            self.kills += 1
            self.town.served.start()


def batches(notes: list[str]) -> Iterator[list[str]]:
    yield from (notes[first : first + BATCH] for first in range(0, NOTES, BATCH))


def test_nothing_acknowledged_is_lost_and_nothing_comes_twice(town, device):
    notes = [str(UUID(int=(number << 80) | (7 << 76) | (2 << 62))) for number in range(1, NOTES + 1)]
    killer = Killer(town, seed=NOTES)
    killer.start()
    while killer.kills < KILLS:
        for said in ("Først", "Siden"):
            for some in batches(notes):
                device.push(some, said)
        if not LONG:
            break
    killer.enough.set()
    killer.join()
    assert killer.kills > 0
    assert device.tries > device.last_mid / BATCH, "no request was ever cut off"
    assert {each["id"]: each["content"]["text"] for each in device.stored()} == {id: f"Siden {id}" for id in notes}
    assert {each["id"]: each["ver"] for each in device.stored()} == device.numbers
    assert [each for each in device.stored() if each["conflict_of"]] == []


def test_an_answer_that_is_lost_after_the_commit_makes_nothing_twice(town, device):
    notes = [str(uuid4()) for _ in range(3)]
    body = device.body(notes, "Sagt")
    sent_and_cut_off(town, body)
    town.served.stop(signal.SIGKILL)
    town.served.start()
    first = device.stored()
    replies = device.ask("/api/notes/push", body)["replies"]
    assert [each["ver"] for each in replies] == [each["ver"] for each in first]
    assert device.stored() == first
    assert sorted(each["id"] for each in first) == sorted(notes)


def sent_and_cut_off(town: Town, body: bytes) -> None:
    """Sends a request and hangs up as soon as the answer begins, which is after the commit."""
    head = (
        f"POST /api/notes/push HTTP/1.1\r\nHost: 127.0.0.1:{town.served.port}\r\nCookie: {town.cookie}\r\n"
        f"Origin: {town.served.origin}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", town.served.port), PATIENCE) as line:
        line.sendall(head.encode() + body)
        assert line.recv(12) == b"HTTP/1.1 200"
