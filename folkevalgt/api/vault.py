"""What opens exempt papers on a device, and which of them was opened."""

from __future__ import annotations

from starlette.responses import Response

from folkevalgt.api.http import Call
from folkevalgt.identity import own_log, vault
from folkevalgt.identity.shapes import AccessList, Vault

NOT_KEPT = {"cache-control": "private, no-store"}


async def my_vault(call: Call) -> Vault:
    return await vault.vault(call.house.settings, call.house.key, call.signed)


async def opened(call: Call) -> Response:
    await vault.opened(call.house.settings, call.signed, call.body.file, call.body.at)
    return Response(status_code=204, headers=NOT_KEPT)


async def my_access(call: Call) -> AccessList:
    return AccessList(await own_log.lines(call.signed.person))
