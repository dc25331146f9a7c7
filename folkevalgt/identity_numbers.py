"""National identity numbers and D-numbers in a text: fødselsnummer as folkeregisterforskriften § 2-2-1 makes them.

Eleven digits: a date (day + 40 in a D-number), three digits, and two control digits (mod 11). Test series add 40
(Dolly), 65 (NAV) or 80 (Tenor) to the month. What is found is only that there is one, never which.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator

FIRST, SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SERIES = (0, 40, 65, 80)  # what is added to the month
AROUND = 24  # characters; the longest way to write one has fewer
TITLE = 0  # the "page" that a title or a file's name is

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufffe\u0002]")  # soft hyphens, marks without a width
_DASH = re.compile("[\u2010-\u2015\u2212]")
_BROKEN = re.compile(r"(?<=\d)[ \t]*-?[ \t]*\r?\n\s*(?=\d)")
_WHOLE = re.compile(r"(?<!\d)\d{11}(?!\d)")
# 010203 12345, 01.02.03-12345, 010203 123 45, 01 02 03 123 45
_PARTED = re.compile(r"(?<!\d)(?=(\d\d([ .]?)\d\d\2\d\d[ \t]{0,2}[-._/·,:]?\s{0,2}\d{3}[ .]?\d\d)(?!\d))")
_BOXES = re.compile(r"(?<!\d)(?=((?:\d[ |]{1,3}){10}\d)(?!\d))")  # one digit in each box of a form


def among(pages: Iterable[str]) -> list[int]:
    """The pages (numbers from 1) that hold at least one."""
    return [number for number, text in enumerate(pages, 1) if found(text)]


def found(text: str) -> bool:
    """Whether a text holds one, however it is written and wherever its line breaks."""
    return any(valid(each) for each in _candidates(text))


def valid(digits: str) -> bool:
    """Whether eleven digits are a number that may have been given to somebody, or made for a test."""
    numbers = [int(each) for each in digits]
    return (
        len(numbers) == 11
        and numbers[9] == _control(numbers, FIRST)
        and numbers[10] == _control(numbers, SECOND)
        and _is_date(int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    )


def _candidates(text: str) -> Iterator[str]:
    plain = _DASH.sub("-", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    if sum(map(str.isdecimal, plain)) < 11:
        return
    for version in (plain, *_mended(plain)):
        yield from _WHOLE.findall(version)
        for pattern in (_PARTED, _BOXES):
            yield from ("".join(filter(str.isdecimal, each[1])) for each in pattern.finditer(version))


def _mended(text: str) -> Iterator[str]:
    """What stands around each place where digits go on after a line break, without the break."""
    for gap in _BROKEN.finditer(text):
        yield text[max(0, gap.start() - AROUND) : gap.start()] + text[gap.end() : gap.end() + AROUND]


def _control(numbers: list[int], weights: tuple[int, ...]) -> int:
    """10 where there is none: no digit is equal to it."""
    return -sum(weight * number for weight, number in zip(weights, numbers, strict=False)) % 11


def _is_date(day: int, month: int, year: int) -> bool:
    day -= 40 if day > 40 else 0
    month -= max(each for each in SERIES if each < month or each == 0)
    # 1900 had no 29 February, 2000 had: a year of two digits is taken as the one that allows it.
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year % 100, month)[1]
