"""The tab „Dokumente“: adding by chooser, mouse and clipboard, looking, describing, saving, printing, deleting."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.attachments.attachments import (
    AttachmentFacts,
    NewAttachment,
    add_attachment,
    attachment_row,
    list_attachments,
)
from desktop.casework.office import OfficeSettings, office_settings, save_office_settings
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.models.attachment_adding import Source
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.office import AccessEntry
from desktop.storage.vault import OpenVault
from desktop.terms import AttachmentKind, ConsentPurpose, Protection
from desktop.views.attachments.attachment_form import AddForm, DescribeForm
from desktop.views.attachments.attachments_page import AttachmentsPage
from desktop.views.attachments.space_form import SpaceForm
from tests.views.attachments import attachment_samples as samples
from tests.views.cases import case_samples

MARKER = b"XYZZYSCAN"


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return case_samples.family(session, actor, size=2)


@pytest.fixture
def page(work: Work, case_id: int, qtbot: QtBot) -> Iterator[AttachmentsPage]:
    page = AttachmentsPage(work, case_id, Drafts(work, work))
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    page.load()
    yield page
    page.viewer.close_document()


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder of the user's with two letters, a photo and things that are no documents."""
    folder = tmp_path / "Scans"
    folder.mkdir()
    (folder / "Bescheid_Jobcenter.pdf").write_bytes(samples.letter())
    (folder / "Zeugnis.pdf").write_bytes(samples.letter("Zeugnis", 1))
    (folder / "IMG_7.jpg").write_bytes(samples.photo())
    (folder / "kaputt.pdf").write_bytes(b"%PDF-1.7 nichts")
    (folder / "Brief.docx").write_bytes(b"PK\x03\x04 Word")
    return folder


def form_of(page: AttachmentsPage) -> AddForm:
    form = page.drawer.content()
    assert isinstance(form, AddForm)
    return form


def add(page: AttachmentsPage, *paths: Path, kind: AttachmentKind = AttachmentKind.LETTER) -> None:
    page.ask_about(tuple(Source(path.name, path) for path in paths))
    pick(form_of(page), kind)
    form_of(page).save()


def pick(form: AddForm, kind: AttachmentKind) -> None:
    """As if the user chose it."""
    form.field("kind").set_value(kind)
    form.field("kind").changed.emit()


def titles(page: AttachmentsPage) -> list[str]:
    return [row.facts.title for row in page.board.rows]


def actions(session: Session) -> list[str]:
    with session.begin():
        return [action for action in session.scalars(select(AccessEntry.action)) if action.startswith("attachment.")]


def drop(page: AttachmentsPage, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)


def test_a_chosen_file_is_kept_and_its_original_stays_and_is_named(
    page: AttachmentsPage, scans: Path, answers: Any
) -> None:
    path = scans / "Bescheid_Jobcenter.pdf"
    answers.answers += [(path,)]
    page.choose_files()
    form = form_of(page)
    assert form.text("title") == "Bescheid Jobcenter"
    assert form.value("kind") == AttachmentKind.DECISION
    form.save()
    assert titles(page) == ["Bescheid Jobcenter"]
    assert page.drawer.isHidden()
    assert path.exists()
    assert "Das Original liegt weiter unverschlüsselt in" in page.messages.text()
    assert str(scans) in page.messages.text()
    assert page.board.rows[0].pages == 2
    assert not page.board.pictures[page.board.rows[0].id].isNull()


def test_several_files_are_taken_and_each_refusal_is_a_sentence(page: AttachmentsPage, scans: Path) -> None:
    add(page, *sorted(scans.iterdir()), scans / "weg.pdf")
    assert sorted(titles(page)) == ["Bescheid Jobcenter", "IMG 7", "Zeugnis"]
    told = page.messages.text()
    for words in ("„Brief.docx“ ist ein Dokument aus einem anderen Programm", "„kaputt.pdf“ ist beschädigt",
                  "„weg.pdf“ lässt sich nicht lesen", "3 Dokumente sind im Tresor", "Aus dem Foto wurden Ort, Gerät"):
        assert words in told, words  # fmt: skip
    assert told.count(str(scans)) == 1


def test_the_same_file_twice_is_said_with_the_title_it_has(page: AttachmentsPage, scans: Path) -> None:
    add(page, scans / "Zeugnis.pdf")
    add(page, scans / "Zeugnis.pdf")
    assert titles(page) == ["Zeugnis"]
    assert "schon in der Akte: „Zeugnis“" in page.messages.text()


def test_facts_that_cannot_be_are_said_in_the_form_and_nothing_is_kept(page: AttachmentsPage, scans: Path) -> None:
    add(page, scans / "Zeugnis.pdf", kind=AttachmentKind.MEDICAL)
    form = form_of(page)
    assert form.value("protection") == Protection.S3  # health is protected without being asked
    assert page.drawer.isVisible()
    assert "bestimmte Person" in form.field("person_id").error()
    form.field("person_id").set_value(page.board.choices.persons[1].id)
    form.save()
    assert "Einwilligung" in form.field("protection").error()
    assert titles(page) == []
    assert not page.adding.running


