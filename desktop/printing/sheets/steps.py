"""The steps of a goal, grouped by who does them: „Das mache ich“, „Das machen wir“, „Das machen andere“."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.plans.plan_print import PlanPrint
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow
from desktop.clock import german_date
from desktop.printing.engine import Block, CheckBox, Stack, Style, Table, TableColumn, Text
from desktop.printing.engine.styles import Align
from desktop.printing.sheets.catalogue_words import proof_words, step_words
from desktop.printing.sheets.names import given_name
from desktop.printing.sheets.speech import Speech, Words, joined
from desktop.printing.sheets.typeset import Look, Sizes, each_column, set_inline, set_words, spoken
from desktop.terms import DueKind, MeasureStatus, Responsible

_GROUPS = ("ich", "familie", "zusammen", "im", "andere")
_SAID_STATES = {MeasureStatus.STARTED, MeasureStatus.IMPOSSIBLE, MeasureStatus.DROPPED}


def step_tables(data: PlanPrint, speech: Speech, goal: GoalRow, sizes: Sizes) -> list[Block]:
    """One table per group that has steps."""
    if not goal.measures:
        return [set_words(speech.fixed("schritt.noch_keine"), Look(sizes.body))]
    groups: dict[str, list[MeasureRow]] = {}
    for measure in goal.measures:
        groups.setdefault(group_of(measure, family=speech.family), []).append(measure)
    names = [name for name in _GROUPS if name in groups]
    return [_table(data, speech, name, groups[name], sizes) for name in names]


def group_of(measure: MeasureRow, *, family: bool) -> str:
    """The heading a step stands under, as a key below `schritt.gruppe`."""
    who = set(measure.content.who)
    if who == {Responsible.CLIENT}:
        return "familie" if family else "ich"
    if Responsible.CLIENT in who:
        return "zusammen"
    return "im" if who == {Responsible.MANAGER} else "andere"


def who_words(data: PlanPrint, speech: Speech, measure: MeasureRow) -> list[Words]:
    """Everybody who does the step, the leading one first: names where agreed, else the role."""
    words = [_one(data, speech, measure, who) for who in measure.content.who]
    return list({spoken(one): one for one in words}.values())


def due_words(speech: Speech, measure: MeasureRow) -> Words:
    """The agreed day, or „laufend“, „sofort“, „noch offen“."""
    content = measure.content
    if content.due_kind is not DueKind.DATE:
        return speech.fixed(f"schritt.frist.{content.due_kind.value}")
    return speech.date(content.due_on) if content.due_on else speech.fixed("schritt.frist.offen")


def _one(data: PlanPrint, speech: Speech, measure: MeasureRow, who: Responsible) -> Words:
    content = measure.content
    if who is Responsible.CLIENT:
        named = next((person for person in data.persons if person.id == content.who_person_id), None)
        if speech.family and named:
            return given_name(data, speech, named)
        return speech.fixed("rolle.wir" if speech.family else "rolle.client")
    if who is Responsible.MANAGER:
        return speech.same(data.contact.name) if data.contact.name else speech.fixed("rolle.im")
    return speech.same(content.who_name) if content.who_name.strip() else speech.fixed(f"rolle.{who.value}")


def _table(data: PlanPrint, speech: Speech, group: str, measures: Sequence[MeasureRow], sizes: Sizes) -> Block:
    columns = [
        TableColumn(sizes.body + 11), *([TableColumn()] * len(speech.columns)), TableColumn(sizes.body * 6.8),
        TableColumn(sizes.body * 6.1),
    ]  # fmt: skip
    rows = [_row(data, speech, measure, sizes) for measure in measures]
    return Table(columns, rows, _heads(speech, group, sizes), padding=(4, 3.5))


def _heads(speech: Speech, group: str, sizes: Sizes) -> list[Block]:
    """The group over the steps, „Wer“ and „Bis“ in both languages over every table."""
    shared = Look(sizes.small, bold=True, align=_shared_align(speech))
    return [
        Text("", Style(speech.language, sizes.small)),
        *each_column(speech.fixed(f"schritt.gruppe.{group}"), Look(sizes.small, bold=True)),
        set_inline(speech.fixed("schritt.wer"), shared),
        set_inline(speech.fixed("schritt.bis"), shared),
    ]


def _row(data: PlanPrint, speech: Speech, measure: MeasureRow, sizes: Sizes) -> list[Block]:
    done = measure.status is MeasureStatus.DONE
    box = spoken(speech.fixed("bild.kaestchen_voll" if done else "bild.kaestchen_leer"))
    shared = Look(sizes.body, align=_shared_align(speech))
    steps = each_column(step_words(speech, measure), Look(sizes.body))
    below = [each_column(words, Look(sizes.small, grey=0.25)) for words in _below(speech, measure)]
    return [
        CheckBox(sizes.body, ticked=done, alternative=box),
        *(Stack(column, gap=1) for column in zip(steps, *below, strict=True)),
        Stack([set_inline(words, shared) for words in who_words(data, speech, measure)]),
        set_inline(due_words(speech, measure), shared),
    ]


def _below(speech: Speech, measure: MeasureRow) -> list[Words]:
    """What stands under a step: „Nachweis: Anmeldung“, and what happened to it since it was agreed."""
    said: list[Words] = []
    if measure.content.proof.strip():
        said.append(joined((speech.fixed("schritt.nachweis"), proof_words(speech, measure)), ": "))
    if measure.content.start_on:
        said.append(speech.fixed("schritt.ab", datum=german_date(measure.content.start_on)))
    if measure.done_on:
        said.append(speech.fixed("schritt.erledigt_am", datum=german_date(measure.done_on)))
    elif measure.due_on and measure.due_on != measure.agreed_due_on:
        said.append(speech.fixed("schritt.verschoben_auf", datum=german_date(measure.due_on)))
    if measure.status in _SAID_STATES:
        said.append(speech.fixed(f"schritt.status.{measure.status.value}"))
    return said


def _shared_align(speech: Speech) -> Align:
    """Cells that both languages share stand on the side where the sheet begins."""
    return "right" if speech.mirrored else "left"
