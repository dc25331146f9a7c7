"""A member with a basket, and a secretariat that prints it."""

from __future__ import annotations

import base64
from typing import Any
from uuid import uuid4

import pypdfium2
from httpx2 import Response

from tests.papers import version
from tests.pdf import making
from tests.world import Visitor

Json = dict[str, Any]
ONE_SIDED = {"per_sheet": 1, "both_sides": False}


def drawn(said: str, pages: int = 1) -> str:
    """What a device has made: pages that say something, in base64."""
    paper = making.drawing(f"BT /F1 12 Tf 60 400 Td ({said}) Tj ET".encode("latin-1"))
    for _ in range(1, pages):
        paper.pages.append(paper.pages[0])
    return base64.b64encode(making.saved(paper)).decode()


async def part(source: str = "framlegg", **more: Any) -> Json:
    return {"version": (await version(source)).sha256, "pages": [1], "label": "PS 112/26", "title": "IKT-plan"} | more


async def basket(package: Any, *parts: Json, **more: Any) -> Json:
    told = {"id": str(uuid4()), "package": str(package.id), "layout": ONE_SIDED, "parts": list(parts) or [await part()]}
    return told | more


async def ordered(visitor: Visitor, package: Any, *parts: Json, **more: Any) -> str:
    """An order that is taken; its id."""
    asked = await basket(package, *parts, **more)
    answer = await visitor.post("/api/prints", asked)
    assert answer.status_code == 200, answer.text
    return str(asked["id"])


async def waiting(visit: Any) -> list[Json]:
    async with visit("sekretaer") as secretary:
        found: list[Json] = (await secretary.get("/api/prints")).json()["orders"]
    return found


async def made(visit: Any, id: str) -> Response:
    async with visit("sekretaer") as secretary:
        return await secretary.get(f"/api/prints/{id}/file")


def texts(answer: Response) -> list[str]:
    """What the pages of a print say."""
    assert answer.status_code == 200, answer.text
    paper = pypdfium2.PdfDocument(answer.content)
    found = [page.get_textpage().get_text_range() for page in paper]
    paper.close()
    return found
