"""How someone comes in: a link, a passkey or a provider, then a session on a device."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Device(Model):
    """A browser someone has signed in with. A revoked device is refused at its next contact.

    `half` is the server's half of the device key, sealed by the instance key and destroyed when the device is revoked.
    `public_key` (SPKI, P-256) proves the device after its session has gone idle; `proved_at` is the time in the last
    proof taken, so that none is taken twice. `left`: it is revoked because its person signed out there.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="devices", db_index=True
    )
    person_id: UUID
    name = fields.CharField(200, default="")
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    half: bytes | None = fields.BinaryField(null=True)
    public_key: bytes | None = fields.BinaryField(null=True)
    proved_at = fields.DatetimeField(null=True)
    left = fields.BooleanField(db_default=False)


class Session(Model):
    """Signed in now. Only the sha-256 of the cookie's token is kept.

    `kind` is "person", or "device" when a device came back by its own key: that fetches lists and ciphertext alone.
    `level` says how surely it is the person: 1 a link, 2 a passkey or "substantial", 3 "high".
    `issuer`, `sid` and `id_token` (sealed) are the provider's, to be signed out together.
    """

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
    kind = fields.CharField(10, db_default="person")
    level = fields.IntField(db_default=1)
    issuer = fields.CharField(300, db_default="")
    sid = fields.CharField(200, db_default="", db_index=True)
    id_token: bytes | None = fields.BinaryField(null=True)


class Passkey(Model):
    """A WebAuthn credential. `credential` is its id in base64url. `unlocks`: it can open papers without network (PRF).

    `device` is where it was made or last used: when that is lost, so is the passkey.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="passkeys", db_index=True
    )
    person_id: UUID
    device: fields.ForeignKeyNullableRelation[Device] = fields.ForeignKeyField(
        "folkevalgt.Device", related_name="passkeys", null=True, db_index=True, on_delete=fields.SET_NULL
    )
    device_id: UUID | None
    credential = fields.CharField(1400, unique=True)
    public_key: bytes = fields.BinaryField()
    sign_count = fields.BigIntField(default=0)
    name = fields.CharField(200, default="")
    unlocks = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)


class Ceremony(Model):
    """A sign-in that was begun and not finished: what must come back with the answer. Each is used once.

    `about` is sealed by the instance key: a challenge, or a nonce and a code verifier with the provider's name.
    `browser_hash` is the sha-256 of a cookie, so that nobody finishes what another browser began.
    """

    name_hash = fields.CharField(64, primary_key=True)
    kind = fields.CharField(20)  # passkey_new | passkey | oidc
    browser_hash = fields.CharField(64, default="")
    about: bytes = fields.BinaryField()
    person: fields.ForeignKeyNullableRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="ceremonies", null=True, db_index=True
    )
    person_id: UUID | None
    expires_at = fields.DatetimeField(db_index=True)


class ExternalIdentity(Model):
    """Who a provider's subject is here."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="external_identities", db_index=True
    )
    person_id: UUID
    issuer = fields.CharField(300)
    subject = fields.CharField(300)
    created_at = fields.DatetimeField()

    class Meta:
        unique_together = (("issuer", "subject"),)


class KeyGiven(Model):
    """That a device was given the key of an exempt paper, and when it was first opened there."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="keys_given", db_index=True
    )
    person_id: UUID
    device: fields.ForeignKeyRelation[Device] = fields.ForeignKeyField(
        "folkevalgt.Device", related_name="keys_given", db_index=True
    )
    device_id: UUID
    version: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.DocumentVersion", related_name="keys_given", db_index=True
    )
    version_id: UUID
    given_at = fields.DatetimeField()
    opened_at = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("device", "version"),)


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
