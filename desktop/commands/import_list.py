"""`import VAULT FILE`: take a county's hand-over list over as the window would with its proposals.

New rows are taken, changed ones by proposal, suspected duplicates are left out; what was left out can be returned.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.clock import german_date, today
from desktop.commands.opening import add_vault_arguments, opened
from desktop.errors import CaseworkError, ImportFileError
from desktop.exchange.whole_file import save_whole

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.casework.handover.incoming import IncomingList
    from desktop.casework.handover.outcome import Preview
    from desktop.casework.rights import Actor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("list", metavar="DATEI", type=Path, help="Liste als CSV oder XLSX")
    parser.add_argument("--sender", metavar="NAME", help="wer die Liste schickt, wenn es nicht in ihr steht")
    parser.add_argument("--as-of", metavar="TT.MM.JJJJ", help="Stand der Liste, wenn er nicht in ihr steht")
    parser.add_argument("--dry-run", action="store_true", help="nur zeigen, nichts übernehmen")
    parser.add_argument("--json", action="store_true", help="Zahlen als JSON")
    parser.add_argument("--rejected", metavar="DATEI", type=Path, help="nicht übernommene Zeilen als XLSX")


def run(chosen: argparse.Namespace) -> int:
    told = _told(chosen)
    data = _read_bytes(chosen.list)
    with opened(chosen) as (_, session, actor):
        incoming, preview = _compare(session, actor, data, told)
        if chosen.rejected:  # first, so that nothing is taken over when the file cannot be written
            save_whole(chosen.rejected, _rejected(incoming, preview), make_folder=True)
        if not chosen.dry_run:
            _take_over(session, actor, incoming, preview)
    counts = preview.counts.as_dict()
    print(json.dumps(counts, indent=2) if chosen.json else _spoken(counts, dry_run=chosen.dry_run))
    return 0


def _told(chosen: argparse.Namespace) -> dict[str, Any]:
    """What the call says about the list, which counts more than what stands in it."""
    told: dict[str, Any] = {}
    if chosen.sender is not None and chosen.sender.strip():
        told["sender"] = chosen.sender.strip()
    if chosen.as_of is not None:
        told["as_of"] = _day(chosen.as_of)
    return told


def _day(written: str) -> dt.date:
    try:
        day = dt.datetime.strptime(written.strip(), "%d.%m.%Y").date()  # noqa: DTZ007 - a calendar day, no moment
    except ValueError:
        raise CaseworkError(f"„{written}“ ist kein Datum. Bitte als TT.MM.JJJJ angeben, z. B. 03.11.2026.") from None
    if day > today():
        raise CaseworkError(f"Bitte bei --as-of einen Tag bis heute, {german_date(today())}, angeben.")
    return day


def _compare(session: Session, actor: Actor, data: bytes, told: dict[str, Any]) -> tuple[IncomingList, Preview]:
    from desktop.casework.handover.comparing import preview_list  # noqa: PLC0415 - SQLAlchemy after the password
    from desktop.casework.office import office_settings  # noqa: PLC0415
    from desktop.exchange.handover_list import open_list_apart, read_list  # noqa: PLC0415

    incoming = replace(read_list(open_list_apart(data), home_town=office_settings(session, actor).town), **told)
    return incoming, preview_list(session, actor, incoming)


def _take_over(session: Session, actor: Actor, incoming: IncomingList, preview: Preview) -> None:
    from desktop.casework.handover.importing import import_list  # noqa: PLC0415 - see above
    from desktop.casework.handover.outcome import ImportOptions  # noqa: PLC0415

    import_list(session, actor, incoming, {}, ImportOptions(seen=preview.counts))


def _rejected(incoming: IncomingList, preview: Preview) -> bytes:
    from desktop.casework.list_rows import Decision  # noqa: PLC0415 - see above
    from desktop.exchange.returned_rows import returned_rows  # noqa: PLC0415

    reasons = {
        row.row: row.reason
        for row in preview.rows
        if row.proposal is Decision.LEAVE and not row.settled
    }
    return returned_rows(incoming, reasons)


def _read_bytes(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError:
        raise ImportFileError(f"„{source.name}“ kann nicht gelesen werden. Bitte Namen und Ort prüfen.") from None


def _spoken(counts: dict[str, int], *, dry_run: bool) -> str:
    head = "Das würde übernommen" if dry_run else "Übernommen"
    return (
        f"{head}: {counts['new']} neue, {counts['changed']} geänderte Personen. "
        f"{counts['same']} unverändert, {counts['duplicates']} mögliche Doppel ausgelassen, "
        f"{counts['unreadable']} nicht lesbar; {counts['rows']} Zeilen, {counts['ignored']} weitere übergangen."
    )
