"""„Übersicht“ of the Ehrenamt: numbers that lead to the list they count, demand and supply, charts; also on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.office import office_settings
from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.figures.volunteer_figures import VolunteerFigures, volunteer_figures
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_whole
from desktop.models.work import Work
from desktop.printing.volunteer_charts import charts_of, hour_words
from desktop.views import icons, messages, style
from desktop.views.components.card import Card
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import emptied, flow, link, order_stops, rebuilt, short_words, words
from desktop.views.places import Places
from desktop.views.print_pdf import print_pdf
from desktop.views.volunteers.entry import PLACE
from desktop.views.volunteers.figures.bar_view import BarView
from desktop.views.volunteers.figures.thanks_entry import PLACE as THANKS
from desktop.views.volunteers.place_tabs import place_tabs
from desktop.views.volunteers.volunteers_page import VolunteersPage
from desktop.volunteer_terms import VolunteerStatus

_KINDS = (Kind.VOLUNTEER, Kind.NEED, Kind.MATCH)
_TWO_COLUMNS_FROM = 130
"""Letters of width from which cards stand side by side."""
Filters = Mapping[str, object]


@dataclass(frozen=True)
class Line:
    """A number with its words; `key` is the list that holds exactly what was counted when `filters` are set there.

    Nought leads nowhere.
    """

    number: str
    words: str
    key: str = ""
    filters: Filters = field(default_factory=dict)


class OverviewPage(QWidget):
    """Read on every visit and whenever something of the Ehrenamt changed."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self.figures: VolunteerFigures | None = None
        self._lists = {tab.key for tab in place_tabs()}
        self.messages, self.page = MessageArea(), ScrollPage(margin=6)
        self.people = Card(self.tr("Ehrenamtliche"), "users-round")
        self.matches = Card(self.tr("Bedarf und Begleitungen"), "handshake")
        self.demand = Card(self.tr("Wer könnte was, was wird gebraucht?"), "search")
        self.languages = Card(self.tr("Offener Bedarf nach Sprache"), "languages")
        self.papers = Card(self.tr("Unterlagen, um die sich jemand kümmern sollte"), "file-check")
        self.charts = Card(self.tr("Diagramme"), "chart-column")
        self._build()
        work.announced.connect(self._on_announced)

    def show_target(self) -> None:
        """Called on every visit."""
        self.load()

    def load(self) -> None:
        """Count anew."""
        self._work.read(self, volunteer_figures, then=self._on_figures, failed=self._on_failed)

    def print_out(self) -> None:
        """Print the sheet on a printer the user chooses."""
        self._make(lambda pdf: print_pdf(self, pdf, self._on_printed, self._on_failed))

    def save(self) -> None:
        """Save the sheet as PDF where the user chooses."""
        name = f"Ehrenamt {today():%Y-%m-%d}.pdf"
        self._make(lambda pdf: messages.choose_target(self, self.tr("PDF speichern"), "PDF (*.pdf)", "pdf",
                                                      partial(self._write, pdf), start=Path.home() / name))  # fmt: skip

    # building

    def _build(self) -> None:
        self.printing = _button(self.tr("Übersicht drucken"), "printer", self.print_out)
        self.saving = _button(self.tr("Als PDF speichern"), "download", self.save)
        self.thanks = _button(self.tr("Liste für das Dankfest"), "heart", partial(self._places.go, THANKS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._above = QVBoxLayout()
        self._above.addWidget(self.messages)
        self._above.addWidget(flow(self.printing, self.saving, self.thanks))
        column.addLayout(self._above)
        column.addWidget(self.page, 1)
        self._grid = QGridLayout()
        self._cards = (self.people, self.matches, self.demand, self.languages, self.papers)
        self.page.body.addLayout(self._grid)
        self.page.body.addWidget(self.charts)
        self.page.body.addStretch(1)
        self._columns = 0
        self._bars: tuple[BarView, ...] = ()
        self._bar_grid = QGridLayout()
        self.charts.body.addLayout(self._bar_grid)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        margin = style.space(6)
        self._above.setContentsMargins(margin, style.space(3), margin, 0)
        self._above.setSpacing(style.space(2))
        self._grid.setSpacing(style.space(3))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= style.text_width(_TWO_COLUMNS_FROM) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        _even(self._grid, columns)
        self._put_bars()
        order_stops(self)

    def _put_bars(self) -> None:
        for place, bars in enumerate(self._bars):
            self._bar_grid.addWidget(bars, place // self._columns, place % self._columns, Qt.AlignmentFlag.AlignTop)
        self._bar_grid.setHorizontalSpacing(style.space(10))
        self._bar_grid.setVerticalSpacing(style.space(4))
        _even(self._bar_grid, self._columns)

    # what was counted

    def _on_figures(self, figures: VolunteerFigures) -> None:
        self.figures = figures
        rebuilt(self.people, partial(self._fill, self.people, self._people_lines(figures)))
        rebuilt(self.matches, partial(self._fill, self.matches, self._match_lines(figures)))
        rebuilt(self.demand, partial(self._fill_demand, figures))
        rebuilt(self.languages, partial(self._fill_languages, figures))
        rebuilt(self.papers, partial(self._fill, self.papers, self._paper_lines(figures)))
        charts = charts_of(figures)
        self.charts.setVisible(bool(charts))
        emptied(self.charts.body)
        self._bars = tuple(BarView(chart) for chart in charts)
        self._bar_grid = QGridLayout()
        self.charts.body.addLayout(self._bar_grid)
        self._put_bars()
        order_stops(self)

    def _people_lines(self, figures: VolunteerFigures) -> tuple[Line, ...]:
        by_status = tuple(
            Line(str(number), status.label, "register",
                 {"status": status.value, "ended": status is VolunteerStatus.ENDED})
            for status, number in figures.statuses
        )  # fmt: skip
        free = Line(str(figures.free), self.tr("haben noch einen Platz frei"), "register", {"free": True})
        told = self.tr("Stunden im Jahr %1 bisher").replace("%1", str(figures.day.year))
        return (*by_status, free, Line(hour_words(figures.minutes), told, "hours"))

    def _match_lines(self, figures: VolunteerFigures) -> tuple[Line, ...]:
        lines = [Line(str(figures.waiting), self.tr("Bedarfe, für die jemand gesucht wird"), "needs")]
        if figures.average_wait is not None:
            lines.append(Line(str(figures.average_wait), self.tr("Tage warten sie im Mittel")))
        if figures.average_until_meeting is not None:
            said = self.tr("Tage im Mittel von der Meldung bis zum Kennenlernen (12 Monate)")
            lines.append(Line(str(figures.average_until_meeting), said))
        lines += [Line(str(number), stage.label, "matches", {"stage": stage.value})
                  for stage, number in figures.stages]  # fmt: skip
        return tuple(lines)

    def _paper_lines(self, figures: VolunteerFigures) -> tuple[Line, ...]:
        if not figures.papers:
            return (Line("0", self.tr("Alles in Ordnung.")),)
        return tuple(Line(str(number), standing.label, "papers", {"standing": standing.value})
                     for standing, number in figures.papers)  # fmt: skip

    def _fill(self, card: Card, lines: tuple[Line, ...]) -> None:
        emptied(card.body)
        grid = _grid()
        for row, line in enumerate(lines):
            label = short_words(line.number, "strong")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, row, 0)
            grid.addWidget(self._words_of(line), row, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)

    def _words_of(self, line: Line) -> QWidget:
        if line.key in self._lists and line.number != "0":
            return link(line.words, partial(self.show_list, line.key, line.filters), f"{line.key}-{line.words}",
                        said=f"{line.number} {line.words}")  # fmt: skip
        return _like_a_link(words(line.words))

    def _fill_demand(self, figures: VolunteerFigures) -> None:
        emptied(self.demand.body)
        if not figures.activities:
            self.demand.body.addWidget(words(self.tr("Noch keine Tätigkeiten und kein Bedarf."), "muted"))
            return
        grid = _grid()
        heads = (self.tr("Tätigkeit"), self.tr("frei"), self.tr("Bedarf"), self.tr("wartet"))
        for column, head in enumerate(heads):
            grid.addWidget(short_words(head, "muted"), 0, column)
        for row, one in enumerate(figures.activities, 1):
            grid.addWidget(words(one.activity.label), row, 0)
            offer = self.tr("%1 frei für %2").replace("%1", str(one.free)).replace("%2", one.activity.label)
            need = self.tr("%1 Bedarfe: %2").replace("%1", str(one.waiting)).replace("%2", one.activity.label)
            code = one.activity.value
            offering = partial(self.show_list, "register", {"activity": code, "free": True})
            grid.addWidget(_number(one.free, offering, f"free-{code}", offer), row, 1)
            asking = partial(self.show_list, "needs", {"activity": code})
            grid.addWidget(_number(one.waiting, asking, f"need-{code}", need), row, 2)
            grid.addWidget(short_words(self._waited(one.longest) if one.waiting else "–"), row, 3)
        grid.setColumnStretch(0, 1)
        self.demand.body.addLayout(grid)

    def _fill_languages(self, figures: VolunteerFigures) -> None:
        emptied(self.languages.body)
        if not figures.languages:
            self.languages.body.addWidget(words(self.tr("Zurzeit wartet niemand."), "muted"))
            return
        grid = _grid()
        for column, head in enumerate((self.tr("Sprache"), self.tr("Bedarf"), self.tr("frei mit dieser Sprache"))):
            grid.addWidget(words(head, "muted"), 0, column)
        for row, one in enumerate(figures.languages, 1):
            name = language_name(one.code) if one.code else self.tr("Sprache egal")
            said = self.tr("%1 Bedarfe: %2").replace("%1", str(one.waiting)).replace("%2", name)
            free = self.tr("%1 frei: %2").replace("%1", str(one.free)).replace("%2", name)
            grid.addWidget(words(name), row, 0)
            asking = partial(self.show_list, "needs", {"language": one.code})
            grid.addWidget(_number(one.waiting if one.code else 0, asking, f"lang-{one.code}", said)
                           if one.code else _like_a_link(short_words(str(one.waiting))), row, 1)  # fmt: skip
            offering = partial(self.show_list, "register", {"language": one.code, "free": True})
            grid.addWidget(_number(one.free, offering, f"speak-{one.code}", free), row, 2)
        grid.setColumnStretch(0, 1)
        self.languages.body.addLayout(grid)

    def _waited(self, days: int) -> str:
        if not days:
            return self.tr("seit heute")
        return self.tr("1 Tag") if days == 1 else self.tr("%1 Tage").replace("%1", str(days))

    def show_list(self, key: str, filters: Filters) -> None:
        """Go to a list of the place; the filters are set once the list has read its rows.

        Reads are answered in their order: something short read behind them comes when the rows are there.
        """
        self._places.go(PLACE, key)
        self._work.read(self, office_settings, then=lambda _settings: self._narrow(key, filters),
                        failed=self._on_failed)  # fmt: skip

    def _narrow(self, key: str, filters: Filters) -> None:
        place = self._places.page(PLACE)
        inner = place.page(key) if isinstance(place, VolunteersPage) else None
        table = getattr(inner, "table", None)
        if isinstance(table, DataTable) and filters:
            table.filters.set_values(filters)

    # the sheet

    def _make(self, then: Callable[[bytes], object]) -> None:
        if self.figures is not None:
            self._work.compute(self, make_overview, self.figures, then=then, failed=self._on_failed,
                               title=self.tr("Übersicht Ehrenamt"))  # fmt: skip

    def _write(self, pdf: bytes, path: Path) -> None:
        self._work.compute(self, save_whole, path, pdf, then=lambda _done: self._on_written(path),
                           failed=self._on_failed)  # fmt: skip

    def _on_written(self, path: Path) -> None:
        self.messages.show_ok(self.tr("Die Übersicht ist gespeichert: %1.").replace("%1", path.name))

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("Die Übersicht ist gedruckt."))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(kind in _KINDS for kind, _ in changes.touched):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


def make_overview(figures: VolunteerFigures) -> bytes:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_lists import overview_pdf  # noqa: PLC0415  loads reportlab

    return overview_pdf(figures)


def _button(text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    icons.set_icon(button, icon, "accent")
    button.clicked.connect(lambda: run())
    return button


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(style.space(4))
    grid.setVerticalSpacing(style.space(0.5))
    return grid


def _even(grid: QGridLayout, columns: int) -> None:
    """All columns equally wide; one that is not used has no width."""
    for place in (0, 1):
        grid.setColumnStretch(place, 1 if place < columns else 0)


def _number(number: int, run: Callable[[], object], name: str, said: str) -> QWidget:
    """Leads to what it counts; nought leads nowhere."""
    return link(str(number), run, name, said=said) if number else _like_a_link(short_words("0"))


def _like_a_link(label: QWidget) -> QWidget:
    """Begins where the words of a link below or above it begin: its padding and its border."""
    label.setContentsMargins(style.space(1) + 1, style.space(1), 0, style.space(1))
    return label
