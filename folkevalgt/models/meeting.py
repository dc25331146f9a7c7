"""Møte, and the lines of its agenda, as the archive last told them. What members see is the publication, not this."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Meeting(Model):
    """Møte. `starts_at` is null when the archive knows the date only: a start at 00:00 is never invented."""

    id: UUID = fields.UUIDField(primary_key=True)
    committee: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Committee", related_name="meetings", db_index=True
    )
    committee_id: UUID
    source = fields.CharField(60)
    source_id = fields.CharField(255)
    number = fields.CharField(60, default="")
    date = fields.DateField(db_index=True)
    starts_at = fields.DatetimeField(null=True)
    place = fields.CharField(300, default="")
    title = fields.TextField(default="")
    status = fields.CharField(20, default="called")
    seen_at = fields.DatetimeField()

    class Meta:
        unique_together = (("source", "source_id"),)


class AgendaItem(Model):
    """Sak i møtet: one treatment of a case. Its number (type, sequence, year) is unique only with its committee.

    Archives do give one number twice; the second such item has `sequence` null and keeps its number in `number_given`.
    When the item is exempt, `title` is what everyone may read and `sealed_title` the whole one, sealed by the
    instance key; so are `decision` (vedtak) and `sealed_decision`. `own_title` and `own_position` are the
    secretariat's, instead of the archive's. What is `held_back` is not published. `moved_from` is the meeting it was
    put off from: by the secretariat, whatever the archive says, when `own_meeting`. `decision_by` is "archive", or the
    id of the person who wrote the decision.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "folkevalgt.Meeting", related_name="items", db_index=True
    )
    meeting_id: UUID
    committee: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Committee", related_name="items", db_index=True
    )
    committee_id: UUID
    case: fields.ForeignKeyNullableRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Case", related_name="items", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    case_id: UUID | None
    source_id = fields.CharField(255)
    type = fields.CharField(20)  # manifest.ItemType
    code = fields.CharField(20, default="")  # as written before the number: PS, RS, FO
    sequence = fields.IntField(null=True)
    year = fields.IntField(null=True)
    number_given = fields.CharField(60, default="")
    position = fields.IntField()
    title = fields.TextField()
    sealed_title: bytes | None = fields.BinaryField(null=True)
    closed = fields.BooleanField(default=False)
    oral = fields.BooleanField(default=False)
    withdrawn_at = fields.DatetimeField(null=True)
    own_title = fields.TextField(null=True)
    own_position = fields.IntField(null=True)
    held_back = fields.BooleanField(db_default=False)
    moved_from: fields.ForeignKeyNullableRelation[Meeting] = fields.ForeignKeyField(
        "folkevalgt.Meeting", related_name="moved_items", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    moved_from_id: UUID | None
    own_meeting = fields.BooleanField(db_default=False)
    decision = fields.TextField(db_default="")
    sealed_decision: bytes | None = fields.BinaryField(null=True)
    decision_by = fields.CharField(60, db_default="")

    class Meta:
        unique_together = (("meeting", "source_id"), ("committee", "code", "sequence", "year"))

    @property
    def number(self) -> str:
        """As in the minutes: "PS 112/26"; empty when the archive gave none."""
        if self.sequence is None or self.year is None:
            return self.number_given
        return f"{self.code} {self.sequence}/{self.year % 100:02d}".strip()
