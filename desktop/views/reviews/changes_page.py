"""„Was hat sich geändert?“ between any two Fassungen of a plan, its course as charts, and both on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.plans.plan_comparing import PlanDifference
from desktop.casework.plans.plan_course import PlanCourse
from desktop.casework.plans.plan_rows import PlanView
from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_whole
from desktop.models.changes_board import ChangesBoard
from desktop.models.work import Work
from desktop.printing.course_charts import area_charts, goal_charts, index_chart
from desktop.views import icons, messages, style
from desktop.views.components.card import Card
from desktop.views.components.chart_view import ChartView
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.places import Places
from desktop.views.plans.step_columns import command
from desktop.views.plans.tab_chain import chain_in_layout_order
from desktop.views.print_pdf import print_pdf
from desktop.views.reviews.difference_view import DifferenceView


class ChangesPage(QWidget):
    """`show_target(case_id, plan_id, former_id, later_id)`; with one Fassung alone only the course is shown."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places, self._case_id = places, 0
        self._wanted: tuple[int, ...] = ()
        self.board = ChangesBoard(work, self)
        self.head, self.messages = PageHead(self.tr("Was hat sich geändert?")), MessageArea()
        self.former, self.later = QComboBox(), QComboBox()
        self.difference = DifferenceView()
        self.pages = ScrollPage(margin=0)
        self.charts: list[ChartView] = []
        self._build()
        self.board.versions_known.connect(self._on_versions)
        self.board.compared.connect(self._on_compared)
        self.board.course_known.connect(self._on_course)
        self.board.failed.connect(self._on_failed)

    def show_target(self, case_id: int = 0, plan_id: int = 0, *version_ids: int) -> None:
        """Read again: the plan may be another one now."""
        self._case_id, self._wanted = case_id, version_ids
        self.messages.clear()
        if version_ids:
            self.board.open_plan(plan_id, version_ids[-1])

    def print_large(self) -> None:
        """As `print_sheet`, in large print."""
        self.board.make_sheet(self._print, self._on_failed, large_print=True)

    def print_sheet(self) -> None:
        """Ask for the printer and hand the Fortschreibungsblatt over."""
        self.board.make_sheet(self._print, self._on_failed)

    def save_sheet(self) -> None:
        """Ask for a file and save the Fortschreibungsblatt as PDF."""
        self.board.make_sheet(self._choose_target, self._on_failed)

    def _build(self) -> None:
        self._column, self._top = QVBoxLayout(self), QVBoxLayout()
        self.printing = self.head.set_primary(self.tr("Fortschreibungsblatt drucken"), "printer")
        self.head.set_menu([
            command(self.tr("In großer Schrift drucken …"), "printer", self.print_large, self),
            command(self.tr("Als PDF speichern …"), "save", self.save_sheet, self),
            command(self.tr("Zum Plan"), "arrow-left", self._to_plan, self),
        ])  # fmt: skip
        self.to_plan = QPushButton(self.tr("Zum Plan"))
        icons.set_icon(self.to_plan, "arrow-right", "accent")
        self.to_plan.clicked.connect(self._to_plan)
        self.head.add_widget(self.to_plan)
        self.printing.clicked.connect(self.print_sheet)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_sheet)
        self._top.addWidget(self.head)
        self._top.addWidget(self.messages)
        self._top.addLayout(self._choosers())
        self._column.addLayout(self._top)
        self._column.addWidget(self.pages, 1)
        words = self.tr("Dieser Plan hat erst eine Fassung; zu vergleichen gibt es noch nichts.")
        self._lonely = EmptyState(words, icon="split")
        self.course = Card(self.tr("Verlauf"), "trending-up")
        for part in (self._lonely, self.difference, self.course):
            self.pages.body.addWidget(part)
            part.hide()
        self.pages.body.addStretch(1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _choosers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._between, self._and = QLabel(self.tr("Von")), QLabel(self.tr("zu"))
        names = (self.tr("Frühere Fassung"), self.tr("Spätere Fassung"))
        for label, box, name in zip((self._between, self._and), (self.former, self.later), names, strict=True):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # it is empty when it is first shown
            box.activated.connect(self._on_chosen)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        return row

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(2))
        self._top.setContentsMargins(margin, style.space(3), margin, 0)
        self._top.setSpacing(style.space(2))
        self.pages.body.setContentsMargins(margin, 0, margin, margin)
        self.pages.body.setSpacing(style.space(3))

    # showing

    def _on_versions(self, view: PlanView) -> None:
        briefs = sorted(view.versions, key=lambda brief: brief.version)
        self.head.set_subtitle(view.person_name or self.tr("Familienplan"))
        for box in (self.former, self.later):
            box.clear()
            for brief in briefs:
                words = self.tr("Fassung %1 (%2)").replace("%1", str(brief.version))
                box.addItem(words.replace("%2", brief.state.label), brief.id)
        several = len(briefs) > 1
        for part in (self._between, self._and, self.former, self.later, self.printing):
            part.setVisible(several)
        self._lonely.setVisible(not several)
        self.difference.setVisible(several)
        if several:
            pair = self._wanted if len(self._wanted) > 1 else (briefs[-2].id, briefs[-1].id)
            self.former.setCurrentIndex(self.former.findData(pair[0]))
            self.later.setCurrentIndex(self.later.findData(pair[1]))
            self.board.compare(pair[0], pair[1])

    def _on_chosen(self) -> None:
        self.board.compare(self.former.currentData(), self.later.currentData())

    def _on_compared(self, difference: PlanDifference) -> None:
        self.messages.clear()
        self.difference.show_difference(difference)

    def _on_course(self, course: PlanCourse) -> None:
        while (item := self.course.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.charts = []
        index = index_chart(course)
        for chart in (*goal_charts(course), *((index,) if index else ())):
            self._add_chart(ChartView(chart))
        self._add_areas(course)
        self.course.setVisible(bool(self.charts))
        chain_in_layout_order(self)

    def _add_chart(self, view: ChartView) -> None:
        self.charts.append(view)
        self.course.body.addWidget(view)

    def _add_areas(self, course: PlanCourse) -> None:
        """Small multiples: two or three beside each other, one where text is large."""
        small = area_charts(course)
        if not small:
            return
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(6))
        grid.setVerticalSpacing(style.space(4))
        columns = 1 if style.text_scale() > 125 else 2
        for place, chart in enumerate(small):
            view = ChartView(chart, lines_high=6)
            self.charts.append(view)
            grid.addWidget(view, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.course.body.addWidget(box)

    # doing

    def _print(self, pdf: bytes) -> None:
        print_pdf(self, pdf, self._on_printed, self._on_failed)

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("Das Fortschreibungsblatt ist an den Drucker übergeben."))

    def _choose_target(self, pdf: bytes) -> None:
        def save(path: Path) -> None:
            try:
                save_whole(path, pdf)
            except CaseworkError as error:
                self._on_failed(error)
            else:
                self.messages.show_ok(self.tr("Gespeichert: %1").replace("%1", path.name))

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        messages.choose_target(self, self.tr("Fortschreibungsblatt speichern"), "PDF (*.pdf)", "pdf", save,
                               start=Path(folder or str(Path.home())) / self.tr("Fortschreibungsblatt.pdf"))

    def _to_plan(self) -> None:
        newest = self.later.currentData() if self.later.count() else None
        target = (newest,) if isinstance(newest, int) else self._wanted[-1:]
        self._places.go("case", self._case_id, "plan", *target)

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))
