"""Small real papers and the packages they come in, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from folkevalgt import clock, crypto, database
from folkevalgt.config import Settings
from folkevalgt.files import Files
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.package import Package
from folkevalgt.pdf import sandbox
from folkevalgt.publishing.publish import publish
from folkevalgt.worker import Worker
from tests.pdf import making
from tests.world import World, the_world

EXEMPT_TEXT = "Kanarifugl i en unntatt sak"
BASIS = {"code": "UO", "legal_basis": "Offl. § 13 jf. fvl. § 13 (1) nr. 1"}
HOLLOW = {"schema": "folkevalgt-package/1", "visibility": "open"}


@cache
def pdf(text: str) -> bytes:
    """One page that says `text`."""
    return making.saved(making.drawing(f"BT /F1 12 Tf 60 700 Td ({text}) Tj ET".encode("latin-1")))


def paper(name: str, title: str = "", kind: str = "Saksframlegg", **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "title": title or f"Papir {name}", "file": f"{name}.pdf", **more}


def item(name: str, sequence: int | None = None, *documents: dict[str, Any], **more: Any) -> dict[str, Any]:
    number = {"sequence": sequence, "year": 2026} if sequence else {}
    title = more.pop("title", f"Sak {name}")
    return {"id": name, "type": "PS", **number, "title": title, "documents": list(documents), **more}


def meeting(*items: dict[str, Any], committee: str = "Formannskapet", **more: Any) -> dict[str, Any]:
    """A package with one meeting, a week from now unless `date` says otherwise."""
    day = (clock.today() + timedelta(days=7)).isoformat()
    told = {"id": f"møte {committee}", "committee": committee, "date": day, "items": [*items], **more}
    for order, each in enumerate(items, 1):
        each["order"] = order
    return HOLLOW | {"meetings": [told]}


def plan() -> dict[str, Any]:
    """An item with its paper, and one that is exempt."""
    return meeting(
        item("plan", 112, paper("framlegg", "IKT-plan")),
        item("personal", 113, paper("hemmelig", "Ansettelse av Kari"), title="Personalsak Kari", exemption=BASIS),
    )


def bytes_of(told: dict[str, Any], **said: str) -> dict[str, bytes]:
    """A file for every paper the package names: what `said` says by id, else its own title."""
    meetings = told["meetings"]
    papers = [each for m in meetings for i in m["items"] for each in i["documents"]]
    papers += [each for m in meetings for each in m.get("documents", [])]
    return {each["file"]: pdf(said.get(each["id"], each["title"])) for each in papers if "file" in each}


async def harvested(world: World, told: dict[str, Any], name: str = "levering", **said: str) -> Package:
    await world.drop(told, bytes_of(told, **said), name)
    return await world.package(told["meetings"][0]["committee"])


async def published(world: World, told: dict[str, Any], name: str = "levering", **said: str) -> Package:
    package = await harvested(world, told, name, **said)
    await publish(package.id, "cli")
    return package


async def plan_it(settings: Settings) -> None:
    """Publishes `plan` in a database that the people live in already and nobody is connected to."""
    await database.connect(settings)
    world = await the_world(settings, Files(settings.files_url), crypto.instance_key(settings))
    await published(world, plan())
    await sandbox.close()
    await database.disconnect()


async def layered(world: World) -> None:
    """Structures and comparisons, as the worker makes them beside its clock."""
    await Worker(world.settings, world.files, world.key, say_nothing).beside("slow")


async def say_nothing(people: Iterable[UUID]) -> None:
    """No app is open."""


async def document(source_id: str) -> Document:
    return await Document.get(source_id=source_id)


async def version(source_id: str) -> DocumentVersion:
    """The newest version of a paper."""
    found = await DocumentVersion.filter(document__source_id=source_id).order_by("-number").first()
    assert found, source_id
    return found


def at(text: str) -> datetime:
    """A moment in Norway: `at("2026-12-03 23:59:59")`."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.OSLO).astimezone(UTC)
