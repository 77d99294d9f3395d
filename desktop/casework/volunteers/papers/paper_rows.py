"""Papers of volunteers as they travel up and down: entries, rows, standings and lines of the renewal list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.terms import Term
from desktop.volunteer_terms import Cover, OnBehalfOf, PaperKind, VolunteerStatus


class Standing(Term):
    """How a kind of paper stands on a day."""

    VALID = "valid", "gültig"
    SOON = "soon", "läuft bald ab"
    BRIDGED = "bridged", "überbrückt"
    OPEN = "open", "zu klären"
    MISSING = "missing", "fehlt"
    EXPIRED = "expired", "abgelaufen"
    REFUSED = "refused", "mit Eintragungen"
    NOT_NEEDED = "not_needed", "nicht nötig"

    @property
    def in_order(self) -> bool:
        """Nothing is to be done about it now."""
        return self in (Standing.VALID, Standing.SOON, Standing.NOT_NEEDED)


@dataclass(frozen=True)
class PaperEntry:
    """A paper as it is entered. Only what the catalogue names for its kind may be filled in."""

    kind: PaperKind
    issued_on: dt.date | None = None
    seen_on: dt.date | None = None
    seen_by: str = ""
    no_entries: bool | None = None
    is_proven: bool | None = None
    valid_until: dt.date | None = None
    title: str = ""
    on_behalf_of: OnBehalfOf | None = None
    cover: Cover | None = None
    note: str = ""


@dataclass(frozen=True)
class PaperRow:
    """A paper that is kept; `row_version` is needed to change it."""

    id: int
    row_version: int
    entry: PaperEntry

    @property
    def kind(self) -> PaperKind:
        return self.entry.kind


@dataclass(frozen=True)
class PaperState:
    """How one kind stands: `words` give the reason, `until` is its last day, `row` what it rests on, if anything."""

    kind: PaperKind
    standing: Standing
    words: str
    until: dt.date | None = None
    row: PaperRow | None = None


@dataclass(frozen=True)
class VolunteerPapers:
    """The papers of one volunteer: one state per kind, all rows newest first, and what has to be said beforehand."""

    volunteer_id: int
    name: str
    status: VolunteerStatus
    states: tuple[PaperState, ...]
    rows: tuple[PaperRow, ...]
    minors_block: str
    """Why this volunteer may not accompany minors; empty when nothing stands against it."""
    accompanies_minors: bool

    def of(self, kind: PaperKind) -> tuple[PaperRow, ...]:
        """The rows of a kind, newest first."""
        return tuple(row for row in self.rows if row.kind is kind)


@dataclass(frozen=True)
class PaperLine:
    """A line of the renewal list: who, what, until when."""

    volunteer_id: int
    name: str
    status: VolunteerStatus
    kind: PaperKind
    standing: Standing
    words: str
    until: dt.date | None
    accompanies_minors: bool = False


@dataclass(frozen=True)
class ErasureLine:
    """Somebody whose Ehrenamt ended and of whom something is to be deleted from `due_on` on."""

    volunteer_id: int
    name: str
    ended_on: dt.date
    due_on: dt.date
    whole: bool
    """False: what is kept of the conduct certificate; True: everything that is personal."""
    words: str


@dataclass(frozen=True)
class PapersOverview:
    """What the place tab shows: the renewal list and what is to be deleted."""

    day: dt.date
    lines: tuple[PaperLine, ...]
    erasures: tuple[ErasureLine, ...]
