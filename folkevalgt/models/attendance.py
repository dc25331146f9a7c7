"""Forfall: who cannot come to a meeting."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Absence(Model):
    """Forfall (kommuneloven § 8-1), reported by the member or by the secretariat for them.

    `state`: reported | taken_back. `items` are the ids of the items they are away from; none means the whole meeting.
    `reason` is read by the secretariat and the chair alone, and is forgotten some time after the meeting.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="absences", db_index=True
    )
    person_id: UUID
    meeting: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Meeting", related_name="absences", db_index=True
    )
    meeting_id: UUID
    items: list[str] = fields.JSONField(default=list)
    reason = fields.TextField(default="")
    state = fields.CharField(20, default="reported")
    by = fields.CharField(60)
    at = fields.DatetimeField()

    class Meta:
        unique_together = (("person", "meeting"),)
