"""A paper's bytes on their way in: opened in the sandbox, then stored, and as ciphertext only when it is exempt."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import UUID, uuid4

import msgspec

from folkevalgt import crypto, identity_numbers
from folkevalgt.crypto import InstanceKey
from folkevalgt.files import Files
from folkevalgt.models.document import DocumentVersion, named
from folkevalgt.pdf import sandbox
from folkevalgt.pdf.inspection import Inspection

# What someone can be handed although the reader cannot show it. Everything else is refused: a web page or a program
# handed out under our own address would be a gift to whoever made it.
HANDED_OUT = {
    "application/msword",
    "application/pdf",
    "application/rtf",
    "application/vnd.ms-outlook",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "text/plain",
}


class Stored(msgspec.Struct):
    """A version's bytes in the store, ready to become a row. `plain` are sha-256 that must not lie there readable."""

    id: UUID
    sha256: str
    original_sha256: str
    text_sha256: str | None
    size: int
    text_size: int
    structure_sha256: str | None
    structure_size: int
    content_key: bytes | None
    plain: list[str] = []


class Taken(msgspec.Struct):
    """A delivered file, inspected and stored; `stored` is None when nobody can be handed it."""

    fingerprint: str
    size: int
    inspection: Inspection
    stored: Stored | None
    identity_numbers: list[int] = []

    @property
    def words(self) -> list[str]:
        """What the report says of it."""
        word = self.inspection.word
        if word == "not_pdf" and self.stored is None:
            return ["unknown_format"]
        return ["sanitised"] if word == "ok" and self.inspection.removed else [word] if word != "ok" else []

    @property
    def download_only(self) -> bool:
        return self.inspection.word != "ok"


async def take(files: Files, key: InstanceKey, data: bytes, *, sealed: bool, original: bytes | None = None) -> Taken:
    """Inspects and stores a file. The bytes are on disk when this returns; until a row names them they do no harm.

    `original` is what it was made from, when it was brought in another format: kept beside it, and what is compared.

    Raises Refusal("no_space"), SandboxUnavailable.
    """
    inspection = await sandbox.inspect(data)
    brought = data if original is None else original
    taken = Taken(key.fingerprint(brought), len(brought), inspection, None)
    if inspection.word in ("ok", "download_only", "not_pdf") and inspection.media_type in HANDED_OUT:
        text = msgspec.json.encode(inspection.texts) if any(inspection.texts) else None
        given = inspection.sanitised if inspection.word == "ok" and inspection.sanitised else data
        taken.identity_numbers = await asyncio.to_thread(identity_numbers.among, _read(inspection, data))
        taken.stored = await store(files, key, brought, given, text, sealed=sealed)
    return taken


def _read(inspection: Inspection, data: bytes) -> Sequence[str]:
    plain = inspection.media_type == "text/plain"
    return [data.decode("utf-8", "replace")] if plain else inspection.texts


async def store(
    files: Files,
    key: InstanceKey,
    original: bytes,
    given: bytes,
    text: bytes | None,
    structure: bytes | None = None,
    *,
    sealed: bool,
) -> Stored:
    """Stores the archive's file, what is given out, and what is known of its text; sealed, all under one fresh key."""
    version = uuid4()
    plain = [crypto.sha256(each) for each in dict.fromkeys((original, given, text, structure)) if each is not None]
    content_key = None
    if sealed:
        same = given is original or given == original
        content_key, original = await asyncio.to_thread(crypto.encrypt_paper, original)
        given = original if same else (await asyncio.to_thread(crypto.encrypt_paper, given, content_key))[1]
        text = text and (await asyncio.to_thread(crypto.encrypt_paper, text, content_key))[1]
        structure = structure and (await asyncio.to_thread(crypto.encrypt_paper, structure, content_key))[1]
    name = await files.put(given)
    return Stored(
        id=version,
        sha256=name,
        original_sha256=name if given is original or given == original else await files.put(original),
        text_sha256=await files.put(text) if text else None,
        size=len(given),
        text_size=len(text) if text else 0,
        structure_sha256=await files.put(structure) if structure else None,
        structure_size=len(structure) if structure else 0,
        content_key=key.seal(content_key, f"version {version}") if content_key else None,
        plain=plain if sealed else [],
    )


async def seal_version(files: Files, key: InstanceKey, row: DocumentVersion) -> tuple[Stored, tuple[str, int]]:
    """A version that lies readable, stored once more as ciphertext; with the archive's file's fingerprint and size."""
    original = await files.get(row.original_sha256)
    given = original if row.sha256 == row.original_sha256 else await files.get(row.sha256)
    text = await files.get(row.text_sha256) if row.text_sha256 else None
    structure = await files.get(row.structure_sha256) if row.structure_sha256 else None
    stored = await store(files, key, original, given, text, structure, sealed=True)
    # The row keeps its id, so the key is sealed for that one.
    opened = key.open(stored.content_key or b"", f"version {stored.id}")
    stored.id, stored.content_key = row.id, key.seal(opened, f"version {row.id}")
    return stored, (row.fingerprint, len(original))


async def unseal_version(files: Files, key: InstanceKey, row: DocumentVersion) -> tuple[Stored, list[bytes]]:
    """A sealed version, stored once more as it was; with the bytes themselves. Its structure is to be read anew.

    Raises Refusal("wrong_key").
    """
    content = key.open(row.content_key or b"", f"version {row.id}")

    async def opened(name: str) -> bytes:
        return await asyncio.to_thread(crypto.decrypt_paper, await files.get(name), content)

    original = await opened(row.original_sha256)
    given = original if row.sha256 == row.original_sha256 else await opened(row.sha256)
    text = await opened(row.text_sha256) if row.text_sha256 else None
    stored = await store(files, key, original, given, text, sealed=False)
    stored.id = row.id
    return stored, [each for each in (original, given, text) if each is not None]


async def forget(files: Files, names: list[str]) -> None:
    """Deletes files that no version or comparison names any more. Doing it twice changes nothing."""
    for name in dict.fromkeys(names):
        if not await named(name):
            await files.delete(name)
