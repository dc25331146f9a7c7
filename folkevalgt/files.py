"""Bytes by sha-256, in a folder or an S3 bucket. A file is written once and never changed."""

from __future__ import annotations

import errno
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, GenericError
from obstore.store import LocalStore, S3Store

from folkevalgt import crypto
from folkevalgt.errors import Refusal, not_found

CHUNK = 1 << 20  # bytes


class Files:
    """Where the papers lie. Rely only on create-only puts: S3 services differ in everything finer."""

    def __init__(self, url: str) -> None:
        self._root: Path | None = None
        self._store: LocalStore | S3Store
        if url.startswith("s3://"):
            self._store = S3Store.from_url(url)  # keys and region from the usual AWS_* variables
        else:
            self._root = Path(url).resolve()
            self._root.mkdir(parents=True, exist_ok=True)
            self._store = LocalStore(self._root)

    async def put(self, data: bytes) -> str:
        """Stores bytes and returns their sha-256; on disk when it returns. Raises Refusal("no_space")."""
        name = crypto.sha256(data)
        try:
            try:
                await obstore.put_async(self._store, _path(name), data, mode="create")
            except AlreadyExistsError:
                # A power cut can leave a file with the right name and the wrong bytes.
                if crypto.sha256(await self.get(name)) != name:
                    await obstore.put_async(self._store, _path(name), data, mode="overwrite")
        except GenericError as error:
            if os.strerror(errno.ENOSPC) in str(error) or "StorageFull" in str(error):
                raise Refusal("no_space", 507) from None
            raise
        if path := self.local_path(name):
            _sync(path)
        return name

    async def get(self, sha256: str) -> bytes:
        """The whole file. Raises Refusal("not_found")."""
        try:
            return bytes(await (await obstore.get_async(self._store, _path(sha256))).bytes_async())
        except FileNotFoundError:
            raise not_found() from None

    async def read(self, sha256: str, start: int, end: int) -> AsyncIterator[bytes]:
        """Bytes `start` to `end` (exclusive) in pieces of at most 1 MiB."""
        for at in range(start, end, CHUNK):
            piece = await obstore.get_range_async(self._store, _path(sha256), start=at, end=min(at + CHUNK, end))
            yield bytes(piece)

    async def size(self, sha256: str) -> int:
        """In bytes. Raises Refusal("not_found")."""
        try:
            return int((await obstore.head_async(self._store, _path(sha256)))["size"])
        except FileNotFoundError:
            raise not_found() from None

    async def delete(self, sha256: str) -> None:
        with suppress(FileNotFoundError):
            await obstore.delete_async(self._store, _path(sha256))

    async def names(self) -> AsyncIterator[str]:
        """Every file's sha-256, for `folkevalgt check`."""
        async for page in obstore.list(self._store):
            for meta in page:
                yield meta["path"].rsplit("/", 1)[-1]

    def local_path(self, sha256: str) -> Path | None:
        """Where the file lies on this machine; None when it is in a bucket."""
        return self._root / _path(sha256) if self._root else None


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _sync(path: Path) -> None:
    """The row that names a file is durable at commit, so the file must be durable before it."""
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
