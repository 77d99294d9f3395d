"""The foot of every page: case number, Fassung, date and page, never a name (domain 9.2)."""

from __future__ import annotations

from collections.abc import Callable

from desktop.casework.plans.plan_print import PlanPrint
from desktop.printing.engine import Block, Column, Columns, Stack
from desktop.printing.engine.styles import Align
from desktop.printing.sheets.speech import Speech, joined
from desktop.printing.sheets.typeset import Look, set_inline, set_words

_SIZE = 8.5


def footer(data: PlanPrint, speech: Speech, *, with_note: bool = False) -> Callable[[int, int], Block]:
    """The foot as the engine calls it; `with_note` repeats on every page that texts are machine-made."""
    number, version = speech.same(data.case_number), speech.fixed("plan.fassung", nummer=data.view.version)
    fixed = joined((number, version, speech.date(data.printed_on)))
    begin, end = _sides(speech)
    noted = with_note and speech.unreviewed
    note = set_words(speech.fixed("hinweis.maschinell"), Look(_SIZE, grey=0.25)) if noted else None

    def foot(page: int, pages: int) -> Block:
        numbers = set_inline(speech.fixed("fuss.seite", seite=page, seiten=pages), Look(_SIZE, grey=0.25, align=end))
        row = Columns((Column(set_inline(fixed[:1], Look(_SIZE, grey=0.25, align=begin))), Column(numbers)))
        return Stack((note, row), gap=1) if note else row

    return foot


def _sides(speech: Speech) -> tuple[Align, Align]:
    return ("right", "left") if speech.mirrored else ("left", "right")
