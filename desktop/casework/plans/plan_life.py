"""The life of a Fassung: draft → in Abstimmung → in Kraft → replaced or closed (decision 18)."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.approvals import require_approval
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.office import office_settings
from desktop.casework.plans.plan_rows import PlanHeader, SignatureRow
from desktop.casework.plans.plan_views import header_of, latest_events, missing_in, put_header, require_version, view_of
from desktop.casework.plans.plans import copy_goals, require_draft
from desktop.casework.reviews.goal_consents import carry_refusals
from desktop.casework.reviews.goal_scales import carry_scales
from desktop.casework.reviews.review_rules import next_review_day
from desktop.casework.rights import Actor, Right
from desktop.clock import now, today
from desktop.errors import CaseworkError
from desktop.records.plans import PlanDocument, PlanSignature, PlanSupplement, PlanVersion
from desktop.talk_terms import ApprovalOf
from desktop.terms import GoalStatus, MeasureStatus, PlanState, SheetKind, SheetVariant

_GOALS_OVER = {GoalStatus.REACHED, GoalStatus.GIVEN_UP}
_STEPS_OVER = {MeasureStatus.DONE, MeasureStatus.DROPPED, MeasureStatus.IMPOSSIBLE}


@dataclass(frozen=True)
class Sheet:
    """A printed sheet to be kept with its Fassung."""

    kind: SheetKind
    variant: SheetVariant
    language: str
    content: bytes


@dataclass(frozen=True)
class DocumentRow:
    """A kept sheet without its bytes."""

    id: int
    kind: SheetKind
    variant: SheetVariant
    language: str
    made_at: dt.datetime


@dataclass(frozen=True)
class Signing:
    """How a Fassung was signed; without all signatures the reason is needed (domain 3.1)."""

    signatures: tuple[SignatureRow, ...]
    unsigned_reason: str = ""
    place: str = ""
    valid_from: dt.date | None = None
    read_out_in: str = ""


@change(Right.EDIT_CASE, record="plan.agree")
def agree(session: Session, actor: Actor, version_id: int) -> Changes:
    """Freeze the text for signature. Raises CaseworkError naming the first thing that is missing."""
    version = require_draft(session, version_id)
    if lacks := missing_in(version):
        more = f" (und {len(lacks) - 1} weitere Angaben)" if len(lacks) > 1 else ""
        raise CaseworkError(f"Noch nicht verbindlich: {lacks[0].text}{more}", field=lacks[0].field)
    if all(goal.refused for goal in view_of(session, version).goals):
        raise CaseworkError("Alle Ziele sind abgelehnt. Bitte zuerst mindestens ein Ziel vereinbaren.", field="goals")
    version.state, version.frozen_at = PlanState.AGREEING, now()
    return _touched(version)


@change(Right.EDIT_CASE, record="plan.reopen")
def back_to_draft(session: Session, actor: Actor, version_id: int) -> Changes:
    """Correct an error before anybody has signed."""
    version = _require_state(session, version_id, PlanState.AGREEING)
    version.state, version.frozen_at, version.printed_at = PlanState.DRAFT, None, None
    return _touched(version)


@change(Right.PRINT, record="plan.printed")
def mark_printed(session: Session, actor: Actor, version_id: int) -> Changes:
    """Remember that the Fassung was printed for signature."""
    version = require_version(session, version_id)
    version.printed_at = version.printed_at or now()
    return _touched(version)


@change(Right.EDIT_CASE, record="plan.in_force")
def put_in_force(
    session: Session, actor: Actor, version_id: int, signing: Signing, sheets: tuple[Sheet, ...] = ()
) -> Changes:
    """The signed Fassung counts from now on, the former one is replaced; sheets are kept, so a reprint is identical.

    Raises CaseworkError without a signature of the person and the Integrationsmanagement, unless the reason is given,
    and where a second person must approve this text first.
    """
    version = _require_state(session, version_id, PlanState.AGREEING)
    require_approval(session, ApprovalOf.PLAN, version.id, version.frozen_at)
    _check_signing(signing)
    version.state, version.valid_from = PlanState.IN_FORCE, signing.valid_from or today()
    version.unsigned_reason, version.signed_place = signing.unsigned_reason.strip(), signing.place.strip()
    version.read_out_in = signing.read_out_in.strip()
    version.signatures = [
        PlanSignature(part=row.part, name=row.name, signed_on=row.signed_on, person_id=row.person_id)
        for row in signing.signatures
    ]
    for former in version.plan.versions:
        if former is not version and former.state is PlanState.IN_FORCE:
            former.state, former.replaced_on = PlanState.REPLACED, version.valid_from
    _keep(session, actor, version, sheets)
    return _touched(version)


@change(Right.EDIT_CASE, record="plan.handed_out")
def hand_out(session: Session, actor: Actor, version_id: int, day: dt.date) -> Changes:
    """„Ausgehändigt am“: the person has the sheet."""
    version = require_version(session, version_id)
    if version.state is PlanState.DRAFT:
        raise CaseworkError("Ein Entwurf wird nicht ausgehändigt. Bitte zuerst in Abstimmung geben.")
    if day > today():
        raise CaseworkError("Der Tag der Aushändigung liegt in der Zukunft.", field="handed_out_on")
    version.handed_out_on = day
    return _touched(version)


@change(Right.EDIT_CASE, record="plan.supplement")
def add_supplement(session: Session, actor: Actor, version_id: int, text: str, text_translated: str = "") -> Changes:
    """A small dated correction without a new Fassung (Ergänzung, domain 3.2)."""
    version = _require_state(session, version_id, PlanState.IN_FORCE)
    if not text.strip():
        raise CaseworkError("Bitte die Ergänzung aufschreiben.", field="text")
    version.supplements.append(
        PlanSupplement(
            on_date=today(), text=text.strip(), text_translated=text_translated.strip(), created_by=actor.user_id
        )
    )
    return _touched(version)


@change(Right.EDIT_CASE, record="plan.next_version")
def next_version(session: Session, actor: Actor, version_id: int) -> Changes:
    """Fortschreibung: a new draft with the goals and steps that are still open. `made` is the new Fassung's id."""
    version = _require_state(session, version_id, PlanState.IN_FORCE)
    if any(other.state in (PlanState.DRAFT, PlanState.AGREEING) for other in version.plan.versions):
        raise CaseworkError("Es gibt schon einen Entwurf der nächsten Fassung.")
    draft = PlanVersion(version=version.plan.versions[-1].version + 1, created_by=actor.user_id)
    put_header(draft, _next_header(session, actor, version))
    version.plan.versions.append(draft)
    copy_goals(version, draft, *_still_open(session, version))
    session.flush()
    _carry_values(session, version, draft)
    carry_scales(session, draft)
    carry_refusals(session, draft)
    return Changes.of((Kind.PLAN, draft.id), (Kind.CASE, version.plan.case_id), made=draft.id)


