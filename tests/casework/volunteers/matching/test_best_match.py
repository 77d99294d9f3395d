"""The best assignment against brute force: every assignment of small random instances is looked at."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as some
from hypothesis.errors import NoSuchExample

from desktop.casework.volunteers.matching.best_match import ALL_TAKEN, NOBODY, Scores, assign, distribute
from desktop.casework.volunteers.matching.matching_rows import NeedProfile, VolunteerProfile
from desktop.casework.volunteers.week_times import Span
from desktop.terms import PartialDate
from desktop.volunteer_terms import Activity, VolunteerStatus

ROOT = Path(__file__).resolve().parents[4]
DAY = dt.date(2026, 11, 23)
TUESDAY = Span(1, 960, 1080)

Assigned = tuple[int | None, ...]
Solver = Callable[[Scores, Sequence[int], Sequence[int]], Assigned]


@some.composite
def instances(draw: some.DrawFn) -> tuple[list[list[int | None]], list[int], list[int]]:
    """Up to four needs and four volunteers; few different scores, so that there are many ties."""
    needs, volunteers = draw(some.integers(1, 4)), draw(some.integers(0, 4))
    pair = some.none() | some.sampled_from((0, 1, 40, 41, 80, 100)) | some.integers(0, 100)
    scores = [[draw(pair) for _ in range(volunteers)] for _ in range(needs)]
    capacities = [draw(some.integers(-1, 3)) for _ in range(volunteers)]
    return scores, capacities, [draw(some.sampled_from((0, 1, 14, 365, 3650))) for _ in range(needs)]


def all_assignments(scores: Scores, capacities: Sequence[int]) -> Iterator[Assigned]:
    """Every assignment that respects limits and room, nobody for everybody included."""
    options: list[list[int | None]] = [[None, *(at for at, one in enumerate(row) if one is not None)] for row in scores]
    for assigned in product(*options):
        if is_allowed(scores, capacities, assigned):
            yield assigned


def is_allowed(scores: Scores, capacities: Sequence[int], assigned: Assigned) -> bool:
    taken = Counter(at for at in assigned if at is not None)
    pairs = [(need, at) for need, at in enumerate(assigned) if at is not None]
    return all(taken[at] <= capacities[at] for at in taken) and all(scores[need][at] is not None for need, at in pairs)


def value(scores: Scores, waiting: Sequence[int], assigned: Assigned) -> tuple[int, int, int]:
    """How many are served, with how many points, after how many days: compared in this order."""
    pairs = [(need, at) for need, at in enumerate(assigned) if at is not None]
    return len(pairs), sum(scores[need][at] or 0 for need, at in pairs), sum(waiting[need] for need, _ in pairs)


def is_best(solver: Solver, scores: Scores, capacities: Sequence[int], waiting: Sequence[int]) -> bool:
    found = solver(scores, capacities, waiting)
    best = max(value(scores, waiting, one) for one in all_assignments(scores, capacities))
    return is_allowed(scores, capacities, found) and value(scores, waiting, found) == best


def greedy(scores: Scores, capacities: Sequence[int], waiting: Sequence[int]) -> Assigned:
    """What one would do by hand: need by need the best who is left."""
    left, found = list(capacities), []
    for row in scores:
        able = [(one, at) for at, one in enumerate(row) if one is not None and left[at] > 0]
        best = max(able, default=None)
        found.append(best[1] if best else None)
        if best:
            left[best[1]] -= 1
    return tuple(found)


def points_only(scores: Scores, capacities: Sequence[int], waiting: Sequence[int]) -> Assigned:
    """Most points without caring how many are served."""
    return max(all_assignments(scores, capacities), key=lambda one: value(scores, waiting, one)[1])


def waiting_forgotten(scores: Scores, capacities: Sequence[int], waiting: Sequence[int]) -> Assigned:
    return assign(scores, capacities, [0] * len(waiting))


@given(instances())
@settings(max_examples=400, deadline=None)
def test_no_assignment_is_better_than_the_proposed_one(
    instance: tuple[list[list[int | None]], list[int], list[int]]
) -> None:
    assert is_best(assign, *instance)


@pytest.mark.parametrize("solver", [greedy, points_only, waiting_forgotten])
def test_a_solver_that_is_not_the_best_is_found_out(solver: Solver) -> None:
    """The control: the same comparison tells each of these wrong ways from the right one."""
    wrong = find(instances(), lambda instance: not is_best(solver, *instance),
                 settings=settings(max_examples=5000, deadline=None, database=None))  # fmt: skip
    assert is_best(assign, *wrong)


def test_the_right_solver_is_not_found_out() -> None:
    with pytest.raises(NoSuchExample):
        find(instances(), lambda instance: not is_best(assign, *instance),
             settings=settings(max_examples=200, deadline=None, database=None))  # fmt: skip


def test_serving_more_needs_comes_before_points_and_points_before_waiting() -> None:
    assert assign([[100, 10], [90, None]], [1, 1], [0, 0]) == (1, 0)
    assert assign([[50], [51]], [1], [900, 0]) == (None, 0)
    assert assign([[50], [50]], [1], [3, 4]) == (None, 0)


def test_sixty_needs_of_ten_years_stay_exact() -> None:
    """One day of one need decides among sixty long ones, so no digit is lost."""
    scores: list[list[int | None]] = [[100] * 59 for _ in range(60)]
    assert assign(scores, [1] * 59, [3650] * 41 + [3649] + [3650] * 18)[41] is None


def test_nobody_free_leaves_everybody_without_a_proposal() -> None:
    assert assign([[50, 60]], [0, -1], [1]) == (None,)
    assert assign([[None]], [3], [1]) == (None,)
    assert assign([], [], []) == ()


# --- profiles -----------------------------------------------------------------------------------------------------


def need(id_: int, days: int = 0, **fields: object) -> NeedProfile:
    base = NeedProfile(id_, DAY, Activity.EVERYDAY, DAY - dt.timedelta(days=days), births=(PartialDate(1990),))
    return replace(base, **fields)  # type: ignore[arg-type]


def volunteer(id_: int, **fields: object) -> VolunteerProfile:
    base = VolunteerProfile(id_, f"Nr. {id_}", activities=frozenset({Activity.EVERYDAY}))
    return replace(base, **fields)  # type: ignore[arg-type]


def proposed(needs: Sequence[NeedProfile], volunteers: Sequence[VolunteerProfile]) -> dict[int, int]:
    found = distribute(needs, volunteers)
    return {one.suggestion.need_id: one.suggestion.volunteer_id for one in found.proposals}


def test_who_waits_longest_stands_first_and_who_gets_nobody_is_said_why() -> None:
    children = need(3, 5, with_children=True)
    found = distribute([need(1), need(2, 60), children], [volunteer(1, minors_block="Kein Führungszeugnis.")])
    assert [one.suggestion.need_id for one in found.proposals] == [2]
    assert found.left == ((3, NOBODY), (1, ALL_TAKEN))
    assert found.proposals[0].suggestion.fit.score > 0


def test_somebody_with_room_for_two_gets_two_and_never_three() -> None:
    assert proposed([need(1), need(2), need(3)], [volunteer(4, most_matches=3, running=1)]).keys() < {1, 2, 3}
    assert len(proposed([need(1), need(2), need(3)], [volunteer(4, most_matches=3, running=1)])) == 2


def test_nobody_is_proposed_past_a_hard_limit() -> None:
    pausing = volunteer(1, status=VolunteerStatus.PAUSE)
    assert proposed([need(1), need(2)], [pausing, volunteer(2)]) in ({1: 2}, {2: 2})


def test_the_order_of_what_is_asked_changes_nothing() -> None:
    needs, volunteers = [need(1, 3), need(2, 3), need(3, 9)], [volunteer(1), volunteer(2)]
    assert proposed(needs, volunteers) == proposed(needs[::-1], volunteers)


def test_two_proposals_for_the_same_hours_of_one_volunteer_are_said() -> None:
    busy = volunteer(1, most_matches=2, times=(TUESDAY,))
    wishes = [need(id_, times=(TUESDAY,), minutes_per_week=90) for id_ in (1, 2)]
    hints = [one.hint for one in distribute(wishes, [busy]).proposals]
    assert hints == ["Nr. 1 ist hier zweimal für dieselbe Zeit vorgeschlagen, bitte absprechen."] * 2
    modest = [replace(wish, minutes_per_week=60) for wish in wishes]
    assert not any(one.hint for one in distribute(modest, [busy]).proposals)


def test_the_solver_is_loaded_only_when_somebody_asks() -> None:
    """Half a second and the memory of a whole list are not spent at the start."""
    code = "import sys, desktop.casework.volunteers.matching.best_match; sys.exit('scipy' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
