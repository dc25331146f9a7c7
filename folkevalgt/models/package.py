"""Møtepakke: what a committee gets for one meeting, each publishing of it, and who has which list now."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Package(Model):
    """Møtepakke of one meeting. It exists from harvest on. Members see nothing of it before a publication.

    `edits` counts the acts on its desk. `publish_at` is when it is to be published by itself, if it still says what
    `publish_state` names; `publish_trouble` is the word it was refused with then.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    meeting: fields.OneToOneRelation = fields.OneToOneField(  # type: ignore[type-arg]
        "folkevalgt.Meeting", related_name="package"
    )
    meeting_id: UUID
    withdrawn_at = fields.DatetimeField(null=True)
    edits = fields.IntField(db_default=0)
    publish_at = fields.DatetimeField(null=True, db_index=True)
    publish_by = fields.CharField(60, db_default="")
    publish_state = fields.CharField(64, db_default="")
    publish_note = fields.TextField(db_default="")
    publish_trouble = fields.CharField(40, db_default="")


class Publication(Model):
    """One publishing of a package, frozen: `content` is the whole list as canonical JSON, before access narrows it."""

    id: UUID = fields.UUIDField(primary_key=True)
    package: fields.ForeignKeyRelation[Package] = fields.ForeignKeyField(
        "folkevalgt.Package", related_name="publications", db_index=True
    )
    package_id: UUID
    revision = fields.IntField()
    content: bytes = fields.BinaryField()
    state = fields.CharField(64)
    change_note = fields.TextField(default="")
    kind = fields.CharField(20, db_default="")  # package | supplement | minutes
    by = fields.CharField(60)
    published_at = fields.DatetimeField()
    public_manifest = fields.CharField(64, null=True, db_index=True)

    class Meta:
        unique_together = (("package", "revision"),)


class Manifest(Model):
    """The list of one access class, named by its sha-256: canonical JSON, gzipped. `size` is in bytes of its files."""

    sha256 = fields.CharField(64, primary_key=True)
    publication: fields.ForeignKeyRelation[Publication] = fields.ForeignKeyField(
        "folkevalgt.Publication", related_name="manifests", db_index=True
    )
    publication_id: UUID
    body: bytes = fields.BinaryField()
    size = fields.BigIntField()
    documents = fields.IntField()


class ManifestFile(Model):
    """Which files a manifest names: the answer to "may this person fetch these bytes"."""

    id = fields.BigIntField(primary_key=True)
    manifest: fields.ForeignKeyRelation[Manifest] = fields.ForeignKeyField(
        "folkevalgt.Manifest", related_name="files", db_index=True
    )
    manifest_id: str
    file = fields.CharField(64, db_index=True)

    class Meta:
        unique_together = (("manifest", "file"),)


class Delivery(Model):
    """Who may have which manifest from when until when, and what happened. `deliveries.py` derives it."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="deliveries", db_index=True
    )
    person_id: UUID
    package: fields.ForeignKeyRelation[Package] = fields.ForeignKeyField(
        "folkevalgt.Package", related_name="deliveries", db_index=True
    )
    package_id: UUID
    manifest: fields.ForeignKeyRelation[Manifest] = fields.ForeignKeyField(
        "folkevalgt.Manifest", related_name="deliveries", db_index=True
    )
    manifest_id: str
    role = fields.CharField(20)
    since = fields.DatetimeField()
    until = fields.DatetimeField(null=True)
    notified_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("person", "package"),)


class Receipt(Model):
    """What one device has of one list: that it came whole, and was opened first."""

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="receipts", db_index=True
    )
    person_id: UUID
    device: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Device", related_name="receipts", db_index=True
    )
    device_id: UUID
    package: fields.ForeignKeyRelation[Package] = fields.ForeignKeyField(
        "folkevalgt.Package", related_name="receipts", db_index=True
    )
    package_id: UUID
    manifest = fields.CharField(64)
    received_at = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("device", "manifest"),)
