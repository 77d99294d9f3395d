"""What comparing a list with the vault came to, row by row, and what the user decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from desktop.terms import Term


class Outcome(Term):
    """How a row stands to the vault; every row has exactly one."""

    NEW = "new", "neu"
    CHANGED = "changed", "geändert"
    SAME = "same", "unverändert"
    DUPLICATE = "duplicates", "mögliche Dublette"
    UNREADABLE = "unreadable", "nicht lesbar"


class Decision(Term):
    """What is to be done with a row."""

    CREATE = "create", "neu anlegen"
    UPDATE = "update", "Änderungen übernehmen"
    LEAVE = "leave", "auslassen"


@dataclass(frozen=True)
class FieldChange:
    """A fact the list tells differently from the vault. `old` and `new` are texts for people.

    `proposed` is False when the vault knows better: something confirmed or newer than the list; `why` says so.
    """

    name: str
    label: str
    old: str
    new: str
    proposed: bool = True
    why: str = ""


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
class RowDecision:
    """The user's word on one row; `fields` limits an update to some changes (None: those proposed)."""

    decision: Decision
    fields: frozenset[str] | None = None


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
