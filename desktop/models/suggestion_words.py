"""How needs and suggestions are said and shown: waiting time, state, score."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.casework.volunteers.matching.matching_place import distance_words
from desktop.volunteer_terms import NeedStatus

_MARKS = {
    NeedStatus.OPEN: ("circle-dot", "accent"),
    NeedStatus.MATCHING: ("hourglass", "accent"),
    NeedStatus.SERVED: ("circle-check", "ok"),
    NeedStatus.CLOSED: ("archive", "text"),
}
_WELL, _FAIR = 70, 45
"""Scores from which a volunteer fits well, and fairly."""


def need_mark(status: NeedStatus) -> tuple[str, str]:
    """Icon and colour role of a need's state."""
    return _MARKS[status]


def waiting_words(days: int) -> str:
    """„wartet seit heute“, „wartet 5 Wochen“."""
    return _tr("wartet %1").replace("%1", days_words(days))


def days_words(days: int) -> str:
    """„seit heute“, „1 Tag“, „5 Wochen“."""
    if days <= 0:
        return _tr("seit heute")
    if days == 1:
        return _tr("1 Tag")
    weeks = days // 7
    said, count = (_tr("%1 Wochen"), weeks) if weeks > 1 else (_tr("%1 Tage"), days)
    return said.replace("%1", str(count))


def score_words(score: int) -> str:
    """„passt gut“, „passt zum Teil“, „passt wenig“."""
    if score >= _WELL:
        return _tr("passt gut")
    return _tr("passt zum Teil") if score >= _FAIR else _tr("passt wenig")


def place_words(town: str, km: int | None) -> str:
    """„Altdorf · 10 km Luftlinie“; what is not known is left out."""
    return " · ".join(part for part in (town, distance_words(km) if km is not None else "") if part)


def distance_said(km: int | None) -> str:
    """„10 km Luftlinie“ or that nobody knows."""
    return distance_words(km) if km is not None else _tr("Entfernung nicht bekannt")


def score_tone(score: int) -> str:
    """Colour role of a score."""
    return "ok" if score >= _WELL else "accent" if score >= _FAIR else "warn"


def _tr(text: str) -> str:
    return QCoreApplication.translate("suggestion_words", text)
