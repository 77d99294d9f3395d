"""Sheet 11: the Fortschreibungsblatt – reached, partly, open; what changed; new goals; the course as charts. German."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from desktop.casework.plans.plan_comparing import Fate, FieldChange, GoalDifference, PlanDifference
from desktop.casework.reviews.review_outcome import result_of, status_of
from desktop.casework.reviews.review_print import ReviewPrint
from desktop.casework.reviews.review_rows import LEVEL_WORDS, ReviewGoalRow, ReviewStepRow
from desktop.clock import german_date
from desktop.printing.charts import Chart, drawing, in_words, legend, table
from desktop.printing.course_charts import area_charts, goal_charts, index_chart
from desktop.printing.engine import (
    MM,
    Block,
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
    signature_lines,
)
from desktop.printing.engine.drawn import Drawn
from desktop.printing.sheets.desk_sheet import counted_foot
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import LARGE_PRINT
from desktop.terms import GoalStatus

_BODY, _STRONG = Style("de", 10), Style("de", 10, bold=True)
_SMALL, _SECTION = Style("de", 9, grey=0.25), Style("de", 13, bold=True)
_FRAME = Frame(left=20 * MM, right=20 * MM)
_GROUPS = (
    ("Erreicht", frozenset({GoalStatus.REACHED})),
    ("Teilweise erreicht", frozenset({GoalStatus.PARTLY})),
    ("Offen", frozenset({GoalStatus.PLANNED, GoalStatus.RUNNING, GoalStatus.CHANGED, GoalStatus.POSTPONED})),
    ("Aufgegeben", frozenset({GoalStatus.GIVEN_UP})),
)
_DAYS_SHOWN = 5


def review_sheet(sheet: ReviewPrint, *, large_print: bool = False) -> bytes:
    """The sheet as tagged PDF; the same data give the same bytes."""
    data, difference = sheet.data, sheet.difference
    document = Document(
        f"Fortschreibungsblatt {data.case_number}, Fassung {difference.former.version} bis {difference.later.version}",
        "de", frame=_FRAME, footer=counted_foot(data.case_number), author=data.office.municipality,
        created=dt.datetime.combine(data.printed_on, dt.time(12), dt.UTC),
        enlarged=LARGE_PRINT if large_print else 1,
    )  # fmt: skip
    document.add(*_head(sheet), *_results(sheet), *_changes(difference), *_left_out(sheet), *_charts(sheet), *_signed())
    return document.finish()


def _head(sheet: ReviewPrint) -> Iterator[Block]:
    data, difference, review = sheet.data, sheet.difference, sheet.review
    yield letterhead(data.office, 9)
    yield Space(4)
    yield Text("Fortschreibungsblatt", Style("de", 20, bold=True), tag="H1")
    whose = f"{data.title} · {data.case_number}"
    yield Text(whose, _SECTION)
    yield Text(f"Von Fassung {difference.former.version} zu Fassung {difference.later.version}", _BODY)
    yield Space(6)
    if review is None:
        return
    header = review.header
    facts = [("Überprüfung am", german_date(header.held_on)), ("Beteiligte", "; ".join(header.participants)),
             ("Begründung", header.reason),
             ("Nächste Überprüfung", german_date(header.next_review_on) if header.next_review_on else "")]  # fmt: skip
    rows = [(Text(name, _BODY), Text(value, _STRONG)) for name, value in facts if value]
    yield Table((TableColumn(width=42 * MM), TableColumn()), rows, outer=True)
    yield Space(8)


def _results(sheet: ReviewPrint) -> Iterator[Block]:
    if sheet.review is None:
        return
    yield Text("Was ist aus den Zielen geworden?", _SECTION, tag="H2")
    for words, states in _GROUPS:
        goals = [row for row in sheet.goals if status_of(row) in states]
        if goals:
            yield Space(4)
            yield Text(words, Style("de", 11, bold=True), tag="H3")
            for row in goals:
                yield from _result(row)
    yield Space(8)


def _result(row: ReviewGoalRow) -> Iterator[Block]:
    yield Space(2)
    yield Text(f"„{row.goal.content.text}“", _STRONG, keep_with_next=True)
    yield Text(_standing(row), _BODY)
    yield from (Text(_step(step), _BODY) for step in row.steps)


def _standing(row: ReviewGoalRow) -> str:
    """„teilweise erreicht · Wert: am Anfang 2, jetzt 5, vereinbart 8 · Selbsteinschätzung 4 von 5 · wie vereinbart“."""
    result, content = row.result, row.goal.content
    parts = [status_of(row).label]
    if result.value_now is not None:
        start = f"am Anfang {content.value_start}, " if content.value_start is not None else ""
        target = f", vereinbart {content.value_target}" if content.value_target is not None else ""
        parts.append(f"Wert: {start}jetzt {result.value_now}{target}")
    if result.self_rating is not None:
        parts.append(f"Selbsteinschätzung {result.self_rating} von 5")
    if result.attainment is not None:
        described = {level.level: level.text for level in row.levels}
        parts.append(described.get(result.attainment) or LEVEL_WORDS[result.attainment])
    return " · ".join([*parts, *([result.note] if result.note else [])])


def _step(row: ReviewStepRow) -> str:
    result, status = row.result, result_of(row)
    parts = [f"– {row.step.content.text}", status.label]
    if result and result.obstacle:
        parts.append(f"Hindernis: {result.obstacle.label}")
    if result and result.new_due_on:
        parts.append(f"neue Frist {german_date(result.new_due_on)}")
    if result and result.note:
        parts.append(result.note)
    return " · ".join(parts)


def _changes(difference: PlanDifference) -> Iterator[Block]:
    yield Text("Was hat sich geändert?", _SECTION, tag="H2")
    if difference.is_empty:
        yield Text("Nichts: Beide Fassungen sagen dasselbe.", _BODY)
        return
    yield from _fields(difference.header)
    for title, fate in (("Neue Ziele", Fate.ADDED), ("Nicht mehr dabei", Fate.REMOVED)):
        goals = [goal for goal in difference.goals if goal.fate is fate]
        if goals:
            yield Space(4)
            yield Text(title, Style("de", 11, bold=True), tag="H3")
            yield from (Text(_goal_line(goal), _BODY) for goal in goals)
    changed = [goal for goal in difference.goals if goal.touched and goal.fate in (Fate.CHANGED, Fate.SAME)]
    for goal in changed:
        yield Space(4)
        yield Text(f"„{goal.text}“", Style("de", 11, bold=True), tag="H3")
        yield from _fields(goal.changes)
        yield from _steps(goal)
    yield Space(8)


def _goal_line(goal: GoalDifference) -> str:
    sign, note = ("+", "") if goal.fate is Fate.ADDED else ("−", f" ({goal.note})" if goal.note else "")
    steps = "; ".join(step.text for step in goal.steps) if goal.fate is Fate.ADDED else ""
    return f"{sign} {goal.area}: „{goal.text}“{note}{' – ' + steps if steps else ''}"


def _steps(goal: GoalDifference) -> Iterator[Block]:
    for step in goal.steps:
        if step.fate is Fate.CHANGED:
            yield Text(f"Schritt „{step.text}“:", _BODY, keep_with_next=True)
            yield from _fields(step.changes)
        elif step.fate is not Fate.SAME:
            sign = "+" if step.fate is Fate.ADDED else "−"
            yield Text(f"{sign} {step.text}{f' ({step.note})' if step.note else ''}", _BODY)


def _fields(changes: Iterable[FieldChange]) -> Iterator[Block]:
    for change in changes:
        yield Text(f"{change.label}: bisher {_quoted(change.before)}, jetzt {_quoted(change.after)}", _BODY)


def _quoted(value: str) -> str:
    """Dates and numbers as they are, sentences in quotes."""
    return f"„{value}“" if " " in value else value or "ohne Angabe"


def _left_out(sheet: ReviewPrint) -> Iterator[Block]:
    if sheet.left_out:
        goals = "1 Ziel steht" if sheet.left_out == 1 else f"{sheet.left_out} Ziele stehen"
        yield Text(f"{goals} wegen besonderen Schutzes nicht auf diesem Blatt.", _SMALL)
        yield Space(6)


def _charts(sheet: ReviewPrint) -> Iterator[Block]:
    wide = [*goal_charts(sheet.course), *([chart] if (chart := index_chart(sheet.course)) else [])]
    small = area_charts(sheet.course)
    if not wide and not small:
        return
    yield Text("Verlauf", _SECTION, tag="H2")
    for chart in wide:
        yield Space(5)
        yield _chart(chart, _FRAME.width, 110)
    half = (_FRAME.width - 16) / 2
    for place in range(0, len(small), 2):
        pair = [Column(_chart(chart, half, 95)) for chart in small[place : place + 2]]
        yield Space(6)
        yield Columns(pair if len(pair) == 2 else [*pair, Column(Space(1))], gap=16)


def _chart(chart: Chart, width: float, height: float) -> Block:
    title = Text(chart.title, _STRONG, tag="P", keep_with_next=True)
    return Stack((title, Drawn(drawing(chart, width, height), in_words(chart)), _data(chart)), whole=True)


def _data(chart: Chart) -> Block:
    """The newest days; more would not fit beside the names."""
    head, rows = table(chart)
    kept = min(len(head) - 1, 2 if len(chart.lines) == 2 and chart.words else _DAYS_SHOWN)
    columns = (TableColumn(width=34), TableColumn(), *(TableColumn(width=56) for _ in range(kept)))
    small = Style("de", 8)
    names = [Text("", small), Text("", small), *(Text(day, Style("de", 8, bold=True)) for day in head[-kept:])]
    body = [
        (Drawn(legend(place)), Text(row[0], small), *(Text(value, small) for value in row[-kept:]))
        for place, row in enumerate(rows)
    ]
    return Table(columns, body, names, padding=(3, 1.5))


def _signed() -> list[Block]:
    labels = [Text(word, Style("de", 9)) for word in ("Ort, Datum", "Klient/in", "Integrationsmanagement")]
    return [Space(26), signature_lines(labels)]
