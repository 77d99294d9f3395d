"""How long volunteers and clients try it and how often somebody asks how it goes: the office's usual numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from desktop.errors import CaseworkError
from desktop.records.office import Setting

_KEY = "match_periods"
MOST_TRIAL_WEEKS, MOST_FIRST_WEEKS, MOST_CHECK_MONTHS = 26, 26, 24
_BOUNDS: Mapping[str, tuple[str, int, int]] = {
    "trial_weeks": ("Wochen", 0, MOST_TRIAL_WEEKS), "first_check_weeks": ("Wochen", 1, MOST_FIRST_WEEKS),
    "check_months": ("Monate", 1, MOST_CHECK_MONTHS),
}  # fmt: skip


@dataclass(frozen=True)
class MatchPeriods:
    """Proposed to each new match, which may have its own. As shipped those of domain 6.3."""

    trial_weeks: int = 4
    """From the first meeting on; 0 for no trial."""
    first_check_weeks: int = 6
    """From the beginning to the first talk between."""
    check_months: int = 3
    """From one talk between to the next."""


def kept_periods(session: Session) -> MatchPeriods:
    """Inside a use case: what the office chose, else what is shipped."""
    row = session.get(Setting, _KEY)
    return MatchPeriods(**row.value) if row is not None else MatchPeriods()


def put_periods(session: Session, periods: MatchPeriods) -> None:
    """Inside a use case: keep other numbers. Raises CaseworkError at the field of one that cannot be."""
    for field, number in asdict(periods).items():
        check_period(field, number)
    session.merge(Setting(key=_KEY, value=asdict(periods)))


def check_period(field: str, number: int) -> None:
    """Raises CaseworkError for a number a field of `MatchPeriods` cannot have."""
    unit, least, most = _BOUNDS[field]
    if not least <= number <= most:
        raise CaseworkError(f"{unit} gehen von {least} bis {most}.", field=field)
