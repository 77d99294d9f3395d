"""Sheets about hours for volunteers: the month (filled or to fill by hand), the year's Bescheinigung, the thanks.

German only. They go to the volunteer and carry of whom is accompanied the given name alone (domain 6.3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from desktop import paths
from desktop.casework.office import OfficeSettings
from desktop.casework.volunteers.hours.hours_print import Certificate, MonthSheet, SheetLine, YearConfirmation
from desktop.casework.volunteers.hours.hours_words import clock_hours, euros, kilometres, spoken_hours
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    Box,
    Column,
    Columns,
    Document,
    Frame,
    Icon,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
    isolate,
    signature_lines,
)
from desktop.printing.engine.styles import Align
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import PrintedSheet, german_only
from desktop.printing.sheets.speech import shortened
from desktop.volunteer_terms import Activity

_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_BODY = Style("de", 11)
_LINE_BY_HAND = 2.2
"""Room above and below a line of the empty sheet: 31 of them fit on a page and a pen fits into each."""
_MONTH_FRAME = Frame(left=18 * MM, right=15 * MM, top=14 * MM, bottom=16 * MM)
_ROOMS = (1.0, 0.92, 0.84, 0.72, 0.6, 0.45, 0.3)
_LONG_NAME, _LONGEST_NAME = 30, 120
_CERTIFICATE_FRAME = Frame(left=15 * MM, right=15 * MM, top=15 * MM, bottom=15 * MM)


def month_sheet_pdf(data: MonthSheet) -> PrintedSheet:
    """A4, tagged. Pure: the same data give the same bytes."""
    title = f"Stundenblatt {_MONTHS[data.first.month - 1]} {data.first.year}"
    document = _document(title, data.office, data.made_on, _MONTH_FRAME)
    document.add(letterhead(data.office, 9.0), Space(2), Text(title, Style("de", 17, bold=True), tag="H1"))
    document.add(Text(data.helper.name, Style("de", 12, bold=True)), Space(3))
    if data.empty:
        document.add(*_by_hand(data))
    elif data.lines:
        document.add(_month_table(data))
    else:
        document.add(Text("In diesem Monat ist nichts eingetragen.", _BODY))
    rate = f"{euros(data.km_rate)} je km"
    said = f"Weg: {rate}. Auslagen bitte mit Beleg. Auslagen zählen zu keiner Pauschale."
    document.add(Space(5), Text(said, Style("de", 8.5, grey=0.25)), Space(16))
    document.add(_signatures("Ort, Datum", "Unterschrift Ehrenamtliche/r", "geprüft"))
    return german_only(document)


def year_confirmation_pdf(data: YearConfirmation) -> PrintedSheet:
    """The Bescheinigung: hours, activities, way, money laid out and allowances of one year."""
    title = f"Bescheinigung über ehrenamtliche Tätigkeit {data.year}"
    document = _document(title, data.office, data.made_on, Frame())
    document.add(letterhead(data.office, 9.5), Space(16), Text(title, Style("de", 18, bold=True), tag="H1"), Space(10))
    document.add(Text(_confirmed(data), Style("de", 11.5, line_height=1.5)), Space(10))
    document.add(_activity_table(data), Space(10))
    if money := _money_lines(data):
        document.add(Text("Geld", Style("de", 13, bold=True), tag="H2"), Space(2), *money, Space(8))
    thanks = "Für dieses Engagement danken wir herzlich."
    document.add(Text(thanks, Style("de", 11.5)), Space(44))
    document.add(_signatures(_where(data.office, data.made_on), f"Unterschrift ({data.made_by}), Stempel"))
    return german_only(document)


def certificate_pdf(data: Certificate) -> PrintedSheet:
    """The thanks, to be framed: within two lines, black and white, always one page."""
    for room in _ROOMS:
        document = _document("Urkunde", data.office, data.made_on, _CERTIFICATE_FRAME)
        inner = Box(Stack(_certificate(data, room)), padding=(34, 10), radius=4, line=0.7, grey=0.0)
        document.add(Box(inner, padding=(6, 6), radius=7, line=2.2, grey=0.0))
        document.draw()
        if document.pages == 1:
            break
    return german_only(document)


def _certificate(data: Certificate, room: float) -> tuple[Block, ...]:
    """`room` is the share of the usual distances: long names and many activities take theirs from them."""
    heart = Icon(paths.resource("icons", "hand-heart.svg"), 84)
    name = shortened(data.helper.name, _LONGEST_NAME)
    return (
        Space(40 * room), Text(data.office.municipality or data.office.office_name, _centred(17)), Space(42 * room),
        Columns((Column(Space(1)), Column(heart, width=84), Column(Space(1)))), Space(20 * room),
        Text("Urkunde", _centred(46, bold=True), tag="H1"), Space(30 * room), Text("Wir danken", _centred(16)),
        Space(12 * room), Text(name, _centred(31 if len(name) < _LONG_NAME else 22, bold=True)), Space(24 * room),
        Text(_thanked(data), _centred(15)), Space(16 * room), Text(_given(data), _centred(13, line_height=1.5)),
        Space(36 * room), Text("Sie haben Menschen geholfen, hier anzukommen.", _centred(15, bold=True)),
        Space(104 * room), _signatures(_where(data.office, data.made_on), "Unterschrift"), Space(24 * room),
    )  # fmt: skip


def _document(title: str, office: OfficeSettings, day: dt.date, frame: Frame) -> Document:
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return Document(title, "de", frame=frame, author=office.municipality, created=moment)


def _month_table(data: MonthSheet) -> Table:
    rows = [_month_row(line) for line in data.lines]
    total = data.total
    bold = Style("de", 9.5, bold=True)
    rows.append((
        Text("Summe", bold), Text("", bold), _number(clock_hours(total.minutes), bold=True),
        _number(_if_any(total.metres, kilometres), bold=True), _number(_if_any(total.expenses_cents, euros), bold=True),
        _number(_if_any(total.allowance_cents, euros), bold=True),
        Text(f"Weg: {euros(total.km_cents)}" if total.km_cents else "", bold),
    ))  # fmt: skip
    return Table(_columns(), rows, _heads(), padding=(3.0, 2.5), outer=True)


def _month_row(line: SheetLine) -> tuple[Block, ...]:
    small = Style("de", 9.5)
    return (
        Text(_day(line.on_date), small), Text(line.what, small), _number(clock_hours(line.minutes)),
        _number(_if_any(line.metres, kilometres)), _number(_if_any(line.expenses_cents, euros)),
        _number(_if_any(line.allowance_cents, euros)), Text(line.note, small),
    )  # fmt: skip


def _by_hand(data: MonthSheet) -> list[Block]:
    """One line for each day; what can be written into „Wofür“ stands above."""
    small, blank = Style("de", 9.5), Text("", Style("de", 9.5))
    rows = [(Text(_day(data.first.replace(day=number)), small), *[blank] * 6) for number in range(1, data.days + 1)]
    rows.append((Text("Summe", Style("de", 9.5, bold=True)), *[blank] * 6))
    blocks: list[Block] = []
    if data.tasks:
        blocks += [Text(f"Tätigkeiten: {' · '.join(data.tasks)}", Style("de", 9.5)), Space(3)]
    return [*blocks, Table(_columns(), rows, _heads(), padding=(3.0, _LINE_BY_HAND), outer=True, rule=0.5)]


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(width=20 * MM), TableColumn(share=3), TableColumn(width=14 * MM), TableColumn(width=17 * MM),
        TableColumn(width=20 * MM), TableColumn(width=20 * MM), TableColumn(share=2),
    )  # fmt: skip


def _heads() -> list[Block]:
    bold = Style("de", 8.8, bold=True)
    words = ("Tag", "Wofür", "Zeit", "Weg", "Auslagen", "Pauschale", "Notiz")
    return [_number(word, bold=True, size=8.8) if word in words[2:6] else Text(word, bold) for word in words]


def _if_any(amount: int, words: Callable[[int], str]) -> str:
    return words(amount) if amount else ""


def _day(day: dt.date) -> str:
    return f"{_DAYS[day.weekday()]}\u00a0{day.day:02}.{day.month:02}."


def _number(words: str, *, bold: bool = False, size: float = 9.5) -> Text:
    return Text(words, Style("de", size, bold=bold, align="right"))


def _confirmed(data: YearConfirmation) -> str:
    days = "einem Tag" if data.days == 1 else f"{data.days} Tagen"
    lived = f", {isolate(data.helper.address)}," if data.helper.address else ""
    when = f" an {days}" if data.days else ""
    office = ", ".join(part for part in (data.office.municipality, data.office.office_name) if part)
    said = (
        f"Hiermit wird bescheinigt, dass {isolate(data.helper.name)}{lived} im Jahr {data.year}{when} insgesamt "
        f"{spoken_hours(data.total.minutes)} ehrenamtlich tätig war."
    )
    begun = f" Das Ehrenamt begann am {german_date(data.helper.since)}." if data.helper.since else ""
    return f"{said}{begun} Begleitet wurde die Tätigkeit von: {office}."


def _activity_table(data: YearConfirmation) -> Table:
    rows: list[tuple[Block, ...]] = [
        (Text(activity.label, _BODY), _number(clock_hours(sums.minutes), size=11))
        for activity, sums in data.by_activity if sums.minutes
    ]  # fmt: skip
    total = (Text("Summe", Style("de", 11, bold=True)), _number(clock_hours(data.total.minutes), bold=True, size=11))
    head = (Text("Tätigkeit", Style("de", 10, bold=True)), _number("Stunden", bold=True, size=10))
    return Table((TableColumn(share=3), TableColumn(width=30 * MM)), [*rows, total], head, outer=True)


def _money_lines(data: YearConfirmation) -> list[Block]:
    total = data.total
    lines = []
    if total.metres:
        lines.append(f"Wege: {kilometres(total.metres)}, erstattet {euros(total.km_cents)}")
    if total.expenses_cents:
        lines.append(f"Auslagen erstattet: {euros(total.expenses_cents)}")
    lines += [f"{row.allowance.label}: {euros(row.spent)}" for row in data.allowances]
    return [Text(line, _BODY) for line in lines]


def _where(office: OfficeSettings, day: dt.date) -> str:
    return f"{office.town or 'Ort'}, {german_date(day)}"


def _thanked(data: Certificate) -> str:
    """„für 5 Jahre Ehrenamt“; below a year for the Ehrenamt alone."""
    years = "ein Jahr" if data.years == 1 else f"{data.years} Jahre"
    return f"für {years} Ehrenamt in der Integration" if data.years else "für das Ehrenamt in der Integration"


def _given(data: Certificate) -> str:
    hours = data.minutes // 60
    done = enumeration(data.activities)
    counted = f"mit {hours} geschenkten Stunden" if hours > 1 else ""
    return ": ".join(part for part in (counted, done) if part)


def enumeration(activities: tuple[Activity, ...]) -> str:
    """„Sprachpatenschaft, Begegnungscafé und Fahrdienst“."""
    words = [activity.label for activity in activities]
    return " und ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _centred(size: float, *, bold: bool = False, line_height: float | None = None) -> Style:
    align: Align = "center"
    return Style("de", size, bold=bold, align=align, line_height=line_height)


def _signatures(*labels: str) -> Block:
    return signature_lines([Text(label, Style("de", 9)) for label in labels])


