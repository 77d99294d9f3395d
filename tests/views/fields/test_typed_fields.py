"""Fields that are typed into: real keys, empty, wrong, left, read-only, drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.terms import PartialDate
from desktop.views.fields.calendar_popup import CalendarPopup
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.line_field import HintedLineEdit
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.partial_date_field import PartialDateField
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.fields.time_field import TimeField

Show = Callable[..., QWidget]
pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]


def line(field: QWidget) -> HintedLineEdit:
    return field.findChild(HintedLineEdit)  # type: ignore[return-value]  # the field has one


def type_and_leave(field: QWidget, text: str) -> None:
    edit = line(field)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_a_date_is_written_out_on_leaving_with_its_weekday(show: Show) -> None:
    field = DateField("day", "Einzug am")
    show(field)
    type_and_leave(field, "010526")
    assert field.value() == dt.date(2026, 5, 1)
    assert line(field).text() == "01.05.2026"
    assert line(field).hint() == "Freitag"


def test_what_a_short_date_means_is_shown_while_typing(show: Show, qtbot: QtBot) -> None:
    field = DateField("day", "Frist", lean=Lean.FUTURE)
    show(field)
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(line(field), "+6w")
    assert line(field).hint() == "So 03.01.2027"


def test_an_impossible_date_is_told_beside_the_field_and_to_screen_readers(show: Show) -> None:
    field = DateField("day", "Einzug am")
    show(field)
    type_and_leave(field, "31.2.26")
    assert field.error() == "Den 31.02.2026 gibt es nicht. Bitte Tag und Monat prüfen."
    assert field.value() is None
    assert not field.is_empty()
    assert line(field).text() == "31.2.26"
    interface = QAccessible.queryAccessibleInterface(line(field))
    assert interface.text(QAccessible.Text.Name) == "Einzug am"
    assert "Den 31.02.2026 gibt es nicht" in interface.text(QAccessible.Text.Description)


def test_an_error_goes_away_while_it_is_being_mended(show: Show) -> None:
    field = DateField("day", "Einzug am")
    show(field)
    type_and_leave(field, "31.2.26")
    line(field).selectAll()
    QTest.keyClicks(line(field), "28.2.26")
    assert field.error() == ""


def test_an_empty_date_is_fine_until_it_is_mandatory(show: Show) -> None:
    field = DateField("day", "Einzug am")
    show(field)
    assert field.check() is None
    field.set_mandatory(True)
    assert field.check() == "„Einzug am“ fehlt noch."
    field.set_value(dt.date(2026, 5, 1))
    assert field.check() is None


def test_leaving_an_empty_mandatory_field_does_not_scold(show: Show) -> None:
    field, after = DateField("day", "Einzug am", mandatory=True), QLineEdit()
    show(field, after)
    line(field).setFocus()
    QTest.keyClick(line(field), Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert field.error() == ""


def test_a_date_outside_its_bounds_is_told(show: Show) -> None:
    field = DateField("day", "Geburt", latest=dt.date(2026, 11, 22))
    show(field)
    type_and_leave(field, "morgen")
    assert field.error() == "Bitte einen Tag bis zum 22.11.2026 eingeben."


def test_f4_opens_the_calendar_and_a_pick_counts_as_typed(show: Show, qtbot: QtBot) -> None:
    field = DateField("day", "Einzug am")
    window = show(field)
    line(field).setFocus()
    QTest.keyClick(line(field), Qt.Key.Key_F4)
    popup = window.findChild(CalendarPopup)
    assert popup is not None
    assert popup.isVisible()
    assert popup.calendar.selectedDate() == QDate(2026, 11, 22)
    with qtbot.waitSignal(field.changed):
        popup.calendar.activated.emit(QDate(2026, 12, 24))
    assert field.value() == dt.date(2026, 12, 24)
    assert not popup.isVisible()


def test_read_only_shows_the_value_and_takes_no_keys(show: Show) -> None:
    field = DateField("day", "Einzug am")
    field.set_value(dt.date(2026, 5, 1))
    field.set_read_only(True)
    window = show(field)
    line(field).setFocus()
    QTest.keyClicks(line(field), "1")
    QTest.keyClick(line(field), Qt.Key.Key_F4)
    assert field.value() == dt.date(2026, 5, 1)
    assert window.findChild(CalendarPopup) is None


def test_a_draft_keeps_what_cannot_be_read(show: Show) -> None:
    field, other = DateField("day", "Einzug am"), DateField("day", "Einzug am")
    show(field, other)
    QTest.keyClicks(line(field), "31.2.")
    other.set_draft(field.draft())
    assert line(other).text() == "31.2."
    assert "gibt es nicht" in other.error()


def test_set_value_is_silent_and_clear_is_not(show: Show, qtbot: QtBot) -> None:
    field = TextField("name", "Name")
    show(field)
    with qtbot.assertNotEmitted(field.changed):
        field.set_value("Aylin")
    with qtbot.waitSignal(field.changed):
        field.clear()
    with qtbot.assertNotEmitted(field.changed):
        field.clear()


def test_the_origin_is_confirmed_with_one_click(show: Show, qtbot: QtBot) -> None:
    field = TextField("name", "Name")
    field.set_origin("aus Übergabe, 03.11.2026")
    show(field)
    chip = next(b for b in field.findChildren(QWidget) if b.accessibleName().startswith("Herkunft von Name"))
    assert "aus Übergabe" in line(field).accessibleDescription()
    with qtbot.waitSignal(field.confirmed):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isVisible()
    assert line(field).hasFocus()


def test_text_is_trimmed_and_bounded(show: Show) -> None:
    field = TextField("name", "Name", longest=10)
    show(field)
    type_and_leave(field, "  Aylin ")
    assert field.value() == "Aylin"
    type_and_leave(field, "x" * 11)
    assert field.error() == "Das ist zu lang: Bitte auf 10 Zeichen kürzen (jetzt 11)."


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [("64,5", Decimal("64.5"), "64,5"), ("1250", Decimal(1250), "1.250"), ("1.250,50", Decimal("1250.50"), "1.250,50")],
)
def test_a_number_is_read_and_shown_in_german(show: Show, typed: str, value: Decimal, shown: str) -> None:
    field = NumberField("rent", "Miete", unit="€", decimals=2)
    show(field)
    type_and_leave(field, typed)
    assert (field.value(), line(field).text(), line(field).hint()) == (value, shown, "€")


@pytest.mark.parametrize(
    ("typed", "told"),
    [("1,5", "Bitte eine ganze Zahl ohne Komma eingeben."), ("13", "Bitte eine Zahl von 0 bis 12 eingeben."),
     ("1-2", "„1-2“ ist keine Zahl. Bitte zum Beispiel 12 oder 1.250,50 eingeben.")],
)  # fmt: skip
def test_a_number_that_does_not_fit_is_told(show: Show, typed: str, told: str) -> None:
    field = NumberField("children", "Kinder", highest=12)
    show(field)
    type_and_leave(field, typed)
    assert field.error() == told


def test_letters_do_not_get_into_a_number_and_zero_is_no_empty_field(show: Show) -> None:
    field = NumberField("children", "Kinder", mandatory=True)
    show(field)
    type_and_leave(field, "a0b")
    assert field.value() == 0
    assert field.check() is None


def test_a_time_is_written_out(show: Show) -> None:
    field = TimeField("time", "Uhrzeit")
    show(field)
    type_and_leave(field, "930")
    assert (field.value(), line(field).text()) == (dt.time(9, 30), "09:30")


def test_a_phone_number_stays_as_written_and_words_are_refused(show: Show) -> None:
    field = PhoneField("phone", "Telefon")
    show(field)
    type_and_leave(field, "+49 (0) 176 / 123 45-67")
    assert field.value() == "+49 (0) 176 / 123 45-67"
    type_and_leave(field, "beim Nachbarn")
    assert field.error().startswith("Das ist keine Telefonnummer.")


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("170585", PartialDate(1985, 5, 17), "17.05.1985"),
        ("5.1985", PartialDate(1985, 5), "05.1985"),
        ("Mai 85", PartialDate(1985, 5), "05.1985"),
        ("1985", PartialDate(1985), "1985"),
        ("ca 1985", PartialDate(1985, approximate=True), "ca. 1985"),
        ("1.1.85", PartialDate(1985, 1, 1, uncertain=True), "01.01.1985"),
        ("unbekannt", None, ""),
    ],
)
def test_a_date_is_taken_as_far_as_it_is_known(
    show: Show, typed: str, value: PartialDate | None, shown: str
) -> None:
    field = PartialDateField("birth", "Geburtsdatum")
    show(field)
    type_and_leave(field, typed)
    assert (field.value(), line(field).text(), field.error()) == (value, shown, "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [("13.1985", "Den Monat 13 gibt es nicht. Bitte prüfen."), ("2027", "Das Datum liegt in der Zukunft."),
     ("1850", "Bitte ein Jahr ab 1900 eingeben."), ("0000", "Das Jahr 0000 gibt es nicht."),
     ("30.2.1985", "Den 30.02.1985 gibt es nicht."), ("als Kind", "ist kein Datum")],
)  # fmt: skip
def test_an_impossible_part_of_a_date_is_told(show: Show, typed: str, told: str) -> None:
    field = PartialDateField("birth", "Geburtsdatum")
    show(field)
    type_and_leave(field, typed)
    assert told in field.error()


def test_the_mark_unsure_can_be_set_and_taken_back_by_hand(show: Show) -> None:
    field = PartialDateField("birth", "Geburtsdatum")
    show(field)
    type_and_leave(field, "1.1.1985")
    box = field._unsure
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert field.value() == PartialDate(1985, 1, 1)
    field.set_value(PartialDate(1990, 3, 2, uncertain=True))
    assert box.isChecked()
    field.set_value(PartialDate(1990, 1, 1))
    assert field.value() == PartialDate(1990, 1, 1)


def test_tab_leaves_a_note_and_enter_stays_in_it(show: Show) -> None:
    note, after = NoteField("good", "Was läuft gut?"), TextField("x", "Danach")
    show(note, after)
    edit = note.findChild(QPlainTextEdit)
    assert edit is not None
    edit.setFocus()
    QTest.keyClicks(edit, "eins")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "zwei")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert note.value() == "eins\nzwei"
    assert line(after).hasFocus()


def test_a_note_grows_with_its_text_and_then_scrolls(show: Show) -> None:
    note = NoteField("good", "Was läuft gut?", lines=2, most_lines=5)
    show(note)
    edit = note.findChild(QPlainTextEdit)
    assert edit is not None
    heights = []
    for count in (1, 4, 5, 30):
        note.set_value("\n".join(["x"] * count))
        QApplication.processEvents()
        heights.append(edit.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


@pytest.mark.parametrize("field", [DateField, NumberField, TextField, TimeField])
def test_the_wheel_never_changes_a_value(show: Show, field: type[FormRow[object]]) -> None:
    widget = field("key", "Feld")
    show(widget)
    widget.set_draft("5")
    edit = line(widget)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(edit.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(edit, wheel)
    assert widget.draft() == "5"
