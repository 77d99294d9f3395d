"""Sheet 7b: „Mein Plan – eine Seite“, for the fridge: the next steps, large, and the next talk. Always one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.casework.plans.plan_print import PlanPrint
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow
from desktop.printing.engine import MM, Block, Box, CheckBox, Column, Columns, Document, Frame, Space, Style, Text
from desktop.printing.sheets.catalogue_words import step_words
from desktop.printing.sheets.closing import machine_note
from desktop.printing.sheets.footer import footer
from desktop.printing.sheets.goals import area_icon
from desktop.printing.sheets.head import letterhead_line, state_hint, whose
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.speech import Speech, Words, joined, shortened
from desktop.printing.sheets.steps import due_words, who_words
from desktop.printing.sheets.talk import contact_words, phone_of, talk_box
from desktop.printing.sheets.typeset import Look, each_column, set_columns, set_words, spoken
from desktop.terms import DueKind, MeasureStatus, PlanState, Responsible, SheetVariant

MOST_STEPS = 5
_SIZES = (14.0, 13.5, 13.0, 12.5, 12.0)
_LARGE_SIZES = (17.0, 16.0, 15.0, *_SIZES)
_OPEN = {MeasureStatus.OPEN, MeasureStatus.STARTED, MeasureStatus.MOVED}
_FRAME = Frame(left=17 * MM, right=17 * MM, top=14 * MM, bottom=18 * MM)
_LONGEST = 220
"""A step longer than this is cut with „…“; it stands in full in the long plan."""


@dataclass(frozen=True)
class _Step:
    goal: GoalRow
    measure: MeasureRow


def one_page(data: PlanPrint, variant: SheetVariant, language: str, *, large_print: bool = False) -> PrintedSheet:
    """The sheet on exactly one page: first the type gets smaller, down to 12 pt, then steps are left out with a note.

    Raises PrintError for a language without texts.
    """
    for count, size in _attempts(data, large_print=large_print):
        speech = Speech(data, variant, language)
        document = _document(data, speech, count, size)
        document.draw()
        if document.pages == 1:
            break
    pdf = document.finish()
    return PrintedSheet(
        pdf, document.pages, document.missing, speech.unreviewed, speech.untranslated, speech.untranslated_own
    )


def next_steps(data: PlanPrint) -> list[_Step]:
    """Open steps of the goals that may print, the most urgent first: at once, by day, going on, without a day."""
    steps = [_Step(goal, measure) for goal in data.goals for measure in goal.measures if measure.status in _OPEN]
    return sorted(steps, key=_urgency)


def _urgency(step: _Step) -> tuple[int, dt.date]:
    kinds = {DueKind.AT_ONCE: 0, DueKind.DATE: 1, DueKind.ONGOING: 2}
    day = step.measure.due_on
    kind = step.measure.content.due_kind
    return (3 if kind is DueKind.DATE and day is None else kinds[kind], day or dt.date.max)


def _attempts(data: PlanPrint, *, large_print: bool) -> Iterator[tuple[int, float]]:
    most = min(MOST_STEPS, len(next_steps(data)))
    sizes = _LARGE_SIZES if large_print else _SIZES
    yield from ((most, size) for size in sizes)
    yield from ((count, sizes[-1]) for count in range(most - 1, -1, -1))


def _document(data: PlanPrint, speech: Speech, count: int, size: float) -> Document:
    blocks = _content(data, speech, count, size)
    document = Document(
        f"Mein Plan {data.case_number}, Fassung {data.view.version}", speech.language, frame=_FRAME,
        footer=footer(data, speech), author=data.office.municipality,
        created=dt.datetime.combine(data.printed_on, dt.time(12), dt.UTC),
    )  # fmt: skip
    document.add(*blocks)
    return document


def _content(data: PlanPrint, speech: Speech, count: int, size: float) -> list[Block]:
    steps = next_steps(data)
    blocks: list[Block] = [
        letterhead_line(data.office, 9.5),
        set_words(speech.ours("meinplan.titel"), Look(size * 1.9, bold=True, tag="H1")),
        set_words(_whose(data, speech), Look(size)),
        Space(5),
        *(state_hint(data, speech, 12.0) if data.view.state is not PlanState.AGREEING else ()),
        set_words(speech.ours("meinplan.schritte"), Look(size * 1.1, bold=True, tag="H2")),
    ]
    if not steps:
        blocks += [Space(5), set_words(speech.fixed("meinplan.keine"), Look(size))]
    for number, step in enumerate(steps[:count], 1):
        blocks += [Space(5), _step_box(data, speech, step, number, size)]
    if len(steps) > count:
        blocks += [Space(6), set_words(speech.fixed("meinplan.weitere"), Look(12.0))]
    talk = talk_box(data, speech, min(size, 13.0), qr_side=76.0, hint=not speech.bilingual)
    blocks += [Space(7), talk, Space(5)]
    if contact := contact_words(data, speech):
        blocks += [set_words(contact, Look(12.0, bold=True)), Space(4)]
    return blocks + machine_note(speech, 9.5)


def _whose(data: PlanPrint, speech: Speech) -> Words:
    """Whose plan, and of which day or why it does not count."""
    state = data.view.state
    counts = state is PlanState.IN_FORCE
    said = speech.date(data.printed_on) if counts else speech.fixed(f"plan.status.{state.value}")
    return joined((whose(data, speech, 60), said))


def _step_box(data: PlanPrint, speech: Speech, step: _Step, number: int, size: float) -> Block:
    """Big number, pictogram, the step with day and person, a box to tick."""
    icon, box = size * 2.1, size * 1.75
    steps = each_column(_cut(step_words(speech, step.measure)), Look(size))
    when = each_column(_who(data, speech, step.measure), Look(12.0), _when(speech, step.measure))
    words = set_columns([list(column) for column in zip(steps, when, strict=True)], between=1)
    figure = Text(f"{number}", Style(speech.language, size * 1.8, bold=True, align="center"))
    tick = CheckBox(box, alternative=spoken(speech.fixed("bild.kaestchen_leer")), line=1.1)
    row = Columns(
        (
            Column(figure, width=size * 1.6, align="middle"),
            Column(area_icon(data, speech, step.goal.content.area, icon), width=icon, align="middle"),
            Column(words, align="middle"),
            Column(tick, width=box, align="middle"),
        ),
        gap=11,
    )
    return Box(row, padding=(9, 5))


def _cut(words: Words) -> Words:
    return tuple(replace(said, text=shortened(said.text, _LONGEST)) for said in words)


def _when(speech: Speech, measure: MeasureRow) -> Words:
    """The present day, also where it was moved."""
    if measure.content.due_kind is DueKind.DATE and measure.due_on:
        return speech.fixed("meinplan.bis", datum=speech.date(measure.due_on)[0].text)
    return due_words(speech, measure)


def _who(data: PlanPrint, speech: Speech, measure: MeasureRow) -> Words:
    """Who does it. The Integrationsmanagement's phone number stands here where two languages leave the room for it."""
    parts = [_short(words) for words in who_words(data, speech, measure)]
    names = joined(parts, " + ")
    phone = phone_of(data) if Responsible.MANAGER in measure.content.who and not speech.bilingual else ""
    return joined((names, speech.same(phone))) if phone else names


def _short(words: Words) -> Words:
    return tuple(replace(said, text=shortened(said.text, 60)) for said in words)
