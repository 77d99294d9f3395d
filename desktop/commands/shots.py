"""`shots --out DIR`: pictures of every page with the demo town, for help and README. The only command that needs Qt."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

VAULT = "Tresor"
"""The demo vault lies here while pictures are taken."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="ORDNER", type=Path, required=True, help="Ordner für die Bilder")


def run(chosen: argparse.Namespace) -> int:
    from desktop.commands.town.photographer import Photographer  # noqa: PLC0415 - Qt for this command alone

    folder = chosen.out / VAULT
    try:
        with Photographer(folder, chosen.out) as photographer:
            for name in photographer.take_all():
                print(name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0
