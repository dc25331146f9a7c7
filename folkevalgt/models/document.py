"""Papers, their versions, and what makes them exempt from public access."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

NEUTRAL = "Unntatt offentlighet"  # the title of what is exempt, when nobody has given it another for everyone


class Document(Model):
    """A paper of an item, or of the meeting itself (`item` null): summons, supplement, minutes.

    `missing` says in one word why there is no version to read (manifest.MissingWord).
    `number` is its place among the papers of its item, from 1, given once and never to another: page numbers that
    people say aloud are made from it. 0 for papers older than such numbers. `own_title`, `own_kind` and `own_position`
    are the secretariat's, instead of the archive's; what is `held_back` is not published; `reminded_at` is when the
    case officer was last asked for it.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    meeting: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Meeting", related_name="documents", db_index=True
    )
    meeting_id: UUID
    item: fields.ForeignKeyNullableRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.AgendaItem", related_name="documents", null=True, db_index=True
    )
    item_id: UUID | None
    source_id = fields.CharField(255)
    kind = fields.CharField(20)  # manifest.DocumentKind
    kind_given = fields.CharField(100, default="")
    title = fields.TextField()
    sealed_title: bytes | None = fields.BinaryField(null=True)
    position = fields.IntField()
    number = fields.IntField(db_default=0)
    missing = fields.CharField(20, null=True)
    withdrawn_at = fields.DatetimeField(null=True)
    own_title = fields.TextField(null=True)
    own_kind = fields.CharField(20, null=True)
    own_position = fields.IntField(null=True)
    held_back = fields.BooleanField(db_default=False)
    reminded_at = fields.DatetimeField(null=True)

    class Meta:
        unique_together = (("meeting", "source_id"),)


class DocumentVersion(Model):
    """One file of a paper.

    `sha256` names the stored bytes that are given out: the archive's own, or the sanitised derivative of them,
    or, when `content_key` is set, the RFC 8188 ciphertext of that. `original_sha256` names the archive's own bytes,
    stored likewise.
    `fingerprint` (HMAC of the archive's bytes) tells whether a later delivery is the same file.
    `text_sha256` names the text layer, a JSON array with one string per page; `structure_sha256` the headings, lists
    and tables (pdf/structure.py), which come some time after harvest. Both are ciphertext when the paper is exempt.
    `identity_numbers` are the pages with a national identity number or D-number, 0 for the title or the file's name;
    null when nobody has looked.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    document: fields.ForeignKeyRelation[Document] = fields.ForeignKeyField(
        "folkevalgt.Document", related_name="versions", db_index=True
    )
    document_id: UUID
    number = fields.IntField()
    source_version = fields.CharField(60, default="")
    fingerprint = fields.CharField(64)
    sha256 = fields.CharField(64, db_index=True)
    original_sha256 = fields.CharField(64, db_index=True)
    content_key: bytes | None = fields.BinaryField(null=True)
    media_type = fields.CharField(100)
    size = fields.BigIntField()
    pages = fields.IntField()
    text_sha256 = fields.CharField(64, null=True, db_index=True)
    text_size = fields.BigIntField(default=0)
    structure_sha256 = fields.CharField(64, null=True, db_index=True)
    structure_size = fields.BigIntField(db_default=0)
    scanned = fields.BooleanField(default=False)
    download_only = fields.BooleanField(default=False)
    removed: list[str] = fields.JSONField(default=list)
    identity_numbers: list[int] | None = fields.JSONField(null=True)
    harvested_at = fields.DatetimeField()

    class Meta:
        unique_together = (("document", "number"),)


class Comparison(Model):
    """What differs between two open versions of one paper, old to new. `sha256` names the file that says it whole.

    `summary` is its counts alone (layers/shapes.py), for notices.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    old: fields.ForeignKeyRelation[DocumentVersion] = fields.ForeignKeyField(
        "folkevalgt.DocumentVersion", related_name="compared_to_newer", db_index=True
    )
    old_id: UUID
    new: fields.ForeignKeyRelation[DocumentVersion] = fields.ForeignKeyField(
        "folkevalgt.DocumentVersion", related_name="compared_to_older", db_index=True
    )
    new_id: UUID
    sha256 = fields.CharField(64, db_index=True)
    size = fields.BigIntField()
    summary: dict[str, int] = fields.JSONField(default=dict)
    made_at = fields.DatetimeField()

    class Meta:
        unique_together = (("old", "new"),)


class GateDecision(Model):
    """What a person decided about a version in which identity numbers were found (offentlegforskrifta § 7).

    `decision`: "false_alarm" lets it be published; "hold" keeps it back, as if nothing were decided. It holds for
    `pages` alone, as `DocumentVersion.identity_numbers` had them.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    version: fields.OneToOneRelation[DocumentVersion] = fields.OneToOneField(
        "folkevalgt.DocumentVersion", related_name="gate_decision"
    )
    version_id: UUID
    decision = fields.CharField(20)
    pages: list[int] = fields.JSONField(default=list)
    reason = fields.TextField(default="")
    by = fields.CharField(60)
    at = fields.DatetimeField()


async def named(sha256: str) -> bool:
    """Whether any version or comparison names a file."""
    for field in ("sha256", "original_sha256", "text_sha256", "structure_sha256"):
        if await DocumentVersion.filter(**{field: sha256}).exists():
            return True
    return await Comparison.filter(sha256=sha256).exists()


class Exemption(Model):
    """Unntak fra offentlighet of an item or a paper, with its legal basis (offentleglova), while the row stands.

    `by` is "archive", or the id of the person who decided. An end date only prompts the secretariat: to open
    needs a person.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    item: fields.ForeignKeyNullableRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.AgendaItem", related_name="exemptions", null=True, db_index=True
    )
    item_id: UUID | None
    document: fields.ForeignKeyNullableRelation[Document] = fields.ForeignKeyField(
        "folkevalgt.Document", related_name="exemptions", null=True, db_index=True
    )
    document_id: UUID | None
    code = fields.CharField(60, default="")
    legal_basis = fields.TextField(default="")
    until = fields.DateField(null=True)
    by = fields.CharField(60, default="archive")
    created_at = fields.DatetimeField()
