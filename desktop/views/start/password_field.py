"""A password: hidden unless shown on purpose, with a hint when Caps Lock is on, gone when its page is left."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QWidget

from desktop.views import icons, style
from desktop.views.fields.line_field import HintedLineEdit, LineField
from desktop.views.start.doors import Strength

_LONGEST = 1000


class PasswordField(LineField[str]):
    """Takes every character as typed (no trimming)."""

    def _build_around(self, line: HintedLineEdit) -> QWidget:
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setMaxLength(_LONGEST)
        line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        line.installEventFilter(self)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(line, 1)
        self._show = QPushButton(self.tr("Anzeigen"))
        self._show.setCheckable(True)
        self._show.setAccessibleName(self.tr("%1 anzeigen").replace("%1", self.label))
        style.set_look(self._show, "quiet")
        icons.set_icon(self._show, "eye", "accent")
        self._show.toggled.connect(self._on_show_toggled)
        row.addWidget(self._show)
        return whole

    def _read(self, text: str) -> str | None:
        return text or None

    def is_empty(self) -> bool:
        return not self._line.text()

    @property
    def line(self) -> QLineEdit:
        """The input itself, for Enter and focus."""
        return self._line

    def _on_show_toggled(self, shown: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setText(self.tr("Verbergen") if shown else self.tr("Anzeigen"))
        icons.set_icon(self._show, "eye-off" if shown else "eye", "accent")

    def _tell_caps_lock(self, on: bool) -> None:
        self.set_help(self.tr("Die Feststelltaste ist an.") if on else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.KeyPress):
            known = caps_lock_of_system()
            if known is None and isinstance(event, QKeyEvent):
                known = caps_lock_of_key(event)
            if known is not None:
                self._tell_caps_lock(known)
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.set_value(None)
        super().hideEvent(event)


class StrengthLine(QWidget):
    """How strong the password typed is: bar, word and an honest sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        self._bar, self._word = QProgressBar(), QLabel()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(style.text_width(24))
        self._bar.setAccessibleName(self.tr("Stärke des Kennworts"))
        self._word.setWordWrap(True)
        row.addWidget(self._bar)
        row.addWidget(self._word, 1)
        self.show_strength(None)

    def show_strength(self, strength: Strength | None) -> None:
        """None while nothing is typed."""
        self._bar.setValue(min(100, strength.bits) if strength else 0)
        if strength is None:
            self._word.setText(self.tr("Mindestens 12 Zeichen. Am besten mehrere zufällige Wörter."))
            style.set_look(self._word, "muted")
            return
        text = self.tr("%1 (geschätzt %2 Bit)").replace("%1", strength.word).replace("%2", str(strength.bits))
        self._word.setText(text)
        style.set_look(self._word, strength.tone)


def caps_lock_of_key(event: QKeyEvent) -> bool | None:
    """What a typed letter tells about Caps Lock; None when it tells nothing."""
    letter = event.text()
    if len(letter) != 1 or not letter.isalpha() or letter.upper() == letter.lower():
        return None
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return letter.isupper() != shifted


def caps_lock_of_system() -> bool | None:
    """Whether Caps Lock is on; None where the system does not say."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  Windows only

        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    return None
