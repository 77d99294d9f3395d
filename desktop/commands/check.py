"""`check VAULT [--json]`: integrity, schema, key slots. Damage ends with 1. Changes nothing."""

from __future__ import annotations

import argparse
import json

from desktop.commands.opening import add_vault_arguments, read_password, user_label, vault_files
from desktop.storage.health import HealthReport, check_vault, file_report
from desktop.storage.kdf import STANDARD_COST


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("--json", action="store_true", help="Bericht als JSON")
    parser.add_argument("--files-only", action="store_true", help="ohne Kennwort, nur was die Dateien zeigen")


def run(chosen: argparse.Namespace) -> int:
    report = _report(chosen)
    print(json.dumps(_plain(report), ensure_ascii=False, indent=2) if chosen.json else _spoken(report))
    return 0 if report.sound else 1


def _report(chosen: argparse.Namespace) -> HealthReport:
    """Damaged files are reported before anybody is asked for a password."""
    files = vault_files(chosen)
    report = file_report(files, STANDARD_COST)
    if chosen.files_only or not report.sound:
        return report
    return check_vault(files, label=user_label(chosen), password=read_password(chosen))


def _plain(report: HealthReport) -> dict[str, object]:
    return {
        "vault": report.vault,
        "sound": report.sound,
        "complete": report.complete,
        "findings": [{"kind": finding.kind.value, "sentence": finding.sentence} for finding in report.findings],
        "slots": list(report.slots),
        "recovery": report.has_recovery,
        "bytes": report.size,
        "schema": report.revision,
        "saves": report.saves,
        "counts": report.counts,
    }


def _spoken(report: HealthReport) -> str:
    lines = [finding.sentence for finding in report.findings]
    if report.sound:
        checked = "Der Tresor ist unversehrt." if report.complete else "An den Dateien ist kein Schaden zu sehen."
        lines.append(f"{checked} Zugänge: {', '.join(report.slots)}.")
    return "\n".join(lines)
