"""The `folder` source: a folder, a zip or a bare file in the inbox, with a description of what it is."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from folkevalgt.archive import noark_xml, package_json
from folkevalgt.archive.contents import Contents, Folder, Zip, resolve
from folkevalgt.archive.records import Described, Unfit
from folkevalgt.archive.report import Lines
from folkevalgt.archive.sealed import unseal
from folkevalgt.config import Settings

__all__ = ["Delivery", "open_contents", "unseal"]

MAX_DESCRIPTION = 64 * 1024 * 1024  # bytes


def open_contents(path: Path) -> Contents:
    """Raises Unfit: link_refused, zip_broken, zip_bomb, too_many_files."""
    if path.is_symlink():
        raise Unfit("link_refused")
    if path.is_dir():
        return Folder(path)
    if path.suffix.casefold() == ".zip" or zipfile.is_zipfile(path):
        return Zip(path)
    return Folder(path.parent, only=path.name)


class Delivery:
    """One delivery as a source (records.Source)."""

    def __init__(self, contents: Contents, settings: Settings, lines: Lines) -> None:
        self.contents, self._settings, self._lines = contents, settings, lines

    def describe(self) -> list[Described]:
        """Reads every description; one that cannot be read leaves its line and does not stop the others.

        Raises Unfit when there is none at all: no_description, json_ld_not_read, fiks_not_read, empty_delivery.
        """
        names = [name for name in self.contents.sizes if name.rsplit("/", 1)[-1] != "READY"]
        refused = {"link_refused": self.contents.links, "outside_package": self.contents.outside}
        for word, what in (refused | {"double_file": self.contents.double}).items():
            if what:
                self._lines.add(word)
        if not names:
            raise Unfit("empty_delivery")
        found = self._described(names)
        if found is not None:
            return found
        raise Unfit("no_description", count=len(names))

    def name_of(self, told: Described, file: str) -> str:
        """Which file of the delivery a record refers to. Raises Unfit."""
        return resolve(self.contents, told.base, file)

    def read(self, name: str) -> bytes:
        return self.contents.read(name)

    def _described(self, names: list[str]) -> list[Described] | None:
        own = [name for name in names if name.rsplit("/", 1)[-1].casefold() == "package.json"]
        xml = [name for name in names if name.casefold().endswith(".xml")]
        linked = [name for name in names if name.casefold().endswith(".jsonld")]
        payload = [name for name in names if name.rsplit("/", 1)[-1].casefold() == "payload.json"]
        for name in linked:
            self._lines.add("json_ld_not_read", name)
        if own or xml:
            return [told for name in _nearest(own or xml) if (told := self._read(name)) is not None]
        if payload:
            raise Unfit("fiks_not_read", payload[0])
        return [] if linked else None

    def _read(self, name: str) -> Described | None:
        base = name.rpartition("/")[0]
        try:
            if self.contents.sizes[name] > MAX_DESCRIPTION:
                raise Unfit("description_too_large", name)
            data = self.contents.read(name)
            if name.casefold().endswith(".xml"):
                return noark_xml.read(data, name, base, self._settings, self._lines)
            if b"folkevalgt-package" not in data and _is_fiks(data):
                raise Unfit("fiks_not_read", name)
            return package_json.read(data, name, base)
        except Unfit as unfit:
            self._lines.add(unfit.word, unfit.what or name, **unfit.told)
            return None


def _nearest(names: list[str]) -> list[str]:
    """The descriptions that lie nearest the top: those deeper down are papers' own."""
    depth = min(name.count("/") for name in names)
    return [name for name in names if name.count("/") == depth]


def _is_fiks(data: bytes) -> bool:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and bool({"moeteid", "utvalgssak", "utvalgId"} & told.keys())
