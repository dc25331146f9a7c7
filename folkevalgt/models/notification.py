"""Varsel: that someone is to be told something, written in the transaction of what they are to be told."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Notification(Model):
    """One telling of one person about one publication, without a word from the papers."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="notifications", db_index=True
    )
    person_id: UUID
    publication: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Publication", related_name="notifications", db_index=True
    )
    publication_id: UUID
    kind = fields.CharField(20)  # package | supplement
    created_at = fields.DatetimeField()
    delivered_at = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("person", "publication", "kind"),)
