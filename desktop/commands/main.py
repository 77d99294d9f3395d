"""Reads the command line and runs one command; turns every error into one sentence and an exit code."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from desktop import __version__, logs
from desktop.errors import CaseworkError

DONE, REFUSED, WRONG_CALL = 0, 1, 2

# One module each, so that `check` does not load the printing engine.
COMMANDS = {
    "backup": "Tresor sichern, während ihn niemand geöffnet hat",
    "check": "Tresor prüfen: Unversehrtheit, Aufbau, Zugänge",
    "demo": "Demo-Stadt Musterlingen mit Plänen und Ausdrucken anlegen",
    "export": "Alle Daten eines Tresors als JSON ausgeben",
    "import": "Übergabeliste einlesen (CSV oder XLSX)",
    "print": "Integrationsplan oder Mein Plan als PDF schreiben",
    "restore": "Eine Sicherung an die Stelle des Tresors holen, oder das zurücknehmen",
    "shots": "Bildschirmfotos für Hilfe und README",
}
_MODULES = {"import": "import_list", "print": "print_sheet"}  # Python keeps these words for itself

_log = logging.getLogger(__name__)


class _Parser(argparse.ArgumentParser):
    """Says in German what is wrong with a call; takes no shortened options, so that none is taken for another."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - passed on as it comes
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        del message  # argparse speaks English
        call = self.format_usage().removeprefix("usage: ").strip()
        sys.stderr.write(f"Der Aufruf stimmt nicht. Richtig ist: {' '.join(call.split())}\n")
        raise SystemExit(WRONG_CALL)


def main(arguments: Sequence[str]) -> int:
    """Run the command the arguments name; returns the exit code."""
    _speak_utf8()
    try:
        chosen = _parser(arguments[0] if arguments else "").parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    with logs.active():
        return _run(chosen)


def _run(chosen: argparse.Namespace) -> int:
    try:
        return int(chosen.run(chosen))
    except CaseworkError as error:
        sys.stderr.write(f"{error}\n")
    except KeyboardInterrupt:
        sys.stderr.write("Abgebrochen.\n")
    except Exception as error:
        from desktop.storage.errors import as_vault_error  # noqa: PLC0415 - start-up time

        known = as_vault_error(error)
        _log.exception("command failed")
        sys.stderr.write(f"{known or 'Unerwarteter Fehler; der Bericht steht im Protokoll.'}\n")
    return REFUSED


def _parser(command: str) -> argparse.ArgumentParser:
    """The whole command line, with the options of the one command that was called."""
    parser = _Parser(prog="wegplan", description="Wegplan ohne Fenster. Ohne Angaben startet das Fenster.")
    parser.add_argument("--version", action="version", version=f"Wegplan {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="BEFEHL", parser_class=_Parser)
    for name, purpose in COMMANDS.items():
        below = commands.add_parser(name, help=purpose, description=purpose)
        if name == command:
            module = importlib.import_module(f"desktop.commands.{_MODULES.get(name, name)}")
            module.add_arguments(below)
            below.set_defaults(run=module.run)
    return parser


def _speak_utf8() -> None:
    """A redirected stdout on Windows would be cp1252 and fail on names of other scripts."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
