"""How a volunteer's state is said and shown: icons with colour roles, languages with their level, room for more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage
from desktop.clock import german_date
from desktop.volunteer_terms import Activity, VolunteerStatus

_MARKS = {
    VolunteerStatus.INTEREST: ("circle-help", "muted"),
    VolunteerStatus.FIRST_TALK: ("message-square", "accent"),
    VolunteerStatus.PAPERS_OPEN: ("clock", "warn"),
    VolunteerStatus.READY: ("circle-check", "ok"),
    VolunteerStatus.ACTIVE: ("hand-heart", "ok"),
    VolunteerStatus.PAUSE: ("hourglass", "warn"),
    VolunteerStatus.ENDED: ("archive", "muted"),
}  # fmt: skip


def volunteer_mark(status: VolunteerStatus) -> tuple[str, str]:
    """Icon and colour role of a status."""
    return _MARKS[status]


def status_words(status: VolunteerStatus, pause_until: dt.date | None) -> str:
    """„im Einsatz“, „Pause bis 31.12.2026“."""
    if status is VolunteerStatus.PAUSE and pause_until is not None:
        return f"{status.label} bis {german_date(pause_until)}"
    return status.label


def spoken_words(languages: Iterable[SpokenLanguage]) -> str:
    """„Deutsch (Muttersprache), Arabisch (gut)“."""
    return ", ".join(f"{language_name(spoken.code)} ({spoken.skill.label})" for spoken in languages)


def activity_words(activities: Iterable[Activity]) -> str:
    """„Sprachpatenschaft, Fahrdienst“."""
    return ", ".join(activity.label for activity in activities)


def free_words(running: int, most: int) -> str:
    """„1 von 2 frei“; „ausgelastet“ where there is no room for another match."""
    free = max(0, most - running)
    return f"{free} von {most} frei" if free else "ausgelastet"


def overload_words(since: dt.date) -> str:
    """„Hinweis auf Überlastung vom 20.11.2026“."""
    return f"Hinweis auf Überlastung vom {german_date(since)}"
