"""The people: those elected, their parties, and the secretariat that serves them."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class PartyGroup(Model):
    """Partigruppe: the elected members of one party, who may share notes among themselves."""

    id: UUID = fields.UUIDField(primary_key=True)
    name = fields.CharField(200, unique=True)
    short = fields.CharField(20)


class Person(Model):
    """Folkevalgt, or someone in the secretariat. Never deleted while a log names them: revoked instead.

    `national_id` is an HMAC of the national identity number, by which a provider's subject is recognised the first
    time.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    name = fields.CharField(200)
    email = fields.CharField(320, unique=True)
    phone = fields.CharField(30, db_default="")
    language = fields.CharField(2, default="nb")
    # The political secretariat serves every committee, those that appear tomorrow too.
    secretariat = fields.BooleanField(default=False)
    party_group: fields.ForeignKeyNullableRelation[PartyGroup] = fields.ForeignKeyField(
        "folkevalgt.PartyGroup", related_name="people", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    party_group_id: UUID | None
    revoked_at = fields.DatetimeField(null=True)
    national_id = fields.CharField(64, null=True, unique=True)
    created_at = fields.DatetimeField()
