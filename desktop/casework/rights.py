"""Who may do what: the table of roles is what grows (DS-02)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.terms import Role


class Right(StrEnum):
    """One thing a role may or may not do."""

    READ_OFFICE = "read_office"
    EDIT_OFFICE = "edit_office"
    LIST_CASES = "list_cases"
    READ_CASE = "read_case"
    EDIT_CASE = "edit_case"
    READ_CONFIDENTIAL = "read_confidential"
    """Have shown what one adult of a family alone, or a specially protected area, is about (DS-04, DS-05)."""
    IMPORT = "import"
    PRINT = "print"
    EDIT_CATALOGUE = "edit_catalogue"
    EXPORT = "export"
    KEEP_DRAFT = "keep_draft"
    SEE_DUE = "see_due"
    """„Heute“, as far as one may know of what is due."""
    ACT_ON_DUE = "act_on_due"
    MANAGE_ACCESS = "manage_access"
    DELETE = "delete"
    READ_VOLUNTEERS = "read_volunteers"
    EDIT_VOLUNTEERS = "edit_volunteers"
    READ_MATCHES = "read_matches"
    """See what is known of the people a volunteer accompanies as far as the match needs it."""
    EDIT_MATCHES = "edit_matches"
    EXPORT_VOLUNTEERS = "export_volunteers"
    """Save lists of volunteers as files; no list of clients."""


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.MANAGER: frozenset(Right),
    Role.COORDINATOR: frozenset((
        Right.READ_OFFICE, Right.KEEP_DRAFT, Right.SEE_DUE, Right.ACT_ON_DUE, Right.READ_VOLUNTEERS,
        Right.EDIT_VOLUNTEERS, Right.READ_MATCHES, Right.EDIT_MATCHES, Right.EXPORT_VOLUNTEERS,
    )),
}
"""The coordination of volunteers knows of clients what a match needs and opens no case file."""


@dataclass(frozen=True)
class Actor:
    """The acting user, as known after unlocking."""

    user_id: int
    name: str
    short: str
    role: Role

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role]
