"""The editing page: load, check, save, discard, drafts, read-only, errors from the use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import CaseworkError
from desktop.person_terms import Sex
from desktop.views.components.editor_page import EditorPage
from desktop.views.components.message_area import Level
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField

Show = Callable[..., QWidget]
pytestmark = pytest.mark.usefixtures("fixed_clock")


def make_page() -> EditorPage:
    page = EditorPage("Person bearbeiten")
    page.add(TextField("name", "Name", mandatory=True))
    page.add(DateField("born", "Geboren"))
    page.add(choice_field("sex", "Geschlecht", term_options(Sex)))
    page.load({"name": "Aylin", "born": dt.date(1990, 3, 2)})
    return page


def type_into(page: EditorPage, key: str, text: str) -> None:
    edit = page.findChild(QLineEdit, key)
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_typing_makes_the_page_dirty_and_ctrl_s_saves(show: Show, qtbot: QtBot) -> None:
    page = make_page()
    show(page)
    assert not page._save.isEnabled()
    with qtbot.waitSignals([page.dirty_changed, page.edited]):
        type_into(page, "name", "Aylin Sommer")
    assert page._save.isEnabled()
    assert "Noch nicht gespeichert" in page._mark.text()
    with qtbot.waitSignal(page.save_wanted):
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.values() == {"name": "Aylin Sommer", "born": dt.date(1990, 3, 2), "sex": None}
    page.mark_saved("Gespeichert.")
    assert (page.is_dirty(), page.messages.text()) == (False, "Gespeichert.")


def test_the_keyboard_stays_at_its_place_when_what_was_saved_is_shown(show: Show) -> None:
    page = make_page()
    page.add(NoteField("note", "Notiz"))
    show(page)
    page.load({"name": "Aylin", "note": "Ruft"})
    for widget, key, rest in ((page.findChild(QLineEdit, "name"), "name", " Sommer"),
                              (page.findChild(QPlainTextEdit, "note"), "note", " an.")):  # fmt: skip
        assert widget is not None
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_End)
        QTest.keyClicks(widget, rest[:2])
        assert page.save()
        page.mark_saved()
        page.load(page.values())
        QTest.keyClicks(widget, rest[2:])
        assert page.field(key).value() == {"name": "Aylin Sommer", "note": "Ruft an."}[key]


def test_what_is_typed_after_saving_stays_and_waits_for_the_next_saving(show: Show) -> None:
    page = make_page()
    show(page)
    type_into(page, "name", "Aylin Sommer")
    assert page.save()
    edit = page.findChild(QLineEdit, "name")
    assert edit is not None
    QTest.keyClicks(edit, "feld")
    page.mark_saved("Gespeichert.")
    assert page.is_dirty()
    assert page.is_behind()
    page.load({"name": "Aylin Sommer", "born": dt.date(1991, 1, 1)}, page.changed_fields())
    assert page.values() == {"name": "Aylin Sommerfeld", "born": dt.date(1991, 1, 1), "sex": None}
    assert page.is_dirty()
    assert page.changed_fields() == {"name": "Aylin Sommerfeld"}
    assert page.save()
    page.mark_saved()
    assert not page.is_dirty()


def test_saving_stops_at_the_first_wrong_field(show: Show, qtbot: QtBot) -> None:
    page = make_page()
    show(page)
    type_into(page, "born", "31.2.1990")
    with qtbot.assertNotEmitted(page.save_wanted):
        assert not page.save()
    assert QApplication.focusWidget() is page.findChild(QLineEdit, "born")
    assert page.messages.text().startswith("Eine Angabe stimmt noch nicht: Den 31.02.1990")
    page.field("name").clear()
    assert not page.check()
    assert page.messages.text() == "2 Angaben stimmen noch nicht."
    assert page.field("name").error() == "„Name“ fehlt noch."


def test_a_hidden_field_is_not_asked(show: Show) -> None:
    page = make_page()
    show(page)
    page.field("name").clear()
    page.field("name").hide()
    assert page.check()


def test_what_the_use_case_refuses_is_shown_at_its_field(show: Show) -> None:
    page = make_page()
    show(page)
    page.show_failure(CaseworkError("Diese Person gibt es schon.", field="name"))
    assert page.field("name").error() == "Diese Person gibt es schon."
    assert page.messages.level() is Level.BAD
    page.show_failure(CaseworkError("Der Tresor ist voll."))
    assert page.messages.text() == "Der Tresor ist voll."


def test_a_draft_brings_back_everything_even_what_cannot_be_read(show: Show) -> None:
    page, again = make_page(), make_page()
    show(page, again)
    type_into(page, "born", "31.2.")
    page.field("sex").set_value(Sex.FEMALE)
    again.restore_draft(page.draft())
    born = again.findChild(QLineEdit, "born")
    assert born is not None
    assert (born.text(), again.field("sex").value(), again.is_dirty()) == ("31.2.", Sex.FEMALE, True)


def test_read_only_offers_only_to_close(show: Show, qtbot: QtBot) -> None:
    page = make_page()
    page.set_read_only(True)
    show(page)
    assert not page._save.isVisible()
    assert page._discard.text() == "Schließen"
    assert not page.save()
    with qtbot.waitSignal(page.discard_wanted):
        QTest.mouseClick(page._discard, Qt.MouseButton.LeftButton)


def test_the_second_button_says_what_it_does(show: Show) -> None:
    page = make_page()
    show(page)
    assert page._discard.text() == "Schließen"
    type_into(page, "name", "x")
    assert page._discard.text() == "Verwerfen"


def test_every_stop_is_reached_with_tab_from_the_first_field_to_save(show: Show) -> None:
    page = make_page()
    show(page)
    page.field("name").focus_input()
    type_into(page, "name", "Aylin S.")
    seen = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName() or getattr(focused, "text", str)())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["Name", "Geboren", "Geschlecht: weiblich", "Speichern"]
