"""The decision about files without contact: the same for all that are marked, with one reason."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.inactive_cases import BulkReview, Decision, InactiveRow, review_inactive
from desktop.clock import today
from desktop.terms import EndReason
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import words
from desktop.views.people.quick_form import Job, QuickForm

_NAMED = 8
"""So many files are named one by one; the rest is counted."""


class InactiveForm(QuickForm):
    """`days` is how long files that stay wait by default."""

    def __init__(self, rows: tuple[InactiveRow, ...], days: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.set_save_words(counted(len(rows), self.tr("1 Fall: so entscheiden"),
                                    self.tr("%1 Fälle: so entscheiden")))  # fmt: skip
        self.add_widget(words(preview_words(rows)))
        self._planned = any(row.open_plan for row in rows)
        self.add(
            choice_field("decision", self.tr("Was geschieht damit?"), term_options(Decision), mandatory=True),
            NoteField("reason", self.tr("Grund (steht in jedem Fall)"), mandatory=True),
            choice_field("end_reason", self.tr("Endgrund"), term_options(EndReason), mandatory=True),
            TextField("passed_on_to", self.tr("Weitervermittelt an")),
            CheckField("close_plans", self.tr("Offene Pläne mit abschließen")),
            DateField("again_on", self.tr("Wieder vorlegen am"), lean=Lean.FUTURE, mandatory=True,
                      earliest=today() + dt.timedelta(days=1)),
        )  # fmt: skip
        self.finish()
        self.field("end_reason").set_value(EndReason.CONTACT_LOST)
        self.field("again_on").set_value(today() + dt.timedelta(days=days))
        self.field("decision").changed.connect(self._follow)
        self._follow()

    @property
    def decision(self) -> Decision | None:
        """What is chosen."""
        chosen = self.value("decision")
        return Decision(chosen) if chosen else None

    def job(self) -> Job:
        decision = Decision(self.value("decision"))
        closing = decision is Decision.CLOSE
        review = BulkReview(
            decision, self.text("reason"), None if closing else self.value("again_on"),
            EndReason(self.value("end_reason")) if closing else None, self.text("passed_on_to") if closing else "",
            close_plans=closing and bool(self.value("close_plans")),
        )
        return review_inactive, (tuple(row.case_id for row in self.rows), review)

    def _follow(self) -> None:
        closing = self.decision is Decision.CLOSE
        for key in ("end_reason", "passed_on_to"):
            self.field(key).setVisible(closing)
        self.field("close_plans").setVisible(closing and self._planned)
        self.field("again_on").setVisible(self.decision in (Decision.REST, Decision.LEAVE))


def preview_words(rows: tuple[InactiveRow, ...]) -> str:
    """„3 Fälle: Ahmadi, …; Habte, …“, with what else must be known before deciding."""
    named = "; ".join(row.title for row in rows[:_NAMED])
    more = f"; und {len(rows) - _NAMED} weitere" if len(rows) > _NAMED else ""
    said = [f"{counted(len(rows), '1 Fall', '%1 Fälle')}: {named}{more}."]
    planned = sum(row.open_plan for row in rows)
    if planned:
        said.append(counted(planned, "1 davon hat einen offenen Plan.", "%1 davon haben einen offenen Plan."))
    coming = sum(row.next_appointment is not None for row in rows)
    if coming:
        said.append(counted(coming, "1 davon hat einen Termin, der beim Beenden abgesagt wird.",
                            "%1 davon haben Termine, die beim Beenden abgesagt werden."))  # fmt: skip
    return " ".join(said)


def counted(number: int, one: str, many: str) -> str:
    """„1 Fall“ or „3 Fälle“."""
    return one if number == 1 else many.replace("%1", str(number))
