"""The counselling period: every person's own clock (domain 1.2, decision 28)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.clock import add_months, today
from desktop.errors import CaseworkError
from desktop.records.cases import CounsellingPeriod
from desktop.terms import PeriodBasis

REGULAR_MONTHS = 36
"""Counselling lasts at most three years per person (domain 0, fact 1)."""
LONGEST_MONTHS = 48
"""In justified individual cases at most four years (domain 0, fact 1)."""


@dataclass(frozen=True)
class PeriodRow:
    """A person's counselling period; all days inclusive."""

    person_id: int
    start: dt.date
    basis: PeriodBasis
    confirmed: bool
    regular_end: dt.date
    longest_end: dt.date
    extended_until: dt.date | None = None
    reason: str = ""
    extension_reason: str = ""
    extension_by: str = ""

    @property
    def end(self) -> dt.date:
        """Day the counselling ends as things stand."""
        return self.extended_until or self.regular_end

    def months_left(self, day: dt.date) -> int:
        """Whole months from `day` to the end; 0 when it has passed."""
        months = (self.end.year - day.year) * 12 + self.end.month - day.month
        return max(0, months - (add_months(day, months) > self.end))


def period_row(
    person_id: int, start: dt.date, basis: PeriodBasis, *, confirmed: bool, extended_until: dt.date | None = None
) -> PeriodRow:
    """The period that begins at `start`: the regular end is 36 months later less a day, the longest 48."""
    day = dt.timedelta(days=1)
    ends = add_months(start, REGULAR_MONTHS) - day, add_months(start, LONGEST_MONTHS) - day
    return PeriodRow(person_id, start, basis, confirmed, *ends, extended_until=extended_until)


def periods_of(session: Session, persons: dict[int, dt.date | None]) -> dict[int, PeriodRow]:
    """Periods of persons (id → day of the Zuteilung); without a stored one the Zuteilung is proposed, unconfirmed."""
    stored = session.scalars(select(CounsellingPeriod).where(CounsellingPeriod.person_id.in_(persons)))
    rows = {period.person_id: _row(period) for period in stored}
    for person_id, assigned_on in persons.items():
        if person_id not in rows and assigned_on:
            rows[person_id] = period_row(person_id, assigned_on, PeriodBasis.ASSIGNMENT, confirmed=False)
    return rows


@change(Right.EDIT_CASE, record="period.confirm")
def set_period(
    session: Session, actor: Actor, person_id: int, start: dt.date, basis: PeriodBasis, reason: str = ""
) -> Changes:
    """Fix the start of a person's period. Another day than first talk or Zuteilung needs its reason."""
    if basis is PeriodBasis.OTHER_DAY and not reason.strip():
        raise CaseworkError("Bitte begründen, warum der Beratungszeitraum an diesem Tag beginnt.", field="reason")
    if start > today():
        raise CaseworkError("Der Beratungszeitraum kann nicht in der Zukunft beginnen.", field="start")
    period = _find(session, person_id) or CounsellingPeriod(person_id=person_id, created_by=actor.user_id)
    period.start, period.basis, period.reason, period.confirmed = start, basis, reason.strip(), True
    session.add(period)
    return Changes.of((Kind.PERSON, person_id))


@change(Right.EDIT_CASE, record="period.extend")
def extend_period(
    session: Session, actor: Actor, person_id: int, until: dt.date, reason: str, approved_by: str
) -> Changes:
    """Extend beyond three years, with reason, to at most four (domain 1.2 step 9)."""
    period = _find(session, person_id)
    if period is None or not period.confirmed:
        raise CaseworkError("Bitte zuerst den Beginn des Beratungszeitraums bestätigen.")
    row = _row(period)
    if not row.regular_end < until <= row.longest_end:
        raise CaseworkError(
            f"Die Verlängerung muss nach dem {row.regular_end:%d.%m.%Y} und spätestens am "
            f"{row.longest_end:%d.%m.%Y} enden.", field="until",
        )
    if not reason.strip():
        raise CaseworkError("Ein viertes Jahr braucht eine Begründung.", field="reason")
    period.extended_until, period.extension_reason, period.extension_by = until, reason.strip(), approved_by.strip()
    return Changes.of((Kind.PERSON, person_id))


def _find(session: Session, person_id: int) -> CounsellingPeriod | None:
    return session.scalar(select(CounsellingPeriod).where(CounsellingPeriod.person_id == person_id))


def _row(period: CounsellingPeriod) -> PeriodRow:
    row = period_row(
        period.person_id, period.start, period.basis, confirmed=period.confirmed, extended_until=period.extended_until
    )
    return PeriodRow(
        row.person_id, row.start, row.basis, row.confirmed, row.regular_end, row.longest_end, row.extended_until,
        period.reason, period.extension_reason, period.extension_by,
    )
