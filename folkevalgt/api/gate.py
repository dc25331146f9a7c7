"""The gate on the secretariat's desk: what stands in the way of publishing, and what is decided about it."""

from __future__ import annotations

from uuid import UUID

from starlette.responses import Response

from folkevalgt import database
from folkevalgt.api.http import Call, uuid
from folkevalgt.models.person import Person
from folkevalgt.publishing import gate
from folkevalgt.publishing.assemble import assemble, in_norway
from folkevalgt.publishing.shapes import Gate, GateDecided, GateFinding


async def gate_findings(call: Call) -> Gate:
    draft = await assemble(database.ro(), uuid(call.request.path_params["id"]))
    seen = await gate.look(database.ro(), draft.content)
    people = [UUID(each.decision.by) for each in seen.findings if each.decision]
    names = dict(await Person.filter(id__in=people).using_db(database.ro()).values_list("id", "name")) if people else {}
    return Gate([_finding(each, names) for each in seen.findings], seen.unseen)


def _finding(found: gate.Finding, names: dict[UUID, str]) -> GateFinding:
    said = found.decision
    return GateFinding(
        document=found.document or "",
        version=str(found.version.id) if found.version else "",
        title=found.title,
        pages=found.pages,
        decided=said
        and GateDecided(said.decision, said.reason, names.get(UUID(said.by), ""), in_norway(said.at) or ""),  # type: ignore[arg-type]
        stops=found.stops,
    )


async def gate_decide(call: Call) -> Response:
    await gate.decide(uuid(call.request.path_params["id"]), str(call.signed.person), call.body)
    return Response(status_code=204, headers={"cache-control": "private, no-store"})
