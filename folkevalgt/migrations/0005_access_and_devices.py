from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('folkevalgt', '0004_search')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Ceremony',
            fields=[
                ('name_hash', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ('kind', fields.CharField(max_length=20)),
                ('browser_hash', fields.CharField(default='', max_length=64)),
                ('about', fields.BinaryField()),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='ceremonies', on_delete=OnDelete.CASCADE)),
                ('expires_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'ceremony', 'app': 'folkevalgt', 'pk_attr': 'name_hash', 'table_description': 'A sign-in that was begun and not finished: what must come back with the answer. Each is used once.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Disqualification',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='disqualifications', on_delete=OnDelete.CASCADE)),
                ('item', fields.ForeignKeyField('folkevalgt.AgendaItem', source_field='item_id', db_index=True, db_constraint=True, to_field='id', related_name='disqualifications', on_delete=OnDelete.CASCADE)),
                ('state', fields.CharField(max_length=20)),
            ],
            options={'table': 'disqualification', 'app': 'folkevalgt', 'unique_together': (('person', 'item'),), 'pk_attr': 'id', 'table_description': "A person's possible disqualification in an item (kommuneloven § 11-10, forvaltningsloven § 6)."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='DisqualificationStep',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('disqualification', fields.ForeignKeyField('folkevalgt.Disqualification', source_field='disqualification_id', db_index=True, db_constraint=True, to_field='id', related_name='steps', on_delete=OnDelete.CASCADE)),
                ('state', fields.CharField(max_length=20)),
                ('by', fields.CharField(max_length=60)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('reason', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'disqualificationstep', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'One step: to which state, when, by whom, and why. Never changed.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ExternalIdentity',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='external_identities', on_delete=OnDelete.CASCADE)),
                ('issuer', fields.CharField(max_length=300)),
                ('subject', fields.CharField(max_length=300)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'externalidentity', 'app': 'folkevalgt', 'unique_together': (('issuer', 'subject'),), 'pk_attr': 'id', 'table_description': "Who a provider's subject is here."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='GateDecision',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('version', fields.OneToOneField('folkevalgt.DocumentVersion', source_field='version_id', db_constraint=True, to_field='id', related_name='gate_decision', on_delete=OnDelete.CASCADE)),
                ('decision', fields.CharField(max_length=20)),
                ('pages', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('reason', fields.TextField(default='', unique=False)),
                ('by', fields.CharField(max_length=60)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'gatedecision', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'What a person decided about a version in which identity numbers were found (offentlegforskrifta § 7).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='KeyGiven',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='keys_given', on_delete=OnDelete.CASCADE)),
                ('device', fields.ForeignKeyField('folkevalgt.Device', source_field='device_id', db_index=True, db_constraint=True, to_field='id', related_name='keys_given', on_delete=OnDelete.CASCADE)),
                ('version', fields.ForeignKeyField('folkevalgt.DocumentVersion', source_field='version_id', db_index=True, db_constraint=True, to_field='id', related_name='keys_given', on_delete=OnDelete.CASCADE)),
                ('given_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('opened_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'keygiven', 'app': 'folkevalgt', 'unique_together': (('device', 'version'),), 'pk_attr': 'id', 'table_description': 'That a device was given the key of an exempt paper, and when it was first opened there.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Passkey',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='passkeys', on_delete=OnDelete.CASCADE)),
                ('device', fields.ForeignKeyField('folkevalgt.Device', source_field='device_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='passkeys', on_delete=OnDelete.SET_NULL)),
                ('credential', fields.CharField(unique=True, max_length=1400)),
                ('public_key', fields.BinaryField()),
                ('sign_count', fields.BigIntField(default=0)),
                ('name', fields.CharField(default='', max_length=200)),
                ('unlocks', fields.BooleanField(default=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'passkey', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'A WebAuthn credential. `credential` is its id in base64url. `unlocks`: it can open papers without network (PRF).'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='AuditHead',
            name='gone_hash',
            field=fields.CharField(db_default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64),
        ),
        ops.AddField(
            model_name='AuditHead',
            name='gone_seq',
            field=fields.BigIntField(db_default=0),
        ),
        ops.AddField(
            model_name='CallIn',
            name='items',
            field=fields.JSONField(default=list, db_default='[]', encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Committee',
            name='exempt_on_devices',
            field=fields.BooleanField(db_default=True),
        ),
        ops.AddField(
            model_name='Device',
            name='half',
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name='Device',
            name='left',
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name='Device',
            name='proved_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Device',
            name='public_key',
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name='DocumentVersion',
            name='identity_numbers',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Person',
            name='national_id',
            field=fields.CharField(null=True, unique=True, max_length=64),
        ),
        ops.AddField(
            model_name='Session',
            name='id_token',
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name='Session',
            name='issuer',
            field=fields.CharField(db_default='', max_length=300),
        ),
        ops.AddField(
            model_name='Session',
            name='kind',
            field=fields.CharField(db_default='person', max_length=10),
        ),
        ops.AddField(
            model_name='Session',
            name='level',
            field=fields.IntField(db_default=1),
        ),
        ops.AddField(
            model_name='Session',
            name='sid',
            field=fields.CharField(db_index=True, db_default='', max_length=200),
        ),
    ]
