"""Deliveries as archives make them, in few words."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from tests.pdf.making import drawing, saved

CANARY = "Stillingen gis til ansatt 4711"  # stands in exempt papers; no byte of it may lie readable


@cache
def pdf(text: str = "Kommunestyret vedtok planen.") -> bytes:
    """A paper whose text stands readable in its bytes."""
    return saved(drawing(b"BT /F1 12 Tf 50 700 Td (" + text.encode("latin-1") + b") Tj ET"))


def doc(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": "Saksframlegg", "title": f"Om {name}", "file": f"{name}.pdf"} | more


def item(number: int, *documents: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {"id": f"sak-{number}", "type": "PS", "sequence": number, "year": 2026, "title": f"Sak om {number}"}
    return told | {"documents": list(documents)} | more


def package(*items: dict[str, Any], meeting: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    told = {"id": "fs-14", "committee": "Formannskapet", "date": "2026-12-03", "title": "Møte i formannskapet"}
    whole = told | {"items": list(items)} | (meeting or {})
    return {"schema": "folkevalgt-package/1", "visibility": "open", "meetings": [whole]} | more


EXEMPTION = {"code": "UO", "legal_basis": "Offl. § 13 jf. fvl. § 13 (1) nr. 1"}


def exempt_item(number: int = 113, **more: Any) -> dict[str, Any]:
    papers = [doc(f"personal-{number}", title=f"Om {CANARY}")]
    told = {"title": CANARY, "public_title": "Personalsak", "exemption": EXEMPTION, "documents": papers}
    return item(number) | told | more


def encoded(told: dict[str, Any]) -> bytes:
    return msgspec.json.encode(told)


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


NS = (
    'xmlns="http://www.arkivverket.no/standarder/noark5/arkivstruktur" '
    'xmlns:ark="http://www.arkivverket.no/standarder/noark5/arkivstruktur" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def tags(**values: str) -> str:
    return "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items())


def file_xml(reference: str = "a.pdf", version: str = "1", variant: str = "Arkivformat") -> str:
    told = tags(versjonsnummer=version, variantformat=variant, format="RA-PDF", referanseDokumentfil=reference)
    return f"<dokumentobjekt>{told}</dokumentobjekt>"


def paper_xml(name: str = "d1", inside: str = "", **values: str) -> str:
    told = {"systemID": name, "tittel": "IKT-plan", "tilknyttetRegistreringSom": "Hoveddokument"} | values
    return f"<dokumentbeskrivelse>{tags(**told)}{inside or file_xml()}</dokumentbeskrivelse>"


def item_xml(name: str = "s1", inside: str = "", kind: str = "ark:moetesaksregistrering", **values: str) -> str:
    told = {
        "systemID": name, "tittel": "IKT-plan", "offentligTittel": "IKT-plan", "moetesakstype": "PS",
        "moetesaksaar": "2026", "moetesakssekvensnummer": "112",
    } | values  # fmt: skip
    typed = f' xsi:type="{kind}"' if kind else ""
    return f"<registrering{typed}>{inside}{tags(**{k: v for k, v in told.items() if v})}</registrering>"


def meeting_xml(inside: str = "", kind: str = "ark:moetemappe", **values: str) -> str:
    told = {"systemID": "m1", "utvalg": "Formannskapet", "moetedato": "2026-12-03"} | values
    typed = f' xsi:type="{kind}"' if kind else ""
    return f"<mappe{typed}>{tags(**told)}{inside}</mappe>"


def noark(*folders: str, before: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{before}<arkiv {NS}>{"".join(folders)}</arkiv>'.encode()
