"""One quiet line when the drive of the vault is not encrypted as a whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.start.start_page import words


class DriveLine(QWidget):
    """Hidden until `is_unprotected()` has said yes, beside the main thread; without it, for ever."""

    def __init__(self, work: Work, is_unprotected: Callable[[], bool] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        sign = QLabel()
        icons.set_icon(sign, "shield-alert", "warn", 1.1)
        row.addWidget(sign)
        row.addWidget(words(self.tr(
            "Dieses Laufwerk ist nicht verschlüsselt. Der Tresor ist es; für alles andere auf dem PC, auch die "
            "Auslagerungsdatei von Windows, sollte die IT BitLocker einschalten."
        ), "muted"), 1)  # fmt: skip
        self.hide()
        if is_unprotected is not None:
            work.compute(self, is_unprotected, then=self.setVisible)
