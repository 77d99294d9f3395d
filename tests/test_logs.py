"""Logs and crash reports say where it happened, never whom it was about (PRIVACY)."""

from __future__ import annotations

import enum
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop import logs
from desktop.errors import CaseworkError

ExpectLog = Callable[[str], None]
MARKER = "Zoltán-Markierung"
log = logging.getLogger("desktop.casework.example")


class Kind(enum.Enum):
    CASE = "case"


def everything_in(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def fail_with_the_marker(name: str = MARKER) -> None:
    born = f"01.02.1985 {name}"
    raise ValueError(f"cannot read {born}")


def fail_in_a_statement() -> None:
    engine = sa.create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("INSERT INTO person (name) VALUES (:name)"), {"name": MARKER})
    finally:
        engine.dispose()


def test_no_name_reaches_the_log_folder_whatever_goes_wrong(
    tmp_path: Path, expect_log: ExpectLog, capsys: pytest.CaptureFixture[str]
) -> None:
    expect_log(r"gespeichert|gelesen|Unerwarteter Fehler|fontTools|marker")
    with logs.active(folder=tmp_path, console=True):
        log.error("Fall %s wurde nicht gespeichert, Person %d, %s", MARKER, 7, Kind.CASE)
        log.error("Datei '%s' wurde nicht gelesen", MARKER)
        logging.getLogger("fontTools.subset").warning(f"{MARKER} has no marker glyph")
        for broken in (fail_with_the_marker, fail_in_a_statement):
            try:
                broken()
            except Exception:
                sys.excepthook(*sys.exc_info())
    shown = capsys.readouterr().err
    text = everything_in(tmp_path) + shown
    assert "Person 7, CASE" in shown
    assert MARKER not in text
    assert "1985" not in text
    assert "Fall ‹…› wurde nicht gespeichert, Person 7, CASE" in text
    assert "fail_with_the_marker" in text
    assert "sqlalchemy.exc.OperationalError" in text


def test_the_same_grep_finds_a_name_that_an_ordinary_formatter_writes(
    tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("nicht gespeichert")
    handler = logging.FileHandler(tmp_path / "leck.log", encoding="utf-8")
    log.addHandler(handler)
    try:
        fail_with_the_marker()
    except ValueError:
        log.exception("nicht gespeichert")
    log.removeHandler(handler)
    handler.close()
    assert MARKER in everything_in(tmp_path)


def test_a_bug_is_reported_with_its_places_and_without_its_text(tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("Unerwarteter Fehler")
    seen: list[str] = []
    with logs.active(seen.append, tmp_path):
        worker = threading.Thread(target=fail_with_the_marker)
        worker.start()
        worker.join()
    [text] = seen
    assert MARKER not in text
    assert "builtins.ValueError" in text
    assert "tests/test_logs.py" in text
    assert str(Path.home()) not in text


def test_our_own_sentence_stays_in_the_report_but_not_what_it_quotes() -> None:
    try:
        try:
            fail_with_the_marker()
        except ValueError as error:
            raise CaseworkError(f"Die Zeile mit „{MARKER}“ fehlt.") from error
    except CaseworkError as error:
        text = logs.report(error)
    assert "Die Zeile mit ‹…› fehlt." in text
    assert "entstanden aus:\nbuiltins.ValueError\n" in text
    assert MARKER not in text


@pytest.mark.parametrize(
    "text",
    [f"'{MARKER}'", f'"{MARKER}"', f"„{MARKER}“", f"»{MARKER}«", f"[parameters: ({MARKER},\n{MARKER})]", "1985-02-01"],
)
def test_quoted_values_and_dates_are_masked(text: str) -> None:
    assert logs.mask(f"Wert {text} falsch") == f"Wert {logs.MASK} falsch"


def test_case_numbers_stay_readable_because_they_say_nothing(tmp_path: Path) -> None:
    with logs.active(folder=tmp_path):
        log.info("Fall %s geöffnet", "F-2026-017")
    assert "Fall F-2026-017 geöffnet" in everything_in(tmp_path)


def test_a_message_that_does_not_fit_its_arguments_is_still_written_without_them() -> None:
    record = logging.LogRecord("desktop.x", logging.ERROR, "x.py", 1, "Fall %d", (MARKER,), None)
    assert logs.PrivateFormatter().format(record).endswith("Fall %d (Angaben passen nicht zur Meldung)")
    record = logging.LogRecord("desktop.x", logging.ERROR, "x.py", 1, ValueError(MARKER), None, None)
    assert MARKER not in logs.PrivateFormatter().format(record)


def test_the_hooks_are_given_back_at_the_end(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook, logging.getLogger().handlers.copy()
    with logs.active(folder=tmp_path):
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.getLogger().handlers) == before


def test_a_headless_command_keeps_stderr_for_its_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], expect_log: ExpectLog
) -> None:
    expect_log("leise")
    with logs.active(folder=tmp_path):
        log.error("leise")
    assert capsys.readouterr().err == ""


