"""Whatever is sent to a described route, right or wrong, is answered: never by an error of ours."""

from __future__ import annotations

import json
from collections.abc import Collection
from urllib.parse import quote, urlencode

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from starlette.routing import Route as StarletteRoute

from folkevalgt.api import harvests, http, openapi
from folkevalgt.api.limits import Buckets
from folkevalgt.api.routes import ROUTES
from tests.api.asking import Asked, ask
from tests.engines import LONG, ON_SQLITE
from tests.papers import document, version

pytestmark = pytest.mark.anyio

EACH = 2_000 if LONG else 4
LEFT_OUT = {"GET /api/events", "POST /api/sign-out"}  # has no end; ends what we ask with


def made_up(only: Collection[str] = ()) -> list[Case]:
    """Requests as the description has them, and others that are nearly so."""
    found: list[Case] = []
    schema = schemathesis.openapi.from_dict(msgspec.json.decode(openapi.document(ROUTES)))
    for operation in (each.ok() for each in schema.get_all_operations()):
        if operation.label in LEFT_OUT or (only and operation.label not in only):
            continue
        varies = bool(operation.body or operation.query)
        named = "{" in operation.path
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE) if varies else (GenerationMode.POSITIVE,):
            found += drawn(operation.as_strategy(generation_mode=mode), EACH if varies or named else 1)
    return found


def drawn(strategy, how_many: int) -> list[Case]:
    found: list[Case] = []

    @settings(max_examples=how_many, database=None, phases=[Phase.generate], deadline=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def collect(case: Case) -> None:
        found.append(case)

    try:
        collect()
    except Unsatisfiable:
        assert found, "nothing could be made up"
    return found


def sent(case: Case, real: dict[str, str], origin: str) -> Asked:
    """The request; with `real`, about something that is there."""
    values = {name: quote(str(value), safe="") for name, value in (case.path_parameters or {}).items()}
    path = case.path.format_map(values | real)
    query = f"?{urlencode(case.query, doseq=True)}" if case.query else ""
    has_body = not isinstance(case.body, type(schemathesis.core.NOT_SET))
    body = case.body if isinstance(case.body, bytes) else json.dumps(case.body).encode() if has_body else b""
    return Asked(case.method.upper(), path + query, (("origin", origin), ("content-type", "application/json")), body)


async def broken(app, visit, package, cases: list[Case]) -> list[str]:
    """Every answer that is an error of ours."""
    paper, wrong = await version("framlegg"), []
    real = {"sha256": paper.sha256, "new": paper.sha256, "old": paper.sha256, "id": str(package.id)}
    real |= {"document": str((await document("framlegg")).id)}
    async with visit("sekretaer") as sekretaer, visit("ordforer") as ordforer:
        for at, case in enumerate(cases):
            visitor = ordforer if at % 3 == 0 else sekretaer
            app.state.house.buckets = Buckets()  # how often one may try has tests of its own
            asked = sent(case, real if at % 2 else {}, app.state.house.settings.origin)
            if (answer := await ask(app, asked, visitor.cookie)).status >= 500:
                wrong.append(f"{asked.method} {asked.path} {asked.body[:300]!r}: {answer.status}")
    return wrong


@ON_SQLITE
async def test_no_request_ends_in_an_error_of_ours(app, visit, package, monkeypatch):
    monkeypatch.setattr(harvests, "PATIENCE", 0)
    cases = made_up()
    assert len(cases) > 150
    assert await broken(app, visit, package, cases) == []


@ON_SQLITE
async def test_a_planted_error_is_found(app, visit, package):
    async def breaks(call: http.Call) -> None:
        raise KeyError(call.body.language)

    planted = http.Route(**{name: getattr(route, name) for route in ROUTES if route.path == "/api/me" and route.takes
                            for name in route.__struct_fields__} | {"handler": breaks})  # fmt: skip
    app.router.routes.insert(0, StarletteRoute(planted.path, http.Endpoint(planted), methods=["PATCH"]))
    assert await broken(app, visit, package, made_up({"PATCH /api/me"}))
