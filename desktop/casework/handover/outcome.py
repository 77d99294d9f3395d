"""What comparing a hand-over list with the vault came to, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from desktop.casework.list_rows import Decision, FieldChange
from desktop.terms import Term


class Outcome(Term):
    """How a row stands to the vault; every row has exactly one."""

    NEW = "new", "neu"
    CHANGED = "changed", "geändert"
    SAME = "same", "unverändert"
    DUPLICATE = "duplicates", "mögliche Dublette"
    UNREADABLE = "unreadable", "nicht lesbar"


@dataclass(frozen=True)
class PreviewRow:
    """One row of the list: what it is, why, and what is proposed.

    `person_id` is the person of the vault it was found to be (or suspected to be); `other_row` an earlier row of the
    same list. `doubts` are field codes with a sentence each.
    """

    row: int
    name: str
    birth: str
    family_number: str
    outcome: Outcome
    proposal: Decision
    reason: str = ""
    person_id: int | None = None
    other_row: int | None = None
    changes: tuple[FieldChange, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the vault knows it so already: leaving it out is no rejection."""
        return self.outcome is Outcome.SAME

    @property
    def choices(self) -> tuple[Decision, ...]:
        """What the user may decide here."""
        if self.outcome is Outcome.UNREADABLE:
            return (Decision.LEAVE,)
        if self.outcome is Outcome.NEW:
            return (Decision.CREATE, Decision.LEAVE)
        if self.outcome is Outcome.DUPLICATE:
            update = (Decision.UPDATE,) if self.person_id is not None else ()
            return (Decision.LEAVE, Decision.CREATE, *update)
        return (Decision.UPDATE, Decision.LEAVE) if self.changes else (Decision.LEAVE,)


@dataclass(frozen=True)
class Counts:
    """`rows` = new + changed + same + duplicates + unreadable; ignored lines (sums, headings) come on top."""

    rows: int
    new: int
    changed: int
    same: int
    duplicates: int
    unreadable: int
    ignored: int

    @classmethod
    def of(cls, rows: Iterable[PreviewRow], ignored: int) -> Counts:
        found = Counter(row.outcome for row in rows)
        counted = {outcome.value: found[outcome] for outcome in Outcome}
        return cls(rows=sum(found.values()), **counted, ignored=ignored)

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Preview:
    """A whole list compared with the vault."""

    rows: tuple[PreviewRow, ...]
    counts: Counts


@dataclass(frozen=True)
class ImportOptions:
    """How a list is taken over. Without a responsible user it is who imports (decision 33). Sender and day are the
    list's own.

    `seen` are the counts the user saw: when the vault has changed since, nothing is imported. `columns` is remembered
    for the sender (heading → field code).
    """

    responsible_id: int | None = None
    seen: Counts | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
