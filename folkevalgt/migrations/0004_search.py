from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

# The words, as each engine wants them. The stems come from search/words.py on both, so nothing is made of them here:
# FTS5 is told to leave them alone, and PostgreSQL's parser is never asked. One shape, so that one query serves both.
ON_SQLITE = [
    "CREATE VIRTUAL TABLE searchpaperwords USING fts5(title, context, tokenize = 'ascii', columnsize = 0)",
    "CREATE VIRTUAL TABLE searchpagewords USING fts5(words, tokenize = 'ascii', columnsize = 0)",
    "CREATE TABLE searchuse ("
    "word_id BIGINT NOT NULL REFERENCES searchword (id) ON DELETE CASCADE, "
    "source_id BIGINT NOT NULL REFERENCES searchsource (id) ON DELETE CASCADE, "
    "PRIMARY KEY (word_id, source_id)) WITHOUT ROWID",
    "CREATE INDEX idx_searchuse_source ON searchuse (source_id)",
]
ON_POSTGRES = [
    "CREATE TABLE searchpaperwords (rowid BIGINT PRIMARY KEY REFERENCES searchpaper (id) ON DELETE CASCADE, "
    "title TSVECTOR NOT NULL, context TSVECTOR NOT NULL)",
    "CREATE INDEX idx_searchpaperwords_title ON searchpaperwords USING GIN (title)",
    "CREATE INDEX idx_searchpaperwords_context ON searchpaperwords USING GIN (context)",
    "CREATE TABLE searchpagewords (rowid BIGINT PRIMARY KEY REFERENCES searchpage (id) ON DELETE CASCADE, "
    "words TSVECTOR NOT NULL)",
    "CREATE INDEX idx_searchpagewords ON searchpagewords USING GIN (words)",
    ON_SQLITE[2].removesuffix(" WITHOUT ROWID"),
    ON_SQLITE[3],
]


async def words(apps: Any, editor: Any) -> None:
    on_sqlite = editor.client.capabilities.dialect == "sqlite"
    for statement in ON_SQLITE if on_sqlite else ON_POSTGRES:
        await editor.client.execute_query(statement)


class Migration(migrations.Migration):
    dependencies = [('folkevalgt', '0003_layers_and_prints')]

    initial = False

    operations = [
        ops.CreateModel(
            name='SearchSource',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(unique=True, max_length=64)),
                ('titles', fields.BooleanField()),
                ('made_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'searchsource', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'What is searched, named by its sha-256: a manifest, for its titles, or the text layer of a paper in one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SearchPage',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('text', fields.ForeignKeyField('folkevalgt.SearchSource', source_field='text_id', db_index=True, db_constraint=True, to_field='id', related_name='pages', on_delete=OnDelete.CASCADE)),
                ('page', fields.IntField()),
                ('body', fields.TextField(unique=False)),
            ],
            options={'table': 'searchpage', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'A page of a text, from which what surrounds a hit is shown.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SearchPaper',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('manifest', fields.ForeignKeyField('folkevalgt.SearchSource', source_field='manifest_id', db_index=True, db_constraint=True, to_field='id', related_name='papers', on_delete=OnDelete.CASCADE)),
                ('text', fields.ForeignKeyField('folkevalgt.SearchSource', source_field='text_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='named_by', on_delete=OnDelete.CASCADE)),
                ('package', fields.CharField(max_length=36)),
                ('committee', fields.CharField(max_length=36)),
                ('committee_name', fields.CharField(max_length=200)),
                ('date', fields.CharField(max_length=10)),
                ('item', fields.CharField(default='', max_length=36)),
                ('document', fields.CharField(null=True, max_length=36)),
                ('kind', fields.CharField(max_length=20)),
                ('title', fields.TextField(unique=False)),
                ('place', fields.IntField()),
            ],
            options={'table': 'searchpaper', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'A paper or an item as one manifest names it: whoever has been given that manifest may find it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SearchWord',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('word', fields.CharField(unique=True, max_length=64)),
            ],
            options={'table': 'searchword', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'A word that stands in some source and is long enough to hold another: compounds are looked up among these.'},
            bases=['Model'],
        ),
        ops.RunPython(words),
    ]
