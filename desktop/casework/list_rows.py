"""Rows of any list that is taken over: what can be decided about them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.terms import Term


class Decision(Term):
    """What is to be done with a row."""

    CREATE = "create", "neu anlegen"
    UPDATE = "update", "Änderungen übernehmen"
    LEAVE = "leave", "auslassen"


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that is no person at all: a sum, a repeated heading, a line between. Never counted as a row."""

    row: int
    text: str
    reason: str


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
class RowDecision:
    """The user's word on one row; `fields` limits an update to some changes (None: those proposed)."""

    decision: Decision
    fields: frozenset[str] | None = None
