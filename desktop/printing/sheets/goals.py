"""A goal with its steps: pictogram of the area, what it is known by, values, and who does what until when."""

from __future__ import annotations

from desktop import paths
from desktop.casework.plans.plan_print import PlanPrint
from desktop.casework.plans.plan_rows import GoalRow
from desktop.printing.engine import Block, Box, Column, Columns, Icon, Stack
from desktop.printing.sheets.catalogue_words import goal_words, indicator_words
from desktop.printing.sheets.names import given_name
from desktop.printing.sheets.scale import ValueScale
from desktop.printing.sheets.speech import Speech, Words, joined
from desktop.printing.sheets.steps import step_tables
from desktop.printing.sheets.typeset import Look, Sizes, each_column, set_columns, set_words, spoken
from desktop.terms import GoalStatus, PlanKind

_ICON = 26.0
_UNSAID_STATES = {GoalStatus.PLANNED, GoalStatus.RUNNING}


def goal_box(data: PlanPrint, speech: Speech, goal: GoalRow, number: int, sizes: Sizes) -> Block:
    """One goal as a frame with a shaded head; a page may end between two steps."""
    body = [*_measured_by(speech, goal, sizes, explained=number == 1), *step_tables(data, speech, goal, sizes)]
    head = _head(data, speech, goal, number, sizes)
    return Box(Stack(body, gap=3), head=head, padding=(7, 4), head_padding=(10, 5), tag="Sect", divisible=True)


def area_icon(data: PlanPrint, speech: Speech, area: str, side: float) -> Icon:
    """The area's pictogram; a screen reader hears the area's name."""
    name = spoken(speech.fixed(f"bereich.{area}"))
    alternative = spoken(speech.fixed("bild.bereich", bereich=name))
    return Icon(paths.resource("icons", f"{data.areas[area].icon}.svg"), side, alternative)


def _head(data: PlanPrint, speech: Speech, goal: GoalRow, number: int, sizes: Sizes) -> Block:
    look = Look(sizes.goal, bold=True, tag="H3")
    numbered = joined((speech.same(f"{number}"), goal_words(speech, goal)), "  ")
    titles = each_column(numbered, look)
    about = each_column(_about(data, speech, goal), Look(sizes.small, grey=0.25))
    words = set_columns([[title, line] for title, line in zip(titles, about, strict=True)], between=1)
    icon = area_icon(data, speech, goal.content.area, _ICON)
    return Columns((Column(icon, width=_ICON, align="middle"), Column(words, align="middle")), gap=10)


def _about(data: PlanPrint, speech: Speech, goal: GoalRow) -> Words:
    """„Sprache · für Maryam · bis 12 Monate“."""
    content = goal.content
    parts = [speech.fixed(f"bereich.{content.area}")]
    if data.view.kind is PlanKind.FAMILY and content.person_id is not None:
        person = next((person for person in data.persons if person.id == content.person_id), None)
        name = given_name(data, speech, person) if person else goal.person_name
        parts.append(speech.fixed("ziel.fuer", name=name))
    if content.horizon:
        parts.append(speech.fixed(f"ziel.horizont.{content.horizon.value}"))
    if content.priority:
        parts.append(speech.fixed(f"ziel.prioritaet.{content.priority}"))
    if goal.status not in _UNSAID_STATES:
        parts.append(speech.fixed(f"ziel.status.{goal.status.value}"))
    return joined(parts)


def _measured_by(speech: Speech, goal: GoalRow, sizes: Sizes, *, explained: bool) -> list[Block]:
    """„Woran merken wir es?“ and the values from 0 to 10, explained once on a sheet."""
    content = goal.content
    blocks: list[Block] = []
    if content.indicator.strip():
        look = Look(sizes.body, keep_with_next=True)
        blocks.append(set_words(indicator_words(speech, goal), look, label=speech.fixed("ziel.indikator")))
    if content.value_start is not None and content.value_target is not None:
        blocks += _values(speech, goal, content.value_start, content.value_target, sizes)
        if explained:
            look = Look(sizes.small, grey=0.25, keep_with_next=True)
            blocks.append(set_words(speech.fixed("ziel.skala"), look))
    return blocks


def _values(speech: Speech, goal: GoalRow, start: int, target: int, sizes: Sizes) -> list[Block]:
    words = speech.fixed("ziel.wert", heute=start, ziel=target)
    if goal.value_now not in (None, start):
        words = joined((words, speech.fixed("ziel.wert_jetzt", wert=goal.value_now)))
    scale = ValueScale(start, target, goal.value_now, side=sizes.body * 0.8)
    return [set_words(words, Look(sizes.body, keep_with_next=True)), scale]
