"""Mapped classes: what the vault keeps. No behaviour beyond simple properties."""

from desktop.records import (
    appointments,
    assessments,
    attachments,
    care,
    cases,
    office,
    people,
    plans,
    reviews,
    search,
    talks,
    tasks,
    volunteer_matches,
    volunteers,
    wording,
)

__all__ = [
    "appointments",
    "assessments",
    "attachments",
    "care",
    "cases",
    "office",
    "people",
    "plans",
    "reviews",
    "search",
    "talks",
    "tasks",
    "volunteer_matches",
    "volunteers",
    "wording",
]
