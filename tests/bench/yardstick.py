"""Measuring as ratios: our work and a bare reference in one run, so that the speed of the machine cancels out.

Milliseconds are printed beside the issue's targets and never fail anything (decision 35); only a ratio does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Yardstick:
    """The table of one run."""

    rows: list[tuple[str, ...]] = field(default_factory=list)

    def ratio(self, what: str, ours: float, bare: float, limit: float, target: str = "", unit: str = "ms") -> None:
        """Note seconds (or, with a `unit`, plain numbers) of ours and of the bare reference; fails above `limit`."""
        found = ours / bare
        times = (f"{ours * 1000:.1f} ms", f"{bare * 1000:.1f} ms") if unit == "ms" else (f"{ours:.2f} {unit}", "1")
        self.rows.append((what, *times, f"{found:.2f} ×", f"≤ {limit} ×", target))
        assert found <= limit, f"{what}: {found:.2f} × the bare reference, allowed {limit} ×"

    def note(self, what: str, ours: str, bare: str, target: str) -> None:
        """Note something that is no ratio."""
        self.rows.append((what, ours, bare, "", "", target))

    def table(self) -> str:
        """All rows, in columns."""
        head = ("Was", "Wegplan", "nackt", "Verhältnis", "erlaubt", "Ziel")
        rows = [head, *self.rows]
        widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        return "\n".join(lines)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Median wall time of `work`."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)