def test_a_protected_document_is_taken_once_the_consent_is_there(
    page: AttachmentsPage, scans: Path, session: Session, actor: Actor
) -> None:
    person = page.board.choices.persons[0].id
    give_consent(session, actor, NewConsent(person, ConsentPurpose.HEALTH, today()))
    page.ask_about((Source("Zeugnis.pdf", scans / "Zeugnis.pdf"),))
    pick(form_of(page), AttachmentKind.MEDICAL)
    form_of(page).field("person_id").set_value(person)
    form_of(page).save()
    assert [row.facts.protection for row in page.board.rows] == [Protection.S3]


def test_files_and_pictures_can_be_dropped(page: AttachmentsPage, scans: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scans / name)) for name in ("Zeugnis.pdf", "IMG_7.jpg")])
    drop(page, data)
    assert [source.name for source in form_of(page).sources] == ["Zeugnis.pdf", "IMG_7.jpg"]
    form_of(page).field("kind").set_value(AttachmentKind.PHOTO)
    form_of(page).save()
    picture = QMimeData()
    picture.setImageData(QImage(40, 30, QImage.Format.Format_RGB32))
    drop(page, picture)
    form_of(page).field("kind").set_value(AttachmentKind.PHOTO)
    form_of(page).save()
    assert sorted(titles(page)) == ["Eingefügtes Bild", "IMG 7", "Zeugnis"]
    assert page.board.rows[0].media_type == "image/png"


def test_strg_v_takes_a_picture_or_files_out_of_the_clipboard(page: AttachmentsPage, scans: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    page.paste()
    assert "weder eine Datei noch ein Bild" in page.messages.text()
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    clipboard.setImage(picture)
    page.add_button.setFocus()
    QTest.keyClick(page.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form_of(page).text("title") == "Eingefügtes Bild"
    form_of(page).field("kind").set_value(AttachmentKind.PHOTO)
    form_of(page).save()
    assert titles(page) == ["Eingefügtes Bild"]
    assert "Original" not in page.messages.text()
    clipboard.clear()


def test_stopping_keeps_what_is_there_and_leaves_the_rest(page: AttachmentsPage, scans: Path) -> None:
    page.adding.progressed.connect(lambda done, _total: page.adding.cancel() if done == 1 else None)
    add(page, scans / "Bescheid_Jobcenter.pdf", scans / "Zeugnis.pdf", scans / "IMG_7.jpg")
    assert titles(page) == ["Bescheid Jobcenter"]
    assert "Abgebrochen. 1 Dokument ist im Tresor." in page.messages.text()
    assert page.progress.isHidden()


def test_a_document_is_looked_at_turned_printed_and_let_go(
    page: AttachmentsPage, scans: Path, session: Session, answers: Any, tmp_path: Path
) -> None:
    add(page, scans / "IMG_7.jpg")
    page.table.view.selectRow(0)
    page.open_current()
    assert page.viewer.isVisible()
    pages = page.viewer.pages
    assert pages is not None
    assert pages.pages == 1
    upright = pages._document.pagePointSize(0)
    page.viewer.right.click()
    assert pages._document.pagePointSize(0).toSize() == upright.transposed().toSize()
    answers.answers += [tmp_path / "druck.pdf"]
    page.viewer.print_button.click()
    assert (tmp_path / "druck.pdf").read_bytes().startswith(b"%PDF")
    page.viewer.back.click()
    assert (page.viewer.pages, page.view.pdf, page.view.row) == (None, None, None)
    assert page.table.isVisible()
    assert actions(session) == ["attachment.add", "attachment.open", "attachment.print"]


def test_what_is_saved_outside_is_the_file_as_it_was_added_and_recorded(
    page: AttachmentsPage, scans: Path, session: Session, answers: Any, tmp_path: Path
) -> None:
    add(page, scans / "Zeugnis.pdf", kind=AttachmentKind.CERTIFICATE)
    page.table.view.selectRow(0)
    answers.answers += [tmp_path / "aussen.pdf"]
    page.save_button.click()
    assert (tmp_path / "aussen.pdf").read_bytes() == (scans / "Zeugnis.pdf").read_bytes()
    assert "nicht verschlüsselt" in page.messages.text()
    assert actions(session) == ["attachment.add", "attachment.export"]


def test_describing_changes_what_the_list_says(page: AttachmentsPage, scans: Path) -> None:
    add(page, scans / "Zeugnis.pdf")
    page.table.view.selectRow(0)
    page.describe_button.click()
    form = page.drawer.content()
    assert isinstance(form, DescribeForm)
    person = page.board.choices.persons[0]
    form.field("title").set_value("B1-Zertifikat")
    form.field("person_id").set_value(person.id)
    form.save()
    assert [(row.facts.title, row.person) for row in page.board.rows] == [("B1-Zertifikat", person.name)]


def test_deleting_asks_first(page: AttachmentsPage, scans: Path, answers: Any) -> None:
    add(page, scans / "Zeugnis.pdf")
    page.table.view.selectRow(0)
    page.table.view.setFocus()
    answers.answers += [False, True]
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete)
    assert titles(page) == ["Zeugnis"]
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete)
    assert titles(page) == []
    assert answers.asked == ["„Zeugnis“ löschen?"] * 2
    assert "gelöscht" in page.messages.text()


