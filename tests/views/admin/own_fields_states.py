"""The office's own fields as the page walk looks at them."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.casework.assessments.assessments import list_assessments, start_assessment
from desktop.casework.people.own_fields import (
    AskedOf,
    OwnField,
    OwnKind,
    own_case_values,
    save_own_case_values,
    save_own_field,
    save_own_values,
)
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import AssessmentKind
from desktop.views.admin.own_fields_page import OwnFieldsPage
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.assessment.questions_view import OWN
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.people.care_box import CareBox
from desktop.views.places import Places
from tests.views.talks.talk_samples import talking_family

FIELDS = (
    OwnField("", "Busfahrkarte beantragt", OwnKind.YES_NO), OwnField("", "Schlüssel übergeben am", OwnKind.DATE),
    OwnField("", "Abholung zum Deutschkurs am Vormittag", OwnKind.CHOICE, ("selbst", "Fahrdienst", "Nachbarschaft")),
    OwnField("", "Plätze im Kinderwagen", OwnKind.NUMBER), OwnField("", "Wohngruppe", OwnKind.TEXT),
)  # fmt: skip
OF_CASES = (
    OwnField("", "Aktenschrank und Fach im Archiv der Dienststelle", OwnKind.TEXT, asked_of=AskedOf.CASE),
    OwnField("", "Patenschaft vermittelt", OwnKind.YES_NO, asked_of=AskedOf.CASE),
)


class Offers(Protocol):
    """What pages are made from; the stage of the walk has it."""

    work: Work
    places: Places
    drafts: Drafts


def make_fields(work: Work) -> int:
    """Fields of every kind, one of them filled in and one put away; a person."""
    _, persons = talking_family(work)
    with work.store.session() as session:
        for field in FIELDS:
            save_own_field(session, work.actor, field)
        save_own_values(session, work.actor, persons[0], {"own-1": True, "own-3": "Fahrdienst"})
        save_own_field(session, work.actor, OwnField("own-5", "Wohngruppe", OwnKind.TEXT, put_away=True))
    return persons[0]


def make_case_fields(work: Work) -> int:
    """Two fields of a case, one of them filled in; the case."""
    case_id, _ = talking_family(work)
    with work.store.session() as session:
        for field in OF_CASES:
            save_own_field(session, work.actor, field)
        save_own_case_values(session, work.actor, case_id, {"own-1": "Schrank 3, Fach 12"})
    return case_id


def at_fields(stage: Offers) -> OwnFieldsPage:
    """All of them."""
    make_fields(stage.work)
    return OwnFieldsPage(stage.work, stage.drafts)


def at_new_field(stage: Offers) -> QWidget:
    """The form of a choice."""
    page = at_fields(stage)
    page.edit_field(OwnField("own-3", FIELDS[2].label, OwnKind.CHOICE, FIELDS[2].choices))
    return page


def at_person(stage: Offers) -> CareBox:
    """Where they stand at a person."""
    box = CareBox(stage.work, make_fields(stage.work))
    box.load()
    return box


def at_case(stage: Offers) -> CaseFilePage:
    """Where they stand in a case, with the form that fills them in."""
    file = CaseFilePage(stage.work, make_case_fields(stage.work), stage.places, stage.drafts, case_tabs())
    stage.work.read(file, own_case_values, file.case_id, then=file.own.edit)
    return file


def at_questions(stage: Offers) -> CaseFilePage:
    """Where they stand in the Assessment: the last section of somebody's part."""
    case_id, persons = talking_family(stage.work)
    with stage.work.store.session() as session:
        for field in FIELDS:
            save_own_field(session, stage.work.actor, replace(field, in_assessment=True))
        save_own_values(session, stage.work.actor, persons[0], {"own-1": True})
        if not list_assessments(session, stage.work.actor, case_id):
            start_assessment(session, stage.work.actor, case_id, AssessmentKind.FULL)
    file = CaseFilePage(stage.work, case_id, stage.places, stage.drafts, case_tabs())
    file.show_page("assessment")
    page = file.page("assessment")
    assert isinstance(page, AssessmentPage)
    page.bar.subjects.pick(persons[0])
    page.questions.list.choose(OWN)
    return file
