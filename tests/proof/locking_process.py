"""Run as a process of its own whose memory is looked at: the program with an open vault, which then locks.

`locking_process.py HOW PROFILE`: HOW is `lock` (the process ends, as the program does) or the control `stay` (the vault
is closed the same way, the process lives on). Says on stdout how far it is and waits for a line on stdin in between.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from desktop.app import Program, make_application
from desktop.app_lock import end_this_process
from desktop.views.start.unlock_page import UnlockPage
from tests.conftest import CHEAP, PASSWORD
from tests.proof.saving import keep_to


def say(word: str) -> None:
    """One word, then wait to be told to go on."""
    print(word, flush=True)
    sys.stdin.readline()


def main(how: str, profile: str) -> None:
    keep_to(Path(profile))
    app = make_application(["wegplan"])
    end = end_this_process if how == "lock" else (lambda: say("locked"))
    program = Program(app, cost=CHEAP, start_process=lambda: None, end_process=end)
    program.start()
    page = program._start_view.currentWidget()
    assert isinstance(page, UnlockPage)
    page.password.set_value(PASSWORD)
    page.unlock()

    def look() -> None:
        opened = program._opened
        ready = opened is not None and bool(opened.desk.places.current) and not program.is_busy()
        QTimer.singleShot(500 if ready else 20, lock if ready else look)  # the list is read and painted meanwhile

    def lock() -> None:
        say("open")
        program.lock_anyway()
        os._exit(0)

    QTimer.singleShot(0, look)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