def test_a_locked_document_tells_nothing_and_opens_nothing(
    page: AttachmentsPage, session: Session, actor: Actor, case_id: int
) -> None:
    samples.documents(session, actor, case_id)
    page.load()
    locked = next(row for row in page.board.rows if row.locked)
    page.table.choose(locked.id)
    page.open_current()
    assert not page.viewer.isVisible()
    assert "Einwilligung" in page.messages.text()
    buttons: tuple[QPushButton, ...] = (page.open_button, page.describe_button, page.save_button)
    assert not any(button.isEnabled() for button in buttons)
    assert page.delete_button.isEnabled()
    assert locked.id not in page.board.pictures


def test_filters_find_by_word_kind_and_person(
    page: AttachmentsPage, session: Session, actor: Actor, case_id: int
) -> None:
    samples.documents(session, actor, case_id)
    page.load()
    for values, found in (
        ({"text": "jobcenter frist"}, ["Bescheid Jobcenter"]),
        ({"kind": AttachmentKind.IDENTITY}, ["Aufenthaltstitel Vorderseite"]),
        ({"person": "ganze Familie"}, ["Bescheid Jobcenter"]),
        ({"text": "attest"}, []),
    ):
        page.table.filters.set_values(values)
        assert [row.facts.title for row in page.board.table.rows] == found


def test_a_document_that_came_without_a_picture_gets_one_when_it_is_opened(
    page: AttachmentsPage, session: Session, actor: Actor, case_id: int
) -> None:
    content = samples.letter(pages=3)
    digest = hashlib.sha256(content).hexdigest()
    new = NewAttachment(case_id, AttachmentFacts("Ohne Bild"), "a.pdf", "application/pdf", digest, 0, b"")
    made = add_attachment(session, actor, new, io.BytesIO(content)).made or 0
    page.load()
    assert made not in page.board.pictures
    page.table.choose(made)
    page.open_current()
    assert made in page.board.pictures
    assert attachment_row(session, actor, made).pages == 3


def test_much_is_told_and_the_limit_is_the_offices_to_set(
    page: AttachmentsPage, scans: Path, session: Session, actor: Actor
) -> None:
    save_office_settings(session, actor, OfficeSettings(municipality="Stadt", attachments_warn_megabytes=0))
    page.load()
    add(page, scans / "Zeugnis.pdf")
    assert "Alle Dokumente zusammen belegen 0 MB" in page.messages.text()
    (change,) = page.messages.actions_shown()
    change.click()
    form = page.drawer.content()
    assert isinstance(form, SpaceForm)
    form.field("attachments_warn_megabytes").set_value(Decimal(200))
    form.save()
    saved = office_settings(session, actor)
    assert (saved.attachments_warn_megabytes, saved.municipality) == (200, "Stadt")
    add(page, scans / "IMG_7.jpg")
    assert "belegen" not in page.messages.text()


def readable_in(*folders: Path) -> list[str]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if MARKER in path.read_bytes()]


def test_no_byte_of_a_document_is_readable_on_disk_but_where_the_user_put_it(
    vault: OpenVault, page: AttachmentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While adding, looking, turning and afterwards; the user's own file is the negative control."""
    temporary, own = tmp_path / "tmp", tmp_path / "nutzer"
    temporary.mkdir()
    own.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    (own / "scan.pdf").write_bytes(samples.letter() + b"\n%" + MARKER * 2000)
    add(page, own / "scan.pdf")
    page.table.view.selectRow(0)
    page.open_current()
    page.viewer.right.click()
    assert readable_in(tmp_path) == ["scan.pdf"]
    page.viewer.back.click()
    vault.back_up()
    assert readable_in(tmp_path) == ["scan.pdf"]
    assert list(temporary.iterdir()) == []


def test_the_rows_that_stand_in_the_vault_are_those_shown(
    page: AttachmentsPage, session: Session, actor: Actor, case_id: int, scans: Path
) -> None:
    add(page, scans / "Zeugnis.pdf")
    assert list_attachments(session, actor, case_id) == page.board.rows
