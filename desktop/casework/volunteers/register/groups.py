"""Helferkreise, clubs and initiatives volunteers belong to. Nobody belongs to more than one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import LONGEST_NAME, short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.forgotten import not_forgotten
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.volunteers import Volunteer, VolunteerGroup
from desktop.volunteer_terms import VolunteerStatus

Places = tuple[tuple[int, int | None], ...]
"""Volunteer and group each; None for no group."""


@dataclass(frozen=True)
class GroupEntry:
    """A group as entered. One that is not `active` is no longer offered."""

    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    active: bool = True


@dataclass(frozen=True)
class GroupRow:
    """A group with its members who have not ended."""

    id: int
    entry: GroupEntry
    members: tuple[tuple[int, str], ...]
    """Id and name each, by name."""
    row_version: int

    @property
    def name(self) -> str:
        return self.entry.name


@query(Right.READ_VOLUNTEERS)
def list_groups(session: Session, actor: Actor) -> tuple[GroupRow, ...]:
    """All groups by name, those in use first."""
    members: dict[int, list[tuple[int, str]]] = {}
    asked = select(Volunteer).where(Volunteer.group_id.is_not(None), Volunteer.status != VolunteerStatus.ENDED)
    for volunteer in session.scalars(asked.order_by(Volunteer.folded_name, Volunteer.id)):
        members.setdefault(volunteer.group_id or 0, []).append((volunteer.id, volunteer.name))
    rows = [
        GroupRow(group.id, _entry(group), tuple(members.get(group.id, ())), group.row_version)
        for group in session.scalars(select(VolunteerGroup))
    ]
    return tuple(sorted(rows, key=lambda row: (not row.entry.active, row.name.casefold())))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.group_add")
def add_group(session: Session, actor: Actor, entry: GroupEntry) -> Changes:
    """Enter a group; `made` is its id. Raises CaseworkError for a name that is missing or taken."""
    group = VolunteerGroup(name="", created_by=actor.user_id)
    _put(session, group, entry)
    session.add(group)
    session.flush()
    return _touched(group, made=group.id)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.group_edit")
def edit_group(session: Session, actor: Actor, group_id: int, entry: GroupEntry, row_version: int) -> Changes:
    """Change a group. Raises ChangedMeanwhileError when somebody saved since `row_version`."""
    group = _require(session, group_id)
    if group.row_version != row_version:
        raise ChangedMeanwhileError("Dieser Helferkreis wurde inzwischen geändert. Bitte noch einmal öffnen.")
    _put(session, group, entry)
    return _touched(group)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.group_delete")
def delete_group(session: Session, actor: Actor, group_id: int) -> Changes:
    """Take a group away. Raises CaseworkError while anybody belongs to it, ended ones too."""
    group = _require(session, group_id)
    members = session.scalar(select(func.count()).select_from(Volunteer).where(Volunteer.group_id == group_id))
    if members:
        raise CaseworkError("Zu diesem Helferkreis gehört noch jemand. Er lässt sich als „nicht mehr tätig“ vermerken.")
    session.delete(group)
    return _touched(group)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.group_members")
def put_in_groups(session: Session, actor: Actor, places: Places) -> Changes:
    """Put each volunteer into its group or into none; what stood before brings it back."""
    for volunteer_id, group_id in places:
        if group_id is not None:
            _require(session, group_id)
        not_forgotten(require_volunteer(session, volunteer_id)).group_id = group_id
    return Changes(frozenset((Kind.VOLUNTEER, volunteer_id) for volunteer_id, _ in places))


@query(Right.READ_VOLUNTEERS)
def groups_of(session: Session, actor: Actor, volunteer_ids: tuple[int, ...]) -> Places:
    """Where these volunteers belong now."""
    asked = select(Volunteer.id, Volunteer.group_id).where(Volunteer.id.in_(volunteer_ids)).order_by(Volunteer.id)
    return tuple(session.execute(asked))


def _put(session: Session, group: VolunteerGroup, entry: GroupEntry) -> None:
    name = short_line(entry.name, "name", LONGEST_NAME)
    if not name:
        raise CaseworkError("Bitte einen Namen eintragen.", field="name")
    others = session.execute(select(VolunteerGroup.id, VolunteerGroup.name))
    if any(id_ != group.id and other.casefold() == name.casefold() for id_, other in others):
        raise CaseworkError("Einen Helferkreis mit diesem Namen gibt es schon.", field="name")
    group.name, group.active = name, entry.active
    group.contact = short_line(entry.contact, "contact", LONGEST_NAME)
    group.phone = short_line(entry.phone, "phone", LONGEST_NAME)
    group.email = short_line(entry.email, "email", LONGEST_NAME)
    group.note = short_lines(entry.note, "note")


def _entry(group: VolunteerGroup) -> GroupEntry:
    return GroupEntry(group.name, group.contact, group.phone, group.email, group.note, group.active)


def _require(session: Session, group_id: int) -> VolunteerGroup:
    group = session.get(VolunteerGroup, group_id)
    if group is None:
        raise CaseworkError("Diesen Helferkreis gibt es nicht mehr.", field="group_id")
    return group


def _touched(group: VolunteerGroup, made: int | None = None) -> Changes:
    """A group belongs to the office: every list that shows its name has to know."""
    return Changes.of((Kind.OFFICE, group.id), made=made)
