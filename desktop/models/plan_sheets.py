"""The sheets that are kept when a Fassung comes into force: German, and beside it the person's language."""

from __future__ import annotations

from dataclasses import replace

from desktop.casework.plans.plan_life import Sheet, Signing
from desktop.casework.plans.plan_print import PlanPrint
from desktop.clock import today
from desktop.models.work import Progress
from desktop.terms import PLAN_SHEETS, PlanState, SheetVariant


def make_sheets(data: PlanPrint, signing: Signing, progress: Progress) -> tuple[Sheet, ...]:
    """Both print-outs in German and, where the plan has a second language, with it side by side.

    They are made as the Fassung will be once it is in force. For `work.compute`: no database, less than a second.
    """
    from desktop.printing.sheets.sheet import sheet  # noqa: PLC0415  loads reportlab, needed for the first print only

    ready = as_in_force(data, signing)
    wanted = [(kind, variant, language) for kind in PLAN_SHEETS for variant, language in _variants(ready)]
    made = []
    for done, (kind, variant, language) in enumerate(wanted, 1):
        progress.check()
        made.append(Sheet(kind, variant, language, sheet(kind, ready, variant, language).pdf))
        progress.report(done, len(wanted))
    return tuple(made)


def as_in_force(data: PlanPrint, signing: Signing) -> PlanPrint:
    """The print data with the signatures and the state that are about to be stored."""
    view = replace(
        data.view, state=PlanState.IN_FORCE, valid_from=signing.valid_from or today(), signatures=signing.signatures,
        signed_place=signing.place.strip(), unsigned_reason=signing.unsigned_reason.strip(),
        read_out_in=signing.read_out_in.strip(),
    )
    return replace(data, view=view)


def _variants(data: PlanPrint) -> tuple[tuple[SheetVariant, str], ...]:
    language = data.view.header.language
    german = ((SheetVariant.GERMAN, "de"),)
    return (*german, (SheetVariant.SIDE_BY_SIDE, language)) if language else german
