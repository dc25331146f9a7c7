"""What e-mails say in three languages: committee, day, time and place, and never what a paper is about."""

from __future__ import annotations

import re

import msgspec

from folkevalgt import clock
from folkevalgt.calendars import Entry

# Inside a Norwegian sentence a body has a small letter when its name begins with what kind of body it is.
_BODY = re.compile(
    r"\w*(styret?|skapet?|utvalg(et)?|utval(et)?|råd(et)?|nemnd(a|i)?|komit[eé](en|a)?|ting(et)?)\b", re.I
)
_MONTHS = "januar februar mars april mai juni juli august september oktober november desember"
_ENGLISH_MONTHS = "January February March April May June July August September October November December"


class Words(msgspec.Struct, frozen=True):
    """One language. In `kinds` the subject and the sentence of each kind of notice, or of a kind and what it is about.

    `{to}` is "formannskapet 3. desember", `{which}` "møtet i formannskapet", `{when}` "torsdag 3. desember kl. 17.00",
    `{at}` the same with its place, `{meeting}` both. Of a closed meeting its body is not told.
    """

    weekdays: tuple[str, ...]  # from Monday
    months: tuple[str, ...]
    day: str
    clock: str
    to: str
    to_closed: str
    which: str
    which_closed: str
    meeting: str
    hello: str
    several: str
    several_begin: str
    open_meeting: str
    open_desk: str
    open_app: str
    why: str
    choose: str
    counted: dict[str, tuple[str, str]]  # by the name of a fact: one, and several
    invited: dict[str, tuple[str, str]]  # new | changed | cancelled | gone, in their calendar
    kinds: dict[str, tuple[str, str]]


