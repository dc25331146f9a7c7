"""What is found by what: the words of a text as their Norwegian stems, the same on both engines.

Stems are made here and not by the database, whose own stemmers differ. A stem holds letters and digits alone, or is
the paragraph sign: nothing of it can be taken for the syntax of a query.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import Lock

from snowballstemmer.norwegian_stemmer import NorwegianStemmer  # type: ignore[import-untyped]  # ships no types

MOST_WORDS = 16_000  # of one page; PostgreSQL tells positions apart up to 16,383
LONGEST = 64  # letters of a word
SHORTEST_COMPOUND = 6  # letters; a compound is made of two words, and short ones are everywhere
SHORTEST_PART = 4
SHORTEST_ENDING = 3  # "vei" is looked for where compounds end, as in "gangvei", and not in "veileder"

_WORD = re.compile(r"[^\W\d_]+|\d+|§")
_STEMMER, _ONE_AT_A_TIME = NorwegianStemmer(), Lock()  # it keeps the word it is at in itself
# "veien" and "byene": in such short words Snowball sees no ending.
_SHORT = re.compile(r"(?=.{4,7}\Z)(.+[aiouyæøå])(?:en|et|er|ene|ens|ets|ers|enes)")
# Small words of bokmål and nynorsk: what is asked for is never these alone.
_SMALL = """
    alle at av bare begge ble blei bli blir både da dei deim dem den denne der dere deres det dets dette di din
    disse ditt du dykk då eg ei ein eit eitt eller elles en er et etter for fordi fra frå før ha hadde han hans har
    hennar hennes her ho hun hva hvem hver hvilken hvis hvor hvordan hvorfor i ikke ikkje ingen inn jeg kan kom
    korleis korso kun kva kven kvifor man mange me med meg mellom men mi min mitt mot mykje må noe noen noka noko
    nokon nå når og også om opp oss over på same samme seg selv si sia sidan siden sin sine sitt sjøl skal skulle
    slik so som så til um ut uten vart varte ved vere verte vi vil ville vore vår være vært å
"""
SMALL = frozenset(_SMALL.split())


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word's stem, and where the word begins and ends in the text; case, ligatures and leading zeros are gone."""
    for found in _WORD.finditer(text):
        if known := stem(found[0]):
            yield known, found.start(), found.end()


def stems(text: str) -> list[str]:
    return [word for word, _, _ in words(text)][:MOST_WORDS]


def plain(word: str) -> str:
    """A word as it is compared: small letters and digits only."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    return "".join(each for each in folded if each.isalnum() or each == "§")[:LONGEST]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    known = plain(word)
    if known.isdecimal():
        return known.lstrip("0") or "0"
    if short := _SHORT.fullmatch(known):
        return short[1]
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(known))


def compounds(known: list[str]) -> set[str]:
    """Those stems that may hold another word, which the vocabulary keeps."""
    return {each for each in known if len(each) >= SHORTEST_COMPOUND and each.isalpha()}


def parts(word: str) -> tuple[str, ...]:
    """What a compound of this word holds: its stem, and of a short stem the word as typed ("bolig" has the stem "bol").

    None when the word is too short to look for inside others.
    """
    known, typed = stem(word), plain(word)
    if not typed.isalpha() or len(known) < SHORTEST_ENDING:
        return ()
    return (known,) if len(known) >= SHORTEST_PART or len(typed) <= SHORTEST_PART else (known, typed)


def holds(compound: str, known: Iterable[str]) -> bool:
    """Whether a stem of the vocabulary is a compound of one of these parts."""
    return any(compound.endswith(each) if len(each) < SHORTEST_PART else each in compound for each in known)
