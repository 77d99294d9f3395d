"""A working day of somebody whose name must not be found anywhere: run by test_privacy.py in a process of its own.

`python -m tests.functional.marked_day PROFILE VAULT USERS_FOLDER kill|bug` does everything the program can do with a
client, tells on one line of JSON that it stands still, and waits for a line on stdin. `kill` then stands in the middle
of a transaction, `bug` shows the crash page and locks when told to go on.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pikepdf
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop import logs, paths, settings
from desktop.app import BugBell, Program, make_application
from desktop.casework.assessments.assessment_rows import NewAnswer, Rating
from desktop.casework.assessments.assessments import save_answers, start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.office import OfficeSettings, save_office_settings
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.people import find_persons
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.search.search import search_people
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import create_vault
from desktop.terms import AssessmentKind, ConsentPurpose, Need, PlanKind
from desktop.views import messages
from desktop.views.attachments.attachments_page import AttachmentsPage
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.components.filter_bar import FilterBar
from desktop.views.crash_page import CrashPage
from desktop.views.preview.preview_page import PreviewPage
from desktop.views.start.unlock_page import UnlockPage
from desktop.views.today.today_page import TodayPage
from tests.functional.clerk import Clerk

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
LABEL, PASSWORD = "Petra Lang", "Birne-Laterne-Ofen-47"
LATIN, FOREIGN, ARABIC = "Xyzzyleck", "Müßelşin", "زنبورکنشان"
"""The marker: in plain letters, in letters outside ASCII, and in the script of the person."""


class Patience:
    """What a clerk needs of pytest-qt: waiting for a state while the program runs."""

    def __init__(self) -> None:
        self._tick = QTimer()
        self._tick.start(20)  # so that waiting for an event ends even when nothing happens

    def waitUntil(self, until: Callable[[], bool], timeout: int = 20_000) -> None:
        end = time.monotonic() + timeout / 1000
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(until)
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class Day:
    """One process of the program with the clerk at its window."""

    def __init__(self, app: QApplication, bell: BugBell, vault: Path, users: Path) -> None:
        self.app, self.users, self.titles = app, users, set[str]()
        settings.save(settings.Settings(last_vault=str(vault)))
        self.program = Program(self.app, cost=CHEAP, start_process=lambda: None)
        bell.rang.connect(self.program.on_bug)
        self.program.start()
        self.clerk = Clerk(self.program.window, cast(QtBot, Patience()), users / "bilder")

    def look(self) -> None:
        """Remember what other programs can read of the windows."""
        QApplication.processEvents()
        self.titles |= {widget.windowTitle() for widget in QApplication.topLevelWidgets()}
        self.titles |= {window.title() for window in QGuiApplication.topLevelWindows()}
        self.titles |= {QGuiApplication.applicationDisplayName(), self.app.applicationName()}

    def tell(self, **more: object) -> None:
        """Say that everything stands still, and wait to be told to go on (or to be killed)."""
        self.look()
        print(json.dumps({"titles": sorted(self.titles), **more}), flush=True)
        sys.stdin.readline()

    def unlock(self) -> None:
        page = self.clerk.find(UnlockPage)
        self.clerk.write_into(page.password.line, PASSWORD)
        self.clerk.press(Qt.Key.Key_Return)
        self.clerk.wait(lambda: self.program._opened is not None)
        self.clerk.find(TodayPage)
        self.opened.desk.places.go("cases")
        self.clerk.find(CaseListPage)

    @property
    def opened(self) -> Any:
        return self.program._opened

    def do(self, use_case: Callable[..., Any], *args: object) -> Any:
        """A use case on the storage thread, as a page would have it done."""
        future = self.opened.work.change(self.program.window, use_case, *args)
        self.clerk.wait(future.done)
        return future.result().made

    def read(self, query: Callable[..., Any], *args: object) -> Any:
        """What a query gives to a page."""
        came: list[Any] = []
        self.opened.work.read(self.program.window, query, *args, then=came.append)
        self.clerk.wait(lambda: bool(came))
        return came[0]


def enter_by_hand(day: Day) -> None:
    """In the form of the window, with drafts on the way."""
    day.clerk.click("Person eintragen")
    day.clerk.write("family_name", f"{LATIN}-{FOREIGN}")
    day.clerk.write("given_names", LATIN)
    day.clerk.write("own_script_name", ARABIC)
    flush(day)
    day.look()
    day.clerk.click("Fall anlegen")
    day.clerk.wait(lambda: bool(day.read(search_people, LATIN)))


def flush(day: Day) -> None:
    for future in day.opened.drafts.flush():
        day.clerk.wait(future.done)


def import_list(day: Day) -> None:
    """The list is the user's own file; it stays where it was."""
    day.opened.desk.places.go("cases")
    day.clerk.click("Übergabeliste einlesen")
    with messages.scripted(day.users / "liste.csv"):
        day.clerk.click("Datei wählen …")
    day.clerk.reads("liste.csv")
    day.clerk.click("Weiter")
    day.clerk.click("Weiter")
    day.look()
    day.clerk.click("1 Person übernehmen")
    day.clerk.reads("Die Liste ist im Tresor")


