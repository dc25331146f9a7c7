from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('folkevalgt', '0002_notes')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Comparison',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('old', fields.ForeignKeyField('folkevalgt.DocumentVersion', source_field='old_id', db_index=True, db_constraint=True, to_field='id', related_name='compared_to_newer', on_delete=OnDelete.CASCADE)),
                ('new', fields.ForeignKeyField('folkevalgt.DocumentVersion', source_field='new_id', db_index=True, db_constraint=True, to_field='id', related_name='compared_to_older', on_delete=OnDelete.CASCADE)),
                ('sha256', fields.CharField(db_index=True, max_length=64)),
                ('size', fields.BigIntField()),
                ('summary', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'comparison', 'app': 'folkevalgt', 'unique_together': (('old', 'new'),), 'pk_attr': 'id', 'table_description': 'What differs between two open versions of one paper, old to new. `sha256` names the file that says it whole.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PrintCount',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('day', fields.DateField(db_index=True)),
                ('place', fields.CharField(max_length=20)),
                ('pages', fields.IntField()),
                ('of_pages', fields.IntField()),
                ('sheets', fields.IntField()),
            ],
            options={'table': 'printcount', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': "How much one print took, and nothing of who or what: pages out of the package's pages, and sheets of paper."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PrintOrder',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='print_orders', on_delete=OnDelete.CASCADE)),
                ('package', fields.ForeignKeyField('folkevalgt.Package', source_field='package_id', db_index=True, db_constraint=True, to_field='id', related_name='print_orders', on_delete=OnDelete.CASCADE)),
                ('body', fields.BinaryField(null=True)),
                ('with_notes', fields.BooleanField(default=False)),
                ('pages', fields.IntField()),
                ('sheets', fields.IntField()),
                ('asked_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended', fields.CharField(default='', max_length=20)),
            ],
            options={'table': 'printorder', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'Utskriftsbestilling: a member asks the secretariat to print their selection on paper.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Document',
            name='number',
            field=fields.IntField(db_default=0),
        ),
        ops.AddField(
            model_name='DocumentVersion',
            name='structure_sha256',
            field=fields.CharField(null=True, db_index=True, max_length=64),
        ),
        ops.AddField(
            model_name='DocumentVersion',
            name='structure_size',
            field=fields.BigIntField(db_default=0),
        ),
    ]
