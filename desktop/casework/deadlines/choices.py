"""The office's own numbers of the rules and work lists, kept in its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.rules import LONGEST_DAYS, Rule, RuleChoice, chosen_rules, kept_choice
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError
from desktop.records.office import Setting

_RULES, _LISTS, _NAMES = "deadline_rules", "work_list_days", "week_sheet_names"


@dataclass(frozen=True)
class DueSettings:
    """`list_days` by key of the work list; with `names_on_paper` the week's sheet prints names beside case numbers."""

    rules: tuple[Rule, ...]
    list_days: Mapping[str, int] = field(default_factory=dict)
    names_on_paper: bool = True


@query(Right.READ_OFFICE)
def due_settings(session: Session, actor: Actor) -> DueSettings:
    """All rules with the office's numbers."""
    return kept_settings(session)


@change(Right.EDIT_OFFICE, record="deadline.settings")
def save_due_settings(
    session: Session, actor: Actor, choices: tuple[RuleChoice, ...], list_days: Mapping[str, int],
    names_on_paper: bool,
) -> Changes:
    """Keep switches and numbers. Raises CaseworkError with the rule's key as its field."""
    if any(not 1 <= days <= LONGEST_DAYS for days in list_days.values()):
        raise CaseworkError(f"Tage gehen von 1 bis {LONGEST_DAYS}.", field=next(iter(list_days), None))
    session.merge(Setting(key=_RULES, value={choice.key: kept_choice(choice) for choice in choices}))
    session.merge(Setting(key=_LISTS, value=dict(list_days)))
    session.merge(Setting(key=_NAMES, value=names_on_paper))
    return Changes.of((Kind.OFFICE, 1))


def kept_settings(session: Session) -> DueSettings:
    """Inside a use case: see `due_settings`."""
    kept = {key: row.value for key in (_RULES, _LISTS, _NAMES) if (row := session.get(Setting, key)) is not None}
    names = kept.get(_NAMES)
    return DueSettings(chosen_rules(kept.get(_RULES) or {}), kept.get(_LISTS) or {}, True if names is None else names)
