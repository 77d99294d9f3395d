"""Declarative base: constraint names, column types for codes, dates and times, and mixins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from desktop.clock import now
from desktop.terms import PartialDate, Term

# Named constraints, so that migrations can drop them on every database.
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

type_json = JSON(none_as_null=True)


class Base(DeclarativeBase):
    """Base of all mapped classes."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {dict[str, Any]: type_json, list[str]: type_json, list[Any]: type_json}


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Aware UTC time, stored as ISO text so that it sorts and reads the same on every database."""

    impl = String(25)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        return value.astimezone(dt.UTC).isoformat(timespec="seconds") if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        return dt.datetime.fromisoformat(value) if value else None


class PartialDateType(TypeDecorator[PartialDate]):
    """A date known in part, stored as its code."""

    impl = String(12)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        return value.code if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return PartialDate.parse(value) if value else None


class Coded(TypeDecorator[Any]):
    """A `Term`, stored as its code."""

    impl = String(24)
    cache_ok = True

    def __init__(self, term: type[Term]) -> None:
        super().__init__()
        self.term = term

    def process_bind_param(self, value: Term | str | None, dialect: Dialect) -> str | None:
        return self.term(value).value if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Term | None:
        return self.term(value) if value is not None else None


def coded(term: type[Term], default: Term | None = None) -> Any:  # noqa: ANN401 - mapped_column is typed so itself
    """A column holding one code of `term`."""
    return mapped_column(Coded(term), default=default)


class Versioned:
    """A row guarded against two people saving over each other: a stale write raises StaleDataError."""

    row_version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        return {"version_id_col": cls.row_version}


class Stamped:
    """When and by whom a row was made."""

    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[int | None]
