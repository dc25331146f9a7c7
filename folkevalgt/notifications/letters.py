"""Notices as an e-mail: what kind of thing is new for which meeting, and never what a paper is about."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape
from uuid import UUID

import msgspec
from tortoise.expressions import Q

from folkevalgt import clock, database
from folkevalgt.calendars import Entry
from folkevalgt.config import Settings
from folkevalgt.deliveries.diary import entries
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person
from folkevalgt.notices import STAFF, TOLD_WITHOUT
from folkevalgt.notifications.wording import LANGUAGES, NB, Words, phrases

CHOICES = "/meg/varsler"
_PAGE = """\
<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{subject}</title></head>
<body style="font: 16px/1.5 sans-serif; max-width: 36em; margin: 1em auto; padding: 0 1em">
<p>{hello}</p>
{said}
<p style="font-size: 14px">{why}<br>{choose} <a href="{choices}">{choices}</a></p>
<p style="font-size: 14px">Folkevalgt, {municipality}</p>
</body></html>
"""
_LINK = """\
<p><a href="{link}" style="display: inline-block; padding: .7em 1.2em; border-radius: 4px;\
 background: #0b4a75; color: #fff; text-decoration: none">{button}</a></p>"""


class Line(msgspec.Struct, frozen=True):
    """One notice as words: a subject line, a sentence, and where it leads."""

    subject: str
    text: str
    link: str
    button: str


async def compose(settings: Settings, person: Person, notices: Sequence[Notice]) -> EmailMessage:
    """One e-mail of these notices to a person, in their language: plain text and HTML.

    The same notices always have the same Message-ID, so that who gets it twice sees it once (RFC 5322 § 3.6.4).
    """
    words = LANGUAGES.get(person.language, NB)
    asked = {each.package_id for each in notices if each.package_id}
    places, held = await entries(settings, asked), await _held(person, asked)
    ordered = sorted(notices, key=lambda each: (each.created_at, str(each.id)))
    lines = [line(settings, words, each, places, held) for each in ordered]
    subject = lines[0].subject if len(lines) == 1 else words.several.format(n=len(lines))
    return letter(settings, person, name(*(each.id for each in notices)), subject, lines)


def letter(settings: Settings, person: Person, called: str, subject: str, lines: list[Line]) -> EmailMessage:
    """An e-mail from us that says these things. `called` is its name at our address (Message-ID)."""
    message, domain = EmailMessage(), parseaddr(settings.smtp_from)[1].partition("@")[2]
    message["From"], message["To"], message["Subject"] = settings.smtp_from, person.email, subject
    message["Date"] = format_datetime(clock.now().astimezone(clock.OSLO))
    message["Message-ID"] = f"<{called}@{domain or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    message["List-Unsubscribe"] = f"<{settings.origin}{CHOICES}>"
    words = LANGUAGES.get(person.language, NB)
    message.set_content(_plain(settings, words, lines))
    message.add_alternative(_html(settings, person, words, subject, lines), subtype="html")
    message["Content-Language"] = person.language
    return message


def name(*ids: UUID | str | int) -> str:
    """One name for the same things, whatever their order."""
    return hashlib.sha256(" ".join(sorted(map(str, ids))).encode()).hexdigest()[:32]


async def _held(person: Person, packages: Iterable[UUID]) -> set[UUID]:
    """Those of these packages whose papers are this person's now."""
    if person.secretariat:
        return set(packages)
    now = clock.now()
    theirs = Delivery.filter(Q(until=None) | Q(until__gt=now), since__lte=now, person_id=person.id)
    rows = theirs.filter(package_id__in=list(packages)).using_db(database.ro())
    return {package for (package,) in await rows.values_list("package_id")}


def line(
    settings: Settings, words: Words, notice: Notice, places: Mapping[UUID, Entry], held: Collection[UUID]
) -> Line:
    """What one notice says. Without a meeting, or about one that is not theirs, it is told in general words."""
    subject, text = words.kinds.get(_named(notice)) or words.kinds.get(notice.kind, words.kinds[""])
    place = places.get(notice.package_id) if notice.package_id else None
    theirs = notice.package_id in held
    if place is None or not (theirs or notice.kind in TOLD_WITHOUT | STAFF):
        general = words.kinds[""]
        subject, text = (general[i] if "{" in given else given for i, given in enumerate((subject, text)))
        address = CHOICES if notice.kind == "test" else "/"
        return Line(subject, text, settings.origin + address, words.open_app)
    said = phrases(words, place)
    subject, text = (sentence(given, said) for given in (subject, text))
    if notice.kind == "supplement" and (counted := _counted(words, notice.facts)):
        text = f"{text.removesuffix('.')}: {counted}."
    if notice.kind in STAFF:
        where = "/deltakere" if notice.kind in ("absence", "answered") else ""
        return Line(subject, text, f"{settings.origin}/skrivebord/{notice.package_id}{where}", words.open_desk)
    if theirs or notice.kind == "called_in":  # who is called in answers there, also before there are papers
        return Line(subject, text, place.link, words.open_meeting)
    return Line(subject, text, f"{settings.origin}/", words.open_app)


def _named(notice: Notice) -> str:
    """Its kind, and in a word what about it is told otherwise than usually."""
    facts = notice.facts
    whole = notice.kind == "withdrawn" and facts.get("papers") == 0
    back = notice.kind == "moved" and facts and not any(facts.values())  # cancelled, and to be held after all
    what = "all" if whole else "back" if back else facts.get("what") or facts.get("answer") or ""
    return f"{notice.kind} {what}"


def sentence(given: str, said: dict[str, str]) -> str:
    text = given.format(**said)
    return text[:1].upper() + text[1:]


def _counted(words: Words, facts: dict[str, int | str]) -> str:
    """ "1 nytt papir, 2 avsnitt endret, 1 i forslag til vedtak": what the facts of a supplement count."""
    told = {name: n for name in words.counted if isinstance(n := facts.get(name), int) and n > 0}
    if "paragraphs" in told:
        told.pop("changed", None)  # how much, not in how many
    return ", ".join(words.counted[name][n > 1].format(n=n) for name, n in told.items())


def _by_link(lines: list[Line]) -> list[list[Line]]:
    """What leads to the same place stands together, in the order it came."""
    found: dict[str, list[Line]] = {}
    for each in lines:
        found.setdefault(each.link, []).append(each)
    return list(found.values())


def _plain(settings: Settings, words: Words, lines: list[Line]) -> str:
    said = ["\n".join([*(each.text for each in some), some[0].link]) for some in _by_link(lines)]
    begin = [words.several_begin] if len(lines) > 1 else []
    end = [words.why, f"{words.choose}\n{settings.origin}{CHOICES}", f"Folkevalgt, {settings.municipality}"]
    return "\n\n".join([words.hello, *begin, *said, *end]) + "\n"


def _html(settings: Settings, person: Person, words: Words, subject: str, lines: list[Line]) -> str:
    begin = [f"<p>{escape(words.several_begin)}</p>"] if len(lines) > 1 else []
    said = []
    for some in _by_link(lines):
        said += [f"<p>{escape(each.text)}</p>" for each in some]
        said.append(_LINK.format(link=escape(some[0].link), button=escape(some[0].button)))
    given = {
        "language": person.language,
        "subject": subject,
        "hello": words.hello,
        "why": words.why,
        "choose": words.choose,
        "choices": settings.origin + CHOICES,
        "municipality": settings.municipality,
    }
    return _PAGE.format(said="\n".join(begin + said), **{key: escape(value) for key, value in given.items()})
