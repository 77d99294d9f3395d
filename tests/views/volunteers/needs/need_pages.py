"""Needs and suggestions as the page walk looks at them. All people are invented."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.families import put_together
from desktop.casework.people.people import LanguageRow, PersonFacts
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.needs import report_need
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.person_terms import InterpreterGender, Sex
from desktop.records.volunteers import VolunteerLanguage, VolunteerTime
from desktop.terms import PartialDate
from desktop.views.places import Places
from desktop.views.volunteers.needs.case_volunteer_tab import CaseVolunteerTab
from desktop.views.volunteers.needs.needs_page import NeedsPage
from desktop.volunteer_terms import Activity, GenderWish, LanguageSkill, MatchStage, Sponsorship, VolunteerStatus
from tests.casework.volunteers.needs.need_samples import match_of, volunteer_of

DAY = dt.timedelta(days=1)
TASK = "Deutsch im Alltag üben: einkaufen, telefonieren, Briefe lesen"


class Offers(Protocol):
    """What pages are made from; the stage of the walk has it."""

    work: Work
    drafts: Drafts
    places: Places


def family_case(work: Work) -> tuple[int, int, int]:
    """A case of mother and son; (case, mother, son)."""
    actor = work.actor
    with work.store.session() as session:
        facts = PersonFacts(
            "Ahmadi", "Maryam", birth_date=PartialDate(1990, 5, 4), sex=Sex.FEMALE,
            interpreter_gender=InterpreterGender.WOMAN,
        )  # fmt: skip
        spoken = (LanguageRow("fa_AF"), LanguageRow("ps"))
        first = enter_person_case(session, actor, facts, spoken)
        second = enter_person_case(session, actor, PersonFacts("Ahmadi", "Omid", birth_date=PartialDate(2016, 2, 1)))
        case_id = put_together(session, actor, (first.made or 0, second.made or 0)).made or 0
        mother, son = (
            next(id_ for kind, id_ in changes.touched if kind == "person") for changes in (first, second)
        )
    return case_id, mother, son


def needs(work: Work) -> tuple[int, list[int]]:
    """A case with five needs: open, for the son, for the family, served, closed later; (case, needs)."""
    case_id, mother, son = family_case(work)
    wishes = (
        NeedFacts(Activity.LANGUAGE, mother, TASK, languages=("fa_AF", "ps"), times=(Span(1, 15 * 60, 18 * 60),),
                  minutes_per_week=90, place="Musterlingen", gender_wish=GenderWish.WOMAN,
                  interests=("Nähen", "Kochen"), reported_on=today() - 75 * DAY, wanted_by=today() + 30 * DAY),
        NeedFacts(Activity.LEARNING, son, "Hausaufgaben in Mathematik", languages=("de",), with_children=True,
                  reported_on=today() - 20 * DAY),
        NeedFacts(Activity.HOUSING, None, "Bei der Wohnungssuche begleiten", Sponsorship.FAMILY,
                  reported_on=today() - 5 * DAY),
        NeedFacts(Activity.OFFICES, mother, "Zum Jobcenter begleiten", reported_on=today()),
    )  # fmt: skip
    with work.store.session() as session:
        made = [report_need(session, work.actor, case_id, facts).made or 0 for facts in wishes]
    return case_id, made


def volunteers(work: Work) -> list[int]:
    """Five volunteers: one who fits well, one partly, one hardly known, one who pauses, one with a long name."""
    speaks = [VolunteerLanguage(code="de", skill=LanguageSkill.MOTHER), VolunteerLanguage(code="fa_AF", position=1)]
    with work.store.session() as session:
        return [
            volunteer_of(
                session, sex=Sex.FEMALE, languages=list(speaks), interests=["Nähen", "Garten"], most_matches=2,
                birth_year=1958, minutes_per_week=180, phone="07391 1234", may_show_contact=True,
                times=[VolunteerTime(weekday=1, start=16 * 60, end=19 * 60),
                       VolunteerTime(weekday=3, start=9 * 60, end=12 * 60)],
            ),
            volunteer_of(session, "Kraus", "Ines", sex=Sex.FEMALE, activities=[Activity.EVERYDAY.value], town="",
                         languages=[VolunteerLanguage(code="ps", skill=LanguageSkill.BASIC)],
                         times=[VolunteerTime(weekday=5, start=10 * 60, end=12 * 60)]),
            volunteer_of(session, "Brand", "Jutta", sex=Sex.FEMALE, activities=[], times=[], town="",
                         languages=[VolunteerLanguage(code="fa_AF", skill=LanguageSkill.GOOD)]),
            volunteer_of(session, "Öztürk", "Selin", sex=Sex.FEMALE, status=VolunteerStatus.PAUSE),
            volunteer_of(session, "von Hohenstein-Rechberghausen", "Maximilian Alexander", sex=Sex.MALE),
        ]  # fmt: skip


def at_case(stage: Offers) -> QWidget:
    """The tab of a case: open needs, one with somebody at it."""
    case_id, (language, *_) = needs(stage.work)
    (winkler, *_) = volunteers(stage.work)
    with stage.work.store.session() as session:
        match_of(session, language, winkler, MatchStage.MEETING)
    return CaseVolunteerTab(stage.work, stage.drafts, case_id, stage.places)


def at_no_need(stage: Offers) -> QWidget:
    """A case for which nobody is looked for."""
    return CaseVolunteerTab(stage.work, stage.drafts, family_case(stage.work)[0], stage.places)


def at_report(stage: Offers) -> QWidget:
    """A need being reported, with a task that says too much."""
    page = CaseVolunteerTab(stage.work, stage.drafts, family_case(stage.work)[0], stage.places)
    page.report()
    form = page.needs.drawer.content()
    assert form is not None
    form.field("task").set_value("Zur Therapie begleiten, Duldung läuft ab")  # type: ignore[attr-defined]  # a form
    form.edited.emit()  # type: ignore[attr-defined]  # a form
    return page


def at_closing(stage: Offers) -> QWidget:
    """Why nobody is looked for any more."""
    page = at_case(stage)
    assert isinstance(page, CaseVolunteerTab)
    page.needs.close(page._needs[-1].id)
    return page


def at_needs(stage: Offers) -> NeedsPage:
    """The list with the suggestions of the need that waits longest."""
    needs(stage.work)
    volunteers(stage.work)
    return _visited(stage)


def at_suggestions(stage: Offers) -> QWidget:
    """Inside the suggestions of a need."""
    page = at_needs(stage)
    page.show_target(page.model.rows[0].id)
    return page


def at_filtered_suggestions(stage: Offers) -> QWidget:
    """Some of the suggestions, with the count of all."""
    page = at_needs(stage)
    page.show_target(page.model.rows[0].id)
    page.panel.filters.bar.set_values({"within": 5, "time": True, "language": "fa_AF"})
    return page


def at_no_needs(stage: Offers) -> QWidget:
    """Nobody is looked for."""
    return _visited(stage)


def at_comparison(stage: Offers) -> QWidget:
    """Both sides."""
    page = at_needs(stage)
    page.panel.compare_wanted.emit(page.panel.cards[0].suggestion)
    return page


def at_best(stage: Offers) -> QWidget:
    """The best assignment of all open needs."""
    page = at_needs(stage)
    page.find_best()
    return page


def _visited(stage: Offers) -> NeedsPage:
    page = NeedsPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page
