"""The secretariat's acts on a meeting's desk, what publishing would do, and taking back."""

from __future__ import annotations

from uuid import UUID

import msgspec
from starlette.responses import Response

from folkevalgt import database
from folkevalgt.api import shapes
from folkevalgt.api.http import Call, Route, json, uuid
from folkevalgt.api.packages import desk_package
from folkevalgt.errors import Refusal
from folkevalgt.publishing import desk, desk_log, dry_run, reminding
from folkevalgt.publishing import withdraw as withdrawing
from folkevalgt.publishing.desk_shapes import DeskEdits, DeskStale, DeskUndo
from folkevalgt.publishing.shapes import DryRun, PersonPreview, Reminder, Withdraw, Withdrawals


async def desk_acts(call: Call) -> shapes.DeskPackage | Response:
    asked: DeskEdits = call.body
    try:
        await desk.do(_package(call), asked, str(call.signed.person))
    except Refusal as refused:
        if refused.word != "stale":
            raise
        return await _stale(call, refused, asked.edits)
    return await desk_package(call)


async def _stale(call: Call, refused: Refusal, edits: int) -> Response:
    """The refusal, and what was done since this screen was drawn."""
    since = await desk_log.lines(database.ro(), _package(call), str(call.signed.person), after=edits)
    error = {"error": {"word": refused.word, "message": refused.message}}
    return json(error | msgspec.to_builtins(DeskStale(since)), refused.status)


async def desk_undo(call: Call) -> shapes.DeskPackage:
    asked: DeskUndo = call.body
    await desk.undo(_package(call), asked.number, str(call.signed.person))
    return await desk_package(call)


async def desk_dry_run(call: Call) -> DryRun:
    return await dry_run.dry_run(database.ro(), _package(call))


async def desk_as_person(call: Call) -> PersonPreview:
    return await dry_run.as_person(database.ro(), _package(call), call.request.path_params["person"])


async def desk_withdraw(call: Call) -> Withdrawals:
    asked: Withdraw = call.body
    document = uuid(asked.document) if asked.document else None
    await withdrawing.withdraw(_package(call), str(call.signed.person), asked.reason.strip(), document)
    return await desk_withdrawals(call)


async def desk_withdrawals(call: Call) -> Withdrawals:
    return Withdrawals(await withdrawing.withdrawals(database.ro(), _package(call)))


async def desk_reminder(call: Call) -> Reminder:
    document = uuid(call.request.path_params["document"])
    return await reminding.reminder(database.ro(), _package(call), document, call.signed.person)


def _package(call: Call) -> UUID:
    return uuid(call.request.path_params["id"])


AT = "/api/packages/{id}"
ROUTES = [
    Route("POST", f"{AT}/desk", desk_acts, DeskEdits, shapes.DeskPackage, "secretariat", "Work on a meeting's desk"),
    Route("POST", f"{AT}/desk/undo", desk_undo, DeskUndo, shapes.DeskPackage, "secretariat", "Take my last act back"),
    Route("GET", f"{AT}/dry-run", desk_dry_run, None, DryRun, "secretariat", "What publishing now would do"),
    Route("GET", f"{AT}/preview/{{person}}", desk_as_person, None, PersonPreview, "secretariat", "As somebody sees it"),
    Route("POST", f"{AT}/withdraw", desk_withdraw, Withdraw, Withdrawals, "secretariat", "Take back what is published"),
    Route("GET", f"{AT}/withdrawals", desk_withdrawals, None, Withdrawals, "secretariat", "What was taken back"),
    Route("GET", f"{AT}/reminders/{{document}}", desk_reminder, None, Reminder, "secretariat", "A paper is missing"),
]
