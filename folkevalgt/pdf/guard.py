"""The inflate guard: no compressed stream of a paper may swell beyond a limit.

Deflate cannot do better than 1032:1, so a single Flate stream needs limit/1032 compressed bytes (65 kB for 64 MiB)
before it can be a bomb, and only those, and streams compressed twice, are inflated here, in pieces that are thrown
away. LZW and RunLength, and what a page draws (nested forms), are left to the child's own limits.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator

import pikepdf

from folkevalgt.pdf.inspection import MIB

DEFLATE_BEST = 1032
_FLATE = {"/FlateDecode", "/Fl"}
_SHRINKING = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}
_MOST_FILTERS = 8
_PIECE = MIB
_LARGEST_IMAGE = 1024 * MIB


class Bomb(Exception):
    """The paper swells beyond its limits."""


def check(stream: pikepdf.Stream, limit: int) -> None:
    """Raise Bomb when `stream` would inflate to more than `limit` bytes (an image: more than it declares)."""
    header = stream.stream_dict
    filters = _filters(header)
    stages = sum(name in _FLATE for name in filters)
    if stages == 0:
        return
    if len(filters) > _MOST_FILTERS:
        raise Bomb("filters")
    declared: object = header.get("/Length")
    if stages == 1 and isinstance(declared, int) and declared * DEFLATE_BEST <= limit:
        return
    raw = stream.read_raw_bytes()
    if header.get("/Subtype") == "/Image":
        limit = max(limit, min(_image_bytes(header), _LARGEST_IMAGE))
    if len(raw) * DEFLATE_BEST**stages <= limit:
        return
    _measure(raw, filters, limit)


def _filters(header: pikepdf.Dictionary) -> list[str]:
    value = header.get("/Filter", header.get("/F"))
    if isinstance(value, pikepdf.Name):
        return [str(value)]
    if isinstance(value, pikepdf.Array):
        return [str(name) for name in value if isinstance(name, pikepdf.Name)]
    return []


def _image_bytes(header: pikepdf.Dictionary) -> int:
    """An honest upper bound: four colours, the declared bits, a predictor byte per row and some slack."""

    def number(key: str, otherwise: int) -> int:
        value: object = header.get(key)
        return max(0, int(value)) if isinstance(value, int) else otherwise

    row = number("/Width", 0) * 4 * number("/BitsPerComponent", 8) // 8 + 1
    return row * number("/Height", 0) + MIB


def _measure(raw: bytes, filters: list[str], limit: int) -> None:
    """Run the filters in order as long as they are understood; every stage is counted."""
    flow: Iterator[bytes] = iter((raw,))
    for name in filters:
        if name in _FLATE:
            flow = _inflate(flow, limit)
        elif name in _SHRINKING:
            flow = iter((_shrink(b"".join(flow), name),))
        else:
            break
    for _ in flow:
        pass


def _inflate(flow: Iterator[bytes], limit: int) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    count = 0
    for piece in flow:
        while piece and not machine.eof:
            try:
                out = machine.decompress(piece, _PIECE)
            except zlib.error:
                return  # readers, too, keep what came out until here
            count += len(out)
            if count > limit:
                raise Bomb("inflates")
            yield out
            piece = machine.unconsumed_tail


def _shrink(data: bytes, name: str) -> bytes:
    try:
        if name in ("/ASCIIHexDecode", "/AHx"):
            digits = b"".join(data.split(b">")[0].split())
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        return base64.a85decode(data.split(b"~>")[0])
    except ValueError:
        return b""
