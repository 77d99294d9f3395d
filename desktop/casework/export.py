"""Everything the vault keeps, as plain values, so that nobody is locked in."""

from __future__ import annotations

import base64
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.people.facts import plain
from desktop.casework.rights import Actor, Right
from desktop.clock import now
from desktop.records.base import Base

FORMAT = "wegplan-export"
FORMAT_VERSION = 1
_LEFT_OUT = {"drafts", "private_notes", "search_texts", "search_stale"}
"""Unsaved input is nobody's record yet, a private note its author's alone; the search says nothing that the records do
not."""


@query(Right.EXPORT, record="export.all")
def export_all(session: Session, actor: Actor) -> dict[str, Any]:
    """All tables as JSON values: codes for terms, ISO dates, base64 for kept sheets. The access is recorded."""
    tables = {
        table.name: [{name: _value(value) for name, value in row.items()} for row in _rows(session, table)]
        for table in Base.metadata.sorted_tables
        if table.name not in _LEFT_OUT
    }
    return {"format": FORMAT, "version": FORMAT_VERSION, "made_at": now().isoformat(), "tables": tables}


def _rows(session: Session, table: Any) -> Any:  # noqa: ANN401 - tables of all shapes
    return session.execute(select(table).order_by(*table.primary_key.columns)).mappings()


def _value(value: object) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if hasattr(value, "isoformat") else plain(value)
