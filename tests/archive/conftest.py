"""An inbox to drop deliveries in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from folkevalgt.archive.harvest import harvest
from folkevalgt.archive.report import Report
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.meeting import AgendaItem
from tests.archive.making import encoded, pdf
from tests.world import World


class Inbox:
    def __init__(self, world: World) -> None:
        self.world, self.settings = world, world.settings
        self.folder = world.settings.inbox_path

    def lay(self, files: dict[str, bytes], name: str = "levering") -> Path:
        for path, data in files.items():
            (self.folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name / path).write_bytes(data)
        return self.folder / name

    async def run(self) -> Report:
        """Harvests the one delivery that lies there."""
        (report,) = await harvest(self.world.settings, self.world.files, self.world.key, at_once=True)
        return report

    async def drop(self, files: dict[str, bytes], name: str = "levering") -> Report:
        self.lay(files, name)
        return await self.run()

    async def package(self, told: dict[str, Any], **papers: bytes) -> Report:
        """A package.json with its files; those not given are made up, each with its own text."""
        described = [d for m in told["meetings"] for i in [m, *m["items"]] for d in i.get("documents", [])]
        made = {d["file"]: pdf(f"Teksten i {d['id']}.") for d in described if d.get("file")}
        return await self.drop(made | {f"{k}.pdf": v for k, v in papers.items()} | {"package.json": encoded(told)})

    def put_away(self, outcome: str = "done") -> list[Path]:
        return sorted((self.folder / outcome).iterdir())

    def holding(self, text: str | bytes) -> list[Path]:
        """Every file under HOME in which the bytes stand."""
        wanted = text if isinstance(text, bytes) else text.encode()
        found = [each for each in self.settings.home_path.rglob("*") if each.is_file()]
        return [each for each in found if wanted in each.read_bytes()]


@pytest.fixture
def inbox(world: World) -> Inbox:
    world.settings.inbox_path.mkdir(parents=True, exist_ok=True)
    return Inbox(world)


def words(report: Report, level: str = "") -> list[str]:
    return [line.word for line in report.lines if level in ("", line.level)]


async def paper(source_id: str) -> Document:
    return await Document.get(source_id=source_id)


async def versions(source_id: str) -> list[DocumentVersion]:
    return await DocumentVersion.filter(document__source_id=source_id).order_by("number")


async def agenda() -> list[str]:
    return [row.number for row in await AgendaItem.all().order_by("position")]