NB = Words(
    weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    months=tuple(_MONTHS.split()),
    day="{day}. {month}",
    clock="kl. {hour}.{minute}",
    to="{body} {day}",
    to_closed="møtet {day}",
    which="møtet i {body}",
    which_closed="møtet",
    meeting="{which} {when}",
    hello="Hei!",
    several="{n} varsler fra Folkevalgt",
    several_begin="Dette er nytt siden sist:",
    open_meeting="Åpne møtet",
    open_desk="Åpne skrivebordet",
    open_app="Åpne Folkevalgt",
    why="Hva sakene gjelder, står bare i Folkevalgt, ikke i e-posten.",
    choose="Her velger du hva du vil varsles om, og hvordan:",
    counted={
        "new": ("1 nytt papir", "{n} nye papirer"),
        "changed": ("1 papir endret", "{n} papirer endret"),
        "paragraphs": ("1 avsnitt endret", "{n} avsnitt endret"),
        "proposal": ("1 i forslag til vedtak", "{n} i forslag til vedtak"),
        "withdrawn": ("1 papir trukket tilbake", "{n} papirer trukket tilbake"),
    },
    invited={
        "new": ("I kalenderen: {to}", "{which} er lagt i kalenderen din: {at}."),
        "changed": ("Endret i kalenderen: {to}", "{which} er endret i kalenderen din: {at}."),
        "cancelled": ("Avlyst: {to}", "{meeting} er avlyst og tatt ut av kalenderen din."),
        "gone": ("Ut av kalenderen: {to}", "{meeting} gjelder ikke deg lenger, og er tatt ut av kalenderen din."),
    },
    kinds={
        "package": ("Nye papirer til {to}", "Papirene til {meeting} er klare."),
        "supplement": ("Nytt i papirene til {to}", "Det er nytt i papirene til {meeting}."),
        "withdrawn": ("Trukket tilbake: papir til {to}", "Et papir til {meeting} er trukket tilbake."),
        "minutes": ("Vedtakene fra {to}", "Nå kan du lese hva som ble vedtatt i {meeting}."),
        "called_in": (
            "Du er kalt inn til {to}",
            "Du er kalt inn som vara til {which} {at}. Åpne møtet og svar om du kan komme.",
        ),
        "called_off": ("Du trenger ikke møte i {to}", "Du er ikke lenger kalt inn som vara til {meeting}."),
        "case": ("Nytt i en sak du følger", "Det er nytt i en sak du følger. Den er på sakslisten til {meeting}."),
        "shared": ("Noen har delt et notat med deg", "Noen har delt et notat med deg, i papirene til {meeting}."),
        "reminder": ("Husk {to}", "Husk {which} {at}."),
        "moved": ("Ny tid eller nytt sted: {to}", "{which} har fått ny tid eller nytt sted: {at}."),
        "cancelled": ("Avlyst: {to}", "{meeting} er avlyst."),
        "absence": ("Forfall til {to}", "Noen har meldt forfall til {meeting}."),
        "answered": ("Svar fra vara til {to}", "En vara har svart på innkallingen til {meeting}."),
        "not_published": ("Ikke publisert: {to}", "Papirene til {meeting} ble ikke publisert til avtalt tid."),
        "withdrawn all": ("Trukket tilbake: papirene til {to}", "Papirene til {meeting} er trukket tilbake."),
        "case agenda": ("En sak du følger, skal opp i {to}", "En sak du følger, er på sakslisten til {meeting}."),
        "case decision": ("Vedtak i en sak du følger", "Det er gjort vedtak i en sak du følger, i {meeting}."),
        "moved back": ("Holdes likevel: {to}", "{which} skal holdes likevel: {at}."),
        "absence back": ("Kan møte likevel: {to}", "Noen som hadde meldt forfall til {meeting}, kan møte likevel."),
        "absence disqualified": (
            "Mulig inhabilitet: {to}",
            "Noen har meldt at de kan være inhabile i en sak i {meeting}.",
        ),
        "answered yes": ("En vara kan møte: {to}", "En vara har svart ja på innkallingen til {meeting}."),
        "answered no": ("En vara kan ikke møte: {to}", "En vara har svart nei på innkallingen til {meeting}."),
        "test": ("Prøvevarsel fra Folkevalgt", "Dette er et prøvevarsel. E-post fra Folkevalgt når deg."),
        "": ("Nytt i Folkevalgt", "Det er noe nytt til deg i Folkevalgt."),
    },
)
NN = Words(
    weekdays=("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    months=NB.months,
    day="{day}. {month}",
    clock="kl. {hour}.{minute}",
    to="{body} {day}",
    to_closed="møtet {day}",
    which="møtet i {body}",
    which_closed="møtet",
    meeting="{which} {when}",
    hello="Hei!",
    several="{n} varsel frå Folkevalgt",
    several_begin="Dette er nytt sidan sist:",
    open_meeting="Opne møtet",
    open_desk="Opne skrivebordet",
    open_app="Opne Folkevalgt",
    why="Kva sakene gjeld, står berre i Folkevalgt, ikkje i e-posten.",
    choose="Her vel du kva du vil varslast om, og korleis:",
    counted={
        "new": ("1 nytt papir", "{n} nye papir"),
        "changed": ("1 papir endra", "{n} papir endra"),
        "paragraphs": ("1 avsnitt endra", "{n} avsnitt endra"),
        "proposal": ("1 i framlegg til vedtak", "{n} i framlegg til vedtak"),
        "withdrawn": ("1 papir trekt tilbake", "{n} papir trekte tilbake"),
    },
    invited={
        "new": ("I kalenderen: {to}", "{which} er lagt i kalenderen din: {at}."),
        "changed": ("Endra i kalenderen: {to}", "{which} er endra i kalenderen din: {at}."),
        "cancelled": ("Avlyst: {to}", "{meeting} er avlyst og teke ut av kalenderen din."),
        "gone": ("Ut av kalenderen: {to}", "{meeting} gjeld ikkje deg lenger, og er teke ut av kalenderen din."),
    },
    kinds={
        "package": ("Nye papir til {to}", "Papira til {meeting} er klare."),
        "supplement": ("Nytt i papira til {to}", "Det er nytt i papira til {meeting}."),
        "withdrawn": ("Trekt tilbake: papir til {to}", "Eit papir til {meeting} er trekt tilbake."),
        "minutes": ("Vedtaka frå {to}", "No kan du lese kva som vart vedteke i {meeting}."),
        "called_in": (
            "Du er kalla inn til {to}",
            "Du er kalla inn som vara til {which} {at}. Opne møtet og svar om du kan kome.",
        ),
        "called_off": ("Du treng ikkje møte i {to}", "Du er ikkje lenger kalla inn som vara til {meeting}."),
        "case": ("Nytt i ei sak du følgjer", "Det er nytt i ei sak du følgjer. Ho er på sakslista til {meeting}."),
        "shared": ("Nokon har delt eit notat med deg", "Nokon har delt eit notat med deg, i papira til {meeting}."),
        "reminder": ("Hugs {to}", "Hugs {which} {at}."),
        "moved": ("Ny tid eller ny stad: {to}", "{which} har fått ny tid eller ny stad: {at}."),
        "cancelled": ("Avlyst: {to}", "{meeting} er avlyst."),
        "absence": ("Forfall til {to}", "Nokon har meldt forfall til {meeting}."),
        "answered": ("Svar frå vara til {to}", "Ein vara har svart på innkallinga til {meeting}."),
        "not_published": ("Ikkje publisert: {to}", "Papira til {meeting} vart ikkje publiserte til avtalt tid."),
        "withdrawn all": ("Trekt tilbake: papira til {to}", "Papira til {meeting} er trekt tilbake."),
        "case agenda": ("Ei sak du følgjer, skal opp i {to}", "Ei sak du følgjer, er på sakslista til {meeting}."),
        "case decision": ("Vedtak i ei sak du følgjer", "Det er gjort vedtak i ei sak du følgjer, i {meeting}."),
        "moved back": ("Blir halde likevel: {to}", "{which} skal haldast likevel: {at}."),
        "absence back": ("Kan møte likevel: {to}", "Nokon som hadde meldt forfall til {meeting}, kan møte likevel."),
        "absence disqualified": (
            "Mogleg inhabilitet: {to}",
            "Nokon har meldt at dei kan vere inhabile i ei sak i {meeting}.",
        ),
        "answered yes": ("Ein vara kan møte: {to}", "Ein vara har svart ja på innkallinga til {meeting}."),
        "answered no": ("Ein vara kan ikkje møte: {to}", "Ein vara har svart nei på innkallinga til {meeting}."),
        "test": ("Prøvevarsel frå Folkevalgt", "Dette er eit prøvevarsel. E-post frå Folkevalgt når deg."),
        "": ("Nytt i Folkevalgt", "Det er noko nytt til deg i Folkevalgt."),
    },
)
EN = Words(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=tuple(_ENGLISH_MONTHS.split()),
    day="{day} {month}",
    clock="at {hour}:{minute}",
    to="{body} {day}",
    to_closed="the meeting {day}",
    which="the meeting of {body}",
    which_closed="the meeting",
    meeting="{which} on {when}",
    hello="Hello,",
    several="{n} notices from Folkevalgt",
    several_begin="This is new since last time:",
    open_meeting="Open the meeting",
    open_desk="Open the desk",
    open_app="Open Folkevalgt",
    why="What the cases are about is told in Folkevalgt alone, not by e-mail.",
    choose="Choose here what you want to be told of, and how:",
    counted={
        "new": ("1 new paper", "{n} new papers"),
        "changed": ("1 paper changed", "{n} papers changed"),
        "paragraphs": ("1 paragraph changed", "{n} paragraphs changed"),
        "proposal": ("1 in the proposed decision", "{n} in the proposed decision"),
        "withdrawn": ("1 paper withdrawn", "{n} papers withdrawn"),
    },
    invited={
        "new": ("In your calendar: {to}", "{which} is in your calendar: {at}."),
        "changed": ("Changed in your calendar: {to}", "{which} has changed in your calendar: {at}."),
        "cancelled": ("Cancelled: {to}", "{meeting} is cancelled and taken out of your calendar."),
        "gone": ("Out of your calendar: {to}", "You no longer attend {meeting}. It is taken out of your calendar."),
    },
    kinds={
        "package": ("New papers for {to}", "The papers for {meeting} are ready."),
        "supplement": ("New in the papers for {to}", "There is something new in the papers for {meeting}."),
        "withdrawn": ("Withdrawn: a paper for {to}", "A paper for {meeting} has been withdrawn."),
        "minutes": ("The decisions of {to}", "You can now read what was decided in {meeting}."),
        "called_in": (
            "You are called in to {to}",
            "You are called in as a substitute to {which} on {at}. Open it and say whether you can come.",
        ),
        "called_off": ("You are not called in to {to}", "You are no longer called in as a substitute to {meeting}."),
        "case": ("News in a case you follow", "There is news in a case you follow. It is on the agenda of {meeting}."),
        "shared": (
            "Somebody has shared a note with you",
            "Somebody has shared a note with you, in the papers for {meeting}.",
        ),
        "reminder": ("Remember {to}", "Remember {which} on {at}."),
        "moved": ("New time or place: {to}", "{which} has a new time or place: {at}."),
        "cancelled": ("Cancelled: {to}", "{meeting} is cancelled."),
        "absence": (
            "Absence from {to}",
            "Somebody has reported absence from {meeting}.",
        ),
        "answered": ("A deputy's answer for {to}", "A deputy has answered the call to {meeting}."),
        "not_published": ("Not published: {to}", "The papers for {meeting} were not published at the time set."),
        "withdrawn all": ("Withdrawn: the papers for {to}", "The papers for {meeting} have been withdrawn."),
        "case agenda": ("A case you follow is up in {to}", "A case you follow is on the agenda of {meeting}."),
        "case decision": ("A decision in a case you follow", "There is a decision in a case you follow, in {meeting}."),
        "moved back": ("On after all: {to}", "{which} is to be held after all: {at}."),
        "absence back": (
            "Can come after all: {to}",
            "Somebody who had reported absence from {meeting} can come after all.",
        ),
        "absence disqualified": (
            "Possibly disqualified: {to}",
            "Somebody has reported that they may be disqualified in {meeting}.",
        ),
        "answered yes": ("A deputy can come: {to}", "A deputy has said yes to the call to {meeting}."),
        "answered no": ("A deputy cannot come: {to}", "A deputy has said no to the call to {meeting}."),
        "test": ("Test notice from Folkevalgt", "This is a test notice. E-mail from Folkevalgt reaches you."),
        "": ("News in Folkevalgt", "There is something new for you in Folkevalgt."),
    },
)
LANGUAGES = {"nb": NB, "nn": NN, "en": EN}


def phrases(words: Words, place: Entry) -> dict[str, str]:
    """What stands for `{to}`, `{which}`, `{when}`, `{at}` and `{meeting}` in one language."""
    start = place.starts_at.astimezone(clock.OSLO) if place.starts_at else None
    day = start.date() if start else place.date
    short = words.day.format(day=day.day, month=words.months[day.month - 1])
    if day.year != clock.today().year:
        short += f" {day.year}"
    when = f"{words.weekdays[day.weekday()]} {short}"
    if start:
        when += " " + words.clock.format(hour=f"{start:%H}", minute=f"{start:%M}")
    small = words is not EN and _BODY.match(place.body)
    body = place.body[:1].lower() + place.body[1:] if small else place.body
    which = (words.which if body else words.which_closed).format(body=body)
    return {
        "to": (words.to if body else words.to_closed).format(body=body, day=short),
        "which": which,
        "when": when,
        "at": ", ".join(filter(None, [when, place.place])),
        "meeting": words.meeting.format(which=which, when=when),
    }
