"""The index of the search: made from what has been delivered, erased when it is delivered no more.

The words themselves lie beside these tables, as each engine wants them (migration 0004): `searchpaperwords` and
`searchpagewords`, a row for each row here, and `searchuse`, which words stand in which source.
"""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class SearchSource(Model):
    """What is searched, named by its sha-256: a manifest, for its titles, or the text layer of a paper in one.

    `made_at` is null until the pages of a text are in the index.
    """

    id: int = fields.BigIntField(primary_key=True)
    name = fields.CharField(64, unique=True)
    titles = fields.BooleanField()
    made_at = fields.DatetimeField(null=True)


class SearchPaper(Model):
    """A paper or an item as one manifest names it: whoever has been given that manifest may find it.

    `title` is what everyone who has the manifest may read. `place` is its order there.
    """

    id: int = fields.BigIntField(primary_key=True)
    manifest: fields.ForeignKeyRelation[SearchSource] = fields.ForeignKeyField(
        "folkevalgt.SearchSource", related_name="papers", db_index=True
    )
    manifest_id: int
    text: fields.ForeignKeyNullableRelation[SearchSource] = fields.ForeignKeyField(
        "folkevalgt.SearchSource", related_name="named_by", null=True, db_index=True
    )
    text_id: int | None
    package = fields.CharField(36)
    committee = fields.CharField(36)
    committee_name = fields.CharField(200)
    date = fields.CharField(10)  # ISO 8601
    item = fields.CharField(36, default="")
    document = fields.CharField(36, null=True)
    kind = fields.CharField(20)  # manifest.DocumentKind, or "item"
    title = fields.TextField()
    place = fields.IntField()


class SearchPage(Model):
    """A page of a text, from which what surrounds a hit is shown."""

    id: int = fields.BigIntField(primary_key=True)
    text: fields.ForeignKeyRelation[SearchSource] = fields.ForeignKeyField(
        "folkevalgt.SearchSource", related_name="pages", db_index=True
    )
    text_id: int
    page = fields.IntField()
    body = fields.TextField()


class SearchWord(Model):
    """A word that stands in some source and is long enough to hold another: compounds are looked up among these."""

    id: int = fields.BigIntField(primary_key=True)
    word = fields.CharField(64, unique=True)
