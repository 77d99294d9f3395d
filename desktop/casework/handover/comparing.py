"""A hand-over list against the vault: every row gets one outcome, a reason and a proposal. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.handover.differences import differences
from desktop.casework.handover.incoming import CellReading, IncomingList, IncomingPerson, UnreadableRow
from desktop.casework.handover.known import Identities, Identity, KnownFacts, all_identities, birth_key, known_facts
from desktop.casework.handover.listed import Listed, listed
from desktop.casework.handover.outcome import Counts, Outcome, Preview, PreviewRow
from desktop.casework.handover.spelling import better_spelling, loose_key, name_key, sound_alike
from desktop.casework.list_rows import Decision
from desktop.casework.rights import Actor, Right
from desktop.terms import PartialDate


@dataclass(frozen=True)
class Comparison:
    """A preview with what the taking-over needs beside it, by row number."""

    preview: Preview
    persons: dict[int, IncomingPerson]
    statements: dict[int, Listed]
    known: dict[int, KnownFacts]


@dataclass(frozen=True)
class _Match:
    """What a row was found to be before its facts are compared."""

    outcome: Outcome
    reason: str = ""
    person_id: int | None = None
    other_row: int | None = None


@query(Right.IMPORT)
def preview_list(session: Session, actor: Actor, incoming: IncomingList) -> Preview:
    """Compare a list with the vault; the counts add up to its rows."""
    return compare(session, incoming).preview


def compare(session: Session, incoming: IncomingList) -> Comparison:
    """Inside a use case: see `preview_list`. Every lookup is by key, so time grows with the rows, not their square."""
    vault, seen = all_identities(session), Identities()
    matches = {person.row: _match(person, vault, seen) for person in incoming.persons}
    matched = {match.person_id for match in matches.values() if match.person_id is not None}
    known = known_facts(session, matched, incoming.as_of)
    statements = {person.row: listed(person) for person in incoming.persons}
    rows = [
        _row(person, matches[person.row], statements[person.row], known.get(matches[person.row].person_id or 0))
        for person in incoming.persons
    ]
    rows += [_unreadable(row) for row in incoming.unreadable]
    rows.sort(key=lambda row: row.row)
    preview = Preview(tuple(rows), Counts.of(rows, len(incoming.ignored)))
    return Comparison(preview, {person.row: person for person in incoming.persons}, statements, known)


def _match(person: IncomingPerson, vault: Identities, seen: Identities) -> _Match:
    """Who the row is. `seen` holds the rows before it, with row numbers for ids."""
    own = _identity(person)
    name = name_key(own.family, own.given)
    match = (
        _same_row(own, name, seen)
        or _same_person(own, name, vault)
        or _suspect(own, name, vault, seen)
        or _Match(Outcome.NEW)
    )
    seen.add(own)
    return match


def _identity(person: IncomingPerson) -> Identity:
    name = person.name.value
    assert name is not None
    return Identity(
        person.row,
        name.family,
        name.given,
        person.birth.value,
        person.sex.value,
        person.reference.value or "",
        person.family_number.value or "",
    )


def _same_row(own: Identity, name: str, seen: Identities) -> _Match | None:
    earlier = seen.exact.get((name, birth_key(own.birth)))
    if not earlier:
        return None
    reason = f"Zeile {earlier[0].id} nennt dieselbe Person."
    return _Match(Outcome.DUPLICATE, reason, other_row=earlier[0].id)


def _same_person(own: Identity, name: str, vault: Identities) -> _Match | None:
    same = vault.exact.get((name, birth_key(own.birth)), []) if own.birth else []
    same = same or [
        other for other in vault.by_name.get(name, []) if own.reference and other.reference == own.reference
    ]
    if len(same) == 1:
        return _Match(Outcome.SAME, person_id=same[0].id)
    if same:
        return _Match(Outcome.DUPLICATE, "Im Tresor gibt es mehrere Personen mit diesem Namen und Geburtsdatum.")
    return None


def _suspect(own: Identity, name: str, vault: Identities, seen: Identities) -> _Match | None:
    for reason, other in _suspicions(own, name, vault):
        return _Match(Outcome.DUPLICATE, f"Im Tresor steht {_who(other)}: {reason}.", person_id=other.id)
    for reason, other in _suspicions(own, name, seen):
        if own.family_number != other.family_number:
            continue  # the list itself keeps them apart
        return _Match(Outcome.DUPLICATE, f"Zeile {other.id} nennt {_who(other)}: {reason}.", other_row=other.id)
    return None


def _suspicions(own: Identity, name: str, others: Identities) -> Iterator[tuple[str, Identity]]:
    """Same name with a birth date that may be the same day, or a like name with the same one."""
    for other in others.by_name.get(name, ()):
        if _may_be_same_day(own.birth, other.birth) and not _other_sex(own, other):
            yield "gleicher Name, das Geburtsdatum ist nur zum Teil bekannt", other
    if own.birth is None or own.birth.approximate:
        return
    for other in others.by_sound.get((loose_key(own.family, own.given), birth_key(own.birth)), ()):
        alike = sound_alike((own.family, own.given), (other.family, other.given))
        if alike and not _other_sex(own, other):
            yield "ähnlicher Name und gleiches Geburtsdatum", other


def _other_sex(one: Identity, other: Identity) -> bool:
    return bool(one.sex and other.sex and one.sex != other.sex)


def _may_be_same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two birth dates, one at least doubtful or in part, can mean the same day. 01.01. stands for any day."""
    if one is None or other is None:
        return True
    if not (_vague(one) or _vague(other)):
        return False
    if one.approximate or other.approximate:
        return abs(one.year - other.year) <= 1
    if one.year != other.year:
        return False
    months = {date.month for date in (one, other) if date.month and not date.uncertain}
    return len(months) < 2