def talk_and_plan(day: Day) -> int:
    """Assessment with notes, a plan in own words; the Fassung's id."""
    case_id, person_id = day.read(search_people, LATIN)[0].case_id, day.read(search_people, LATIN)[0].person_id
    day.do(save_office_settings, OfficeSettings(municipality="Gemeinde Musterlingen"))
    day.do(give_consent, NewConsent(person_id, ConsentPurpose.HEALTH, today()))
    talk = day.do(start_assessment, case_id, AssessmentKind.FULL)
    day.do(save_answers, talk, person_id, (NewAnswer("language.course", f"Kurs bei {LATIN} {ARABIC}"),))
    day.do(save_rating, talk, person_id, "gesundheit", Rating(Need.HIGH, missing=f"{LATIN} {FOREIGN} braucht Hilfe"))
    version: int = day.do(start_plan, case_id, PlanKind.SINGLE, person_id)
    step = NewMeasure(f"{LATIN} ruft an.", text_translated=ARABIC)
    day.do(add_goal, version, NewGoal("sprache", f"{LATIN} {FOREIGN} lernt.", text_translated=ARABIC), (step,))
    for page in ("overview", "people", "assessment", "plan"):
        day.opened.desk.places.open_case(case_id, page)
        day.look()
    return version


def print_in_memory(day: Day, version: int) -> None:
    """The preview paints the sheet; one PDF goes where the user wants it."""
    day.opened.desk.places.go("preview", version)
    preview = day.clerk.find(PreviewPage)
    day.clerk.wait(lambda: preview.board.sheet is not None and not preview.board.busy)
    day.look()
    with messages.scripted(day.users / "plan.pdf"):
        preview.save_sheet()
        day.clerk.wait((day.users / "plan.pdf").exists)


def file_document(day: Day) -> None:
    """A scan of the user's comes into the file, is looked at, turned, and let go."""
    scan = day.users / "bescheid.pdf"
    scan.write_bytes(marked_pdf(1))
    day.opened.desk.places.open_case(day.read(search_people, LATIN)[0].case_id, "documents")
    page = day.clerk.find(AttachmentsPage)
    with messages.scripted((scan,)):
        day.clerk.click("Dokument hinzufügen")
    day.clerk.click("Hinzufügen")
    day.clerk.wait(lambda: page.open_button.isEnabled())  # the new one is marked
    page.open_current()
    day.clerk.wait(lambda: page.view.pdf is not None and not page.view.busy)
    day.look()
    page.viewer.right.click()
    day.clerk.wait(lambda: not page.view.busy)
    day.look()
    day.clerk.click("Zur Liste")


