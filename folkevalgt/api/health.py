"""Is it all right? For whoever operates the server."""

from __future__ import annotations

import prometheus_client
from starlette.responses import Response

from folkevalgt import __version__, database
from folkevalgt.api.http import Call
from folkevalgt.api.openapi import document
from folkevalgt.api.shapes import Ready
from folkevalgt.errors import Refusal


async def healthz(call: Call) -> Ready:
    """The process answers."""
    return Ready(True, __version__)


async def readyz(call: Call) -> Ready:
    """The database answers, and has the tables this version needs."""
    try:
        await database.ro().execute_query("SELECT 1 FROM package LIMIT 1")
    except Exception:
        raise Refusal("needs_migration", 503) from None
    return Ready(True, __version__)


async def metrics(call: Call) -> Response:
    return Response(prometheus_client.generate_latest(), media_type="text/plain; version=0.0.4")


async def openapi(call: Call) -> Response:
    from folkevalgt.api.routes import ROUTES  # the table names this handler

    return Response(document(ROUTES), media_type="application/json", headers={"cache-control": "no-cache"})
