"""Utvalg, and who sits in them when."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Committee(Model):
    """Utvalg. It is new after every election: `successor` is the one that took over its work.

    `archive_names` are other spellings the archive has used for it. With `exempt_on_devices` false its exempt papers
    are read over the network only and never stored.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    name = fields.CharField(200, unique=True)
    kind = fields.CharField(20, default="political")  # political | youth_council
    archive_names: list[str] = fields.JSONField(default=list)
    exempt_on_devices = fields.BooleanField(db_default=True)
    valid_from = fields.DateField(null=True)
    valid_to = fields.DateField(null=True)
    successor: fields.ForeignKeyNullableRelation[Committee] = fields.ForeignKeyField(
        "folkevalgt.Committee", related_name="predecessors", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    successor_id: UUID | None


class Membership(Model):
    """A seat for a time. `valid_to` is the last day in office. Deputies have a rank, and may stand in for someone."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="memberships", db_index=True
    )
    person_id: UUID
    committee: fields.ForeignKeyRelation[Committee] = fields.ForeignKeyField(
        "folkevalgt.Committee", related_name="memberships", db_index=True
    )
    committee_id: UUID
    role = fields.CharField(20)  # member | chair | deputy_chair | deputy | secretariat (of this committee alone)
    valid_from = fields.DateField()
    valid_to = fields.DateField(null=True)
    rank = fields.IntField(null=True)
    party = fields.CharField(20, default="")
    deputy_for: fields.ForeignKeyNullableRelation[Membership] = fields.ForeignKeyField(
        "folkevalgt.Membership", related_name="deputies", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    deputy_for_id: UUID | None


class CallIn(Model):
    """A deputy called in to one meeting (kommuneloven § 7-10): a substitute from `since` until some hours after it.

    `items` are the ids of the items they are called in to; none means the whole meeting. `instead_of` is who is away;
    `answer` what the deputy has said: empty | yes | no.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="call_ins", db_index=True
    )
    person_id: UUID
    meeting: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Meeting", related_name="call_ins", db_index=True
    )
    meeting_id: UUID
    since = fields.DatetimeField()
    hours_after = fields.IntField()  # how long after the day of the meeting the papers stay
    revoked_at = fields.DatetimeField(null=True)
    items: list[str] = fields.JSONField(default=list, db_default="[]")
    instead_of: fields.ForeignKeyNullableRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="stood_in_for", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    instead_of_id: UUID | None
    answer = fields.CharField(10, db_default="")
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("person", "meeting"),)
