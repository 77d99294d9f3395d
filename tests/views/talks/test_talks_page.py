"""The tab „Gespräche“: listing with filters, the full page with the plan beside it, drafts, undo, protected topics."""

from __future__ import annotations

import datetime as dt
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.drafts import find_draft
from desktop.casework.plans.plan_views import list_plans, plan_view
from desktop.casework.rights import Actor
from desktop.casework.talks.quick_talk import QuickTalk
from desktop.casework.talks.talk_rows import TalkRow
from desktop.casework.talks.talk_views import list_talks
from desktop.casework.talks.talks import add_talk
from desktop.models.drafts import Drafts
from desktop.models.work import ImmediateExecutor, Work
from desktop.storage.open_vault import OpenVault
from desktop.talk_terms import ContactResult, TalkKind, TalkWay
from desktop.terms import MeasureStatus
from desktop.views.talks.block_note import BlockNoteField
from desktop.views.talks.talk_form import TalkForm
from desktop.views.talks.talks_page import TalksPage
from desktop.views.talks.topics_field import TopicsField
from tests.later_executor import LaterExecutor
from tests.views.talks.talk_samples import talking_family

pytestmark = pytest.mark.usefixtures("fixed_clock")


class Desk:
    """The page of the family, with what a test asks again and again."""

    def __init__(self, work: Work, qtbot: QtBot) -> None:
        self.work = work
        self.case_id, self.persons = talking_family(work)
        self.drafts = Drafts(work, work)
        self.page = self.open(qtbot)

    def open(self, qtbot: QtBot) -> TalksPage:
        page = TalksPage(self.work, self.drafts, self.case_id)
        qtbot.addWidget(page)
        page.resize(1246, 638)
        page.show()
        return page

    def form(self) -> TalkForm:
        assert self.page.form is not None
        return self.page.form

    def new(self) -> TalkForm:
        self.page.new_talk()
        return self.form()

    def talks(self) -> tuple[TalkRow, ...]:
        with self.work.store.session() as session:
            return list_talks(session, self.work.actor, self.case_id)

    def full(self) -> TalkRow:
        return next(talk for talk in self.talks() if talk.topics)


@pytest.fixture
def desk(work: Work, qtbot: QtBot) -> Desk:
    return Desk(work, qtbot)


def put(form: TalkForm, key: str, value: object) -> None:
    """As the user would: the field says that it changed."""
    form.field(key).set_value(value)
    form.field(key).changed.emit()


def link(page: QWidget, name: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.objectName() == name)


def said(page: QWidget) -> str:
    QApplication.processEvents()  # parts that came just now are shown by the event loop
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def test_the_list_shows_everything_but_protected_texts(desk: Desk) -> None:
    shown = said(desk.page.list)
    assert "Die Kündigung ist unwirksam" in shown
    assert "Privat, nur für Sie: wirkt erschöpft" in shown
    assert "erledigt: " in shown
    assert "Knieschmerzen" not in shown
    link(desk.page, f"topics/{desk.full().id}").click()
    assert "Knieschmerzen" in said(desk.page.list)


def test_filters_narrow_the_list_and_say_how_many(desk: Desk) -> None:
    kinds = desk.page.list.kinds
    kinds.setCurrentIndex(kinds.findData(TalkKind.CONTACT_ATTEMPT.value))
    kinds.activated.emit(kinds.currentIndex())
    assert [talk.kind for talk in desk.page.list.shown()] == [TalkKind.CONTACT_ATTEMPT]
    assert desk.page.list.count.text() == "1 von 2 Gesprächen"
    assert len(desk.page.list.cards) == 1
    areas = desk.page.list.areas
    areas.setCurrentIndex(areas.findData("geld"))
    areas.activated.emit(areas.currentIndex())
    assert desk.page.list.shown() == ()


def test_a_full_talk_ticks_a_step_moves_one_and_adds_one(desk: Desk, session: Session, actor: Actor) -> None:
    form = desk.new()
    ticked, moved = form.steps.lines[0], form.steps.lines[1]
    ticked.tick.click()
    moved.move_button.click()
    moved._day.set_value(dt.date(2027, 1, 15))
    form.steps.new_step.set_draft({"step": "Ich hole das Zeugnis.", "goal": _goal(desk, session, actor)})
    put(form, "persons", desk.persons[:1])
    put(form, "content", "Kurs und Wohnung")
    assert form.save()
    talk = next(row for row in desk.talks() if row.content == "Kurs und Wohnung")
    assert talk.steps == (
        f"erledigt: {ticked.step.text}", f"neue Frist 15.01.2027: {moved.step.text}",
        "neuer Schritt: Ich hole das Zeugnis.",
    )  # fmt: skip
    view = plan_view(session, actor, list_plans(session, actor, desk.case_id)[0].version_id)
    states = {step.id: step.status for goal in view.goals for step in goal.measures}
    assert states[ticked.step.measure_id] is MeasureStatus.DONE
    assert states[moved.step.measure_id] is MeasureStatus.MOVED
    assert desk.page.form is None


