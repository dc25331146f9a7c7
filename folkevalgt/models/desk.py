"""What the secretariat does on its desk: each act with its way back, and the files it brings itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model


class DeskAct(Model):
    """One act on a meeting's desk. `undo` is what takes it back (publishing/desk.py), null when nothing does."""

    id: UUID = fields.UUIDField(primary_key=True)
    package: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Package", related_name="desk_acts", db_index=True
    )
    package_id: UUID
    number = fields.IntField()  # Package.edits when it was done
    act = fields.CharField(40)
    detail: Any = fields.JSONField(default=dict)
    undo: Any = fields.JSONField(null=True)
    by = fields.CharField(60)
    at = fields.DatetimeField()
    undone_at = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("package", "number"),)


async def forget_titles(db: BaseDBAsyncClient, package: UUID) -> None:
    """What takes an act back may hold a title: when something becomes exempt, no such act can be taken back."""
    await DeskAct.filter(package_id=package, act="title").using_db(db).update(undo=None)


class Upload(Model):
    """A file somebody brought by hand, on its way to become a version of a paper.

    `file` names it in the store, sealed by its own content key, until it is taken; `size` in bytes. `state`: coming |
    waiting | taken | refused, and `word` says why. `name` is empty when its paper is exempt.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    document: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Document", related_name="uploads", db_index=True
    )
    document_id: UUID
    name = fields.CharField(300)
    file = fields.CharField(64)
    content_key: bytes = fields.BinaryField()
    size = fields.BigIntField()
    state = fields.CharField(20, default="waiting")
    word = fields.CharField(40, default="")
    by = fields.CharField(60)
    at = fields.DatetimeField()
