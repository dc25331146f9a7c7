from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('folkevalgt', '0005_access_and_devices')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Absence',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='absences', on_delete=OnDelete.CASCADE)),
                ('meeting', fields.ForeignKeyField('folkevalgt.Meeting', source_field='meeting_id', db_index=True, db_constraint=True, to_field='id', related_name='absences', on_delete=OnDelete.CASCADE)),
                ('items', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('reason', fields.TextField(default='', unique=False)),
                ('state', fields.CharField(default='reported', max_length=20)),
                ('by', fields.CharField(max_length=60)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'absence', 'app': 'folkevalgt', 'unique_together': (('person', 'meeting'),), 'pk_attr': 'id', 'table_description': 'Forfall (kommuneloven § 8-1), reported by the member or by the secretariat for them.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='DeskAct',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('package', fields.ForeignKeyField('folkevalgt.Package', source_field='package_id', db_index=True, db_constraint=True, to_field='id', related_name='desk_acts', on_delete=OnDelete.CASCADE)),
                ('number', fields.IntField()),
                ('act', fields.CharField(max_length=40)),
                ('detail', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('undo', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('by', fields.CharField(max_length=60)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'deskact', 'app': 'folkevalgt', 'unique_together': (('package', 'number'),), 'pk_attr': 'id', 'table_description': "One act on a meeting's desk. `undo` is what takes it back (publishing/desk.py), null when nothing does."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Follow',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='follows', on_delete=OnDelete.CASCADE)),
                ('case', fields.ForeignKeyField('folkevalgt.Case', source_field='case_id', db_index=True, db_constraint=True, to_field='id', related_name='followers', on_delete=OnDelete.CASCADE)),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'follow', 'app': 'folkevalgt', 'unique_together': (('person', 'case'),), 'pk_attr': 'id', 'table_description': 'Somebody wants to hear when a case moves.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Invited',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='invited', on_delete=OnDelete.CASCADE)),
                ('meeting', fields.ForeignKeyField('folkevalgt.Meeting', source_field='meeting_id', db_index=True, db_constraint=True, to_field='id', related_name='invited', on_delete=OnDelete.CASCADE)),
                ('sequence', fields.IntField()),
                ('said', fields.CharField(max_length=64)),
                ('cancelled', fields.BooleanField(default=False)),
                ('sent_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'invited', 'app': 'folkevalgt', 'unique_together': (('person', 'meeting'),), 'pk_attr': 'id', 'table_description': "A meeting in somebody's calendar by e-mail: the newest invitation's SEQUENCE (RFC 5546), and what it said."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Notice',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='notices', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(max_length=20)),
                ('package', fields.ForeignKeyField('folkevalgt.Package', source_field='package_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='notices', on_delete=OnDelete.CASCADE)),
                ('publication', fields.ForeignKeyField('folkevalgt.Publication', source_field='publication_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='notices', on_delete=OnDelete.CASCADE)),
                ('subject', fields.CharField(default='', max_length=64)),
                ('facts', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('key', fields.CharField(unique=True, max_length=200)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('planned_at', fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False)),
                ('told_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('confirmed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended', fields.CharField(default='', max_length=20)),
            ],
            options={'table': 'notice', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'One person told of one thing, once: `key` names both. Written by `notices.order` alone.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.OneToOneField('folkevalgt.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='notice_choice', on_delete=OnDelete.CASCADE)),
                ('choices', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('quiet_from', fields.CharField(default='', max_length=5)),
                ('quiet_to', fields.CharField(default='', max_length=5)),
                ('digest_at', fields.CharField(default='', max_length=5)),
                ('invitations', fields.BooleanField(default=False)),
                ('calendar_hash', fields.CharField(null=True, unique=True, max_length=64)),
            ],
            options={'table': 'noticechoice', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'How one person wants to be told.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PushSubscription',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='push_subscriptions', on_delete=OnDelete.CASCADE)),
                ('device', fields.ForeignKeyField('folkevalgt.Device', source_field='device_id', db_index=True, db_constraint=True, to_field='id', related_name='push_subscriptions', on_delete=OnDelete.CASCADE)),
                ('endpoint_hash', fields.CharField(unique=True, max_length=64)),
                ('address', fields.BinaryField()),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('heard_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('failures', fields.IntField(default=0)),
                ('retired_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('why', fields.CharField(default='', max_length=20)),
            ],
            options={'table': 'pushsubscription', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': "Where a browser's push service takes notices for one device (RFC 8030)."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Receipt',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('folkevalgt.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='receipts', on_delete=OnDelete.CASCADE)),
                ('device', fields.ForeignKeyField('folkevalgt.Device', source_field='device_id', db_index=True, db_constraint=True, to_field='id', related_name='receipts', on_delete=OnDelete.CASCADE)),
                ('package', fields.ForeignKeyField('folkevalgt.Package', source_field='package_id', db_index=True, db_constraint=True, to_field='id', related_name='receipts', on_delete=OnDelete.CASCADE)),
                ('manifest', fields.CharField(max_length=64)),
                ('received_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('opened_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'receipt', 'app': 'folkevalgt', 'unique_together': (('device', 'manifest'),), 'pk_attr': 'id', 'table_description': 'What one device has of one list: that it came whole, and was opened first.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Sending',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('notice', fields.ForeignKeyField('folkevalgt.Notice', source_field='notice_id', db_index=True, db_constraint=True, to_field='id', related_name='sendings', on_delete=OnDelete.CASCADE)),
                ('channel', fields.CharField(max_length=10)),
                ('subscription', fields.ForeignKeyField('folkevalgt.PushSubscription', source_field='subscription_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='sendings', on_delete=OnDelete.CASCADE)),
                ('due_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('tries', fields.IntField(default=0)),
                ('locked_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('sent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('confirmed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended', fields.CharField(default='', db_index=True, max_length=20)),
                ('trouble', fields.CharField(default='', max_length=60)),
                ('fallback', fields.BooleanField(default=False)),
                ('letter', fields.CharField(default='', db_index=True, max_length=32)),
            ],
            options={'table': 'sending', 'app': 'folkevalgt', 'unique_together': (('notice', 'channel', 'subscription'),), 'pk_attr': 'id', 'table_description': 'Utsending: one notice on one channel to one address, tried until it is taken or given up.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='TermChange',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('first_day', fields.DateField()),
                ('done', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('by', fields.CharField(max_length=60)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'termchange', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'Valgperiode: that seats ended and others began on one day. `done` is what takes it back (people/terms.py).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Upload',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('document', fields.ForeignKeyField('folkevalgt.Document', source_field='document_id', db_index=True, db_constraint=True, to_field='id', related_name='uploads', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=300)),
                ('file', fields.CharField(max_length=64)),
                ('content_key', fields.BinaryField()),
                ('size', fields.BigIntField()),
                ('state', fields.CharField(default='waiting', max_length=20)),
                ('word', fields.CharField(default='', max_length=40)),
                ('by', fields.CharField(max_length=60)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'upload', 'app': 'folkevalgt', 'pk_attr': 'id', 'table_description': 'A file somebody brought by hand, on its way to become a version of a paper.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='AgendaItem',
            name='decision',
            field=fields.TextField(db_default='', unique=False),
        ),
        ops.AddField(
            model_name='AgendaItem',
            name='held_back',
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name='AgendaItem',
            name='moved_from',
            field=fields.ForeignKeyField('folkevalgt.Meeting', source_field='moved_from_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='moved_items', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='AgendaItem',
            name='own_meeting',
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name='AgendaItem',
            name='own_position',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='AgendaItem',
            name='own_title',
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='AgendaItem',
            name='sealed_decision',
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name='CallIn',
            name='answer',
            field=fields.CharField(db_default='', max_length=10),
        ),
        ops.AddField(
            model_name='CallIn',
            name='answered_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='CallIn',
            name='instead_of',
            field=fields.ForeignKeyField('folkevalgt.Person', source_field='instead_of_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='stood_in_for', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='Case',
            name='officer',
            field=fields.CharField(db_default='', max_length=200),
        ),
        ops.AddField(
            model_name='Document',
            name='held_back',
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name='Document',
            name='own_kind',
            field=fields.CharField(null=True, max_length=20),
        ),
        ops.AddField(
            model_name='Document',
            name='own_position',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Document',
            name='own_title',
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='Document',
            name='reminded_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Package',
            name='edits',
            field=fields.IntField(db_default=0),
        ),
        ops.AddField(
            model_name='Package',
            name='publish_at',
            field=fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Package',
            name='publish_by',
            field=fields.CharField(db_default='', max_length=60),
        ),
        ops.AddField(
            model_name='Package',
            name='publish_note',
            field=fields.TextField(db_default='', unique=False),
        ),
        ops.AddField(
            model_name='Package',
            name='publish_state',
            field=fields.CharField(db_default='', max_length=64),
        ),
        ops.AddField(
            model_name='Package',
            name='publish_trouble',
            field=fields.CharField(db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Person',
            name='phone',
            field=fields.CharField(db_default='', max_length=30),
        ),
        ops.AddField(
            model_name='Publication',
            name='kind',
            field=fields.CharField(db_default='', max_length=20),
        ),
        ops.DeleteModel(name='Notification'),
    ]
