"""Two wordings of one paragraph, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from folkevalgt.layers.shapes import ChangePiece

# Words, single signs, and the borders of cells and rows; the spaces between go with what stands before them.
TOKEN = re.compile(r"(?:[^\W_]+|[\t\n]|[^\s])[^\S\t\n]*")
HUGE = 1_000  # tokens: a table of many pages is compared by its rarer words
ISLAND = 1  # so few words between two changes are read as part of one change
ALIKE = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})


def plain(text: str) -> str:
    """What is compared: compatible forms, single spaces, and one kind of each dash and quotation mark."""
    return " ".join(unicodedata.normalize("NFKC", text.replace("\u00ad", "")).translate(ALIKE).split())


Words = frozenset[tuple[str, int]]  # each word with which time it stands there: a set that counts


def words(text: str) -> Words:
    seen: Counter[str] = Counter()
    found = []
    for token in TOKEN.findall(plain(text).casefold()):
        word = token.rstrip()
        if word[:1].isalnum():
            seen[word] += 1
            found.append((word, seen[word]))
    return frozenset(found)


def likeness(one: Words, other: Words) -> float:
    """The share of words two paragraphs have in common, 0 to 1 (Dice 1945); 1 when neither has any."""
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 1.0


def pieces(old: str, new: str) -> list[ChangePiece]:
    """What was struck out and what was put in, in reading order; deletions stand before what took their place."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    one, other = [plain(each) for each in before], [plain(each) for each in after]
    matcher = SequenceMatcher(None, one, other, autojunk=len(other) > HUGE)
    found: list[ChangePiece] = []
    gap = ""  # a space that only the old wording had before what was struck out
    for op, i1, i2, j1, j2 in _whole(matcher.get_opcodes(), after):
        if op == "equal":
            _add(found, ChangePiece("same", "".join(after[j1:j2])))
            gap = " " if before[i2 - 1][-1:].isspace() and not after[j2 - 1][-1:].isspace() else ""
        else:
            _add(found, ChangePiece("delete", "".join((gap if i2 > i1 else "", *before[i1:i2]))))
            _add(found, ChangePiece("insert", "".join(after[j1:j2])))
    return found


Op = tuple[str, int, int, int, int]  # as difflib gives them


def _whole(ops: Sequence[Op], after: list[str]) -> list[Op]:
    """Changes with next to nothing between them become one, so that whole phrases are struck out and put in."""
    joined: list[Op] = []
    for number, (op, i1, i2, j1, j2) in enumerate(ops):
        words = sum(1 for each in after[j1:j2] if each[0].isalnum())
        between = op == "equal" and 0 < number < len(ops) - 1 and words <= ISLAND
        border = any(each[0] in "\t\n" for each in after[j1:j2])
        if between and not border and _wide(ops[number - 1]) and _wide(ops[number + 1]):
            op = "replace"
        if joined and op != "equal" and joined[-1][0] != "equal":
            joined[-1] = ("replace", joined[-1][1], i2, joined[-1][3], j2)
        else:
            joined.append((op, i1, i2, j1, j2))
    return joined


def _wide(op: Op) -> bool:
    """More than one word on either side: between two single words, what stayed is worth showing."""
    return max(op[2] - op[1], op[4] - op[3]) > 1


def _add(found: list[ChangePiece], piece: ChangePiece) -> None:
    if piece.text:
        found.append(piece)


def parted(found: list[ChangePiece], lengths: list[int]) -> list[list[ChangePiece]]:
    """The pieces of a paragraph that lies over several pages, for each part of the new wording.

    `lengths` are the parts', in code points. What was struck out at a border goes with the part before it.
    """
    ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
    parts: list[list[ChangePiece]] = [[] for _ in lengths]
    at = 0
    for each in found:
        if each.op == "delete":
            parts[next((n for n, end in enumerate(ends) if at <= end), len(ends) - 1)].append(each)
            continue
        cuts = [at, *(end for end in ends[:-1] if at < end < at + len(each.text)), at + len(each.text)]
        for start, end in pairwise(cuts):
            part = next((n for n, last in enumerate(ends) if start < last), len(ends) - 1)
            parts[part].append(ChangePiece(each.op, each.text[start - at : end - at]))
        at += len(each.text)
    return parts
