"""Bringing files by hand, as the desk does, and the worker's part of it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from folkevalgt.models.desk import Upload
from folkevalgt.worker import Worker
from tests.papers import say_nothing
from tests.world import Visitor, World

ODT = "application/vnd.oasis.opendocument.text"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


async def bring(visitor: Visitor, package: Any, data: bytes, **told: Any) -> dict[str, Any]:
    """What `begin` answered; the bytes have come when this returns."""
    asked = {"name": "papir.pdf", "size": len(data), "kind": "attachment"} | told
    begun = await visitor.post(f"/api/packages/{package.id}/uploads", asked)
    assert begun.status_code == 200, begun.text
    sent = await send(visitor, begun.json()["upload"], data)
    assert sent.status_code == 200, sent.text
    return dict(begun.json())


async def send(visitor: Visitor, upload: str, data: bytes) -> Any:
    headers = {"origin": str(visitor.client.base_url).rstrip("/")}
    return await visitor.client.post(f"/api/uploads/{upload}/bytes", content=data, headers=headers)


async def taken(world: World) -> None:
    """The worker has looked at everything that was brought."""
    await Worker(world.settings, world.files, world.key, say_nothing).beside("brought")


async def word_of(upload: str) -> tuple[str, str]:
    row = await Upload.get(id=upload)
    return row.state, row.word


def odt(body: str) -> bytes:
    """An OpenDocument text; `body` is what stands in it, as its XML says it."""
    names = {each: f"{_OFFICE}:{each}:1.0" for each in ("office", "text")} | {"draw": f"{_OFFICE}:drawing:1.0"}
    names |= {"svg": f"{_OFFICE}:svg-compatible:1.0", "xlink": "http://www.w3.org/1999/xlink"}
    said = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    listed = (
        f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), ODT)
        packed.writestr("META-INF/manifest.xml", listed)
        packed.writestr(
            "content.xml",
            f'<office:document-content {said} office:version="1.2"><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
        )
    return made.getvalue()
