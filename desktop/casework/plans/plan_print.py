"""What the plan sheets may say: one Fassung with office and contact, already cut down by the rules of decision 21."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_title, persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.people.people import PersonRow, person_row
from desktop.casework.plans.catalogue_data import AreaData, AreaPrinting, shipped_catalogue
from desktop.casework.plans.plan_rows import GoalRow, PlanView
from desktop.casework.plans.plan_views import require_version, view_of
from desktop.casework.plans.wording_checks import CheckedText, checked_texts
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.cases import Case, Consent
from desktop.records.office import User
from desktop.records.people import Family
from desktop.records.plans import Plan, PlanVersion
from desktop.terms import ConsentPurpose, PlanKind

_NO_RECIPIENT = (
    ConsentPurpose.VOLUNTARY_DATA, ConsentPurpose.HEALTH, ConsentPurpose.HANDOVER, ConsentPurpose.INTERPRETER,
    ConsentPurpose.MESSENGER, ConsentPurpose.PHOTO, ConsentPurpose.CASE_TALK,
)


@dataclass(frozen=True)
class Contact:
    """The Integrationsmanager/in the sheet names."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class PlanPrint:
    """Everything a plan sheet is made of; no residence data, sums, diagnoses or names beyond those agreed."""

    case_number: str
    title: str
    own_script_name: str
    office: OfficeSettings
    contact: Contact
    view: PlanView
    goals: tuple[GoalRow, ...]
    """Goals that may print; `left_out` counts the protected others, `refused` those nobody agreed to."""
    left_out: int
    persons: tuple[PersonRow, ...]
    """Whose plan it is, for the signature lines those of 16 and more sign (domain 3.2)."""
    recipients: tuple[str, ...]
    """Offices the plan may be passed on to, from valid consents."""
    areas: Mapping[str, AreaData]
    checked: Mapping[tuple[str, str], CheckedText]
    """Translations the office has checked, by language and key."""
    printed_on: dt.date
    refused: int = 0

    @property
    def signers(self) -> tuple[PersonRow, ...]:
        """Persons of 16 and more; without a birth date somebody counts as adult."""
        return tuple(person for person in self.persons if (person.age_on(self.printed_on) or 99) >= 16)


@query(Right.PRINT, record="plan.print")
def plan_print(session: Session, actor: Actor, version_id: int) -> PlanPrint:
    """Data of the plan sheets of one Fassung; the access is recorded as a print-out (DS-06)."""
    version = require_version(session, version_id)
    view = view_of(session, version)
    case = require_case(session, view.case_id)
    persons = persons_of(session, case)
    mine = [person for person in persons if view.person_id in (None, person.id)]
    family = session.get(Family, case.family_id) if case.family_id and view.kind is PlanKind.FAMILY else None
    title, own_script = case_title(family, tuple(mine))
    wanted = tuple(goal for goal in view.goals if not goal.refused)
    goals = tuple(goal for goal in wanted if _may_print(goal, view))
    office = office_settings(session, actor)
    return PlanPrint(
        case.number, title, own_script, office, _contact(session, case.responsible_id or actor.user_id, office), view,
        goals, len(wanted) - len(goals), tuple(person_row(person) for person in mine),
        _recipients(session, [person.id for person in mine]), {area.key: area for area in shipped_catalogue().areas},
        checked_texts(session, actor), today(), len(view.goals) - len(wanted),
    )


@query(Right.PRINT)
def find_version(session: Session, actor: Actor, case_number: str) -> int:
    """Id of the newest Fassung of a case. Raises CaseworkError for an unknown number and a case without a plan."""
    case_id = session.scalar(select(Case.id).where(Case.number == case_number.strip().upper()))
    if case_id is None:
        raise CaseworkError("Diese Fallnummer gibt es in diesem Tresor nicht.")
    newest = session.scalar(
        select(PlanVersion.id).join(Plan).where(Plan.case_id == case_id).order_by(PlanVersion.id.desc()).limit(1)
    )
    if newest is None:
        raise CaseworkError("Dieser Fall hat noch keinen Integrationsplan.")
    return newest


def _may_print(goal: GoalRow, view: PlanView) -> bool:
    """Areas 8 and 12 only on the person's own sheet and only after the tick (decision 21)."""
    areas = {area.key: area.printing for area in shipped_catalogue().areas}
    if areas.get(goal.content.area) is not AreaPrinting.OWN_SHEET_AFTER_TICK:
        return True
    return view.kind is PlanKind.SINGLE and view.header.sensitive_areas_on_own_sheet


def _contact(session: Session, user_id: int, office: OfficeSettings) -> Contact:
    user = session.get(User, user_id)
    return Contact(user.name if user else "", (user and user.phone) or office.phone, office.email)


def _recipients(session: Session, person_ids: list[int]) -> tuple[str, ...]:
    """Named recipients of consents everybody on the plan has given and nobody withdrawn."""
    given = session.scalars(select(Consent).where(Consent.person_id.in_(person_ids), Consent.withdrawn_on.is_(None)))
    by_recipient: dict[str, set[int]] = {}
    for consent in given:
        valid = consent.valid_from <= today() and (consent.valid_until is None or consent.valid_until >= today())
        if valid and consent.purpose not in _NO_RECIPIENT:
            name = consent.recipient or consent.purpose.label.removeprefix("Austausch mit ").removeprefix("dem ")
            by_recipient.setdefault(name, set()).add(consent.person_id)
    return tuple(name for name, persons in by_recipient.items() if persons == set(person_ids))
