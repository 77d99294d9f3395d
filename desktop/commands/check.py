"""`check VAULT [--json]`: integrity, schema, key slots, access record. Damage ends with 1. Changes nothing."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.commands.opening import add_vault_arguments, read_password, user_label, vault_files
from desktop.storage.files import VaultFiles
from desktop.storage.health.findings import Kind
from desktop.storage.health.health import HealthReport, check_vault, file_report
from desktop.storage.keys.kdf import STANDARD_COST

if TYPE_CHECKING:
    from desktop.casework.access.access_chain import ChainReport

#: A vault that is found like this is not opened to read its access record: opening would change it, or cannot.
_NOT_OPENED = (Kind.OLDER_VERSION, Kind.NEWER_VERSION, Kind.READ_ONLY, Kind.SYNC_FOLDER)


@dataclass(frozen=True)
class Checked:
    """The vault's health, and what its access record says of itself where it could be read."""

    health: HealthReport
    record: ChainReport | None = None

    @property
    def sound(self) -> bool:
        return self.health.sound and (self.record is None or self.record.whole)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("--json", action="store_true", help="Bericht als JSON")
    parser.add_argument("--files-only", action="store_true", help="ohne Kennwort, nur was die Dateien zeigen")


def run(chosen: argparse.Namespace) -> int:
    checked = _check(chosen)
    print(json.dumps(_plain(checked), ensure_ascii=False, indent=2) if chosen.json else _spoken(checked))
    return 0 if checked.sound else 1


def _check(chosen: argparse.Namespace) -> Checked:
    """Damaged files are reported before anybody is asked for a password."""
    files = vault_files(chosen)
    report = file_report(files, STANDARD_COST)
    if chosen.files_only or not report.sound:
        return Checked(report)
    label, password = user_label(chosen), read_password(chosen)
    checked = Checked(check_vault(files, label=label, password=password))
    if not checked.health.complete or not checked.health.sound or any(map(checked.health.finding, _NOT_OPENED)):
        return checked
    return replace(checked, record=_record(files, label, password))


def _record(files: VaultFiles, label: str, password: str) -> ChainReport:
    """Every entry of the access record, also against what this PC has seen (security.md T22)."""
    from desktop.casework.access.access_chain import Head  # noqa: PLC0415 - SQLAlchemy only after the password is proven
    from desktop.casework.access.access_log import check_access_log  # noqa: PLC0415 - see above
    from desktop.casework.office import actor_for  # noqa: PLC0415 - see above
    from desktop.storage.seen.seen_head import seen_head  # noqa: PLC0415 - see above
    from desktop.storage.vault import unlock  # noqa: PLC0415 - see above

    with unlock(files, label, password) as vault, vault.session() as session:
        return check_access_log(session, actor_for(session, label), Head(*seen_head(files)))


def _plain(checked: Checked) -> dict[str, object]:
    report, record = checked.health, checked.record
    return {
        "vault": report.vault,
        "sound": checked.sound,
        "complete": report.complete,
        "findings": [{"kind": finding.kind.value, "sentence": finding.sentence} for finding in report.findings],
        "slots": list(report.slots),
        "recovery": report.has_recovery,
        "bytes": report.size,
        "schema": report.revision,
        "saves": report.saves,
        "counts": report.counts,
        "access_record": record and {
            "entries": record.entries, "whole": record.whole,
            "breaks": [{"kind": found.kind.value, "sentence": found.sentence} for found in record.findings],
        },
    }  # fmt: skip


def _spoken(checked: Checked) -> str:
    report, record = checked.health, checked.record
    lines = [finding.sentence for finding in report.findings]
    if report.sound:
        said = "Der Tresor ist unversehrt." if report.complete else "An den Dateien ist kein Schaden zu sehen."
        lines.append(f"{said} Zugänge: {', '.join(report.slots)}.")
    if record is not None and record.whole:
        lines.append(f"Das Zugriffsprotokoll ist lückenlos und unverändert ({record.entries} Einträge).")
    elif record is not None:
        lines += ["Das Zugriffsprotokoll wurde verändert.", *(finding.sentence for finding in record.findings)]
    return "\n".join(lines)
