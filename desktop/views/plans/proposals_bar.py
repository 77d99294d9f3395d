"""Below the goals of a draft: areas of the result page that ask for a goal, each with its reason, and own goals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.casework.people.people import PersonRow
from desktop.casework.plans.proposals import AreaProposal
from desktop.views import icons, style
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.flow_layout import FlowLayout

_SHOWN = 6
"""More are found behind „eigenes Ziel“, where every area can be chosen."""


class ProposalsBar(QWidget):
    """*Signals:* take_wanted(area key or "", person id or None)."""

    take_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=2)
        self._picture, self._words = QLabel(), QLabel(self.tr("Vorschläge aus dem Assessment:"))
        icons.set_icon(self._picture, "lightbulb", "accent")
        style.set_look(self._words, "muted")
        self.own = ChipButton(self.tr("eigenes Ziel"), Tone.NEUTRAL, "plus")
        self.own.setAccessibleName(self.tr("Eigenes Ziel oder anderer Bereich"))
        self.own.setToolTip(self.own.accessibleName())
        self.own.setAutoDefault(True)
        self.own.clicked.connect(self._on_own_clicked)
        self.chips: list[ChipButton] = []
        self._proposals: tuple[AreaProposal, ...] = ()
        for part in (self._picture, self._words, self.own):
            self._flow.addWidget(part)

    def show_proposals(self, proposals: Sequence[AreaProposal], persons: Sequence[PersonRow]) -> None:
        """Most pressing first; where the plan is for several, the chip says whose need it is."""
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._proposals = tuple(proposals[:_SHOWN])
        names = {person.id: person.given for person in persons} if len(persons) > 1 else {}
        self.chips = [self._make(proposal, names.get(proposal.person_id or 0, "")) for proposal in self._proposals]
        self._flow.removeWidget(self.own)
        for part in (*self.chips, self.own):
            self._flow.addWidget(part)
        self._picture.setVisible(bool(self.chips))
        self._words.setVisible(bool(self.chips))
        self.updateGeometry()

    def focus_first(self) -> None:
        """Put the keyboard on the most pressing proposal."""
        (self.chips[0] if self.chips else self.own).setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, proposal: AreaProposal, name: str) -> ChipButton:
        where = f"{proposal.area.short} ({name})" if name else proposal.area.short
        chip = ChipButton(f"{where}: {proposal.reason}", Tone.ACCENT, "plus")
        chip.setAccessibleName(self.tr("Ziel vorschlagen: %1").replace("%1", chip.text()))
        chip.setAutoDefault(True)  # Enter opens it, and Enter again takes what it proposes
        chip.clicked.connect(self._on_chip_clicked)
        return chip

    def _on_own_clicked(self) -> None:
        self.take_wanted.emit("", None)

    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChipButton) and chip in self.chips:
            proposal = self._proposals[self.chips.index(chip)]
            self.take_wanted.emit(proposal.area.key, proposal.person_id)
