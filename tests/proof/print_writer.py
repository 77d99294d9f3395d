"""Run as a process of its own whose writes are recorded: a plan on the screen, as a PDF and on a printer.

`print_writer.py HOW DATABASE PROFILE OUTSIDE SHEETS`: HOW is `program`, `broken_off` (the process ends while a page is
being painted for the printer) or the control `outside`, which prints as other programs do, out of a temporary file.
OUTSIDE is where the user wants PDF files and where the printer of this test leaves its paper.
"""

from __future__ import annotations

import os
import sys
from itertools import cycle, islice, product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTemporaryFile
from PySide6.QtWidgets import QApplication

from desktop.app import make_application
from desktop.casework.cases.cases import open_person_case
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.models.preview_board import SheetChoice
from desktop.models.work import Work
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.terms import PlanKind, SheetKind, SheetVariant
from desktop.views import messages, print_pdf
from desktop.views.places import Places
from desktop.views.preview.preview_page import PreviewPage
from desktop.views.style import apply_style
from tests.conftest import LABEL
from tests.functional.marked_day import ARABIC, FOREIGN, LATIN
from tests.proof.saving import enter, keep_to

LANGUAGES = ("ar", "uk", "tr", "fa", "ti")


def make_plan(vault: OpenVault) -> int:
    """A plan in Arabic whose goals and steps carry the name."""
    with vault.session() as session:
        actor = actor_for(session, LABEL)
        facts = PersonFacts(f"{LATIN}-{FOREIGN}", LATIN, own_script_name=ARABIC, print_language="ar")
        person = create_person(session, actor, facts).made
        assert person is not None
        case = open_person_case(session, actor, person).made
        assert case is not None
        version = start_plan(session, actor, case, PlanKind.SINGLE, person).made
        assert version is not None
        step = NewMeasure(f"{LATIN} ruft an.", text_translated=ARABIC)
        add_goal(session, actor, version, NewGoal("sprache", f"{LATIN} lernt.", text_translated=ARABIC), (step,))
    return version


def print_all(vault: OpenVault, outside: Path, count: int) -> None:
    """Every kind of sheet in several languages: shown, saved where the user wants it, painted for the printer."""
    work = Work.at_once(vault, _actor(vault))
    page = PreviewPage(work, None, Places())
    page.show()
    page.show_target(make_plan(vault))
    choices = product(LANGUAGES, (SheetKind.PLAN, SheetKind.ONE_PAGE), SheetVariant)
    for number, (language, kind, variant) in enumerate(islice(cycle(choices), count)):
        page.board.choose(SheetChoice(kind, variant, "" if variant is SheetVariant.GERMAN else language))
        QApplication.processEvents()
        page.grab()
        with messages.scripted(outside / f"plan {number}.pdf", outside / f"papier {number}.pdf"):
            page.save_sheet()
            page.print_sheet()
        assert (outside / f"plan {number}.pdf").stat().st_size > 5_000, page.board.busy
        assert (outside / f"papier {number}.pdf").exists()
    work.stop()


def end_while_painting() -> None:
    """From now on the process ends in the middle of the first page for the printer."""

    def cut(*_: object) -> None:
        os._exit(0)

    vars(print_pdf)["_paint_page"] = cut


def print_as_others_do(count: int) -> None:
    """The control: a temporary file for another program, and an end that leaves it behind."""
    for number in range(count):
        file = QTemporaryFile()
        file.setAutoRemove(False)
        file.open()
        file.fileName()  # gives it a name that another program can open
        file.write(f"%PDF-1.7 {number} {LATIN} {FOREIGN} {ARABIC}".encode())
        file.close()


def _actor(vault: OpenVault) -> Actor:
    with vault.session() as session:
        return actor_for(session, LABEL)


def main(how: str, database: str, profile: str, outside: str, sheets: str) -> None:
    keep_to(Path(profile))
    app = make_application(["wegplan"])
    apply_style(app)
    if how == "outside":
        print_as_others_do(int(sheets))
        return
    if how == "broken_off":
        end_while_painting()
    with enter(VaultFiles(Path(database))) as vault:
        print_all(vault, Path(outside), int(sheets))


if __name__ == "__main__":
    main(*sys.argv[1:])
