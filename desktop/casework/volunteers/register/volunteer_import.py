"""Taking a list of volunteers over: compared with the register first, all chosen rows or none, the whole undoable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.list_rows import Decision, FieldChange
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold
from desktop.casework.volunteers.register.import_names import NameIndex, maybe_same
from desktop.casework.volunteers.register.volunteer_checks import check_facts
from desktop.casework.volunteers.register.volunteer_headings import IncomingVolunteer
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch
from desktop.records.volunteers import (
    Volunteer,
    VolunteerContact,
    VolunteerGroup,
    VolunteerImport,
    VolunteerPaper,
    VolunteerStatusEntry,
)
from desktop.terms import Term

_USED_BY = (VolunteerPaper, VolunteerContact, VolunteerMatch, VolunteerHours)


class Standing(Term):
    """How a row of a list stands to the register."""

    NEW = "new", "neu"
    UNCLEAR = "unclear", "unklar"
    KNOWN = "known", "schon bekannt"
    BAD = "bad", "nicht möglich"


_TAKEN = (Standing.NEW, Standing.UNCLEAR)


@dataclass(frozen=True)
class IncomingRow:
    """One row with its standing, why, and what is proposed: new ones are taken, all others are not.

    `incoming` is what would be entered: a Helferkreis that exists stands in its facts, another one in the note.
    """

    incoming: IncomingVolunteer
    standing: Standing
    reason: str = ""
    known_id: int | None = None
    also: tuple[str, ...] = ()
    """Further sentences to look at: a Helferkreis that does not exist."""

    @property
    def may_be_taken(self) -> bool:
        """Whether somebody may be entered from it."""
        return self.standing in _TAKEN

    @property
    def row(self) -> int:
        """Line of the file."""
        return self.incoming.row

    @property
    def proposal(self) -> Decision:
        """What happens unless somebody decides otherwise."""
        return Decision.CREATE if self.standing is Standing.NEW else Decision.LEAVE

    @property
    def choices(self) -> tuple[Decision, ...]:
        """What may be decided, the proposal first."""
        other = {Standing.NEW: (Decision.LEAVE,), Standing.UNCLEAR: (Decision.CREATE,)}
        return (self.proposal, *other.get(self.standing, ()))

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """None: somebody known stays as the register has them."""
        return ()

    @property
    def settled(self) -> bool:
        """Whether the register knows somebody already: leaving the row out is no rejection."""
        return self.standing is Standing.KNOWN


@dataclass(frozen=True)
class VolunteerImportRow:
    """A list that was taken over. `made_on` is the day, `count` how many were entered."""

    id: int
    made_on: dt.date
    count: int
    undone_on: dt.date | None


@dataclass(frozen=True)
class _Register:
    """What rows are compared with."""

    people: NameIndex[int]
    groups: Mapping[str, int] = field(default_factory=dict)
    """Folded name → id of the Helferkreise in use."""


@query(Right.EDIT_VOLUNTEERS)
def preview_volunteers(
    session: Session, actor: Actor, incoming: tuple[IncomingVolunteer, ...]
) -> tuple[IncomingRow, ...]:
    """Every row of a list beside the register and the rows before it."""
    register = _register(session)
    before: NameIndex[int] = NameIndex()
    rows = []
    for one in incoming:
        rows.append(_row(session, register, before, one))
        if not one.problem:
            before.add(one.facts, one.row)
    return tuple(rows)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.import")
def import_volunteers(
    session: Session, actor: Actor, rows: tuple[IncomingVolunteer, ...], seen: tuple[Standing, ...],
    columns: Mapping[str, str],
) -> Changes:
    """Enter all of `rows` with status „Interesse“; `made` is the import, which can be undone.

    Raises ChangedMeanwhileError when a row no longer stands to the register as in `seen`, and CaseworkError with the
    row's number for one that cannot be entered; nothing is entered then.
    """
    if not rows:
        raise CaseworkError("Keine Zeile ist gewählt: Bitte mindestens eine Zeile übernehmen.")
    register = _register(session)
    compared = tuple(_row(session, register, NameIndex(), one) for one in rows)
    for row, standing in zip(compared, seen, strict=True):
        if standing in _TAKEN and (row.standing is Standing.KNOWN or (row.known_id and standing is Standing.NEW)):
            raise ChangedMeanwhileError("Das Register hat sich seit der Vorschau geändert. Bitte die Vorschau neu "
                                        "öffnen.")
    made = [_enter(session, actor, row) for row in compared]
    batch = VolunteerImport(made=made, mapping=dict(columns), created_by=actor.user_id)
    session.add(batch)
    session.flush()
    return Changes.of(*((Kind.VOLUNTEER, id_) for id_ in made), made=batch.id)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.import_undone")
def undo_volunteer_import(session: Session, actor: Actor, import_id: int) -> Changes:
    """Remove everybody the import entered. Raises CaseworkError, naming somebody, when one was worked with since."""
    batch = session.get(VolunteerImport, import_id)
    if batch is None:
        raise CaseworkError("Diese eingelesene Liste gibt es nicht mehr.")
    if batch.undone_on is not None:
        raise CaseworkError("Diese Liste wurde schon zurückgenommen.")
    people = [person for id_ in batch.made if (person := session.get(Volunteer, id_)) is not None]
    _check_untouched(session, people)
    for person in people:
        session.delete(person)
    batch.undone_on = today()
    session.flush()
    return Changes.of(*((Kind.VOLUNTEER, id_) for id_ in batch.made))


@query(Right.EDIT_VOLUNTEERS)
def list_volunteer_imports(session: Session, actor: Actor) -> tuple[VolunteerImportRow, ...]:
    """Lists taken over so far, newest first."""
    batches = session.scalars(select(VolunteerImport).order_by(VolunteerImport.id.desc()))
    return tuple(
        VolunteerImportRow(batch.id, batch.created_at.astimezone().date(), len(batch.made), batch.undone_on)
        for batch in batches
    )


@query(Right.EDIT_VOLUNTEERS)
def remembered_volunteer_columns(session: Session, actor: Actor) -> dict[str, str]:
    """Heading → field code of all lists so far, the newest last word; "" for a column left out."""
    found: dict[str, str] = {}
    for mapping in session.scalars(select(VolunteerImport.mapping).order_by(VolunteerImport.id)):
        found |= mapping
    return found


# comparing


def _register(session: Session) -> _Register:
    people: NameIndex[int] = NameIndex()
    for one in session.scalars(select(Volunteer).order_by(Volunteer.id)):
        people.add(VolunteerFacts.of(one), one.id)
    groups = session.scalars(select(VolunteerGroup).where(VolunteerGroup.active))
    return _Register(people, {fold(group.name): group.id for group in groups})


def _row(
    session: Session, register: _Register, before: NameIndex[int], incoming: IncomingVolunteer
) -> IncomingRow:
    if incoming.problem:
        return IncomingRow(incoming, Standing.BAD, incoming.problem)
    completed, also = _with_group(register, incoming)
    try:
        facts = completed.facts.cleaned()
        check_facts(session, facts)
    except CaseworkError as error:
        return IncomingRow(completed, Standing.BAD, str(error), also=also)
    completed = replace(completed, facts=facts)
    named_so = register.people.candidates(facts)
    for known, id_ in named_so:
        reason = _surely_same(facts, known)
        if reason:
            return IncomingRow(completed, Standing.KNOWN, f"Schon im Register: {known.name} ({reason}).", id_, also)
    for known, id_ in named_so:
        if maybe_same(facts, known):
            told = f"Vielleicht schon im Register: {known.name}."
            return IncomingRow(completed, Standing.UNCLEAR, told, id_, also)
    twin = next((row for known, row in before.candidates(facts) if maybe_same(facts, known)), None)
    if twin is not None:
        return IncomingRow(completed, Standing.UNCLEAR, f"Steht vielleicht schon in Zeile {twin}.", None, also)
    return IncomingRow(completed, Standing.NEW, also=also)


def _with_group(register: _Register, incoming: IncomingVolunteer) -> tuple[IncomingVolunteer, tuple[str, ...]]:
    """The Helferkreis by its name; one that does not exist is not made up but stands in the note."""
    if not incoming.group:
        return incoming, ()
    group_id = register.groups.get(fold(incoming.group))
    if group_id is not None:
        return replace(incoming, facts=replace(incoming.facts, group_id=group_id), group=""), ()
    line = f"Helferkreis: {incoming.group}"
    note = "\n".join(part for part in (incoming.facts.note, line) if part)
    sentence = f"Den Helferkreis „{incoming.group}“ gibt es noch nicht; der Name steht in der Notiz."
    return replace(incoming, facts=replace(incoming.facts, note=note), group=""), (sentence,)


def _surely_same(facts: VolunteerFacts, known: VolunteerFacts) -> str:
    """What speaks for it beside the same name; nothing without any."""
    if fold(facts.name) != fold(known.name):
        return ""
    if facts.email and facts.email.casefold() == known.email.casefold():
        return "gleiche E-Mail"
    if facts.phone and _digits(facts.phone) == _digits(known.phone):
        return "gleiche Telefonnummer"
    if facts.birth_year and facts.birth_year == known.birth_year:
        return "gleiches Geburtsjahr"
    return ""


def _digits(phone: str) -> str:
    """„+49 7777 12“ and „07777/12“ are one number."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    return digits.removeprefix("0049").removeprefix("49").removeprefix("0")


# writing


def _enter(session: Session, actor: Actor, row: IncomingRow) -> int:
    incoming = row.incoming
    if not row.may_be_taken:
        raise CaseworkError(f"Zeile {incoming.row} kann nicht übernommen werden: {row.reason}")
    made = create_volunteer(session, actor, incoming.facts, incoming.languages, incoming.times).made
    assert made is not None
    return made


def _check_untouched(session: Session, people: Iterable[Volunteer]) -> None:
    for person in people:
        statuses = select(VolunteerStatusEntry.id).where(VolunteerStatusEntry.volunteer_id == person.id)
        used = len(session.scalars(statuses).all()) > 1 or any(
            session.scalar(select(table.id).where(table.volunteer_id == person.id).limit(1)) is not None
            for table in _USED_BY
        )
        if used or person.row_version > 1:
            raise CaseworkError(f"Die Liste lässt sich nicht mehr zurücknehmen: „{person.name}“ wurde seitdem "
                                "bearbeitet.")
