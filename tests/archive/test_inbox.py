from __future__ import annotations

import io
from pathlib import Path

import pytest

from folkevalgt.archive import inbox
from folkevalgt.archive.folder import unseal
from folkevalgt.archive.sealed import seal
from folkevalgt.config import Settings
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal

KEY = InstanceKey(b"k" * 32)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def delivered(place: Path, *names: str) -> Path:
    folder = place / "levering"
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(b"")
    return folder


def test_a_delivery_rests_before_it_is_taken(place: Path) -> None:
    folder = delivered(place, "package.json")
    assert not inbox.is_ready(folder, 3600)
    assert inbox.is_ready(folder, 0)


def test_a_delivery_with_a_ready_file_need_not_rest(place: Path) -> None:
    assert inbox.is_ready(delivered(place, "package.json", "READY"), 3600)


def test_a_copy_that_keeps_old_dates_is_not_taken_half_done(place: Path) -> None:
    import os

    folder = delivered(place, "package.json")
    os.utime(folder / "package.json", (0, 0))
    assert not inbox.is_ready(folder, 3600)


def test_an_empty_folder_is_left_alone(place: Path) -> None:
    assert not inbox.is_ready(delivered(place), 0)


def test_what_is_still_being_sent_is_not_looked_at(tmp_path: Path, place: Path) -> None:
    for name in ("a.zip.part", ".b", "done", "rejected", "c.zip", "d.crdownload"):
        (place / name).touch()
    assert [each.name for each in inbox.waiting(Settings(home=str(tmp_path)))] == ["c.zip"]


def test_only_one_harvests_at_a_time(tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path))
    with inbox.one_at_a_time(settings) as first, inbox.one_at_a_time(settings) as second:
        assert (first, second) == (True, False)
    with inbox.one_at_a_time(settings) as again:
        assert again


@pytest.mark.parametrize("size", [0, 10, 17_000_000])
def test_a_sealed_file_is_opened_again_with_its_name(tmp_path: Path, size: int) -> None:
    seal(io.BytesIO(b"x" * size), "mappe/Personalsak.pdf", KEY, tmp_path / "001.sealed")
    assert b"Personalsak" not in (tmp_path / "001.sealed").read_bytes()
    assert unseal(tmp_path / "001.sealed", KEY) == ("mappe/Personalsak.pdf", b"x" * size)


@pytest.mark.parametrize("harm", ["key", "byte", "short", "empty"])
def test_a_sealed_file_opens_for_nobody_else_and_only_whole(tmp_path: Path, harm: str) -> None:
    path, key = tmp_path / "001.sealed", KEY
    seal(io.BytesIO(b"hemmelig"), "a.pdf", KEY, path)
    whole = path.read_bytes()
    path.write_bytes({"byte": whole[:-1] + b"\0", "short": whole[:-40], "empty": b""}.get(harm, whole))
    if harm == "key":
        key = InstanceKey(b"z" * 32)
    with pytest.raises(Refusal, match="wrong_key"):
        unseal(path, key)
