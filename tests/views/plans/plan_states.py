"""The plan page at each state of a Fassung, for the walk, the pictures and the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from desktop.casework.assessments.assessment_rows import Rating
from desktop.casework.assessments.assessments import start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.cases.cases import open_person_case
from desktop.casework.office import OfficeSettings, save_office_settings
from desktop.casework.people.families import put_together
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_progress import move_due, set_goal_value, set_measure_status
from desktop.casework.plans.plan_rows import NewMeasure, SignatureRow
from desktop.casework.plans.plan_taking import Taking, take_into_plan
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import add_measure, save_goal, start_plan
from desktop.clock import add_months, today
from desktop.models.work import Work
from desktop.terms import AssessmentKind, MeasureStatus, Need, PartialDate, PlanKind
from desktop.views.places import Places
from desktop.views.plans.plan_page import PlanPage

LONG = (
    "Ich gehe jeden Montag um 9 Uhr in das Sprachcafé im Bürgerhaus, und wenn es dort zu voll ist, frage ich bei der "
    "Volkshochschule in der Nachbargemeinde nach einem Platz und nehme meine Nachbarin mit."
)
_PEOPLE = (("Maryam", "1988-05-03"), ("Abdulrahman Farid", "1985-02-02"), ("Zahra", "2017-08-08"))
_NEEDS = ((1, "wohnen", Need.ACUTE, 2), (0, "sprache", Need.HIGH, 3), (1, "arbeit", Need.HIGH, 3),
          (0, "geld", Need.MEDIUM, 3), (2, "familie", Need.MEDIUM, 2))  # fmt: skip


class Offers(Protocol):
    """What the page is made from; the stage of the walk has it."""

    work: Work
    places: Places


def family_case(work: Work) -> tuple[int, tuple[int, ...]]:
    """A family of three with a result page; case and persons."""
    with work.store.session() as session:
        actor = work.actor
        save_office_settings(session, actor, OfficeSettings(municipality="Gemeinde Musterlingen", town="Musterlingen"))
        persons = tuple(
            create_person(
                session, actor,
                PersonFacts("Rahmani-Mohammadzadeh", given, print_language="fa_AF", birth_date=PartialDate.parse(born)),
            ).made or 0
            for given, born in _PEOPLE
        )  # fmt: skip
        cases = tuple(open_person_case(session, actor, person).made or 0 for person in persons)
        case = put_together(session, actor, cases).made or 0
        talk = start_assessment(session, actor, case, AssessmentKind.SHORT).made or 0
        for place, area, need, weight in _NEEDS:
            rating = Rating(need=need, importance=weight, going_well="geht gut", missing="fehlt noch")
            save_rating(session, actor, talk, persons[place], area, rating)
    return case, persons


def without_plan(stage: Offers) -> PlanPage:
    """A case whose plan has not begun."""
    return _page(stage, family_case(stage.work)[0])


def draft_with_gaps(stage: Offers) -> PlanPage:
    """A family plan that lacks who, until when, and what a form is about; with a very long step."""
    return _page(stage, draft_case(stage.work)[0])


def taking(stage: Offers) -> PlanPage:
    """The proposals of an area are open."""
    page = draft_with_gaps(stage)
    page.forms.take("arbeit", None)
    return page


def details(stage: Offers) -> PlanPage:
    """What is said of a person's plan as a whole is being entered."""
    case, persons = family_case(stage.work)
    with stage.work.store.session() as session:
        start_plan(session, stage.work.actor, case, PlanKind.SINGLE, persons[0])
    page = _page(stage, case)
    page.forms.header()
    return page


def step_details(stage: Offers) -> PlanPage:
    """Everything about a step is being entered."""
    page = draft_with_gaps(stage)
    goal = page.cards[0].row
    page.forms.step(goal, goal.measures[2])
    return page


def in_force(stage: Offers) -> PlanPage:
    """A plan that is followed up: a step done, one moved and overdue, a value."""
    case, version = draft_case(stage.work, gaps=False)
    with stage.work.store.session() as session:
        actor = stage.work.actor
        agree(session, actor, version)
        signatures = (SignatureRow("person", "Maryam", today()), SignatureRow("im", actor.name, today()))
        put_in_force(session, actor, version, Signing(signatures, place="Musterlingen"))
        goal = plan_view(session, actor, version).goals[0]
        set_measure_status(session, actor, goal.measures[0].id, MeasureStatus.DONE)
        move_due(session, actor, goal.measures[1].id, add_months(today(), -1))
        set_goal_value(session, actor, goal.id, 5)
    return _page(stage, case)


def signing(stage: Offers) -> PlanPage:
    """The form that puts a Fassung in force is open."""
    case, version = draft_case(stage.work, gaps=False)
    with stage.work.store.session() as session:
        agree(session, stage.work.actor, version)
    page = _page(stage, case)
    page.forms.signing()
    return page


def draft_case(work: Work, *, gaps: bool = True) -> tuple[int, int]:
    """A case with a family plan as draft; case and Fassung."""
    case, persons = family_case(work)
    with work.store.session() as session:
        actor = work.actor
        version = start_plan(session, actor, case, PlanKind.FAMILY).made or 0
        steps = ("wohnen.schritt.1", "wohnen.schritt.2")
        first = take_into_plan(session, actor, version, Taking("wohnen", "wohnen.ziel.1", measure_keys=steps)).made or 0
        content = plan_view(session, actor, version).goals[0].content
        save_goal(session, actor, first, replace(content, value_start=2, value_target=8))
        steps = ("sprache.schritt.1", "sprache.schritt.2")
        second = Taking("sprache", "sprache.ziel.2", person_id=persons[0], measure_keys=steps)
        take_into_plan(session, actor, version, second)
        if gaps:
            add_measure(session, actor, first, NewMeasure(LONG, who=()))
            third = Taking("geld", "geld.ziel.3", measure_keys=("geld.schritt.3",))
            take_into_plan(session, actor, version, third)
    return case, version


def _page(stage: Offers, case: int) -> PlanPage:
    page = PlanPage(stage.work, case, stage.places)
    page.load()
    return page
