"""How the state of the writing place is said, the same on every page."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication

from desktop.clock import german_date, today
from desktop.views.share.doors import PlaceState


def waiting_sentence(state: PlaceState, *, asked: bool) -> str:
    """What there is to know while somebody else works; empty while nothing was asked."""
    if not asked:
        return ""
    sentences = {
        "later": _tr("%1 braucht den Schreibplatz noch. Sobald er frei ist, steht es hier."),
        "released": _tr("%1 gibt den Schreibplatz gerade ab."),
    }
    underway = _tr("Ihre Bitte ist unterwegs zu %1. Die Antwort steht dann hier.")
    return sentences.get(state.answer, underway).replace("%1", state.holder)


def as_said(made: dt.datetime) -> str:
    """„14:35 Uhr“ of today, with the day before it when it was another."""
    local = made.astimezone()
    time = f"{local:%H:%M} Uhr"
    return time if local.date() == today() else f"{german_date(local.date())}, {time}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("share", text)
