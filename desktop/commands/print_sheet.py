"""`print VAULT --case NR --document plan|mein-plan --language CODE --out FILE`: a sheet of the newest Fassung."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.opening import add_vault_arguments, opened
from desktop.exchange.whole_file import save_whole
from desktop.terms import PLAN_SHEETS, PRINT_LANGUAGES, SheetKind, SheetVariant

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.casework.rights import Actor
    from desktop.printing.sheets.printed import PrintedSheet

_GERMAN = "de"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("--case", metavar="NR", required=True, help="Fallnummer, zum Beispiel F-2026-014")
    kinds = [kind.value for kind in PLAN_SHEETS]
    parser.add_argument("--document", required=True, choices=kinds, help="welcher Ausdruck")
    parser.add_argument(
        "--language", metavar="KÜRZEL", required=True, choices=[_GERMAN, *PRINT_LANGUAGES],
        help=f"zweite Sprache: {' '.join(PRINT_LANGUAGES)}; {_GERMAN} = nur Deutsch",
    )  # fmt: skip
    parser.add_argument(
        "--variant", choices=[variant.value for variant in SheetVariant], default=SheetVariant.SIDE_BY_SIDE.value,
        help="nur Deutsch, beide Sprachen nebeneinander (Vorgabe) oder nur die zweite Sprache",
    )  # fmt: skip
    parser.add_argument("--large", action="store_true", help="in großer Schrift")
    parser.add_argument("--out", metavar="DATEI", type=Path, required=True, help="Ziel (unverschlüsselt)")


def run(chosen: argparse.Namespace) -> int:
    with opened(chosen) as (_, session, actor):
        pdf, said = _sheet(session, actor, chosen)
    save_whole(chosen.out, pdf, make_folder=True)
    print(said)
    return 0


def _sheet(session: Session, actor: Actor, chosen: argparse.Namespace) -> tuple[bytes, str]:
    """The PDF and what to say about it; a kept sheet comes back byte for byte (decision 18)."""
    from desktop.casework.plans.plan_life import kept_sheet  # noqa: PLC0415 - SQLAlchemy only after the password is proven
    from desktop.casework.plans.plan_print import find_version, plan_print  # noqa: PLC0415 - as above
    from desktop.printing.sheets.sheet import sheet  # noqa: PLC0415 - as above, and the print engine

    kind, variant = SheetKind(chosen.document), _variant(chosen)
    language = _GERMAN if variant is SheetVariant.GERMAN else chosen.language
    version = find_version(session, actor, chosen.case)
    data = plan_print(session, actor, version)  # first, so that a reprint is recorded too
    kept = None if chosen.large else kept_sheet(session, actor, version, kind, variant, language)
    if kept is not None:
        return kept, "Geschrieben wurde der aufbewahrte Ausdruck dieser Fassung."
    made = sheet(kind, data, variant, language, chosen.large)
    _warn(made)
    return made.pdf, _summary(made)


def _variant(chosen: argparse.Namespace) -> SheetVariant:
    return SheetVariant.GERMAN if chosen.language == _GERMAN else SheetVariant(chosen.variant)


def _summary(made: PrintedSheet) -> str:
    said = ["1 Seite geschrieben." if made.pages == 1 else f"{made.pages} Seiten geschrieben."]
    if made.unreviewed:
        said.append(f"{len(made.unreviewed)} Texte sind maschinell übersetzt und noch nicht geprüft.")
    if made.untranslated or made.untranslated_own:
        said.append(f"Noch nicht übersetzt: {len(made.untranslated) + made.untranslated_own}.")
    return " ".join(said)


def _warn(made: PrintedSheet) -> None:
    if made.missing:
        shown = " ".join(f"U+{ord(character):04X}" for character in made.missing)
        sys.stderr.write(f"Diese Zeichen kann keine Schrift drucken, auf dem Papier steht dafür ein Ersatz: {shown}\n")
