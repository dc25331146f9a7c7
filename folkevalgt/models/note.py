"""Merknader: what people write in their papers, as a log. One author per note; others reply with one of their own."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Note(Model):
    """Merknad, or another row of a person's log: where they stopped reading, what they will print.

    `ver` is the log's number of its last change, `text_ver` that of the last change to its words or drawing.
    `body` is the row as it goes over the wire (`sync/bodies.py`) under the author's key; null when it is deleted.
    `narrowed_to` is the private copy that a deleted note became when its author took it back from a circle.
    `answered_id` is the author of the note that this one answers, who reads it also without being in the circle.
    A note outlives its paper: `document_id` is no foreign key.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    author: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="notes", db_index=True
    )
    author_id: UUID
    kind = fields.CharField(20)  # shapes.NoteKind
    scope = fields.CharField(60, default="private")  # private | group:<party group> | chair:<committee>
    document_id: UUID | None = fields.UUIDField(null=True, db_index=True)
    version = fields.CharField(64, default="")  # the sha-256 of the file it was made on
    parent_id: UUID | None = fields.UUIDField(null=True)
    answered_id: UUID | None = fields.UUIDField(null=True)
    conflict_of: UUID | None = fields.UUIDField(null=True)
    narrowed_to: UUID | None = fields.UUIDField(null=True)
    ver = fields.BigIntField()
    text_ver = fields.BigIntField()
    body: bytes | None = fields.BinaryField(null=True)
    deleted = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        indexes = (("author_id", "ver"), ("scope", "ver"), ("answered_id", "ver"))


class NoteRevision(Model):
    """A text that was superseded or deleted: kept for its author for 30 days, under the author's key."""

    id = fields.BigIntField(primary_key=True)
    note_id: UUID = fields.UUIDField(db_index=True)
    author: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="note_revisions", db_index=True
    )
    author_id: UUID
    ver = fields.BigIntField()
    body: bytes = fields.BinaryField()
    at = fields.DatetimeField(db_index=True)


class NoteKey(Model):
    """The key of one author's notes, sealed by the instance key. Destroyed with the person."""

    id = fields.BigIntField(primary_key=True)
    person: fields.OneToOneRelation = fields.OneToOneField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="note_key"
    )
    person_id: UUID
    sealed: bytes = fields.BinaryField()


class LogHead(Model):
    """The log's counter: one row, locked by whoever writes, so that numbers become visible in their order.

    Tombstones numbered up to `floor` have been cleared away. `incarnation` changes when a backup is restored.
    """

    id = fields.IntField(primary_key=True)
    seq = fields.BigIntField()
    floor = fields.BigIntField(default=0)
    incarnation = fields.CharField(32)


class LogClient(Model):
    """A browser that writes to the log. Its mutations are numbered without gaps. It is whose it was first."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="log_clients", db_index=True
    )
    person_id: UUID
    last_mid = fields.BigIntField(default=0)
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()


class Mutation(Model):
    """A mutation that was answered. Sent again, it gets the same answer. `digest` tells whether it is the same one."""

    id = fields.BigIntField(primary_key=True)
    client: fields.ForeignKeyRelation[LogClient] = fields.ForeignKeyField(
        "folkevalgt.LogClient", related_name="mutations", db_index=True
    )
    client_id: UUID
    mid = fields.BigIntField()
    digest = fields.CharField(64)
    reply: bytes = fields.BinaryField()
    at = fields.DatetimeField(db_index=True)

    class Meta:
        unique_together = (("client", "mid"),)


class CircleMember(Model):
    """Who reads what is shared in a circle now: a party group, or a committee's chair and its secretariat.

    `circles.py` derives it, as `deliveries.py` derives deliveries.
    """

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="circles", db_index=True
    )
    person_id: UUID
    scope = fields.CharField(60, db_index=True)
    since = fields.DatetimeField()
    until = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("person", "scope"),)


class ScopeEpoch(Model):
    """Moves when a person loses or gains sight of other people's notes: their devices begin anew."""

    id = fields.BigIntField(primary_key=True)
    person: fields.OneToOneRelation = fields.OneToOneField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="scope_epoch"
    )
    person_id: UUID
    epoch = fields.BigIntField(default=0)
