"""How someone comes in: a one-time link, then a session on a device."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Device(Model):
    """A browser someone has signed in with. A revoked device is refused at its next contact."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="devices", db_index=True
    )
    person_id: UUID
    name = fields.CharField(200, default="")
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)


class Session(Model):
    """Signed in now. Only the sha-256 of the cookie's token is kept."""

    token_hash = fields.CharField(64, primary_key=True)
    device: fields.ForeignKeyRelation[Device] = fields.ForeignKeyField(
        "folkevalgt.Device", related_name="sessions", db_index=True
    )
    device_id: UUID
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="sessions", db_index=True
    )
    person_id: UUID
    created_at = fields.DatetimeField()
    used_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()


class SignInLink(Model):
    """A personal link that works once. Only the sha-256 of its token is kept."""

    token_hash = fields.CharField(64, primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="sign_in_links", db_index=True
    )
    person_id: UUID
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