def _goal(desk: Desk, session: Session, actor: Actor) -> int:
    return plan_view(session, actor, list_plans(session, actor, desk.case_id)[0].version_id).goals[0].id


def test_saving_twice_while_the_storage_is_slow_is_one_talk(vault: OpenVault, work: Work, qtbot: QtBot) -> None:
    desk, later = Desk(work, qtbot), LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = TalksPage(slow, Drafts(slow, slow), desk.case_id)
    qtbot.addWidget(page)
    page.new_talk()
    later.run_all()
    form = page.form
    assert form is not None
    put(form, "persons", desk.persons[:1])
    put(form, "content", "Kurs und Wohnung")
    assert form.save()
    assert form.save()
    later.run_all()
    assert [talk.content for talk in desk.talks()].count("Kurs und Wohnung") == 1
    assert page.form is None
    slow.stop()


def test_a_new_date_that_is_missing_is_told_and_nothing_is_saved(desk: Desk) -> None:
    form = desk.new()
    put(form, "persons", desk.persons[:1])
    form.steps.lines[0].move_button.click()
    assert not form.save()
    assert "Frist fehlt" in form.messages.text()
    assert len(desk.talks()) == 2


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    form = desk.new()
    put(form, "content", "lang besprochen")
    assert form.save()  # asked the vault, which refuses
    assert form.field("persons").error() == "Bitte mindestens eine Person auswählen."
    put(form, "content", "x" * 200_000)
    assert not form.save()
    assert "kürzen" in form.field("content").error()
    assert len(cast(str, form.field("content").value())) == 200_000


def test_the_kind_says_whether_it_counts_until_somebody_decides(desk: Desk) -> None:
    form = desk.new()
    put(form, "kind", TalkKind.SHORT)
    assert form.field("counts").value() is False
    put(form, "counts", True)
    put(form, "kind", TalkKind.GROUP)
    assert form.field("counts").value() is True
    put(form, "kind", TalkKind.CONTACT_ATTEMPT)
    assert not form.field("contact_result").isHidden()


def test_buttons_give_the_usual_minutes(desk: Desk) -> None:
    form = desk.new()
    next(b for b in form.findChildren(QPushButton) if b.text() == "45 min").click()
    assert form.entry().minutes == 45
    assert form.is_dirty()


def test_the_next_step_becomes_a_task(desk: Desk) -> None:
    form = desk.new()
    put(form, "persons", desk.persons[:1])
    put(form, "follow_up", "Amt anrufen")
    put(form, "follow_up_due", dt.date(2026, 11, 30))
    assert form.save()
    tasks = [(task.title, task.due_on) for row in desk.talks() for task in row.follow_ups]
    assert ("Amt anrufen", dt.date(2026, 11, 30)) in tasks


def test_editing_keeps_what_is_not_shown_and_tells_what_stood_there(desk: Desk) -> None:
    before = desk.full()
    desk.page.edit_talk(before.id)
    put(desk.form(), "outcome", "Mietvertrag ist da.")
    assert desk.form().save()
    after = desk.full()
    assert (after.outcome, after.persons, after.own_note) == ("Mietvertrag ist da.", before.persons, before.own_note)
    assert [topic.area for topic in after.topics] == ["wohnen", "geld", "gesundheit"]
    assert after.interpreter_cents == 4550
    link(desk.page, f"history/{after.id}").click()
    assert "Ergebnis vorher: Frau Rahmani bringt" in said(desk.page.list)


def test_deleting_can_be_undone(desk: Desk) -> None:
    talk = desk.full()
    link(desk.page, f"delete/{talk.id}").click()
    assert len(desk.talks()) == 1
    desk.page.messages.actions_shown()[0].click()
    assert desk.full().own_note == "wirkt erschöpft"
    assert len(desk.page.list.cards) == 2


