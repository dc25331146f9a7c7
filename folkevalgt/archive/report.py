"""What became of a delivery, line by line, for the secretariat. A line never holds a title or a paper's words."""

# ruff: noqa: E501 - a sentence stands on its line
from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Level = Literal["info", "warning", "error"]
Outcome = Literal["done", "rejected", "waiting"]

WORDS: dict[str, tuple[Level, str]] = {
    # the delivery
    "address_not_fetched": ("error", "Beskrivelsen viser til en nettadresse. Vi henter aldri fra nettadresser; legg filen i pakken."),
    "bad_description": ("error", "Beskrivelsen følger ikke skjemaet for package.json (ved {place}). Ingenting av den er tatt inn."),
    "bad_xml": ("error", "Beskrivelsen er ikke gyldig XML. Ingenting av den er tatt inn."),
    "description_too_large": ("error", "Beskrivelsen er for stor til å leses trygt. Ingenting av den er tatt inn."),
    "double_file": ("warning", "Pakken har to filer med samme navn. Vi leser ingen av dem."),
    "empty_delivery": ("error", "Leveransen er tom."),
    "encoding_guessed": ("warning", "Beskrivelsen er ikke i det tegnsettet den sier. Vi leste den som Latin-1; se over titlene."),
    "fiks_not_read": ("error", "FIKS politisk behandling kan ikke leses ennå. Lever beskrivelsen som package.json eller Noark-XML."),
    "interrupted": ("error", "Noe gikk galt underveis. Det som var tatt inn før, står urørt; vi prøver igjen om litt."),
    "json_ld_not_read": ("error", "JSON-LD kan ikke leses ennå. Lever beskrivelsen som package.json eller Noark-XML."),
    "link_refused": ("error", "Leveransen har en lenke i stedet for en fil. Lenker følges aldri."),
    "no_description": ("error", "Leveransen har ingen beskrivelse (package.json eller Noark-XML), bare filer: {count}. Uten den vet vi ikke hva som er offentlig, så ingenting er tatt inn. Be om en eksport med beskrivelse."),
    "no_meeting": ("error", "Beskrivelsen har ingen møter, bare journalposter: {count}. Ingenting er tatt inn."),
    "no_space": ("error", "Det er ikke plass på disken. Det som var tatt inn før, står urørt. Leveransen ligger i innboksen og prøves igjen når det er ryddet."),
    "not_noark": ("error", "XML-filen har roten «{root}», ikke «arkiv». Den er ikke lest."),
    "outside_package": ("error", "En filhenvisning går ut av pakken. Den følges ikke."),
    "too_many_files": ("error", "Pakken har for mange filer. Ingenting er tatt inn."),
    "xml_entities": ("error", "XML-filen har entiteter eller henvisninger ut av seg selv. Slikt leses aldri; ingenting av den er tatt inn."),
    "zip_bomb": ("error", "Zip-filen sveller opp til mer enn vi tar imot. Ingenting er tatt inn."),
    "zip_broken": ("error", "Zip-filen er skadet. Ingenting er tatt inn fra det som ikke lot seg lese."),
    "zip_encrypted": ("error", "Zip-filen er passordbeskyttet. Det som er låst, er ikke lest."),
    # meetings and items
    "closed_item": ("info", "Saken går for lukkede dører og behandles som unntatt offentlighet."),
    "double_id": ("warning", "To poster har samme id. Begge er beholdt, hver for seg."),
    "double_meeting": ("error", "To møter i beskrivelsen har samme id. Bare det første er tatt inn."),
    "exemption_over": ("info", "Skjermingen skulle vare til {until}. Saken er fortsatt unntatt til noen i sekretariatet åpner den."),
    "meeting": ("info", "Møtet er hentet: saker: {items}, papirer: {documents}, nye eller endrede filer: {fresh}."),
    "meeting_unclear": ("error", "Et møte mangler dato eller utvalg. Det er ikke tatt inn."),
    "moved": ("info", "Saken er flyttet hit fra et annet møte. Papirene og notatene følger med."),
    "not_cleared": ("warning", "Leveransen sier ikke at den er klarert for offentlighet. Alt i den behandles som unntatt til noen har sett over."),
    "now_exempt": ("warning", "Nå unntatt offentlighet i arkivet. Teksten er kryptert hos oss og fjernes fra nettbrettene ved neste kontakt."),
    "now_open_in_archive": ("warning", "Arkivet sier at dette er offentlig nå. Hos oss er det fortsatt unntatt: sekretariatet må åpne det."),
    "number_taken": ("warning", "Saksnummeret er brukt av en annen sak i utvalget. Saken er beholdt, men be arkivet rette nummeret."),
    "still_withdrawn": ("info", "Sekretariatet har trukket dette tilbake. Det er fortsatt trukket tilbake, selv om arkivet har det med."),
    "unchanged": ("info", "Ingenting er endret siden sist."),
    "unknown_code": ("warning", "Tilgangskoden er ukjent her og har ingen hjemmel. Vi behandler det som unntatt; se over."),
    "unknown_committee": ("error", "Utvalget er ikke kjent her, så møtet er ikke tatt inn. Legg til utvalget, eller legg navnet til et utvalgs arkivnavn, og lever på nytt."),
    "unknown_registration": ("warning", "En registrering i møtet er av ukjent slag. Den er tatt inn som møtedokument, unntatt offentlighet."),
    "unknown_withdrawal": ("warning", "Leveransen trekker tilbake noe vi ikke har."),
    "withdrawn": ("info", "Trukket tilbake av arkivet."),
    # papers
    "bomb": ("error", "PDF-en sveller opp til mer enn vi tar imot. Den er ikke tatt inn."),
    "broken": ("error", "PDF-en er skadet og kan ikke åpnes. Be om en ny."),
    "came_back": ("info", "Var trukket tilbake, og er med igjen."),
    "checksum_differs": ("warning", "Sjekksummen i beskrivelsen stemmer ikke med filen. Filen er beholdt; se over at den er hel."),
    "download_only": ("warning", "PDF-en kan ikke vises trygt i leseren. Den gis ut til nedlasting."),
    "empty": ("error", "Filen er tom."),
    "encrypted": ("error", "PDF-en er passordbeskyttet. Be om en uten passord."),
    "kept": ("info", "Papirer som ikke fulgte med denne gangen: {count}. Vi beholder dem vi har."),
    "not_delivered": ("warning", "Papiret er beskrevet, men filen fulgte ikke med: finnes, ikke levert."),
    "not_pdf": ("warning", "Filen er ikke en PDF. Den gis ut til nedlasting, men vises ikke i leseren."),
    "not_published": ("info", "Papiret finnes i arkivet, men er ikke publisert."),
    "older_version": ("info", "Filen er eldre enn den vi har. Den nyeste er beholdt."),
    "same_as_exempt": ("warning", "Filen er den samme som et papir som er unntatt offentlighet. Den behandles også som unntatt; se over."),
    "sanitised": ("info", "Aktivt innhold er tatt ut av kopien som gis ut. Arkivets egen fil er beholdt urørt."),
    "timed_out": ("error", "PDF-en tok for lang tid å åpne. Den er ikke tatt inn."),
    "too_large": ("error", "Filen er for stor. Den er ikke tatt inn."),
    "too_many_pages": ("error", "PDF-en har for mange sider. Den er ikke tatt inn."),
    "unknown_format": ("error", "Filen er ikke et papir vi kan gi ut. Den er ikke tatt inn."),
}  # fmt: skip


class Line(msgspec.Struct, frozen=True):
    level: Level
    word: str
    what: str
    message: str


class Report(msgspec.Struct, kw_only=True):
    """One delivery's report, as in `report.json` and in the database. `meetings` are our ids of those taken in."""

    delivery: str
    source: str
    at: datetime
    outcome: Outcome
    meetings: list[str] = []
    lines: list[Line] = []


class Lines:
    """Collects lines; the same finding about the same thing is told once."""

    def __init__(self) -> None:
        self.all: list[Line] = []

    def add(self, word: str, what: str = "", **told: object) -> None:
        level, sentence = WORDS[word]
        line = Line(level, word, what[:300], sentence.format(**told) if told else sentence)
        if line not in self.all:
            self.all.append(line)
