"""The pilot's papers, set once for all the tests that look at them."""

from __future__ import annotations

import io
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pikepdf
import pypdfium2
import pytest

from folkevalgt.pilot import Made, make_papers
from folkevalgt.pilot.agenda import Meeting, load_meetings
from folkevalgt.pilot.world import World, load_world

TODAY = date(2026, 11, 25)  # a Wednesday


class Sheet(NamedTuple):
    """One paper as delivered: its description and its bytes."""

    name: str
    told: dict[str, Any]
    data: bytes

    @property
    def pages(self) -> list[str]:
        """The text of each page."""
        return text(self.data)

    @property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.data))


@cache
def text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


class Papers:
    def __init__(self, made: list[Made]) -> None:
        self.made = made

    def told(self, folder: str) -> dict[str, Any]:
        """The meeting in a delivery's package.json."""
        made = next(each for each in self.made if each.folder.name == folder)
        return meeting(made.folder)

    @cached_property
    def all(self) -> list[Sheet]:
        return [
            Sheet(f"{each.folder.name}/{document['file']}", document, (each.folder / document["file"]).read_bytes())
            for each in self.made
            for document in documents(meeting(each.folder))
            if "file" in document
        ]

    def called(self, end: str) -> Sheet:
        return next(sheet for sheet in self.all if sheet.name.endswith(end))


def meeting(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.json.decode((folder / "package.json").read_bytes())
    return told["meetings"][0]  # type: ignore[no-any-return]


def documents(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [*told["documents"], *(document for item in told["items"] for document in item["documents"])]


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(make_papers(tmp_path_factory.mktemp("papirer"), TODAY))


@pytest.fixture(scope="session")
def demo() -> World:
    return load_world()


@pytest.fixture(scope="session")
def meetings() -> dict[str, Meeting]:
    return {each.committee: each for each in load_meetings()}
