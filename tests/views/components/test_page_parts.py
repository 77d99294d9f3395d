"""Heads, tabs, messages, drawers, bars and marks: what they show, say and do with the keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.terms import Need
from desktop.views import style
from desktop.views.components import message_area
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.drawer import Drawer
from desktop.views.components.inline_edit import InlineDate, InlinePick, InlineText
from desktop.views.components.mark_button import MarkButtons, need_segments
from desktop.views.components.message_area import Level, MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.page_tabs import PageTabs
from desktop.views.components.period_bar import PeriodBar, left_words
from desktop.views.components.progress_line import ProgressLine
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField

Show = Callable[..., QWidget]
pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
TODAY = dt.date(2026, 11, 22)


class Listener(QObject):
    """Counts calls of its slot."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def on_called(self) -> None:
        self.calls += 1


def test_a_long_name_pushes_neither_chips_nor_action_out(show: Show) -> None:
    head = PageHead()
    head.set_title("Familie " + "Abdulrahman-Mohammadzadeh " * 4, "عبد الرحمن محمد زاده")
    chips = [Chip("In Begleitung", Tone.OK), Chip("Titel läuft ab am 14.01.2027", Tone.WARN)]
    head.set_chips(chips)
    button = head.set_primary("Neues Gespräch")
    window = show(head)
    inside = window.rect()
    for widget in (*chips, button):
        assert inside.contains(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
        assert widget.width() >= widget.sizeHint().width()


def test_a_state_is_colour_icon_and_word() -> None:
    for tone in (Tone.OK, Tone.WARN, Tone.BAD, Tone.ACCENT):
        assert tone.icon
    chip = Chip("überfällig", Tone.BAD)
    assert QAccessible.queryAccessibleInterface(chip).text(QAccessible.Text.Name) == "überfällig"


def test_tabs_move_with_arrows_and_everywhere_inside_with_ctrl_tab(show: Show, qtbot: QtBot) -> None:
    host = QWidget()
    tabs, inside = PageTabs(host), QLineEdit(host)
    for key in ("a", "b", "c"):
        tabs.add_page(key, key.upper())
    show(host)
    tabs.setFocus()
    with qtbot.waitSignal(tabs.chosen) as chosen:
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert chosen.args == ["b"]
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(inside, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert tabs.current_key() == "a"
    with pytest.raises(KeyError):
        tabs.choose("z")


def test_a_note_on_a_tab_can_be_changed_and_taken_away() -> None:
    tabs = PageTabs()
    tabs.add_page("p", "Personen")
    tabs.set_note("p", "5")
    tabs.set_note("p", "6")
    assert tabs.tabText(0) == "Personen · 6"
    tabs.set_note("p", "")
    assert tabs.tabText(0) == "Personen"


def test_undo_is_offered_once_and_then_gone(show: Show) -> None:
    area, listener = MessageArea(), Listener()
    show(area)
    area.show_undo("Maßnahme gelöscht.", listener.on_called)
    assert area._timer.interval() == message_area.UNDO_MILLISECONDS == 8_000
    assert area._timer.isActive()
    link = area.actions_shown()[0]
    assert link.text() == "Rückgängig"
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert (listener.calls, area.text(), area.isVisible()) == (1, "", False)


def test_long_links_stand_below_their_sentence_and_are_not_cut(show: Show) -> None:
    area, listener, host = MessageArea(), Listener(), QWidget()
    column = QVBoxLayout(host)
    column.addWidget(area)
    column.addStretch()
    host.resize(620, 400)
    show(host)
    links = ("Beratungsbeginn von Ahmadi, Maryam", "Status „Beratung ohne Plan“")
    area.show_info("Das Gespräch ist eingetragen. Soll auch das übernommen werden?",
                   *((words, listener.on_called) for words in links))  # fmt: skip
    QApplication.processEvents()
    assert all(link.width() >= link.sizeHint().width() for link in area.actions_shown())
    assert area.height() < 4 * area.actions_shown()[0].height()
    host.resize(1200, 400)
    QApplication.processEvents()
    assert area.height() < 2 * area.actions_shown()[0].height()


def test_an_error_stays_until_it_is_closed_and_replaces_what_was_there(show: Show, qtbot: QtBot) -> None:
    area = MessageArea()
    show(area)
    area.show_ok("Gespeichert.")
    area.show_error("Das ging nicht.")
    assert (area.text(), area.level()) == ("Das ging nicht.", Level.BAD)
    assert not area._timer.isActive()
    with qtbot.waitSignal(area.closed):
        QTest.keyClick(area, Qt.Key.Key_Escape)
    assert area.level() is None


def test_a_message_goes_by_itself_when_its_time_is_over(show: Show) -> None:
    area = MessageArea()
    show(area)
    area.show_ok("Gespeichert.")
    area._timer.timeout.emit()
    assert not area.isVisible()


def test_the_drawer_takes_the_keyboard_and_gives_it_back_with_the_input_kept(show: Show, qtbot: QtBot) -> None:
    host, before = QWidget(), QLineEdit()
    window = show(before, host)
    drawer, field = Drawer(window), TextField("topic", "Thema")
    before.setFocus()
    drawer.open_with(field, "Neues Gespräch")
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    QTest.keyClicks(focused, "Kita")
    with qtbot.waitSignal(drawer.closed):
        QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert before.hasFocus()
    assert not drawer.isVisible()
    drawer.open_with(field, "Neues Gespräch")
    assert field.value() == "Kita"
    window.resize(700, 500)
    QApplication.processEvents()
    assert drawer.geometry().right() == window.rect().right()
    drawer.take_content()
    field.deleteLater()


def test_a_drawer_is_never_wider_than_its_host(show: Show) -> None:
    window = show(QLineEdit())
    window.resize(300, 300)
    drawer = Drawer(window)
    drawer.open_with(QPushButton("x"), "Schmal")
    assert window.rect().contains(drawer.geometry())


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (dt.date(2029, 4, 11), "noch 28 Monate"),
        (dt.date(2027, 1, 22), "noch 2 Monate"),
        (dt.date(2026, 12, 4), "noch 12 Tage"),
        (dt.date(2026, 11, 23), "endet morgen"),
        (TODAY, "endet heute"),
        (dt.date(2026, 11, 21), "seit gestern abgelaufen"),
        (dt.date(2026, 11, 19), "seit 3 Tagen abgelaufen"),
    ],
)
def test_what_is_left_of_a_period_is_said_in_words(end: dt.date, words: str) -> None:
    assert left_words(TODAY, end) == words


