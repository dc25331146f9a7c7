"""What is printed: orders for the service desk at the town hall, and how much, for the pilot's figures."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class PrintOrder(Model):
    """Utskriftsbestilling: a member asks the secretariat to print their selection on paper.

    `body` is what to print (printing/shapes.py), sealed by the instance key; null once it is done or called off.
    `with_notes` says that the member has sent drawings and words of their own along, to be seen by whoever prints.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Person", related_name="print_orders", db_index=True
    )
    person_id: UUID
    package: fields.ForeignKeyRelation = fields.ForeignKeyField(  # type: ignore[type-arg]
        "folkevalgt.Package", related_name="print_orders", db_index=True
    )
    package_id: UUID
    body: bytes | None = fields.BinaryField(null=True)
    with_notes = fields.BooleanField(default=False)
    pages = fields.IntField()
    sheets = fields.IntField()
    asked_at = fields.DatetimeField(db_index=True)
    done_at = fields.DatetimeField(null=True)
    ended = fields.CharField(20, default="")  # printed | called_off | too_old


class PrintCount(Model):
    """How much one print took, and nothing of who or what: pages out of the package's pages, and sheets of paper.

    `id` comes from the device, so that a count sent twice is one.
    """

    id: UUID = fields.UUIDField(primary_key=True)
    day = fields.DateField(db_index=True)
    place = fields.CharField(20)  # device | town_hall
    pages = fields.IntField()
    of_pages = fields.IntField()
    sheets = fields.IntField()
