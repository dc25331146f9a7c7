"""Delivered files that could not be proven open, kept sealed by the instance key: pieces, so that size is no limit.

A sealed file's own name is sealed with it: archives name files by their titles.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal

SUFFIX = ".sealed"
PIECE = 16 * 1024 * 1024  # bytes


def seal(source: BinaryIO, name: str, key: InstanceKey, target: Path) -> None:
    """Writes a sealed copy, on disk when this returns."""
    with open(target, "wb") as out:
        for number, piece in enumerate(_pieces(source, name)):
            closed = key.seal(piece, f"delivered file {number}")
            out.write(struct.pack(">I", len(closed)) + closed)
        out.flush()
        os.fsync(out.fileno())


def _pieces(source: BinaryIO, name: str) -> Iterator[bytes]:
    size = source.seek(0, 2)
    source.seek(0)
    yield msgspec.json.encode({"name": name, "size": size})
    while piece := source.read(PIECE):
        yield piece


def unseal(path: Path, key: InstanceKey) -> tuple[str, bytes]:
    """The name and the bytes of a sealed file. Raises Refusal("wrong_key") when it is not ours or not whole."""
    pieces: list[bytes] = []
    with open(path, "rb") as sealed:
        while head := sealed.read(4):
            if len(head) < 4:
                raise Refusal("wrong_key", 500)
            pieces.append(key.open(sealed.read(struct.unpack(">I", head)[0]), f"delivered file {len(pieces)}"))
    if not pieces:
        raise Refusal("wrong_key", 500)
    about = msgspec.json.decode(pieces[0])
    data = b"".join(pieces[1:])
    if len(data) != about["size"]:
        raise Refusal("wrong_key", 500)
    return str(about["name"]), data
