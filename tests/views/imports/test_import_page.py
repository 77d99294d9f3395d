"""A list on its way through the page: with both samples by keyboard, its columns, bad files, undo, drafts."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.handover.incoming import Field
from desktop.models.work import Work
from desktop.views.components.message_area import Level
from desktop.views.imports.drop_zone import DropZone
from desktop.views.imports.entry import import_command, import_place
from desktop.views.imports.handover_details import HandoverDetails
from desktop.views.imports.handover_page import handover_page
from desktop.views.imports.import_page import ImportPage
from desktop.views.messages import Script
from tests.views.imports.conftest import AMAL, EBRIMA, HEADING, RANIA, Listing, cases, person, texts
from tests.views.imports.import_steps import CSV, XLSX
from tests.views.page_walk import Stage

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # offscreen platform only

FILE, COLUMNS, PREVIEW, RESULT = range(4)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focused(), key)


def link(page: ImportPage, words: str) -> QPushButton:
    return next(each for each in page.messages.actions_shown() if each.text() == words)


def details(page: ImportPage) -> HandoverDetails:
    assert isinstance(page.file.details, HandoverDetails)
    return page.file.details


@pytest.mark.parametrize("sample", [CSV, XLSX], ids=["csv", "xlsx"])
def test_a_sample_list_goes_into_the_vault_with_six_keys(
    page: ImportPage, work: Work, answers: Script, sample: Path
) -> None:
    answers.answers.append(sample)
    press(Qt.Key.Key_Space)  # „Datei wählen“ has the keyboard
    assert details(page).sender_field.value() == "Landratsamt Musterkreis"
    press(Qt.Key.Key_Space)
    assert page.place == COLUMNS
    press(Qt.Key.Key_Space)
    assert page.place == PREVIEW
    assert page.on.text() == "58 Personen übernehmen"
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.place == RESULT
    assert sum(case.persons for case in cases(work)) == 58
    assert f"in {len(cases(work))} Fällen" in texts(page.result)


def test_step_one_takes_sender_day_and_responsible_from_the_list(page: ImportPage, work: Work) -> None:
    page.job.open_file(XLSX)
    assert str(details(page).as_of.value()) == "2026-11-03"
    assert details(page).responsible.value() == work.actor.user_id
    assert "60 Zeilen in 18 Spalten · Überschriften in Zeile 4" in texts(page.file.zone)


def test_a_day_that_is_still_to_come_is_not_taken(page: ImportPage, listing: Listing) -> None:
    page.job.open_file(listing(RANIA))
    details(page).as_of.focus_input()
    QTest.keyClicks(focused(), "24.12.2026")
    page.go_on()
    assert page.place == FILE
    assert "22.11.2026" in details(page).as_of.error()


def test_a_file_is_dropped_on_the_page(page: ImportPage) -> None:
    drop(page.file.zone, XLSX)
    assert page.job.held.file_name == XLSX.name
    assert page.on.isEnabled()


def test_two_files_at_once_are_refused(page: ImportPage) -> None:
    drop(page.file.zone, XLSX, CSV)
    assert page.messages.text() == "Bitte genau eine Datei hierher ziehen."
    assert page.job.held.source is None


def drop(zone: DropZone, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    zone.dropEvent(event)


def many_rows() -> bytes:
    return "\n".join([HEADING, *[RANIA] * 25_000]).encode()


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"PK\x03\x04 kaputt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1alt", b"nur ein Brief", many_rows()],
    ids=["leer", "pdf", "kein zip", "altes Excel", "Brief", "25000 Zeilen"],
)
def test_a_file_that_is_no_list_is_one_sentence(page: ImportPage, tmp_path: Path, content: bytes) -> None:
    page.job.open_file(XLSX)
    (tmp_path / "brief.csv").write_bytes(content)
    page.job.open_file(tmp_path / "brief.csv")
    assert page.messages.level() is Level.BAD
    assert page.messages.text().rstrip(".").count(". ") <= 1
    assert page.job.held.file_name == XLSX.name, "the list in hand is kept"
    assert not page.job.busy


def test_a_file_that_has_gone_is_one_sentence(page: ImportPage, tmp_path: Path) -> None:
    page.job.open_file(tmp_path / "fort.xlsx")
    assert "„fort.xlsx“ kann nicht gelesen werden" in page.messages.text()


def test_columns_nobody_reads_are_named_and_can_be_given_a_meaning_by_keyboard(
    page: ImportPage, listing: Listing
) -> None:
    heading = HEADING.replace("Bemerkung", "Zeichen X;Y7")
    page.job.open_file(listing(RANIA + ";7", AMAL + ";8", heading=heading))
    page.go_on()
    assert "Nicht gelesen: „Zeichen X“, „Y7“." in texts(page.columns)
    row = page.columns.rows[-1]
    row.meaning.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(row.meaning, "Aktenz")
    press(Qt.Key.Key_Tab)
    assert page.job.held.layout is not None
    assert page.job.held.layout.columns[-1].field is Field.REFERENCE
    assert "Von Ihnen gewählt." in texts(row)
    assert "Nicht gelesen: „Zeichen X“." in texts(page.columns)


def test_the_meaning_of_a_column_is_remembered_for_its_sender(page: ImportPage, listing: Listing, work: Work) -> None:
    heading = HEADING.replace("Bemerkung", "Y7")
    page.job.open_file(listing(RANIA + "A-17", AMAL + "A-18", heading=heading))
    page.job.set_column(11, Field.REFERENCE)
    for _ in range(3):
        page.go_on()
    assert person(work, "rania").facts.authority_reference == "A-17"
    page.result.again.click()
    page.job.open_file(listing(EBRIMA + "A-19", heading=heading))
    page.go_on()
    assert page.columns.rows[-1].meaning.code() is Field.REFERENCE
    assert "Wie beim letzten Mal." in texts(page.columns.rows[-1])
    page.job.set_sender("Regierungspräsidium")
    assert page.columns.rows[-1].meaning.code() == "-"


def test_two_columns_with_the_same_meaning_stop_at_the_second(page: ImportPage, listing: Listing) -> None:
    page.job.open_file(listing(RANIA))
    page.go_on()
    page.job.set_column(10, Field.BIRTH)
    page.go_on()
    assert page.place == COLUMNS
    assert page.messages.text() == "„Geburtsdatum“ ist schon die Spalte „Geb.-Datum“."
    assert focused() is page.columns.rows[10].meaning
    page.columns.reset.click()
    page.go_on()
    assert page.place == PREVIEW


def test_a_list_without_names_goes_no_further(page: ImportPage, listing: Listing) -> None:
    page.job.open_file(listing(RANIA))
    page.go_on()
    page.job.set_column(1, None)
    page.go_on()
    assert page.place == COLUMNS
    assert page.messages.text().startswith("Keine Spalte enthält die Namen")


def test_another_sheet_with_a_list_can_be_chosen(page: ImportPage, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    for sheet, names in ((first, ("Rania", "Amal", "Omar")), (book.create_sheet("Zugänge"), ("Ebrima",))):
        sheet.append(["Familienname", "Vorname", "Geb.-Datum", "Staatsang."])
        for name in names:
            sheet.append(["Issa", name, "01.02.1990", "syrisch"])
    buffer = io.BytesIO()
    book.save(buffer)
    (tmp_path / "zwei.xlsx").write_bytes(buffer.getvalue())
    page.job.open_file(tmp_path / "zwei.xlsx")
    assert "„Zugänge“" in page.messages.text()
    page.file.table.set_value(1)
    page.file.table.changed.emit()
    page.go_on()
    page.go_on()
    assert page.on.text() == "1 Person übernehmen"


def test_undo_takes_everything_back_and_the_list_can_be_taken_again(page: ImportPage, work: Work) -> None:
    page.job.open_file(CSV)
    for _ in range(3):
        page.go_on()
    page.result.undo.click()
    assert cases(work) == ()
    assert page.place == FILE
    assert "rückgängig gemacht" in texts(page.file.former)
    for _ in range(3):
        page.go_on()
    assert sum(case.persons for case in cases(work)) == 58


def test_an_earlier_import_can_be_undone_on_the_next_visit(page: ImportPage, listing: Listing, work: Work) -> None:
    page.job.open_file(listing(RANIA, AMAL))
    for _ in range(3):
        page.go_on()
    page.result.again.click()
    QApplication.processEvents()
    (undo,) = [each for each in page.file.former.findChildren(QPushButton) if each.isVisible()]
    undo.click()
    assert cases(work) == ()


def test_an_import_somebody_worked_with_stays_and_the_page_says_who(
    page: ImportPage, listing: Listing, work: Work
) -> None:
    page.job.open_file(listing(RANIA))
    for _ in range(3):
        page.go_on()
    changed = RANIA.replace("0176 111111", "0176 222222")
    page.show_target()
    page.job.open_file(listing(changed))
    for _ in range(3):
        page.go_on()
    assert person(work, "rania").facts.phone == "0176 222222"
    page.job.undo(page.job.imports[1].id)
    assert page.messages.text().startswith("Dieser Import lässt sich nicht mehr rückgängig machen: „Issa, Rania“")
    assert person(work, "rania").facts.phone == "0176 222222"


def test_rows_that_were_not_taken_are_saved_for_the_sender(
    page: ImportPage, listing: Listing, answers: Script, tmp_path: Path
) -> None:
    page.job.open_file(listing(RANIA, ";;;05.05.1991;m;syrisch", EBRIMA))
    page.go_on()
    page.go_on()
    page.preview.table.choose(6)
    page.preview.panel.decision_chosen.emit(6, page.preview.model.row(2).choices[1])
    page.go_on()
    answers.answers.append(tmp_path / "zurück.xlsx")
    page.result.save.click()
    assert page.messages.text() == "Gespeichert als „zurück.xlsx“."
    sheet = openpyxl.load_workbook(tmp_path / "zurück.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [(row[0], row[-1]) for row in rows[1:]] == [("5", "Der Name fehlt."), ("6", "In der Vorschau ausgelassen.")]


def test_returned_rows_that_cannot_be_saved_are_one_sentence(
    page: ImportPage, listing: Listing, answers: Script, tmp_path: Path
) -> None:
    page.job.open_file(listing(RANIA, ";;;05.05.1991;m;syrisch"))
    for _ in range(3):
        page.go_on()
    answers.answers.append(tmp_path / "fehlt" / "zurück.xlsx")
    page.result.save.click()
    assert page.messages.text().startswith("„zurück.xlsx“ kann dort nicht gespeichert werden.")


def test_the_result_leads_to_the_cases(page: ImportPage, listing: Listing, stage: Stage) -> None:
    page.job.open_file(listing(RANIA))
    for _ in range(3):
        page.go_on()
    page.result.there.click()
    assert stage.places.current == "cases"
    page.show_target()
    assert page.place == RESULT, "who comes back can still save the rejected rows"


def test_the_page_is_reached_from_the_new_menu_and_the_palette(stage: Stage, qtbot: QtBot) -> None:
    stage.places.add(import_place(stage.work, stage.drafts, stage.places))
    command = import_command(stage.places)
    stage.commands.add(command)
    assert command.makes_new
    stage.commands.run(command.key)
    page = stage.places.page(stage.places.current)
    qtbot.addWidget(page)
    assert isinstance(page, ImportPage)


def test_what_was_prepared_is_offered_after_locking_without_the_list_being_kept(
    page: ImportPage, listing: Listing, stage: Stage, qtbot: QtBot
) -> None:
    page.job.open_file(listing(RANIA, EBRIMA))
    page.go_on()
    page.job.set_column(11, None)
    page.go_on()
    page.preview.table.choose(5)
    page.preview.table.view.setFocus()
    press(Qt.Key.Key_Space)
    stage.drafts.flush()
    assert "Rania" not in str(page.draft())
    again = handover_page(stage.work, stage.drafts, stage.places)
    qtbot.addWidget(again)
    again.show_target()
    link(again, "Weitermachen").click()
    assert again.job.held.layout is not None
    assert again.job.held.layout.columns[11].field is None
    again.go_on()
    again.go_on()
    assert again.on.text() == "1 Person übernehmen"
    again.go_on()
    third = handover_page(stage.work, stage.drafts, stage.places)
    qtbot.addWidget(third)
    third.show_target()
    assert third.messages.text() == "", "what is in the vault is no draft any more"


def test_a_draft_of_a_file_that_has_changed_takes_up_the_file_only(
    page: ImportPage, listing: Listing, stage: Stage, qtbot: QtBot
) -> None:
    page.job.open_file(listing(RANIA, EBRIMA))
    page.job.set_column(10, None)
    stage.drafts.flush()
    listing(EBRIMA, RANIA)
    again = handover_page(stage.work, stage.drafts, stage.places)
    qtbot.addWidget(again)
    again.show_target()
    link(again, "Weitermachen").click()
    assert again.messages.level() is Level.WARN
    assert again.job.held.adjusted == {}
