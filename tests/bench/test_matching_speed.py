"""Ranking 500 volunteers for a need, and the best assignment of 60 needs to 500 volunteers.

The whole use case is measured, reading included. Beside it, in turn, stands the bare work in it: the same tables read
by the driver, a loop over the same pairs that compares ten things and adds up points, and the solver called on the
same matrix.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from random import Random
from statistics import median
from typing import Any

import pytest
from scipy.optimize import linear_sum_assignment
from sqlalchemy.orm import Session

from desktop.casework.office import actor_for, first_actor
from desktop.casework.volunteers.matching.best_match import best_assignment
from desktop.casework.volunteers.matching.matching import suggestions
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault
from tests.bench.conftest import CHEAP, LABEL, PASSWORD
from tests.bench.yardstick import Yardstick, seconds
from tests.casework.volunteers.matching.matching_crowd import add_needs, add_volunteers

pytestmark = pytest.mark.bench

VOLUNTEERS, NEEDS, ROUNDS = 500, 60, 15
RANKING_LIMIT, ASSIGNMENT_LIMIT = 9, 9
_READS = (
    "SELECT volunteer_id, code, skill FROM volunteer_languages",
    "SELECT volunteer_id, weekday, start, \"end\" FROM volunteer_times",
    "SELECT volunteer_id, issued_on, seen_on, no_entries, valid_until FROM volunteer_papers WHERE kind = 'conduct'",
    "SELECT volunteer_id, need_id, stage FROM volunteer_matches",
    "SELECT DISTINCT volunteer_id, activity FROM volunteer_hours",
)
_VOLUNTEERS = (
    "SELECT activities, target_groups, excluded_groups, excluded_activities, interests, id, family_name, given_names, "
    "status, consent_on, sex, area, town, radius_km, has_car, minutes_per_week, most_matches FROM volunteers "
    "ORDER BY id"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenVault, list[int]]]:
    """A vault with 500 volunteers and 60 needs; the needs by their ids."""
    files = VaultFiles(tmp_path_factory.mktemp("ehrenamt") / "Ehrenamt.wegplan")
    vault, _ = create_vault(files, label=LABEL, password=PASSWORD, cost=CHEAP)
    with vault:
        with vault.session() as session:
            first_actor(session, LABEL, LABEL)
            add_volunteers(session, Random(20261123), VOLUNTEERS)
            needs = add_needs(session, Random(20261123), NEEDS)
        yield vault, needs


def test_500_volunteers_are_ranked_for_a_need(town: tuple[OpenVault, list[int]], yardstick: Yardstick) -> None:
    vault, needs = town
    with vault.session() as session:
        actor = actor_for(session, LABEL)
        assert len(suggestions(session, actor, needs[0])) == VOLUNTEERS
        ours, bare = in_turn(partial(suggestions, session, actor, needs[0]), partial(bare_work, session, 1, None))
    yardstick.ratio("500 Ehrenamtliche für einen Bedarf gereiht", ours, bare, RANKING_LIMIT, "≤ 100 ms")


def test_60_needs_are_shared_out_among_500_volunteers(
    town: tuple[OpenVault, list[int]], yardstick: Yardstick
) -> None:
    vault, needs = town
    with vault.session() as session:
        actor = actor_for(session, LABEL)
        found = best_assignment(session, actor, needs)
        assert len(found.proposals) + len(found.left) == NEEDS
        assert len(found.proposals) > NEEDS // 2
        worth = Random(7)
        matrix = [[worth.randrange(10**9) for _ in range(2 * VOLUNTEERS)] for _ in range(NEEDS)]
        share_out, solve = partial(best_assignment, session, actor, needs), partial(bare_work, session, NEEDS, matrix)
        ours, bare = in_turn(share_out, solve)
    yardstick.ratio("60 Bedarfe auf 500 Ehrenamtliche verteilt", ours, bare, ASSIGNMENT_LIMIT, "≤ 1 s")


def in_turn(ours: Any, bare: Any) -> tuple[float, float]:
    """Medians of both, measured in turn, so that what else this PC does slows both down."""
    pairs = [(seconds(ours, 1), seconds(bare, 1)) for _ in range(ROUNDS)]
    mine, theirs = map(median, zip(*pairs, strict=True))
    return mine, theirs


def bare_work(session: Session, needs: int, matrix: list[list[int]] | None) -> None:
    """Read, compare, solve, without a word said about it."""
    with session.begin():
        connection = session.connection()
        for read in _READS:
            connection.exec_driver_sql(read).fetchall()
        rows = connection.exec_driver_sql(_VOLUNTEERS).fetchall()
    volunteers = [[*(frozenset(json.loads(cell)) for cell in row[:5]), *row[5:]] for row in rows]
    for _ in range(needs):
        sorted(map(bare_points, volunteers))
    if matrix is not None:
        linear_sum_assignment(matrix, maximize=True)


def bare_points(one: list[Any]) -> int:
    """Ten comparisons of plain values."""
    points = 24 if "everyday" in one[0] else 0
    points += 8 if one[1] & {"women", "single"} else 0
    points += 0 if one[2] & {"women", "single"} else 16
    points += 0 if "everyday" in one[3] else 20
    points += 4 if one[4] & {"Kochen", "Musik"} else 0
    points += 4 if one[8] == "ready" or one[8] == "active" else 0
    points += 4 if one[10] == "w" else 0
    points += 10 if one[12] == "Musterlingen" else 5
    points += 4 if one[15] is None or one[15] > 90 else 0
    return points + (4 if one[16] > 1 else 0)
