"""The form for what somebody said to a goal: agreed or refused, when, spoken or written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.casework.plans.plan_page import PlanPageRow
from desktop.casework.plans.plan_rows import GoalRow
from desktop.casework.reviews.goal_consents import NewGoalConsent, record_goal_consent
from desktop.clock import today
from desktop.models.plan_board import PlanBoard
from desktop.talk_terms import GoalConsentForm
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, term_options
from desktop.views.plans.drawer_form import DrawerForm, Failed, Then, Values
from desktop.views.plans.words import consent_words

_AGREED, _REFUSED = "agreed", "refused"


def consent_form(board: PlanBoard, page: PlanPageRow, goal: GoalRow) -> DrawerForm:
    """Whatever was said before is shown above and stays."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        said = NewGoalConsent(
            values["person_id"], values["answer"] == _AGREED, values["form"], values["on_date"], values["note"] or ""
        )
        board.change(record_goal_consent, goal.id, said, then=then, failed=failed)

    form = DrawerForm(f"consent/{goal.id}", _tr("Zustimmung zum Ziel"), _tr("Festhalten"), send)
    form.add_words(f"„{goal.content.text}“", "")
    for row in goal.consents:
        form.add_words(consent_words(row))
    persons = page.concerned or page.persons
    people = [Option(person.id, person.given) for person in persons]
    form.add(choice_field("person_id", _tr("Wer?"), people, mandatory=True))
    answers = [Option(_AGREED, _tr("stimmt zu")), Option(_REFUSED, _tr("lehnt ab"))]
    form.add(choice_field("answer", _tr("Was sagt die Person?"), answers, mandatory=True))
    form.add(choice_field("form", _tr("Wie?"), term_options(GoalConsentForm), mandatory=True))
    form.add(DateField("on_date", _tr("Am"), lean=Lean.PAST, latest=today(), mandatory=True))
    form.add(NoteField("note", _tr("Notiz"), lines=1, longest=500))
    chosen = goal.content.person_id or (persons[0].id if len(persons) == 1 else None)
    form.load({"on_date": today(), "person_id": chosen, "form": GoalConsentForm.SPOKEN})
    return form


def _tr(text: str) -> str:
    return QCoreApplication.translate("plans", text)
