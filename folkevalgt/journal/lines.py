"""The journal's file: JSON lines that are only ever added to, each on the disk before the next is thought of.

A line says what had changed in what stands (`standing.py`), and which link of the log's chain the database had then.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

Key = tuple[str, str]  # what it is, and of whom or what: ids


class Line(msgspec.Struct, frozen=True):
    """`now` stands from here on, `over` does so no more; `absent` stands, but this database knows nothing of it."""

    at: str
    seq: int
    hash: str
    now: list[tuple[str, str, str]] = []
    over: list[Key] = []
    absent: list[Key] = []


class Book:
    """All lines of a file, read to their end: what stands, what is over, and the newest link that was seen."""

    def __init__(self) -> None:
        self.seq, self.hash, self.read = 0, "", 0
        self.now: dict[Key, str] = {}
        self.absent: dict[Key, str] = {}
        self.over: set[Key] = set()

    @property
    def empty(self) -> bool:
        return not self.hash

    def add(self, line: Line) -> None:
        self.seq, self.hash = line.seq, line.hash
        for kind, name, value in line.now:
            self.now[kind, name] = value
            self.absent.pop((kind, name), None)
            self.over.discard((kind, name))
        for key in line.over:
            self.now.pop(key, None)
            self.over.add(key)
        for key in line.absent:
            if key in self.now:
                self.absent[key] = self.now.pop(key)


@asynccontextmanager
async def held(path: Path) -> AsyncIterator[BinaryIO]:
    """The file, this process's alone until it is let go. It and its folder are made at first use."""
    with _opened(path) as file:
        await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
        yield file


def _opened(path: Path) -> BinaryIO:
    new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+b")
    if new:
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)  # or a power cut could take the whole file with it
        os.close(folder)
    return file


def catch_up(file: BinaryIO, book: Book) -> Book:
    """The book with what others have added; from the beginning when it is another file now."""
    if os.fstat(file.fileno()).st_size < book.read:
        book = Book()
    file.seek(book.read)
    for line in file:
        if not line.endswith(b"\n"):  # the power went while it was written: its act is found and told again
            break
        book.add(msgspec.json.decode(line, type=Line))
        book.read += len(line)
    return book


def append(file: BinaryIO, book: Book, line: Line) -> None:
    """Adds a line, over a torn one if there is one, and returns when it is on the disk."""
    written = msgspec.json.encode(line) + b"\n"
    file.truncate(book.read)
    file.seek(book.read)
    file.write(written)
    file.flush()
    os.fsync(file.fileno())
    book.add(line)
    book.read += len(written)
