"""A paper in two versions, tagged: what is changed, new, removed and moved between them is known."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import msgspec
import typst
from playwright.sync_api import Locator, expect

from tests.browser import inside
from tests.browser.device import Device
from tests.browser.noted import PLAN
from tests.browser.served import Served, until
from tests.browser.town import council
from tests.papers import bytes_of
from tests.pdf import making

FILL = "Kommunedirektøren har gått gjennom {} sammen med skolene, og de fleste ser det på samme måte. "
NOW, BEFORE = "14,2 millioner kroner", "12,5 millioner kroner"
NEW = "Foreldrene i Austad får et eget møte før saken avgjøres."
GONE = "Skoleskyssen er ikke regnet med i disse tallene."
MOVED = "Bygget i Kvås kan tas i bruk til barnehage uten større ombygging."
SCAN = "Brev fra velforeningen"
FIRST = "Kommunestyret ber om en utredning av skolestrukturen."


@cache
def paper(version: int) -> bytes:
    """Version 1 or 2, of four pages: headings, a list in a list, a table and a figure."""
    return bytes(typst.compile(_source(version).encode(), format="pdf", pdf_standards="ua-1", ignore_system_fonts=True))


def scan() -> bytes:
    """One page without words."""
    return making.saved(making.drawing(b"0.7 g 90 500 400 200 re f 0.2 g 90 740 300 24 re f"))


def _filled(about: str) -> str:
    return "\n\n".join(FILL.format(f"{about} {part}") * 4 for part in ("i nord", "i sør", "ved elva", "på Åse"))


def _source(version: int) -> str:
    new = version == 2
    return f"""#set document(title: "Skolestruktur")
#set text(lang: "nb", size: 11pt)
#set page(numbering: "1")
= Skolestruktur
== Forslag til vedtak
+ {FIRST}
+ Rammen settes til {NOW if new else BEFORE}.
  - Beløpet dekkes av disposisjonsfondet.

== Bakgrunn
{_filled("tallene")}

{NEW if new else ""}

#pagebreak()
== Økonomi
{"" if new else GONE}

#table(columns: 2, table.header([År], [Elever]), [2026], [{"214" if new else "210"}], [2027], [198])

{_filled("kostnadene")}

{"" if new else MOVED}

#pagebreak()
== Byggene
#figure(rect(width: 4cm, height: 2cm), alt: "Kart over skolekretsene", caption: [Kretsene])
{_filled("byggene")}

#pagebreak()
== Veien videre
{MOVED if new else ""}

{_filled("framdriften")}
"""


def deliver(served: Served, data: bytes) -> None:
    """The plan of Formannskapet comes in another version, and is published."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / "versjon"
        folder.mkdir()
        (folder / "package.json").write_bytes(msgspec.json.encode(council()))
        for name, each in (bytes_of(council()) | {"plan.pdf": data, "brev.pdf": scan()}).items():
            (folder / name).write_bytes(each)
        (folder / "READY").touch()
        served.drop(folder)
    for package in served.run("package", "list"):
        if package["unpublished_changes"] and package["committee"] == "Formannskapet":
            served.run("package", "publish", package["id"])


def layered(device: Device, kind: str) -> None:
    """Waits until a layer of this kind has come to the device; it asks anew whenever it is opened."""

    def here() -> bool:
        if any(name.endswith(f".{kind}") for name in inside.papers(device.page)):
            return True
        device.goto("/moter")
        device.page.wait_for_timeout(700)
        return False

    until(here, f"the {kind} of a paper")


class Replaced:
    """A member's tablet: the first version of the plan was read, and the second has come, with what is new in it."""

    def __init__(self, device: Device) -> None:
        self.device = device
        served = device.served
        deliver(served, paper(1))
        device.sign_in("medlem_formannskap")
        layered(device, "structure")
        device.meeting("Formannskapet")
        self.meeting = device.page.url
        self.plan = self._address(PLAN)
        self.open("?side=2")
        device.at_page(2)
        device.page.wait_for_timeout(400)  # then the place is kept
        deliver(served, paper(2))
        layered(device, "changes")

    def _address(self, title: str) -> str:
        return (self.device.link(f"Åpne {title}").get_attribute("href") or "").partition("?")[0]

    def open(self, asked: str) -> Device:
        """The plan at an address: `?side=2&tekst`."""
        self.device.goto(self.plan + asked)
        expect(self.device.page.locator(".tv, .textLayer").first).to_be_attached()
        self.device.at_hand()
        return self.device

    def open_scan(self) -> Device:
        self.device.goto(self.meeting)
        self.device.goto(self._address(SCAN) + "?tekst")
        return self.device


def text(device: Device) -> Locator:
    """The text view."""
    found = device.page.locator(".tv")
    expect(found).to_be_visible()
    return found
