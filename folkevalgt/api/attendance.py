"""Who comes to a meeting: absence, substitutes and their answers, and what the secretariat does about it."""

from __future__ import annotations

from uuid import UUID

from starlette.responses import Response
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import database, deliveries, notices
from folkevalgt.api.http import Call, Route, uuid
from folkevalgt.attendance import absence, answering, attending, calling, presence, proposing
from folkevalgt.attendance.acts import identity
from folkevalgt.attendance.attending import AttendanceAct
from folkevalgt.attendance.seats import sitting
from folkevalgt.errors import Refusal
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Package


async def my_attendance(call: Call) -> attending.OwnAttendance:
    return await presence.told_to(database.ro(), _package(call), call.signed.person)


async def report_absence(call: Call) -> Response:
    asked: attending.OwnAbsence = call.body
    items = [identity(each) for each in asked.items]
    await absence.report(_package(call), call.signed.person, items, asked.reason)
    return _done()


async def take_back_absence(call: Call) -> Response:
    await absence.come_after_all(_package(call), call.signed.person)
    return _done()


async def answer_call(call: Call) -> Response:
    asked: attending.OwnAnswer = call.body
    await answering.answer(_package(call), call.signed.person, asked.answer)
    return _done()


async def meeting_attendance(call: Call) -> attending.Attendance:
    return await presence.attendance(database.ro(), _package(call))


async def change_attendance(call: Call) -> attending.Attendance:
    """One act of the secretariat, and what it came to."""
    asked: AttendanceAct = call.body
    by, package_id = str(call.signed.person), _package(call)
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(id=package_id), db).first()
        if package is None:
            raise Refusal("no_such_package", 404)
        await _do(db, package, asked, call.house.settings.substitute_hours, by)
        await deliveries.refresh(db, package_id)
        await notices.stir(db, package_id)
        return await presence.attendance(db, package_id)


async def _do(db: BaseDBAsyncClient, package: Package, asked: AttendanceAct, hours_after: int, by: str) -> None:
    person, items = identity(asked.person), [identity(each) for each in asked.items]
    match asked.act:
        case "absence":
            await absence.put(db, package, person, items, asked.reason, by)
        case "take_back":
            await absence.take_back(db, package, person, by)
        case "call_in":
            instead_of = identity(asked.instead_of)
            told = await sitting(db, await Meeting.get(id=package.meeting_id, using_db=db))
            # Somebody else may have called in another meanwhile, or the member comes after all.
            if not proposing.proposed(told, person, instead_of, asked.items):
                raise Refusal("stale", 409)
            await calling.call_in(db, package, person, items, hours_after, by, instead_of)
        case "call_off":
            await calling.call_off(db, package, person, by)
        case "answer":
            await answering.put(db, package, person, asked.answer, by)


def _package(call: Call) -> UUID:
    return uuid(call.request.path_params["id"])


def _done() -> Response:
    return Response(status_code=204, headers={"cache-control": "private, no-store"})


AT = "/api/packages/{id}"
W = attending
ROUTES = [
    Route("GET", f"{AT}/attendance", meeting_attendance, None, W.Attendance, "secretariat", "Who comes to a meeting"),
    Route(
        "POST",
        f"{AT}/attendance",
        change_attendance,
        W.AttendanceAct,
        W.Attendance,
        "secretariat",
        "Somebody is away, is called in, or has answered",
    ),
    Route("GET", f"{AT}/absence", my_attendance, None, W.OwnAttendance, "signed_in", "Whether I come to a meeting"),
    Route("POST", f"{AT}/absence", report_absence, W.OwnAbsence, None, "signed_in", "I cannot come"),
    Route("POST", f"{AT}/absence/take-back", take_back_absence, None, None, "signed_in", "I can come after all"),
    Route("POST", f"{AT}/call-in/answer", answer_call, W.OwnAnswer, None, "signed_in", "Called in, I say yes or no"),
]
