"""Has a file read by a process of its own: whatever hides in the file, it meets neither key nor vault.

The child ties itself (`tied.py`); here stand what it cannot promise: that it ends, and that its answer is not endless.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from desktop.errors import ImportFileError
from desktop.exchange.child import REFUSED, TABLES, TOO_MUCH
from desktop.exchange.table import Table
from desktop.exchange.table_wire import unpacked

CHILD_ARGUMENT = "--read-list"
"""What the packed program is called with to be the child; `python -m desktop.exchange.child` otherwise."""

LONGEST = 60.0
"""Seconds after which the child is ended, whatever it does."""

MAX_ANSWER = 256 * 2**20

_LOOK_EVERY = 0.02
_TOO_MUCH = (
    "Die Datei braucht zum Lesen mehr Speicher oder Zeit, als eine Liste je braucht, und wird deshalb nicht geöffnet: "
    "Bitte die Liste in Excel neu speichern oder als CSV anfordern."
)
_DIED = (
    "An dieser Datei ist das Lesen abgebrochen; am Tresor hat sich nichts geändert. "
    "Bitte die Liste in Excel neu speichern oder als CSV anfordern."
)

_log = logging.getLogger(__name__)


def read_tables_apart(data: bytes, cancelled: Callable[[], bool] = lambda: False) -> tuple[Table, ...]:
    """As `list_file.read_tables`, in a process of its own that ends with the call or as soon as `cancelled()`.

    Raises ImportFileError: the reader's sentence, or ours when it wanted too much or broke.
    """
    answer = _ask(data, cancelled)
    kind, content = answer[:1], answer[1:]
    if kind == TOO_MUCH or len(answer) > MAX_ANSWER:
        raise ImportFileError(_TOO_MUCH)
    try:
        if kind == REFUSED:
            raise ImportFileError(str(json.loads(content))[:400])
        if kind == TABLES:
            return unpacked(content)
    except (ValueError, TypeError):
        _log.warning("The answer of the reading process makes no sense")
    raise ImportFileError(_DIED)


def command() -> list[str]:
    """How the child is started."""
    packed = bool(getattr(sys, "frozen", False))
    return [sys.executable, CHILD_ARGUMENT] if packed else [sys.executable, "-m", "desktop.exchange.child"]


def _ask(data: bytes, cancelled: Callable[[], bool]) -> bytes:
    """The child's whole answer; empty when it died."""
    came: list[bytes] = []
    with _started() as child:
        assert child.stdin is not None
        assert child.stdout is not None
        feeding = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
        reading = threading.Thread(target=_collect, args=(child.stdout, came), daemon=True)
        feeding.start()
        reading.start()
        _wait(reading, cancelled)
        child.kill()  # has ended by itself, or shall not go on
        reading.join()
        feeding.join()
    return came[0] if came else b""


def _wait(reading: threading.Thread, cancelled: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while reading.is_alive():
        reading.join(_LOOK_EVERY)
        if cancelled():
            raise ImportFileError("Das Lesen wurde abgebrochen.")
        if time.monotonic() > end:
            raise ImportFileError(_TOO_MUCH)


@contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    """The child, which does not outlive the block. It gets no window of its own on Windows."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    with subprocess.Popen(  # noqa: S603  our own program
        command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=flags
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def _feed(stdin: IO[bytes], data: bytes) -> None:
    try:
        with stdin:
            stdin.write(data)
    except OSError:
        pass  # the child has ended before it read everything; its answer, or none, says why


def _collect(stdout: IO[bytes], came: list[bytes]) -> None:
    came.append(stdout.read(MAX_ANSWER + 1))
