"""Fields the office makes itself: asked of every person or every case, no programming needed. A field that was used is
put away, never deleted, so that what was entered keeps its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.deletion.deletion_scope import joined_files
from desktop.casework.gate import change, query
from desktop.casework.people.people import require_person
from desktop.casework.plain_text import one_line, some_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.records.care import OwnValue
from desktop.records.cases import Case
from desktop.records.office import Setting
from desktop.terms import Term

LONGEST_LABEL, LONGEST_VALUE, MOST_FIELDS, MOST_CHOICES = 80, 2_000, 40, 20
_SETTING = "own_fields"
Value = str | bool | None
"""Text, chosen words, a number or day as ISO text; truth for yes and no; None for nothing."""


class OwnKind(Term):
    """What is entered into a field of the office's own."""

    TEXT = "text", "Text"
    YES_NO = "yes_no", "ja oder nein"
    DATE = "date", "Datum"
    NUMBER = "number", "Zahl"
    CHOICE = "choice", "Auswahl"


class AskedOf(Term):
    """Of what a field is asked."""

    PERSON = "person", "zu jeder Person"
    CASE = "case", "zu jedem Fall"


@dataclass(frozen=True)
class OwnField:
    """A field as the office made it; `choices` only for a choice. Put away, it is shown where it has a value."""

    key: str
    label: str
    kind: OwnKind
    choices: tuple[str, ...] = ()
    put_away: bool = False
    asked_of: AskedOf = AskedOf.PERSON
    in_assessment: bool = False
    """Whether it stands among the questions of a person's part, too; never of a field asked of cases."""


@dataclass(frozen=True)
class OwnFieldRow:
    """A field and how many persons or cases have a value in it."""

    field: OwnField
    used: int


@dataclass(frozen=True)
class OwnValueRow:
    """A field with what is known of a person or case; `words` is the value as read."""

    field: OwnField
    value: Value
    words: str


@dataclass(frozen=True)
class _Whose:
    """What a new value belongs to, and who enters it."""

    person_id: int | None
    case_id: int | None
    created_by: int


@query(Right.READ_OFFICE)
def own_fields(session: Session, actor: Actor) -> tuple[OwnFieldRow, ...]:
    """All fields in the office's order, those put away too."""
    several = func.count(func.distinct(OwnValue.person_id)) + func.count(func.distinct(OwnValue.case_id))
    used = dict(session.execute(select(OwnValue.field_key, several).group_by(OwnValue.field_key)).all())
    return tuple(OwnFieldRow(field, used.get(field.key, 0)) for field in _fields(session))


@change(Right.EDIT_OFFICE, record="field.own_save")
def save_own_field(session: Session, actor: Actor, field: OwnField) -> Changes:
    """Make a field (with an empty key) or change one. Of a field that was used kind and `asked_of` stay as they are."""
    fields = _fields(session)
    asks = field.in_assessment and field.asked_of is AskedOf.PERSON
    field = replace(field, label=one_line(field.label), in_assessment=asks,
                    choices=tuple(dict.fromkeys(filter(None, map(one_line, field.choices)))))  # fmt: skip
    _check(fields, field)
    former = next((one for one in fields if one.key == field.key), None)
    if former is None:
        numbers = [int(one.key.rpartition("-")[2]) for one in fields]
        _keep(session, (*fields, replace(field, key=f"own-{max(numbers, default=0) + 1}")))
        return Changes.of((Kind.OFFICE, 1))
    _check_change(session, former, field)
    _keep(session, tuple(field if one.key == field.key else one for one in fields))
    return Changes.of((Kind.OFFICE, 1))


@change(Right.EDIT_OFFICE, record="field.own_move")
def move_own_field(session: Session, actor: Actor, key: str, by: int) -> Changes:
    """Another place among the fields; at the end nothing happens."""
    fields = list(_fields(session))
    place = next((place for place, field in enumerate(fields) if field.key == key), None)
    if place is None:
        raise CaseworkError("Dieses Feld gibt es nicht mehr.")
    fields.insert(min(max(place + by, 0), len(fields) - 1), fields.pop(place))
    _keep(session, tuple(fields))
    return Changes.of((Kind.OFFICE, 1))


