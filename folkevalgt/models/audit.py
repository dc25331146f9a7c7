"""Rows of the log of what was done. Only `folkevalgt/audit.py` writes them."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model


class AuditEntry(Model):
    """One act. `hash` covers this row and the hash of the row before, so that no row is changed or taken out unseen."""

    seq = fields.BigIntField(primary_key=True)
    at = fields.CharField(40)  # ISO 8601 in UTC, exactly as hashed
    actor = fields.CharField(60)
    action = fields.CharField(60, db_index=True)
    subject = fields.CharField(100, db_index=True)
    detail: Any = fields.JSONField(default=dict)
    previous = fields.CharField(64)
    hash = fields.CharField(64)


class AuditHead(Model):
    """The newest link of the chain: one row, locked by whoever adds the next.

    `gone_seq` and `gone_hash` are the last link that was let go by age: the chain is checked from there.
    """

    id = fields.IntField(primary_key=True)
    seq = fields.BigIntField()
    hash = fields.CharField(64)
    gone_seq = fields.BigIntField(db_default=0)
    gone_hash = fields.CharField(64, db_default="0" * 64)
