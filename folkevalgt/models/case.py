"""Sak: what the archive keeps papers on, across all the bodies that treat it."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class Case(Model):
    """Saksmappe "2026/318". One case is treated in several committees, each time as an agenda item of its own."""

    id: UUID = fields.UUIDField(primary_key=True)
    source = fields.CharField(60)
    number = fields.CharField(60)
    title = fields.TextField(default="")
    officer = fields.CharField(200, db_default="")  # saksbehandler, as the archive names them

    class Meta:
        unique_together = (("source", "number"),)
