"""The tab „Ehrenamt“ of a case file, and the steps of the plan that the Ehrenamt does."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.needs.need_lists import needs_of_case
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.needs import report_need
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.plans import Measure
from desktop.terms import Responsible
from desktop.views.places import Place, Places
from desktop.views.plans.frozen_line import FrozenLine
from desktop.views.plans.goal_card import FrozenCard
from desktop.views.plans.plan_page import PlanPage
from desktop.views.volunteers.needs.case_volunteer_tab import CaseVolunteerTab
from desktop.views.volunteers.needs.need_form import CloseNeedForm, NeedForm
from desktop.volunteer_terms import Activity, GenderWish, NeedEnd, NeedStatus, Sponsorship
from tests.casework.deadlines.due_samples import plan_in_force
from tests.casework.volunteers.needs.need_samples import match_of, volunteer_of
from tests.views.volunteers.needs.need_pages import family_case
from tests.views.volunteers.needs.test_needs_page import Somewhere

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def family(work: Work) -> tuple[int, int, int]:
    return family_case(work)


@pytest.fixture
def places(work: Work, qtbot: QtBot) -> Places:
    made, somewhere = Places(work), Somewhere()
    qtbot.addWidget(somewhere)
    for key in ("case", "volunteer", "volunteers"):
        made.add(Place(key, key, "folder", lambda: somewhere, rail=False))
    return made


@pytest.fixture
def tab(work: Work, qtbot: QtBot, family: tuple[int, int, int], places: Places) -> CaseVolunteerTab:
    made = CaseVolunteerTab(work, Drafts(work, work), family[0], places)
    qtbot.addWidget(made)
    made.resize(1246, 680)
    made.show()
    return made


def said(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    return found


def form(tab: CaseVolunteerTab) -> NeedForm:
    content = tab.needs.drawer.content()
    assert isinstance(content, NeedForm)
    return content


def choose(form: NeedForm, key: str, value: object) -> None:
    form.field(key).set_value(value)
    form.edited.emit()


def test_a_need_is_reported_with_what_the_record_offers(
    tab: CaseVolunteerTab, session: Session, actor: Actor, family: tuple[int, int, int]
) -> None:
    case_id, mother, _ = family
    button(tab, "report_need").click()
    new = form(tab)
    choose(new, "person_id", mother)
    choose(new, "activity", Activity.LANGUAGE)
    button(new, "take_languages").click()
    button(new, "take_gender_wish").click()
    assert new.findChild(QPushButton, "take_languages") is None
    choose(new, "task", "Deutsch üben")
    new.save()
    (need,) = needs_of_case(session, actor, case_id)
    assert (need.facts.languages, need.facts.gender_wish) == (("fa_AF", "ps"), GenderWish.WOMAN)
    assert (need.facts.person_id, need.facts.sponsorship, need.facts.task) == (
        mother, Sponsorship.SINGLE, "Deutsch üben",
    )  # fmt: skip
    assert "Der Bedarf ist gemeldet." in tab.messages.text()
    (undo,) = tab.messages.actions_shown()
    undo.click()
    assert needs_of_case(session, actor, case_id) == ()


def test_nothing_of_the_record_is_taken_over_by_itself(
    tab: CaseVolunteerTab, session: Session, actor: Actor, family: tuple[int, int, int]
) -> None:
    case_id, mother, _ = family
    tab.report()
    new = form(tab)
    choose(new, "person_id", mother)
    choose(new, "activity", Activity.OFFICES)
    new.save()
    (need,) = needs_of_case(session, actor, case_id)
    assert (need.facts.languages, need.facts.gender_wish, need.facts.place) == ((), GenderWish.ANY, "")


def test_for_the_whole_family(
    tab: CaseVolunteerTab, session: Session, actor: Actor, family: tuple[int, int, int]
) -> None:
    tab.report()
    new = form(tab)
    choose(new, "person_id", 0)
    assert new.field("group").isHidden()
    choose(new, "activity", Activity.HOUSING)
    new.save()
    (need,) = needs_of_case(session, actor, family[0])
    assert (need.facts.person_id, need.facts.sponsorship) == (None, Sponsorship.FAMILY)


def test_without_whom_and_what_nothing_is_saved(
    tab: CaseVolunteerTab, session: Session, actor: Actor, family: tuple[int, int, int]
) -> None:
    tab.report()
    new = form(tab)
    new.save()
    assert "Für wen" in new.field("person_id").error()
    assert "Tätigkeit" in new.field("activity").error()
    assert needs_of_case(session, actor, family[0]) == ()


def test_words_a_volunteer_should_not_read_are_warned_of_but_kept(
    tab: CaseVolunteerTab, session: Session, actor: Actor, family: tuple[int, int, int]
) -> None:
    tab.report()
    new = form(tab)
    choose(new, "person_id", family[1])
    choose(new, "activity", Activity.OFFICES)
    choose(new, "task", "Zur Therapie begleiten")
    assert "„Therapie“" in new.warning.text()
    new.save()
    assert needs_of_case(session, actor, family[0])[0].facts.task == "Zur Therapie begleiten"


def test_for_a_child_it_is_said_what_that_demands(tab: CaseVolunteerTab, family: tuple[int, int, int]) -> None:
    _, mother, son = family
    tab.report()
    new = form(tab)
    choose(new, "person_id", mother)
    assert new.young.text() == ""
    choose(new, "person_id", son)
    assert "Führungszeugnis" in new.young.text()
    choose(new, "person_id", mother)
    assert new.young.text() == ""
    choose(new, "activity", Activity.CHILDCARE)
    assert "Führungszeugnis" in new.young.text()


def test_a_need_is_changed_closed_and_opened_again(
    tab: CaseVolunteerTab, work: Work, session: Session, actor: Actor, family: tuple[int, int, int]
) -> None:
    case_id, mother, _ = family
    facts = NeedFacts(Activity.LANGUAGE, mother, minutes_per_week=90, interests=("Nähen",))
    need_id = report_need(session, actor, case_id, facts).made
    tab.load()
    button(tab, f"edit_{need_id}").click()
    old = form(tab)
    assert old.facts() == needs_of_case(session, actor, case_id)[0].facts
    choose(old, "task", "Zeitung lesen")
    old.save()
    assert needs_of_case(session, actor, case_id)[0].facts.task == "Zeitung lesen"
    tab.messages.actions_shown()[0].click()
    assert needs_of_case(session, actor, case_id)[0].facts.task == ""
    button(tab, f"close_{need_id}").click()
    closing = tab.needs.drawer.content()
    assert isinstance(closing, CloseNeedForm)
    closing.field("reason").set_value(NeedEnd.REACHED)
    closing.save()
    assert "Ziel erreicht, 22.11.2026" in said(tab)
    button(tab, f"again_{need_id}").click()
    assert needs_of_case(session, actor, case_id)[0].status is NeedStatus.OPEN


def test_who_is_at_it_stands_with_the_need(
    tab: CaseVolunteerTab, session: Session, actor: Actor, family: tuple[int, int, int], places: Places
) -> None:
    case_id, mother, _ = family
    need_id = report_need(session, actor, case_id, NeedFacts(Activity.LANGUAGE, mother)).made or 0
    one = volunteer_of(session)
    match_id = match_of(session, need_id, one)
    tab.load()
    assert "aktiv" in said(tab)
    button(tab, f"match_{match_id}").click()
    button(tab, f"find_{need_id}").click()
    somewhere = places.page("volunteer")
    assert isinstance(somewhere, Somewhere)
    assert somewhere.targets == [(one, "matches", match_id), ("needs", need_id)]


# steps of the plan


def ask(line: FrozenLine) -> None:
    """Choose „Bedarf an Ehrenamt …“ behind the dots."""
    next(action for action in line.menu.menu().actions() if action.text().startswith("Bedarf an Ehrenamt")).trigger()


@pytest.fixture
def step(session: Session, family: tuple[int, int, int]) -> int:
    _, (step,) = plan_in_force(session, family[0], None, ("Sprachpatin finden", None))
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(Measure, step).who = [Responsible.VOLUNTEER.value]
    return step


def test_a_step_of_the_ehrenamt_leads_to_its_need_and_says_who_does_it(
    work: Work, qtbot: QtBot, session: Session, actor: Actor, family: tuple[int, int, int], step: int, places: Places
) -> None:
    page = PlanPage(work, family[0], places)
    qtbot.addWidget(page)
    page.show()
    page.load()
    (line,) = [line for card in page.cards if isinstance(card, FrozenCard) for line in card.lines]
    somewhere = places.page("case")
    assert isinstance(somewhere, Somewhere)
    ask(line)
    assert somewhere.targets[-1] == (family[0], "volunteer", "step", step)
    need_id = work.change(
        page, report_need, family[0], NeedFacts(Activity.LANGUAGE, family[1]), step
    ).result().made or 0  # fmt: skip
    assert "Bedarf gemeldet: offen" in said(line)
    match_of(session, need_id, volunteer_of(session))
    page.volunteers.load()
    assert "übernimmt: Gerda W." in said(line)
    ask(line)
    assert somewhere.targets[-1] == (family[0], "volunteer", "need", need_id)


def test_a_step_brings_its_words_into_the_form(tab: CaseVolunteerTab, step: int) -> None:
    tab.show_target("step", step)
    assert form(tab).text("task") == "Sprachpatin finden"
    assert form(tab).value("person_id") == 0
    assert form(tab).value("activity") is None
