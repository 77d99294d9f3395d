"""The Ehrenamt on paper: the overview with its charts, and the list for the thank-you party. German only."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.figures.thanks_list import ThanksList, ThanksRow
from desktop.casework.volunteers.figures.volunteer_figures import VolunteerFigures
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    CheckBox,
    Column,
    Columns,
    Document,
    Frame,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
    WriteLine,
)
from desktop.printing.engine.drawn import Drawn
from desktop.printing.sheets.desk_sheet import counted_foot, desk_head, heads, parted
from desktop.printing.volunteer_charts import (
    BarChart,
    charts_of,
    drawing,
    height_of,
    hour_words,
    in_words,
    legend,
    table,
)

OVERVIEW_TITLE = "Ehrenamt im Überblick"
THANKS_TITLE = "Liste für das Dankfest"
_FRAME = Frame(left=18 * MM, right=14 * MM, top=15 * MM, bottom=16 * MM)
_BODY, _STRONG, _SMALL = Style("de", 9.5), Style("de", 9.5, bold=True), Style("de", 8)
_SECTION = Style("de", 13, bold=True)
_SHORT = 8
"""Lines of a table that stays on the page of its chart."""
_EMPTY_LINES = 4
"""Room for guests nobody had on the list."""


def overview_pdf(figures: VolunteerFigures) -> bytes:
    """A4, tagged: key numbers, charts with their data, demand by language. Names nobody."""
    document = Document(OVERVIEW_TITLE, "de", frame=_FRAME, footer=counted_foot("Nur Zahlen, keine Namen"))
    stand = parted(figures.office, f"Stand {german_date(figures.day)}")
    document.add(desk_head(OVERVIEW_TITLE, "chart-column", stand), Space(4))
    document.add(_key_numbers(figures), Space(5))
    for chart in charts_of(figures):
        document.add(*_chart(chart), Space(8))
    if figures.languages:
        document.add(Text("Offener Bedarf nach Sprache", _SECTION, tag="H2", keep_with_next=True), Space(3),
                     _languages(figures))  # fmt: skip
    return document.finish()


def thanks_pdf(data: ThanksList, coming: frozenset[int]) -> bytes:
    """A4, tagged: a line per guest to tick, `coming` ones ticked already; some lines stay empty for others."""
    footer = counted_foot("Nur für die Vorbereitung und den Einlass, danach vernichten")
    document = Document(THANKS_TITLE, "de", frame=_FRAME, footer=footer)
    span = f"Aktiv zwischen {german_date(data.since)} und {german_date(data.until)}"
    below = parted(data.office, span, f"Stand {german_date(data.made_on)}")
    document.add(desk_head(THANKS_TITLE, "heart", below), Space(4))
    document.add(Text(_counted(data, coming), _BODY), Space(6))
    document.add(_guests(data.rows, coming))
    return document.finish()


def key_numbers(figures: VolunteerFigures) -> tuple[tuple[str, str], ...]:
    """What stands at the top, as (words, number)."""
    numbers = [
        ("Ehrenamtliche (einsatzbereit, im Einsatz, Pause)", str(figures.volunteers)),
        ("davon mit freiem Platz", str(figures.free)),
        ("Bedarfe ohne Begleitung", str(figures.waiting)),
        ("laufende Begleitungen", str(figures.running)),
        (f"Stunden {figures.day.year} bisher", hour_words(figures.minutes)),
    ]
    numbers += [(f"Unterlagen: {standing.label}", str(number)) for standing, number in figures.papers]
    if figures.average_wait is not None:
        numbers.append(("Wartezeit der offenen Bedarfe im Mittel", days(figures.average_wait)))
    if figures.average_until_meeting is not None:
        told = "von der Meldung bis zum Kennenlernen im Mittel (12 Monate)"
        numbers.append((told, days(figures.average_until_meeting)))
    return tuple(numbers)


def days(number: int) -> str:
    """„1 Tag“, „12 Tage“."""
    return "1 Tag" if number == 1 else f"{number} Tage"


def _key_numbers(figures: VolunteerFigures) -> Block:
    rows = [(Text(words, _BODY), Text(number, _STRONG)) for words, number in key_numbers(figures)]
    return Table((TableColumn(share=1.0), TableColumn(width=70)), rows, padding=(4, 1.8), outer=True)


def _chart(chart: BarChart) -> list[Block]:
    """Title and picture stay together; a short table with them, a long one may go on on the next page."""
    width = _FRAME.width
    title = Text(chart.title, _SECTION, tag="H2", keep_with_next=True)
    picture = Drawn(drawing(chart, width, height_of(chart)), in_words(chart))
    if chart.upright or len(chart.bars) <= _SHORT:
        return [Stack((title, Space(3), picture, Space(3), _data(chart)), whole=True)]
    return [Stack((title, Space(3), picture), whole=True), Space(3), _data(chart)]


def _data(chart: BarChart) -> Block:
    """Months lie across, everything else goes down."""
    head, rows = table(chart)
    small = Style("de", 8, bold=True)
    if chart.upright:
        columns = tuple(TableColumn(share=1.0) for _ in rows)
        cells = tuple(Text(row[1], _SMALL) for row in rows)
        return Table(columns, [cells], [Text(row[0], Style("de", 7, bold=True)) for row in rows], padding=(1.5, 1.5))
    columns = (TableColumn(share=1.0), *(TableColumn(width=86) for _ in chart.series))
    above = [Text(head[0], small), *(_series(place, words) for place, words in enumerate(head[1:]))]
    body = [tuple(Text(cell, _SMALL) for cell in row) for row in rows]
    return Table(columns, body, above, padding=(3, 1.2))


def _series(place: int, words: str) -> Block:
    mark = Column(Drawn(legend(place)), width=16, align="middle")
    return Columns((mark, Column(Text(words, Style("de", 8, bold=True)), align="middle")), gap=3)


def _languages(figures: VolunteerFigures) -> Block:
    rows = [
        tuple(Text(cell, _BODY) for cell in (_language(one.code), str(one.waiting), str(one.free)))
        for one in figures.languages
    ]
    words = ("Sprache", "Bedarf offen", "freie Ehrenamtliche mit dieser Sprache")
    columns = (TableColumn(share=2), TableColumn(share=1), TableColumn(share=2))
    return Table(columns, rows, heads(words, 9.5), padding=(3, 2))


def _language(code: str) -> str:
    return language_name(code) if code else "Sprache egal"


def _counted(data: ThanksList, coming: frozenset[int]) -> str:
    if not data.rows:
        return "In diesem Zeitraum war niemand aktiv."
    people = "1 Person" if len(data.rows) == 1 else f"{len(data.rows)} Personen"
    ticked = sum(row.id in coming for row in data.rows)
    return f"{people}, davon {ticked} zugesagt." if ticked else f"{people}."


def _guests(rows: Sequence[ThanksRow], coming: frozenset[int]) -> Block:
    columns = (
        TableColumn(width=46, align="middle"), TableColumn(share=2.4), TableColumn(share=2.0), TableColumn(width=62),
        TableColumn(width=52), TableColumn(width=66),
    )  # fmt: skip
    words = ("kommt", "Name", "Helferkreis", "dabei seit", "Stunden", "Begleitung")
    lines = [*(_guest(row, ticked=row.id in coming) for row in rows), *(_empty() for _ in range(_EMPTY_LINES))]
    return Table(columns, lines, heads(words, 9.5), padding=(4, 3.5), outer=True)


def _guest(row: ThanksRow, *, ticked: bool) -> tuple[Block, ...]:
    since = str(row.since.year) if row.since else "–"
    given = hour_words(row.minutes) if row.minutes else "–"
    words = (row.group or "–", since, given)
    return (CheckBox(13, ticked=ticked), Text(row.name, _STRONG), *(Text(cell, _BODY) for cell in words),
            Text("", _BODY))  # fmt: skip


def _empty() -> tuple[Block, ...]:
    return CheckBox(13), WriteLine(14), *(Text("", _BODY) for _ in range(4))
