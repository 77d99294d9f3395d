"""What a change touched, so that open pages can decide whether to refresh."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of things a change can touch."""

    PERSON = "person"
    FAMILY = "family"
    CASE = "case"
    CONSENT = "consent"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    REVIEW = "review"
    IMPORT = "import"
    CATALOGUE = "catalogue"
    WORDING = "wording"
    OFFICE = "office"
    USER = "user"
    DRAFT = "draft"
    ATTACHMENT = "attachment"
    TALK = "talk"
    TASK = "task"
    DEADLINE = "deadline"
    APPOINTMENT = "appointment"
    TEXT_BLOCK = "text_block"
    APPROVAL = "approval"
    VIEW = "view"
    VOLUNTEER = "volunteer"
    """With papers, times, contacts and hours of the volunteer."""
    NEED = "need"
    MATCH = "match"


@dataclass(frozen=True)
class Changes:
    """Kinds and ids a use case touched; `made` is the id of the thing it made, if any."""

    touched: frozenset[tuple[Kind, int]] = frozenset()
    made: int | None = None

    @classmethod
    def of(cls, *touched: tuple[Kind, int], made: int | None = None) -> Changes:
        return cls(frozenset(touched), made)

    def __or__(self, other: Changes) -> Changes:
        """Both together; `made` of the right one wins when it has one."""
        return Changes(self.touched | other.touched, other.made if other.made is not None else self.made)

    def touches(self, kind: Kind, id_: int | None = None) -> bool:
        """Whether this kind (and this id, if given) was touched."""
        return any(k is kind and (id_ is None or i == id_) for k, i in self.touched)
