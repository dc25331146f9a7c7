"""How layers lie in the store, and who is told that they do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, crypto, database, jobs
from folkevalgt.files import Files
from folkevalgt.models.package import Delivery, ManifestFile

_UNNAMED = timedelta(hours=1)
_TOLD_TOGETHER = 15  # seconds: a package's layers come one after another, and its readers pull once for several


async def put(files: Files, layer: bytes, *, sealed: bool) -> str:
    """Stores a layer; a readable one that no row comes to name (a crash, an exemption) goes again by itself.

    Raises Refusal("no_space").
    """
    if not sealed:
        async with database.write_tx() as db:
            await forget(db, [crypto.sha256(layer)], after=_UNNAMED)
    return await files.put(layer)


async def forget(db: BaseDBAsyncClient, names: Iterable[str], *, after: timedelta = timedelta()) -> None:
    """Orders that these files go, unless a row names them then."""
    args = {"names": list(names), "exempt": {}, "told": []}
    if args["names"]:
        await jobs.order(db, "forget", args, at=clock.now() + after)


async def tell(db: BaseDBAsyncClient, sha256: str) -> None:
    """Orders that everybody who has been given a file pulls: there is more about it now."""
    naming = ManifestFile.filter(file=sha256).using_db(db)
    turn = int(clock.now().timestamp()) // _TOLD_TOGETHER
    at = clock.now() + timedelta(seconds=_TOLD_TOGETHER)
    for manifest in set(await naming.values_list("manifest_id", flat=True)):
        people = await Delivery.filter(manifest_id=manifest).using_db(db).values_list("person_id", flat=True)
        if people:
            args = {"people": sorted(map(str, people))}
            await jobs.order(db, "pull", args, key=f"layers {manifest} {turn}", at=at)