@query(Right.READ_CASE)
def own_values(session: Session, actor: Actor, person_id: int) -> tuple[OwnValueRow, ...]:
    """What is known of a person in the office's own fields; those put away only where there is something."""
    require_person(session, person_id)
    return _rows(session, AskedOf.PERSON, _of_person(session, person_id))


@query(Right.READ_CASE)
def own_questions(session: Session, actor: Actor, person_id: int) -> tuple[OwnValueRow, ...]:
    """As `own_values`: those in use that are asked in the Assessment, too. They are the same values."""
    rows = own_values(session, actor, person_id)
    return tuple(row for row in rows if row.field.in_assessment and not row.field.put_away)


@query(Right.READ_CASE)
def own_case_values(session: Session, actor: Actor, case_id: int) -> tuple[OwnValueRow, ...]:
    """As `own_values`, of a case; where it says nothing, what the files put together with it say."""
    return values_of_case(session, require_case(session, case_id))


def values_of_case(session: Session, case: Case) -> tuple[OwnValueRow, ...]:
    """Inside a use case: as `own_case_values`."""
    return _rows(session, AskedOf.CASE, _of_case(session, case))


@change(Right.EDIT_CASE, record="field.own_value")
def save_own_values(session: Session, actor: Actor, person_id: int, values: Mapping[str, Value]) -> Changes:
    """Keep values by key of their field; None takes one away. Raises CaseworkError with the key as its field."""
    require_person(session, person_id)
    whose = _Whose(person_id, None, actor.user_id)
    _save(session, AskedOf.PERSON, _of_person(session, person_id), values, whose)
    return Changes.of((Kind.PERSON, person_id))


@change(Right.EDIT_CASE, record="field.own_case_value")
def save_own_case_values(session: Session, actor: Actor, case_id: int, values: Mapping[str, Value]) -> Changes:
    """As `save_own_values`, of a case; what the files put together with it say stays theirs unless it is taken away."""
    case, whose = require_case(session, case_id), _Whose(None, case_id, actor.user_id)
    _save(session, AskedOf.CASE, _of_case(session, case), values, whose)
    return Changes.of((Kind.CASE, case_id))


def words_of(field: OwnField, value: Value) -> str:
    """The value as read; empty for none."""
    if value is None:
        return ""
    if field.kind is OwnKind.YES_NO:
        return "ja" if value else "nein"
    if field.kind is OwnKind.DATE:
        return german_date(dt.date.fromisoformat(str(value)))
    return str(value).replace(".", ",") if field.kind is OwnKind.NUMBER else str(value)


def _fields(session: Session) -> tuple[OwnField, ...]:
    kept = session.get(Setting, _SETTING)
    return tuple(
        OwnField(one["key"], one["label"], OwnKind(one["kind"]), tuple(one["choices"]), one["put_away"],
                 AskedOf(one["asked_of"]), one["in_assessment"])
        for one in (kept.value if kept is not None else ())
    )


def _keep(session: Session, fields: tuple[OwnField, ...]) -> None:
    session.merge(Setting(key=_SETTING, value=[_plain(field) for field in fields]))


def _plain(field: OwnField) -> dict[str, object]:
    return asdict(field) | {"kind": field.kind.value, "asked_of": field.asked_of.value}


def _of_person(session: Session, person_id: int) -> tuple[OwnValue, ...]:
    """Oldest first, so that the newest of a field counts (two persons may have become one)."""
    return tuple(session.scalars(select(OwnValue).where(OwnValue.person_id == person_id).order_by(OwnValue.id)))


def _of_case(session: Session, case: Case) -> tuple[OwnValue, ...]:
    """Those of the files put together with it first, so that its own count."""
    files = (case.id, *(joined.id for joined in joined_files(session, case)))
    found = session.scalars(select(OwnValue).where(OwnValue.case_id.in_(files)).order_by(OwnValue.id))
    return tuple(sorted(found, key=lambda row: row.case_id == case.id))


