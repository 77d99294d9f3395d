"""Run as a process of its own whose writes are recorded: everything the program does with a document.

`document_writer.py HOW DATABASE PROFILE OUTSIDE DOCUMENTS`: HOW is `program`, or the control `outside`, which shows a
document as other programs do, out of a temporary file. The caller sends temporary files into the recorded folder;
OUTSIDE, where the user's own scans and the saved copy lie, is another one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTemporaryFile
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from desktop.app import make_application
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts
from desktop.models.attachment_adding import Source
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.terms import AttachmentKind
from desktop.views import messages
from desktop.views.attachments.attachment_form import AddForm
from desktop.views.attachments.attachments_page import AttachmentsPage
from desktop.views.style import apply_style
from tests.conftest import LABEL
from tests.functional.marked_day import ARABIC, FOREIGN, LATIN, marked_pdf
from tests.proof.saving import enter, keep_to


def marked_photo() -> QImage:
    """A picture out of the clipboard whose pixels spell the name."""
    pixels = f"{LATIN} {FOREIGN} {ARABIC} ".encode() * 200
    return QImage(pixels[: 60 * 40 * 3], 60, 40, 180, QImage.Format.Format_RGB888).copy()


def work_with_documents(vault: OpenVault, outside: Path, count: int) -> None:
    """Add, list, look, turn, print, save, describe, back up, delete."""
    with vault.session() as session:
        actor = actor_for(session, LABEL)
        case_id = enter_person_case(session, actor, PersonFacts("Habte", "Filmon")).made
    assert case_id is not None
    work = Work.at_once(vault, actor)
    page = AttachmentsPage(work, case_id, Drafts(work, work))
    page.show()
    page.load()
    for number in range(count):
        scan = outside / f"scan {number}.pdf"
        scan.write_bytes(marked_pdf(number))
        _add(page, Source(scan.name, scan))
        _use(page, outside / f"kopie {number}.pdf", outside / f"druck {number}.pdf")
    QGuiApplication.clipboard().setImage(marked_photo())
    page.paste()
    _keep(page)
    vault.back_up()
    with messages.scripted(True):
        page.delete()
    page.close()
    work.stop()


def _add(page: AttachmentsPage, source: Source) -> None:
    page.ask_about((source,))
    _keep(page)


def _keep(page: AttachmentsPage) -> None:
    form, before = page.drawer.content(), len(page.board.rows)
    assert isinstance(form, AddForm)
    form.field("kind").set_value(AttachmentKind.DECISION)
    form.save()
    assert len(page.board.rows) == before + 1, page.messages.text()


def _use(page: AttachmentsPage, copy: Path, print_out: Path) -> None:
    page.open_current()
    QApplication.processEvents()
    page.grab()
    page.viewer.right.click()
    with messages.scripted(print_out, copy):
        page.viewer.print_button.click()
        page.viewer.save.click()
    page.viewer.back.click()
    assert copy.exists()
    assert print_out.exists()


def show_as_others_do(count: int) -> None:
    """The control: a temporary file for another program."""
    for number in range(count):
        file = QTemporaryFile()
        file.open()
        file.write(marked_pdf(number))
        file.close()
        file.remove()


def main(how: str, database: str, profile: str, outside: str, documents: str) -> None:
    keep_to(Path(profile))
    app = make_application(["wegplan"])
    apply_style(app)
    if how == "outside":
        show_as_others_do(int(documents))
        return
    with enter(VaultFiles(Path(database))) as vault:
        work_with_documents(vault, Path(outside), int(documents))


if __name__ == "__main__":
    main(*sys.argv[1:])
