"""The rail at the left: icon over word, the current place marked by bar, ground, bold and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.views import icons, style
from desktop.views.places import Place


class RailButton(QAbstractButton):
    """One place. `narrow` shows the icon alone; the word is then the tooltip."""

    def __init__(self, place: Place, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.narrow, self._count = place, False, 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(place.title)
        self.setShortcut(f"Alt+{number}")
        self.setObjectName(f"rail_{place.key}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_count(self, count: int) -> None:
        """How many things are due there; 0 shows no badge."""
        self._count = count
        self._describe()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Icon alone, or icon over word."""
        self.narrow = narrow
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        due = self.tr("%1 fällig").replace("%1", str(self._count)) if self._count else ""
        self.setAccessibleName(", ".join(filter(None, (self.place.title, due))))
        self.setToolTip(f"{self.place.title} ({self.shortcut().toString().replace('Ctrl', 'Strg')})")

    def sizeHint(self) -> QSize:
        side = icons.default_size()
        if self.narrow:
            return QSize(side * 2 + style.space(6), side + style.space(8))
        words = QFontMetrics(style.font("strong")).horizontalAdvance(self.text())
        height = round(side * 1.3 + style.line_height()) + style.space(6)
        return QSize(max(words + style.space(4), style.space(22)), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), style.current()
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), tokens.color("accent_soft" if self.isChecked() else "soft"))
        if self.isChecked():
            painter.fillRect(QRect(0, 0, style.space(1), self.height()), tokens.color("accent"))
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(tokens.color("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        self._paint_icon_and_word(painter)
        painter.end()

    def _paint_icon_and_word(self, painter: QPainter) -> None:
        role = "accent" if self.isChecked() else "muted"
        side = round(icons.default_size() * 1.3)
        top = (self.height() - side) // 2 if self.narrow else style.space(2.5)
        left = (self.width() - side) // 2
        painter.drawPixmap(left, top, icons.pixmap(self.place.icon, role, side))
        if not self.narrow:
            painter.setFont(style.font("strong" if self.isChecked() else "body"))
            painter.setPen(style.current().color(role))
            words = QRect(0, top + side, self.width(), self.height() - top - side)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._paint_badge(painter, left + side, top)

    def _paint_badge(self, painter: QPainter, x: int, y: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(style.font("muted"))
        text, height = str(min(self._count, 99)), round(style.line_height("muted"))
        width = max(height, QFontMetrics(painter.font()).horizontalAdvance(text) + style.space(2))
        badge = QRect(x - width // 2, y - height // 3, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.current().color("bad"))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(style.current().color("surface"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """All places of the rail.

    *Signals:* `chosen(key)` when the user wants to go there.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_look(self, "rail")
        self.setAccessibleName(self.tr("Bereiche"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, style.space(3), 1, style.space(3))
        self._layout.setSpacing(0)
        self._layout.addStretch(1)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._group.buttonClicked.connect(self._on_button_clicked)

    def set_places(self, places: tuple[Place, ...]) -> None:
        """Show exactly these places; the mark stays where it was."""
        marked = next((key for key, button in self._buttons.items() if button.isChecked()), "")
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()  # deleteLater is later: until then it would stand between the new ones and take their keys
            button.deleteLater()
        self._buttons = {}
        for number, place in enumerate(places, 1):
            button = RailButton(place, number, self)
            self._buttons[place.key] = button
            self._group.addButton(button)
            self._layout.insertWidget(number - 1, button)
        self.mark(marked)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, from top to bottom."""
        return list(self._buttons.values())

    def mark(self, key: str) -> None:
        """Mark the place the user is in; one that is not in the rail leaves the mark where it was."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """Things due in a place."""
        self._buttons[key].set_count(count)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone when the window is narrow for the size of the text."""
        for button in self._buttons.values():
            button.set_narrow(narrow)

    def _on_button_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, RailButton):
            self.chosen.emit(button.place.key)
