"""A moetemappe as a meeting: its registrations become papers and items, with the case papers they refer to."""

from __future__ import annotations

import math

from folkevalgt.archive import kinds
from folkevalgt.archive.noark_words import (
    SEALED_VARIANT,
    Element,
    children,
    day,
    kind_of,
    moment,
    restricted,
    text,
    texts,
)
from folkevalgt.archive.records import (
    CaseRecord,
    DocumentRecord,
    ItemRecord,
    MeetingRecord,
    MeetingStatus,
    Restriction,
    Visibility,
    plain,
    source_id,
)
from folkevalgt.archive.records import lines as paragraphs
from folkevalgt.archive.report import Lines
from folkevalgt.config import Settings

PUBLIC_FEED = {"moetesaksregistrering", "moetedokumentregistrering"}
_STATUS: dict[str, MeetingStatus] = {
    "avholdt": "held",
    "avlyst": "cancelled",
    "under forberedelse": "planned",
    "planlagt": "planned",
}


class Papers:
    """The journalposts of a description, for the items that say `referanseTilMoetesak`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.count = 0
        self._entries: dict[str, tuple[Element, tuple[Restriction, ...], CaseRecord | None]] = {}

    def learn(self, folder: Element, told: tuple[Restriction, ...]) -> None:
        number = kinds.whole_number(text(folder, "sakssekvensnummer"), text(folder, "saksaar"))
        # The case's own title may be read by anyone only where nothing restricts the folder.
        title = "" if told else text(folder, "offentligTittel")
        officer = text(folder, "saksansvarlig")[:200]
        case = CaseRecord(f"{number[1]}/{number[0]}", title, officer) if number else None
        for entry in children(folder, "registrering"):
            self.count += 1
            inside = told + restricted(entry, ("dokumentbeskrivelse",))
            self._entries.setdefault(text(entry, "systemID"), (entry, inside, case))

    def of(self, registration: Element) -> list[tuple[Element, tuple[Restriction, ...], CaseRecord | None]]:
        names = texts(registration, "referanseTilMoetesak")
        return [self._entries[name] for name in names if name in self._entries]


def meeting(folder: Element, told: tuple[Restriction, ...], papers: Papers, lines: Lines) -> MeetingRecord | None:
    """None, with a line in the report, when the meeting has no date or no committee."""
    when, committee = text(folder, "moetedato"), plain(text(folder, "utvalg"), 200)
    date = day(when)
    if date is None or not committee:
        lines.add("meeting_unclear", committee or text(folder, "moetedato"))
        return None
    documents: list[DocumentRecord] = []
    items: list[ItemRecord] = []
    for place, each in enumerate(children(folder, "registrering")):
        kind = kind_of(each)
        open_ = kind in PUBLIC_FEED and papers.settings.einnsyn_delivery_is_open
        visibility: Visibility = "open" if open_ else "unstated"
        inside = told + restricted(each, ("dokumentbeskrivelse",))
        if kind == "moetesaksregistrering" or (kind == "moeteregistrering" and text(each, "moetesakstype")):
            items.append(_item(each, place, inside, visibility, papers))
        else:
            if not kind:
                lines.add("unknown_registration", committee)
            documents.extend(_documents(each, _meeting_word(each), inside, visibility, place))
    return MeetingRecord(
        id=source_id(text(folder, "systemID") or text(folder, "mappeID") or f"{committee} {date}"),
        committee=committee,
        date=date,
        number=plain(text(folder, "moetenummer"), 60),
        starts_at=moment(when),
        place=plain(text(folder, "moetested"), 300),
        title=text(folder, "offentligTittel"),
        status=_status(folder, documents),
        documents=tuple(documents),
        items=tuple(_in_order(items)),
    )


def _meeting_word(registration: Element) -> str:
    return text(registration, "moetedokumentregistreringstype") or text(registration, "moeteregistreringstype")


def _status(folder: Element, documents: list[DocumentRecord]) -> MeetingStatus | None:
    told = _STATUS.get(text(folder, "beskrivelse").casefold())
    there = {each.kind for each in documents if each.file}
    if told in (None, "held") and "minutes" in there:
        return "minutes_published"
    return "supplemented" if told is None and "supplement" in there else told


def _item(
    registration: Element, place: int, told: tuple[Restriction, ...], visibility: Visibility, papers: Papers
) -> ItemRecord:
    kind, code = kinds.item_type(text(registration, "moetesakstype") or text(registration, "moeteregistreringstype"))
    written = text(registration, "registreringsID")
    number = kinds.whole_number(text(registration, "moetesakssekvensnummer"), text(registration, "moetesaksaar"))
    if number is None and (parsed := kinds.item_number(written)):
        code, number = code or parsed[0], (parsed[1], parsed[2])
    documents = _documents(registration, "", told, visibility, place)
    named, officer = plain(text(registration, "saksnummer"), 60), text(registration, "saksbehandler")[:200]
    case = CaseRecord(named, "", officer) if named else None
    for entry, restrictions, of in papers.of(registration):
        documents += _documents(entry, text(entry, "journalposttype"), restrictions, visibility, place)
        told += restrictions  # a restricted case paper says that the item it belongs to is restricted too
        case = of if case is None or (of and of.number == case.number) else case
    title, public = text(registration, "tittel"), text(registration, "offentligTittel")
    return ItemRecord(
        id=source_id(text(registration, "systemID") or written or f"sak {place + 1}"),
        type=kind,
        code=code,
        sequence=number[0] if number else None,
        year=number[1] if number else None,
        number_given="" if number else plain(written if "/" in written else "", 60),
        title=title or public or "Uten tittel",
        public_title=public,
        case=case,
        restrictions=told,
        visibility=visibility,
        decision=_decision(registration),
        documents=tuple(documents),
    )


def _decision(registration: Element) -> str:
    """Vedtakstekst, where the archive writes it out instead of in a file."""
    told = [registration, *children(registration, "vedtak")]
    return paragraphs("\n".join(each.text or "" for one in told for each in children(one, "vedtakstekst")))


def _in_order(items: list[ItemRecord]) -> list[ItemRecord]:
    """Archives list in publishing order: each type keeps its place, and within it the numbers decide."""
    types = list(dict.fromkeys(item.code for item in items))
    return sorted(items, key=lambda item: (types.index(item.code), item.year or 0, item.sequence or math.inf))


def _documents(
    registration: Element, word: str, told: tuple[Restriction, ...], visibility: Visibility, place: int
) -> list[DocumentRecord]:
    described = list(enumerate(children(registration, "dokumentbeskrivelse")))

    def order(each: tuple[int, Element]) -> tuple[bool, int, int]:
        number = text(each[1], "dokumentnummer")
        return not _is_main(each[1]), int(number) if number.isdecimal() else 0, each[0]

    owner = text(registration, "systemID") or f"registrering {place + 1}"
    return [_document(each, word, told, visibility, f"{owner}/{at + 1}") for at, each in sorted(described, key=order)]


def _is_main(description: Element) -> bool:
    return text(description, "tilknyttetRegistreringSom").casefold() in ("hoveddokument", "h", "")


def _document(
    description: Element, word: str, told: tuple[Restriction, ...], visibility: Visibility, fallback: str
) -> DocumentRecord:
    words = (
        [word, text(description, "dokumenttype"), text(description, "beskrivelse")]
        if _is_main(description)
        else ["Vedlegg"]
    )
    known = next((each for each in words if kinds.document_kind(each) != "other"), None)
    given = known or next(filter(None, words), "")
    chosen = _object(description)
    return DocumentRecord(
        id=source_id(text(description, "systemID") or fallback),
        kind=kinds.document_kind(given),
        kind_given=plain(given, 100),
        title=text(description, "tittel") or given or "Uten tittel",
        public_title=text(description, "offentligTittel"),
        version=plain(text(chosen, "versjonsnummer"), 60) if chosen is not None else "",
        file=text(chosen, "referanseDokumentfil") if chosen is not None else "",
        published=chosen is not None,
        restrictions=told + restricted(description),
        visibility=visibility,
    )


def _object(description: Element) -> Element | None:
    """The file to give out: one with parts blacked out if there is any, the newest version, the archive's format."""

    def worth(each: Element) -> tuple[bool, int, bool, bool]:
        variant, version = text(each, "variantformat"), text(each, "versjonsnummer")
        archived = variant.casefold().startswith("arkiv")
        sealed = bool(SEALED_VARIANT.search(variant))
        return sealed, int(version) if version.isdecimal() else 0, archived, "pdf" in text(each, "format").casefold()

    return max(children(description, "dokumentobjekt"), key=worth, default=None)