def test_the_period_bar_tells_name_and_dates_to_screen_readers(show: Show) -> None:
    bar = PeriodBar("Maryam")
    bar.set_period(dt.date(2026, 4, 12), TODAY, dt.date(2029, 4, 11), dt.date(2030, 4, 11))
    show(bar)
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.text(QAccessible.Text.Name) == "Maryam: noch 28 Monate"
    assert "Ende 11.04.2029, mit Verlängerung 11.04.2030" in interface.text(QAccessible.Text.Description)
    bar.set_period(dt.date(2026, 4, 12), TODAY, dt.date(2029, 4, 11), dt.date(2030, 4, 11), extended=True)
    assert bar.words() == "noch 40 Monate"


def test_twelve_rows_of_marks_fit_the_result_page(show: Show) -> None:
    marks = MarkButtons(need_segments(), "Wohnen, Bedarf")
    show(marks)
    assert marks.sizeHint().height() <= 32


def test_a_mark_says_when_the_user_gave_it_and_not_when_it_was_loaded(show: Show, qtbot: QtBot) -> None:
    marks = MarkButtons(need_segments(), "Wohnen, Bedarf")
    show(marks)
    with qtbot.assertNotEmitted(marks.picked):
        marks.set_value(Need.LOW)
    marks.tab_stop().setFocus()
    with qtbot.waitSignal(marks.picked) as picked:
        QTest.keyClicks(marks.tab_stop(), "!")
    assert picked.args == [Need.ACUTE]


