"""The week on paper, for the desk on Monday: appointments by day, then dates and tasks to tick off. German only."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import groupby

from desktop.casework.deadlines.week import WeekAppointment, WeekLine, WeekPlan, WorkerWeek
from desktop.clock import german_date
from desktop.printing.engine import MM, Block, CheckBox, Document, Frame, Space, Style, Table, TableColumn, Text
from desktop.printing.sheets.desk_sheet import as_large_as_fits, counted_foot, desk_head, heads, parted
from desktop.printing.sheets.talk import held_together

_SIZES = (10.5, 9.5, 8.5)
"""Tried in turn until the week fits on one page; the smallest may take more pages."""
_PADDING = (4.0, 2.5)
_FOOT = counted_foot("Nur für den Dienstgebrauch, nach der Woche vernichten")
_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def week_sheet_pdf(plan: WeekPlan) -> bytes:
    """A4, tagged. Carries case numbers and, where the office wants it, short names; nothing of S3."""
    return as_large_as_fits(partial(_document, plan), _SIZES).finish()


def _document(plan: WeekPlan, size: float) -> Document:
    document = Document(
        "Wochenliste", "de", frame=Frame(left=18 * MM, right=14 * MM), footer=_FOOT, created=plan.made_at
    )
    document.add(_head(plan))
    for place, worker in enumerate(plan.workers):
        document.add(*_worker(worker, size, with_name=len(plan.workers) > 1 or place > 0))
    if not any(worker.lines or worker.appointments for worker in plan.workers):
        document.add(Text("In dieser Woche ist nichts fällig und kein Termin eingetragen.", Style("de", 11)))
    return document


def _head(plan: WeekPlan) -> Block:
    week = f"Woche vom {german_date(plan.first)} bis {german_date(plan.last)}"
    who = plan.workers[0].name if len(plan.workers) == 1 else "Team"
    stand = plan.made_at.astimezone()
    return desk_head(week, "calendar", parted(who, plan.office, f"Stand {german_date(stand.date())}, {stand:%H:%M}"))


def _worker(worker: WorkerWeek, size: float, *, with_name: bool) -> list[Block]:
    blocks: list[Block] = []
    if with_name:
        blocks += [Text(worker.name or "Ohne Zuständigkeit", Style("de", size * 1.25, bold=True), tag="H2"), Space(2)]
    level = "H3" if with_name else "H2"
    if worker.appointments:
        blocks += [_section("Termine", size, level), Space(2), _appointments(worker.appointments, size), Space(6)]
    if worker.lines:
        blocks += [_section("Fristen und Aufgaben", size, level), Space(2), _lines(worker.lines, size), Space(8)]
    return blocks


def _section(words: str, size: float, level: str) -> Block:
    return Text(words, Style("de", size * 1.1, bold=True), tag=level, keep_with_next=True)


def _appointments(entries: tuple[WeekAppointment, ...], size: float) -> Block:
    rows = []
    for day, of_day in groupby(entries, key=lambda entry: entry.day):
        for place, entry in enumerate(of_day):
            rows.append(
                (_day(day, size) if not place else Text("", Style("de", size)), _plain(entry.time, size),
                 _plain(entry.who or entry.what, size), _plain(entry.what if entry.who else "", size),
                 _plain(held_together(entry.place), size))
            )  # fmt: skip
    columns = (
        TableColumn(width=38 * MM), TableColumn(width=14 * MM), TableColumn(share=4), TableColumn(share=3),
        TableColumn(share=2),
    )  # fmt: skip
    return Table(columns, rows, heads(("Tag", "Zeit", "Wer", "Was", "Ort"), size * 0.92), padding=_PADDING)


def _lines(lines: tuple[WeekLine, ...], size: float) -> Block:
    rows = [
        (CheckBox(size * 1.2), _due(line, size), _plain(line.who, size), _plain(line.what, size)) for line in lines
    ]
    columns = (
        TableColumn(width=size * 1.2 + 10), TableColumn(width=44 * MM), TableColumn(share=3), TableColumn(share=4),
    )  # fmt: skip
    return Table(columns, rows, heads(("", "Bis", "Wer", "Was"), size * 0.92), padding=_PADDING)


def _due(line: WeekLine, size: float) -> Block:
    """Overdue is said in a word, not by a colour."""
    if line.overdue:
        return Text(f"überfällig {german_date(line.day)}", Style("de", size, bold=True))
    return _day(line.day, size)


def _day(day: dt.date, size: float) -> Block:
    return Text(f"{_DAYS[day.weekday()]} {day.day:02}.{day.month:02}.", Style("de", size, bold=True))


def _plain(text: str, size: float) -> Text:
    return Text(text, Style("de", size))
