"""Every print-out of a plan by its kind."""

from __future__ import annotations

from desktop.casework.plans.plan_print import PlanPrint
from desktop.printing.sheets.one_page import one_page
from desktop.printing.sheets.plan_sheet import plan_sheet
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import SheetKind, SheetVariant

_MAKERS = {SheetKind.PLAN: plan_sheet, SheetKind.ONE_PAGE: one_page}


def sheet(
    kind: SheetKind, data: PlanPrint, variant: SheetVariant, language: str, large_print: bool = False
) -> PrintedSheet:
    """The sheet as PDF with what is to be known before handing it out. Language `de` is German alone.

    Pure: the same data give the same bytes, nothing is read but the program's own resources. Raises PrintError for a
    language without texts.
    """
    return _MAKERS[kind](data, variant, language, large_print=large_print)
