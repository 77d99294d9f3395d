"""Who works with the vault: people come, leave and come back. The key slots themselves are the store's business."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_list import ENDED
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.office import initials
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.clock import now
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.office import User, VaultEvent
from desktop.terms import Role, VaultEventKind

LONGEST_NAME = 80


@dataclass(frozen=True)
class ColleagueRow:
    """An active user with what is known of their access. Times are aware UTC; `changed` is the last own password."""

    id: int
    name: str
    slot_label: str
    since: dt.datetime
    changed: dt.datetime | None
    open_cases: int
    role: Role = Role.MANAGER


@dataclass(frozen=True)
class KeyHistory:
    """When the key and the recovery sheet were last renewed (aware UTC); None: never since the vault was made."""

    key_changed: dt.datetime | None
    sheet_renewed: dt.datetime | None


@query(Right.MANAGE_ACCESS)
def list_colleagues(session: Session, actor: Actor) -> tuple[ColleagueRow, ...]:
    """Active users in the order they came, with the number of open cases they are responsible for."""
    users = session.scalars(select(User).where(User.active).order_by(User.id)).all()
    came, changed = _last(session, VaultEventKind.USER_ADDED), _last(session, VaultEventKind.PASSWORD_CHANGED)
    cases = _open_cases(session)
    return tuple(
        ColleagueRow(
            user.id, user.name, user.slot_label, came.get(user.id, user.created_at), changed.get(user.id),
            cases.get(user.id, 0), user.role,
        )
        for user in users
    )  # fmt: skip


@query(Right.MANAGE_ACCESS)
def key_history(session: Session, actor: Actor) -> KeyHistory:
    """The last change of the key and of the sheet, which a change of the key renews too."""
    key, sheet = (
        session.scalar(select(func.max(VaultEvent.at)).where(VaultEvent.kind == kind))
        for kind in (VaultEventKind.KEY_CHANGED, VaultEventKind.RECOVERY_RENEWED)
    )
    return KeyHistory(key, max((at for at in (key, sheet) if at is not None), default=None))


@change(Right.MANAGE_ACCESS, record="user.add")
def add_user(session: Session, actor: Actor, name: str, role: Role = Role.MANAGER) -> Changes:
    """Enter a colleague; somebody who was here before gets their own row back, with today's role. `made` is the id.

    Raises CaseworkError when the name is missing, too long, or somebody active has it.
    """
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > LONGEST_NAME or not wanted.isprintable():
        raise CaseworkError("Bitte geben Sie einen Namen an (höchstens 80 Zeichen).", field="name")
    same = [user for user in session.scalars(select(User)) if wanted.casefold() in _called(user)]
    if wanted.casefold() == "wiederherstellung" or any(user.active for user in same):
        raise CaseworkError(f"„{wanted}“ gibt es schon; bitte nehmen Sie einen Zusatz dazu.", field="name")
    user = same[0] if same else User(slot_label=wanted, created_by=actor.user_id)
    user.name, user.short, user.active, user.role = wanted, initials(wanted), True, role
    session.add(user)
    session.flush()
    _note(session, actor, VaultEventKind.USER_ADDED, user=user.id)
    return Changes.of((Kind.USER, user.id), made=user.id)


@change(Right.MANAGE_ACCESS, record="user.role")
def change_role(session: Session, actor: Actor, user_id: int, role: Role) -> Changes:
    """Somebody may do other things from their next login on. Nobody changes their own role, so one who can stays.

    Raises CaseworkError for oneself, somebody who left, and while open cases would be left without anybody.
    """
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise CaseworkError("Diese Person arbeitet nicht mehr mit dem Tresor.")
    if user_id == actor.user_id:
        raise CaseworkError("Die eigene Rolle können Sie nicht ändern; bitten Sie eine Kollegin oder einen Kollegen.")
    open_cases = _open_cases(session).get(user_id, 0)
    if open_cases and Right.EDIT_CASE not in RIGHTS[role]:
        raise CaseworkError(f"{user.name} ist noch für offene Fälle zuständig ({open_cases}). Bitte erst übergeben.")
    user.role = role
    return Changes.of((Kind.USER, user_id))


@change(Right.MANAGE_ACCESS, record="user.remove")
def deactivate_user(session: Session, actor: Actor, user_id: int) -> Changes:
    """Somebody has left: no choice offers them any more; what they did and are responsible for stays."""
    user = session.get(User, user_id)
    if user is None or user_id == actor.user_id:
        raise CaseworkError("Sich selbst können Sie nicht entfernen; bitten Sie eine Kollegin oder einen Kollegen.")
    user.active = False
    _note(session, actor, VaultEventKind.USER_REMOVED, user=user_id)
    return Changes.of((Kind.USER, user_id))


@change(Right.MANAGE_ACCESS, record="user.start_password")
def note_start_password(session: Session, actor: Actor, user_id: int) -> Changes:
    """A colleague got another start password."""
    _note(session, actor, VaultEventKind.START_PASSWORD, user=user_id)
    return Changes.of((Kind.USER, user_id))


@change(Right.KEEP_DRAFT, record="user.password")
def note_own_password(session: Session, actor: Actor) -> Changes:
    """The acting user set another password."""
    _note(session, actor, VaultEventKind.PASSWORD_CHANGED, user=actor.user_id)
    return Changes.of((Kind.USER, actor.user_id))


@change(Right.MANAGE_ACCESS, record="vault.key_changed")
def note_key_changed(session: Session, actor: Actor, left_id: int | None) -> Changes:
    """The key of the vault was changed, because `left_id` leaves or on suspicion; the former is deactivated too."""
    _note(session, actor, VaultEventKind.KEY_CHANGED, left=left_id)
    return deactivate_user(session, actor, left_id) if left_id is not None else Changes.of((Kind.OFFICE, 1))


@change(Right.MANAGE_ACCESS, record="vault.sheet_renewed")
def note_sheet_renewed(session: Session, actor: Actor) -> Changes:
    """A new recovery sheet took the place of the one before."""
    _note(session, actor, VaultEventKind.RECOVERY_RENEWED)
    return Changes.of((Kind.OFFICE, 1))


def _open_cases(session: Session) -> dict[int | None, int]:
    """Number of open cases by the responsible user."""
    counted = select(Case.responsible_id, func.count()).where(Case.status.not_in(ENDED)).group_by(Case.responsible_id)
    return {user_id: int(number) for user_id, number in session.execute(counted)}


def _called(user: User) -> set[str]:
    return {user.name.casefold(), user.slot_label.casefold()}


def _note(session: Session, actor: Actor, kind: VaultEventKind, **details: Any) -> None:  # noqa: ANN401 - plain JSON values
    session.add(VaultEvent(at=now(), user_id=actor.user_id, kind=kind, details=details))


def _last(session: Session, kind: VaultEventKind) -> dict[int, dt.datetime]:
    """When this last happened to each user; the events are few, a handful a year."""
    events = session.scalars(select(VaultEvent).where(VaultEvent.kind == kind).order_by(VaultEvent.id))
    return {event.details["user"]: event.at for event in events}
