"""What somebody typed, understood. There is no syntax but the quotation mark: everything else is words."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from folkevalgt.search import words

LONGEST = 500  # characters
MOST_CLAUSES = 24
Phrase = tuple[str, ...]  # stems that stand after one another

_MONTHS = "januar februar mars april mai juni juli august september oktober november desember"
MONTHS = _MONTHS.split()
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_QUOTES = re.compile('["“”„«»]')
# Read in this order: a date in figures, in figures the other way round, in words; then what is written in one.
_PIECES = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?!\d)"
    rf"|(?<!\d)(?P<named>\d{{1,2}}\.?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}})(?!\d)"
    r"|(?P<one>(?:§+\s*)?[^\W_]+(?:(?:-|(?<=\d)[./:](?=\d))[^\W_]+)*|§)",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(\d+)/(\d+)")


class Clause(msgspec.Struct, frozen=True):
    """One thing to be found, in any of these ways. `parts` are what compounds of it hold, if it is a word by itself."""

    ways: tuple[Phrase, ...]
    parts: tuple[str, ...] = ()


class Asked(msgspec.Struct, frozen=True):
    """All of the clauses are to be found. `whole` is everything in a row, as it was typed."""

    clauses: tuple[Clause, ...]
    whole: Phrase = ()


def understand(typed: str) -> Asked | None:
    """None when there is too little to look for: a letter, or only small words outside quotation marks."""
    clauses: list[Clause] = []
    small = False
    for phrase in _QUOTED.findall(typed):
        if known := tuple(words.stems(phrase)):
            clauses.append(Clause((known,)))
    for found in _PIECES.finditer(_QUOTES.sub(" ", _QUOTED.sub(" ", typed))):
        clause = _clause(found)
        small = clause is None or small
        clauses += [clause] if clause else []
    clauses = list(dict.fromkeys(clauses))[:MOST_CLAUSES]
    if sum(len(word) for clause in clauses for word in clause.ways[0]) < 2:
        return None
    whole = tuple(words.stems(typed))
    return Asked(tuple(clauses), whole if 1 < len(whole) <= MOST_CLAUSES else ())


def _clause(found: re.Match[str]) -> Clause | None:
    """None for a small word, or for what is no word at all."""
    if found["day"]:
        return Clause(_dates(*found.group("day", "month", "year")))
    if found["iso"]:
        year, month, day = found["iso"].split("-")
        return Clause(_dates(day, month, year))
    if found["named"]:
        day, name, year = found["named"].split()
        return Clause(_dates(day.rstrip("."), str(MONTHS.index(name.casefold()) + 1), year))
    known = tuple(words.stems(re.sub(r"§+", "§", found["one"])))
    if not known or found["one"].casefold() in words.SMALL:
        return None
    if pair := _PAIR.fullmatch(found["one"]):
        return Clause(_numbers(*pair.groups()))
    return Clause((known,), words.parts(found["one"]) if len(known) == 1 else ())


def _dates(day: str, month: str, year: str) -> tuple[Phrase, ...]:
    """A day as papers write it: 3.12.2026, 03.12.26, 2026-12-03, 3. desember 2026."""
    day, month = words.stem(day), words.stem(month)
    years = [words.stem(each) for each in _years(year)]
    ways = [(day, month, each) for each in years] + [(each, month, day) for each in years]
    if month.isdecimal() and 1 <= int(month) <= 12:
        ways += [(day, words.stem(MONTHS[int(month) - 1]), each) for each in years]
    return tuple(ways)


def _numbers(left: str, right: str) -> tuple[Phrase, ...]:
    """The number of a case: "112/26" is also written 112/2026, and "24/1234" is also 2024/1234."""
    pairs = [(left, right), *((each, right) for each in _years(left)), *((left, each) for each in _years(right))]
    return tuple(dict.fromkeys((words.stem(one), words.stem(other)) for one, other in pairs))


def _years(year: str) -> list[str]:
    if len(year) == 2:
        return [year, f"20{year}"]
    return [year, year[2:]] if len(year) == 4 and year.startswith("20") else [year]


def on_sqlite(ways: Iterable[Phrase]) -> str:
    """Any of these, as FTS5 reads it."""
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in ways)


def on_postgres(ways: Iterable[Phrase]) -> str:
    """Any of these, as a tsquery."""
    return " | ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in ways)
