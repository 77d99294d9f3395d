"""Small parts of a suggestion: the score as number, word and bar; reasons as lines with an icon each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.volunteers.matching.matching_rows import Fit, Reason
from desktop.models.suggestion_words import score_tone, score_words
from desktop.views import icons, style
from desktop.views.people.lines import short_words, words

_BAR_UNITS = 24  # grid units: 96 px at 100 %
_WHOLE = 100


class ScoreBar(QWidget):
    """„78 von 100, passt gut“ with a bar; the words tell the same as the picture."""

    def __init__(self, score: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = score
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        said = _tr("%1 von 100 · %2").replace("%1", str(score)).replace("%2", score_words(score))
        row.addWidget(_Bar(score))
        row.addWidget(short_words(said, "strong"))
        self.setAccessibleName(said)


class _Bar(QWidget):
    def __init__(self, score: int) -> None:
        super().__init__()
        self._score = score
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        style.notifier().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(style.space(_BAR_UNITS), style.space(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, height = style.current(), style.space(1.5)
        top, half = (self.height() - height) / 2, height / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("line"))
        painter.drawRoundedRect(QRectF(0, top, self.width(), height), half, half)
        if self._score > 0:
            painter.setBrush(tokens.color(score_tone(self._score)))
            painter.drawRoundedRect(QRectF(0, top, self.width() * min(1, self._score / _WHOLE), height), half, half)
        painter.end()


def reason_lines(fit: Fit) -> QWidget:
    """What fits, what does not, what nobody knows: a line each, with icon, words and the points they brought."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.space(0.5))
    for icon, role, said, reasons in (
        ("check", "ok", _tr("Passt"), fit.fits), ("x", "bad", _tr("Passt nicht"), fit.misses),
        ("circle-help", "muted", _tr("Nicht bekannt"), fit.unknown),
    ):  # fmt: skip
        if reasons:
            column.addWidget(icon_line(icon, role, f"{said}: {_brief(reasons)}"))
    if fit.next_free is not None:
        column.addWidget(icon_line("clock", "accent", _tr("Nächste freie Zeit: %1").replace("%1", fit.next_free.words)))
    return box


def icon_line(icon: str, role: str, text: str) -> QWidget:
    """An icon and words that wrap beside it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.space(1.5))
    picture = QLabel()
    icons.set_icon(picture, icon, role)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words(text), 1)
    return box


def _brief(reasons: Sequence[Reason]) -> str:
    """„spricht Arabisch (+20) · …“."""
    return " · ".join(f"{reason.words} (+{reason.points})" if reason.points else reason.words for reason in reasons)


def reason_words(reason: Reason) -> str:
    """„Sprache: spricht Arabisch (20 von 20)“: one reason with what it brought of what it could."""
    said = f"{reason.aspect.label}: {reason.words}"
    if not reason.of:
        return said
    return _tr("%1 (%2 von %3)").replace("%2", str(reason.points)).replace("%3", str(reason.of)).replace("%1", said)


def reasons_heard(fit: Fit) -> str:
    """All of it in one sentence, for screen readers."""
    parts = (
        (_tr("Nicht möglich"), fit.blocks), (_tr("Passt"), fit.fits), (_tr("Passt nicht"), fit.misses),
        (_tr("Nicht bekannt"), fit.unknown),
    )  # fmt: skip
    return ". ".join(f"{said}: {', '.join(reason.words for reason in reasons)}" for said, reasons in parts if reasons)


def _tr(text: str) -> str:
    return QCoreApplication.translate("suggestion_parts", text)
