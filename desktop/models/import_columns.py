"""What stands against a reading of the columns, and how sure each proposal is. No Qt."""

from __future__ import annotations

from collections import defaultdict

from desktop.casework.handover.incoming import Field
from desktop.exchange.columns import SEVERAL, Column, Layout

_SURE, _LIKELY = 0.85, 0.6


def column_problems(layout: Layout) -> dict[int, str]:
    """Column index → what is wrong with its meaning; -1 stands for the whole list."""
    problems: dict[int, str] = {}
    known: dict[Field, list[Column]] = defaultdict(list)
    for column in layout.columns:
        if column.field is not None:
            known[column.field].append(column)
    for field, columns in known.items():
        if field not in SEVERAL:
            for double in columns[1:]:
                problems[double.index] = f"„{field.label}“ ist schon die Spalte „{columns[0].shown}“."
    if not {Field.NAME, Field.FAMILY_NAME} & set(known):
        problems[-1] = "Keine Spalte enthält die Namen: Bitte bei einer Spalte „Name“ oder „Familienname“ wählen."
    elif Field.NAME in known and {Field.FAMILY_NAME, Field.GIVEN_NAMES} & set(known):
        problems[-1] = "Namen stehen zweimal da: Bitte entweder „Name“ oder „Familienname“ mit „Vorname(n)“ wählen."
    return problems


def confidence(column: Column) -> tuple[str, str, str]:
    """How sure the meaning is: word, colour role and icon."""
    if column.field is None:
        return "wird nicht gelesen", "muted", "minus"
    if column.confidence >= _SURE:
        return "sicher", "ok", "circle-check"
    if column.confidence >= _LIKELY:
        return "wahrscheinlich", "accent", "info"
    return "bitte prüfen", "warn", "triangle-alert"
