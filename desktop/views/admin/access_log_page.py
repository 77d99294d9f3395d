"""„Zugriffsprotokoll“: who did what with which file, and whether the record is whole (DS-06, security.md T22)."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.casework.access.access_chain import ChainReport
from desktop.casework.access.access_log import MOST, AccessFilter, AccessRow, check_access_log, list_access
from desktop.casework.changes import Kind
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.access_log_table import PERIODS, AccessLogTable
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.list_export import ListExport
from desktop.views.places import Places

_ROWS = 6
_SHOWN_BREAKS = 3
_LARGE_TEXT = 150
_NARROW_COLUMNS = (0, 2)


class AccessLogPage(ScrollPage):
    """The newest entries; „Prüfen“ goes through all of them."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._work, self._places = work, places
        self.model = AccessLogTable(self)
        self.head, self.messages = PageHead(self.tr("Zugriffsprotokoll")), MessageArea()
        noun = (self.tr("Eintrag"), self.tr("Einträge"), self.tr("Einträgen"))
        self.table = DataTable(self.tr("Einträge"), noun, self.tr("Vorgang, Fall oder Name suchen"))
        self._build()
        self.export = ListExport(self, work, self.table, self.messages, self.tr("Zugriffsprotokoll"), self._objects)
        self.table.filters.changed.connect(self._on_filters_changed)
        style.notifier().changed.connect(self._dress)

    def show_target(self, case: str = "") -> None:
        """Called on every visit; with a case number the search begins with it."""
        self.messages.clear()
        if case:
            self.table.filters.set_values({"text": case})
        self._work.read(self, list_access, AccessFilter(), then=self._on_rows, failed=self._on_failed)

    def check(self) -> None:
        """Go through the whole record."""
        self.check_button.setEnabled(False)
        self._work.read(self, check_access_log, then=self._on_checked, failed=self._on_failed)

    def _build(self) -> None:
        self.head.set_subtitle(self.tr("Wer wann welche Akte angesehen oder geändert hat. Jeder Eintrag ist mit dem "
                                       "vorigen verkettet; wer etwas ändert, wird hier benannt."))  # fmt: skip
        self.check_button = QPushButton(self.tr("Prüfen"))
        icons.set_icon(self.check_button, "shield-check", "accent")
        self.check_button.clicked.connect(self.check)
        back = QPushButton(self.tr("Zurück"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(self._places.back)
        for button in (back, self.check_button):  # the head puts the newest first
            self.head.add_widget(button)
        self.setTabOrder(self.check_button, back)
        self.table.set_model(self.model)
        self.table.set_empty(self.tr("Hier steht noch nichts."), icon="list")
        self.table.filters.add_choice("who", self.tr("Person"), ())
        self.table.filters.add_choice("days", self.tr("Zeitraum"), PERIODS)
        for widget in (self.head, self.messages):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self._dress()

    def _dress(self) -> None:
        """Some rows are always seen; with large text number and person leave the room to what was done."""
        large = style.text_scale() > _LARGE_TEXT
        self.table.view.setMinimumHeight(round(style.line_height() * 1.78 * (_ROWS + 1)))
        for column in _NARROW_COLUMNS:
            self.table.view.setColumnHidden(column, large)

    def _on_rows(self, rows: tuple[AccessRow, ...]) -> None:
        names = sorted({row.who for row in rows if row.who})
        self.table.filters.set_options("who", tuple((name, name) for name in names))
        self.model.set_rows(rows)
        self._on_filters_changed()
        if len(rows) == MOST:
            most = f"{MOST:,}".replace(",", ".")
            self.messages.show_info(self.tr("Gezeigt werden die neuesten %1 Einträge.").replace("%1", most))

    def _on_checked(self, report: ChainReport) -> None:
        self.check_button.setEnabled(True)
        if report.whole:
            self.messages.show_ok(said(report))
        else:
            self.messages.show_error(said(report))

    def _on_filters_changed(self) -> None:
        values = self.table.filters.values()
        self.model.narrow(str(values["text"]), values["who"], values["days"])

    def _objects(self) -> tuple[tuple[Kind, int], ...]:
        """The record is the office's as a whole; the cases it names stand in it by their number."""
        return ((Kind.OFFICE, 1),) if self.model.rows else ()

    def _on_failed(self, error: CaseworkError) -> None:
        self.check_button.setEnabled(True)
        self.messages.show_error(str(error))


def said(report: ChainReport) -> str:
    """The result of a check in one or a few sentences."""
    count = "1 Eintrag" if report.entries == 1 else f"{report.entries:,} Einträge".replace(",", ".")
    if report.whole:
        since = f" seit {german_date(report.since.astimezone().date())}" if report.since else ""
        return f"Das Zugriffsprotokoll ist lückenlos und unverändert{since}: {count}."
    named = [finding.sentence for finding in report.findings[:_SHOWN_BREAKS]]
    more = len(report.findings) - len(named)
    rest = f" Und {more} weitere Stellen." if more > 1 else " Und eine weitere Stelle." if more else ""
    return f"Das Zugriffsprotokoll wurde verändert. {' '.join(named)}{rest}"
