"""The files of one delivery, a folder or a zip, read only from inside it. A zip is never unpacked on disk."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Protocol

from folkevalgt.archive.records import Unfit

MAX_FILES = 5000
MAX_FILE = 200 * 1000 * 1000  # bytes, what the sandbox takes
MAX_TOTAL = 2 * 1024**3  # bytes, of a zip laid out
MAX_RATIO = 200  # to one, of anything in a zip that is larger than a description ought to be
RATIO_FROM = 8 * 1024 * 1024
_ADDRESS = re.compile(r"^\s*[a-z][a-z0-9+.-]+:", re.I)
_DRIVE = re.compile(r"^\s*[a-z]:", re.I)


class Contents(Protocol):
    """`sizes` by name: NFC, "/" between folders, in order. Names in `links`, `double` and `outside` are refused."""

    sizes: dict[str, int]
    links: set[str]
    double: set[str]
    outside: set[str]

    def read(self, name: str) -> bytes:
        """Raises Unfit: link_refused, too_large, zip_broken, zip_encrypted, not_delivered."""

    def close(self) -> None: ...


def resolve(contents: Contents, base: str, reference: str) -> str:
    """The name of the file a description refers to, always inside the package.

    Raises Unfit: address_not_fetched, outside_package, link_refused, double_file, not_delivered.
    """
    if _ADDRESS.match(reference) and not _DRIVE.match(reference):
        raise Unfit("address_not_fetched")
    path = composed(reference.strip()).replace("\\", "/")
    parts = path.split("/")
    if _DRIVE.match(path) or path.startswith("/") or ".." in parts or "\0" in path:
        raise Unfit("outside_package")
    name = "/".join(part for part in [*base.split("/"), *parts] if part not in ("", "."))
    if any(name == link or name.startswith(link + "/") for link in contents.links):
        raise Unfit("link_refused")
    if name in contents.double:
        raise Unfit("double_file")
    if name in contents.sizes:
        return name
    alike = [each for each in contents.sizes if each.casefold() == name.casefold()]
    if len(alike) != 1:
        raise Unfit("not_delivered")
    return alike[0]


def composed(name: str) -> str:
    """A name as we compare it: a Mac writes "å" as two characters, everyone else as one."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())


class Folder:
    """A folder, or with `only` a single file that lies bare in the inbox."""

    def __init__(self, root: Path, only: str | None = None) -> None:
        """Raises Unfit("too_many_files")."""
        self.root = root
        self.sizes: dict[str, int] = {}
        self.links: set[str] = set()
        self.double: set[str] = set()
        self.outside: set[str] = set()
        self.paths: dict[str, Path] = {}
        for path in [root / only] if only else walk(root):
            self._add(path)

    def _add(self, path: Path) -> None:
        name, facts = composed(path.relative_to(self.root).as_posix()), path.lstat()
        if not stat.S_ISREG(facts.st_mode):
            self.links.add(name)
        elif name in self.paths:
            self.double.add(name)
        elif len(self.paths) >= MAX_FILES:
            raise Unfit("too_many_files")
        else:
            self.paths[name], self.sizes[name] = path, facts.st_size

    def read(self, name: str) -> bytes:
        if self.sizes[name] > MAX_FILE:
            raise Unfit("too_large")
        return read_inside(self.root, self.paths[name])

    def close(self) -> None:
        pass


def walk(root: Path) -> list[Path]:
    """Everything below a folder that is not a folder itself. Links are listed, never followed."""
    found: list[Path] = []
    for at, folders, names in os.walk(root, followlinks=False):
        here = Path(at)
        links = [each for each in folders if (here / each).is_symlink()]
        folders[:] = sorted(set(folders) - set(links))
        found += [here / each for each in sorted(names + links)]
    return found


def read_inside(root: Path, path: Path) -> bytes:
    """The bytes of a regular file, reached from `root` one step at a time so that no link is followed on the way.

    Raises Unfit: link_refused, too_large, not_delivered.
    """
    steps = path.relative_to(root).parts
    at = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for step in steps[:-1]:
            deeper = os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = deeper
        # Not waiting: a pipe that lies among the files would never answer.
        file = os.open(steps[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
    except FileNotFoundError:
        raise Unfit("not_delivered") from None
    except OSError:
        raise Unfit("link_refused") from None
    finally:
        os.close(at)
    with os.fdopen(file, "rb") as opened:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise Unfit("link_refused")
        data = opened.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise Unfit("too_large")
    return data


class Zip:
    """A zip, read where it lies. Its directory says beforehand how large everything becomes, and is held to that."""

    def __init__(self, path: Path) -> None:
        """Raises Unfit: zip_broken, zip_bomb, too_many_files."""
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Unfit("zip_broken") from None
        self.sizes: dict[str, int] = {}
        self.links: set[str] = set()
        self.double: set[str] = set()
        self.outside: set[str] = set()
        self._entries: dict[str, zipfile.ZipInfo] = {}
        entries = [each for each in self._zip.infolist() if not each.is_dir()]
        try:
            self._weigh(entries)
        except Unfit:
            self.close()
            raise
        for entry in entries:
            self._add(entry)

    def _weigh(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MAX_FILES:
            raise Unfit("too_many_files")
        swollen = any(e.file_size > RATIO_FROM and e.file_size > MAX_RATIO * e.compress_size for e in entries)
        if swollen or sum(each.file_size for each in entries) > MAX_TOTAL:
            raise Unfit("zip_bomb")

    def _add(self, entry: zipfile.ZipInfo) -> None:
        name = composed(_named(entry)).replace("\\", "/")
        if stat.S_ISLNK(entry.external_attr >> 16):
            self.links.add(name)
        elif name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            self.outside.add(name)
        elif name in self._entries:
            self.double.add(name)
        else:
            self._entries[name], self.sizes[name] = entry, entry.file_size

    def read(self, name: str) -> bytes:
        entry = self._entries[name]
        if entry.file_size > MAX_FILE:
            raise Unfit("too_large")
        try:
            with self._zip.open(entry) as opened:
                return opened.read(entry.file_size + 1)
        except RuntimeError:  # how zipfile says that a password is wanted
            raise Unfit("zip_encrypted") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise Unfit("zip_broken") from None

    def close(self) -> None:
        self._zip.close()


def _named(entry: zipfile.ZipInfo) -> str:
    """The entry's name: old packers wrote it in the code page of their machine, or in UTF-8 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")
