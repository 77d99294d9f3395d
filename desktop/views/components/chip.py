"""Chips: a state as colour, icon and word. `Chip` only tells, `ChipButton` can be clicked, checked or removed."""

from __future__ import annotations

import enum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from desktop.views import icons, style

_CUT_AT = 48  # characters of text before a chip is cut with an ellipsis and tells the rest as tooltip


class Tone(enum.StrEnum):
    """Meaning of a colour; the value is the token of text and icon, its ground is `…_soft`."""

    NEUTRAL = "text"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"

    @property
    def ground(self) -> str:
        """Token of the soft ground."""
        return "soft" if self is Tone.NEUTRAL else f"{self.value}_soft"

    @property
    def icon(self) -> str:
        """Icon that says the tone without colour."""
        return {
            Tone.NEUTRAL: "", Tone.ACCENT: "info", Tone.OK: "circle-check", Tone.WARN: "triangle-alert",
            Tone.BAD: "circle-alert",
        }[self]  # fmt: skip


class Chip(QLabel):
    """A state in one or a few words. Without `icon` the tone brings its own; pass "" for none."""

    def __init__(
        self, text: str, tone: Tone = Tone.NEUTRAL, icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._tone, self._icon = tone, tone.icon if icon is None else icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFont(style.font("muted"))
        self.setToolTip(text if len(text) > _CUT_AT else "")
        style.notifier().changed.connect(self._on_style_changed)

    def tone(self) -> Tone:
        """The chip's meaning."""
        return self._tone

    def set_state(self, text: str, tone: Tone, icon: str | None = None) -> None:
        """Show another state."""
        self._tone, self._icon = tone, tone.icon if icon is None else icon
        self.setText(text)
        self.setToolTip(text if len(text) > _CUT_AT else "")
        self.updateGeometry()

    def _on_style_changed(self) -> None:
        self.setFont(style.font("muted"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return chip_size(self.text(), bool(self._icon))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(style.space(24), self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self.rect(), self._tone.ground)
        paint_words(painter, self.rect(), self.text(), self._icon, self._tone)
        painter.end()


class ChipButton(QPushButton):
    """A chip to click. `checkable` makes it a choice (a tick shows that it is chosen), `removable` gives it a cross.

    Signals: clicked, toggled (Qt's own); removed() by the cross, Delete or Backspace.
    """

    removed = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone = Tone.ACCENT,
        icon: str = "",
        *,
        checkable: bool = False,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone, self._icon, self._removable = tone, icon, removable
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        if removable:
            self.setAccessibleDescription(self.tr("Entf entfernt diesen Eintrag."))
        self.setToolTip(text if len(text) > _CUT_AT else "")
        style.notifier().changed.connect(self.updateGeometry)

    def is_removable(self) -> bool:
        """Whether the cross is there."""
        return self._removable and self.isEnabled()

    def set_tone(self, tone: Tone) -> None:
        """Another meaning, same word."""
        self._tone = tone
        self.update()

    def _shown_icon(self) -> str:
        return "check" if self.isCheckable() and self.isChecked() else self._icon

    def _shown_tone(self) -> Tone:
        return Tone.NEUTRAL if self.isCheckable() and not self.isChecked() else self._tone

    def _cross(self) -> QRect:
        side = style.line_height("muted")
        return QRect(self.width() - round(side) - style.space(1.5), 0, round(side) + style.space(1.5), self.height())

    def sizeHint(self) -> QSize:
        size = chip_size(self.text(), bool(self._icon) or self.isCheckable())
        extra = self._cross().width() if self.is_removable() else 0
        return QSize(size.width() + extra, size.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(style.space(24), self.sizeHint().width()), self.sizeHint().height())

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_removable() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.is_removable() and self._cross().contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tone = QPainter(self), self._shown_tone()
        bounded = self.isCheckable() or self.underMouse()
        border = tone.value if self.isCheckable() and self.isChecked() else "control"
        paint_pill(painter, self.rect(), tone.ground if tone is not Tone.NEUTRAL else "surface",
                   border if bounded else "", focus=self.hasFocus())
        words = self.rect()
        if self.is_removable():
            words.setRight(self._cross().left())
            self._paint_cross(painter, tone)
        room = self.isCheckable() and not self._shown_icon()
        paint_words(painter, words, self.text(), self._shown_icon(), tone, centred=room)
        painter.end()

    def _paint_cross(self, painter: QPainter, tone: Tone) -> None:
        side = round(style.line_height("muted") * 0.8)
        cross = self._cross()
        spot = QRect(0, 0, side, side)
        spot.moveCenter(cross.center() - QPoint(style.space(0.5), 0))
        painter.drawPixmap(spot.topLeft(), icons.pixmap("x", tone.value, side))


def chip_size(text: str, with_icon: bool) -> QSize:
    """Room for a chip with `text`, cut at 48 characters."""
    metrics = QFontMetrics(style.font("muted"))
    shown = text if len(text) <= _CUT_AT else text[:_CUT_AT] + "…"
    height = round(metrics.height() + style.space(0.75))
    mark = round(metrics.height() * 0.85) + style.space(1) if with_icon else 0
    return QSize(metrics.horizontalAdvance(shown) + mark + 2 * style.space(2) + 2, height)


def paint_pill(painter: QPainter, rect: QRect, ground: str, border: str = "", *, focus: bool = False) -> None:
    """The rounded ground of a chip in token colours; in high contrast, where grounds vanish, a line bounds it."""
    tokens = style.current()
    line = "accent" if focus else border
    if not line and tokens.color(ground) == tokens.color("surface"):
        line = "line"
    width = 2 if focus else 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.color(line), width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color(ground))
    inner = QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)


def paint_words(
    painter: QPainter, rect: QRect, text: str, icon: str, tone: Tone, *, centred: bool = False
) -> None:
    """Icon and text of a chip inside `rect`, cut with an ellipsis where there is no room."""
    metrics, left = QFontMetrics(style.font("muted")), rect.left() + style.space(2)
    if icon:
        side = round(metrics.height() * 0.85)
        painter.drawPixmap(left, rect.center().y() - side // 2 + 1, icons.pixmap(icon, tone.value, side))
        left += side + style.space(1)
    words = QRect(rect)
    words.setLeft(rect.left() if centred else left)
    words.setRight(rect.right() if centred else rect.right() - style.space(1))
    flag = Qt.AlignmentFlag.AlignCenter if centred else Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(style.font("muted"))
    painter.setPen(style.current().color(tone.value))
    painter.drawText(words, flag, metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width()))
