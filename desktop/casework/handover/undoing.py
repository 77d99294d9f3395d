"""Undoing a whole import, as long as nobody has worked with what it brought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.handover.before import put_back_case, put_back_family, put_back_person
from desktop.casework.handover.outcome import Counts
from desktop.casework.handover.traces import FORMER_TRACE, SUBJECTS, TRACE, chunks, traces
from desktop.casework.rights import Actor, Right
from desktop.clock import now
from desktop.errors import CaseworkError
from desktop.records.cases import Case, ImportBatch, ImportStep
from desktop.records.people import FactHistory, FactMark, Family, Person

_KINDS = {"person": Kind.PERSON, "family": Kind.FAMILY, "case": Kind.CASE}
_ORDER = ("case", "family", "person")
"""Cases point at families and persons, so they go first."""


@dataclass(frozen=True)
class ImportRow:
    """An import as shown in the list of imports; `made_at` and `undone_at` are UTC."""

    id: int
    sender: str
    as_of: dt.date
    made_at: dt.datetime
    made_by: int | None
    counts: Counts
    undone_at: dt.datetime | None


@query(Right.IMPORT)
def list_imports(session: Session, actor: Actor) -> tuple[ImportRow, ...]:
    """All imports, newest first."""
    batches = session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()))
    return tuple(
        ImportRow(
            batch.id,
            batch.sender,
            batch.as_of,
            batch.created_at,
            batch.created_by,
            Counts(**batch.counts),
            batch.undone_at,
        )
        for batch in batches
    )


@query(Right.IMPORT)
def undo_obstacle(session: Session, actor: Actor, import_id: int) -> str:
    """The sentence why an import cannot be undone, or nothing when it can."""
    try:
        _check(session, _batch(session, import_id), _steps(session, import_id))
    except CaseworkError as error:
        return str(error)
    return ""


@change(Right.IMPORT, record="import.undo")
def undo_import(session: Session, actor: Actor, import_id: int) -> Changes:
    """Remove what the import made and put back what it changed.

    Raises CaseworkError when it was undone already or something of it was edited or used since.
    """
    batch, steps = _batch(session, import_id), _steps(session, import_id)
    _check(session, batch, steps)
    _put_back(session, steps)
    for subject in _ORDER:
        _remove(session, subject, [step.subject_id for step in steps if step.made and step.subject == subject])
    batch.undone_at = now()
    session.flush()
    session.expire_all()
    return Changes.of((Kind.IMPORT, import_id), *((_KINDS[step.subject], step.subject_id) for step in steps))


def _batch(session: Session, import_id: int) -> ImportBatch:
    batch = session.get(ImportBatch, import_id)
    if batch is None:
        raise CaseworkError("Diesen Import gibt es nicht.")
    return batch


def _steps(session: Session, import_id: int) -> Sequence[ImportStep]:
    return session.scalars(select(ImportStep).where(ImportStep.batch_id == import_id).order_by(ImportStep.id)).all()


def _check(session: Session, batch: ImportBatch, steps: Sequence[ImportStep]) -> None:
    if batch.undone_at is not None:
        raise CaseworkError("Dieser Import wurde schon rückgängig gemacht.")
    for subject in SUBJECTS:
        own = {step.subject_id: step for step in steps if step.subject == subject}
        present = traces(session, subject, own)
        used = [id_ for id_, step in own.items() if present.get(id_) != (step.before or {}).get(TRACE)]
        if used:
            raise CaseworkError(
                f"Dieser Import lässt sich nicht mehr rückgängig machen: {_name(session, subject, used[0])} "
                "wurde seitdem bearbeitet."
            )


def _name(session: Session, subject: str, id_: int) -> str:
    record = session.get(SUBJECTS[subject], id_)
    if isinstance(record, Case):
        return f"Fall {record.number}"
    if isinstance(record, Family):
        return f"Familie {record.name}"
    return f"„{record.name}“" if isinstance(record, Person) else "Eine Person"


def _put_back(session: Session, steps: Sequence[ImportStep]) -> None:
    put_back = {"person": put_back_person, "family": put_back_family, "case": put_back_case}
    for subject in _ORDER:
        for step in steps:
            if step.subject == subject and not step.made and step.before:
                put_back[subject](session, step.subject_id, step.before)
    for subject in SUBJECTS:
        _hand_on(session, subject, {step.subject_id: step for step in steps if step.subject == subject})


def _hand_on(session: Session, subject: str, undone: dict[int, ImportStep]) -> None:
    """Records put back are again as the import before left them, so that one can be undone next."""
    changed = {id_: step for id_, step in undone.items() if not step.made}
    present = traces(session, subject, changed)
    for portion in chunks(changed):
        own = (ImportStep.subject == subject, ImportStep.subject_id.in_(portion))
        for earlier in session.scalars(select(ImportStep).where(*own)):
            former = (changed[earlier.subject_id].before or {}).get(FORMER_TRACE)
            if earlier.before and earlier.before.get(TRACE) == former and earlier.subject_id in present:
                earlier.before = {**earlier.before, TRACE: present[earlier.subject_id]}


def _remove(session: Session, subject: str, ids: list[int]) -> None:
    record = SUBJECTS[subject]
    for portion in chunks(ids):
        for facts in (FactMark, FactHistory):
            own = (facts.subject == subject, facts.subject_id.in_(portion))
            session.execute(delete(facts).where(*own), execution_options={"synchronize_session": False})
        gone = delete(record).where(record.id.in_(portion))
        session.execute(gone, execution_options={"synchronize_session": False})
