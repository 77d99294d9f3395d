"""The office itself: its letterhead and contact (decision 34), its users."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.errors import CaseworkError
from desktop.records.office import Setting, User
from desktop.terms import PeriodBasis, Role


@dataclass(frozen=True)
class OfficeSettings:
    """What sheets print about the office, and its defaults. All plain text; empty where not given."""

    municipality: str = ""
    office_name: str = "Integrationsmanagement"
    street: str = ""
    postal_code: str = ""
    town: str = ""
    room: str = ""
    phone: str = ""
    email: str = ""
    letterhead: str = ""
    """Further lines under the name, one per line."""
    period_basis: str = PeriodBasis.FIRST_TALK.value
    review_months_first_year: int = 3
    review_months_later: int = 6
    attachments_warn_megabytes: int = 1000
    """From this sum of all documents on the program warns that backups become slow."""
    bus: str = ""
    """Lines and stop near the office, for slips with an appointment: „3 und 5, Haltestelle Rathaus“."""
    names_in_calendar_files: bool = False
    """Whether files for other calendars name clients; else case number and initials stand there."""
    working_hours_from: int = 8
    """Hour with which the calendar begins; earlier appointments stretch it."""
    working_hours_until: int = 18

    @property
    def place(self) -> str:
        """Where talks happen: street and room."""
        return ", ".join(part for part in (self.street, self.room and f"Zimmer {self.room}") if part)


@dataclass(frozen=True)
class UserRow:
    """A user as shown in choices."""

    id: int
    name: str
    short: str
    role: Role
    phone: str
    slot_label: str


@query(Right.READ_OFFICE)
def office_settings(session: Session, actor: Actor) -> OfficeSettings:
    """The office's settings; defaults where nothing was saved."""
    known = {field.name for field in fields(OfficeSettings)}
    saved = {row.key: row.value for row in session.scalars(select(Setting)) if row.key in known}
    return replace(OfficeSettings(), **saved)


@change(Right.EDIT_OFFICE, record="office.save")
def save_office_settings(session: Session, actor: Actor, settings: OfficeSettings) -> Changes:
    """Keep the office's settings."""
    for key, value in asdict(settings).items():
        session.merge(Setting(key=key, value=value))
    return Changes.of((Kind.OFFICE, 1))


@query(Right.READ_OFFICE)
def list_users(session: Session, actor: Actor, everybody: bool = False) -> tuple[UserRow, ...]:
    """Active users who may work on cases, by name; `everybody` names all active ones."""
    users = session.scalars(select(User).where(User.active).order_by(User.name))
    return tuple(_row(user) for user in users if everybody or Right.EDIT_CASE in RIGHTS[user.role])


@change(Right.EDIT_OFFICE, record="user.save")
def save_own_user(session: Session, actor: Actor, name: str, short: str, phone: str) -> Changes:
    """Change the acting user's name, short sign and phone as they print on sheets."""
    user = session.get(User, actor.user_id)
    if user is None or not name.strip():
        raise CaseworkError("Bitte geben Sie Ihren Namen an, er steht auf den Ausdrucken.", field="name")
    user.name, user.short, user.phone = name.strip(), short.strip() or initials(name), phone.strip()
    return Changes.of((Kind.USER, user.id))


def first_actor(session: Session, slot_label: str, name: str) -> Actor:
    """Enter the first user of a new vault. To be called once, before any use case, as nobody may do anything yet."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        user = User(slot_label=slot_label, name=name, short=initials(name), role=Role.MANAGER)
        session.add(user)
        session.flush()
        return _actor(user)


def actor_for(session: Session, slot_label: str) -> Actor:
    """The user whose key slot opened the vault; raises CaseworkError when there is none."""
    with session.begin():
        user = session.scalar(select(User).where(User.slot_label == slot_label, User.active))
    if user is None:
        raise CaseworkError("Zu diesem Zugang gibt es in diesem Tresor keine Person. Bitte die Leitung fragen.")
    return _actor(user)


def initials(name: str) -> str:
    """Short sign from a name: „Petra Lang“ gives PL."""
    return "".join(word[0] for word in name.replace("-", " ").split())[:3].upper()


def _actor(user: User) -> Actor:
    return Actor(user.id, user.name, user.short, user.role)


def _row(user: User) -> UserRow:
    return UserRow(user.id, user.name, user.short, user.role, user.phone, user.slot_label)
