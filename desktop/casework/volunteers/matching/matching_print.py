"""What the sheet with the reasons of a match carries (peers.md, gap 12): need, suggestion, what fits, who decided.

PRIVACY: it stays in the office, and still names of the client the given name and the case number alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.people.languages import language_name
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matches.match_rows import ClientRow, Reasons, StepRow
from desktop.casework.volunteers.matches.matches import client_row, require_match, require_need
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.casework.volunteers.week_times import Span
from desktop.clock import german_date, today
from desktop.records.office import User
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.volunteer_terms import Activity, GenderWish, MatchStage


@dataclass(frozen=True)
class MatchReasons:
    """Everything the sheet is made of. `wishes` are labels and words of what was asked for, as far as it was."""

    office: OfficeSettings
    activity: Activity
    client: str
    case_number: str
    age: str
    reported_on: dt.date
    wishes: tuple[tuple[str, str], ...]
    volunteer: str
    suggested_on: dt.date
    suggested_by: str
    reasons: Reasons
    steps: tuple[StepRow, ...]
    """Who decided what and when, the oldest first."""
    stage: MatchStage
    made_on: dt.date

    @property
    def waited_days(self) -> int:
        """From the report to the suggestion."""
        return max(0, (self.suggested_on - self.reported_on).days)


@query(Right.READ_MATCHES, record="match.reasons_sheet")
def match_reasons(session: Session, actor: Actor, match_id: int) -> MatchReasons:
    """Data of the sheet of one match, as kept on the day of its suggestion; recorded as a print-out (DS-06).

    Raises CaseworkError when the match is gone.
    """
    match = require_match(session, match_id)
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    client, steps = client_row(session, need, whole=False), _steps(session, match)
    return MatchReasons(
        office_settings(session, actor), need.activity, client.given, client.case_number, _ages(client),
        need.reported_on, _wishes(need), volunteer.name, steps[0].on if steps else match.created_at.date(),
        steps[0].user if steps else "", Reasons.of(match.reasons), steps, match.stage, today(),
    )  # fmt: skip


def _steps(session: Session, match: VolunteerMatch) -> tuple[StepRow, ...]:
    """The stages that were reached, without their notes; a talk between decides nothing."""
    users = {user.id: user.name for user in session.scalars(select(User))}
    return tuple(StepRow(step.id, step.stage, step.on_date, "", users.get(step.created_by or 0, ""))
                 for step in match.steps if step.stage is not None)  # fmt: skip


def _ages(client: ClientRow) -> str:
    known = ", ".join(str(age) for age in client.ages if age is not None)
    return f"{known} Jahre" if known else "Alter nicht bekannt"


def _wishes(need: VolunteerNeed) -> tuple[tuple[str, str], ...]:
    said = (
        ("Aufgabe", need.task), ("Für", need.sponsorship.label),
        ("Sprache", " oder ".join(map(language_name, need.languages))),
        ("Zeit", ", ".join(Span(*time).words for time in need.times)),
        ("Umfang", f"{need.minutes_per_week} Minuten in der Woche" if need.minutes_per_week else ""),
        ("Ort", need.place), ("Gewünscht", need.gender_wish.label if need.gender_wish is not GenderWish.ANY else ""),
        ("Mit Kindern", "ja" if need.with_children else ""), ("Interessen", ", ".join(need.interests)),
        ("Gebraucht bis", german_date(need.wanted_by) if need.wanted_by else ""),
    )  # fmt: skip
    return tuple((label, words) for label, words in said if words)