def test_a_half_written_talk_is_kept_and_offered_again(
    desk: Desk, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    form = desk.new()
    put(form, "content", "mitten im Sa")
    cast(TopicsField, form.field("topics")).add_area("wohnen")
    form.steps.lines[0].tick.click()
    desk.drafts.flush()
    assert find_draft(session, actor, f"talk/{desk.case_id}") is not None
    desk.page = desk.open(qtbot)
    assert "wieder da" in desk.page.messages.text()
    desk.page.messages.actions_shown()[0].click()
    again = desk.form()
    assert again.field("content").value() == "mitten im Sa"
    assert [topic.area for topic in again.entry().topics] == ["wohnen"]
    assert len(again.marks().done) == 1
    put(again, "persons", desk.persons[:1])
    assert again.save()
    assert find_draft(session, actor, f"talk/{desk.case_id}") is None


def test_discarding_can_be_taken_back(desk: Desk) -> None:
    put(desk.new(), "content", "doch wichtig")
    desk.form().discard_wanted.emit()
    assert desk.page.form is None
    desk.page.messages.actions_shown()[0].click()
    assert desk.form().field("content").value() == "doch wichtig"


def test_a_short_form_and_tab_give_the_text_block(desk: Desk) -> None:
    content = cast(BlockNoteField, desk.new().field("content"))
    edit = content._edit
    QTest.keyClicks(edit, "Heute tv")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "Heute Termin vereinbart am"
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "Heute Termin vereinbart am"
    menu = content._button.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    assert edit.toPlainText().count("Termin vereinbart") == 2


def test_the_quick_entry_goes_on_in_the_full_page(desk: Desk) -> None:
    quick = QuickTalk(desk.case_id, desk.persons[0], dt.date(2026, 11, 20), TalkKind.CONTACT_ATTEMPT, TalkWay.PHONE, 10,
                      "wohnen", ContactResult.REACHED, "ruft zurück")  # fmt: skip
    desk.page.show_target(quick)
    entry = desk.form().entry()
    assert (entry.held_on, entry.kind, entry.way, entry.minutes) == (quick.held_on, quick.kind, quick.way, 10)
    assert (entry.person_ids, entry.content) == (desk.persons[:1], "ruft zurück")
    assert entry.contact_result is ContactResult.REACHED
    assert [topic.area for topic in entry.topics] == ["wohnen"]
    assert desk.form().is_dirty()


def test_a_call_in_mid_sentence_is_written_and_then_the_sentence_goes_on(desk: Desk, qtbot: QtBot) -> None:
    put(desk.new(), "content", "Frau Rahmani kam mit dem Mietver")
    called = QuickTalk(desk.case_id, desk.persons[0], dt.date(2026, 11, 22), TalkKind.COUNSELLING, TalkWay.PHONE, 10,
                       text="Vermieter ruft zurück")  # fmt: skip
    desk.page.show_target(called)
    assert desk.form().field("content").value() == "Vermieter ruft zurück"
    assert "angefangenen Gespräch" in desk.form().messages.text()
    desk.drafts.flush()
    again = desk.open(qtbot)  # a crash now loses neither
    again.new_talk()
    assert again.form is not None
    assert again.form.field("content").value() == "Vermieter ruft zurück"
    desk.form().save()
    assert desk.form().field("content").value() == "Frau Rahmani kam mit dem Mietver"
    put(desk.form(), "persons", desk.persons[:1])
    desk.form().save()
    assert desk.page.form is None
    assert {"Vermieter ruft zurück", "Frau Rahmani kam mit dem Mietver"} <= {talk.content for talk in desk.talks()}
    with desk.work.store.session() as session:
        assert find_draft(session, desk.work.actor, f"talk/{desk.case_id}") is None


def test_what_was_left_waits_while_another_talk_is_corrected(desk: Desk, qtbot: QtBot) -> None:
    put(desk.new(), "content", "Angefangen")
    desk.drafts.flush()
    again = desk.open(qtbot)
    assert "wieder da" in again.messages.text()
    again.edit_talk(desk.full().id)
    assert again.form is not None
    assert again.form.talk_id == desk.full().id
    again.form.discard_wanted.emit()
    assert again.form is not None
    assert again.form.talk_id is None
    assert again.form.field("content").value() == "Angefangen"


def test_a_file_with_many_talks_shows_them_in_portions(desk: Desk) -> None:
    form = desk.new()
    put(form, "persons", desk.persons[:1])
    entry = form.entry()
    with desk.work.store.session() as session:
        for _ in range(24):
            add_talk(session, desk.work.actor, entry)
    desk.page._refresh()
    assert len(desk.page.list.cards) == 20
    desk.page.list._more.click()
    assert len(desk.page.list.cards) == 26
