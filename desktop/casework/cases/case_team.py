"""Who works on a case beside the responsible person: colleagues, other offices, volunteers, each for a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.deletion.deletion_scope import joined_files
from desktop.casework.gate import change, query
from desktop.casework.plain_text import LONGEST_NAME, short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.care import CaseTeamMember
from desktop.records.cases import Case
from desktop.records.office import User

_TELLING = ("user_id", "name", "organisation", "role")
"""What the history tells of somebody; where to reach them and the note are simply kept right."""


@dataclass(frozen=True)
class TeamEntry:
    """Somebody as entered: either a user of the vault (then `name` is not needed) or a name of one's own.

    `until` is the day of leaving, None until further notice.
    """

    role: str
    since: dt.date
    user_id: int | None = None
    name: str = ""
    organisation: str = ""
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    until: dt.date | None = None
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class TeamRow:
    """One time somebody worked on a case; a user has the present name. `case_id` may be of a file joined to it."""

    id: int
    case_id: int
    entry: TeamEntry
    row_version: int

    @property
    def words(self) -> str:
        """„Ines Roth (Schulsozialarbeit, Talschule)“."""
        about = ", ".join(part for part in (self.entry.role, self.entry.organisation) if part)
        return f"{self.entry.name} ({about})"

    @property
    def contact(self) -> str:
        """„07000 123 · roth@example.org“, empty for none."""
        return " · ".join(part for part in (self.entry.phone, self.entry.email) if part)

    def is_on(self, day: dt.date) -> bool:
        return self.entry.since <= day and self.is_open(day)

    def is_open(self, day: dt.date) -> bool:
        """Works on the case that day or will do so."""
        return self.entry.until is None or day < self.entry.until


@change(Right.EDIT_CASE, record="case.team_joined")
def add_to_team(session: Session, actor: Actor, case_id: int, entry: TeamEntry) -> Changes:
    """Somebody works on the case, too. `made` is the entry.

    Raises CaseworkError without a name or role, for the responsible person, a user who left the vault, somebody who is
    in it already with this role, or days that contradict.
    """
    case = require_case(session, case_id)
    member = CaseTeamMember(case_id=case.id, created_by=actor.user_id)
    _put(member, _checked(session, case, entry))
    session.add(member)
    session.flush()
    return Changes.of((Kind.CASE, case.id), made=member.id)


@change(Right.EDIT_CASE, record="case.team_undone")
def take_out_of_team(session: Session, actor: Actor, member_id: int) -> Changes:
    """Take `add_to_team` back, on the day of the entry only: later somebody leaves, and the history says so."""
    member = _require(session, member_id)
    if not _entered_today(member):
        raise CaseworkError("Dieser Eintrag gehört schon zum Verlauf. Bitte die Mitwirkung beenden.")
    session.delete(member)
    return Changes.of((Kind.CASE, member.case_id))


@change(Right.EDIT_CASE, record="case.team_changed")
def edit_team_member(
    session: Session, actor: Actor, member_id: int, entry: TeamEntry, row_version: int
) -> Changes:
    """Keep an entry right. Another name, organisation or role ends the former entry and begins a new one.

    The new one begins on `entry.since` where that is later than before, else today. On the day of the entry everything
    is a correction. `made` is the entry that holds now. Raises as `add_to_team` does, for somebody who left, for a
    beginning that is history already, and ChangedMeanwhileError.
    """
    member = _require(session, member_id)
    if member.row_version != row_version:
        raise ChangedMeanwhileError("Diese Angaben wurden inzwischen geändert. Bitte neu öffnen.")
    if member.until is not None and member.until <= today():
        raise CaseworkError("Diese Mitwirkung ist beendet und bleibt, wie sie war. Bitte neu eintragen.")
    checked = _checked(session, require_case(session, member.case_id), entry, member)
    if not _entered_today(member):
        if any(getattr(member, name) != getattr(checked, name) for name in _TELLING):
            return _succeed(session, actor, member, checked)
        if checked.since != member.since:
            raise CaseworkError("Der Beginn gehört schon zum Verlauf. Bitte beenden und neu eintragen.",
                                field="since")  # fmt: skip
    _put(member, checked)
    return Changes.of((Kind.CASE, member.case_id), made=member.id)


@change(Right.EDIT_CASE, record="case.team_left")
def end_team_member(session: Session, actor: Actor, member_id: int) -> Changes:
    """Somebody leaves today; who had not begun yet leaves on the day of the beginning. The entry stays."""
    member = _require(session, member_id)
    if member.until is not None and member.until <= today():
        raise CaseworkError("Diese Mitwirkung ist schon beendet.")
    member.until = max(today(), member.since)
    return Changes.of((Kind.CASE, member.case_id))


@change(Right.EDIT_CASE, record="case.team_left_undone")
def take_back_end(session: Session, actor: Actor, member_id: int, until: dt.date | None) -> Changes:
    """Take `end_team_member` back: `until` is the day of leaving that was agreed before, None for none."""
    member = _require(session, member_id)
    if until is not None and until < member.since:
        raise CaseworkError("Das Ende liegt vor dem Beginn. Bitte das Datum prüfen.", field="until")
    member.until = until
    return Changes.of((Kind.CASE, member.case_id))


@query(Right.READ_CASE)
def list_team(session: Session, actor: Actor, case_id: int) -> tuple[TeamRow, ...]:
    """Everybody who works or worked on a case and on the files put together with it; who still does comes first."""
    return team_of(session, require_case(session, case_id))


def team_of(session: Session, case: Case) -> tuple[TeamRow, ...]:
    """Inside a use case: as `list_team`."""
    files = (case.id, *(joined.id for joined in joined_files(session, case)))
    found = session.execute(
        select(CaseTeamMember, User.name)
        .outerjoin(User, User.id == CaseTeamMember.user_id)
        .where(CaseTeamMember.case_id.in_(files))
        .order_by(CaseTeamMember.since, CaseTeamMember.id)
    )
    rows = [_row(member, name or member.name) for member, name in found]
    return tuple(sorted(rows, key=_left))


def _left(row: TeamRow) -> bool:
    return not row.is_open(today())


def _row(member: CaseTeamMember, name: str) -> TeamRow:
    entry = TeamEntry(
        member.role, member.since, member.user_id, name, member.organisation, member.phone, member.email, member.until,
        member.note,
    )
    return TeamRow(member.id, member.case_id, entry, member.row_version)


def _checked(session: Session, case: Case, entry: TeamEntry, former: CaseTeamMember | None = None) -> TeamEntry:
    """The entry without unseen characters, with the name of the user; who stays in the team may have left the vault."""
    name = short_line(entry.name, "name", LONGEST_NAME)
    if former is not None and entry.user_id is not None and entry.user_id == former.user_id:
        name = former.name
    elif entry.user_id is not None:
        name = _name_of_user(session, case, entry.user_id)
    role = short_line(entry.role, "role", LONGEST_NAME)
    if not name:
        raise CaseworkError("Bitte eine Person aus dem Tresor wählen oder einen Namen eintragen.", field="name")
    if not role:
        raise CaseworkError("Bitte die Rolle im Fall eintragen, zum Beispiel „Schulsozialarbeit“.", field="role")
    if entry.until is not None and entry.until < entry.since:
        raise CaseworkError("Das Ende liegt vor dem Beginn. Bitte das Datum prüfen.", field="until")
    checked = TeamEntry(
        role, entry.since, entry.user_id, name, short_line(entry.organisation, "organisation", LONGEST_NAME),
        short_line(entry.phone, "phone", LONGEST_NAME), short_line(entry.email, "email", LONGEST_NAME), entry.until,
        short_lines(entry.note, "note"),
    )
    _check_known(session, case, checked, former.id if former is not None else 0)
    return checked


def _name_of_user(session: Session, case: Case, user_id: int) -> str:
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise CaseworkError("Diese Person arbeitet nicht mehr mit dem Tresor. Bitte jemand anderen wählen.",
                            field="user")  # fmt: skip
    if user_id == case.responsible_id:
        raise CaseworkError(f"{user.name} ist für diesen Fall schon zuständig.", field="user")
    return user.name


def _check_known(session: Session, case: Case, entry: TeamEntry, except_id: int) -> None:
    same = select(CaseTeamMember).where(
        CaseTeamMember.case_id == case.id, CaseTeamMember.id != except_id, CaseTeamMember.name == entry.name,
        CaseTeamMember.organisation == entry.organisation, CaseTeamMember.role == entry.role,
    )
    for other in session.scalars(same):
        begun_before_end = other.until is None or entry.since < other.until
        if begun_before_end and (entry.until is None or other.since < entry.until):
            raise CaseworkError(f"{entry.name} ist mit dieser Rolle schon eingetragen.", field="role")


def _succeed(session: Session, actor: Actor, former: CaseTeamMember, entry: TeamEntry) -> Changes:
    """The former entry ends where the new one begins."""
    since = entry.since if entry.since > former.since else max(today(), former.since)
    if entry.until is not None and entry.until < since:
        raise CaseworkError("Das Ende liegt vor dem Beginn. Bitte das Datum prüfen.", field="until")
    fresh = CaseTeamMember(case_id=former.case_id, created_by=actor.user_id)
    _put(fresh, replace(entry, since=since))
    former.until = min(since, former.until or since)
    session.add(fresh)
    session.flush()
    return Changes.of((Kind.CASE, former.case_id), made=fresh.id)


def _put(member: CaseTeamMember, entry: TeamEntry) -> None:
    for name in TeamEntry.__dataclass_fields__:
        setattr(member, name, getattr(entry, name))


def _entered_today(member: CaseTeamMember) -> bool:
    return member.created_at.astimezone().date() == today()


def _require(session: Session, member_id: int) -> CaseTeamMember:
    member = session.get(CaseTeamMember, member_id)
    if member is None:
        raise CaseworkError("Diesen Eintrag gibt es nicht mehr.")
    return member
