"""Lines of a page joined into whole words and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LAST_LETTERS = re.compile(r"[^\W_]*\Z")
_FIRST_LETTERS = re.compile(r"[^\W_]*")
_SUSPENDED = {"og", "eller", "samt", "and", "und", "oder"}
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SOFT = re.compile("\u00ad\\s*(?=\\S)")  # the one at a line's end is for `joined` to see
_END_HYPHENS = ("-", "\u2010")
_BULLETS = re.compile("[\ue000-\uf8ff\u25aa\u25cf\u25cb\u25e6\u00b7\u2023\u25a0\u25a1\u25ba\uf0b7]")
_LEADERS = re.compile(r"(?: ?\.){5,}")
# Marks that items of a list begin with: "a)", "(1)", "1.", "2.3", "-", a dot. "1. januar" is a date.
_MARK = re.compile(
    r"(?P<mark>[•*–—-]|\(?[a-zæøå]\)|\(?\d{1,3}\)|\d{1,2}\.(?:\d{1,2}\.?)*|[ivx]{2,5}\)|[IVX]{2,5}\.)\s+(?=\S)"
)
_MONTH = re.compile(
    r"(januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|(jan|feb|mar|apr|aug|sept?|okt|nov|des)\b\.?)(?!\w)",
    re.I,
)


def hyphen(before: str, after: str) -> str:
    """What stands between two parts of a line break at a hyphen.

    Nothing in `kommu|nen`, the hyphen back in `IT|ansvarlig` and `Schwarz|Weiß`, `- ` in `informasjons|og`.
    """
    left = _LAST_LETTERS.findall(before[-40:])[0]
    right = _FIRST_LETTERS.findall(after[:40])[0]
    if right in _SUSPENDED:
        return "- "
    return "" if right[:1].islower() and (left.islower() or left.istitle()) else "-"


def joined(lines: Sequence[str]) -> str:
    """One text with single spaces. A hyphen after a letter at a line's end is looked at, a dash is not."""
    whole = ""
    for line in lines:
        line = " ".join(line.split())
        if not whole or not line:
            whole = whole or line
        elif whole.endswith("\u00ad"):
            whole = whole[:-1] + line
        elif whole.endswith(_END_HYPHENS) and whole[-2:-1].isalpha() and line[0].isalpha():
            whole = whole[:-1] + hyphen(whole[:-1], line) + line
        else:
            whole = f"{whole} {line}"
    return _LEADERS.sub(" …", whole.rstrip("\u00ad"))


def clean(text: str) -> str:
    """Letters as people type them: composed, nothing that cannot be seen, odd bullets as "•"."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _SOFT.sub("", _BULLETS.sub("•", text))))


def mark_of(line: str) -> tuple[str, str]:
    """An item's mark and the rest of its first line; two empty strings when it begins with none."""
    found = _MARK.match(line)
    if found is None:
        return "", ""
    mark, rest = found["mark"], line[found.end() :]
    if mark.endswith(".") and mark[:-1].isdecimal() and _MONTH.match(rest):
        return "", ""
    return mark, rest
