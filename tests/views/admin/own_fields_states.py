"""The office's own fields as the page walk looks at them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

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
from desktop.views.admin.own_fields_page import OwnFieldsPage
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
