"""The clock: what is due is done, harvested or derived anew. It answers nobody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from folkevalgt import circles, clock, database, deliveries, jobs
from folkevalgt.archive import harvest, sealing, uploads
from folkevalgt.attendance import sweeping as old_reasons
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.files import Files
from folkevalgt.identity import invitations
from folkevalgt.identity import sweeping as old_ways_in
from folkevalgt.jobs import Job
from folkevalgt.journal import Journal
from folkevalgt.layers import comparisons, structure
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.notifications import following, mail, welcome
from folkevalgt.notifications import invitations as meetings_by_mail
from folkevalgt.notifications import sweeping as old_notices
from folkevalgt.notifications.telling import Telling
from folkevalgt.people import register
from folkevalgt.printing import sweeping as old_prints
from folkevalgt.publishing import due, gate
from folkevalgt.search import erasing, index
from folkevalgt.sync import sweeping

TICK = 0.5  # seconds
INVITING = 20  # seconds
KEEP_JOBS = timedelta(days=30)

log = structlog.get_logger()
Say = Callable[[Iterable[UUID]], Awaitable[None]]


class Worker:
    """`say` tells people's open apps to pull."""

    def __init__(self, settings: Settings, files: Files, key: InstanceKey, say: Say) -> None:
        self.settings, self.files, self.key, self.say = settings, files, key, say
        self._journal = Journal(settings)
        self.telling = Telling(settings, key)
        self._harvest_at = self._invite_at = 0.0
        self._day: date | None = None
        self._kinds: dict[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
            "stir": self._stir,
            "followed": self._followed,
            "publish": self._publish,
            "take_upload": self._take_upload,
            "pull": self._pull,
            "harvest": self._harvest,
            "forget": self._forget,
            "structure": self._structure,
            "compare": self._compare,
            "index": self._index,
            "derive": self._derive,
            "seal": self._seal,
            "unseal": self._unseal,
            "identity_numbers": self._look_through,
            "email_link": self._email_link,
            "invitation": self._invitation,
            "join_party": self._join_party,
        }

    async def run(self) -> None:
        """Ticks until cancelled. What fails is logged and tried again; nothing stops the clock."""
        lanes = [lane for lane in jobs.LANES if lane != "mail" or self.settings.smtp_host]
        beside = (self._again(partial(self.beside, lane)) for lane in lanes)
        turns = [self.tick, self.remember, self.telling.plan, self.telling.push]
        if self.settings.smtp_host:
            turns += [self.telling.post, self.invite]
        try:
            await asyncio.gather(*(self._again(turn) for turn in turns), *beside)
        finally:
            await self.telling.close()

    async def _again(self, turn: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await turn()
            except Exception:
                log.exception("tick failed")
            await asyncio.sleep(TICK)

    async def remember(self) -> None:
        """What was taken from somebody is noted outside the database, half a second after it was."""
        if not await self._journal.keep():
            log.error("the database is older than the journal: start again")

    async def invite(self) -> None:
        """Every now and then: meetings are put into calendars, moved there or taken out."""
        if time.monotonic() >= self._invite_at:
            self._invite_at = time.monotonic() + INVITING
            await meetings_by_mail.keep(self.settings)

    async def beside(self, lane: str) -> None:
        """What is due in one lane, one after the other, beside everything else."""
        while due := await jobs.claim(1, lane=lane):
            await self._do(due[0])

    async def tick(self) -> None:
        """Everything that is due now, once."""
        for job in await jobs.claim():
            await self._do(job)
        if self._day != clock.today():
            await self._new_day()
            self._day = clock.today()
        if time.monotonic() >= self._harvest_at:
            self._harvest_at = time.monotonic() + self.settings.harvest_seconds
            await harvest.harvest(self.settings, self.files, self.key)

    async def _do(self, job: Job) -> None:
        try:
            await self._kinds[job.kind](job.args)
        except Exception as error:
            log.exception("job failed", job=job.id, kind=job.kind, tries=job.tries)
            await jobs.postpone(job, type(error).__name__)
        else:
            await jobs.finish(job)

    async def _stir(self, args: dict[str, Any]) -> None:
        staff = Person.filter(secretariat=True, revoked_at=None).using_db(database.ro())
        await self.say([person for (person,) in await staff.values_list("id")])

    async def _publish(self, args: dict[str, Any]) -> None:
        await due.publish_due(UUID(args["package"]))

    async def _followed(self, args: dict[str, Any]) -> None:
        await following.tell(UUID(args["publication"]))

    async def _pull(self, args: dict[str, Any]) -> None:
        await self.say([UUID(each) for each in args["people"]])

    async def _harvest(self, args: dict[str, Any]) -> None:
        await harvest.harvest(self.settings, self.files, self.key, at_once=True)

    async def _forget(self, args: dict[str, Any]) -> None:
        await harvest.forget(self.settings, self.files, self.key, args)

    async def _index(self, args: dict[str, Any]) -> None:
        await (erasing.scrub() if args.get("scrub") else index.keep(self.files))

    async def _derive(self, args: dict[str, Any]) -> None:
        async with database.write_tx() as db:
            await deliveries.refresh(db, UUID(args["package"]))

    async def _email_link(self, args: dict[str, Any]) -> None:
        if letter := await invitations.letter(self.settings, self.key, args):
            await mail.send_link(self.settings, *letter)

    async def _invitation(self, args: dict[str, Any]) -> None:
        if letter := await invitations.welcome(self.settings, args):
            await welcome.send(self.settings, *letter)

    async def _join_party(self, args: dict[str, Any]) -> None:
        await register.join_party(UUID(args["seat"]))

    async def _seal(self, args: dict[str, Any]) -> None:
        await sealing.seal(self.files, self.key, UUID(args["meeting"]))

    async def _take_upload(self, args: dict[str, Any]) -> None:
        await uploads.take(self.settings, self.files, self.key, UUID(args["upload"]))

    async def _unseal(self, args: dict[str, Any]) -> None:
        await sealing.unseal(self.files, self.key, args)

    async def _structure(self, args: dict[str, Any]) -> None:
        await structure.make(self.files, self.key, UUID(args["version"]))

    async def _compare(self, args: dict[str, Any]) -> None:
        await comparisons.make(self.files, UUID(args["old"]), UUID(args["new"]))

    async def _look_through(self, args: dict[str, Any]) -> None:
        await gate.look_through(self.files, self.key, UUID(args["version"]))

    async def _new_day(self) -> None:
        """Seats begin and end at midnight: everyone's circles and lists are derived anew, and what is old is swept."""
        try:
            async with database.write_tx() as db:
                await circles.refresh(db)
        except Exception:
            log.exception("circles not derived anew")
        for package in await Package.all().using_db(database.ro()):
            try:
                async with database.write_tx() as db:
                    await deliveries.refresh(db, package.id)
            except Exception:
                log.exception("package not derived anew", package=str(package.id))
        try:
            await index.keep(self.files)  # also what was published before there was an index
        except Exception:
            log.exception("index not kept")
        try:
            await gate.order_unseen()
        except Exception:
            log.exception("papers not looked through")
        try:
            await structure.order_missing()
        except Exception:
            log.exception("structures not ordered")
        await jobs.sweep(clock.now() - KEEP_JOBS)
        await sweeping.sweep()
        await old_prints.sweep()
        await old_reasons.sweep()
        await old_notices.sweep()
        await old_ways_in.sweep(self.settings)
