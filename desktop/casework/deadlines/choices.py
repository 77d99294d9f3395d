"""The office's own numbers of the rules and work lists, kept in its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.rules import LONGEST_DAYS, Rule, RuleChoice, chosen_rules, kept_choice
from desktop.casework.gate import change, query
from desktop.casework.office import OfficeSettings
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matches.match_settings import MatchPeriods, kept_periods, put_periods
from desktop.errors import CaseworkError
from desktop.records.office import Setting

_RULES, _LISTS, _NAMES = "deadline_rules", "work_list_days", "week_sheet_names"
_MONTHS = ("review_months_first_year", "review_months_later")
"""The same settings as in `OfficeSettings`: how often a plan is reviewed in its first year, and later."""
MOST_MONTHS = 24


@dataclass(frozen=True)
class DueSettings:
    """`list_days` by key of the work list; with `names_on_paper` the week's sheet prints names beside case numbers.

    `review_months`: a plan is reviewed every so many months in its first year, and later (domain 3.2).
    """

    rules: tuple[Rule, ...]
    list_days: Mapping[str, int] = field(default_factory=dict)
    names_on_paper: bool = True
    review_months: tuple[int, int] = (OfficeSettings.review_months_first_year, OfficeSettings.review_months_later)
    match_periods: MatchPeriods = field(default_factory=MatchPeriods)


@query(Right.READ_OFFICE)
def due_settings(session: Session, actor: Actor) -> DueSettings:
    """All rules with the office's numbers."""
    return kept_settings(session)


@change(Right.EDIT_OFFICE, record="deadline.settings")
def save_due_settings(
    session: Session, actor: Actor, choices: tuple[RuleChoice, ...], list_days: Mapping[str, int],
    names_on_paper: bool, review_months: tuple[int, int] | None = None, match_periods: MatchPeriods | None = None,
) -> Changes:
    """Keep switches and numbers; None leaves months and periods as they are. Raises CaseworkError with the rule's key
    as its field, or the setting's."""
    if any(not 1 <= days <= LONGEST_DAYS for days in list_days.values()):
        raise CaseworkError(f"Tage gehen von 1 bis {LONGEST_DAYS}.", field=next(iter(list_days), None))
    for key, months in zip(_MONTHS, review_months or (), strict=False):
        if not 1 <= months <= MOST_MONTHS:
            raise CaseworkError(f"Monate gehen von 1 bis {MOST_MONTHS}.", field=key)
        session.merge(Setting(key=key, value=months))
    if match_periods is not None:
        put_periods(session, match_periods)
    session.merge(Setting(key=_RULES, value={choice.key: kept_choice(choice) for choice in choices}))
    session.merge(Setting(key=_LISTS, value=dict(list_days)))
    session.merge(Setting(key=_NAMES, value=names_on_paper))
    return Changes.of((Kind.OFFICE, 1))


def kept_settings(session: Session) -> DueSettings:
    """Inside a use case: see `due_settings`."""
    keys = (_RULES, _LISTS, _NAMES, *_MONTHS)
    kept = {key: row.value for key in keys if (row := session.get(Setting, key)) is not None}
    first, later = (kept.get(key, getattr(OfficeSettings, key)) for key in _MONTHS)
    return DueSettings(
        chosen_rules(kept.get(_RULES) or {}), kept.get(_LISTS) or {}, kept.get(_NAMES, True), (first, later),
        kept_periods(session),
    )  # fmt: skip
