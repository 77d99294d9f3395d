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
    about = {
        Need.NONE: _tr("kommt allein zurecht"), Need.LOW: _tr("kommt mit einem Hinweis zurecht"),
        Need.MEDIUM: _tr("braucht einige Wochen Unterstützung"),
        Need.HIGH: _tr("kommt ohne Unterstützung nicht weiter"), Need.ACUTE: _tr("heute muss gehandelt werden"),
    }  # fmt: skip
    return tuple(
        Segment(need, need.label, mark=need.value, tone=_NEED_TONES[need], about=about[need]) for need in Need
    )


def resource_segments() -> tuple[Segment, ...]:
    """Resource in an area, code 0 to 3."""
    words = (_tr("keine"), _tr("wenig"), _tr("gut"), _tr("sehr gut"))
    about = (_tr("darauf lässt sich noch nicht bauen"), _tr("erste Ansätze"), _tr("trägt im Alltag"),
             _tr("trägt auch, wenn es schwierig wird"))  # fmt: skip
    steps = enumerate(zip(words, about, strict=True))
    return tuple(Segment(code, word, mark=str(code), about=told) for code, (word, told) in steps)


def independence_segments() -> tuple[Segment, ...]:
    """How much somebody manages alone (Selbstständigkeits-Index), code 0 to 3."""
    words = (_tr("gar nicht"), _tr("mit viel Hilfe"), _tr("mit etwas Hilfe"), _tr("selbstständig"))
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
