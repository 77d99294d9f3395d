"""What was talked about with a volunteer: first talk, contacts, overload and its settling, thanks, the last talk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.forgotten import not_forgotten
from desktop.casework.volunteers.register.volunteer_rows import ContactRow
from desktop.casework.volunteers.register.volunteers import put_status, require_volunteer
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.office import User
from desktop.records.volunteer_matches import VolunteerMatch
from desktop.records.volunteers import Volunteer, VolunteerContact
from desktop.volunteer_terms import VolunteerContactKind, VolunteerStatus


@dataclass(frozen=True)
class ContactEntry:
    """A contact as entered; `match_id` where it was about one match."""

    kind: VolunteerContactKind
    on_date: dt.date
    text: str = ""
    match_id: int | None = None


@change(Right.EDIT_VOLUNTEERS, record="volunteer.contact_add")
def add_contact(session: Session, actor: Actor, volunteer_id: int, entry: ContactEntry) -> Changes:
    """Enter a contact; `made` is its id. A first talk moves somebody interested on and stands in the profile.

    Raises CaseworkError for a day to come and for a match of somebody else.
    """
    volunteer = not_forgotten(require_volunteer(session, volunteer_id))
    contact = VolunteerContact(volunteer_id=volunteer_id, created_by=actor.user_id)
    _put(session, contact, entry)
    session.add(contact)
    session.flush()
    if entry.kind is VolunteerContactKind.FIRST_TALK:
        _note_first_talk(session, actor, volunteer, entry.on_date)
    return Changes.of((Kind.VOLUNTEER, volunteer_id), made=contact.id)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.contact_edit")
def edit_contact(session: Session, actor: Actor, contact_id: int, entry: ContactEntry, row_version: int) -> Changes:
    """Change a contact. Raises as `add_contact`, and ChangedMeanwhileError when it was saved since `row_version`."""
    contact = _require(session, contact_id)
    if contact.row_version != row_version:
        raise ChangedMeanwhileError("Dieser Eintrag wurde inzwischen geändert. Bitte noch einmal öffnen.")
    _put(session, contact, entry)
    if contact.resolved_on is not None and contact.resolved_on < contact.on_date:
        raise CaseworkError("Der Hinweis wurde schon früher erledigt. Bitte den Tag prüfen.", field="on_date")
    if entry.kind is not VolunteerContactKind.OVERLOAD:
        contact.resolved_on = None
    return Changes.of((Kind.VOLUNTEER, contact.volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.contact_delete")
def delete_contact(session: Session, actor: Actor, contact_id: int) -> Changes:
    """Take a contact away; `restore_contact` brings it back."""
    contact = _require(session, contact_id)
    session.delete(contact)
    return Changes.of((Kind.VOLUNTEER, contact.volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.contact_restore")
def restore_contact(session: Session, actor: Actor, row: ContactRow) -> Changes:
    """Bring back a contact that was taken away a moment ago; `made` is its new id."""
    not_forgotten(require_volunteer(session, row.volunteer_id))
    contact = VolunteerContact(
        volunteer_id=row.volunteer_id, resolved_on=row.resolved_on, created_by=actor.user_id
    )  # fmt: skip
    _put(session, contact, ContactEntry(row.kind, row.on_date, row.text, row.match_id))
    session.add(contact)
    session.flush()
    return Changes.of((Kind.VOLUNTEER, row.volunteer_id), made=contact.id)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.overload_resolved")
def resolve_overload(session: Session, actor: Actor, contact_id: int, on: dt.date | None) -> Changes:
    """A note of overload is settled since `on`; None opens it again. Raises CaseworkError for any other contact."""
    contact = _require(session, contact_id)
    if contact.kind is not VolunteerContactKind.OVERLOAD:
        raise CaseworkError("Nur ein Hinweis auf Überlastung lässt sich als erledigt vermerken.")
    if on is not None and not contact.on_date <= on <= today():
        raise CaseworkError("Erledigt wird ein Hinweis zwischen seinem Tag und heute. Bitte den Tag prüfen.",
                            field="on")
    contact.resolved_on = on
    return Changes.of((Kind.VOLUNTEER, contact.volunteer_id))


@query(Right.READ_VOLUNTEERS)
def contacts_of(session: Session, actor: Actor, volunteer_id: int) -> tuple[ContactRow, ...]:
    """Everything talked about with a volunteer, newest first."""
    names = dict(session.execute(select(User.id, User.name)).all())
    asked = select(VolunteerContact).where(VolunteerContact.volunteer_id == volunteer_id)
    newest_first = asked.order_by(VolunteerContact.on_date.desc(), VolunteerContact.id.desc())
    return tuple(
        ContactRow(contact.id, contact.volunteer_id, contact.match_id, contact.kind, contact.on_date, contact.text,
                   contact.resolved_on, names.get(contact.created_by or 0, ""), contact.row_version)
        for contact in session.scalars(newest_first)
    )  # fmt: skip


def _put(session: Session, contact: VolunteerContact, entry: ContactEntry) -> None:
    if entry.on_date > today():
        raise CaseworkError("Der Tag liegt in der Zukunft. Bitte eintragen, was schon war.", field="on_date")
    match = session.get(VolunteerMatch, entry.match_id) if entry.match_id is not None else None
    if entry.match_id is not None and (match is None or match.volunteer_id != contact.volunteer_id):
        raise CaseworkError("Diese Begleitung gehört nicht zu dieser Person.", field="match_id")
    contact.kind, contact.on_date, contact.match_id = entry.kind, entry.on_date, entry.match_id
    contact.text = short_lines(entry.text, "text")


def _note_first_talk(session: Session, actor: Actor, volunteer: Volunteer, on: dt.date) -> None:
    if volunteer.first_talk_on is None:
        volunteer.first_talk_on, volunteer.first_talk_with = on, actor.name
    if volunteer.status is VolunteerStatus.INTEREST:
        put_status(session, actor, volunteer, VolunteerStatus.FIRST_TALK, on)


def _require(session: Session, contact_id: int) -> VolunteerContact:
    contact = session.get(VolunteerContact, contact_id)
    if contact is None:
        raise CaseworkError("Diesen Eintrag gibt es nicht mehr.")
    return contact
