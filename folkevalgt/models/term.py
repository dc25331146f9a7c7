"""The change from one election period to the next, as one act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class TermChange(Model):
    """Valgperiode: that seats ended and others began on one day. `done` is what takes it back (people/terms.py)."""

    id: UUID = fields.UUIDField(primary_key=True)
    first_day = fields.DateField()
    done: Any = fields.JSONField(default=dict)
    by = fields.CharField(60)
    at = fields.DatetimeField()
    undone_at = fields.DatetimeField(null=True)
