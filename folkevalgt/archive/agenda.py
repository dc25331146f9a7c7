"""The agenda's rows: items with their numbers, order, titles and cases."""

from __future__ import annotations

from uuid import uuid4

from folkevalgt.archive.held import MADE_HERE, save
from folkevalgt.archive.labels import of_item
from folkevalgt.archive.records import ItemRecord
from folkevalgt.archive.writing import Writing, positions
from folkevalgt.models.case import Case
from folkevalgt.models.meeting import AgendaItem, Meeting

Number = tuple[int | None, str]  # the sequence, or null and the number as given


async def write_agenda(writing: Writing, meeting: Meeting) -> dict[str, AgendaItem]:
    """The rows of the items told of, by the archive's id."""
    return await _Agenda(writing, meeting).write()


class _Agenda:
    def __init__(self, writing: Writing, meeting: Meeting) -> None:
        self.on, self.meeting = writing, meeting
        self.db, self.told, self.there = writing.db, writing.plan.record.items, writing.there

    async def write(self) -> dict[str, AgendaItem]:
        numbers = await self._numbers()
        given = {each.id: each.position for each in self.told if each.position is not None}
        held = {name: row.position for name, row in self.there.items.items() if not name.startswith(MADE_HERE)}
        places = positions([each.id for each in self.told], held, given)
        return {each.id: await self._item(each, places[each.id], numbers[each.id]) for each in self.told}

    async def _numbers(self) -> dict[str, Number]:
        """Sequence and number as given, per item. A number that another item of the committee has is not taken over."""
        numbers: dict[str, Number] = {}
        taken: set[tuple[str, int, int]] = set()
        # Those that already hold the number they ask for come first.
        for told in sorted(self.told, key=lambda each: not _holds(self.there.items.get(each.id), each)):
            if told.sequence is None or told.year is None:
                numbers[told.id] = None, told.number_given
                continue
            number = (told.code, told.sequence, told.year)
            if number in taken or await self._taken_elsewhere(number):
                numbers[told.id] = None, told.number
                self.on.lines.add("number_taken", of_item(self.on.plan.record, told))
            else:
                numbers[told.id] = told.sequence, ""
                taken.add(number)
        # Two items may trade numbers: both let go before either takes.
        for told in self.told:
            row = self.there.items.get(told.id)
            if row and row.sequence is not None and not _holds(row, told):
                await save(self.db, row, sequence=None)
        return numbers

    async def _taken_elsewhere(self, number: tuple[str, int, int]) -> bool:
        code, sequence, year = number
        mine = [row.id for name, row in self.there.items.items() if name in {each.id for each in self.told}]
        same = AgendaItem.filter(committee_id=self.meeting.committee_id, code=code, sequence=sequence, year=year)
        for row in await same.using_db(self.db):
            if row.id in mine:
                continue
            if row.withdrawn_at is None:
                return True
            await save(self.db, row, sequence=None, number_given=row.number)  # what is withdrawn holds no number
        return False

    async def _item(self, told: ItemRecord, position: int, number: Number) -> AgendaItem:
        before = self.there.items.get(told.id)
        blank = {"title": "", "decision": "", "decision_by": ""}
        row = before or AgendaItem(id=uuid4(), meeting_id=self.meeting.id, source_id=told.id, **blank)
        exempt = self.on.plan.exempt_items.get(told.id)
        sealed = exempt is not None or row.id in self.there.exempt
        fresh = exempt is not None and before is not None and row.id not in self.there.exempt
        case = await self._case(told, sealed, fresh)
        values = {
            "committee_id": self.meeting.committee_id,
            "case_id": case.id if case else row.case_id,
            "type": told.type,
            "code": told.code,
            "sequence": number[0],
            "year": told.year,
            "number_given": number[1],
            "position": position,
            "closed": told.closed or (sealed and row.closed),
            "oral": told.oral,
            **self.on.titles.of(row, told, sealed, exempt is not None),
            **self.on.titles.decided(row, told, sealed),
        }
        await self.on.put(row, values, of_item(self.on.plan.record, told), new=before is None)
        if exempt and row.id not in self.there.exempt:
            await self.on.exempt(exempt, item_id=row.id)
            self.on.hidden |= before is not None
        return row

    async def _case(self, told: ItemRecord, sealed: bool, newly: bool) -> Case | None:
        if told.case is None or not told.case.number:
            return None
        row = await Case.filter(source=self.on.plan.told.source, number=told.case.number).using_db(self.db).first()
        title = "" if sealed else told.case.title
        if row is None:
            told_of = {"source": self.on.plan.told.source, "number": told.case.number, "title": title}
            return await Case.create(using_db=self.db, id=uuid4(), officer=told.case.officer, **told_of)
        if told.case.officer:
            self.on.note(written=await save(self.db, row, officer=told.case.officer))
        if title or newly:  # an item that becomes exempt takes along what it told of its case
            self.on.note(written=await save(self.db, row, title=title))
        return row


def _holds(row: AgendaItem | None, told: ItemRecord) -> bool:
    return row is not None and (row.code, row.sequence, row.year) == (told.code, told.sequence, told.year)