def test_a_section_folds_and_says_so(show: Show, qtbot: QtBot) -> None:
    section = Section("Wohnen", foldable=True)
    inside = QLineEdit()
    section.body.addWidget(inside)
    show(section)
    with qtbot.waitSignal(section.folded) as folded:
        QTest.mouseClick(section._fold, Qt.MouseButton.LeftButton)
    assert folded.args == [True]
    assert not inside.isVisible()
    assert section._fold.accessibleName() == "Wohnen ausklappen"


def test_the_page_scrolls_to_where_the_keyboard_goes_and_never_sideways(show: Show) -> None:
    page = ScrollPage(form=True)
    fields = [TextField(f"f{n}", f"Frage {n}, so lang, dass sie umbrechen muss " * 3) for n in range(20)]
    for field in fields:
        page.body.addWidget(field)
    show(page)
    fields[-1].focus_input()
    QApplication.processEvents()
    assert page.verticalScrollBar().value() > 0
    assert page.horizontalScrollBar().maximum() == 0


def test_progress_is_told_in_words(show: Show) -> None:
    progress = ProgressLine("Ausgefüllt", "%1 von %2 beantwortet")
    progress.set_progress(14, 25)
    show(progress)
    assert progress.words() == "14 von 25 beantwortet"


def test_a_plan_row_is_typed_through_with_tab_and_enter(show: Show, qtbot: QtBot) -> None:
    words, due = InlineText("Schritt 1", "Neuer Schritt"), InlineDate("Frist, Schritt 1", "Frist?")
    who = InlinePick("Wer, Schritt 1", [Option(1, "Maryam"), Option(2, "Petra Lang")], "Wer?")
    show(words, who, due)
    words.setFocus()
    QTest.keyClicks(words, "Ich suche einen Kurs.")
    with qtbot.waitSignal(words.committed) as text:
        QTest.keyClick(words, Qt.Key.Key_Tab)
    assert text.args == ["Ich suche einen Kurs."]
    QTest.keyClicks(who, "petra")
    with qtbot.waitSignal(who.picked) as picked:
        QTest.keyClick(who.popup(), Qt.Key.Key_Return)
    assert picked.args == [2]
    QTest.keyClick(who, Qt.Key.Key_Tab)
    QTest.keyClicks(due, "+4w")
    with qtbot.waitSignals([due.committed, due.entered]):
        QTest.keyClick(due, Qt.Key.Key_Return)
    assert (due.value(), due.text()) == (dt.date(2026, 12, 20), "20.12.2026")


def test_an_unreadable_due_date_is_refused_with_its_sentence_and_esc_puts_the_old_one_back(
    show: Show, qtbot: QtBot
) -> None:
    due = InlineDate("Frist", "Frist?")
    due.set_value(dt.date(2026, 12, 20))
    show(due)
    due.setFocus()
    due.selectAll()
    QTest.keyClicks(due, "31.2.27")
    with qtbot.waitSignal(due.refused) as refused, qtbot.assertNotEmitted(due.entered):
        QTest.keyClick(due, Qt.Key.Key_Return)
    assert refused.args == ["Den 31.02.2027 gibt es nicht. Bitte Tag und Monat prüfen."]
    assert due.property("look") == "invalid"
    QTest.keyClick(due, Qt.Key.Key_Escape)
    assert due.text() == "20.12.2026"
    assert due.property("look") == ""


def test_a_head_keeps_one_primary_action() -> None:
    head = PageHead("Fälle")
    first = head.set_primary("Neuer Fall", "plus")
    second = head.set_primary("Liste einlesen", "file-input", strong=False)
    assert first is second is head.primary
    assert second.text() == "Liste einlesen"
    assert style.text_scale() == 100
