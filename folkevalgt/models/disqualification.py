"""Inhabilitet: who may not treat an item, how far the question has come, and each step on the way."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Disqualification(Model):
    """A person's possible disqualification in an item (kommuneloven § 11-10, forvaltningsloven § 6).

    `state`: reported (nothing is withheld yet) -> provisional (by chair or secretariat) -> decided (by the body).
    "lifted" ends it, from any of them.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="disqualifications", db_index=True
    )
    person_id: UUID
    item: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.AgendaItem", related_name="disqualifications", db_index=True
    )
    item_id: UUID
    state = fields.CharField(20)

    class Meta:
        unique_together = (("person", "item"),)


class DisqualificationStep(Model):
    """One step: to which state, when, by whom, and why. Never changed."""

    id: UUID = fields.UUIDField(primary_key=True)
    disqualification: fields.ForeignKeyRelation[Disqualification] = fields.ForeignKeyField(
        "folkevalgt.Disqualification", related_name="steps", db_index=True
    )
    disqualification_id: UUID
    state = fields.CharField(20)
    by = fields.CharField(60)
    at = fields.DatetimeField()
    reason = fields.TextField(default="")
