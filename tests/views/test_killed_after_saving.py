"""Whatever a form saved is never offered again, though the program is gone the moment it was saved."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_head
from desktop.casework.drafts import list_drafts, save_draft
from desktop.casework.people.people import person_detail
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.admin.office_card import OfficeCard
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.places import Place, Places
from desktop.views.plans.plan_page import PlanPage
from desktop.views.tasks.tasks_page import TasksPage
from desktop.views.volunteers.register.profile_page import ProfilePage
from tests.views.cases import case_samples
from tests.views.plans import plan_states
from tests.views.plans.plan_hands import ENTER, draft_card, goal, press, type_text
from tests.views.reviews import review_states
from tests.views.reviews.review_room import CaseStandIn, Room
from tests.views.tasks.task_pages import busy_case
from tests.views.volunteers.register.profile_states import enter_gerda

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]


@pytest.fixture
def drafts(work: Work, monkeypatch: pytest.MonkeyPatch) -> Drafts:
    """Nothing that comes after the save is carried out any more."""
    monkeypatch.setattr(Drafts, "drop", lambda *_: None)
    return Drafts(work, work)


@pytest.fixture
def places(work: Work) -> Places:
    return Places(work)


@pytest.fixture
def room(work: Work, drafts: Drafts, places: Places) -> Room:
    for key in ("case", "changes", "preview"):
        places.add(Place(key, key, "folder-open", CaseStandIn, rail=False))
    return Room(work, drafts, places)


@pytest.fixture
def plan_tab(work: Work, places: Places, drafts: Drafts, qtbot: QtBot) -> PlanPage:
    case_id, _ = plan_states.draft_case(work)
    return open_plan(CaseFilePage(work, case_id, places, drafts, case_tabs()), qtbot)


def open_plan(file: CaseFilePage, qtbot: QtBot) -> PlanPage:
    qtbot.addWidget(file)
    file.resize(1274, 700)
    file.show()
    file.activateWindow()
    qtbot.waitUntil(file.isActiveWindow)
    file.show_page("plan")
    page = file.page("plan")
    assert isinstance(page, PlanPage)
    return page


def offered(session: Session, actor: Actor) -> dict[str, dict[str, Any]]:
    """Drafts that the next opening finds."""
    return {row.key: row.payload for row in list_drafts(session, actor)}


def put(field: Any, value: object) -> None:
    """Type it."""
    field.set_value(value)
    field.changed.emit()


def test_the_form_of_a_drawer(work: Work, drafts: Drafts, session: Session, actor: Actor, qtbot: QtBot) -> None:
    page = TasksPage(work, drafts, busy_case(work))
    qtbot.addWidget(page)
    page.show()
    page.new_task()
    form: Any = page.drawer.content()
    put(form.field("title"), "Jobcenter anrufen")
    drafts.flush()
    assert len(offered(session, actor)) == 1
    form.save()
    assert offered(session, actor) == {}


def test_a_refused_form_of_a_drawer_is_still_offered(
    work: Work, drafts: Drafts, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    page = TasksPage(work, drafts, busy_case(work))
    qtbot.addWidget(page)
    page.show()
    page.new_task()
    form: Any = page.drawer.content()
    put(form.field("title"), "Jobcenter anrufen")
    work.freeze()
    form.save()
    work.__dict__["_frozen"] = False
    drafts.flush()
    assert len(offered(session, actor)) == 1


def test_the_page_of_a_person_and_of_the_family(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    file = CaseFilePage(work, case_samples.family(session, actor, size=3), places, drafts)
    qtbot.addWidget(file)
    file.show()
    file.show_page("people")
    person = case_head(session, actor, file.case_id).members[0].person.id
    file.people.show_person(person)
    editor = file.people.editor()
    assert editor is not None
    put(editor.field("phone"), "0176 1234567")
    drafts.flush()
    editor.save_wanted.emit()
    session.expire_all()
    assert person_detail(session, actor, person).facts.phone == "0176 1234567"
    assert offered(session, actor) == {}
    file.people.show_family()
    family: Any = file.people.family
    put(family.field("name"), "Ahmadi-Weiß")
    drafts.flush()
    family.save_wanted.emit()
    assert offered(session, actor) == {}


def test_the_page_of_a_volunteer(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    page = ProfilePage(work, drafts, places, enter_gerda(session, actor))
    qtbot.addWidget(page)
    put(page.field("profession"), "Imkerin")
    drafts.flush()
    assert len(offered(session, actor)) == 1
    assert page.save()
    assert offered(session, actor) == {}


def test_a_form_of_the_plan_leaves_only_what_is_unsaved(
    plan_tab: PlanPage, drafts: Drafts, session: Session, actor: Actor
) -> None:
    plan_tab.forms.goal(goal(plan_tab))
    first: Any = plan_tab.forms.form
    put(first.field("indicator"), "Am Vertrag")
    plan_tab.forms.header()
    second: Any = plan_tab.forms.form
    put(second.field("strengths"), "mutig")
    second.field("strengths").focus_input()
    drafts.flush()
    assert len(offered(session, actor)[f"plan/{plan_tab.board.case_id}"]["forms"]) == 2
    second.submit()
    (left,) = offered(session, actor).values()
    assert list(left["forms"]) == [first.key]


def test_a_step_typed_into_the_plan(plan_tab: PlanPage, drafts: Drafts, session: Session, actor: Actor) -> None:
    line = draft_card(plan_tab).lines[-1]
    line.focus_field("text")
    type_text("Ich frage")
    drafts.flush()
    assert len(offered(session, actor)) == 1
    before = len(goal(plan_tab).measures)
    press(ENTER)
    assert len(goal(plan_tab).measures) == before + 1
    assert offered(session, actor) == {}


def test_a_step_put_back_from_a_draft_is_a_step_once(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    case_id, version = plan_states.draft_case(work)
    with work.store.session() as other:
        first = plan_view(other, actor, version).goals[0]
        save_draft(other, actor, f"plan/{case_id}", {"steps": {str(first.id): {"0": "Ich frage"}}, "forms": {}})
    page = open_plan(CaseFilePage(work, case_id, places, drafts, case_tabs()), qtbot)
    assert len(goal(page).measures) == len(first.measures) + 1
    assert offered(session, actor) == {}


def test_the_reason_of_a_review_and_its_end(
    room: Room, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    page = review_states.at_outcome(room)
    qtbot.addWidget(page)
    page.show()
    page.outcome.reason.focus_input()
    put(page.outcome.reason, "Mitten im Sa")
    room.drafts.flush()
    assert len(offered(session, actor)) == 1
    put(page.outcome.reason, "Mitten im Satz.")
    page.commit()
    assert page.board.row is not None
    assert page.board.row.header.reason == "Mitten im Satz."
    assert offered(session, actor) == {}


def test_the_card_of_the_office(work: Work, drafts: Drafts, session: Session, actor: Actor, qtbot: QtBot) -> None:
    card = OfficeCard(work, drafts)
    qtbot.addWidget(card)
    card.load()
    put(card._fields["town"], "Musterlingen")
    drafts.flush()
    assert len(offered(session, actor)) == 1
    card.save()
    assert offered(session, actor) == {}
