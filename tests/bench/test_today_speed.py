"""„Heute“ on a full vault, and how its cost grows with the number of people when what is due stays the same."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from desktop.casework.deadlines.today import today_view
from desktop.casework.deadlines.work_lists import work_list_heads
from desktop.casework.office import actor_for
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from tests.bench.conftest import CHEAP, DUE, LABEL, PASSWORD, opened_copies
from tests.bench.yardstick import Yardstick, seconds

pytestmark = pytest.mark.bench

ROUNDS = 15


def test_today_with_5000_people_and_100000_talks(busy_files: VaultFiles, yardstick: Yardstick) -> None:
    with unlock(busy_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        lines = len(today_view(session, actor).lines)
        taken = seconds(lambda: today_view(session, actor))
        lists = seconds(lambda: work_list_heads(session, actor), 3)
    assert lines > 500
    yardstick.note(f"Heute mit {lines} Zeilen, 5.000 Personen", f"{taken * 1000:.0f} ms", "", "≤ 300 ms")
    yardstick.note("Arbeitslisten gezählt, 100.000 Gespräche", f"{lists * 1000:.0f} ms", "", "")


def test_ten_times_the_people_cost_today_hardly_more(
    few_and_many: tuple[Path, Path], tmp_path: Path, yardstick: Yardstick
) -> None:
    """The crowd is quiet: nothing of it is due. Both are measured in turn, so that a busy machine hits both."""
    with opened_copies(few_and_many, tmp_path) as (few, many), few.session() as small, many.session() as large:
        ours, theirs = actor_for(small, LABEL), actor_for(large, LABEL)
        assert len(today_view(small, ours).lines) == len(today_view(large, theirs).lines) == DUE
        pairs = [
            (seconds(lambda: today_view(large, theirs), 1), seconds(lambda: today_view(small, ours), 1))
            for _ in range(ROUNDS)
        ]
    much, little = map(median, zip(*pairs, strict=True))
    yardstick.ratio("Heute, 5.000 gegen 500 Personen, gleich viel fällig", much, little, 1.3, "≤ 1,3 ×")
