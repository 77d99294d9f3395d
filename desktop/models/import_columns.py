"""How sure the proposal for a column is, in a word. No Qt."""

from __future__ import annotations

from desktop.exchange.headings import F
from desktop.exchange.layout import Column

_SURE, _LIKELY = 0.85, 0.6


def confidence(column: Column[F]) -> tuple[str, str, str]:
    """How sure the meaning is: word, colour role and icon."""
    if column.field is None:
        return "wird nicht gelesen", "muted", "minus"
    if column.confidence >= _SURE:
        return "sicher", "ok", "circle-check"
    if column.confidence >= _LIKELY:
        return "wahrscheinlich", "accent", "info"
    return "bitte prüfen", "warn", "triangle-alert"
