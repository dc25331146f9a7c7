"""What became of each delivery from an archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class HarvestReport(Model):
    """Rapport of one delivery: the same lines as in its `report.json`. `lines` are {level, word, what, message}."""

    id: UUID = fields.UUIDField(primary_key=True)
    source = fields.CharField(60)
    delivery = fields.CharField(300)
    at = fields.DatetimeField(db_index=True)
    outcome = fields.CharField(20)  # done | rejected | waiting
    meetings: list[str] = fields.JSONField(default=list)
    lines: list[dict[str, Any]] = fields.JSONField(default=list)
