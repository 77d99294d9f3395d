"""The quick entry on screen: by keys alone, nothing lost, nobody taken for somebody else."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case, put_status, require_case
from desktop.casework.drafts import find_draft
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.talks.quick_line import Meaning
from desktop.casework.talks.quick_talk import QuickTalk
from desktop.casework.talks.talk_views import list_talks
from desktop.models.drafts import Drafts
from desktop.models.work import ImmediateExecutor, Work
from desktop.storage.vault import OpenVault
from desktop.talk_terms import ContactResult, TalkKind, TalkWay
from desktop.terms import CaseStatus
from desktop.views.commands import Commands
from desktop.views.desk import Desk
from desktop.views.places import Place, Places
from desktop.views.talks.entry import QuickTalks, add_quick_talks
from tests.later_executor import LaterExecutor

pytestmark = pytest.mark.usefixtures("fixed_clock")
LINE = "Ahmadi Tel 10 Wohnen Vermieter ruft zurück"


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return open_file(session, actor, "Maryam")


@pytest.fixture
def drafts(work: Work) -> Drafts:
    return Drafts(work, work)


@pytest.fixture
def quick(work: Work, drafts: Drafts, case_id: int, qtbot: QtBot) -> QuickTalks:
    return make(work, drafts, qtbot)


def make(work: Work, drafts: Drafts, qtbot: QtBot) -> QuickTalks:
    places, commands = Places(work), Commands(work)
    desk = Desk(work, drafts, places, commands, "Musterlingen.wegplan")
    qtbot.addWidget(desk)
    quick = add_quick_talks(work, drafts, places, commands, desk)
    desk.resize(1366, 768)
    desk.show()
    return quick


def open_file(session: Session, actor: Actor, given: str) -> int:
    person_id = create_person(session, actor, PersonFacts("Ahmadi", given)).made or 0
    return open_person_case(session, actor, person_id).made or 0


def type_in(widget: QWidget, text: str) -> None:
    """Key by key; QTest itself knows no umlauts."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def desk_of(quick: QuickTalks) -> Desk:
    desk = quick.parent()
    assert isinstance(desk, Desk)
    return desk


