"""Who has a way into the vault, as the list on „Zugänge“ shows it: users joined with their key slots."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.casework.access.users import ColleagueRow
from desktop.models.columns import Column
from desktop.models.table import RowTable
from desktop.terms import Role


class AccessState(enum.StrEnum):
    """What the person opens the vault with; the value is its German word."""

    OWN = "eigenes Kennwort"
    START = "Startkennwort, noch nicht angemeldet"
    NONE = "kein Zugang"


@dataclass(frozen=True)
class UserAccess:
    """One person. Times are aware UTC; `changed` is when they last set an own password, as far as is known."""

    id: int
    name: str
    label: str
    since: dt.datetime
    changed: dt.datetime | None
    state: AccessState
    open_cases: int
    is_self: bool
    role: Role = Role.MANAGER


class UsersTable(RowTable[UserAccess]):
    """The people of the office in the order they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, key=lambda row: row.id, parent=parent)


def user_accesses(
    colleagues: Iterable[ColleagueRow], by_start: Mapping[str, bool], own_id: int
) -> tuple[UserAccess, ...]:
    """Join users with slots. `by_start` tells for each slot label whether a start password opens it."""
    return tuple(
        UserAccess(
            row.id, row.name, row.slot_label, row.since, row.changed, _state(by_start.get(row.slot_label)),
            row.open_cases, row.id == own_id, row.role,
        )
        for row in colleagues
    )  # fmt: skip


def _state(by_start: bool | None) -> AccessState:
    if by_start is None:
        return AccessState.NONE
    return AccessState.START if by_start else AccessState.OWN


_ICONS = {
    AccessState.OWN: ("circle-check", "ok"),
    AccessState.START: ("clock", "warn"),
    AccessState.NONE: ("circle-x", "bad"),
}

_COLUMNS: tuple[Column[UserAccess], ...] = (
    Column("Name", lambda row: row.name, lambda row: f"{row.name} (Sie)" if row.is_self else row.name),
    Column("Zugang", lambda row: str(row.state), icon=lambda row: _ICONS[row.state], width=36),
    Column("Rolle", lambda row: row.role.label, width=22),
    Column("seit", lambda row: row.since, width=12),
    Column("Kennwort geändert", lambda row: row.changed, width=18),
    Column("offene Fälle", lambda row: row.open_cases, width=12, numeric=True),
)
