"""The best assignment of volunteers to several open needs at once: a proposal people go through line by line.

In this order: as many needs as possible get somebody, then the scores together are highest, then those who have
waited longest come first. Whoever has room for several may be proposed several times; hard limits hold for each pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matching.matching import suggestion
from desktop.casework.volunteers.matching.matching_fit import score
from desktop.casework.volunteers.matching.matching_profiles import need_profiles, volunteer_profiles
from desktop.casework.volunteers.matching.matching_rows import NeedProfile, Suggestion, VolunteerProfile
from desktop.clock import today

_LONGEST_WAIT, _HIGHEST_SCORE = 3650, 100
"""Days of waiting that count, and points; both bound what a lower aim can add up to."""
NOBODY = "Für diesen Bedarf kommt zurzeit niemand in Frage."
ALL_TAKEN = "Wer in Frage kommt, ist hier schon für andere Bedarfe vorgeschlagen."


@dataclass(frozen=True)
class Proposal:
    """Somebody for a need; `hint` says what two proposals for the same volunteer have to share, empty for most."""

    suggestion: Suggestion
    hint: str = ""


@dataclass(frozen=True)
class Distribution:
    """What is proposed in all. `left` are the needs nobody is proposed for, each with the reason."""

    proposals: tuple[Proposal, ...]
    left: tuple[tuple[int, str], ...]


Scores = Sequence[Sequence[int | None]]
"""By need and volunteer; None where a hard limit forbids the pair."""


@query(Right.READ_MATCHES)
def best_assignment(session: Session, actor: Actor, need_ids: Sequence[int]) -> Distribution:
    """The best assignment for these open needs, ordered by waiting time. Nothing is written.

    Raises CaseworkError when one of the needs is gone or closed.
    """
    needs = need_profiles(session, need_ids, today())
    return distribute(needs, volunteer_profiles(session, today()))


def distribute(needs: Sequence[NeedProfile], volunteers: Sequence[VolunteerProfile]) -> Distribution:
    """The best assignment of these profiles."""
    longest_first = sorted(needs, key=lambda need: (-need.waiting_days, need.id))
    scores = [[score(need, one) for one in volunteers] for need in longest_first]
    chosen = assign(scores, [one.free for one in volunteers], [need.waiting_days for need in longest_first])
    pairs = [(need, volunteers[at]) for need, at in zip(longest_first, chosen, strict=True) if at is not None]
    left = tuple(
        (need.id, NOBODY if all(one is None for one in row) else ALL_TAKEN)
        for need, row, at in zip(longest_first, scores, chosen, strict=True) if at is None
    )  # fmt: skip
    hints = _hints(pairs)
    return Distribution(tuple(Proposal(suggestion(*pair), hints.get(pair[0].id, "")) for pair in pairs), left)


def assign(scores: Scores, capacities: Sequence[int], waiting: Sequence[int]) -> tuple[int | None, ...]:
    """Volunteer by need, None where nobody is left: most needs, then most points, then most days of waiting.

    The three aims are one whole number per pair, each aim counting more than all lower ones can add up to. The solver
    reckons in floating point, which is exact for them up to some 2,900 needs.
    """
    places = _places(scores, capacities)
    if not places:
        return (None,) * len(scores)
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  half a second and 55 MB, for whoever asks

    worth = _worth(scores, waiting)
    nobody = [0] * len(scores)
    matrix = [[row[at] for at in places] + nobody for row in worth]
    columns = linear_sum_assignment(matrix, maximize=True)[1]
    return tuple(
        places[column] if column < len(places) and row[places[column]] else None
        for row, column in zip(worth, columns, strict=True)
    )


def _places(scores: Scores, capacities: Sequence[int]) -> list[int]:
    """Each volunteer as often as there is room and use for them."""
    found = []
    for at, free in enumerate(capacities):
        useful = sum(row[at] is not None for row in scores)
        found += [at] * max(0, min(free, useful))
    return found


def _worth(scores: Scores, waiting: Sequence[int]) -> list[list[int]]:
    """0 for a forbidden pair, which is worth as little as nobody."""
    needs = len(scores)
    per_point = needs * _LONGEST_WAIT + 1
    served = needs * (_HIGHEST_SCORE * per_point + _LONGEST_WAIT) + 1
    days = [min(_LONGEST_WAIT, max(0, wait)) for wait in waiting]
    return [
        [0 if one is None else served + one * per_point + wait for one in row]
        for row, wait in zip(scores, days, strict=True)
    ]


def _hints(pairs: Sequence[tuple[NeedProfile, VolunteerProfile]]) -> dict[int, str]:
    """Needs proposed to the same volunteer whose wished times do not fit side by side."""
    by_volunteer: defaultdict[int, list[tuple[NeedProfile, VolunteerProfile]]] = defaultdict(list)
    for pair in pairs:
        by_volunteer[pair[1].id].append(pair)
    found: dict[int, str] = {}
    for several in by_volunteer.values():
        for (one, volunteer), (other, _) in combinations(several, 2):
            if not _fit_side_by_side(one, other, volunteer):
                words = f"{volunteer.name} ist hier zweimal für dieselbe Zeit vorgeschlagen, bitte absprechen."
                found |= {one.id: words, other.id: words}
    return found


def _fit_side_by_side(one: NeedProfile, other: NeedProfile, volunteer: VolunteerProfile) -> bool:
    """Whether the time they share with the volunteer is enough for both; without times of a need it is not known."""
    if not one.times or not other.times or not volunteer.times:
        return True
    ours, theirs = one.week & volunteer.week, other.week & volunteer.week
    wished = [min(need.wished_minutes, part.bit_count()) for need, part in ((one, ours), (other, theirs))]
    return (ours | theirs).bit_count() >= sum(wished)
