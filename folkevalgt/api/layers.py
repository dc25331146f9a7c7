"""What is made from papers' bytes, to whoever may have the papers: their structure, and what differs between two."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt import database
from folkevalgt.api.files import opened_directly, send
from folkevalgt.api.http import Call
from folkevalgt.api.papers import allowed
from folkevalgt.errors import not_found
from folkevalgt.layers.comparisons import lying
from folkevalgt.models.document import DocumentVersion


async def structure(call: Call) -> Response:
    """Not found until it is made, and for papers without text. An exempt paper's is ciphertext as the paper is."""
    name = call.request.path_params["sha256"]
    if opened_directly(call):
        raise not_found()
    if not await allowed(call, call.house.files_allowed, name):
        raise not_found()
    rows = DocumentVersion.filter(sha256=name, structure_sha256__not_isnull=True)
    version = await rows.using_db(database.ro()).first()
    if version is None or version.structure_sha256 is None:
        raise not_found()
    return await send(call, version.structure_sha256, "application/json", "attachment")


async def changes(call: Call) -> Response:
    """From `old` to `new`, to whoever may have both."""
    new, old = call.request.path_params["new"], call.request.path_params["old"]
    if opened_directly(call):
        raise not_found()
    for name in (new, old):
        if not await allowed(call, call.house.files_allowed, name):
            raise not_found()
    layer = await lying(old, new)
    if layer is None:
        raise not_found()
    return await send(call, layer, "application/json", "attachment")
