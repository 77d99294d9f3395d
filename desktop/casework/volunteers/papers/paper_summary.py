"""All papers of a volunteer in a few words, for lists and the head of the file."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.casework.volunteers.papers.paper_rows import PaperState, Standing
from desktop.clock import german_date

_ORDER = (Standing.REFUSED, Standing.EXPIRED, Standing.MISSING, Standing.OPEN, Standing.BRIDGED, Standing.SOON)
"""What is said first."""
BLOCKING = frozenset({Standing.REFUSED, Standing.EXPIRED, Standing.MISSING})
"""Somebody cannot do everything with a paper standing so."""


def papers_in_words(states: Iterable[PaperState]) -> tuple[str, bool]:
    """What is to be done, the worst first („Führungszeugnis abgelaufen (+1)“), and whether it blocks.

    Empty words while all is well.
    """
    open_states = sorted((state for state in states if state.standing in _ORDER),
                         key=lambda state: _ORDER.index(state.standing))  # fmt: skip
    if not open_states:
        return "", False
    first, more = open_states[0], len(open_states) - 1
    said = f"{first.kind.label.removeprefix('erweitertes ')} {_stands(first)}"
    return f"{said} (+{more})" if more else said, first.standing in BLOCKING


def _stands(state: PaperState) -> str:
    if state.until is not None and state.standing in (Standing.SOON, Standing.BRIDGED):
        words = "gilt bis" if state.standing is Standing.SOON else "überbrückt bis"
        return f"{words} {german_date(state.until)}"
    return state.standing.label
