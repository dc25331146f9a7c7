"""The watched inbox: what lies ready, and where it goes afterwards.

Ready is what was renamed into place, holds a READY file, or has no file younger than INBOX_REST_SECONDS. Afterwards it
lies in `done/` or `rejected/` beside its `report.json`, and nothing there is readable that was not proven open.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

import msgspec

from folkevalgt import clock
from folkevalgt.archive import sealed
from folkevalgt.archive.contents import composed, walk
from folkevalgt.archive.report import Report
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey

_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
_KEPT = {"done", "rejected"}


def waiting(settings: Settings) -> list[Path]:
    """Everything delivered and not yet taken, by name, ready or not."""
    inbox = settings.inbox_path
    if not inbox.is_dir():
        return []
    entries = [each for each in inbox.iterdir() if each.name not in _KEPT and not each.name.startswith(".")]
    return sorted(each for each in entries if not each.name.casefold().endswith(_UNFINISHED))


def is_ready(path: Path, rest_seconds: int) -> bool:
    """True when nobody is writing to it any more. An empty folder is never ready: someone has just made it."""
    if path.is_symlink():
        return True
    try:
        files = walk(path) if path.is_dir() else [path]
        if path.is_dir() and (path / "READY").is_file():
            return True
        # The disk's own clock wrote these times, so the system's clock reads them. A copy that keeps the files' dates
        # (cp -p) shows only in the time of change.
        facts = [each.lstat() for each in files]
        return bool(facts) and time.time() - max(max(f.st_mtime, f.st_ctime) for f in facts) >= rest_seconds
    except FileNotFoundError:  # gone while we looked: someone is at work there
        return False


@contextmanager
def one_at_a_time(settings: Settings) -> Iterator[bool]:
    """False when another harvest, in this process or another, is at work on the inbox."""
    settings.inbox_path.mkdir(parents=True, exist_ok=True)
    with open(settings.inbox_path / ".harvest.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def put_away(settings: Settings, key: InstanceKey, path: Path, report: Report, proven_open: set[str]) -> Path:
    """Moves a delivery to `done/` or `rejected/` with its report; returns the folder it lies in now.

    The new folder is made whole beside the old one and renamed, so a crash leaves the delivery in the inbox to be
    taken again. Raises OSError when the disk is full; then too it stays where it is.
    """
    kept = settings.inbox_path / report.outcome
    kept.mkdir(parents=True, exist_ok=True)
    making = kept / ".making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    if not path.is_symlink():
        _fill(making, key, path, proven_open)
    body = msgspec.json.format(msgspec.json.encode(report), indent=2)
    with open(making / "report.json", "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    target = _free(kept, path.name)
    making.rename(target)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
    return target


def _fill(making: Path, key: InstanceKey, path: Path, proven_open: set[str]) -> None:
    root, files = (path, walk(path)) if path.is_dir() else (path.parent, [path])
    number = 0
    for file in files:
        name = composed(file.relative_to(root).as_posix())
        if not stat.S_ISREG(file.lstat().st_mode):
            continue  # a link or a pipe holds nothing to keep
        if _may_lie_open(name, proven_open):
            place = making / file.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            _same(file, place)
            continue
        number += 1
        with open(file, "rb") as source:
            sealed.seal(source, name, key, making / f"{number:03}{sealed.SUFFIX}")


def _may_lie_open(name: str, proven_open: set[str]) -> bool:
    return name in proven_open and name != "report.json"


def _same(file: Path, place: Path) -> None:
    try:
        os.link(file, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(file, place, follow_symlinks=False)


def _free(kept: Path, name: str) -> Path:
    """Its own name, or when it was taken too, if there is one of that name already."""
    plain = composed(name)[:150]
    stamp = clock.now().astimezone(clock.OSLO).strftime("%Y-%m-%dT%H%M%S")
    names = chain((plain, f"{stamp} {plain}"), (f"{stamp}-{number} {plain}" for number in count(2)))
    return next(kept / each for each in names if not (kept / each).exists())


def seal_again(settings: Settings, key: InstanceKey, exempt: dict[str, int], told: list[str]) -> None:
    """Seals what lies readable in `done/` and `rejected/` and has become exempt since.

    `exempt` is fingerprint -> size in bytes of the archive's files; `told` the archive's ids of meetings of which a
    title has become exempt. A description lying with such a file, or naming such a meeting, is sealed too.
    """
    if not exempt and not told:
        return
    for delivery in [each for name in _KEPT for each in (settings.inbox_path / name).glob("*/")]:
        open_files = [each for each in walk(delivery) if _readable(delivery, each)]
        hit = [file for file in open_files if _holds(file, key, exempt)]
        descriptions = [file for file in open_files if file.suffix.casefold() in (".xml", ".json")]
        naming = [file for file in descriptions if hit or _names(file, told)]
        for file in dict.fromkeys([*hit, *naming]):
            _seal_in_place(delivery, file, key)


def _readable(delivery: Path, file: Path) -> bool:
    return file.suffix != sealed.SUFFIX and file != delivery / "report.json" and stat.S_ISREG(file.lstat().st_mode)


def _holds(file: Path, key: InstanceKey, exempt: dict[str, int]) -> bool:
    if file.suffix.casefold() == ".zip":
        return True  # not worth opening: a zip lies readable only until anything at all becomes exempt
    return file.stat().st_size in exempt.values() and key.fingerprint(file.read_bytes()) in exempt


def _names(file: Path, told: list[str]) -> bool:
    """Whether a description tells of a meeting; an id that may be written in several ways is taken to be in it."""
    data = file.read_bytes() if told else b""
    return any(not name.isascii() or not name.isprintable() or name.encode() in data for name in told)


def _seal_in_place(delivery: Path, file: Path, key: InstanceKey) -> None:
    number = 1 + sum(1 for _ in delivery.glob(f"*{sealed.SUFFIX}"))
    with open(file, "rb") as source:
        sealed.seal(source, file.relative_to(delivery).as_posix(), key, delivery / f"{number:03}{sealed.SUFFIX}")
    file.unlink()
