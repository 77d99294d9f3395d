"""Taking a hand-over list over: all chosen rows in one transaction or none (decision 33)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.handover.before import before_change, before_joining
from desktop.casework.handover.changing import change_person
from desktop.casework.handover.comparing import Comparison, compare
from desktop.casework.handover.incoming import IncomingList
from desktop.casework.handover.making import NewFile, NewRow, make_files, make_persons, relation_of
from desktop.casework.handover.memory import remember_columns
from desktop.casework.handover.outcome import ImportOptions, Outcome, PreviewRow
from desktop.casework.handover.traces import FORMER_TRACE, TRACE, traces
from desktop.casework.list_rows import Decision, RowDecision
from desktop.casework.people.families import Membership, add_member
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Case, ImportBatch, ImportStep
from desktop.records.office import User
from desktop.records.people import FamilyMember
from desktop.terms import CaseStatus

Before = dict[str, Any]


@change(Right.IMPORT, record="import.run")
def import_list(
    session: Session,
    actor: Actor,
    incoming: IncomingList,
    decisions: Mapping[int, RowDecision],
    options: ImportOptions | None = None,
) -> Changes:
    """Take over a list. Rows without a decision go by their proposal; `made` is the import, which can be undone.

    Raises ChangedMeanwhileError when the vault no longer gives the counts the user saw, and CaseworkError for a
    decision a row does not allow.
    """
    options = options or ImportOptions()
    comparison = compare(session, incoming)
    if options.seen is not None and options.seen != comparison.preview.counts:
        raise ChangedMeanwhileError("Der Tresor hat sich seit der Vorschau geändert. Bitte die Vorschau neu öffnen.")
    responsible_id = _responsible(session, actor, options)
    chosen = [(row, _decision(row, decisions.get(row.row))) for row in comparison.preview.rows]
    steps = _Steps()
    as_of = incoming.as_of or today()
    _update(session, actor, comparison, chosen, as_of, steps)
    _create(session, actor, comparison, chosen, as_of, responsible_id, steps)
    remember_columns(session, incoming.sender, options.columns)
    return _finish(session, actor, incoming, comparison, as_of, steps)


class _Steps:
    """Records an import has made or changed, with what stood there before."""

    def __init__(self) -> None:
        self.made: dict[str, set[int]] = {"person": set(), "family": set(), "case": set()}
        self.changed: dict[tuple[str, int], Before] = {}

    def changing(self, subject: str, id_: int, before: Before) -> None:
        if id_ not in self.made[subject]:
            self.changed.setdefault((subject, id_), before)


def _responsible(session: Session, actor: Actor, options: ImportOptions) -> int:
    responsible_id = options.responsible_id or actor.user_id
    if session.get(User, responsible_id) is None:
        raise CaseworkError("Diese zuständige Person gibt es nicht.", field="responsible")
    return responsible_id


def _decision(row: PreviewRow, chosen: RowDecision | None) -> RowDecision:
    decision = chosen or RowDecision(row.proposal)
    if decision.decision not in row.choices:
        raise CaseworkError(f"In Zeile {row.row} ist „{decision.decision.label}“ nicht möglich.")
    return decision


def _update(
    session: Session,
    actor: Actor,
    comparison: Comparison,
    chosen: list[tuple[PreviewRow, RowDecision]],
    as_of: dt.date,
    steps: _Steps,
) -> None:
    updates = [(row, decision) for row, decision in chosen if decision.decision is Decision.UPDATE]
    former = traces(session, "person", {row.person_id for row, _ in updates if row.person_id is not None})
    for row, decision in updates:
        if row.person_id is None:
            continue
        fields = decision.fields
        if fields is None:
            fields = frozenset(change.name for change in row.changes if change.proposed)
        before = before_change(session, row.person_id) | {FORMER_TRACE: former[row.person_id]}
        steps.changing("person", row.person_id, before)
        change_person(
            session,
            actor,
            row.person_id,
            comparison.persons[row.row],
            comparison.statements[row.row],
            comparison.known[row.person_id],
            fields,
            as_of,
        )


def _create(
    session: Session,
    actor: Actor,
    comparison: Comparison,
    chosen: list[tuple[PreviewRow, RowDecision]],
    as_of: dt.date,
    responsible_id: int,
    steps: _Steps,
) -> None:
    rows = [
        NewRow(comparison.persons[row.row], comparison.statements[row.row])
        for row, decision in chosen
        if decision.decision is Decision.CREATE
    ]
    ids = make_persons(session, actor, rows, as_of)
    steps.made["person"] |= set(ids)
    files, joining = _files(session, comparison, list(zip(rows, ids, strict=True)))
    family_ids, case_ids = make_files(session, actor, files, responsible_id)
    steps.made["family"] |= set(family_ids)
    steps.made["case"] |= set(case_ids)
    for row, person_id, case_id in joining:
        _join(session, actor, row, person_id, case_id, steps)


def _files(
    session: Session, comparison: Comparison, made: list[tuple[NewRow, int]]
) -> tuple[list[NewFile], list[tuple[NewRow, int, int]]]:
    """One file per family number or single person. Where a member of the number has a file already, new ones join it
    (row, person, case).
    """
    present = _present_cases(session, comparison)
    groups: dict[object, list[tuple[NewRow, int]]] = defaultdict(list)
    joining = []
    for row, person_id in made:
        number = row.incoming.family_number.value
        if number in present:
            joining.append((row, person_id, present[number]))
        else:
            groups[number or row.incoming.row].append((row, person_id))
    files = [NewFile(tuple(row for row, _ in group), tuple(id_ for _, id_ in group)) for group in groups.values()]
    return files, joining


def _present_cases(session: Session, comparison: Comparison) -> dict[str, int]:
    """Family number of this list → running case of the person of the vault that carries it."""
    numbers = {
        row.person_id: row.family_number
        for row in comparison.preview.rows
        if row.person_id is not None and row.family_number and row.outcome in (Outcome.SAME, Outcome.CHANGED)
    }
    found: dict[str, int] = {}
    if not numbers:
        return found
    member = (FamilyMember.family_id == Case.family_id) & FamilyMember.until.is_(None)
    cases = (
        select(Case.id, Case.person_id, FamilyMember.person_id)
        .outerjoin(FamilyMember, member)
        .where(or_(Case.person_id.is_not(None), FamilyMember.person_id.is_not(None)))
        .where(Case.status != CaseStatus.ENDED)
        .order_by(Case.id.desc())
    )
    for case_id, single, one_of_family in session.execute(cases):
        number = numbers.get(single or one_of_family)
        if number:
            found[number] = case_id
    return found


def _join(session: Session, actor: Actor, row: NewRow, person_id: int, case_id: int, steps: _Steps) -> None:
    case = session.get_one(Case, case_id)
    for subject, id_, before in before_joining(session, case):
        steps.changing(subject, id_, before | {FORMER_TRACE: traces(session, subject, [id_])[id_]})
    had_family = case.family_id
    add_member(session, actor, case_id, Membership(person_id, relation_of(row)))
    if had_family is None and case.family_id is not None:
        steps.made["family"].add(case.family_id)


def _finish(
    session: Session, actor: Actor, incoming: IncomingList, comparison: Comparison, as_of: dt.date, steps: _Steps
) -> Changes:
    session.flush()
    batch = ImportBatch(
        sender=incoming.sender, as_of=as_of, counts=comparison.preview.counts.as_dict(), created_by=actor.user_id
    )
    session.add(batch)
    session.flush()
    values: list[dict[str, Any]] = []
    for subject, made in steps.made.items():
        touched = made | {id_ for kind, id_ in steps.changed if kind == subject}
        for id_, trace in traces(session, subject, touched).items():
            before = steps.changed.get((subject, id_), {}) | {TRACE: trace}
            values.append({
                "batch_id": batch.id, "subject": subject, "subject_id": id_, "made": id_ in made,
                "row_version": trace["row_version"], "before": before,
            })  # fmt: skip
    if values:
        session.execute(insert(ImportStep), values)
    kinds = {"person": Kind.PERSON, "family": Kind.FAMILY, "case": Kind.CASE}
    touches = [(kinds[value["subject"]], value["subject_id"]) for value in values]
    return Changes.of((Kind.IMPORT, batch.id), *touches, made=batch.id)
