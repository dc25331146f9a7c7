"""Notices as an e-mail: what kind of thing is new for which meeting, and never what a paper is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from html import escape
from uuid import UUID

import msgspec

from folkevalgt import clock, database
from folkevalgt.config import Settings
from folkevalgt.deliveries.diary import all_closed
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.notifications.wording import LANGUAGES, NB, Place, Words, phrases

STAFF = frozenset({"absence", "answered", "not_published"})  # kinds that are told of on the desk
CHOICES = "/meg/varsler"
_PAGE = """\
<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{subject}</title></head>
<body style="font: 16px/1.5 sans-serif; max-width: 36em; margin: 1em auto; padding: 0 1em">
<p>{hello}</p>
{said}
<p style="font-size: 14px">{why}<br>{choose} <a href="{choices}">{choices}</a></p>
<p style="font-size: 14px">Folkevalgt, {municipality}</p>
</body></html>
"""
_SAID = """\
<p>{text}</p>
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
    places = await meetings(each.package_id for each in notices if each.package_id)
    lines = [line(settings, words, each, places) for each in sorted(notices, key=lambda each: each.created_at)]
    subject = lines[0].subject if len(lines) == 1 else words.several.format(n=len(lines))
    message = envelope(settings, person, subject, name(each.id for each in notices))
    message["List-Unsubscribe"] = f"<{settings.origin}{CHOICES}>"
    message.set_content(_plain(settings, words, lines))
    message.add_alternative(_html(settings, person, words, subject, lines), subtype="html")
    message["Content-Language"] = person.language
    return message


def envelope(settings: Settings, person: Person, subject: str, called: str) -> EmailMessage:
    """An empty e-mail to a person from us. `called` is its name at our address (Message-ID)."""
    message, domain = EmailMessage(), parseaddr(settings.smtp_from)[1].partition("@")[2]
    message["From"], message["To"], message["Subject"] = settings.smtp_from, person.email, subject
    message["Date"], message["Message-ID"] = formatdate(clock.now().timestamp()), f"<{called}@{domain or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    return message


def name(ids: Iterable[UUID]) -> str:
    """One name for the same things, whatever their order."""
    return hashlib.sha256(" ".join(sorted(map(str, ids))).encode()).hexdigest()[:32]


async def meetings(packages: Iterable[UUID]) -> dict[UUID, Place]:
    """When and where each package's meeting is. A meeting where every item is closed is told of without its body."""
    found = {
        row.id: row.meeting
        for row in await Package.filter(id__in=list(set(packages)))
        .using_db(database.ro())
        .select_related("meeting__committee")
    }
    closed = await all_closed(each.id for each in found.values())
    return {
        package: Place("" if each.id in closed else each.committee.name, each.date, each.starts_at, each.place)
        for package, each in found.items()
    }


def line(settings: Settings, words: Words, notice: Notice, places: dict[UUID, Place]) -> Line:
    """What one notice says. Without a meeting it is told of in general words."""
    subject, text = words.kinds.get(notice.kind, words.kinds[""])
    place = places.get(notice.package_id) if notice.package_id else None
    if place is None:
        subject, text = (given if "{" not in given else words.kinds[""][i] for i, given in enumerate((subject, text)))
        address = CHOICES if notice.kind == "test" else "/"
        return Line(subject, text, settings.origin + address, words.open_app)
    said = phrases(words, place)
    subject, text = (_upper(given.format(**said)) for given in (subject, text))
    if counted := _counted(words, notice.facts):
        text = f"{text.removesuffix('.')}: {counted}."
    room, button = ("skrivebord", words.open_desk) if notice.kind in STAFF else ("moter", words.open_meeting)
    return Line(subject, text, f"{settings.origin}/{room}/{notice.package_id}", button)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counted(words: Words, facts: dict[str, int | str]) -> str:
    """ "2 avsnitt endret, 1 i forslag til vedtak": what the facts of a supplement count."""
    many = {"new": words.new, "changed": words.changed, "proposal": words.proposal, "withdrawn": words.withdrawn}
    counts = ((each, facts.get(each)) for each in many)
    return ", ".join(
        words.one[each] if n == 1 and each in words.one else many[each].format(n=n)
        for each, n in counts
        if isinstance(n, int) and n > 0
    )


def _plain(settings: Settings, words: Words, lines: list[Line]) -> str:
    said = [f"{each.text}\n{each.link}" for each in lines]
    begin = [words.several_begin] if len(lines) > 1 else []
    end = [words.why, f"{words.choose}\n{settings.origin}{CHOICES}", f"Folkevalgt, {settings.municipality}"]
    return "\n\n".join([words.hello, *begin, *said, *end]) + "\n"


def _html(settings: Settings, person: Person, words: Words, subject: str, lines: list[Line]) -> str:
    begin = [f"<p>{escape(words.several_begin)}</p>"] if len(lines) > 1 else []
    said = [_SAID.format(text=escape(each.text), link=escape(each.link), button=escape(each.button)) for each in lines]
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
