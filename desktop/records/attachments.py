"""Scans and documents kept inside the vault, in pieces so that no file ever has to be in memory whole."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from desktop.records.base import Base, Stamped, Versioned, coded
from desktop.terms import AttachmentKind, Protection


class Attachment(Base, Versioned, Stamped):
    """One file in a case. Its bytes are the `AttachmentChunk`s in order."""

    __tablename__ = "attachments"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    """Whom it is about; None for the whole family."""
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id", ondelete="SET NULL"), index=True)
    """The step of a plan it proves."""
    kind: Mapped[AttachmentKind] = coded(AttachmentKind, AttachmentKind.OTHER)
    title: Mapped[str]
    file_name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str]
    """As recognised from the content: application/pdf, image/jpeg …"""
    size: Mapped[int]
    """Bytes."""
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    pages: Mapped[int | None]
    protection: Mapped[Protection] = coded(Protection, Protection.S2)
    document_date: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")
    thumbnail: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """A small PNG made when the file was added."""


class AttachmentChunk(Base):
    """A piece of a file."""

    __tablename__ = "attachment_chunks"
    __table_args__ = (UniqueConstraint("attachment_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id", ondelete="CASCADE"))
    position: Mapped[int]
    """0, 1 … within the file."""
    data: Mapped[bytes] = mapped_column(LargeBinary)
