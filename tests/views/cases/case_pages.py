"""The pages of list and case file as the page walk looks at them; each takes the walk's stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.case_team import TeamEntry, add_to_team, list_team
from desktop.casework.cases.cases import case_head
from desktop.casework.cases.flags import NewFlag, set_flag
from desktop.casework.people.household import HouseholdMove, move_household
from desktop.clock import today
from desktop.terms import FlagKind
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.cases.case_tabs import case_tabs
from tests.views.cases import case_samples

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def at_empty_list(stage: Stage) -> QWidget:
    """Nobody is in the vault yet."""
    page = _list(stage)
    page.load()
    return page


def at_list(stage: Stage) -> QWidget:
    """Three cases, two of them marked."""
    with stage.vault.session() as session:
        case_samples.single(session, stage.work.actor)
        case_samples.family(session, stage.work.actor, size=2)
        case_samples.family(session, stage.work.actor, case_samples.LONG_FAMILY, case_samples.LONG_OWN, 2)
    page = _list(stage)
    page.load()
    page.table.view.selectAll()
    return page


def at_new_person(stage: Stage) -> QWidget:
    """The form for somebody new, with what is wrong said."""
    page = _list(stage)
    page.load()
    page.enter_person()
    return page


def at_overview(stage: Stage) -> QWidget:
    """A family of six in a minute."""
    return _file(stage, 6)


def at_person(stage: Stage) -> QWidget:
    """All facts of a person."""
    file = _file(stage, 2)
    file.show_page("people")
    return file


def at_family(stage: Stage) -> QWidget:
    """Who is who in the family."""
    file = _file(stage, 6)
    file.show_page("people")
    file.people.show_family()
    return file


def at_move(stage: Stage) -> QWidget:
    """The form for who moves in or out, below it what was entered before."""
    file = _file(stage, 2)
    with stage.vault.session() as session:
        persons = tuple(member.person.id for member in case_head(session, stage.work.actor, file.case_id).members)
        move = HouseholdMove(persons[1:], False, today(), "Trennung, zieht zu Verwandten nach Altstadt")
    stage.work.change(file, move_household, file.case_id, move)
    file.show_page("people")
    file.people.open_form("move")
    return file


def at_custody(stage: Stage) -> QWidget:
    """The form for custody of a child."""
    file = _file(stage, 6)
    file.show_page("people")
    file.people.open_form("custody")
    return file


def at_long_names(stage: Stage) -> QWidget:
    """A long name in two scripts."""
    return _file(stage, 2, case_samples.LONG_FAMILY, case_samples.LONG_OWN)


def at_status(stage: Stage) -> QWidget:
    """The drawer for another status."""
    file = _file(stage, 1)
    file.change_status()
    return file


def at_deletion(stage: Stage) -> QWidget:
    """The drawer that says what would be deleted for good."""
    file = _file(stage, 6)
    file.delete_case()
    return file


def at_person_deletion(stage: Stage) -> QWidget:
    """The same for one person of a family."""
    file = _file(stage, 2)
    file.show_page("people")
    editor = file.people.editor()
    assert editor is not None
    editor.form_wanted.emit("delete", None)
    return file


def at_closing(stage: Stage) -> QWidget:
    """The drawer for the Abschluss of a file with open tasks."""
    file = _file(stage, 1)
    file.life.close_case()
    return file


def at_timeline(stage: Stage) -> QWidget:
    """Everything that happened to a family of six."""
    file = _file(stage, 6)
    file.show_page("timeline")
    return file


def at_team(stage: Stage) -> QWidget:
    """Co-workers on the overview, and the form to change one."""
    file = _file(stage, 2)
    school = TeamEntry("Schulsozialarbeit", today(), name="Ines Roth", organisation="Grundschule Talstraße Altstadt",
                       phone="07000 123456", email="roth@schule.example.org", note="dienstags und donnerstags")
    stage.work.change(file, add_to_team, file.case_id, school)
    stage.work.change(file, add_to_team, file.case_id, TeamEntry("Patin", today(), name="Eva Lang"))
    stage.work.read(file, list_team, file.case_id, then=lambda rows: file.team.edit(rows[0]))
    return file


def at_flags(stage: Stage) -> QWidget:
    """A flag in the head and on the overview, and the form for another one."""
    file = _file(stage, 2)
    new = NewFlag(file.case_id, FlagKind.SAFETY, "Beratung nur zu zweit und nicht in der Wohnung", today())
    stage.work.change(file, set_flag, new)
    file.life.set_flag()
    return file


def at_no_assessment(stage: Stage) -> QWidget:
    """Two ways to begin an Assessment."""
    file = _file(stage, 1)
    file.show_page("assessment")
    return file


def at_questions(stage: Stage) -> QWidget:
    """The first questions to somebody in a family of six."""
    file = _file(stage, 6)
    file.show_page("assessment")
    return file


def at_result(stage: Stage) -> QWidget:
    """What the answers say of a person's needs."""
    file = at_questions(stage)
    assert isinstance(file, CaseFilePage)
    page = file.page("assessment")
    assert isinstance(page, AssessmentPage)
    page.bar.views.pick("result")
    return file


def _list(stage: Stage) -> CaseListPage:
    return CaseListPage(stage.work, stage.places, stage.drafts, with_import=True)


def _file(stage: Stage, size: int, name: str = "Ahmadi", own: str = "احمدی") -> CaseFilePage:
    with stage.vault.session() as session:
        if size > 1:
            case_id = case_samples.family(session, stage.work.actor, name, own, size)
        else:
            case_id = case_samples.single(session, stage.work.actor)
    return CaseFilePage(stage.work, case_id, stage.places, stage.drafts, case_tabs())
