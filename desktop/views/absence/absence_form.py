"""The form for an absence: who, who stands in, until when or for good, and which cases that is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.cases.stand_ins import CaseloadRow, HandOver, enter_absence, hand_over_for_good
from desktop.casework.office import UserRow
from desktop.clock import today
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, words
from desktop.views.people.quick_form import Job, QuickForm


class AbsenceForm(QuickForm):
    """Shows the cases before anything is handed over. *Signals:* preview_wanted(id of the absent person)."""

    preview_wanted = Signal(int)

    def __init__(self, users: tuple[UserRow, ...], me: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_save_words(self.tr("Fälle übergeben"))
        options = [Option(user.id, user.name) for user in users]
        if len(options) < 2:
            self.messages.show_info(self.tr("Es gibt noch niemanden, der vertreten kann. Bitte zuerst unter "
                                            "„Verwaltung“ eine Kollegin oder einen Kollegen aufnehmen."))  # fmt: skip
        self.add(
            choice_field("user", self.tr("Wer ist abwesend?"), options, mandatory=True),
            choice_field("deputy", self.tr("Wer vertritt?"), options, mandatory=True),
            CheckField("for_good", self.tr("Für immer übergeben, ab heute")),
            DateField("since", self.tr("ab"), lean=Lean.FUTURE, mandatory=True),
            DateField("until", self.tr("bis einschließlich"), lean=Lean.FUTURE, mandatory=True),
            TextField("note", self.tr("Notiz für die Vertretung")),
        )
        box = QWidget()
        self._preview = QVBoxLayout(box)
        self._preview.setContentsMargins(0, 0, 0, 0)
        self.add_widget(box)
        self.finish()
        self.field("user").set_value(me)
        self.field("since").set_value(today())
        self.field("user").changed.connect(self._on_user_changed)
        self.field("for_good").changed.connect(self._follow)

    def job(self) -> Job:
        user, deputy = int(self.value("user")), int(self.value("deputy"))
        if self.value("for_good"):
            return hand_over_for_good, (user, deputy)
        hand_over = HandOver(user, deputy, self.value("since"), self.value("until"), self.text("note"))
        return enter_absence, (hand_over,)

    def pair(self) -> tuple[int, int]:
        """Ids of the absent person and of the deputy."""
        return int(self.value("user")), int(self.value("deputy"))

    def show_caseload(self, cases: tuple[CaseloadRow, ...]) -> None:
        """Which cases the deputy gets."""
        emptied(self._preview)
        count = self.tr("1 Fall") if len(cases) == 1 else self.tr("%1 Fälle").replace("%1", str(len(cases)))
        self._preview.addWidget(words(self.tr("Das betrifft %1:").replace("%1", count), "strong"))
        for case in cases:
            self._preview.addWidget(words(f"{case.number}  {case.title}", "muted"))

    def _on_user_changed(self) -> None:
        if self.value("user") is not None:
            self.preview_wanted.emit(int(self.value("user")))

    def _follow(self) -> None:
        for_a_time = not self.value("for_good")
        for key in ("since", "until", "note"):
            self.field(key).setVisible(for_a_time)
