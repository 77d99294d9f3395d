"""What a criterion of matching says of a pair: fits, fits not, unknown, nothing, and how many points that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from desktop.casework.volunteers.matching.matching_rows import Aspect, NeedProfile, VolunteerProfile


class Outcome(IntEnum):
    """Which list a reason belongs to, by its place. What is silent brings nothing and is not said."""

    FITS = 0
    MISSES = 1
    UNKNOWN = 2
    SILENT = 3


Verdict = tuple[Outcome, int]
"""Outcome and points."""
MISS: Verdict = Outcome.MISSES, 0


@dataclass(frozen=True)
class Criterion:
    """One aspect worth so many points, with its judge and its words."""

    aspect: Aspect
    weight: int
    judge: Callable[[NeedProfile, VolunteerProfile], Verdict]
    say: Callable[[NeedProfile, VolunteerProfile, Verdict], str]
