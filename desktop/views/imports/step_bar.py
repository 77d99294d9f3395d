"""Where one is on the way: numbered steps, those already gone can be gone back to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.views import icons, style


class StepBar(QWidget):
    """*Signals:* `chosen(place)` when the user goes to a step that is open."""

    chosen = Signal(int)

    def __init__(self, titles: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(4))
        self.buttons = tuple(QPushButton(f"{place}  {title}") for place, title in enumerate(titles, 1))
        for button in self.buttons:
            style.set_look(button, "link")
            button.clicked.connect(self._on_button_clicked)
            row.addWidget(button)
        row.addStretch(1)
        self.set_place(0, 0)

    def set_place(self, place: int, open_until: int) -> None:
        """Show that step `place` is the present one and all up to `open_until` can be gone to."""
        for number, button in enumerate(self.buttons):
            done = number < place
            icon = "circle-dot" if number == place else "circle-check" if done else "circle"
            tone = "accent" if number == place else "ok" if done else "muted"
            icons.set_icon(button, icon, tone)
            font = button.font()
            font.setBold(number == place)
            button.setFont(font)
            button.setEnabled(number <= open_until)
            said = self.tr("Schritt %1 von %2: %3").replace("%1", str(number + 1))
            said = said.replace("%2", str(len(self.buttons))).replace("%3", self._titles[number])
            state = self.tr("hier sind Sie") if number == place else self.tr("erledigt") if done else self.tr("später")
            button.setAccessibleName(f"{said}, {state}")

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.chosen.emit(self.buttons.index(button))
