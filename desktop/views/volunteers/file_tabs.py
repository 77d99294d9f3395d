"""Tabs of a volunteer's file. Each is loaded at its first visit: until then it costs neither memory nor time.

A page gets the file: `file.work`, `file.drafts`, `file.places`, `file.volunteer_id`, `file.messages`, `file.drawer`,
`file.shown_head` and the signal `file.head_read`. It may have `show_target(*target)`, called on every visit with what
came behind the tab's key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage


@dataclass(frozen=True)
class FileTab:
    """A page of a volunteer's file made elsewhere."""

    key: str
    words: str
    make: Callable[[VolunteerFilePage], QWidget]


def file_tabs() -> tuple[FileTab, ...]:
    """All tabs in their order."""
    return (
        FileTab("profile", _tr("Profil"), make_profile),
        FileTab("papers", _tr("Unterlagen"), make_papers),
        FileTab("matches", _tr("Begleitungen"), make_matches),
        FileTab("hours", _tr("Stunden"), make_hours),
        FileTab("contacts", _tr("Kontakte und Verlauf"), make_contacts),
    )  # fmt: skip


def make_profile(file: VolunteerFilePage) -> QWidget:
    """Everything that is entered by hand."""
    from desktop.views.volunteers.register.profile_page import ProfilePage  # noqa: PLC0415  see above

    return ProfilePage(file.work, file.drafts, file.places, file.volunteer_id)


def make_matches(file: VolunteerFilePage) -> QWidget:
    """Whom the volunteer accompanies."""
    from desktop.views.volunteers.matches.volunteer_matches_page import VolunteerMatchesPage  # noqa: PLC0415  see above

    return VolunteerMatchesPage(file)


def make_papers(file: VolunteerFilePage) -> QWidget:
    """What was seen and signed, and until when it counts."""
    from desktop.views.volunteers.papers.volunteer_papers_page import VolunteerPapersPage  # noqa: PLC0415  see above

    return VolunteerPapersPage(file)


def make_hours(file: VolunteerFilePage) -> QWidget:
    """Hours and expenses of each month, the year in sums."""
    from desktop.views.volunteers.hours.volunteer_hours_page import VolunteerHoursPage  # noqa: PLC0415  see above

    return VolunteerHoursPage(file)


def make_contacts(file: VolunteerFilePage) -> QWidget:
    """What was talked about, and every status there was."""
    from desktop.views.volunteers.register.contacts_page import ContactsPage  # noqa: PLC0415  see above

    return ContactsPage(file)


def _tr(text: str) -> str:
    return QCoreApplication.translate("file_tabs", text)