def _rows(session: Session, of: AskedOf, kept: tuple[OwnValue, ...]) -> tuple[OwnValueRow, ...]:
    known = {row.field_key: row.value for row in kept}
    return tuple(
        OwnValueRow(field, known.get(field.key), words_of(field, known.get(field.key)))
        for field in _fields(session)
        if field.asked_of is of and (not field.put_away or known.get(field.key) is not None)
    )


def _save(
    session: Session, of: AskedOf, kept: tuple[OwnValue, ...], values: Mapping[str, Value], whose: _Whose
) -> None:
    """Change the row that counts, or make one; taken away is every row of a field, or an older one would appear."""
    fields = {field.key: field for field in _fields(session) if field.asked_of is of}
    for key, given in values.items():
        if key not in fields:
            raise CaseworkError("Dieses Feld gibt es nicht mehr.", field=key)
        value, rows = _checked(fields[key], given), [row for row in kept if row.field_key == key]
        if value is None:
            for row in rows:
                session.delete(row)
        elif not rows or rows[-1].value != value:
            own = [row for row in rows if row.case_id == whose.case_id]
            row = own[-1] if own else OwnValue(**asdict(whose), field_key=key)
            row.value = value
            session.add(row)


def _is_used(session: Session, key: str) -> bool:
    return session.scalar(select(OwnValue.id).where(OwnValue.field_key == key).limit(1)) is not None


def _check_change(session: Session, former: OwnField, field: OwnField) -> None:
    if (former.kind, former.asked_of) == (field.kind, field.asked_of) or not _is_used(session, field.key):
        return
    what = "seine Art bleibt" if former.kind is not field.kind else "wozu es gehört, bleibt"
    raise CaseworkError(f"Dieses Feld wird schon benutzt; {what}. Bitte dafür ein neues Feld anlegen.",
                        field="kind" if former.kind is not field.kind else "asked_of")  # fmt: skip


def _check(fields: tuple[OwnField, ...], field: OwnField) -> None:
    if not field.label or len(field.label) > LONGEST_LABEL:
        raise CaseworkError(f"Bitte das Feld mit höchstens {LONGEST_LABEL} Zeichen benennen.", field="label")
    if any(one.label.casefold() == field.label.casefold() and one.key != field.key for one in fields):
        raise CaseworkError("Ein Feld mit diesem Namen gibt es schon.", field="label")
    if field.kind is OwnKind.CHOICE and not 2 <= len(field.choices) <= MOST_CHOICES:
        raise CaseworkError(f"Bitte 2 bis {MOST_CHOICES} Möglichkeiten angeben, jede in einer Zeile.", field="choices")
    if any(len(choice) > LONGEST_LABEL for choice in field.choices):
        raise CaseworkError(f"Eine Möglichkeit hat höchstens {LONGEST_LABEL} Zeichen.", field="choices")
    if not field.key and len(fields) >= MOST_FIELDS:
        raise CaseworkError(f"Mehr als {MOST_FIELDS} eigene Felder gibt es nicht. Bitte alte ändern.", field="label")


def _checked(field: OwnField, value: Value) -> Value:
    """The value as it is kept; text without anything invisible, empty text is none."""
    if isinstance(value, str):
        value = some_lines(value) or None
    if value is None:
        return None
    if (field.kind is OwnKind.YES_NO) is not isinstance(value, bool):
        raise CaseworkError(f"„{field.label}“: Das passt nicht zu diesem Feld.", field=field.key)
    if isinstance(value, str):
        _check_text(field, value)
    return value


def _check_text(field: OwnField, value: str) -> None:
    if len(value) > LONGEST_VALUE:
        raise CaseworkError(f"„{field.label}“ ist zu lang: Bitte auf {LONGEST_VALUE} Zeichen kürzen.", field=field.key)
    if field.kind is OwnKind.CHOICE and value not in field.choices:
        raise CaseworkError(f"„{field.label}“: Diese Möglichkeit gibt es nicht mehr.", field=field.key)
    try:
        if field.kind is OwnKind.DATE:
            dt.date.fromisoformat(value)
        elif field.kind is OwnKind.NUMBER:
            float(value)
    except ValueError as error:
        raise CaseworkError(f"„{field.label}“: Bitte {field.kind.label} eingeben.", field=field.key) from error
