"""Which plan and which Fassung is shown; there only when there is a choice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.casework.plans.plan_page import PlanPageRow
from desktop.terms import PlanState
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.plans.words import plan_name, version_name


class PlanChoice(QWidget):
    """Chips of the case's plans and, behind them, of the Fassungen of the one shown. *Signals:* chosen(version id)."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=1.5)
        self.chips: list[ChipButton] = []
        self._gap = QFrame()

    def show_row(self, row: PlanPageRow) -> None:
        """Other plans to choose from."""
        focused = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        view = row.view
        if view is not None:
            if len(row.plans) > 1:
                for plan in row.plans:
                    closed = f" ({plan.state.label})" if plan.state is PlanState.CLOSED else ""
                    self._add(plan_name(plan) + closed, plan.version_id, chosen=plan.plan_id == view.plan_id)
            if len(view.versions) > 1:
                for version in view.versions:
                    self._add(version_name(version), version.id, chosen=version.id == view.id)
        self.setVisible(bool(self.chips))
        if focused is not None and focused < len(self.chips):
            self.chips[focused].setFocus()

    def _add(self, words: str, version_id: int, *, chosen: bool) -> None:
        chip = ChipButton(words, Tone.ACCENT, checkable=True)
        chip.setChecked(chosen)
        chip.setProperty("version_id", version_id)
        chip.clicked.connect(self._on_clicked)
        self.chips.append(chip)
        self._flow.addWidget(chip)

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChipButton):
            chip.setChecked(True)  # a choice is not taken back by a second click
            self.chosen.emit(chip.property("version_id"))
