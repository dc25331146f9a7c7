"""Hente fra arkivet: everything that lies ready in the inbox becomes meetings, and each delivery its report.

Doing it twice changes nothing. Each meeting is one transaction, so whatever happens, what was there last is whole.
"""

from __future__ import annotations

import asyncio
import errno
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from tortoise.exceptions import BaseORMException

from folkevalgt import clock, database
from folkevalgt.archive import inbox, moved, papers, screening
from folkevalgt.archive.contents import Contents, Zip
from folkevalgt.archive.folder import Delivery, open_contents
from folkevalgt.archive.held import committee_called, held
from folkevalgt.archive.labels import of_meeting
from folkevalgt.archive.once import told_once
from folkevalgt.archive.plan import Plan, Planner
from folkevalgt.archive.records import Described, MeetingRecord, Unfit
from folkevalgt.archive.report import Lines, Report
from folkevalgt.archive.rows import write_meeting
from folkevalgt.archive.withdrawals import withdraw_told
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.models.harvest import HarvestReport

TRY_AGAIN = timedelta(seconds=60)

log = structlog.get_logger()


async def harvest(settings: Settings, files: Files, key: InstanceKey, *, at_once: bool = False) -> list[Report]:
    """Takes every delivery that is ready. One that could not be finished (no space, or something broke on our side)
    stays in the inbox as "waiting" and is tried again after a minute, or `at_once`.

    Returns no reports when another harvest is at work already.
    """
    reports = []
    with inbox.one_at_a_time(settings) as alone:
        for path in inbox.waiting(settings) if alone else []:
            ready = await asyncio.to_thread(inbox.is_ready, path, settings.inbox_rest_seconds)
            if ready and (at_once or not await _tried_lately(path.name)):
                reports.append(await harvest_delivery(settings, files, key, path))
    return reports


async def harvest_delivery(settings: Settings, files: Files, key: InstanceKey, path: Path) -> Report:
    """Takes one delivery, whether it looks ready or not; only one caller may do so at a time (inbox.one_at_a_time)."""
    work = _Work(settings, files, key, path)
    try:
        await work.take()
        await asyncio.to_thread(inbox.put_away, settings, key, path, work.report(), work.proven_open)
    except Exception as error:
        word = "no_space" if _is_full(error) else "interrupted"
        # Only the kind of error: its words may hold what stands in the papers.
        log.error("harvest interrupted", word=word, error=type(_first(error)).__name__)
        work.lines.add(word)
        work.waiting = True
    report = work.report()
    await _keep(report)
    return report


async def forget(settings: Settings, files: Files, key: InstanceKey, args: dict[str, Any]) -> None:
    """The job "forget": what is exempt and lies readable, in the store or the inbox, goes. May be done twice."""
    await papers.forget(files, args["names"])
    await asyncio.to_thread(inbox.seal_again, settings, key, args["exempt"], args["told"])


