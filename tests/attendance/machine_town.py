"""A town for the machine of access: two meetings, each on a day of another length, on a real database."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Coroutine
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

import msgspec
from tortoise.connection import get_connection

from folkevalgt import clock, crypto, database, deliveries, jobs
from folkevalgt.attendance import calling, disqualifying
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.jobs import Job
from folkevalgt.models import manifest
from folkevalgt.models.committee import CallIn, Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.document import Document, DocumentVersion, Exemption
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Delivery, Manifest, Package
from folkevalgt.models.person import Person
from folkevalgt.pdf import sandbox
from folkevalgt.publishing import exempting
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.sync import papers
from folkevalgt.worker import Worker
from tests.papers import at, item, meeting, paper, published, say_nothing
from tests.world import the_world

Answer = TypeVar("Answer")
NIGHTS = {"long": date(2026, 10, 25), "short": date(2027, 3, 28)}  # 25 and 23 hours
PEOPLE = {"member": "medlem_formannskap", "deputy": "vara_1", "young": "ungdomsrad_medlem", "staff": "sekretaer"}
PAPERS = {"a1": "a", "b1": "b", "b2": "b", "summons": None}
WORK = ("derive", "seal", "unseal")


class Town:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._runner = asyncio.Runner()
        self._listed: dict[str, manifest.Manifest] = {}
        self.now = at("2026-10-01 12:00:00")
        self._read, clock._read = clock._read, lambda: self.now
        self.run(self._open())

    def run(self, task: Coroutine[Any, Any, Answer]) -> Answer:
        return self._runner.run(task)

    def close(self) -> None:
        clock._read = self._read
        self.run(self._close())
        self._runner.close()

    async def _close(self) -> None:
        await sandbox.close()
        await database.disconnect()
        await asyncio.sleep(0.1)  # obstore tidies up

    async def _open(self) -> None:
        await database.connect(self.settings)
        if self.settings.on_sqlite:  # no power is cut here
            await get_connection("default").execute_query("PRAGMA synchronous = OFF")
        self.files, self.key = Files(self.settings.files_url), crypto.instance_key(self.settings)
        world = await the_world(self.settings, self.files, self.key)
        self.worker = Worker(self.settings, self.files, self.key, say_nothing)
        self.people = {name: world.person(key).id for name, key in PEOPLE.items()}
        self.packages: dict[str, Package] = {}
        self.ids: dict[str, dict[str, UUID]] = {}
        for night, day in NIGHTS.items():
            self.packages[night] = await published(world, self._told(night, day), night)
            rows = [*await AgendaItem.filter(meeting_id=self.packages[night].meeting_id)]
            documents = await Document.filter(meeting_id=self.packages[night].meeting_id)
            self.ids[night] = {row.source_id.removesuffix(night): row.id for row in [*rows, *documents]}
        committee = (await world.committee("Formannskapet")).id
        self.seat = Membership.filter(person_id=self.people["member"], committee_id=committee)
        await Membership.all().update(valid_from=date(2023, 10, 1), valid_to=None)
        await Person.all().update(created_at=at("2023-10-01 00:00:00"))
        self._rows = [*await Document.all(), *await DocumentVersion.all(), *await AgendaItem.all()]
        self._exempt = await Exemption.all()

    def _told(self, night: str, day: date) -> dict[str, Any]:
        def named(name: str) -> dict[str, Any]:
            return paper(f"{name}{night}", f"{name} {night}")

        items = [item(f"a{night}", None, named("a1")), item(f"b{night}", None, named("b1"), named("b2"))]
        items[1] |= {"exemption": {"code": "UO", "legal_basis": "Offl. § 13"}}
        return meeting(*items, date=day.isoformat(), id=night, documents=[named("summons")])

    # --- back to where it began

    def begin(self, night: str) -> None:
        self.night, self.package = night, self.packages[night]
        self.now = clock.midnight(NIGHTS[night] - timedelta(days=3)) + timedelta(hours=12)
        self.run(self._begin())

    async def _begin(self) -> None:
        async with database.write_tx() as db:
            for kind in (Disqualification, CallIn, Delivery, Exemption, Job):
                await kind.all().using_db(db).delete()
            await Package.all().using_db(db).update(withdrawn_at=None)
            await self.seat.using_db(db).update(valid_from=date(2023, 10, 1), valid_to=None)
            for row in self._rows:
                await row.save(using_db=db, force_update=True)
            for each in self._exempt:
                await each.save(using_db=db, force_create=True)
            await deliveries.refresh(db, self.package.id)

    # --- what happens

    def act(self, verb: str, **told: Any) -> None:
        self.run(getattr(self, f"_{verb}")(**told))

    async def _sit(self, first: date, last: date | None) -> None:
        async with database.write_tx() as db:
            await self.seat.using_db(db).update(valid_from=first, valid_to=last)
            await deliveries.refresh(db, self.package.id)

    async def _call(self, items: list[str], hours: int) -> None:
        async with database.write_tx() as db:
            named = [self.ids[self.night][each] for each in items]
            await calling.call_in(db, self.package, self.people["deputy"], named, hours, "cli")
            await deliveries.refresh(db, self.package.id)

    async def _call_off(self) -> None:
        async with database.write_tx() as db:
            await calling.call_off(db, self.package, self.people["deputy"], "cli")
            await deliveries.refresh(db, self.package.id)

    async def _step(self, person: str, about: str, state: str) -> None:
        async with database.write_tx() as db:
            subject = self.ids[self.night][about]
            await disqualifying.step(db, self.package, self.people[person], subject, state, "cli", "")
            await deliveries.refresh(db, self.package.id)

    async def _exempt_it(self, about: str) -> None:
        async with database.write_tx() as db:
            given = {"code": "", "legal_basis": "Offl. § 13", "until": None, "by": str(uuid4())}
            await exempting.exempt(db, self.package, *self._subject(about), **given)  # type: ignore[arg-type]
            await deliveries.refresh(db, self.package.id)

    async def _lift(self, about: str) -> None:
        async with database.write_tx() as db:
            await exempting.lift(db, self.package, *self._subject(about), reason="Ferdig", by=str(uuid4()))
            await deliveries.refresh(db, self.package.id)

    def _subject(self, about: str) -> tuple[UUID | None, UUID | None]:
        subject = self.ids[self.night][about]
        return (None, subject) if about in PAPERS else (subject, None)

    async def _withdraw(self, about: str) -> None:
        await withdraw(self.package.id, "cli", "feil", self.ids[self.night][about] if about else None)

    async def _work(self) -> None:
        await Job.exclude(kind__in=list(WORK)).delete()
        while due := await jobs.claim():
            for job in due:
                if job.kind in WORK:
                    await self.worker._do(job)
                else:
                    await jobs.finish(job)

    # --- who has what

    def has(self) -> dict[tuple[str, str], str]:
        """Of each paper, `whole`, `title` or `nothing` for each person, as the door would answer."""
        return self.run(self._has())

    async def _has(self) -> dict[tuple[str, str], str]:
        told = await papers.told(list(self.people.values()))
        found = dict.fromkeys([(person, name) for person in PEOPLE for name in PAPERS], "nothing")
        names = {str(self.ids[self.night][name]): name for name in PAPERS}
        for person, identity in self.people.items():
            mine = [each for each in papers.read(told.get(identity, b"[]")) if each.package == self.package.id]
            for document in (await self._list(mine[0].manifest)).documents if mine else ():
                found[person, names[document.id]] = "whole" if document.version else "title"
        return found

    async def _list(self, name: str) -> manifest.Manifest:
        if name not in self._listed:
            body = gzip.decompress((await Manifest.get(sha256=name)).body)
            self._listed[name] = msgspec.json.decode(body, type=manifest.Manifest)
        return self._listed[name]

    def bytes_of(self) -> dict[tuple[str, str], tuple[bool, bool]]:
        """Of each paper, whether a person may fetch its file as it lies, and whether that is ciphertext."""
        return self.run(self._bytes_of())

    async def _bytes_of(self) -> dict[tuple[str, str], tuple[bool, bool]]:
        rows = await DocumentVersion.filter(document__meeting_id=self.package.meeting_id)
        lies = {row.document_id: row for row in rows}
        asked = [(person, name) for person in PEOPLE for name in PAPERS]
        files = {name: lies[self.ids[self.night][name]] for name in PAPERS}
        allowed = await papers.files_allowed([(self.people[person], files[name].sha256) for person, name in asked])
        return {
            (person, name): (
                allowed.get((self.people[person], files[name].sha256), False),
                files[name].content_key is not None,
            )
            for person, name in asked
        }


def moments(night: str) -> list[datetime]:
    """When something may begin or end: each midnight around the meeting, and where a substitute's hours run out."""
    day = NIGHTS[night]
    midnights = [clock.midnight(day + timedelta(days=after)) for after in range(-2, 4)]
    return sorted({*midnights, *(midnights[3] + timedelta(hours=hours) for hours in (0, 1, 24))})
