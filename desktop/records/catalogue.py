"""The office's own copy of the catalogues and its checked translations (decisions 7, 22)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.records.base import Base, type_json


class CatalogueEntry(Base):
    """An area, goal or measure; `shipped` is what came with the program, so that updates can be merged."""

    __tablename__ = "catalogue_entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """`area`, `goal` or `measure`."""
    key: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(type_json)
    shipped: Mapped[dict[str, Any] | None] = mapped_column(type_json)
    hidden: Mapped[bool] = mapped_column(default=False)


class WordingCheck(Base):
    """Somebody of the office has checked a translation; another German text makes the check void."""

    __tablename__ = "wording_checks"
    __table_args__ = (UniqueConstraint("language", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str]
    key: Mapped[str]
    german: Mapped[str]
    text: Mapped[str]
    reviewer: Mapped[str]
    checked_on: Mapped[dt.date]