class _Work:
    """One delivery on its way."""

    def __init__(self, settings: Settings, files: Files, key: InstanceKey, path: Path) -> None:
        self.settings, self.files, self.key, self.path = settings, files, key, path
        self.lines = Lines()
        self.meetings: list[str] = []
        self.source = "folder"
        self.taken = self.waiting = False
        self.proven_open: set[str] = set()
        self._open: dict[str, bool] = {}
        self._at = clock.now()

    def report(self) -> Report:
        return Report(
            delivery=self.path.name.encode("utf-8", "replace").decode()[:300],
            source=self.source,
            at=self._at,
            outcome="waiting" if self.waiting else "done" if self.taken else "rejected",
            meetings=self.meetings,
            lines=self.lines.all,
        )

    async def take(self) -> None:
        contents: Contents | None = None
        try:
            contents = await asyncio.to_thread(open_contents, self.path)
            delivery = Delivery(contents, self.settings, self.lines)
            for told in await asyncio.to_thread(delivery.describe):
                await self._described(delivery, told)
            self._prove(contents)
        except Unfit as unfit:
            self.lines.add(unfit.word, unfit.what, **unfit.told)
        finally:
            if contents:
                contents.close()

    def _prove(self, contents: Contents) -> None:
        """A zip is one file: it lies readable afterwards only if every file in it may."""
        proven = {name for name, is_open in self._open.items() if is_open}
        if isinstance(contents, Zip):
            whole = proven == set(contents.sizes) and not (contents.links | contents.double | contents.outside)
            proven = {self.path.name} if whole else set()
        self.proven_open = proven

    async def _described(self, delivery: Delivery, told: Described) -> None:
        self.source = told.source
        described_open = screening.description_is_open(told, self.settings)
        planner = Planner(self.settings, self.files, self.key, delivery, self.lines)
        for whole in told_once(told, self.lines):
            committee = await committee_called(database.ro(), whole.committee, whole.date)
            if committee is None:
                self.lines.add("unknown_committee", of_meeting(whole))
                self._judge_unknown(delivery, told, whole)
                continue
            await moved.follow(told, whole, committee, self.lines)
            for part, record in await moved.where_they_lie(told, whole):
                plan = await planner.plan(part, record, committee, await held(database.ro(), part.source, record.id))
                await self._write(plan)
                for paper in plan.papers:
                    described_open &= not paper.sealed
                    self._judge(paper.name, not paper.sealed)
        if told.withdrawn:
            self.taken |= bool(await withdraw_told(told.source, told.withdrawn, self.lines))
        self._judge(told.name, described_open)

    async def _write(self, plan: Plan) -> None:
        async with database.write_tx() as db:
            written = await write_meeting(db, plan, self.key, self.lines)
        self.taken = True
        self.meetings.append(str(written.meeting))
        if written.forget:
            await forget(self.settings, self.files, self.key, written.forget)
        where, record = of_meeting(plan.record), plan.record
        if written.changed:
            self.lines.add("meeting", where, items=len(record.items), documents=len(plan.papers), fresh=len(plan.fresh))
        else:
            self.lines.add("unchanged", where)

    def _judge_unknown(self, delivery: Delivery, told: Described, record: MeetingRecord) -> None:
        """A meeting that was not taken in: its files stay readable only if the description itself proves them open."""
        for item in (None, *record.items):
            exempt = item is not None and screening.screen_item(item, self.settings) is not None
            for document in item.documents if item else record.documents:
                is_open = not exempt and screening.screen_document(document, self.settings) is None
                try:
                    self._judge(delivery.name_of(told, document.file) if document.file else "", is_open)
                except Unfit:
                    continue

    def _judge(self, name: str, is_open: bool) -> None:
        if name:
            self._open[name] = self._open.get(name, True) and is_open


async def _tried_lately(name: str) -> bool:
    last = await HarvestReport.filter(delivery=name[:300]).using_db(database.ro()).order_by("-at").first()
    return last is not None and last.outcome == "waiting" and clock.now() - last.at < TRY_AGAIN


async def _keep(report: Report) -> None:
    """The report on the secretariat's screen; a delivery that waits has one, which its next trial replaces."""
    lines = [{"level": e.level, "word": e.word, "what": e.what, "message": e.message} for e in report.lines]
    try:
        async with database.write_tx() as db:
            await HarvestReport.filter(delivery=report.delivery, outcome="waiting").using_db(db).delete()
            await HarvestReport.create(
                using_db=db,
                id=uuid4(),
                source=report.source,
                delivery=report.delivery,
                at=report.at,
                outcome=report.outcome,
                meetings=report.meetings,
                lines=lines,
            )
    except (BaseORMException, OSError) as error:
        # Without room for a row there is still the log, and report.json where the delivery was put away.
        log.error("report not kept", delivery_outcome=report.outcome, error=type(error).__name__)


def _first(error: BaseException) -> BaseException:
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


def _is_full(error: BaseException) -> bool:
    cause = _first(error)
    full = isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT)
    return (
        full
        or (isinstance(cause, Refusal) and cause.word == "no_space")
        or any(say in str(cause) for say in ("disk is full", "No space left"))
    )
