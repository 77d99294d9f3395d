"""Everything about a Fassung beside its goals: strengths first, needs, who takes part, next talk, signatures, later
corrections."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desktop.casework.plans.plan_rows import PlanView, SignatureRow
from desktop.clock import german_date
from desktop.terms import PlanKind, PlanState
from desktop.views import icons, style
from desktop.views.components.card import Card
from desktop.views.fields.date_reading import with_weekday
from desktop.views.fields.options import language_options


class FrameCard(Card):
    """*Signals:* edit_wanted() by its button."""

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Zum Plan"))
        self.edit = QPushButton(self.tr("Bearbeiten"))
        style.set_look(self.edit, "link")
        icons.set_icon(self.edit, "pencil", "accent")
        self.edit.clicked.connect(self.edit_wanted)
        self.add_action(self.edit)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_view(self, view: PlanView) -> None:
        """Only what there is; an empty line is nobody's help."""
        over = view.state in (PlanState.REPLACED, PlanState.CLOSED)
        self.edit.setVisible(not over)
        self.edit.setAccessibleName(self.tr("Angaben zum Plan bearbeiten"))
        lines = [(name, text) for name, text in self._lines(view) if text]
        while len(self._labels) < len(lines):
            self._add_line()
        for place, (name, text) in enumerate(self._labels):
            shown = place < len(lines)
            name.setText(lines[place][0] if shown else "")
            text.setText(lines[place][1] if shown else "")
            name.setVisible(shown)
            text.setVisible(shown)
        self._grid.setHorizontalSpacing(style.space(4))
        self._grid.setVerticalSpacing(style.space(1.5))

    def _lines(self, view: PlanView) -> list[tuple[str, str]]:
        header = view.header
        tick = view.kind is PlanKind.SINGLE and header.sensitive_areas_on_own_sheet
        return [
            (self.tr("Stärken"), header.strengths or (self.tr("noch nichts eingetragen") if view.editable else "")),
            (self.tr("Bedarfe"), header.needs),
            (self.tr("Beteiligte"), " · ".join(header.participants)),
            (self.tr("Nächstes Gespräch"), _talk(view)),
            (self.tr("Ausdruck"), self._paper(view, tick)),
            (self.tr("Unterschriften"), self._signatures(view)),
            (self.tr("Ergänzungen"), "\n".join(f"{german_date(row.on_date)}: {row.text}" for row in view.supplements)),
        ]

    def _paper(self, view: PlanView, tick: bool) -> str:
        code = view.header.language
        name = next((option.text for option in language_options() if option.code == code), "")
        paper = self.tr("Deutsch und %1").replace("%1", name) if name else self.tr("nur Deutsch")
        return paper + (self.tr(", mit Gesundheit und Schutz auf dem eigenen Blatt") if tick else "")

    def _signatures(self, view: PlanView) -> str:
        parts = [self._signature(row) for row in view.signatures]
        if view.signed_place:
            parts.append(self.tr("in %1").replace("%1", view.signed_place))
        if view.unsigned_reason:
            parts.append(self.tr("ohne weitere Unterschrift, weil: %1").replace("%1", view.unsigned_reason))
        if view.read_out_in:
            parts.append(self.tr("vorgelesen oder übersetzt in: %1").replace("%1", view.read_out_in))
        return "\n".join(parts)

    def _signature(self, row: SignatureRow) -> str:
        part = {"im": self.tr(" (Integrationsmanagement)"), "interpreter": self.tr(" (Sprachmittlung)")}
        return f"{row.name}{part.get(row.part, '')}, {german_date(row.signed_on)}"

    def _add_line(self) -> None:
        name, text = QLabel(), QLabel()
        style.set_look(name, "muted")
        text.setWordWrap(True)
        for label in (name, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place = len(self._labels)
        self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, place, 1)
        self._labels.append((name, text))


def _talk(view: PlanView) -> str:
    """„Mo, 30.11.2026, 10:00 Uhr, Rathausplatz 1“."""
    header = view.header
    if header.next_talk_on is None:
        return ""
    time = f"{header.next_talk_time} Uhr" if header.next_talk_time else ""
    return ", ".join(part for part in (with_weekday(header.next_talk_on), time, header.next_talk_place) if part)
