"""Varsel: that someone is to be told something, written in the transaction of what it is about; and how it went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Notice(Model):
    """One person told of one thing, once: `key` names both. Written by `notices.order` alone.

    `facts` are counts and words of our own (notices.Kind), never a title or a name. `due_at` is when telling may begin;
    `told_at` when a channel took it first, `confirmed_at` when a device of theirs had it. `ended` says in a word why it
    is told no more.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="notices", db_index=True
    )
    person_id: UUID
    kind = fields.CharField(20)  # notices.Kind
    package: fields.ForeignKeyNullableRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Package", related_name="notices", null=True, db_index=True
    )
    package_id: UUID | None
    publication: fields.ForeignKeyNullableRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Publication", related_name="notices", null=True, db_index=True
    )
    publication_id: UUID | None
    subject = fields.CharField(64, default="")
    facts: Any = fields.JSONField(default=dict)
    key = fields.CharField(200, unique=True)
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField(db_index=True)
    planned_at = fields.DatetimeField(null=True, db_index=True)
    told_at = fields.DatetimeField(null=True)
    confirmed_at = fields.DatetimeField(null=True)
    ended = fields.CharField(20, default="")


class Sending(Model):
    """Utsending: one notice on one channel to one address, tried until it is taken or given up.

    `ended` is empty while it waits; then sent | confirmed | overtaken | dead | given_up. `fallback`: an e-mail that is
    sent only if no device confirms. `letter` names the e-mail it went into the first time: sent again, it is the same.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "folkevalgt.Notice", related_name="sendings", db_index=True
    )
    notice_id: UUID
    channel = fields.CharField(10)  # push | email
    subscription: fields.ForeignKeyNullableRelation[PushSubscription] = fields.ForeignKeyField(
        "folkevalgt.PushSubscription", related_name="sendings", null=True, db_index=True
    )
    subscription_id: UUID | None
    due_at = fields.DatetimeField(db_index=True)
    tries = fields.IntField(default=0)
    locked_until = fields.DatetimeField(null=True)
    sent_at = fields.DatetimeField(null=True)
    confirmed_at = fields.DatetimeField(null=True)
    ended = fields.CharField(20, default="", db_index=True)
    trouble = fields.CharField(60, default="")
    fallback = fields.BooleanField(default=False)
    letter = fields.CharField(32, default="", db_index=True)

    class Meta:
        unique_together = (("notice", "channel", "subscription"),)


class PushSubscription(Model):
    """Where a browser's push service takes notices for one device (RFC 8030).

    `address` is its endpoint and keys as JSON, sealed by the instance key; `endpoint_hash` the sha-256 of the endpoint.
    `heard_at` is when the device last confirmed one.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="push_subscriptions", db_index=True
    )
    person_id: UUID
    device: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Device", related_name="push_subscriptions", db_index=True
    )
    device_id: UUID
    endpoint_hash = fields.CharField(64, unique=True)
    address: bytes = fields.BinaryField()
    created_at = fields.DatetimeField()
    heard_at = fields.DatetimeField(null=True)
    failures = fields.IntField(default=0)
    retired_at = fields.DatetimeField(null=True)
    why = fields.CharField(20, default="")


class NoticeChoice(Model):
    """How one person wants to be told.

    Times are "HH:MM" in Norway, and empty when there is none. `choices`: a channel word (preferences.shapes.How) for
    each kind that differs from the default. `calendar_hash` is the sha-256 of the secret in the address of their feed.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.OneToOneRelation = fields.OneToOneField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="notice_choice"
    )
    person_id: UUID
    choices: Any = fields.JSONField(default=dict)
    quiet_from = fields.CharField(5, default="")
    quiet_to = fields.CharField(5, default="")
    digest_at = fields.CharField(5, default="")
    invitations = fields.BooleanField(default=False)
    calendar_hash = fields.CharField(64, null=True, unique=True)


class Invited(Model):
    """A meeting in somebody's calendar by e-mail: the newest invitation's SEQUENCE (RFC 5546), and what it said.

    Before the first is sent, `sequence` is -1 and `said` empty. `locked_until` is set while one is being sent, and for
    a while after one that could not be.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="invited", db_index=True
    )
    person_id: UUID
    meeting: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Meeting", related_name="invited", db_index=True
    )
    meeting_id: UUID
    sequence = fields.IntField()
    said = fields.CharField(64)
    cancelled = fields.BooleanField(default=False)
    sent_at = fields.DatetimeField()
    locked_until = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("person", "meeting"),)


class Follow(Model):
    """Somebody wants to hear when a case moves."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="follows", db_index=True
    )
    person_id: UUID
    case: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Case", related_name="followers", db_index=True
    )
    case_id: UUID
    since = fields.DatetimeField()

    class Meta:
        unique_together = (("person", "case"),)