def test_a_talk_is_entered_with_forty_three_keys(
    quick: QuickTalks, session: Session, actor: Actor, case_id: int, qtbot: QtBot
) -> None:
    """Strg+G, the line of the issue, Enter: nothing else is needed."""
    desk = desk_of(quick)
    QTest.keyClick(desk, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    if not quick.box.isVisible():  # offscreen windows are not always the active one, which shortcuts need
        quick.open_box()
    type_in(quick.box.input, LINE)
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    (row,) = list_talks(session, actor, case_id)
    assert (row.way, row.minutes, row.content) == (TalkWay.PHONE, 10, "Vermieter ruft zurück")
    assert not quick.box.isVisible()
    assert quick.box.input.text() == ""
    assert len(LINE) + 2 <= 44


def test_the_chips_say_what_is_read_and_what_is_assumed(quick: QuickTalks) -> None:
    quick.open_box()
    quick.box.input.setText(LINE)
    chips = {meaning: chip.text() for meaning, chip in quick.box._chips.items() if not chip.isHidden()}
    assert chips == {
        Meaning.DAY: "heute", Meaning.WAY: "Telefon", Meaning.MINUTES: "10 min", Meaning.KIND: "Beratung",
        Meaning.AREA: "Wohnen",
    }  # fmt: skip
    assert "angenommen" in quick.box._chips[Meaning.KIND].accessibleName()
    assert "angenommen" not in quick.box._chips[Meaning.WAY].accessibleName()


def test_a_chip_puts_right_what_was_read(quick: QuickTalks, session: Session, actor: Actor, case_id: int) -> None:
    quick.open_box()
    quick.box.input.setText(LINE)
    choose(quick.box.menu_of(Meaning.KIND), "Kontaktversuch")
    assert not quick.box._chips[Meaning.RESULT].isHidden()
    choose(quick.box.menu_of(Meaning.RESULT), "Nachricht hinterlassen")
    choose(quick.box.menu_of(Meaning.MINUTES), "als Text lesen")
    choose(quick.box.menu_of(Meaning.DAY), "gestern")
    quick.entry.save()
    (row,) = list_talks(session, actor, case_id)
    assert (row.kind, row.contact_result) == (TalkKind.CONTACT_ATTEMPT, ContactResult.MESSAGE_LEFT)
    assert (row.held_on, row.minutes, row.content) == (dt.date(2026, 11, 21), None, "10 Vermieter ruft zurück")


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_of_several_persons_one_must_be_chosen_with_the_arrows(
    quick: QuickTalks, session: Session, actor: Actor, case_id: int, qtbot: QtBot
) -> None:
    other = open_file(session, actor, "Karim")
    quick.open_box()
    type_in(quick.box.input, "Ahmadi Tel 10 Miete")
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    assert "auswählen" in quick.box.messages.text()
    assert list_talks(session, actor, case_id) == list_talks(session, actor, other) == ()
    QTest.keyClick(quick.box.input, Qt.Key.Key_Down)
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    assert len(list_talks(session, actor, other)) == 1
    assert list_talks(session, actor, case_id) == ()


def test_esc_keeps_the_line_and_so_does_a_refusal(quick: QuickTalks, qtbot: QtBot) -> None:
    quick.open_box()
    type_in(quick.box.input, "Zwiebel Tel 10 x")
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    assert "keinen Fall" in quick.box.messages.text()
    QTest.keyClick(quick.box, Qt.Key.Key_Escape)
    assert not quick.box.isVisible()
    quick.open_box()
    assert quick.box.input.text() == "Zwiebel Tel 10 x"


def test_what_was_typed_is_offered_again_after_a_crash(
    quick: QuickTalks, drafts: Drafts, work: Work, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    quick.open_box()
    type_in(quick.box.input, "Ahmadi Tel halb")
    drafts.flush()
    draft = find_draft(session, actor, "quick-talk")
    assert draft is not None
    assert draft.payload == {"line": "Ahmadi Tel halb"}
    after = make(work, Drafts(work, work), qtbot)
    assert after.box.input.text() == "Ahmadi Tel halb"
    messages = desk_of(after).messages
    assert "wieder da" in messages.text()
    messages.actions_shown()[0].click()
    assert after.box.isVisible()


def test_the_line_it_was_opened_from_may_be_gone_when_it_closes(
    quick: QuickTalks, session: Session, actor: Actor, case_id: int
) -> None:
    """„Heute“ shows its lines anew while the talk is written."""
    line = QLineEdit(desk_of(quick))
    line.show()
    line.setFocus()
    quick.open_box()
    type_in(quick.box.input, LINE)
    delete(line)
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    assert len(list_talks(session, actor, case_id)) == 1
    assert "eingetragen" in desk_of(quick).messages.text()


def test_what_is_typed_while_a_talk_is_saved_stays_for_the_next(
    vault: OpenVault, work: Work, case_id: int, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    quick = make(slow, Drafts(slow, slow), qtbot)
    later.run_all()
    quick.open_box()
    type_in(quick.box.input, LINE)
    later.run_all()
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    type_in(quick.box.input, "Ahmadi")
    later.run_all()
    (row,) = list_talks(session, actor, case_id)
    assert row.content == "Vermieter ruft zurück"
    assert (quick.box.input.text(), quick.entry.line) == ("Ahmadi", "Ahmadi")
    assert quick.box.isVisible()
    assert quick.entry.pick is not None
    slow.stop()


def test_nothing_is_kept_anew_behind_a_save(quick: QuickTalks, drafts: Drafts, case_id: int) -> None:
    """Else a kill before the answer comes home would offer an entered talk once more."""
    behind: list[int] = []
    quick.box.set_line(LINE)
    quick.entry.saved.disconnect()
    quick.entry.saved.connect(lambda *_: None)
    quick.entry.sending.connect(lambda: behind.append(len(drafts.flush())))
    quick.entry.save()
    assert behind == [0]


def test_an_entered_talk_leaves_no_draft(
    quick: QuickTalks, drafts: Drafts, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    quick.open_box()
    quick.box.input.setText(LINE)
    drafts.flush()
    quick.entry.save()
    drafts.flush()
    assert find_draft(session, actor, "quick-talk") is None


def test_a_closed_case_asks_whether_it_is_entered_afterwards(
    quick: QuickTalks, session: Session, actor: Actor, case_id: int
) -> None:
    with session.begin():
        session.connection(execution_options={"writing": True})
        put_status(require_case(session, case_id), CaseStatus.ENDED, dt.date(2026, 11, 22), "", actor)
    quick.open_box()
    quick.box.input.setText(LINE)
    quick.entry.save()
    assert list_talks(session, actor, case_id) == ()
    quick.box.messages.actions_shown()[0].click()
    assert len(list_talks(session, actor, case_id)) == 1


def test_the_first_talk_proposes_start_and_status_one_click_each(
    quick: QuickTalks, session: Session, actor: Actor, case_id: int
) -> None:
    quick.open_box()
    quick.box.input.setText("Ahmadi Büro 45 Erstgespräch")
    quick.entry.save()
    messages = desk_of(quick).messages
    assert [link.text() for link in messages.actions_shown()] == [
        "Beratungsbeginn von Ahmadi, Maryam", "Status „Angebot unterbreitet“",
    ]  # fmt: skip
    messages.actions_shown()[1].click()
    assert [link.text() for link in messages.actions_shown()] == ["Beratungsbeginn von Ahmadi, Maryam"]
    with session.begin():
        assert require_case(session, case_id).status is CaseStatus.OFFERED


def test_whose_name_was_mistyped_is_proposed_and_must_be_chosen(
    quick: QuickTalks, session: Session, actor: Actor, case_id: int
) -> None:
    quick.open_box()
    type_in(quick.box.input, "Ahmadu Tel 10 Vermieter")
    (pick,) = quick.entry.picks
    assert pick.misspelt
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    assert list_talks(session, actor, case_id) == ()
    assert "auswählen" in quick.box.messages.text()
    QTest.keyClick(quick.box.input, Qt.Key.Key_Down)
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    (row,) = list_talks(session, actor, case_id)
    assert (row.minutes, row.content) == (10, "Vermieter")


def test_a_day_that_does_not_exist_is_told_beside_the_line_and_enter_still_saves(
    quick: QuickTalks, session: Session, actor: Actor, case_id: int
) -> None:
    quick.open_box()
    type_in(quick.box.input, "Ahmadi Tel 31.02. Vermieter ruft")
    hint = quick.box.findChild(QLabel, "hint")
    assert hint is not None
    assert hint.isVisible()
    assert hint.text() == "„31.02.“ ist kein Tag im Kalender; es bleibt im Text."
    assert hint.text() in quick.box.input.accessibleDescription()
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return)
    (row,) = list_talks(session, actor, case_id)
    assert (row.way, row.content) == (TalkWay.PHONE, "31.02. Vermieter ruft")
    quick.open_box()
    assert not hint.isVisible()


def test_the_full_page_gets_what_was_read(quick: QuickTalks) -> None:
    quick.open_box()
    quick.box.input.setText(LINE)
    wanted: list[object] = []
    quick.box.full_wanted.disconnect()
    quick.box.full_wanted.connect(wanted.append)
    QTest.keyClick(quick.box.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (talk,) = wanted
    assert isinstance(talk, QuickTalk)
    assert (talk.minutes, talk.area, talk.text) == (10, "wohnen", "Vermieter ruft zurück")


def test_f1_tells_the_abbreviations_while_the_line_is_open(quick: QuickTalks, work: Work) -> None:
    went: list[str] = []
    places = quick._places
    places.add(Place("help", "Hilfe", "circle-help", QWidget, rail=False))
    places.went.connect(lambda key, _page: went.append(key))
    quick.open_box()
    quick.box.input.setText("Ahmadi Tel")
    quick._commands.run_shortcut("F1")
    assert went == ["help"]
    assert places.where == ("help", ("gespraeche.html#kuerzel",))
    assert not quick.box.isVisible()
    assert quick.box.input.text() == "Ahmadi Tel"
    assert "quick-talk-help" not in {command.key for command in quick._commands.all()}