@change(Right.EDIT_CASE, record="plan.discard")
def discard_draft(session: Session, actor: Actor, version_id: int) -> Changes:
    """Throw a draft away that was never printed for signature; the first Fassung takes its plan with it."""
    version = require_draft(session, version_id)
    plan = version.plan
    changes = Changes.of((Kind.CASE, plan.case_id), (Kind.PLAN, version.id))
    if len(plan.versions) == 1:
        session.delete(plan)
    else:
        plan.versions.remove(version)
    return changes


@change(Right.EDIT_CASE, record="plan.close")
def close_plan(session: Session, actor: Actor, version_id: int) -> Changes:
    """The plan is over; its Fassungen stay readable."""
    version = _require_state(session, version_id, PlanState.IN_FORCE)
    version.state, version.replaced_on = PlanState.CLOSED, today()
    return _touched(version)


@change(Right.PRINT, record="plan.keep_sheet")
def keep_sheet(session: Session, actor: Actor, version_id: int, sheet: Sheet) -> Changes:
    """Keep a further sheet of a Fassung in force, such as another language."""
    version = _require_state(session, version_id, PlanState.IN_FORCE)
    _keep(session, actor, version, (sheet,))
    return _touched(version)


@query(Right.READ_CASE)
def list_documents(session: Session, actor: Actor, version_id: int) -> tuple[DocumentRow, ...]:
    """Kept sheets of a Fassung."""
    documents = session.scalars(select(PlanDocument).where(PlanDocument.version_id == version_id))
    return tuple(DocumentRow(row.id, row.kind, row.variant, row.language, row.created_at) for row in documents)


