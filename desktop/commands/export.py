"""`export VAULT --json FILE`: all data of a vault in the open, for moving elsewhere. The file is not encrypted."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from desktop.commands.opening import add_vault_arguments, opened
from desktop.exchange.whole_file import save_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("--json", metavar="DATEI", type=Path, required=True, help="Zieldatei (unverschlüsselt)")


def run(chosen: argparse.Namespace) -> int:
    from desktop.casework.export import export_all  # noqa: PLC0415 - SQLAlchemy only after the password is proven

    with opened(chosen) as (_, session, actor):
        data = export_all(session, actor)
    save_whole(chosen.json, json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8"), make_folder=True)
    rows = sum(len(rows) for rows in data["tables"].values())
    print(f"{rows} Zeilen geschrieben. Die Datei ist nicht verschlüsselt; bitte sicher aufbewahren.")
    return 0