def test_a_program_without_stderr_logs_to_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    expect_log("Ohne Fenster")
    monkeypatch.setattr(sys, "stderr", None)
    with logs.active(folder=tmp_path, console=True):
        log.warning("Ohne Fenster")
    assert "Ohne Fenster" in everything_in(tmp_path)


def test_a_good_end_leaves_no_fault_and_a_hard_crash_is_known_at_the_next_start(tmp_path: Path) -> None:
    program = "import faulthandler, sys; from pathlib import Path; from desktop import logs\n"
    program += "with logs.active(folder=Path(sys.argv[1])):\n    sys.argv[2] == 'crash' and faulthandler._sigabrt()\n"
    assert logs.previous_fault(tmp_path) is None
    good = subprocess.run([sys.executable, "-c", program, str(tmp_path), "end"])
    assert (good.returncode, logs.previous_fault(tmp_path)) == (0, None)
    crashed = subprocess.run([sys.executable, "-c", program, str(tmp_path), "crash"])
    fault = logs.previous_fault(tmp_path)
    assert crashed.returncode != 0
    assert fault is not None
    assert "Fatal Python error" in fault
    with logs.active(folder=tmp_path):
        pass
    assert logs.previous_fault(tmp_path) is None


def test_noise_of_windows_dialogs_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / logs.FAULT_NAME).write_text("Windows fatal exception: code 0x8001010d\n\nThread 1:\n", encoding="utf-8")
    assert logs.previous_fault(tmp_path) is None


PLACE = "\\".join(("C:", "Users", "Petra Lang", "AppData", "Wegplan", "desktop", "views", "desk.py"))
TRACE = f'''Fatal Python error: Aborted

Current thread 0x00001 (most recent call first):
  File "{PLACE}", line 3 in go
'''


def test_a_trace_is_shown_without_the_folders_of_the_user_and_kept_for_later(tmp_path: Path) -> None:
    (tmp_path / logs.FAULT_NAME).write_text(TRACE, encoding="utf-8")
    fault = logs.previous_fault(tmp_path)
    assert fault is not None
    assert 'File "desktop/views/desk.py", line 3 in go' in fault
    assert "Petra" not in fault
    for _ in range(2):  # a good run in between does not take it away
        with logs.active(folder=tmp_path):
            log.info("weiter")
    assert logs.previous_fault(tmp_path) is None
    shown = logs.newest(tmp_path)
    assert shown.startswith("Letzter Absturz:\nFatal Python error")
    assert "weiter" in shown
    assert "Petra" not in shown


def test_of_a_long_log_the_newest_whole_lines_are_shown(tmp_path: Path) -> None:
    lines = [f"Zeile {number} ä" for number in range(30_000)]
    (tmp_path / logs.LOG_NAME).write_text("\n".join(lines), encoding="utf-8")
    shown = logs.newest(tmp_path).splitlines()
    assert shown[-1] == lines[-1]
    assert shown[0] in lines
    assert 100 < len(shown) < len(lines)


def test_nothing_is_shown_where_nothing_was_noted(tmp_path: Path) -> None:
    assert logs.newest(tmp_path / "nirgends") == ""


def test_the_log_is_rotated_and_three_older_files_stay(tmp_path: Path) -> None:
    with logs.active(folder=tmp_path):
        for number in range(24_000):
            log.info("Person %d geöffnet und wieder geschlossen, wie jeden Tag und alle Tage im ganzen Jahr", number)
    found = sorted(path.name for path in tmp_path.glob("wegplan.log*"))
    assert found == ["wegplan.log", "wegplan.log.1", "wegplan.log.2", "wegplan.log.3"]
    assert all(path.stat().st_size <= 500_000 for path in tmp_path.glob("wegplan.log*"))
