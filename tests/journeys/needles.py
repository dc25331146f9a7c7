"""Looks for the words and bytes of a paper in everything a folder holds, as `grep` would."""

from __future__ import annotations

import mmap
from pathlib import Path

from folkevalgt.pdf.inspect import inspect_bytes
from folkevalgt.pdf.inspection import Limits

LONG_ENOUGH = 24  # characters; shorter lines may well stand in another paper too
SLICE = 48  # bytes


def words_of(paper: bytes) -> list[bytes]:
    """Its longer lines, as a database or a page would write them."""
    lines = {line.strip() for text in inspect_bytes(paper, Limits()).texts for line in text.splitlines()}
    long = [line for line in lines if len(line) >= LONG_ENOUGH]
    assert long, "the paper says nothing that could be looked for"
    return [line.encode(code, "ignore") for line in long for code in ("utf-8", "utf-16-le", "latin-1")]


def bytes_of(paper: bytes, *beside: bytes) -> list[bytes]:
    """Slices from all over the file that stand in none of the papers beside it: fonts of one maker are alike."""
    slices = [paper[at : at + SLICE] for at in range(0, len(paper) - SLICE, len(paper) // 80)]
    own = [each for each in slices if not any(each in other for other in beside)]
    assert len(own) > 10, "too little of the paper is its own"
    return own


def found(folder: Path, needles: list[bytes]) -> set[bytes]:
    """Those of the needles that stand in some file."""
    hits: set[bytes] = set()
    for path in folder.rglob("*"):
        if not path.is_file() or path.is_symlink() or path.stat().st_size == 0:
            continue
        with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            hits |= {needle for needle in needles if content.find(needle) >= 0}
    return hits