def _vague(date: PartialDate) -> bool:
    return date.approximate or date.uncertain or date.day is None


def _who(other: Identity) -> str:
    name = ", ".join(part for part in (other.family, other.given) if part)
    return f"„{name}“" + (f", geb. {other.birth.german}" if other.birth else "")


def _row(person: IncomingPerson, match: _Match, statement: Listed, known: KnownFacts | None) -> PreviewRow:
    changes = differences(statement, known) if known else ()
    outcome = Outcome.CHANGED if match.outcome is Outcome.SAME and changes else match.outcome
    proposal = Decision.CREATE if outcome is Outcome.NEW else Decision.LEAVE
    if outcome is Outcome.CHANGED and any(change.proposed for change in changes):
        proposal = Decision.UPDATE
    return PreviewRow(
        row=person.row,
        name=person.name.value.german if person.name.value else "",
        birth=person.birth.value.german if person.birth.value else "",
        family_number=person.family_number.value or "",
        outcome=outcome,
        proposal=proposal,
        reason=match.reason or _spelling_note(statement, known),
        person_id=match.person_id,
        other_row=match.other_row,
        changes=changes,
        doubts=_doubts(person),
    )


def _spelling_note(statement: Listed, known: KnownFacts | None) -> str:
    """Said when the list writes a name otherwise and the vault's spelling stays."""
    for name in ("family_name", "given_names"):
        old, listed_name = (known.columns[name] if known else ""), statement.columns.get(name, "")
        if old and listed_name and old != listed_name and better_spelling(old, listed_name) == old:
            return f"Die Liste schreibt „{listed_name}“; die Schreibweise „{old}“ bleibt."
    return ""


def _unreadable(row: UnreadableRow) -> PreviewRow:
    return PreviewRow(row.row, "", "", "", Outcome.UNREADABLE, Decision.LEAVE, row.reason)


_READINGS = tuple(name for name in IncomingPerson.__dataclass_fields__ if name not in ("row", "notes"))


def _doubts(person: IncomingPerson) -> tuple[tuple[str, str], ...]:
    """Field code and sentence of everything in the row the user should look at."""
    readings: list[tuple[str, CellReading[object]]] = [(name, getattr(person, name)) for name in _READINGS]
    found = [(name, reading.note) for name, reading in readings if reading.doubtful]
    return (*found, *((str(note.field), note.sentence) for note in person.notes))