def marked_pdf(number: int) -> bytes:
    """A PDF whose uncompressed page holds the name in each of its scripts, hundreds of times."""
    told = f"% {number} {LATIN} {FOREIGN} {ARABIC}\n" * 300 + "BT /F1 24 Tf 72 720 Td (Bescheid) Tj ET"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Contents = pdf.make_stream(told.encode("utf-8"))
        target = io.BytesIO()
        pdf.save(target, compress_streams=False)
        return target.getvalue()


def search_and_type(day: Day) -> None:
    """A search in the palette and in the list, and a draft nobody saves."""
    day.opened.desk.places.go("cases")
    day.opened.desk.open_palette()
    palette: QWidget = day.opened.desk.palette_box
    day.clerk.write_into(palette.findChildren(QLineEdit)[0], f"{LATIN} {FOREIGN}")
    day.read(search_people, LATIN)
    day.look()
    day.opened.desk.palette_box.close_again()
    day.clerk.write_into(day.clerk.find(FilterBar).search, LATIN)
    day.clerk.click("Person eintragen")
    day.clerk.write("family_name", f"{LATIN}-{FOREIGN}")
    day.clerk.write("own_script_name", ARABIC)
    flush(day)


def stand_in_a_transaction(day: Day) -> None:
    """Half of a large change is on its way into the file when the process ends."""
    from sqlalchemy import insert

    from desktop.records.people import Person

    with day.opened.vault.session() as session:
        session.connection(execution_options={"writing": True})
        rows = [{"family_name": f"{LATIN} {number}", "given_names": FOREIGN, "own_script_name": ARABIC,
                 "folded_name": LATIN.casefold(), "nationalities": []} for number in range(3000)]
        session.execute(insert(Person), rows)
        wal = day.opened.vault.files.wal.stat().st_size
        day.tell(wal=wal)


def provoke_bugs(day: Day) -> None:
    """Errors that carry the name: of Python, of the database, and one of our own sentences."""

    def broken(*_: object) -> None:
        person = {LATIN: f"{FOREIGN} {ARABIC}"}
        raise KeyError(f"{person} geboren 01.02.1985")

    def refused(*_: object) -> None:
        raise CaseworkError(f"„{LATIN} {ARABIC}“ geht nicht.")

    def broken_row(session: Any, *_: object) -> None:
        from sqlalchemy import text

        session.execute(text("INSERT INTO persons (family_name, own_script_name) VALUES (:a, :b)"),
                        {"a": LATIN, "b": ARABIC})

    for failing in (refused, broken, broken_row):
        day.opened.work.read(day.program.window, failing)
    day.opened.work.compute(day.program.window, broken)
    day.clerk.find(CrashPage)
    day.read(find_persons, ())  # all of the above has come home


def first_vault(vault: Path) -> None:
    from desktop.casework.office import first_actor

    made, _ = create_vault(VaultFiles(vault), label=LABEL, password=PASSWORD, cost=CHEAP)
    with made, made.session() as session:
        first_actor(session, LABEL, LABEL)


def main(profile: str, vault: str, users: str, end: str) -> None:
    vars(paths)["user_data_path"] = lambda *_, **__: Path(profile)  # each system has its own way to redirect it
    if not Path(vault).exists():
        first_vault(Path(vault))
    app, bell = make_application(["wegplan"]), BugBell()
    with logs.active(bell.rang.emit):
        day = Day(app, bell, Path(vault), Path(users))
        day.unlock()
        if end == "kill":
            enter_by_hand(day)
            import_list(day)
            print_in_memory(day, talk_and_plan(day))
            file_document(day)
            search_and_type(day)
            backup = day.opened.vault.back_up()
            assert backup.folder.is_dir()
            stand_in_a_transaction(day)
        else:
            search_and_type(day)
            provoke_bugs(day)
            day.tell(report=day.clerk.find(QPlainTextEdit).toPlainText(), found=len(day.read(find_persons, ())))
            day.program._guard.want()


if __name__ == "__main__":
    main(*sys.argv[1:])
