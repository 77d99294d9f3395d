"""From the first start to the open vault, with a real vault behind the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.app_doors import Opened, make_doors
from desktop.casework.access.users import add_user
from desktop.casework.office import actor_for
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.models.work import ImmediateExecutor, Runner
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import unlock
from desktop.views import messages
from desktop.views.help.help_page import HelpPage
from desktop.views.start.doors import Doors
from desktop.views.start.first_password_page import FirstPasswordPage
from desktop.views.start.new_vault_page import NewVaultPage
from desktop.views.start.office_page import OfficePage
from desktop.views.start.password_field import PasswordField, caps_lock_of_key
from desktop.views.start.recover_page import RecoverPage
from desktop.views.start.sheet_page import SheetPage
from desktop.views.start.start_view import StartView
from desktop.views.start.suggestion import Suggestion
from desktop.views.start.unlock_page import UnlockPage
from desktop.views.start.welcome_page import WelcomePage

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
GOOD = "Birne-Laterne-Ofen-47"


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    runner = Runner(ImmediateExecutor())
    yield runner
    runner.stop()


@pytest.fixture
def doors(tmp_path: Path) -> Doors:
    return replace(make_doors(CHEAP, None), default_file=tmp_path / "Neu" / "Musterlingen.wegplan",
                   sheet_pdf=lambda _sheet: b"%PDF-1.7 Blatt")


@pytest.fixture
def ends() -> Iterator[list[tuple[Opened, Path, dict[str, str]]]]:
    found: list[tuple[Opened, Path, dict[str, str]]] = []
    yield found
    for opened, _file, _office in found:
        opened.close()


def view_at(doors: Doors, runner: Runner, last: Path | None, ends: list[tuple[Opened, Path, dict[str, str]]],
            qtbot: QtBot) -> StartView:
    view = StartView(doors, runner, last)
    view.opened.connect(lambda *end: ends.append(end))
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    view.activateWindow()
    page = view.currentWidget()
    if isinstance(page, UnlockPage):
        qtbot.waitUntil(lambda: page._known)  # who has a key is read once the page is seen
    return view


def press(page: QWidget | None, text: str) -> None:
    assert page is not None
    buttons = [button for button in page.findChildren(QPushButton) if button.text() == text and button.isEnabled()]
    assert buttons, text
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def typed(page: QWidget | None, key: str, text: str) -> None:
    assert page is not None
    line = page.findChild(QLineEdit, key)
    assert isinstance(line, QLineEdit), key
    line.clear()
    QTest.keyClicks(line, text)


def test_a_new_vault_takes_three_steps(doors: Doors, runner: Runner, ends: list[tuple[Opened, Path, dict[str, str]]],
                                       qtbot: QtBot) -> None:
    view = view_at(doors, runner, None, ends, qtbot)
    press(view.currentWidget(), "Anlegen")
    for key, text in (("label", "Petra Lang"), ("password", GOOD), ("repeated", GOOD)):
        typed(view.currentWidget(), key, text)
    press(view.currentWidget(), "Tresor anlegen")
    sheet = view.currentWidget()
    assert isinstance(sheet, SheetPage)
    groups = dict(enumerate(sheet._sheet.groups, 1))
    typed(sheet, "proof", " ".join(groups[number] for number in sheet._asked))
    press(sheet, "Weiter")
    typed(view.currentWidget(), "municipality", "Stadt Musterlingen")
    press(view.currentWidget(), "Fertig")
    opened, file, office = ends[0]
    assert file == doors.default_file
    assert opened.actor.name == "Petra Lang"
    assert office["municipality"] == "Stadt Musterlingen"
    assert VaultFiles(file).key_file.exists()


def new_page(doors: Doors, runner: Runner, qtbot: QtBot) -> NewVaultPage:
    page = NewVaultPage(doors, runner)
    qtbot.addWidget(page)
    page.show()
    for key, text in (("label", "Petra Lang"), ("password", GOOD), ("repeated", GOOD)):
        typed(page, key, text)
    return page


@pytest.mark.parametrize(("key", "text", "said"), [
    ("label", "", "„Ihr Name“ fehlt noch."),
    ("password", "kurz", "mindestens 12"),
    ("repeated", "anders anders", "nicht gleich"),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(
    doors: Doors, runner: Runner, qtbot: QtBot, key: str, text: str, said: str
) -> None:
    page = new_page(doors, runner, qtbot)
    typed(page, key, text)
    press(page, "Tresor anlegen")
    wrong = {"label": page.name, "password": page.password, "repeated": page.repeated}[key]
    assert said in wrong.error()
    assert not doors.default_file.exists()


def test_a_file_that_is_there_already_is_never_overwritten(doors: Doors, runner: Runner, qtbot: QtBot) -> None:
    doors.default_file.parent.mkdir()
    doors.default_file.write_bytes(b"alt")
    page = new_page(doors, runner, qtbot)
    press(page, "Tresor anlegen")
    assert "gibt es hier schon" in page.path.error()
    assert doors.default_file.read_bytes() == b"alt"


def test_the_strength_is_told_while_typing(doors: Doors, runner: Runner, qtbot: QtBot) -> None:
    page = new_page(doors, runner, qtbot)
    typed(page, "password", "Sommer2026!!")
    words = [label.text() for label in page.strength.findChildren(QLabel)]
    assert any(word.startswith("schwach") for word in words)


def sheet_page(doors: Doors, runner: Runner, qtbot: QtBot) -> tuple[SheetPage, list[bool]]:
    _opened, sheet = doors.create(doors.default_file, "Petra Lang", GOOD)
    assert isinstance(_opened, Opened)
    _opened.close()
    page, done = SheetPage(sheet, doors, runner), list[bool]()
    page.done.connect(lambda: done.append(True))
    qtbot.addWidget(page)
    page.show()
    return page, done


def test_the_sheet_must_be_kept_before_going_on(doors: Doors, runner: Runner, qtbot: QtBot) -> None:
    page, done = sheet_page(doors, runner, qtbot)
    press(page, "Weiter")
    assert "drucken oder speichern" in page.notice()
    typed(page, "proof", "123456 123456")
    press(page, "Weiter")
    assert "nicht diese beiden" in page.proof.error()
    assert done == []


def test_saving_the_sheet_opens_the_way(doors: Doors, runner: Runner, qtbot: QtBot, tmp_path: Path) -> None:
    page, done = sheet_page(doors, runner, qtbot)
    with messages.scripted(tmp_path / "blatt.pdf"):
        press(page, "Als PDF speichern …")
    assert (tmp_path / "blatt.pdf").read_bytes() == b"%PDF-1.7 Blatt"
    press(page, "Weiter")
    assert done == [True]


def test_a_sheet_that_cannot_be_written_is_one_sentence(doors: Doors, runner: Runner, qtbot: QtBot,
                                                        tmp_path: Path) -> None:
    page, done = sheet_page(doors, runner, qtbot)
    (tmp_path / "blatt.pdf").mkdir()
    with messages.scripted(tmp_path / "blatt.pdf"):
        press(page, "Als PDF speichern …")
    assert "kann dort nicht gespeichert werden" in page.notice()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".teil"] == []
    press(page, "Weiter")
    assert done == []


def test_the_right_password_opens(doors: Doors, runner: Runner, vault_files: VaultFiles, qtbot: QtBot,
                                  ends: list[tuple[Opened, Path, dict[str, str]]]) -> None:
    view = view_at(doors, runner, vault_files.database, ends, qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    typed(page, "password", GOOD)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    assert ends[0][0].actor == Actor(1, "Petra Lang", "PL", ends[0][0].actor.role)
    assert page.password.value() is None


def test_the_keyboard_waits_in_the_password_also_with_several_people(doors: Doors, runner: Runner, qtbot: QtBot,
                                                                    vault_files: VaultFiles) -> None:
    several = replace(doors, users=lambda _file: ("Petra Lang", "Jürgen Weiß"))
    view = StartView(several, runner, vault_files.database)
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.addWidget(view)
    window.show()
    window.activateWindow()
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: page._known)
    assert page.user.isVisible()
    assert QApplication.focusWidget() is page.password.line


def test_wrong_passwords_are_one_sentence_and_then_a_countdown(doors: Doors, runner: Runner, vault_files: VaultFiles,
                                                               qtbot: QtBot) -> None:
    view = view_at(doors, runner, vault_files.database, [], qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    for _ in range(attempts.FREE_ATTEMPTS):
        typed(page, "password", "falsch falsch falsch")
        press(page, "Öffnen")
        assert page.password.error() == "Das Kennwort stimmt nicht."
        assert page.password.value() is None
    typed(page, "password", "falsch falsch falsch")
    press(page, "Öffnen")
    opens = next(button for button in page.findChildren(QPushButton) if button.text() == "Öffnen")
    assert not opens.isEnabled()
    page.tick()
    assert page.password.error() == f"Nächster Versuch in {attempts.FIRST_WAIT - 1} s."
    for _ in range(attempts.FIRST_WAIT - 1):
        page.tick()
    assert opens.isEnabled()
    assert page.password.error() == ""
    attempts.succeeded(vault_files)


def test_a_damaged_key_file_is_said_and_leaves_the_way_to_recovery(doors: Doors, runner: Runner, qtbot: QtBot,
                                                                   vault_files: VaultFiles) -> None:
    vault_files.key_file.write_bytes(b"kaputt")
    view = view_at(doors, runner, vault_files.database, [], qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    assert page.notice() != ""
    press(page, "Kennwort vergessen")
    assert isinstance(view.currentWidget(), RecoverPage)


def test_the_sheet_sets_a_new_password_and_gives_a_new_sheet(doors: Doors, runner: Runner, qtbot: QtBot,
                                                             ends: list[tuple[Opened, Path, dict[str, str]]]) -> None:
    opened, sheet = doors.create(doors.default_file, "Petra Lang", GOOD)
    assert isinstance(opened, Opened)
    opened.close()
    view = view_at(doors, runner, doors.default_file, ends, qtbot)
    press(view.currentWidget(), "Kennwort vergessen")
    page = view.currentWidget()
    typed(page, "recovery", "".join(sheet.groups))
    typed(page, "password", "Kamel-Wolke-Tasse-83")
    press(page, "Öffnen und neues Kennwort setzen")
    fresh = view.currentWidget()
    assert isinstance(fresh, SheetPage)
    assert fresh._sheet.groups != sheet.groups
    fresh._keep("Gedruckt.")
    press(fresh, "Weiter")
    ends.pop()[0].close()
    doors.unlock(doors.default_file, "Petra Lang", "Kamel-Wolke-Tasse-83").close()  # type: ignore[attr-defined]


def test_a_mistyped_group_of_the_sheet_is_named(doors: Doors, runner: Runner, qtbot: QtBot) -> None:
    opened, sheet = doors.create(doors.default_file, "Petra Lang", GOOD)
    assert isinstance(opened, Opened)
    opened.close()
    view = view_at(doors, runner, doors.default_file, [], qtbot)
    press(view.currentWidget(), "Kennwort vergessen")
    page = view.currentWidget()
    assert isinstance(page, RecoverPage)
    wrong = f"{(int(sheet.groups[2]) + 1) % 1_000_000:06}"
    typed(page, "recovery", " ".join([*sheet.groups[:2], wrong, *sheet.groups[3:]]))
    typed(page, "password", "Kamel-Wolke-Tasse-83")
    press(page, "Öffnen und neues Kennwort setzen")
    assert "Gruppe 3 " in page.groups.error()


def test_a_name_that_has_no_key_is_refused_before_anything_changes(doors: Doors, runner: Runner, qtbot: QtBot,
                                                                   vault_files: VaultFiles) -> None:
    before = vault_files.key_file.read_bytes()
    view = view_at(doors, runner, vault_files.database, [], qtbot)
    press(view.currentWidget(), "Kennwort vergessen")
    page = view.currentWidget()
    assert isinstance(page, RecoverPage)
    for key, text in (("label", "Max Fremd"), ("recovery", "1"), ("password", GOOD)):
        typed(page, key, text)
    press(page, "Öffnen und neues Kennwort setzen")
    assert "Petra Lang" in page.name.error()
    assert vault_files.key_file.read_bytes() == before


def test_another_vault_can_be_chosen(doors: Doors, runner: Runner, qtbot: QtBot, vault_files: VaultFiles) -> None:
    view = view_at(doors, runner, None, [], qtbot)
    assert isinstance(view.currentWidget(), WelcomePage)
    with messages.scripted(vault_files.database):
        press(view.currentWidget(), "Öffnen …")
    assert isinstance(view.currentWidget(), UnlockPage)
    press(view.currentWidget(), "Anderer Tresor …")
    assert isinstance(view.currentWidget(), WelcomePage)


def test_the_demo_town_is_offered_only_where_there_is_one(doors: Doors, runner: Runner, qtbot: QtBot) -> None:
    town = Path("Musterlingen.wegplan")
    ends: list[Any] = []
    plain = view_at(doors, runner, None, [], qtbot)
    without = plain.currentWidget()
    assert without is not None
    assert "Ansehen" not in [button.text() for button in without.findChildren(QPushButton)]
    with_demo = view_at(replace(doors, demo=lambda: ("offen", town)), runner, None, ends, qtbot)
    press(with_demo.currentWidget(), "Ansehen")
    assert ends == [("offen", town, {})]


def test_a_demo_town_that_cannot_be_built_says_why(doors: Doors, runner: Runner, qtbot: QtBot) -> None:
    def fail() -> tuple[object, Path]:
        raise CaseworkError("In diesem Ordner liegt schon ein Tresor.")

    view = view_at(replace(doors, demo=fail), runner, None, [], qtbot)
    press(view.currentWidget(), "Ansehen")
    page = view.currentWidget()
    assert isinstance(page, WelcomePage)
    assert page.notice() == "In diesem Ordner liegt schon ein Tresor."
    press(page, "Ansehen")


def test_a_password_is_hidden_kept_as_typed_and_gone_when_its_page_is(qtbot: QtBot) -> None:
    field = PasswordField("password", "Kennwort")
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.line, "  mit Blanks  ")
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    assert field.value() == "  mit Blanks  "
    press(field, "Anzeigen")
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    field.hide()
    assert field.value() is None


@pytest.mark.parametrize(("letter", "shift", "on"), [
    ("A", False, True), ("a", True, True), ("a", False, False), ("A", True, False), ("1", False, None),
    ("ب", False, None),
])  # fmt: skip
def test_caps_lock_shows_in_what_a_key_writes(letter: str, shift: bool, on: bool | None) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
    assert caps_lock_of_key(event) is on


def test_office_details_can_wait(qtbot: QtBot) -> None:
    page, given = OfficePage(), list[object]()
    page.given.connect(given.append)
    qtbot.addWidget(page)
    page.show()
    press(page, "Später ausfüllen")
    assert given == [{}]


def test_the_help_can_be_read_before_a_vault_is_open_and_no_password_waits_behind_it(
    doors: Doors, runner: Runner, vault_files: VaultFiles, qtbot: QtBot
) -> None:
    view = view_at(doors, runner, vault_files.database, [], qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    typed(page, "password", "halb get")
    QTest.keyClick(page.password.line, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: view.currentWidget() is not page)  # the button is seen to be pressed
    shown = view.currentWidget()
    assert isinstance(shown, HelpPage)
    assert "Wiederherstellungsblatt" in shown.browser.toPlainText()
    shown.topics.itemActivated.emit(shown.topics.item(0))
    assert "Erste Schritte" in shown.browser.toPlainText()
    press(shown, "Zurück")
    assert "Wiederherstellungsblatt" in shown.browser.toPlainText()
    press(shown, "Zurück")
    assert view.currentWidget() is page
    assert page.password.line.text() == ""
    assert page.password.line.hasFocus()


def test_with_a_start_password_nothing_is_seen_before_an_own_one_is_set(
    doors: Doors, runner: Runner, vault_files: VaultFiles, qtbot: QtBot,
    ends: list[tuple[Opened, Path, dict[str, str]]],
) -> None:  # fmt: skip
    with unlock(vault_files, "Petra Lang", GOOD, cost=CHEAP) as vault:
        with vault.session() as session:
            add_user(session, actor_for(session, "Petra Lang"), "Ayşe Yılmaz")
        words = vault.give_start_password("Ayşe Yılmaz").words
    view = view_at(doors, runner, vault_files.database, ends, qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    page.user.set_value("Ayşe Yılmaz")
    typed(page, "password", words.replace("-", " "))
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    first = view.currentWidget()
    assert isinstance(first, FirstPasswordPage)
    assert ends == []
    for password, repeated, said in ((words, words, "Startkennwort"), ("kurz", "kurz", "mindestens 12")):
        typed(first, "password", password)
        typed(first, "repeated", repeated)
        press(first, "Kennwort festlegen")
        assert said in first.password.error()
    press(first, "Vorschlag: sechs Wörter")
    suggestion = first.findChild(Suggestion)
    assert isinstance(suggestion, Suggestion)
    assert "stark (geschätzt 77 Bit)" in first.strength._word.text()
    typed(first, "repeated", "etwas anderes getippt")
    press(first, "Kennwort festlegen")
    assert "nicht gleich" in first.repeated.error()
    own = suggestion.shown.text()
    typed(first, "repeated", own)
    press(first, "Kennwort festlegen")
    opened = ends[0][0]
    assert opened.actor.name == "Ayşe Yılmaz"
    opened.close()
    with unlock(vault_files, "Ayşe Yılmaz", own, cost=CHEAP) as vault:
        assert not vault.must_change_password


def test_who_closes_the_window_before_setting_a_password_leaves_the_vault_free(
    doors: Doors, vault_files: VaultFiles, runner: Runner, qtbot: QtBot, ends: list[tuple[Opened, Path, dict[str, str]]]
) -> None:
    with unlock(vault_files, "Petra Lang", GOOD, cost=CHEAP) as vault:
        words = vault.give_start_password("Ayşe Yılmaz").words
    view = view_at(doors, runner, vault_files.database, ends, qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    page.user.set_value("Ayşe Yılmaz")
    typed(page, "password", words)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    held = view.vault_in_hand()
    assert isinstance(held, Opened)  # what the program closes when it ends
    held.close()
    unlock(vault_files, "Petra Lang", GOOD, cost=CHEAP).close()
