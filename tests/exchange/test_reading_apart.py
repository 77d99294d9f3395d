"""Files are read by a process of their own: the same tables, and no end of that process is the end of the program."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from desktop.errors import ImportFileError
from desktop.exchange import apart, child, tied
from desktop.exchange.apart import CHILD_ARGUMENT, read_tables_apart
from desktop.exchange.list_file import read_tables
from desktop.exchange.table import Line, Table, Uncalculated
from desktop.exchange.table_wire import packed, unpacked

ExpectLog = Callable[[str], None]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_another_process_reads_the_same_tables(sample: Callable[[str], bytes], ending: str) -> None:
    data = sample(ending)
    assert read_tables_apart(data) == read_tables(data)


def test_the_sentence_of_a_refused_file_comes_home() -> None:
    with pytest.raises(ImportFileError, match="Das ist ein PDF"):
        read_tables_apart(b"%PDF-1.7 ...")


def test_every_kind_of_cell_survives_the_way() -> None:
    cells = ("Žofia\ud800 زنبور", 7, 2.5, dt.date(1990, 4, 3), None, Uncalculated.FORMULA)
    tables = (Table("Liste", (Line(3, cells),)), Table("", (), hidden=True))
    assert unpacked(packed(tables)) == tables


@pytest.mark.parametrize("answer", [
    b"{}", b"[1]", b'[["a", false, [["x"]]]]', b'[["a", false, [[1, {"day": 3}]]]]', b'[["a", 1, []]]',
    b'[["a", false, [[1, {"day": "morgen"}]]]]', b'[["a", false, [[1, true]]]]', b'[["a", false, [[]]]]', b"\xff",
])  # fmt: skip
def test_nothing_but_tables_is_taken_for_tables(answer: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(answer)


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`instead(program)`: what runs in place of the reading process."""
    return lambda program: monkeypatch.setattr(apart, "command", lambda: [sys.executable, "-c", program])


@pytest.mark.parametrize("program", [
    "import os; os.abort()", "pass", "import sys; sys.stdin.buffer.read(); sys.exit(3)", "print('Q')",
])  # fmt: skip
def test_a_reading_process_that_dies_leaves_one_sentence(instead: Callable[[str], None], program: str) -> None:
    instead(program)
    with pytest.raises(ImportFileError, match="am Tresor hat sich nichts geändert"):
        read_tables_apart(b"x" * 5_000_000)


def test_an_answer_that_is_no_table_is_one_sentence(instead: Callable[[str], None], expect_log: ExpectLog) -> None:
    expect_log("makes no sense")
    instead("print('T[[[')")
    with pytest.raises(ImportFileError, match="am Tresor hat sich nichts geändert"):
        read_tables_apart(b"")


def test_an_endless_answer_is_cut_off(instead: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_ANSWER", 1000)
    instead("while True: print('T' * 100)")
    with pytest.raises(ImportFileError, match="mehr Speicher oder Zeit"):
        read_tables_apart(b"")


def test_an_endless_reading_is_ended(instead: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONGEST", 0.05)
    instead("while True: pass")
    with pytest.raises(ImportFileError, match="mehr Speicher oder Zeit"):
        read_tables_apart(b"")


def test_calling_it_off_ends_the_process_at_once(
    instead: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def remembered(*args: object, **more: object) -> subprocess.Popen[bytes]:
        started.append(real(*args, **more))  # type: ignore[call-overload]  # passed on as it comes
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", remembered)
    instead("while True: pass")
    wanted = threading.Event()
    threading.Timer(0.2, wanted.set).start()
    with pytest.raises(ImportFileError, match="abgebrochen"):
        read_tables_apart(b"", wanted.is_set)
    assert started[0].poll() is not None


def test_the_packed_programs_way_in_is_the_same_process(sample: Callable[[str], bytes]) -> None:
    data = sample("csv")
    done = subprocess.run(
        [sys.executable, "-m", "desktop", CHILD_ARGUMENT], input=data, capture_output=True, check=True
    )
    assert done.stdout == child.answer(data)


_TIED = """
import sys
from desktop.exchange.tied import tie
tie()
try:
    {deed}
except (PermissionError, MemoryError, OSError) as error:
    print("refused")
"""


@pytest.mark.parametrize("deed", [
    "open('spur.txt', 'w')", "__import__('os').open('spur.txt', 66)", "bytearray(3 << 30)",
    "__import__('socket').socket()", "__import__('subprocess').run(['ls'])", "__import__('os').system('ls')",
    "__import__('os').remove('spur.txt')", "__import__('pickle').loads(b'cos\\nsystem\\n.')",
])  # fmt: skip
def test_a_tied_process_neither_writes_nor_calls_nor_swells(deed: str) -> None:
    done = subprocess.run([sys.executable, "-c", _TIED.format(deed=deed)], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr


def test_the_same_deed_is_possible_untied() -> None:
    """Negative control: it is the tie that refuses."""
    free = _TIED.format(deed="bytearray(3 << 30) and __import__('subprocess').run(['true']); print('done')")
    done = subprocess.run(
        [sys.executable, "-c", free.replace("tie()\n", "\n", 1)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "done\n", done.stderr


def test_computing_time_has_an_end() -> None:
    program = "from desktop.exchange import tied\ntied.SECONDS = 1\ntied.tie()\nwhile True: pass"
    if sys.platform == "win32":
        assert tied.job_limits().BasicLimitInformation.PerProcessUserTimeLimit == tied.SECONDS * 10_000_000
        return
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode < 0


def test_the_job_of_windows_allows_one_process_and_so_much_memory() -> None:
    limits = tied.job_limits()
    assert limits.ProcessMemoryLimit == tied.MEMORY
    assert limits.BasicLimitInformation.ActiveProcessLimit == 1
    assert limits.BasicLimitInformation.LimitFlags == 0x10A


def test_the_reading_process_loads_neither_window_nor_store() -> None:
    program = (
        "import sys; from desktop.exchange.child import answer; answer(b'Name;Ort\\nAli;Ulm\\n'); "
        "print([name for name in ('PySide6', 'sqlalchemy', 'sqlcipher3', 'cryptography') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout.strip() == b"[]"
