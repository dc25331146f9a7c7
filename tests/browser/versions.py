"""A paper in two versions, tagged: what is changed, new, removed and moved between them is known."""

from __future__ import annotations

from functools import cache

import typst

FILL = "Kommunedirektøren har gått gjennom {} sammen med skolene, og de fleste ser det på samme måte. "
NOW, BEFORE = "14,2 millioner kroner", "12,5 millioner kroner"
NEW = "Foreldrene i Austad får et eget møte før saken avgjøres."
GONE = "Skoleskyssen er ikke regnet med i disse tallene."
MOVED = "Bygget i Kvås kan tas i bruk til barnehage uten større ombygging."
FIRST = "Kommunestyret ber om en utredning av skolestrukturen."


@cache
def paper(version: int) -> bytes:
    """Version 1 or 2, of four pages: headings, a list in a list, a table and a figure."""
    return bytes(typst.compile(_source(version).encode(), format="pdf", pdf_standards="ua-1", ignore_system_fonts=True))


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

