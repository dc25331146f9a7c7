"""Bytes by sha-256, in a folder and in an S3 bucket; written once, whole or not at all."""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from folkevalgt import crypto
from folkevalgt.errors import Refusal
from folkevalgt.files import CHUNK, Files

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An S3 of our own on loopback; yields the address of an empty bucket in it."""
    import boto3
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    given = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}", "AWS_REGION": "us-east-1"}
    given |= {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_ALLOW_HTTP": "true"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="papirer")
        yield "s3://papirer"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    return Files(str(tmp_path / "files") if request.param == "folder" else request.getfixturevalue("bucket"))


async def pieces(store: Files, name: str, start: int, end: int) -> list[bytes]:
    return [piece async for piece in store.read(name, start, end)]


async def test_what_is_stored_is_named_by_its_content_and_comes_back(store):
    name = await store.put(b"saksframlegg")
    assert name == crypto.sha256(b"saksframlegg")
    assert (await store.get(name), await store.size(name)) == (b"saksframlegg", 12)
    assert name in [each async for each in store.names()]


async def test_the_same_bytes_are_stored_once(store):
    names = await asyncio.gather(*(store.put(b"likt") for _ in range(8)))
    assert len(set(names)) == 1
    assert [each async for each in store.names()].count(names[0]) == 1


async def test_any_range_is_read_in_pieces(store):
    data = os.urandom(2 * CHUNK + 5)
    name = await store.put(data)
    assert b"".join(await pieces(store, name, 3, len(data))) == data[3:]
    assert [len(piece) for piece in await pieces(store, name, 0, len(data))] == [CHUNK, CHUNK, 5]
    assert await pieces(store, name, 7, 8) == [data[7:8]]


async def test_what_is_not_there_is_not_found(store):
    missing = crypto.sha256(b"ingenting")
    for ask in (store.get, store.size):
        with pytest.raises(Refusal, match="not_found"):
            await ask(missing)
    await store.delete(missing)


async def test_what_is_deleted_is_gone(store):
    name = await store.put(b"feil papir")
    await store.delete(name)
    with pytest.raises(Refusal, match="not_found"):
        await store.get(name)


async def test_a_file_is_created_once_and_never_written_again(tmp_path):
    store = Files(str(tmp_path))
    path = store.local_path(await store.put(b"saksframlegg"))
    before = path.stat()
    await store.put(b"saksframlegg")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("left", [b"", b"saksfra", bytes(12)], ids=["nothing", "half", "zeros"])
async def test_what_a_power_cut_left_broken_is_mended_when_the_paper_comes_again(tmp_path, left):
    store = Files(str(tmp_path))
    path = store.local_path(await store.put(b"saksframlegg"))
    path.write_bytes(left)
    assert await store.get(await store.put(b"saksframlegg")) == b"saksframlegg"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


async def test_a_full_disk_is_said_in_words_and_leaves_what_was_there(small_disk):
    store = Files(str(small_disk / "files"))
    kept = await store.put(b"det som var")
    for _ in range(2):
        with pytest.raises(Refusal, match="no_space") as refused:
            await store.put(os.urandom(2 << 20))
        assert refused.value.status == 507
    assert [name async for name in store.names()] == [kept]
    assert await store.get(await store.put(os.urandom(100_000))) != b""


def fill(file: Path) -> None:
    """To the last block."""
    with open(file, "wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(4096))


async def test_a_disk_without_room_for_a_folder_is_full_too(small_disk):
    store = Files(str(small_disk / "files"))
    fill(small_disk / "fyll")
    with pytest.raises(Refusal, match="no_space"):
        await store.put(b"et papir")
