"""The office's checked translations (decision 22)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.records.base import Base


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
