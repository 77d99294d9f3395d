"""„Abwesenheit und Vertretung“: who is away, who stands in, with the sheet for the deputy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.cases.absence_sheet import AbsenceSheetData, absence_sheet
from desktop.casework.cases.stand_ins import AbsenceRow, caseload, end_absence, list_absences, take_caseload_back
from desktop.casework.changes import Changes, Kind
from desktop.casework.office import UserRow, list_users
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import icons, messages, style
from desktop.views.absence.absence_form import AbsenceForm
from desktop.views.components.card import Card
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import emptied, flow, link, order_stops, words
from desktop.views.people.quick_form import FormDrawer
from desktop.views.print_pdf import print_pdf

_KINDS = (Kind.USER, Kind.CASE)


class AbsencePage(QWidget):
    """Absences of now and later; a form beside them hands a caseload over."""

    def __init__(self, work: Work, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.head, self.messages = PageHead(self.tr("Abwesenheit und Vertretung")), MessageArea()
        self.head.set_subtitle(self.tr("Alle Fälle in einem Schritt übergeben, auf Zeit oder für immer."))
        self.enter = QPushButton(self.tr("Abwesenheit eintragen …"))
        icons.set_icon(self.enter, "plus", "on_accent")
        style.set_look(self.enter, "primary")
        self.enter.clicked.connect(self.open_form)
        self._list = ScrollPage(margin=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.space(6)] * 4)
        column.setSpacing(style.space(3))
        for part in (self.head, self.messages):
            column.addWidget(part)
        column.addWidget(self.enter, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list, 1)
        self.drawer = FormDrawer(self, work, drafts)
        work.announced.connect(self._on_announced)

    def show_target(self, *_target: object) -> None:
        """Called on every visit."""
        self._work.read(self, list_absences, then=self._on_absences, failed=self._on_failed)

    def open_form(self) -> None:
        """Ask who is away and who stands in."""
        self._work.read(self, list_users, then=self._open_form, failed=self._on_failed)

    # showing

    def _on_absences(self, rows: tuple[AbsenceRow, ...]) -> None:
        emptied(self._list.body)
        if not rows:
            self._list.body.addWidget(EmptyState(self.tr("Zurzeit ist niemand abwesend eingetragen."), icon="users"))
        for row in rows:
            self._list.body.addWidget(self._card(row))
        self._list.body.addStretch(1)
        order_stops(self)

    def _card(self, row: AbsenceRow) -> Card:
        card = Card(row.name, "users")
        span = f"{german_date(row.since)} – {german_date(row.until)}"
        now = self.tr("seit heute") if row.since == today() else self.tr("zurzeit") if row.since < today() else ""
        said = self.tr("%1 vertritt").replace("%1", row.deputy)
        card.body.addWidget(words(" · ".join(part for part in (span, said, now) if part)))
        if row.note:
            card.body.addWidget(words(row.note, "muted"))
        end = self.tr("Beenden") if row.since < today() else self.tr("Zurücknehmen")
        card.body.addWidget(flow(
            link(self.tr("Vertretungsblatt drucken"), partial(self.print_sheet, row.id), f"print_{row.id}",
                 icon="printer", said=self.tr("Vertretungsblatt für %1 drucken").replace("%1", row.name)),
            link(self.tr("Als PDF speichern …"), partial(self.save_sheet, row.id), f"save_{row.id}", icon="save",
                 said=self.tr("Vertretungsblatt für %1 speichern").replace("%1", row.name)),
            link(end, partial(self._end, row.id), f"end_{row.id}",
                 said=f"{end}: " + self.tr("Abwesenheit von %1").replace("%1", row.name)),
        ))  # fmt: skip
        return card

    # changing

    def _open_form(self, users: tuple[UserRow, ...]) -> None:
        form = AbsenceForm(users, self._work.actor.user_id)
        form.preview_wanted.connect(partial(self._show_caseload, form))
        self.drawer.open_form(form, self.tr("Abwesenheit"), "absence", partial(self._on_handed_over, form))
        self._show_caseload(form, self._work.actor.user_id)

    def _show_caseload(self, form: AbsenceForm, user_id: int) -> None:
        self._work.read(form, caseload, user_id, then=form.show_caseload, failed=self._on_failed)

    def _on_handed_over(self, form: AbsenceForm, changes: Changes) -> None:
        if changes.made is not None:
            undo: Callable[[], object] = partial(self._end, changes.made)
            self.messages.show_undo(self.tr("Die Vertretung ist eingetragen und endet von selbst."), undo)
            return
        cases = tuple(sorted(id_ for kind, id_ in changes.touched if kind is Kind.CASE))
        many = self.tr("%1 Fälle sind übergeben.").replace("%1", str(len(cases)))
        said = self.tr("1 Fall ist übergeben.") if len(cases) == 1 else many
        self.messages.show_undo(said, partial(self._take_back, *form.pair(), cases))

    def _take_back(self, user_id: int, deputy_id: int, cases: tuple[int, ...]) -> None:
        self._work.change(self, take_caseload_back, user_id, deputy_id, cases, then=self._on_undone,
                          failed=self._on_failed)  # fmt: skip

    def _end(self, absence_id: int) -> None:
        self._work.change(self, end_absence, absence_id, then=self._on_undone, failed=self._on_failed)

    def _on_undone(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Die Fälle sind wieder bei der zuständigen Person."))

    # the sheet

    def print_sheet(self, absence_id: int) -> None:
        """Make the sheet and ask for the printer."""
        self._with_pdf(absence_id, lambda pdf: print_pdf(self, pdf, self._on_printed, self._on_failed))

    def save_sheet(self, absence_id: int) -> None:
        """Make the sheet and ask where to."""
        self._with_pdf(absence_id, self._ask_target)

    def _with_pdf(self, absence_id: int, then: Callable[[bytes], object]) -> None:
        def made(data: AbsenceSheetData) -> None:
            self._work.compute(self, _pdf, data, then=then, failed=self._on_failed)

        self._work.read(self, absence_sheet, absence_id, then=made, failed=self._on_failed)

    def _ask_target(self, pdf: bytes) -> None:
        messages.choose_target(self, self.tr("Vertretungsblatt speichern"), "PDF (*.pdf)", "pdf",
                               partial(self._write, pdf), start=Path.home() / "Vertretungsblatt.pdf")  # fmt: skip

    def _write(self, pdf: bytes, path: Path) -> None:
        unfinished = path.with_name(path.name + ".neu")
        try:
            unfinished.write_bytes(pdf)
            unfinished.replace(path)
        except OSError:
            self.messages.show_error(self.tr("Dort lässt sich nichts speichern; bitte einen anderen Ort wählen."))
        else:
            self.messages.show_ok(self.tr("Gespeichert als „%1“.").replace("%1", path.name))

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("Gedruckt."))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(kind in _KINDS for kind, _ in changes.touched):
            self.show_target()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


def _pdf(data: AbsenceSheetData) -> bytes:
    from desktop.printing.sheets.absence_sheet import absence_sheet_pdf  # noqa: PLC0415  memory: only when printed

    return absence_sheet_pdf(data)
