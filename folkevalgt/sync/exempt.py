"""What of a page of someone's log is about exempt papers: said to the device, which seals it.

A note stays its author's whatever becomes of the paper. While its author may not read the paper, what stands in the
note of the paper's own words is not given: neither with the note nor with what it said before.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import msgspec
from msgspec.structs import replace

from folkevalgt import database
from folkevalgt.sync import limits, sight
from folkevalgt.sync.shapes import NoteChange, NoteContent

# The papers in `ids` that a row says are exempt, or whose newest version lies as ciphertext; then the lines of the
# agenda; then the versions of those papers that lie so, by name.
_PAPER = """document.id IN (SELECT id FROM ids) AND (
    EXISTS (SELECT 1 FROM exemption WHERE exemption.document_id = document.id)
    OR EXISTS (SELECT 1 FROM exemption WHERE exemption.item_id = document.item_id)
    OR (SELECT content_key IS NOT NULL FROM documentversion WHERE document_id = document.id
      ORDER BY number DESC LIMIT 1))"""
_LINE = """agendaitem.id IN (SELECT id FROM ids) AND (
    EXISTS (SELECT 1 FROM exemption WHERE exemption.item_id = agendaitem.id)
    OR EXISTS (SELECT 1 FROM document WHERE document.item_id = agendaitem.id AND (
      EXISTS (SELECT 1 FROM exemption WHERE exemption.document_id = document.id)
      OR EXISTS (SELECT 1 FROM documentversion WHERE document_id = document.id AND content_key IS NOT NULL))))"""
_TOLD = f"""SELECT 'paper', CAST(document.id AS text) FROM document WHERE {_PAPER}
  UNION ALL SELECT 'line', CAST(agendaitem.id AS text) FROM agendaitem WHERE {_LINE}
  UNION ALL SELECT 'version', sha256 FROM documentversion
    WHERE document_id IN (SELECT id FROM ids) AND content_key IS NOT NULL"""

_RUN_SHEET = b'"kind":"runsheet"'
_FRONT = 1_000  # bytes of a change in which its kind stands, behind its author's name


class Told(msgspec.Struct):
    """The papers, lines of the agenda and versions that are exempt; and the papers of them not given to who asks."""

    names: list[str]
    withheld: set[str]


class _Content(msgspec.Struct):
    item: str = ""


class _Line(msgspec.Struct):
    content: _Content | None


async def told(person: UUID, documents: Collection[str], changes: Collection[bytes]) -> Told:
    """Of the papers that these changes stand on, and the lines that a chair's run sheet among them is about."""
    asked = set(documents) | _lines(changes)
    if not asked:
        return Told([], set())
    rows = [tuple(row) for row in await database.read(_TOLD, ids=asked)]
    papers = {name for kind, name in rows if kind == "paper"}
    withheld = papers - await sight.papers(database.ro(), person, papers)
    return Told(sorted(name for _, name in rows), withheld)


def _lines(changes: Collection[bytes]) -> set[str]:
    found = set()
    for change in changes:
        if change.find(_RUN_SHEET, 0, _FRONT) >= 0:
            content = msgspec.json.decode(change, type=_Line).content
            item = limits.id_of(content.item) if content else ""  # what a chair's device writes there is foreign
            found |= {item} if item else set()
    return found


async def withheld(person: UUID, document: UUID | None) -> bool:
    """Whether a paper's words are kept from who asks."""
    return document is not None and bool((await told(person, [str(document)], ())).withheld)


def without_words(change: bytes) -> bytes:
    """The change without what is the paper's in it."""
    row = msgspec.json.decode(change, type=NoteChange)
    return msgspec.json.encode(replace(row, content=row.content and bare(row.content)))


def bare(content: NoteContent) -> NoteContent:
    """What its author has said, and where; nothing of what stands there, and not what the paper is called."""
    accepted = content.accepted and replace(content.accepted, quote=None)
    return replace(content, quote=None, accepted=accepted, paper="")
