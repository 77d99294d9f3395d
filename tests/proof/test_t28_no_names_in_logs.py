"""T28: an error in any use case, whatever it carries, leaves no name in the log, the report or on stderr."""

from __future__ import annotations

import importlib
import inspect
import io
import logging
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError, StatementError

from desktop import casework, logs
from desktop.casework.gate import REGISTRY
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.storage.engine import driver_connection
from desktop.storage.open_vault import OpenVault
from tests.functional.marked_day import ARABIC, FOREIGN, LATIN
from tests.proof.recording import Proof, german

MARKED = f"{LATIN} {FOREIGN} {ARABIC} geboren 01.02.1985"
PATTERN = re.compile("|".join((LATIN, FOREIGN, ARABIC, "1985", ascii(FOREIGN)[1:-1].replace("\\", r"\\"))))


class Marked:
    """An argument of the wrong kind, which names the person in whatever Python says about it."""

    def __repr__(self) -> str:
        return f"<{MARKED}>"

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{MARKED} has no {name}")


def wrapped() -> Exception:
    error = KeyError(f"{{'name': '{MARKED}'}}")
    error.__cause__ = CaseworkError(f"„{MARKED}“ gibt es schon.")
    return error


FAULTS: dict[str, Callable[[], Exception]] = {
    "value": lambda: ValueError(f"cannot read {MARKED}"),
    "row": lambda: IntegrityError(f"cannot insert '{MARKED}'", {"a": MARKED}, Exception(MARKED)),
    "statement": lambda: StatementError(MARKED, "SELECT ?", (MARKED,), ValueError(MARKED)),
    "file": lambda: FileNotFoundError(2, "No such file", f"/home/{LATIN}/{FOREIGN}.pdf"),
    "text": lambda: UnicodeDecodeError("utf-8", MARKED.encode("utf-16"), 0, 1, MARKED),
    "wrapped": wrapped,
    "sentence": lambda: CaseworkError(f"„{MARKED}“ geht nicht."),
}


def use_cases() -> list[str]:
    """Every gated function of the program."""
    for found in pkgutil.walk_packages(casework.__path__, "desktop.casework."):
        importlib.import_module(found.name)
    return sorted(name for name in REGISTRY if name.startswith("desktop.casework."))


def call_of(name: str, argument: object) -> tuple[Callable[..., Any], list[object]]:
    """The function and marked arguments for all it must be given."""
    module, _, attribute = name.rpartition(".")
    function = getattr(sys.modules[module], attribute)
    wanted = list(inspect.signature(inspect.unwrap(function)).parameters.values())[2:]
    asked = [one for one in wanted if one.default is inspect.Parameter.empty and one.kind is not one.VAR_POSITIONAL]
    return function, [argument for one in asked if one.kind is not one.KEYWORD_ONLY]


@contextmanager
def failing(fault: Callable[[], Exception]) -> Iterator[list[str]]:
    """Every statement fails; gives the list of what was tried."""
    tried: list[str] = []

    def refuse(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        tried.append(statement)
        raise fault()

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        yield tried
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)


class _Open(logging.Handler):
    """The control: the same records written by an ordinary formatter."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def test_no_error_of_any_use_case_writes_a_name(
    proof: Proof, vault: OpenVault, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
) -> None:  # fmt: skip
    expect_log("Unerwarteter Fehler|failed|Fall ")
    names, reports, failed = use_cases(), list[str](), list[str]()
    kinds = list(FAULTS)
    rounds = proof.amount(1, len(kinds))
    stderr, control, context = io.StringIO(), _Open(), QObject()
    monkeypatch.setattr(sys, "stderr", stderr)
    log = logging.getLogger("desktop.casework.proof")
    with logs.active(reports.append, tmp_path, console=True):
        logging.getLogger("desktop").addHandler(control)
        for number, name in enumerate(names * rounds):
            fault = FAULTS[kinds[(number + number // len(names)) % len(kinds)]]
            for argument in (MARKED, Marked()):
                function, arguments = call_of(name, argument)
                run = work.change if REGISTRY[name].writes else work.read
                with failing(fault):
                    try:
                        run(context, function, *arguments, failed=lambda error: failed.append(str(error)))
                    except Exception as error:  # a wrong number of arguments is said before anything runs
                        sys.excepthook(type(error), error, error.__traceback__)
            try:
                raise fault()
            except Exception as error:
                log.exception("Fall %s failed: %s", argument, error)
        logging.getLogger("desktop").removeHandler(control)
    written = "".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir()) if path.is_file())
    assert len(reports) + len(failed) >= len(names) * rounds
    for text in (written, stderr.getvalue(), *reports):
        assert not PATTERN.search(text), PATTERN.search(text)
    open_lines = sum(bool(PATTERN.search(line)) for line in control.lines)
    assert open_lines > len(names) * rounds
    with driver_connection(vault._database.engine) as connection:
        assert connection.execute("SELECT count(*) FROM persons").fetchone() == (0,)
    proof.reached("T28", f"Fehler in allen {len(names)} Vorgängen, mit Namen in Werten und Meldungen",
                  f"0 Namen nach {german(len(reports) + len(failed))} Fehlern", "0",
                  f"gewöhnliches Protokoll: {german(open_lines)} Einträge mit Namen")
