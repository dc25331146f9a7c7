"""The pilot's deliveries: folders with papers and a `package.json`, as an archive's export would drop them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from folkevalgt.pilot.agenda import Delivery, Item, Meeting, Paper, filled, in_words, load_meetings, named, treatments
from folkevalgt.pilot.press import Press
from folkevalgt.pilot.world import DEMO, World, load_world

SCHEMA = "folkevalgt-package/1"


class Made(msgspec.Struct, frozen=True):
    """One delivery on disk. Those of a later `round` may only be dropped when the earlier ones are published."""

    folder: Path
    meeting: str
    round: int
    note: str


def make_papers(into: Path, today: date, folder: Path = DEMO) -> list[Made]:
    """Sets every paper and writes a package for each delivery, in the order they were sent.

    Raises Refusal("pilot_missing") when typst is not installed.
    """
    world, meetings = load_world(folder), load_meetings(folder)
    press = Press(folder / "papers")
    made = [
        _Package(world, meetings, meeting, number, today, press).write(into)
        for meeting in meetings
        for number in range(1, len(meeting.deliveries) + 1)
    ]
    return sorted(made, key=lambda package: package.round)


class _Package:
    """One delivery of one meeting: what is new in it, and nothing else."""

    def __init__(
        self, world: World, meetings: list[Meeting], meeting: Meeting, number: int, today: date, press: Press
    ) -> None:
        self.world, self.meetings, self.meeting, self.press = world, meetings, meeting, press
        self.number, self.today = number, today
        self.delivery: Delivery = meeting.deliveries[number - 1]
        self.day = meeting.day(today)
        self.id = meeting.id

    def write(self, into: Path) -> Made:
        name = f"{self.number}-{self.meeting.committee}-{self.delivery.name}"
        self.folder = into / name
        self.folder.mkdir(parents=True)
        package = {"schema": SCHEMA, "visibility": "open", "complete": False, "meetings": [self._meeting()]}
        (self.folder / "package.json").write_bytes(msgspec.json.format(msgspec.json.encode(package), indent=2))
        return Made(self.folder, self.id, self.number, self.delivery.note)

    def _meeting(self) -> dict[str, Any]:
        meeting, committee = self.meeting, self.world.committees[self.meeting.committee]
        return {
            "id": self.id,
            "committee": committee.name,
            "number": f"{meeting.number}/{self.day.year}",
            "date": self.day.isoformat(),
            "starts_at": meeting.starts_at(self.today).isoformat(),
            "place": meeting.place,
            "title": f"Møte i {committee.name[0].lower()}{committee.name[1:]} {in_words(self.day)}",
            "status": self.delivery.status,
            "documents": self._documents(meeting.papers, None),
            "items": [item for order, each in enumerate(meeting.items, 1) if (item := self._item(order, each))],
        }

    def _item(self, order: int, item: Item) -> dict[str, Any] | None:
        documents = self._documents(item.papers, item)
        if item.delivery != self.number and not documents:
            return None
        line: dict[str, Any] = {
            "id": f"{self.id}-{item.key}",
            "type": item.type,
            "sequence": item.sequence,
            "year": self.day.year,
            "order": order,
            "title": filled(item.title, self.today),
            "closed": item.closed,
            "oral": item.oral,
            "documents": documents,
        }
        if item.public_title:
            line["public_title"] = item.public_title
        if item.exemption:
            line["exemption"] = msgspec.to_builtins(item.exemption)
        if item.case:
            line["case"] = self._case(item)
        return line

    def _case(self, item: Item) -> dict[str, str]:
        case = self.world.cases[item.case]
        title = item.public_title or case.title
        return {"number": filled(case.number, self.today), "title": title}

    def _documents(self, papers: tuple[Paper, ...], item: Item | None) -> list[dict[str, Any]]:
        return [document for paper in papers if (document := self._document(paper, item))]

    def _document(self, paper: Paper, item: Item | None) -> dict[str, Any] | None:
        first = max(paper.delivery, item.delivery if item else 1)
        if self.number not in (first, paper.changed_in):
            return None
        version = 2 if self.number == paper.changed_in else 1
        document: dict[str, Any] = {
            "id": "-".join(filter(None, (self.id, item.key if item else "", paper.key))),
            "kind": paper.kind,
            "title": filled(paper.title, self.today),
            "version": version,
        }
        if paper.public_title:
            document["public_title"] = paper.public_title
        if paper.exempt and item and item.exemption:
            document["exemption"] = msgspec.to_builtins(item.exemption)
        if paper.make:
            document["file"] = "-".join(filter(None, (item.key if item else "", paper.key))) + ".pdf"
            (self.folder / document["file"]).write_bytes(self._print(paper, item, version))
        return document

    def _print(self, paper: Paper, item: Item | None, version: int) -> bytes:
        day = self.meeting.sent(self.number, self.today)
        if item and item.type == "PS" and paper.kind != "Saksprotokoll":
            # Written once for the first body that treats the case, and sent on unchanged.
            first = next(m for m in self.meetings if any(i.case == item.case for i in m.items if i.type == "PS"))
            day = first.sent(1, self.today) if version == 1 and item.delivery == 1 else day
        words = self._of_paper(paper, day) | (self._of_case(item, version) if item and item.case else {})
        if not item or paper.kind == "Saksprotokoll":
            words |= self._of_meeting(item)
        if paper.exempt:
            words["canary"] = self.world.municipality.canary
        return self.press.paper(paper.make, words, day, paper.scanned)

    def _of_paper(self, paper: Paper, day: date) -> dict[str, Any]:
        municipality = self.world.municipality
        return named(self.today) | {
            "municipality": municipality.name,
            "town_hall": municipality.town_hall,
            "director": municipality.director,
            "kind": paper.kind,
            "title": filled(paper.title, self.today),
            "date": in_words(day),
            "iso": day.isoformat(),
        }

    def _of_case(self, item: Item, version: int) -> dict[str, Any]:
        case = self.world.cases[item.case]
        return {
            "case": filled(case.number, self.today),
            "officer": case.officer,
            "version": version,
            "treatments": treatments(item.case, self.meetings, self.world, self.today),
            "attachments": [filled(paper.title, self.today) for paper in item.papers if paper.kind == "Vedlegg"],
        }

    def _of_meeting(self, item: Item | None) -> dict[str, Any]:
        meeting, world = self.meeting, self.world
        items = [item] if item else [i for i in meeting.items if i.delivery <= self.number]
        secretary = next(s.person for s in world.committees[meeting.committee].seats if s.role == "secretariat")
        return {
            "committee": world.committees[meeting.committee].name,
            "number": f"{meeting.number}/{self.day.year}",
            "meeting_date": in_words(self.day, weekday=True),
            "time": meeting.time.replace(":", "."),
            "place": meeting.place,
            "chair": world.chair(meeting.committee).name,
            "secretary": world.persons[secretary].name,
            "note": self.delivery.note,
            "members": [_named(world, key) for key in meeting.present]
            or [f"{p.name} ({p.party})" if p.party else p.name for p in world.sitting(meeting.committee, self.today)],
            "absent": [_named(world, key) for key in meeting.absent],
            "items": [self._line(i) for i in items],
            "new_items": [self._line(i) for i in meeting.items if i.delivery == self.number],
        }

    def _line(self, item: Item) -> dict[str, Any]:
        """An agenda line as the public may read it: the summons itself is an open paper."""
        return {
            "number": item.number(self.day.year),
            "title": filled(item.public_title or item.title, self.today),
            "case": filled(self.world.cases[item.case].number, self.today) if item.case else "",
            "closed": item.closed,
            "oral": item.oral,
            "legal_basis": item.exemption.legal_basis if item.exemption else "",
            "proposals": filled(item.proposals, self.today),
            "voting": filled(item.voting, self.today),
            "decision": filled(item.decision, self.today),
        }


def _named(world: World, key: str) -> str:
    person = world.persons[key]
    return f"{person.name} ({person.party})" if person.party else person.name
