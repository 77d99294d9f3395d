"""What is in a copy of the vault, in words: rows per table as people count them, moments, sizes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from desktop import clock
from desktop.clock import german_date

#: Table → (one, many), in the order people ask for them; all other tables are counted, but not told.
COUNTED: dict[str, tuple[str, str]] = {
    "persons": ("Person", "Personen"),
    "cases": ("Fall", "Fälle"),
    "assessments": ("Assessment", "Assessments"),
    "plans": ("Plan", "Pläne"),
    "goals": ("Ziel", "Ziele"),
    "attachments": ("Dokument", "Dokumente"),
    "users": ("Zugang", "Zugänge"),
}
_SHORT = ("persons", "cases", "plans")


def counted(counts: Mapping[str, int] | None) -> str:
    """„59 Personen, 31 Fälle, 12 Pläne“; empty when nothing is known."""
    if not counts:
        return ""
    return ", ".join(_spoken(table, counts[table]) for table in _SHORT if table in counts)


def compared(then: Mapping[str, int], now: Mapping[str, int]) -> tuple[tuple[str, int, int], ...]:
    """(what, rows in the copy, rows today) for a table; what neither knows is left out."""
    return tuple((many, then[table], now.get(table, 0)) for table, (_one, many) in COUNTED.items() if table in then)


def moment(at: dt.datetime) -> str:
    """„heute, 16:05 Uhr“, „gestern, …“ or „20.11.2026, 16:05 Uhr“ in local time."""
    local = at.astimezone()
    days = (clock.today() - local.date()).days
    day = {0: "heute", 1: "gestern"}.get(days, german_date(local.date()))
    return f"{day}, {local:%H:%M} Uhr"


def size(number: int) -> str:
    """Bytes as „12,3 MB“."""
    return f"{number / 1e6:.1f} MB".replace(".", ",")


def _spoken(table: str, number: int) -> str:
    one, many = COUNTED[table]
    return f"{number:,} {one if number == 1 else many}".replace(",", ".")
