"""One thing for several marked cases, by keyboard, with preview and way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy.orm import Session

from desktop.casework.access.access_log import AccessFilter, list_access
from desktop.casework.access.users import add_user
from desktop.casework.cases.case_list import CaseFilter, CaseRow, list_cases
from desktop.casework.people.people import PersonFacts
from desktop.casework.plans.plan_life import list_documents
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import CaseStatus
from desktop.views.cases.bulk_forms import BulkForm
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.messages import scripted
from desktop.views.people.new_person_form import NewPersonForm
from desktop.views.places import Place, Places
from tests.casework.reviews.review_cases import new_person, plan_in_force
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press, type_text

pytestmark = pytest.mark.usefixtures("fixed_clock")
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Led(QWidget):
    """Remembers where it was led to."""

    target: tuple[object, ...] = ()

    def show_target(self, *target: object) -> None:
        self.target = target


@pytest.fixture
def merging(places: Places) -> Led:
    led = Led()
    places.add(Place("merging", "Personen zusammenführen", "merge", lambda: led, rail=False))
    return led


@pytest.fixture
def page(work: Work, places: Places, drafts: Drafts, merging: Led) -> CaseListPage:
    places.add(Place("case", "Fallakte", "folder-open", QLabel, rail=False))
    return CaseListPage(work, places, drafts)


@pytest.fixture
def jonas(session: Session, actor: Actor) -> int:
    return add_user(session, actor, "Jonas Weiss").made or 0


def with_cases(page: CaseListPage, shown: Show, session: Session, actor: Actor, number: int = 3) -> list[int]:
    """So many cases, shown, the first two marked by key."""
    ids = [case_samples.single(session, actor) for _ in range(number)]
    shown(page)
    page.show_target()
    page.table.view.setCurrentIndex(page.model.index(0, 0))
    press(Qt.Key.Key_Down, SHIFT)
    return ids


def form_of(page: CaseListPage) -> BulkForm:
    form = page.drawer.content()
    assert isinstance(form, BulkForm)
    return form


def said_in(form: QWidget) -> str:
    return "\n".join(label.text() for label in form.findChildren(QLabel))


def responsible(session: Session, actor: Actor) -> list[str]:
    return [row.responsible for row in list_cases(session, actor)]


def statuses(session: Session, actor: Actor) -> list[CaseStatus]:
    return [row.status for row in list_cases(session, actor, CaseFilter(with_ended=True))]


def test_the_button_says_how_many_cases_it_is_for(
    page: CaseListPage, shown: Show, session: Session, actor: Actor
) -> None:
    with_cases(page, shown, session, actor)
    assert page.bulk.button.text() == "Mit 2 Fällen …"
    assert page.bulk.button.accessibleName() == "2 Fälle gemeinsam bearbeiten"
    only_this = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.view.selectionModel().setCurrentIndex(page.model.index(2, 0), only_this)  # whatever keys are held
    assert page.bulk.button.text() == "Mit 1 Fall …"
    assert (page.bulk.together.isVisible(), page.bulk.merge.isVisible()) == (False, False)
    press(Qt.Key.Key_A, CTRL)
    assert page.bulk.button.text() == "Mit 3 Fällen …"
    assert (page.bulk.together.isVisible(), page.bulk.merge.isVisible()) == (True, False)


def test_cases_are_assigned_after_a_preview_and_given_back(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, jonas: int
) -> None:
    with_cases(page, shown, session, actor)
    page.bulk.assign.trigger()
    form = form_of(page)
    form.field("user").set_value(jonas)
    form.edited.emit()
    assert "Das betrifft 2 Fälle:" in said_in(form)
    assert form._save.text() == "2 Fälle übertragen"
    press(Qt.Key.Key_S, CTRL)
    assert responsible(session, actor) == ["Jonas Weiss", "Jonas Weiss", "Petra Lang"]
    assert page.messages.text() == "Jetzt bei Jonas Weiss: 2 Fälle."
    assert len(page.table.selected_rows()) == 2
    page.messages.actions_shown()[0].click()
    assert responsible(session, actor) == ["Petra Lang"] * 3
    assert "wie vorher" in page.messages.text()


def test_one_case_is_called_one_case(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, jonas: int
) -> None:
    with_cases(page, shown, session, actor)
    page.table.view.setCurrentIndex(page.model.index(0, 0))
    page.bulk.assign.trigger()
    form = form_of(page)
    form.field("user").set_value(jonas)
    form.edited.emit()
    assert "Das betrifft 1 Fall:" in said_in(form)
    assert form._save.text() == "1 Fall übertragen"


def test_cases_that_do_not_go_along_are_named_with_the_reason(
    page: CaseListPage, shown: Show, session: Session, actor: Actor
) -> None:
    with_cases(page, shown, session, actor)
    page.bulk.assign.trigger()
    form = form_of(page)
    form.field("user").set_value(actor.user_id)
    form.edited.emit()
    assert "Nicht dabei: 2 Fälle" in said_in(form)
    assert "ist schon bei dieser Person" in said_in(form)
    form.save()
    assert form.messages.text() == "Keiner der gewählten Fälle kommt dafür in Frage."
    assert page.drawer.isVisible()


def test_a_task_is_entered_in_all_by_keys_alone(
    page: CaseListPage, shown: Show, session: Session, actor: Actor
) -> None:
    with_cases(page, shown, session, actor)
    page.bulk.task.trigger()
    type_text("Wohngeld beantragen")
    press(Qt.Key.Key_S, CTRL)
    assert page.messages.text() == "Aufgabe eingetragen: 2 Fälle."
    actions = [row.action for row in list_access(session, actor, AccessFilter())]
    assert actions[0] == "Aufgabe in mehreren Fällen eingetragen"
    page.messages.actions_shown()[0].click()
    assert "Aufgabe in mehreren Fällen zurückgenommen" in [
        row.action for row in list_access(session, actor, AccessFilter())
    ]


def test_a_status_asks_for_what_one_of_the_cases_needs(
    page: CaseListPage, shown: Show, session: Session, actor: Actor
) -> None:
    with_cases(page, shown, session, actor)
    page.bulk.status.trigger()
    form = form_of(page)
    form.field("status").set_value("resting")
    form.edited.emit()
    assert form.field("resume_on").isVisible()
    form.save()
    assert statuses(session, actor) == [CaseStatus.CONTACT_OPEN] * 3
    assert "fehlt noch" in (form.field("reason").error() or "")
    form.field("reason").set_value("Sommerpause")
    form.field("resume_on").set_draft("18.1.2027")
    form.save()
    assert statuses(session, actor).count(CaseStatus.RESTING) == 2
    page.messages.actions_shown()[0].click()
    assert statuses(session, actor) == [CaseStatus.CONTACT_OPEN] * 3


def test_a_click_before_the_preview_waits_for_it(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, jonas: int
) -> None:
    with_cases(page, shown, session, actor)
    page.bulk.assign.trigger()
    form = form_of(page)
    form.field("user").set_value(jonas)
    form._asked = form.query()  # asked, but the storage thread is busy
    form.preview = None
    form.save()
    assert responsible(session, actor) == ["Petra Lang"] * 3
    form._asked = None
    form.look()
    assert responsible(session, actor).count("Jonas Weiss") == 2


def test_a_form_left_half_way_comes_back_with_its_preview(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, jonas: int, drafts: Drafts
) -> None:
    with_cases(page, shown, session, actor)
    page.bulk.assign.trigger()
    form_of(page).field("user").set_value(jonas)
    drafts.flush()
    page.drawer.close_drawer()
    page.bulk.assign.trigger()
    form = form_of(page)
    assert "wieder da" in form.messages.text()
    assert "Das betrifft 2 Fälle:" in said_in(form)


def test_plan_sheets_of_all_are_one_job_and_kept(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, tmp_path: Path
) -> None:
    plans = [plan_in_force(session, actor), plan_in_force(session, actor, new_person(session, actor, "Sara"))]
    with_cases(page, shown, session, actor, 1)
    press(Qt.Key.Key_A, CTRL)
    page.bulk.sheets.trigger()
    form = form_of(page)
    assert "Nicht dabei: 1 Fall" in said_in(form)
    target = tmp_path / "Planblätter.pdf"
    with scripted(target):
        press(Qt.Key.Key_S, CTRL)
    assert target.read_bytes().startswith(b"%PDF")
    assert page.messages.text() == "Die Planblätter sind beim Drucker."
    assert [len(list_documents(session, actor, plan.id)) for plan in plans] == [1, 1]
    actions = [row.action for row in list_access(session, actor, AccessFilter())]
    assert actions.count("Plan für den Druck angesehen") == 2


def test_two_marked_cases_lead_to_the_comparison_of_their_persons(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, merging: Led
) -> None:
    with_cases(page, shown, session, actor)
    page.bulk.merge.trigger()
    assert merging.target == (2, 3)


def test_of_a_family_the_person_most_alike_is_compared(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, merging: Led
) -> None:
    from desktop.casework.cases.cases import case_head, enter_person_case
    from desktop.casework.merging.merge_pair import pair_to_merge

    family = case_samples.family(session, actor, "Ahmadi", "احمدی", 4)
    twice = enter_person_case(session, actor, PersonFacts("Ahmady", "Zahraa")).made or 0
    zahra = next(row.person for row in case_head(session, actor, family).members if row.person.given == "Zahra")
    pair = pair_to_merge(session, actor, twice, family)
    other = case_head(session, actor, twice).members[0].person
    assert {pair.kept_id, pair.gone_id} == {zahra.id, other.id}


def test_whoever_may_be_there_already_is_entered_and_compared_at_once(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, merging: Led
) -> None:
    case_samples.single(session, actor)
    shown(page)
    page.show_target()
    page.enter_person()
    form = page.drawer.content()
    assert isinstance(form, NewPersonForm)
    form.restore_draft({"family_name": "Habte", "given_names": "Filmon"})
    form.duplicates.look()
    form.duplicates.merge_wanted.emit(1)
    assert merging.target == (1, 2)
    rows = [row for row in list_cases(session, actor) if isinstance(row, CaseRow)]
    assert [row.title for row in rows] == ["Habte, Filmon"] * 2


def test_a_comparison_given_up_opens_the_file_as_usual(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, places: Places
) -> None:
    shown(page)
    page.show_target()
    page.enter_person()
    form = page.drawer.content()
    assert isinstance(form, NewPersonForm)
    form.duplicates.merge_wanted.emit(1)  # nothing is entered yet: the name is missing
    type_text("Habte")
    press(Qt.Key.Key_S, CTRL)
    assert places.current == "case"


@pytest.mark.parametrize("action", ["assign", "task", "review", "status", "sheets"])
def test_every_form_opens_with_a_preview_of_what_is_marked(
    page: CaseListPage, shown: Show, session: Session, actor: Actor, jonas: int, action: str
) -> None:
    with_cases(page, shown, session, actor)
    getattr(page.bulk, action).trigger()
    form = form_of(page)
    assert "2 Fälle" in said_in(form) + form._save.text()
