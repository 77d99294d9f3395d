"""What can be done with the cases marked in the list: a button with a menu, the forms behind it, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.casework.cases.case_list import CaseRow
from desktop.casework.changes import Changes
from desktop.casework.merging.merge_pair import MergePair, pair_to_merge
from desktop.casework.office import UserRow, list_users
from desktop.casework.people.families import put_together
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views import icons
from desktop.views.cases.counts import case_count, with_cases
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.merging.entry import PLACE as MERGING
from desktop.views.people.lines import order_stops
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places
from desktop.views.print_pdf import print_pdf

if TYPE_CHECKING:
    from desktop.models.sheet_batch import SheetBatch
    from desktop.views.cases.bulk_forms import BulkForm, SheetsForm


class BulkActions(QObject):
    """Belongs to the list of cases. `chosen` gives the marked rows; call `changed` when they change."""

    def __init__(
        self, page: QWidget, work: Work, places: Places, drawer: FormDrawer, area: MessageArea,
        chosen: Callable[[], tuple[CaseRow, ...]],
    ) -> None:
        super().__init__(page)
        self._page, self._work, self._places, self._drawer, self._area = page, work, places, drawer, area
        self._chosen = chosen
        self._batch: SheetBatch | None = None
        self.button = ChipButton("", Tone.ACCENT, "chevron-down", parent=page)
        self.button.setObjectName("bulk")
        self.button.clicked.connect(self.open_menu)
        self.menu = QMenu(page)
        self.assign = self._action(self.tr("Zuständigkeit übertragen …"), "users", self._ask_assign)
        self.task = self._action(self.tr("Aufgabe eintragen …"), "square-check", self._ask_task)
        self.review = self._action(self.tr("Überprüfung verschieben …"), "calendar", self._ask_review)
        self.status = self._action(self.tr("Status ändern …"), "circle-dot", self._ask_status)
        self.sheets = self._action(self.tr("Planblätter drucken …"), "printer", self._ask_sheets)
        self.menu.addSeparator()
        self.together = self._action(self.tr("Zu einer Familie verbinden"), "users-round", self.put_together)
        self.merge = self._action(self.tr("Personen zusammenführen …"), "merge", self.ask_merge)
        self.changed()

    def changed(self) -> None:
        """Offer what fits the number of marked cases."""
        many = len(self._chosen())
        self.button.setVisible(many > 0)
        self.button.setText(f"{with_cases(many)} …")
        self.button.setAccessibleName(self.tr("%1 gemeinsam bearbeiten").replace("%1", case_count(many)))
        self.button.updateGeometry()
        self.together.setVisible(many > 1)
        self.merge.setVisible(many == 2)

    def open_menu(self) -> None:
        """The menu below its button."""
        self.open_menu_at(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def open_menu_at(self, spot: QPoint) -> None:
        """The menu where the list was asked for one."""
        if self._chosen():
            self.menu.popup(spot)
            self.menu.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_together(self) -> None:
        """Make the marked cases one family; undone by splitting it again."""
        if len(self._chosen()) > 1:
            self._work.change(self._page, put_together, self._ids(), then=self._on_put_together,
                              failed=self._on_failed)  # fmt: skip

    def ask_merge(self) -> None:
        """Compare the two marked persons; of families the two most alike."""
        ids = self._ids()
        if len(ids) == 2:
            self._work.read(self._page, pair_to_merge, *ids, then=self._on_pair, failed=self._on_failed)

    def _action(self, words: str, icon: str, run: Callable[[], object]) -> QAction:
        action = self.menu.addAction(icons.icon(icon, "muted"), words)
        action.triggered.connect(lambda: run())
        return action

    def _ids(self) -> tuple[int, ...]:
        return tuple(row.id for row in self._chosen())

    # asking; the forms are loaded when somebody asks: until then they cost no memory

    def _ask_assign(self) -> None:
        from desktop.views.cases.bulk_forms import AssignForm  # noqa: PLC0415  see above

        self._with_users(lambda users: self._open(AssignForm(self._work, self._ids(), users),
                                                  self.tr("Zuständigkeit übertragen")))  # fmt: skip

    def _ask_task(self) -> None:
        from desktop.views.cases.bulk_forms import TaskForm  # noqa: PLC0415  see above

        self._with_users(lambda users: self._open(TaskForm(self._work, self._ids(), users),
                                                  self.tr("Aufgabe in mehreren Fällen")))  # fmt: skip

    def _ask_review(self) -> None:
        from desktop.views.cases.bulk_forms import ReviewDayForm  # noqa: PLC0415  see above

        self._open(ReviewDayForm(self._work, self._ids()), self.tr("Überprüfung verschieben"))

    def _ask_status(self) -> None:
        from desktop.views.cases.bulk_forms import StatusesForm  # noqa: PLC0415  see above

        self._open(StatusesForm(self._work, self._ids()), self.tr("Status ändern"))

    def _ask_sheets(self) -> None:
        """Nothing is saved by this form, so it opens without a draft."""
        from desktop.views.cases.bulk_forms import SheetsForm  # noqa: PLC0415  see above

        form = SheetsForm(self._work, self._ids())
        form.save_wanted.connect(partial(self._make_sheets, form))
        self._drawer.open_with(form, self.tr("Planblätter drucken"))
        order_stops(form)

    def _with_users(self, then: Callable[[tuple[UserRow, ...]], object]) -> None:
        self._work.read(self._page, list_users, then=then, failed=self._on_failed)

    def _open(self, form: BulkForm, title: str) -> None:
        key = f"bulk/{type(form).__name__}"
        self._drawer.open_form(form, title, key, partial(self._on_done, form))

    # done

    def _on_done(self, form: BulkForm, changes: Changes) -> None:
        done = form.done(changes)
        use_case, arguments = done.undo
        back = partial(self._work.change, self._page, use_case, *arguments, then=self._on_undone,
                       failed=self._on_failed)  # fmt: skip
        self._area.show_undo(done.said, back)

    def _on_undone(self, _changes: Changes) -> None:
        self._area.show_ok(self.tr("Zurückgenommen: Alles ist wieder wie vorher."))

    def _on_put_together(self, changes: Changes) -> None:
        made = changes.made
        if made is not None:
            self._area.show_ok(self.tr("Die Fälle sind jetzt eine Familie."),
                               (self.tr("Familie ansehen"), lambda: self._places.go("case", made, "people")))

    def _on_pair(self, pair: MergePair) -> None:
        self._places.go(MERGING, pair.kept_id, pair.gone_id)

    # printing

    def _make_sheets(self, form: SheetsForm) -> None:
        preview = form.preview
        if preview is None:
            return
        self._drawer.close_drawer()
        said = self.tr("Die Planblätter werden erzeugt: %1 …").replace("%1", case_count(len(preview.going)))
        self._area.show_info(said)
        if self._batch is not None:
            self._batch.deleteLater()
        from desktop.models.sheet_batch import SheetBatch  # noqa: PLC0415  memory: only when somebody prints

        self._batch = SheetBatch(self._work, preview.versions, form.kind(), self._on_sheets, self._on_failed, self)
        self._batch.start()

    def _on_sheets(self, pdf: bytes) -> None:
        self._area.clear()
        print_pdf(self._page, pdf, self._on_printed, self._on_failed)

    def _on_printed(self) -> None:
        if self._batch is not None:
            self._batch.printed()
        self._area.show_ok(self.tr("Die Planblätter sind beim Drucker."))

    def _on_failed(self, error: CaseworkError) -> None:
        self._area.show_error(str(error))
