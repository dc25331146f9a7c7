"""Papers to measure with: tagged PDF/UA set by typst, with running text, a table on every page and pictures on some."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import typst

WORDS = """kommunestyret vedtar formannskapet innstilling arealplan reguleringsplan skolekretser barnehage
økonomi budsjett helse omsorg vannforsyning avløp friluftsliv næring trafikksikkerhet beredskap folkehelse
innbyggere høring merknader fylkeskommunen statsforvalteren konsekvenser vurdering alternativ
kommunedirektøren tilrår saken utredning kostnader gjennomføring
tiltak mål planperioden boligbygging kulturminner naturmangfold og i av til som for med ikke det er på"""
TEMPLATE = """
#set document(title: sys.inputs.title)
#set page("a4", margin: 24mm, numbering: "1 / 1")
#set text(lang: "nb", size: 10.5pt)
#set par(justify: true)
#let words = WORDS
#let seed = int(sys.inputs.seed)
#let word(a, i) = words.at(calc.rem(calc.pow(i + 3, 2) * 31 + a * 97 + i * 13, words.len()))
#let say(a, count) = range(count).map(i => word(a, i)).join(" ") + ". "
#for page in range(int(sys.inputs.pages)) {
  let at = seed * 997 + page * 17
  heading(level: 1)[#(page + 1). #say(at, 4)]
  for part in range(4) [#say(at + part * 5, 52) #parbreak()]
  table(columns: 4, table.header([Tiltak], [Ansvar], [Frist], [Kroner]),
    ..range(6).map(row => (say(at + row, 3), say(at + row * 3, 1), str(2026 + row), str(at * row + 1000))).flatten())
  if sys.inputs.picture != "" and calc.rem(page, int(sys.inputs.every)) == 0 {
    image(sys.inputs.picture, width: 60mm, alt: "Kart")
  }
  pagebreak(weak: true)
}
"""


class Press:
    """Sets papers in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        template = TEMPLATE.replace("WORDS", "(" + ", ".join(f'"{word}"' for word in WORDS.split()) + ")")
        (folder / "paper.typ").write_text(template, "utf-8")
        self._typst = typst.Compiler(root=folder, ignore_system_fonts=True)

    def paper(self, pages: int, seed: int, picture: str = "", every: int = 1) -> bytes:
        """A paper of exactly so many pages; every `every`-th page has the picture of that file name on it."""
        given = {"pages": pages, "seed": seed, "picture": picture, "every": every, "title": f"Papir {seed}"}
        inputs = {name: str(value) for name, value in given.items()}
        pdf = self._typst.compile(self.folder / "paper.typ", format="pdf", sys_inputs=inputs, pdf_standards="ua-1")
        assert isinstance(pdf, bytes)
        return pdf

    def picture(self, name: str, width: int, height: int) -> str:
        """A picture of noise, three bytes a pixel, which nothing makes smaller."""
        chance = random.Random(name)
        rows = b"".join(b"\0" + chance.randbytes(3 * width) for _ in range(height))
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
        chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
        (self.folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
        return name


@contextmanager
def press() -> Iterator[Press]:
    with TemporaryDirectory(prefix="folkevalgt-bench-") as folder:
        yield Press(Path(folder))


def delivery(papers: dict[str, bytes], date: str, committee: str = "Formannskapet") -> tuple[dict, dict[str, bytes]]:
    """A package.json of one meeting, four papers to an item, and its files."""
    names = list(papers)
    items = []
    for order, first in enumerate(range(0, len(names), 4), 1):
        documents = [
            {
                "id": name,
                "kind": "Saksframlegg" if at == 0 else "Vedlegg",
                "title": f"Papir {name}",
                "file": f"{name}.pdf",
            }
            for at, name in enumerate(names[first : first + 4])
        ]
        number = {"type": "PS", "sequence": 100 + order, "year": int(date[:4]), "order": order}
        items.append({"id": f"{date} sak {order}", "title": f"Sak {order}", "documents": documents, **number})
    meeting = {"id": f"{committee} {date}", "committee": committee, "date": date, "items": items}
    told = {"schema": "folkevalgt-package/1", "visibility": "open", "meetings": [meeting]}
    return told, {f"{name}.pdf": data for name, data in papers.items()}


def put(folder: Path, told: dict, files: dict[str, bytes]) -> None:
    """Lays a package in the inbox, ready to be taken."""
    folder.mkdir(parents=True)
    (folder / "package.json").write_bytes(msgspec.json.encode(told))
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "READY").touch()
