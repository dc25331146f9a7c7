from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("folkevalgt", "0001_first")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CircleMember",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "folkevalgt.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="circles",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("scope", fields.CharField(db_index=True, max_length=60)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "circlemember",
                "app": "folkevalgt",
                "unique_together": (("person", "scope"),),
                "pk_attr": "id",
                "table_description": "Who reads what is shared in a circle now: a party group, or a committee's chair and its secretariat.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LogClient",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "folkevalgt.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="log_clients",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("last_mid", fields.BigIntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "logclient",
                "app": "folkevalgt",
                "pk_attr": "id",
                "table_description": "A browser that writes to the log. Its mutations are numbered without gaps. It is whose it was first.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LogHead",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("seq", fields.BigIntField()),
                ("floor", fields.BigIntField(default=0)),
                ("incarnation", fields.CharField(max_length=32)),
            ],
            options={
                "table": "loghead",
                "app": "folkevalgt",
                "pk_attr": "id",
                "table_description": "The log's counter: one row, locked by whoever writes, so that numbers become visible in their order.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Mutation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "client",
                    fields.ForeignKeyField(
                        "folkevalgt.LogClient",
                        source_field="client_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="mutations",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("mid", fields.BigIntField()),
                ("digest", fields.CharField(max_length=64)),
                ("reply", fields.BinaryField()),
                ("at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "mutation",
                "app": "folkevalgt",
                "unique_together": (("client", "mid"),),
                "pk_attr": "id",
                "table_description": "A mutation that was answered. Sent again, it gets the same answer. `digest` tells whether it is the same one.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Note",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "folkevalgt.Person",
                        source_field="author_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="notes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("scope", fields.CharField(default="private", max_length=60)),
                ("document_id", fields.UUIDField(null=True, db_index=True)),
                ("version", fields.CharField(default="", max_length=64)),
                ("parent_id", fields.UUIDField(null=True)),
                ("conflict_of", fields.UUIDField(null=True)),
                ("answered_id", fields.UUIDField(null=True)),
                ("narrowed_to", fields.UUIDField(null=True)),
                ("ver", fields.BigIntField()),
                ("text_ver", fields.BigIntField()),
                ("body", fields.BinaryField(null=True)),
                ("deleted", fields.BooleanField(default=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "note",
                "app": "folkevalgt",
                "indexes": [Index(fields=["author_id", "ver"]), Index(fields=["scope", "ver"]), Index(fields=["answered_id", "ver"])],
                "pk_attr": "id",
                "table_description": "Merknad, or another row of a person's log: where they stopped reading, what they will print.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NoteKey",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.OneToOneField(
                        "folkevalgt.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="note_key",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("sealed", fields.BinaryField()),
            ],
            options={
                "table": "notekey",
                "app": "folkevalgt",
                "pk_attr": "id",
                "table_description": "The key of one author's notes, sealed by the instance key. Destroyed with the person.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NoteRevision",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("note_id", fields.UUIDField(db_index=True)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "folkevalgt.Person",
                        source_field="author_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="note_revisions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("ver", fields.BigIntField()),
                ("body", fields.BinaryField()),
                ("at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "noterevision",
                "app": "folkevalgt",
                "pk_attr": "id",
                "table_description": "A text that was superseded or deleted: kept for its author for 30 days, under the author's key.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ScopeEpoch",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.OneToOneField(
                        "folkevalgt.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="scope_epoch",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("epoch", fields.BigIntField(default=0)),
            ],
            options={
                "table": "scopeepoch",
                "app": "folkevalgt",
                "pk_attr": "id",
                "table_description": "Moves when a person loses or gains sight of other people's notes: their devices begin anew.",
            },
            bases=["Model"],
        ),
    ]
