"""Which status may follow which (domain 1.3), as one table, and what each move demands."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.terms import CaseStatus as S


@dataclass(frozen=True)
class Move:
    """A status that may come next; `needs_reason` when the move is unusual or must be understood later."""

    to: S
    needs_reason: bool = False
    needs_day: bool = False
    """Whether the day of resumption must be given."""


WAY: tuple[S, ...] = (
    S.ANNOUNCED, S.CONTACT_OPEN, S.OFFERED, S.WITHOUT_PLAN, S.ASSESSMENT, S.PLANNING, S.ACCOMPANIED, S.EXTENDED,
    S.CLOSING,
)
"""The usual course, in its order."""

RUNNING = frozenset(WAY)
"""Somebody is counselled or is to be."""
COUNSELLED = frozenset({S.WITHOUT_PLAN, S.ASSESSMENT, S.PLANNING, S.ACCOMPANIED, S.EXTENDED, S.CLOSING})
"""The offer was accepted."""
OVER = frozenset({S.ENDED, S.AFTERCARE, S.DECLINED, S.NOT_REACHED, S.NOT_TARGET})
"""Files that may be taken up again with a reason."""

CLOSED = frozenset({S.ENDED, S.AFTERCARE, S.BLOCKED})
"""Files that have had their Abschluss."""

_NEXT: dict[S, tuple[S, ...]] = {
    S.ANNOUNCED: (S.CONTACT_OPEN,),
    S.CONTACT_OPEN: (S.OFFERED, S.WITHOUT_PLAN, S.ASSESSMENT, S.NOT_REACHED, S.DECLINED),
    S.OFFERED: (S.WITHOUT_PLAN, S.ASSESSMENT, S.DECLINED, S.NOT_REACHED),
    S.WITHOUT_PLAN: (S.ASSESSMENT, S.PLANNING, S.CLOSING),
    S.ASSESSMENT: (S.WITHOUT_PLAN, S.PLANNING, S.CLOSING),
    S.PLANNING: (S.ASSESSMENT, S.WITHOUT_PLAN, S.ACCOMPANIED, S.CLOSING),
    S.ACCOMPANIED: (S.EXTENDED, S.CLOSING),
    S.EXTENDED: (S.CLOSING,),
    S.CLOSING: (),
    S.RESTING: (),
    S.ENDED: (S.AFTERCARE,),
    S.AFTERCARE: (),
    S.DECLINED: (S.OFFERED,),
    S.NOT_REACHED: (S.CONTACT_OPEN, S.OFFERED),
    S.NOT_TARGET: (),
    S.BLOCKED: (),
}
"""The arrows of domain 1.3. `BLOCKED` is left only by deletion; a case ends with `case_closing.close_case`."""

_WITH_REASON: dict[S, tuple[S, ...]] = {
    S.CLOSING: (S.WITHOUT_PLAN, S.ASSESSMENT, S.PLANNING, S.ACCOMPANIED, S.EXTENDED),
    S.ACCOMPANIED: (S.PLANNING, S.WITHOUT_PLAN),
    S.EXTENDED: (S.ACCOMPANIED, S.WITHOUT_PLAN),
    S.OFFERED: (S.CONTACT_OPEN,),
}
"""Ways back, which somebody will want to understand later."""


def moves_from(status: S) -> tuple[Move, ...]:
    """Every status that may come next, the usual ones first."""
    moves = [Move(to) for to in _NEXT[status]]
    later = WAY[WAY.index(status) + 1 :] if status in RUNNING else ()
    moves += [Move(to, needs_reason=True) for to in (*_WITH_REASON.get(status, ()), *later)]
    if status in RUNNING:
        moves += [Move(S.RESTING, needs_reason=True, needs_day=True), Move(S.NOT_TARGET, needs_reason=True)]
    if status is S.RESTING:
        moves += [Move(to) for to in WAY]
        moves += [Move(S.NOT_REACHED, needs_reason=True), Move(S.NOT_TARGET, needs_reason=True)]
    if status in OVER:
        moves += [Move(to, needs_reason=True) for to in WAY if to not in (S.ANNOUNCED, S.CLOSING)]
    seen: dict[S, Move] = {}
    for move in moves:
        seen.setdefault(move.to, move)
    return tuple(seen.values())


def move_to(present: S, wanted: S) -> Move | None:
    """How `wanted` may follow `present`; None when it may not."""
    return next((move for move in moves_from(present) if move.to is wanted), None)
