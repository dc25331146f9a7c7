"""What the columns of a list of people are called, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from folkevalgt.errors import Refusal
from folkevalgt.people.shapes import Column
from folkevalgt.people.sheets import Line

# Without case, spaces and signs. What archives, election books and Excel lists in Norway call them.
HEADINGS = {
    "name": "navn name fulltnavn personnavn representant medlem",
    "first": "fornavn firstname givenname",
    "last": "etternavn lastname surname familyname",
    "email": "epost epostadresse email mail emailadresse mailadresse emailaddress",
    "phone": "telefon tlf mobil mobiltelefon mobilnummer telefonnummer phone mobile",
    "committee": "utvalg råd organ styre politiskutvalg utvalgsnavn committee",
    "role": "rolle verv funksjon type stilling role",
    "rank": "rang rekkefølge vararekkefølge varanr varanummer nr nummer plass rank",
    "party": "parti partigruppe gruppe liste valgliste partiliste party",
    "from": "fra fradato frå frådato start startdato gyldigfra periodefra from",
    "to": "til tildato slutt sluttdato gyldigtil periodetil to",
    "deputy_for": "varafor personligvarafor erstatter deputyfor",
    "national_id": "fødselsnummer fødselsnr personnummer fnr nationalid",
    "language": "språk målform language",
}
OURS = {field.replace("_", "") for field in HEADINGS}
FIELDS = {word: field for field, words in HEADINGS.items() for word in words.split()}
ROLES = {
    "member": "medlem fastmedlem representant faktmedlem member",
    "chair": "leder leiar ordfører ordførar utvalgsleder utvalsleiar chair",
    "deputy_chair": "nestleder nestleiar varaordfører varaordførar deputychair",
    "deputy": "vara varamedlem vararepresentant varamann deputy",
    "secretariat": "sekretær sekretariat politisksekretariat utvalgssekretær møtesekretær secretariat",
}
ROLE = {word: role for role, words in ROLES.items() for word in words.split()}
LANGUAGE = {"": "", "nb": "nb", "bokmål": "nb", "nn": "nn", "nynorsk": "nn", "en": "en", "engelsk": "en"}
NEEDED = ("name", "email")
ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
LOOKED_AT = 15  # lines above the headings that are a title or empty


class Row(msgspec.Struct, frozen=True):
    """One line of a list, understood. `word` says why it is not, and then the rest may be empty."""

    line: int
    name: str = ""
    email: str = ""
    phone: str = ""
    committee: str = ""
    role: str = "member"
    rank: int | None = None
    party: str = ""
    begins: date | None = None
    ends: date | None = None
    deputy_for: str = ""
    national_id: str = ""
    language: str = ""
    word: str = ""
    about: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """What was found in a file; `missing` are the columns without which nothing can be read."""

    columns: list[Column]
    missing: list[str]
    rows: list[Row]


def plain(text: str) -> str:
    """As headings and names are compared: without case, signs and spaces."""
    return re.sub(r"[\W_]+", "", text).casefold()


def understand(tables: list[list[Line]]) -> Sheet:
    """The first table with a line of headings that we know; otherwise what stands in the very first line."""
    best: tuple[int, list[Line], list[str]] = (-1, [], [])
    for table in tables:
        for at, (_, cells) in enumerate(table[:LOOKED_AT]):
            fields = _fields(cells)
            known = len([each for each in fields if each])
            if known > len([each for each in best[2] if each]) and known > 1:
                best = (at, table, fields)
        if best[1]:
            break
    at, table, fields = best
    if not table:
        heading = next((cells for table in tables for _, cells in table), [])
        return Sheet([Column(each, "") for each in heading if each], list(NEEDED), [])
    headings = table[at][1]
    columns = [Column(heading, field) for heading, field in zip(headings, fields, strict=True) if heading]
    has = {*fields} | ({"name"} if {"first", "last"} <= {*fields} else set())
    if missing := [each for each in NEEDED if each not in has]:
        return Sheet(columns, missing, [])
    return Sheet(columns, [], [_row(number, dict(_named(fields, cells))) for number, cells in table[at + 1 :]])


def _fields(headings: list[str]) -> list[str]:
    """Each field once: of two columns that could be the same, the one with our own name, else the first."""
    words = [plain(heading) for heading in headings]
    ours = {word: FIELDS[word] for word in words if word in OURS}
    found: list[str] = []
    for word in words:
        field = ours.get(word) or FIELDS.get(word, "")
        again = field in found or (word not in ours and field in ours.values())
        found.append("" if again else field)
    return found


def _named(fields: list[str], cells: list[str]) -> Iterable[tuple[str, str]]:
    return ((field, re.sub(r"\s+", " ", cell)) for field, cell in zip(fields, cells, strict=False) if field)


def _row(line: int, told: dict[str, str]) -> Row:
    name = _in_order(told.get("name") or f"{told.get('first', '')} {told.get('last', '')}".strip())
    email = re.sub(r"^mailto:", "", told.get("email", ""), flags=re.IGNORECASE).lower()
    bare = Row(line, name[:200], email[:320])

    def refused(word: str, about: str = "") -> Row:
        return msgspec.structs.replace(bare, word=word, about=about[:200])

    if not name:
        return refused("no_name")
    if not email:
        return refused("no_email")
    if len(name) > 200 or len(email) > 320 or not ADDRESS.fullmatch(email):
        return refused("bad_email", email)
    role, rank = _role(told.get("role", ""))
    if not role:
        return refused("bad_role", told["role"])
    try:
        begins, ends = day(told.get("from", "")), day(told.get("to", ""))
    except Refusal as error:
        return refused("bad_day", error.detail)
    if begins and ends and ends < begins:
        return refused("days_crossed")
    number = re.sub(r"\D", "", told.get("rank", ""))[:3]
    language = LANGUAGE.get(told.get("language", "").casefold())
    return msgspec.structs.replace(
        bare,
        phone=re.sub(r"[^\d+ ]", "", told.get("phone", ""))[:30].strip(),
        committee=told.get("committee", "")[:200],
        role=role,
        rank=(int(number) or None) if number else rank,
        party=told.get("party", "")[:200],
        begins=begins,
        ends=ends,
        deputy_for=told.get("deputy_for", "")[:320],
        national_id=told.get("national_id", ""),
        language=language or "",
    )


def _in_order(name: str) -> str:
    """ "Nordmann, Kari" the way she says it."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name


def _role(text: str) -> tuple[str, int | None]:
    """ "1. vara", "Varamedlem 3" and "Leder": the role, and the number where one stands with it."""
    number = re.search(r"\d{1,3}", text)
    word = plain(re.sub(r"\d+", "", text))
    return (ROLE.get(word, "") if word else "member"), (int(number[0]) or None) if number else None


def day(text: str) -> date | None:
    """ "2027-10-01", "1.10.2027", "01/10/27" and "2027-10-01 00:00:00". Raises Refusal("bad_request") for no day."""
    bare = text.strip().partition("T")[0].partition(" ")[0]
    if not bare:
        return None
    try:
        if local := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})", bare):
            year = int(local[3]) + (2000 if len(local[3]) == 2 else 0)
            found = date(year, int(local[2]), int(local[1]))
        else:
            found = date.fromisoformat(bare)
    except ValueError:
        raise Refusal("bad_request", 400, text[:40]) from None
    if found.year < 1900:  # no seat of ours: a slip, or another system's word for nothing
        raise Refusal("bad_request", 400, text[:40])
    return found
