"""Walks through the real window with the demo town and takes a picture of every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop import paths
from desktop.app import Program, make_application
from desktop.commands.town.building import BuiltFamily
from desktop.commands.town.making import Town, make_town
from desktop.models.attachment_pictures import pdf_picture
from desktop.settings import Settings
from desktop.settings import save as save_settings
from desktop.storage.keys.kdf import KeyCost
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.calendar.appointments_page import AppointmentsPage
from desktop.views.desk import Desk
from desktop.views.imports.import_page import ImportPage
from desktop.views.places import Places
from desktop.views.plans.plan_page import PlanPage
from desktop.views.start.unlock_page import UnlockPage
from desktop.views.style import apply_style
from desktop.views.talks.talks_page import TalksPage

T = TypeVar("T", bound=QWidget)

SIZE = (1366, 768)
STEP_MS, CALM, PATIENCE = 25, 30, 800
"""Look every 25 ms; thirty calm looks are enough, 800 are too many."""
_QUICK = KeyCost(64, 1, 1, least_memory_kib=64)  # the vault is thrown away afterwards
_AS_THEY_ARE = 64  # colours of a picture: its grounds, its lines and most of its letters


class Photographer:
    """Opens a fresh demo town in `folder` and writes PNGs to `out`."""

    def __init__(self, folder: Path, out: Path) -> None:
        self._out = out
        out.mkdir(parents=True, exist_ok=True)
        self._town: Town = make_town(folder, cost=_QUICK, picture=pdf_picture)
        save_settings(Settings(last_vault=str(self._town.files.database), theme="light"), folder)
        existing = QApplication.instance()
        self._app = existing if isinstance(existing, QApplication) else make_application(["wegplan"])
        self._program = Program(self._app, cost=_QUICK, folder=folder)

    def __enter__(self) -> Self:
        self._program.start()
        self._program.window.resize(*SIZE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._program.window.close()
        self._program.window.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def take_all(self) -> Iterator[str]:
        """Names of the pictures, one after the other as they are taken."""
        yield self._take("01-anmelden")
        desk = self._unlock()
        for name, go in self._stations(desk):
            go()
            yield self._take(name)
        desk.places.go("today")
        self._settle()
        self._search(desk, "Maryem Achmadi")
        yield self._take("20-suchen")
        desk.palette_box.close_again()
        apply_style(self._app, "dark", 100)
        desk.places.open_case(self._town.families[0].case_id, "plan")
        yield self._take("10-plan-dunkel")

    def _stations(self, desk: Desk) -> tuple[tuple[str, Callable[[], object]], ...]:
        places, family = desk.places, self._town.families[0]
        arabic = next(family for family in self._town.families if family.story.language == "ar")
        sample = paths.resource("samples", "uebergabeliste.xlsx")
        return (
            ("02-faelle", lambda: places.go("cases")),
            ("03-ueberblick", lambda: places.open_case(family.case_id, "overview")),
            ("04-personen", lambda: places.open_case(family.case_id, "people")),
            ("05-assessment", lambda: places.open_case(family.case_id, "assessment")),
            ("06-ergebnis", lambda: self._found(AssessmentPage).show_result(family.person_ids[0])),
            ("07-plan", lambda: places.open_case(family.case_id, "plan")),
            ("08-druckvorschau", lambda: places.open_preview(arabic.version_id or 0)),
            ("11-dokumente", lambda: places.open_case(family.case_id, "documents")),
            *self._day(places),
            *self._volunteering(places),
            ("09-uebergabeliste", lambda: self._show_import(places, sample)),
        )

    def _day(self, places: Places) -> tuple[tuple[str, Callable[[], object]], ...]:
        """A working day: what is due, talks, appointments, reviews."""
        first = self._town.families[0]
        arabic, reviewed, due = self._family("Al-Khatib"), self._family("Rostami"), self._family("Demirtaş")
        return (
            ("12-heute", lambda: places.go("today")),
            ("13-gespraeche", lambda: places.open_case(first.case_id, "talks")),
            ("14-gespraech-neu", lambda: self._found(TalksPage).new_talk()),
            ("15-kalender", lambda: places.go("calendar")),
            ("16-terminzettel", lambda: self._list_appointments(places, arabic)),
            ("17-ueberpruefung", lambda: places.go("review", due.case_id, due.version_id)),
            ("18-aenderungen", lambda: self._compare(places, reviewed)),
            ("19-verlauf", lambda: places.open_case(first.case_id, "timeline")),
            ("21-zusammenfuehren", lambda: places.go("merging", *first.person_ids[:2])),
        )

    def _volunteering(self, places: Places) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The Ehrenamt: register, suggestions with reasons, matches, papers, hours, numbers, thanks."""
        made = self._town.volunteering
        gerda, lena = made.volunteers["Gerda"], made.volunteers["Lena"]
        return (
            ("22-ehrenamt", lambda: places.go("volunteers", "register")),
            ("23-vorschlaege", lambda: places.go("volunteers", "needs", made.needs["aissatou"])),
            ("24-begleitung", lambda: places.go("volunteer", gerda, "matches", made.matches["maryam"])),
            ("25-unterlagen", lambda: places.go("volunteer", lena, "papers")),
            ("26-ehrenamt-uebersicht", lambda: places.go("volunteers", "overview")),
            ("27-profil", lambda: places.go("volunteer", gerda, "profile")),
            ("28-stunden", lambda: places.go("volunteer", gerda, "hours")),
            ("29-dankfest", lambda: places.go("volunteer-thanks")),
        )

    def _list_appointments(self, places: Places, family: BuiltFamily) -> None:
        places.open_case(family.case_id, "appointments")
        self._settle()
        button = self._found(AppointmentsPage).findChild(QAbstractButton, "print_slip")
        if isinstance(button, QAbstractButton):
            button.click()

    def _compare(self, places: Places, family: BuiltFamily) -> None:
        places.open_case(family.case_id, "plan")
        self._settle()
        page = self._found(PlanPage)
        if page.board.view is not None:
            page.life.changes(page.board.view)

    def _search(self, desk: Desk, typed: str) -> None:
        desk.open_palette()
        field = desk.palette_box.findChild(QLineEdit)
        if field is not None:
            field.setText(typed)

    def _family(self, name: str) -> BuiltFamily:
        return next(family for family in self._town.families if family.story.name == name)

    def _show_import(self, places: Places, sample: Path) -> None:
        """Up to the preview of the list, which the vault knows already."""
        places.go("import", sample)
        for _ in ("columns", "preview"):
            self._settle()
            self._found(ImportPage).go_on()

    def _unlock(self) -> Desk:
        page = self._found(UnlockPage)
        page.password.set_value(self._town.password)
        page.unlock()
        self._settle()
        return self._found(Desk)

    def _found(self, kind: type[T]) -> T:
        """The one widget of this kind on the screen."""
        return next(widget for widget in self._program.window.findChildren(kind) if widget.isVisible())

    def _take(self, name: str) -> str:
        self._settle()
        file = f"{name}.png"
        _in_few_colours(self._program.window.grab().toImage()).save(str(self._out / file), quality=0)
        return file

    def _settle(self) -> None:
        """Let everything come and be painted: until nothing was running for a moment."""
        quiet = 0
        for _ in range(PATIENCE):
            loop = QEventLoop()
            QTimer.singleShot(STEP_MS, loop.quit)
            loop.exec()
            quiet = 0 if self._program.is_busy() else quiet + 1
            if quiet > CALM:
                return


def _in_few_colours(picture: QImage) -> QImage:
    """256 colours, which is enough for a window: the pictures come with every installation.

    The commonest stay as they are; of the others, one of those that are nearly the same, so that no seldom hue goes.
    """
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    commonest = [colour for colour, _ in Counter(memoryview(plain.constBits()).cast("I")).most_common()]
    others: dict[int, int] = {}
    for colour in commonest[_AS_THEY_ARE:]:
        others.setdefault(colour & 0xF0F0F0, colour)
    table = [*commonest[:_AS_THEY_ARE], *others.values()][:256]
    nearest = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, nearest)
