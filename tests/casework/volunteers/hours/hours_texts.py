"""Every text somebody can type about hours and money of volunteers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.allowances import MoneySettings, money_settings, save_money_settings
from desktop.casework.volunteers.hours.hours import add_hours
from desktop.casework.volunteers.hours.hours_rows import HoursEntry
from desktop.casework.volunteers.hours.money_data import shipped_years
from desktop.clock import today
from desktop.volunteer_terms import Activity
from tests.casework.volunteers.hours.hours_samples import volunteer


def hours_texts(session: Session, actor: Actor) -> dict[str, Callable[[str], Changes]]:
    """Name of the field → entering a text there."""
    entry = HoursEntry(volunteer(session), today(), 30, Activity.CAFE)
    year = shipped_years()[0]
    return {
        "Stunden, Notiz": lambda text: add_hours(session, actor, replace(entry, note=text)),
        "Beträge, Quelle": lambda text: save_money_settings(
            session, actor, MoneySettings((replace(year, source=text),)), money_settings(session, actor)
        ),
    }  # fmt: skip
