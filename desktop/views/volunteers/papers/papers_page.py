"""„Unterlagen“ in the place „Ehrenamt“: whose papers run out or are missing, and what is to be deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.rights import Right
from desktop.casework.volunteers.papers.paper_lists import note_papers_print, papers_overview
from desktop.casework.volunteers.papers.paper_rows import PaperLine, PapersOverview
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import paper_settings
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.volunteer_papers import LEAST_NEEDED, paper_keeper, paper_options, paper_table
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.cases.deletion_form import clear_remains
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import flow, order_stops
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places
from desktop.views.print_pdf import print_pdf
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.views.volunteers.papers.paper_forms import EraseForm, PaperSettingsForm
from desktop.views.volunteers.register.volunteer_export import VolunteerExport

_TAB = "papers"


class PapersPage(QWidget):
    """Reads on every visit. Enter opens the papers of the marked volunteer."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self._overview: PapersOverview | None = None
        self._erase_wanted, self._look_chosen = False, False
        self._may_edit = work.actor.may(Right.EDIT_VOLUNTEERS)
        self.model = paper_table(self)
        self.messages = MessageArea()
        noun = (self.tr("Unterlage"), self.tr("Unterlagen"), self.tr("Unterlagen"))
        self.table = DataTable(self.tr("Wiedervorlage"), noun, self.tr("Name"))
        self.printing = _button(self.tr("Liste drucken"), "printer", self.print_out)
        self.rules = _button(self.tr("Regeln …"), "settings", self.open_rules)
        self.erasing = _button("", "trash-2", self.erase)
        self._build()
        self.drawer = FormDrawer(self, work, drafts)
        if work.actor.may(Right.EXPORT_VOLUNTEERS):
            self.export = VolunteerExport(self, work, self.table, self.messages, self.tr("Unterlagen"), self._objects)
        work.announced.connect(self._on_announced)

    def show_target(self, what: str = "") -> None:
        """Called on every visit; „erase“ opens the list of what is to be deleted."""
        self._erase_wanted = what == "erase"
        self.load()
        self.table.view.setFocus()

    def load(self) -> None:
        """Read the list."""
        self._work.read(self, papers_overview, then=self._on_overview, failed=self._on_failed)

    def print_out(self) -> None:
        """Print exactly the lines shown, noted before (DS-06)."""
        lines = self._shown()
        ids = tuple(dict.fromkeys(line.volunteer_id for line in lines))
        self._work.change(self, note_papers_print, ids, then=partial(self._on_noted, lines), failed=self._on_failed)

    def open_rules(self) -> None:
        """Show the office's own numbers."""
        self._work.read(self, paper_settings, then=self._open_rules, failed=self._on_failed)

    def erase(self) -> None:
        """Ask whose data are deleted for good: conduct certificates first, everything else after them."""
        due = self._overview.erasures if self._overview is not None else ()
        if not due or not self._may_edit:
            return
        whole = all(line.whole for line in due)
        lines = tuple(line for line in due if line.whole is whole)
        form = EraseForm(lines)
        title = self.tr("Angaben löschen") if whole else self.tr("Führungszeugnisse löschen")
        self.drawer.open_form(form, title, f"volunteer-erase/{int(whole)}", self._on_erased)

    # building

    def _build(self) -> None:
        self.table.set_model(self.model)
        self.table.set_empty(self.tr("Alles in Ordnung: Keine Unterlage fehlt oder läuft bald ab."), "", "circle-check")
        filters = self.table.filters
        filters.add_choice("kind", self.tr("Unterlage"), [])
        filters.add_choice("standing", self.tr("Stand"), [])
        filters.add_toggle("minors", self.tr("Minderjährige"), icon="baby")
        filters.add_toggle("valid", self.tr("Auch gültige"), icon="circle-check")
        filters.changed.connect(self._on_filters_changed)
        self.table.activated.connect(self._on_activated)
        self.erasing.hide()
        if not self._may_edit:
            self.rules.hide()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.messages)
        self._column.addWidget(flow(self.printing, self.rules, self.erasing))
        self._column.addWidget(self.table, 1)
        self.model.set_filter(paper_keeper({}))
        self._fit()
        self.table.state_changed.connect(self._on_look_chosen)
        style.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(3), style.space(6), style.space(3))
        self._column.setSpacing(style.space(3))
        if not self._look_chosen:
            hidden = list(LEAST_NEEDED) if style.text_scale() >= LARGE_FROM else []
            state = self.table.state() | {"hidden": hidden}
            self.table.restore({key: state[key] for key in ("hidden", "widths", "compact")})

    # showing

    def _on_overview(self, overview: PapersOverview) -> None:
        self._overview = overview
        for key, options in paper_options(overview.lines).items():
            self.table.filters.set_options(key, options)
        self.model.set_rows(overview.lines)
        if self.table.current_row() is None and self.model.rows:
            self.table.choose((self.model.rows[0].volunteer_id, self.model.rows[0].kind))
        self.erasing.setText(self.tr("Zu löschen (%1) …").replace("%1", str(len(overview.erasures))))
        self.erasing.setVisible(bool(overview.erasures) and self._may_edit)
        order_stops(self)
        if self._erase_wanted:
            self._erase_wanted = False
            self.erase()

    def _shown(self) -> tuple[PaperLine, ...]:
        return tuple(self.model.rows)

    def _objects(self) -> tuple[tuple[Kind, int], ...]:
        return tuple((Kind.VOLUNTEER, id_) for id_ in dict.fromkeys(line.volunteer_id for line in self._shown()))

    def _on_filters_changed(self) -> None:
        self.model.set_filter(paper_keeper(self.table.filters.values()))

    def _on_look_chosen(self) -> None:
        self._look_chosen = True

    def _on_activated(self, line: object) -> None:
        if isinstance(line, PaperLine):
            self._places.go(FILE_PLACE, line.volunteer_id, _TAB, line.kind.value)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if self._overview is not None and any(kind in (Kind.VOLUNTEER, Kind.MATCH, Kind.OFFICE)
                                              for kind, _ in changes.touched):  # fmt: skip
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    # printing and rules

    def _on_noted(self, lines: tuple[PaperLine, ...], _changes: Changes) -> None:
        self._work.read(self, office_settings, then=partial(self._make, lines), failed=self._on_failed)

    def _make(self, lines: tuple[PaperLine, ...], office: OfficeSettings) -> None:
        self._work.compute(self, make_renewal_list, lines, office.municipality or office.office_name,
                           then=self._on_sheet, failed=self._on_failed, title=self.tr("Wiedervorlageliste"))

    def _on_sheet(self, pdf: bytes) -> None:
        print_pdf(self, pdf, lambda: self._said(self.tr("Die Liste ist gedruckt.")), self._on_failed)

    def _open_rules(self, settings: PaperSettings) -> None:
        said = self.tr("Gespeichert. Die Regeln gelten ab jetzt.")
        self.drawer.open_form(PaperSettingsForm(settings), self.tr("Regeln für Unterlagen"), "volunteer-paper-rules",
                              lambda _changes: self._said(said))  # fmt: skip

    def _on_erased(self, _changes: Changes) -> None:
        clear_remains(self._work, self, self.messages, self.tr("Gelöscht. Im Protokoll steht, wer es war."))

    def _said(self, words: str) -> None:
        self.messages.show_ok(words)


def make_renewal_list(lines: tuple[PaperLine, ...], office: str) -> bytes:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_paper_list import renewal_list_pdf  # noqa: PLC0415  loads reportlab

    return renewal_list_pdf(lines, office, today())


def _button(text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    icons.set_icon(button, icon, "accent")
    button.clicked.connect(lambda: run())
    return button
