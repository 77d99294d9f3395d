"""A list of volunteers goes into the register by keyboard, what was not taken comes back, all of it can be undone."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.list_rows import Decision
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.volunteer_headings import VolunteerField
from desktop.casework.volunteers.register.volunteer_import import IncomingRow
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer, list_volunteers
from desktop.models.drafts import Drafts
from desktop.models.import_table import ImportLine
from desktop.models.work import Work
from desktop.storage.vault import OpenVault
from desktop.views.commands import Commands
from desktop.views.imports.import_page import ImportPage
from desktop.views.messages import Script
from desktop.views.places import Place, Places
from desktop.views.volunteers.entry import add_volunteers
from desktop.views.volunteers.register.import_page import volunteer_import_page
from tests.views.volunteers.register.import_states import ROWS, list_file


@pytest.fixture
def places(work: Work) -> Places:
    places = Places(work)
    places.add(Place("volunteers", "Ehrenamt", "heart", QWidget))
    return places


@pytest.fixture
def drafts(work: Work) -> Drafts:
    return Drafts(work, work)


@pytest.fixture
def page(
    session: Session, actor: Actor, fixed_clock: dt.date, work: Work, drafts: Drafts, places: Places, qtbot: QtBot
) -> ImportPage:
    create_volunteer(session, actor, VolunteerFacts("Wagner", "Gerda", birth_year=1958))
    create_volunteer(session, actor, VolunteerFacts("Maier", "Hans"))
    page = volunteer_import_page(work, drafts, places)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def names(session: Session, actor: Actor) -> list[str]:
    return [row.name for row in list_volunteers(session, actor)]


def line(page: ImportPage, number: int) -> ImportLine:
    return next(row for row in page.preview.model.rows if row.row == number)


def found(page: ImportPage, number: int) -> IncomingRow:
    row = line(page, number).found
    assert isinstance(row, IncomingRow)
    return row


def chosen(page: ImportPage) -> object:
    decision = page.preview.panel.decision
    assert decision is not None
    return decision.value()


def onward(page: ImportPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_whole_way_by_keyboard(
    page: ImportPage, tmp_path: Path, session: Session, actor: Actor, places: Places
) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    assert [row.meaning.code() for row in page.columns.rows][:3] == ["family_name", "given_names", "birth"]
    onward(page)
    standings = [(row.row, row.state.label, row.taken) for row in page.preview.model.rows]
    assert standings == [
        (2, "neu", True), (3, "neu", True), (4, "schon bekannt", False), (5, "unklar", False),
        (6, "nicht möglich", False),
    ]  # fmt: skip
    assert page.on.text() == "2 Personen aufnehmen"
    onward(page)
    assert names(session, actor) == ["Maier, Hans", "Öztürk, Selin", "Roth, Eva", "Wagner, Gerda"]
    page.result.there.click()
    assert places.where == ("volunteers", ("register",))


def test_space_takes_the_marked_row_and_leaves_it_out_again(page: ImportPage, tmp_path: Path) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    onward(page)
    table = page.preview.table
    page.preview.mark(5)
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert line(page, 5).taken
    assert chosen(page) is Decision.CREATE
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert not line(page, 5).taken
    page.preview.mark(6)
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert not line(page, 6).taken, "nobody can be made of it"
    page.preview.mark(2)
    decision = page.preview.panel.decision
    assert decision is not None
    decision.pick(Decision.LEAVE)
    assert not line(page, 2).taken


def test_the_panel_says_what_was_not_understood(page: ImportPage, tmp_path: Path) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    onward(page)
    page.preview.mark(2)
    said = " ".join(label.text() for label in page.preview.panel.findChildren(QWidget) if hasattr(label, "text"))
    for part in ("„Zaubern“: Nicht verstanden, steht wörtlich in der Notiz.",
                 "„nach Absprache“", "nachmittags wurde als 14–18 Uhr gelesen",
                 "Den Helferkreis „Nord“ gibt es noch nicht"):  # fmt: skip
        assert part in said


def test_rows_that_were_not_taken_come_back_as_a_file(
    page: ImportPage, tmp_path: Path, answers: Script
) -> None:
    page.show_target(list_file(tmp_path))
    for _ in range(3):
        onward(page)
    target = tmp_path / "zurück.xlsx"
    answers.answers.append(target)
    page.result.save.click()
    rows = list(load_workbook(target).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # one sheet
    assert rows[0] == ("Zeile", *ROWS[0], "Grund")
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [
        ("5", "Maier", "Vielleicht schon im Register: Maier, Hans."), ("6", "", "Der Name fehlt."),
    ]  # fmt: skip


def test_the_whole_list_is_taken_back(
    page: ImportPage, tmp_path: Path, session: Session, actor: Actor
) -> None:
    page.show_target(list_file(tmp_path))
    for _ in range(3):
        onward(page)
    page.result.undo.click()
    assert names(session, actor) == ["Maier, Hans", "Wagner, Gerda"]
    assert page.place == 0
    assert "Zurückgenommen" in page.messages.text()
    onward(page)
    onward(page)
    onward(page)
    assert len(names(session, actor)) == 4, "the same list can be taken over again"
    page.result.again.click()
    lists = page.file.former.findChildren(QPushButton)
    former = [button for button in lists if button.objectName().startswith("undo_") and button.isVisibleTo(page)]
    assert len(former) == 1
    former[0].click()
    assert names(session, actor) == ["Maier, Hans", "Wagner, Gerda"]


def test_a_column_can_be_given_another_meaning(
    page: ImportPage, tmp_path: Path, session: Session, actor: Actor
) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    shoes = page.columns.rows[-1]
    shoes.chosen.emit(shoes.index, VolunteerField.NOTE)
    onward(page)
    assert "39" in found(page, 2).incoming.facts.note
    page.go_back()
    shoes.chosen.emit(shoes.index, VolunteerField.FAMILY_NAME)
    onward(page)
    assert page.place == 1, "two columns cannot both be the family name"
    assert "ist schon die Spalte" in page.messages.text()
    shoes.chosen.emit(shoes.index, VolunteerField.NOTE)
    onward(page)
    onward(page)
    page.result.again.click()
    page.show_target(list_file(tmp_path))
    assert page.columns.rows[-1].meaning.code() == VolunteerField.NOTE, "as in the list before"


def test_a_register_that_changed_is_compared_anew(
    page: ImportPage, tmp_path: Path, session: Session, actor: Actor
) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    onward(page)
    create_volunteer(session, actor, VolunteerFacts("Roth", "Eva", birth_year=1970))
    onward(page)
    assert "Register hat sich" in page.messages.text()
    page.messages.actions_shown()[0].click()
    assert line(page, 2).state.label == "schon bekannt"


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("liste.csv", b"Hallo;Welt\r\n1;2\r\n", "keine Liste"), ("liste.pdf", b"%PDF-1.7", "PDF"),
    ("leer.csv", b"", "leer"),
])  # fmt: skip
def test_other_files_are_refused_in_one_sentence(
    page: ImportPage, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    page.show_target(tmp_path / name)
    assert sentence in page.messages.text()
    assert page.place == 0
    page.show_target(tmp_path / "fehlt.csv")
    assert "kann nicht gelesen werden" in page.messages.text()


def test_filters_show_one_standing(page: ImportPage, tmp_path: Path) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    onward(page)
    chip = next(chip for standing, chip in page.preview.chips.items() if standing == "bad")
    chip.click()
    assert [row.row for row in page.preview.model.rows] == [6]


def test_the_register_and_the_palette_lead_to_the_page(work: Work, fixed_clock: dt.date, qtbot: QtBot) -> None:
    places, commands = Places(work), Commands(work)
    add_volunteers(work, Drafts(work, work), places, commands)
    next(command for command in commands.all() if command.key == "volunteer-import").run()
    assert isinstance(places.page("volunteer-import"), ImportPage)
    places.go("volunteers", "register")
    place = places.page("volunteers")
    qtbot.addWidget(place)
    buttons = [button for button in place.findChildren(QPushButton) if "einlesen" in button.accessibleName()]
    assert len(buttons) == 1
    buttons[0].click()
    assert places.current == "volunteer-import"


def test_one_of_several_sheets_is_read(page: ImportPage, tmp_path: Path, session: Session, actor: Actor) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    for sheet, people in ((first, ("Eva", "Selin", "Hans")), (book.create_sheet("Warteliste"), ("Ines",))):
        sheet.append(["Familienname", "Vorname", "Telefon"])
        for given in people:
            sheet.append(["Roth", given, "07777 100"])
    book.save(tmp_path / "zwei.xlsx")
    page.show_target(tmp_path / "zwei.xlsx")
    assert "„Warteliste“" in page.messages.text()
    page.file.table.set_value(1)
    page.file.table.changed.emit()
    for _ in range(3):
        onward(page)
    assert names(session, actor) == ["Maier, Hans", "Roth, Ines", "Wagner, Gerda"]


def test_a_prepared_list_goes_on_after_locking_without_being_kept(
    page: ImportPage, tmp_path: Path, work: Work, drafts: Drafts, places: Places, qtbot: QtBot
) -> None:
    page.show_target(list_file(tmp_path))
    page.job.set_column(10, VolunteerField.NOTE)
    onward(page)
    onward(page)
    page.job.decide(frozenset({5}), Decision.CREATE)
    drafts.flush()
    assert "Maier" not in str(page.draft())
    again = volunteer_import_page(work, drafts, places)
    qtbot.addWidget(again)
    again.show_target()
    next(link for link in again.messages.actions_shown() if link.text() == "Weitermachen").click()
    again.go_on()
    again.go_on()
    assert line(again, 5).taken
    assert "39" in found(again, 2).incoming.facts.note


def test_sums_and_repeated_headings_are_shown_but_are_nobody(page: ImportPage, tmp_path: Path) -> None:
    path = list_file(tmp_path)
    rows = (ROWS[0], ("Summe", "5"), ("-", "-", "-"))
    path.write_bytes(path.read_bytes() + b"\r\n" + "\r\n".join(";".join(row) for row in rows).encode())
    page.show_target(path)
    onward(page)
    onward(page)
    told = [(row.row, row.state.label, row.reason) for row in page.preview.model.rows if not row.found]
    assert told == [
        (7, "übergangen", "Die Kopfzeile wiederholt sich."), (8, "übergangen", "Summen- oder Fußzeile."),
        (9, "übergangen", "Die Zeile enthält nur Striche."),
    ]  # fmt: skip
    onward(page)
    said = [label.text() for label in page.result.findChildren(QLabel)]
    assert "ohne Person: Summen, Striche, Überschriften" in said
    assert said[said.index("Zeilen hat die Liste") - 1] == "8"


def test_many_rows_are_decided_together_and_doubtful_ones_found(page: ImportPage, tmp_path: Path) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    onward(page)
    page.preview.doubtful.click()
    assert [row.row for row in page.preview.model.rows] == [2, 4]
    page.preview.doubtful.click()
    page.preview.table.view.selectAll()
    page.preview.panel.many_chosen.emit(True)
    assert [row.row for row in page.preview.model.rows if row.taken] == [2, 3, 5], "not who is known already"
    page.preview.panel.many_chosen.emit(False)
    assert not page.on.isEnabled()


def test_chosen_columns_go_back_to_the_proposal(page: ImportPage, tmp_path: Path) -> None:
    page.show_target(list_file(tmp_path))
    onward(page)
    shoes = page.columns.rows[-1]
    shoes.chosen.emit(shoes.index, VolunteerField.NOTE)
    page.columns.reset.click()
    assert shoes.meaning.code() == "-"


@pytest.fixture
def busy_work(vault: OpenVault, actor: Actor, qapp: QApplication) -> Iterator[Work]:
    """With real threads, as in the program."""
    work = Work(vault, actor)
    yield work
    work.stop()


def test_cancelling_while_it_is_written_leaves_nobody(
    busy_work: Work, places: Places, drafts: Drafts, tmp_path: Path, qtbot: QtBot
) -> None:
    page, held_up = volunteer_import_page(busy_work, drafts, places), threading.Event()
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.job.found, timeout=30_000):
        page.job.open_file(list_file(tmp_path))
    page.go_on()
    with qtbot.waitSignal(page.job.previewed, timeout=30_000):
        page.go_on()
    taken = sum(page.job.held.counts)
    busy_work.read(QObject(page), lambda _session, _actor: held_up.wait(10))
    page.go_on()
    with qtbot.waitSignal(page.job.called_off, timeout=30_000):
        page.busy.cancel.click()
        held_up.set()
    found: list[tuple[object, ...]] = []
    busy_work.read(page, list_volunteers, then=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=30_000)
    assert found == [()]
    assert page.messages.text() == "Abgebrochen. Es wurde nichts übernommen."
    assert (page.place, sum(page.job.held.counts)) == (2, taken), "the decisions are still there"
