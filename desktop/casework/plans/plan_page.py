"""Everything the plan page of a case shows, in one reading: plans, one Fassung, who can be meant, what is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.office import office_settings
from desktop.casework.people.people import PersonRow, person_row
from desktop.casework.plans.catalogue_data import AreaPrinting
from desktop.casework.plans.plan_rows import PlanBriefRow, PlanView
from desktop.casework.plans.plan_views import list_plans, manager_name, require_version, view_of
from desktop.casework.plans.proposals import AreaProposal, propose_goals
from desktop.casework.rights import Actor, Right
from desktop.records.plans import PlanVersion
from desktop.terms import PlanKind, PlanState


@dataclass(frozen=True)
class PossiblePlan:
    """A plan that can be started: of a person, or with `person_id` None of the family."""

    kind: PlanKind
    person_id: int | None
    person_name: str


@dataclass(frozen=True)
class PlanPageRow:
    """What the page shows; `view` is None as long as the case has no plan."""

    plans: tuple[PlanBriefRow, ...]
    view: PlanView | None
    persons: tuple[PersonRow, ...]
    """Everybody in the case, in the family's order."""
    manager: str
    proposals: tuple[AreaProposal, ...]
    """Areas that ask for a goal and have none in this Fassung yet; protected ones never for a family plan."""
    possible: tuple[PossiblePlan, ...]
    town: str
    """Where papers are signed as a rule."""

    @property
    def concerned(self) -> tuple[PersonRow, ...]:
        """Whose plan the shown Fassung is."""
        only = self.view.person_id if self.view else None
        return tuple(person for person in self.persons if only in (None, person.id))


@query(Right.READ_CASE)
def plan_page(session: Session, actor: Actor, case_id: int, version_id: int | None = None) -> PlanPageRow:
    """The page at one Fassung; without one, or when it is gone, at the newest Fassung of the plan under way."""
    plans = list_plans(session, actor, case_id)
    persons = tuple(person_row(person) for person in persons_of(session, require_case(session, case_id)))
    version = _chosen(session, case_id, version_id, plans)
    view = view_of(session, version) if version else None
    proposed = propose_goals(session, actor, case_id, view.person_id if view else None)
    return PlanPageRow(
        plans, view, persons, (manager_name(session, version) if version else "") or actor.name,
        tuple(proposal for proposal in proposed if _fits(proposal, view)), _possible(plans, persons),
        office_settings(session, actor).town,
    )


def _chosen(
    session: Session, case_id: int, version_id: int | None, plans: tuple[PlanBriefRow, ...]
) -> PlanVersion | None:
    version = session.get(PlanVersion, version_id) if version_id else None
    if version is not None and version.plan.case_id == case_id:
        return version
    under_way = [plan for plan in plans if plan.state is not PlanState.CLOSED] or list(plans)
    return require_version(session, under_way[0].version_id) if under_way else None


def _fits(proposal: AreaProposal, view: PlanView | None) -> bool:
    """Not a second time, and health and protection only where they may be printed (decision 21)."""
    protected = proposal.area.printing is AreaPrinting.OWN_SHEET_AFTER_TICK
    if view is None:
        return not protected
    if protected and view.kind is PlanKind.FAMILY:
        return False
    taken = {(goal.content.area, goal.content.person_id) for goal in view.goals}
    return not taken & {(proposal.area.key, proposal.person_id), (proposal.area.key, None)}


def _possible(plans: tuple[PlanBriefRow, ...], persons: tuple[PersonRow, ...]) -> tuple[PossiblePlan, ...]:
    running = {plan.person_id for plan in plans if plan.state is not PlanState.CLOSED}
    family = (PossiblePlan(PlanKind.FAMILY, None, ""),) if len(persons) > 1 and None not in running else ()
    return family + tuple(
        PossiblePlan(PlanKind.SINGLE, person.id, person.name) for person in persons if person.id not in running
    )
