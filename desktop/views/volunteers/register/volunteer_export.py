"""Saves a list of volunteers as a file."""

from __future__ import annotations

from desktop.casework.volunteers.register.list_export import note_volunteer_export
from desktop.views.list_export import ListExport


class VolunteerExport(ListExport):
    """As every list, by a right of its own that the coordination of volunteers has, too."""

    note = staticmethod(note_volunteer_export)
