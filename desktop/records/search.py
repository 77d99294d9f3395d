"""The words things are found by. Triggers of the schema keep the full-text index `search_index` the same as this table.

`search_index` (FTS5) is no mapped class: only `casework/search` and the migrations know it.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.records.base import Base, Coded, coded
from desktop.terms import Searchable


class SearchText(Base):
    """All words of one thing, folded (see `casework/search/folding.py`). Nothing protected is ever among them."""

    __tablename__ = "search_texts"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Searchable] = coded(Searchable)
    subject_id: Mapped[int]
    """Id of the person, case, goal or measure."""
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    """The case it belongs to; None for a person, who may have several."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    """The only user who may find it; None for all."""
    words: Mapped[str]


class SearchStale(Base):
    """Something whose words are to be made anew. Triggers of the schema enter it on any change, whoever makes it; the
    gate empties the table before it commits.
    """

    __tablename__ = "search_stale"
    kind: Mapped[Searchable] = mapped_column(Coded(Searchable), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
