"""Volunteers whose personal data were deleted: what stays is a record without a name, for the figures."""

from __future__ import annotations

from desktop.errors import CaseworkError
from desktop.records.volunteers import Volunteer

FORGOTTEN = "(Angaben gelöscht)"
"""Stands in place of the name of somebody whose data were deleted; nobody can be called so."""


def is_forgotten(volunteer: Volunteer) -> bool:
    """Whether everything personal was deleted."""
    return volunteer.family_name == FORGOTTEN


def not_forgotten(volunteer: Volunteer) -> Volunteer:
    """The same. Raises CaseworkError for somebody whose data were deleted: nothing personal is kept there again."""
    if is_forgotten(volunteer):
        raise CaseworkError("Die Angaben wurden gelöscht. Wer wieder mitmachen möchte, wird bitte neu eingetragen.")
    return volunteer
