"""Papers of all volunteers: the renewal list, what is said of each in the register, and what the sheets carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.papers.paper_deletion import erasures
from desktop.casework.volunteers.papers.paper_rows import PaperLine, PaperRow, PapersOverview, PaperState, Standing
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import VolunteerStanding, kept_paper_settings, paper_rows, standings
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.volunteers import Volunteer
from desktop.terms import Term
from desktop.volunteer_terms import Activity, Allowance, VolunteerStatus

_URGENCY = (Standing.REFUSED, Standing.EXPIRED, Standing.MISSING, Standing.OPEN, Standing.BRIDGED, Standing.SOON)


class PaperSheet(Term):
    """Sheets about papers of one volunteer."""

    REQUEST = "request", "Bestätigung für das Führungszeugnis"
    INSPECTION = "inspection", "Dokumentation der Einsichtnahme"
    COMMITMENT = "commitment", "Selbstverpflichtungserklärung"
    SECRECY = "secrecy", "Verschwiegenheitserklärung"
    AGREEMENT = "agreement", "Vereinbarung über das Ehrenamt"


@dataclass(frozen=True)
class PaperSheetData:
    """What a sheet about one volunteer carries. `born` is empty where the day or the year is not known."""

    sheet: PaperSheet
    office: OfficeSettings
    name: str
    born: str
    address: str
    activities: tuple[Activity, ...]
    minutes_per_week: int | None
    allowance: Allowance
    rows: tuple[PaperRow, ...]
    settings: PaperSettings
    contact: str
    """Who speaks for the office."""
    made_on: dt.date


@query(Right.READ_VOLUNTEERS)
def papers_overview(session: Session, actor: Actor) -> PapersOverview:
    """Every paper of everybody who has not ended, the most urgent first, and what is to be deleted today."""
    day = today()
    ids = session.scalars(select(Volunteer.id).where(Volunteer.status != VolunteerStatus.ENDED)).all()
    lines = [_line(found, state) for found in standings(session, day, ids).values() for state in found.states
             if state.standing is not Standing.NOT_NEEDED]  # fmt: skip
    lines.sort(key=lambda line: (_urgency(line.standing), line.until or dt.date.max, line.name))
    return PapersOverview(day, tuple(lines), erasures(session, day))


@query(Right.READ_VOLUNTEERS, record="volunteer.paper_sheet")
def paper_sheet(session: Session, actor: Actor, volunteer_id: int, sheet: PaperSheet) -> PaperSheetData:
    """What a sheet carries; the reading is recorded as a print-out (DS-06)."""
    volunteer = session.get(Volunteer, volunteer_id)
    if volunteer is None:
        raise CaseworkError("Diese/n Ehrenamtliche/n gibt es nicht mehr.")
    place = " ".join(part for part in (volunteer.postal_code, volunteer.town) if part)
    return PaperSheetData(
        sheet, office_settings(session, actor), f"{volunteer.given_names} {volunteer.family_name}".strip(),
        _born(volunteer), ", ".join(part for part in (volunteer.street, place) if part),
        tuple(Activity(code) for code in volunteer.activities), volunteer.minutes_per_week, volunteer.allowance,
        paper_rows(session, [volunteer_id]).get(volunteer_id, ()), kept_paper_settings(session), actor.name, today(),
    )  # fmt: skip


@change(Right.READ_VOLUNTEERS, record="volunteer.papers_print")
def note_papers_print(session: Session, actor: Actor, volunteer_ids: tuple[int, ...]) -> Changes:
    """Record whose names go onto the printed renewal list, before it is made (DS-06). Raises CaseworkError for
    nobody."""
    if not volunteer_ids:
        raise CaseworkError("Die Liste ist leer, es gibt nichts zu drucken.")
    return Changes.of(*((Kind.VOLUNTEER, volunteer_id) for volunteer_id in volunteer_ids))


def _line(found: VolunteerStanding, state: PaperState) -> PaperLine:
    return PaperLine(
        found.volunteer_id, found.name, found.subject.status, state.kind, state.standing, state.words, state.until,
        found.subject.accompanies_minors,
    )  # fmt: skip


def _urgency(standing: Standing) -> int:
    return _URGENCY.index(standing) if standing in _URGENCY else len(_URGENCY)


def _born(volunteer: Volunteer) -> str:
    if volunteer.birth_year is None or not volunteer.birthday:
        return ""
    month, day = volunteer.birthday.split("-")
    return f"{day}.{month}.{volunteer.birth_year}"