@query(Right.PRINT)
def kept_sheet(
    session: Session, actor: Actor, version_id: int, kind: SheetKind, variant: SheetVariant, language: str
) -> bytes | None:
    """The sheet as it was kept, byte for byte; None when it was not. Raises CaseworkError when it is damaged."""
    document = session.scalar(
        select(PlanDocument).where(
            PlanDocument.version_id == version_id, PlanDocument.kind == kind, PlanDocument.variant == variant,
            PlanDocument.language == language,
        )
    )
    if document is None:
        return None
    if hashlib.sha256(document.content).hexdigest() != document.sha256:
        raise CaseworkError("Der aufbewahrte Ausdruck ist beschädigt. Bitte eine Sicherung prüfen.")
    return document.content


def _touched(version: PlanVersion) -> Changes:
    return Changes.of((Kind.PLAN, version.id), (Kind.CASE, version.plan.case_id))


def _require_state(session: Session, version_id: int, state: PlanState) -> PlanVersion:
    version = require_version(session, version_id)
    if version.state is not state:
        raise CaseworkError(f"Das geht nur, wenn die Fassung „{state.label}“ ist; sie ist „{version.state.label}“.")
    return version


def _check_signing(signing: Signing) -> None:
    parts = {row.part for row in signing.signatures}
    if not {"person", "im"} <= parts and not signing.unsigned_reason.strip():
        raise CaseworkError(
            "Es fehlt eine Unterschrift. Bitte eintragen oder begründen, warum sie fehlt.", field="unsigned_reason"
        )
    if any(row.signed_on > today() for row in signing.signatures):
        raise CaseworkError("Eine Unterschrift kann nicht in der Zukunft liegen.", field="signed_on")


def _keep(session: Session, actor: Actor, version: PlanVersion, sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets:
        session.add(
            PlanDocument(
                version_id=version.id, kind=sheet.kind, variant=sheet.variant, language=sheet.language,
                content=sheet.content, sha256=hashlib.sha256(sheet.content).hexdigest(), created_by=actor.user_id,
            )
        )


def _next_header(session: Session, actor: Actor, version: PlanVersion) -> PlanHeader:
    office = office_settings(session, actor)
    first = version.plan.versions[0].valid_from
    former = header_of(version)
    return PlanHeader(
        former.language, former.strengths, former.strengths_translated, former.needs, former.needs_translated,
        former.participants, next_review_day(office, first, today()), None, "", office.place,
        former.sensitive_areas_on_own_sheet,
    )


def _still_open(session: Session, version: PlanVersion) -> tuple[frozenset[int], frozenset[int]]:
    events = latest_events(session, version)

    def over(kind: str, id_: int, ended: set[GoalStatus] | set[MeasureStatus]) -> bool:
        event = events.get((kind, "status", id_))
        return event is not None and event.value in {status.value for status in ended}

    goals = [goal for goal in version.goals if not over("goal", goal.id, _GOALS_OVER)]
    steps = [step.id for goal in goals for step in goal.measures if not over("measure", step.id, _STEPS_OVER)]
    return frozenset(goal.id for goal in goals), frozenset(steps)


def _carry_values(session: Session, version: PlanVersion, draft: PlanVersion) -> None:
    """The present value becomes the new start, the moved day the new day."""
    events = latest_events(session, version)
    for goal in draft.goals:
        if value := events.get(("goal", "value", goal.previous_goal_id or 0)):
            goal.value_start = value.value
        for step in goal.measures:
            if due := events.get(("measure", "due", step.previous_measure_id or 0)):
                step.due_on = dt.date.fromisoformat(due.value)
