"""The marks of the result page: need, resource, importance and the person's own five faces, one compact row each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.terms import Need
from desktop.views.components.segment_row import Segment, SegmentRow, SegmentSize

_NEED_TONES = {Need.NONE: "ok", Need.LOW: "ok", Need.MEDIUM: "warn", Need.HIGH: "bad", Need.ACUTE: "bad"}
_FACES = ("angry", "frown", "meh", "smile", "laugh")


def need_segments() -> tuple[Segment, ...]:
    """Need in an area, code is `Need`: 0 kein to 3 hoch, ! akut."""
    return tuple(Segment(need, need.label, mark=need.value, tone=_NEED_TONES[need]) for need in Need)


def resource_segments() -> tuple[Segment, ...]:
    """Resource in an area, code 0 to 3."""
    words = (_tr("keine"), _tr("wenig"), _tr("gut"), _tr("sehr gut"))
    return tuple(Segment(code, word, mark=str(code)) for code, word in enumerate(words))


def importance_segments() -> tuple[Segment, ...]:
    """How important the area is to the person, code 1 to 3."""
    words = (_tr("weniger wichtig"), _tr("wichtig"), _tr("sehr wichtig"))
    return tuple(Segment(code, word, mark=str(code), tone="muted") for code, word in enumerate(words, 1))


def face_segments() -> tuple[Segment, ...]:
    """The person's own judgement in five faces, code 1 (very bad) to 5 (very good)."""
    words = (_tr("sehr schlecht"), _tr("schlecht"), _tr("mittel"), _tr("gut"), _tr("sehr gut"))
    return tuple(Segment(code, word, mark=str(code), icon=_FACES[code - 1]) for code, word in enumerate(words, 1))


def ten_segments() -> tuple[Segment, ...]:
    """A value from 0 to 10, code is the number."""
    return tuple(Segment(code, "", mark=str(code)) for code in range(11))


class MarkButtons(SegmentRow):
    """One compact row of marks; at 100 % text at most 32 px high. `name` says what is marked („Wohnen, Bedarf“)."""

    def __init__(self, segments: tuple[Segment, ...], name: str, parent: QWidget | None = None) -> None:
        super().__init__(segments, name, SegmentSize.COMPACT, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MarkButtons", text)
