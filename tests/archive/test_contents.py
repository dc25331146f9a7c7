from __future__ import annotations

import io
import os
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from folkevalgt.archive import contents
from folkevalgt.archive.contents import Folder, Zip, resolve
from folkevalgt.archive.records import Unfit
from tests.archive.making import zipped

SECRET = b"nokkelen til alt"
LEAVING = {
    "../hemmelig.pdf": "outside_package",
    "a/../../hemmelig.pdf": "outside_package",
    "..\\hemmelig.pdf": "outside_package",
    "/etc/passwd": "outside_package",
    "\\\\server\\deling\\a.pdf": "outside_package",
    "C:\\a.pdf": "outside_package",
    "https://example.com/a.pdf": "address_not_fetched",
    "file:///etc/passwd": "address_not_fetched",
    "lenke.pdf": "link_refused",
    "mappe/hemmelig.pdf": "link_refused",
    "rør.pdf": "link_refused",
    "borte.pdf": "not_delivered",
}


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A delivery beside a secret, with links that lead to it."""
    (tmp_path / "hemmelig.pdf").write_bytes(SECRET)
    folder = tmp_path / "levering"
    folder.mkdir()
    (folder / "lenke.pdf").symlink_to(tmp_path / "hemmelig.pdf")
    (folder / "mappe").symlink_to(tmp_path)
    os.mkfifo(folder / "rør.pdf")
    (folder / "plan.pdf").write_bytes(b"%PDF-")
    return folder


def fetched(folder: Path, reference: str) -> bytes:
    found = Folder(folder)
    return found.read(resolve(found, "", reference))


def trusting(folder: Path, reference: str) -> bytes:
    """The hole: whatever the path says."""
    return (folder / reference).read_bytes()


def never_leaves(fetch: Callable[[Path, str], bytes], folder: Path) -> None:
    for reference, word in LEAVING.items():
        if fetch is trusting and reference == "rør.pdf":
            continue  # would wait for ever
        with pytest.raises(Unfit, match=word):
            assert fetch(folder, reference) != SECRET


def test_no_reference_leaves_the_package(delivery: Path) -> None:
    never_leaves(fetched, delivery)
    with pytest.raises(AssertionError):
        never_leaves(trusting, delivery)


@pytest.mark.parametrize("reference", ["plan.pdf", "./plan.pdf", "PLAN.PDF", " plan.pdf"])
def test_a_reference_inside_is_found(delivery: Path, reference: str) -> None:
    assert fetched(delivery, reference) == b"%PDF-"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_mac_and_a_pc_write_the_same_name(tmp_path: Path, form: str) -> None:
    (tmp_path / unicodedata.normalize(form, "høring på Å.pdf")).write_bytes(b"%PDF-")
    for other in ("NFC", "NFD"):
        assert fetched(tmp_path, unicodedata.normalize(other, "høring på Å.pdf")) == b"%PDF-"


def test_a_folder_swapped_for_a_link_after_the_listing_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "levering" / "a").mkdir(parents=True)
    (tmp_path / "levering" / "a" / "p.pdf").write_bytes(b"%PDF-")
    found = Folder(tmp_path / "levering")
    (tmp_path / "levering" / "a").rename(tmp_path / "a")
    (tmp_path / "levering" / "a").symlink_to(tmp_path / "a")
    with pytest.raises(Unfit, match="link_refused"):
        found.read("a/p.pdf")


def a_zip(tmp_path: Path, data: bytes) -> Zip:
    (tmp_path / "l.zip").write_bytes(data)
    return Zip(tmp_path / "l.zip")


def test_a_zip_is_read_without_being_laid_out(tmp_path: Path) -> None:
    found = a_zip(tmp_path, zipped({"mappe/plan.pdf": b"%PDF-"}))
    assert found.read(resolve(found, "mappe", "plan.pdf")) == b"%PDF-"
    assert [each.name for each in tmp_path.rglob("*")] == ["l.zip"]


@pytest.mark.parametrize("name", ["../ut.pdf", "/ut.pdf", "a/../../ut.pdf", "C:/ut.pdf"])
def test_a_name_that_leaves_the_zip_is_refused(tmp_path: Path, name: str) -> None:
    found = a_zip(tmp_path, zipped({name: b"%PDF-", "inne.pdf": b"%PDF-"}))
    assert (list(found.sizes), len(found.outside)) == (["inne.pdf"], 1)


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("lenke.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    found = a_zip(tmp_path, made.getvalue())
    with pytest.raises(Unfit, match="link_refused"):
        resolve(found, "", "lenke.pdf")


def test_old_packers_names_are_read(tmp_path: Path) -> None:
    raw = zipped({"hXring.pdf": b"%PDF-"}).replace(b"hXring", b"h\x9bring")
    assert list(a_zip(tmp_path, raw).sizes) == ["høring.pdf"]


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="zip_bomb"):
        a_zip(tmp_path, zipped({"a.pdf": bytes(20_000_000)}))


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_said(tmp_path: Path) -> None:
    raw = zipped({"a.pdf": bytes(20_000_000)}).replace(struct.pack("<I", 20_000_000), struct.pack("<I", 100))
    with pytest.raises(Unfit, match="zip_broken"):
        a_zip(tmp_path, raw).read("a.pdf")


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MAX_FILES", 2)
    with pytest.raises(Unfit, match="too_many_files"):
        a_zip(tmp_path, zipped({f"{n}.pdf": b"" for n in range(3)}))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", zipped({"a": b"b" * 999})[:-30]], ids=["empty", "a stub", "cut short"]
)
def test_a_broken_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unfit, match="zip_broken"):
        a_zip(tmp_path, data)


def test_a_locked_zip_says_so(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.pdf": b"%PDF-"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unfit, match="zip_encrypted"):
        a_zip(tmp_path, bytes(raw)).read("a.pdf")
