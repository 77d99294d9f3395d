"""`demo --out DIR [--persons N]`: the fictional town Musterlingen with all its sheets, for learning and measuring."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_whole

if TYPE_CHECKING:
    from desktop.casework.plans.plan_print import PlanPrint
    from desktop.commands.town.making import Town

SHEETS = "Ausdrucke"
"""Folder of the PDFs below the demo's own."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="ORDNER", type=Path, required=True, help="Ordner für Tresor und Ausdrucke")
    parser.add_argument("--persons", metavar="ANZAHL", type=int, help="mindestens so viele Personen")


def run(chosen: argparse.Namespace) -> int:
    from desktop.commands.town.making import PASSWORD_FILE, make_town  # noqa: PLC0415 - SQLAlchemy only when needed

    if chosen.persons is not None and not 0 < chosen.persons <= 50_000:
        raise CaseworkError("Bitte eine Anzahl zwischen 1 und 50000 angeben.")
    town = make_town(chosen.out, chosen.persons, say=print)
    sheets = _print_sheets(town, chosen.out / SHEETS)
    print(f"{town.persons} Personen in „{town.files.database.name}“, {sheets} Ausdrucke in „{SHEETS}“.")
    print(f"Zugang: {town.label}; das Kennwort steht in „{PASSWORD_FILE}“.")
    return 0


def _print_sheets(town: Town, folder: Path) -> int:
    """Both plan sheets in German and in every language, each of the family that speaks it; how many were written."""
    from desktop.casework.office import actor_for  # noqa: PLC0415 - SQLAlchemy only when needed
    from desktop.casework.plans.plan_print import plan_print  # noqa: PLC0415
    from desktop.storage.vault import unlock  # noqa: PLC0415

    written = 0
    with unlock(town.files, town.label, town.password) as vault, vault.session() as session:
        actor = actor_for(session, town.label)
        for place, family in enumerate(town.families):
            if family.version_id is None:
                continue
            data = plan_print(session, actor, family.version_id)
            languages = (family.story.language, "de") if place == 0 else (family.story.language,)
            for language in languages:
                written += _write_both(data, language, folder)
    return written


def _write_both(data: PlanPrint, language: str, folder: Path) -> int:
    from desktop.printing.sheets.sheet import sheet  # noqa: PLC0415 - the printing engine only when needed
    from desktop.terms import PLAN_SHEETS, SheetVariant  # noqa: PLC0415

    variant = SheetVariant.GERMAN if language == "de" else SheetVariant.SIDE_BY_SIDE
    for kind in PLAN_SHEETS:
        printed = sheet(kind, data, variant, language)
        save_whole(folder / f"{language}_{kind}_{data.case_number}.pdf", printed.pdf, make_folder=True)
    return len(PLAN_SHEETS)
