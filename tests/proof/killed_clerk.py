"""Run as a process of its own and killed while somebody types: the real window, its quick entry, its page of a talk and
the drawer of a task.

`killed_clerk.py MODE DATABASE PROFILE RUN`, MODE being `kept` (the program as it is) or a control: `lost` (drafts are
called kept and never written), `apart` (a draft ends behind the save, and the program is always gone by then). What
comes out of it, a line of JSON each: first what the program offers of the run before, then every draft and every entry
at the moment its commit came back.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop import settings
from desktop.app import Program, make_application
from desktop.casework import drafts as use_cases
from desktop.casework.changes import Changes
from desktop.models import drafts
from desktop.models.drafts import Drafts
from desktop.views.start.unlock_page import UnlockPage
from desktop.views.talks.entry import DRAFT_KEY
from desktop.views.talks.quick_box import QuickBox
from desktop.views.talks.talk_form import TalkForm
from desktop.views.talks.talks_page import TalksPage
from desktop.views.tasks.task_forms import TaskForm
from desktop.views.tasks.tasks_page import TasksPage
from tests.conftest import CHEAP, PASSWORD
from tests.proof.saving import keep_to

_KEY_MS = 4
NAME = "Ahmadi Tel 10 "
_WORDS = "Vermieter ruft am Freitag wegen der Heizung zurueck und bringt den Vertrag mit "
CASE = 1
"""The only case of the vault."""
PLACES = ("quick", "talk", "task")
"""Where something is typed, in turn."""


def tell(kind: str, **more: object) -> None:
    os.write(1, (json.dumps({"kind": kind, **more}) + "\n").encode("ascii"))  # one call: never half a line


def text_of(run: str, number: int) -> str:
    """What is typed as entry `number` of a run: no two alike, and of different length."""
    return f"R{run}E{number} " + _WORDS * (1 + number % 3)


class Clerk(QObject):
    """One key every few milliseconds; quick entries, full talks and tasks in turn."""

    def __init__(self, program: Program, run: str) -> None:
        super().__init__()
        self._program, self._run, self._number = program, run, 0
        self._left, self._said = "", ""
        self._timer = QTimer(self)
        self._timer.setInterval(_KEY_MS)
        self._timer.timeout.connect(self._press)
        self._wait(self._unlock, lambda: (page := self._seen(UnlockPage)) is not None and page._known)

    # opening

    def _unlock(self) -> None:
        page = self._seen(UnlockPage)
        page.password.line.setText(PASSWORD)
        QTest.keyClick(page.password.line, Qt.Key.Key_Return)
        self._wait(self._look, lambda: self._opened is not None and bool(self._desk.places.current))

    @property
    def _opened(self) -> Any:
        return self._program._opened

    @property
    def _desk(self) -> Any:
        return self._opened.desk

    def _look(self) -> None:
        """What the first page says, then what the case file says; the vault answers in the order it was asked."""
        watch_drafts(self._opened.drafts)
        self._after_all(self._go)

    def _go(self) -> None:
        self._said = self._desk.messages.text()
        self._desk.places.open_case(CASE, "talks")
        self._after_all(self._tell_offer)

    def _after_all(self, then: Callable[[], object]) -> None:
        """Once everything asked until now is answered and shown."""
        self._opened.work.read(self, lambda *_: None, then=lambda _: then())

    def _tell_offer(self) -> None:
        page = self._seen(TalksPage)
        offered: dict[str, Any] = {"quick": self._box.input.text(), "said": self._said, "talk": "",
                                   "entered": [talk.content for talk in page.list.shown()]}  # fmt: skip
        button = self._button(page.messages, "Weiterschreiben")
        if button is None:
            self._look_at_tasks(offered)
            return
        button.click()
        self._wait(partial(self._note_talk, offered), lambda: page.form is not None)

    def _note_talk(self, offered: dict[str, Any]) -> None:
        offered["talk"] = self._form.field("content").value() or ""
        self._form.discard_wanted.emit()
        self._look_at_tasks(offered)

    def _look_at_tasks(self, offered: dict[str, Any]) -> None:
        """The drawer shows what was left of a task; it stands empty then, for the tasks of this run."""
        self._desk.places.open_case(CASE, "tasks")

        def tell_all() -> None:
            offered["entered"] += [task.note for task in self._seen(TasksPage)._tasks]
            tell("offer", **offered, task=self._task.text("note"))
            discard = self._button(self._task.messages, "Verwerfen")
            if discard is not None:
                discard.click()
            self._seen(TasksPage).drawer.close_drawer()
            self._begin()

        def look() -> None:
            self._seen(TasksPage).new_task()
            self._wait(partial(self._after_all, tell_all), lambda: self._task is not None)

        self._after_all(look)

    # typing

    def _begin(self) -> None:
        """The next entry, in the next place."""
        self._number += 1
        self._left = text_of(self._run, self._number)
        if self._place == "quick":
            self._desk.messages.clear()
            self._box.input.clear()
            self._box.open_box()
            self._left = NAME + self._left
            self._timer.start()
        elif self._place == "talk":
            self._desk.places.open_case(CASE, "talks")
            page = self._seen(TalksPage)
            page.new_talk()
            self._wait(self._timer.start, lambda: page.form is not None)
        else:
            self._desk.places.open_case(CASE, "tasks")
            self._seen(TasksPage).new_task()
            self._wait(self._title_task, lambda: self._task is not None)

    def _title_task(self) -> None:
        self._task.field("title").set_value("Anrufen")
        self._timer.start()

    @property
    def _place(self) -> str:
        return PLACES[(self._number - 1) % len(PLACES)]

    def _press(self) -> None:
        if self._left:
            QTest.keyClicks(self._target(), self._left[0])
            self._left = self._left[1:]
            return
        self._timer.stop()
        self._save()

    def _target(self) -> QWidget:
        if self._place == "quick":
            return self._box.input
        field: Any = self._form.field("content") if self._place == "talk" else self._task.field("note")
        edit: QWidget = field._edit
        return edit

    def _save(self) -> None:
        text = text_of(self._run, self._number).strip()
        if self._place == "quick":
            QTest.keyClick(self._box.input, Qt.Key.Key_Return)
            self._wait(partial(self._saved, text), lambda: not self._box.isVisible())
        elif self._place == "talk":
            QTest.keyClick(self._form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
            page = self._seen(TalksPage)
            self._wait(partial(self._saved, text), lambda: page.form is None)
        else:
            self._task.save()
            self._wait(partial(self._saved, text), lambda: self._task is None)

    def _saved(self, text: str) -> None:
        """The window says that it is in the vault."""
        tell("entered", place=self._place, text=text)
        self._begin()

    # the window

    @property
    def _box(self) -> QuickBox:
        box = self._desk.findChild(QuickBox)
        assert isinstance(box, QuickBox)
        return box

    @property
    def _form(self) -> TalkForm:
        form = self._seen(TalksPage).form
        assert isinstance(form, TalkForm)
        return form

    @property
    def _task(self) -> Any:
        return self._seen(TaskForm)

    def _seen(self, kind: type[QWidget]) -> Any:
        return next((widget for widget in self._program.window.findChildren(kind) if widget.isVisible()), None)

    def _button(self, within: QWidget, words: str) -> QPushButton | None:
        return next((button for button in within.findChildren(QPushButton) if button.text() == words), None)

    def _wait(self, then: Callable[[], object], until: Callable[[], object]) -> None:
        if until():
            then()
        else:
            QTimer.singleShot(2, self, partial(self._wait, then, until))


def watch_drafts(kept: Drafts) -> None:
    """Tell each draft on the storage thread as soon as its commit is over, and each that is let go."""
    save = kept._save

    def told(key: str, payload: dict[str, Any]) -> Future[Changes]:
        future = save(key, payload)
        place = "quick" if key == DRAFT_KEY else key.partition("/")[0]
        typed = {"quick": payload.get("line"), "talk": payload.get("fields", {}).get("content"),
                 "task": payload.get("note")}  # fmt: skip
        future.add_done_callback(lambda _: tell("draft", place=place, text=typed[place] or ""))
        return future

    vars(kept)["_save"] = told


def never_write() -> None:
    """The control: a draft is called kept and is not."""
    vars(use_cases).update(save_draft=lambda *_: Changes())


def end_apart() -> None:
    """The control: saving is one thing and forgetting the draft another, which never comes."""
    vars(use_cases).update(ended_by=lambda use_case, *_: use_case)
    Drafts.drop = lambda *_: None  # type: ignore[method-assign]  # this process is a control


def main(mode: str, database: str, profile: str, run: str) -> None:
    keep_to(Path(profile))
    vars(drafts).update(_REST_MS=30, _LATEST_MS=60)  # a kill every half second is to meet some of them
    if mode == "lost":
        never_write()
    if mode == "apart":
        end_apart()
    settings.save(settings.Settings(last_vault=database))
    app: QApplication = make_application(["wegplan"])
    program = Program(app, start_process=lambda: None, cost=CHEAP)
    program.start()
    clerk = Clerk(program, run)
    app.exec()
    del clerk


if __name__ == "__main__":
    main(*sys.argv[1:])
