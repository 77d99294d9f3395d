"""How a need and a volunteer go together, explained: hard limits, then points that say what they stand for. Pure."""

from __future__ import annotations

from desktop.casework.volunteers.matching.matching_limits import is_blocked, limits
from desktop.casework.volunteers.matching.matching_points import CRITERIA, common_minutes, points
from desktop.casework.volunteers.matching.matching_rows import Aspect, Fit, NeedProfile, Reason, VolunteerProfile
from desktop.casework.volunteers.matching.matching_verdict import Outcome
from desktop.casework.volunteers.matching.matching_week import next_free_time
from desktop.casework.volunteers.week_times import Span, are_near, shared


def fit(need: NeedProfile, volunteer: VolunteerProfile) -> Fit:
    """How both go together on the day of the need's profile."""
    lists: tuple[list[Reason], ...] = ([], [], [])
    blocks = tuple(limits(need, volunteer))
    said = [reason.aspect for reason in blocks]
    for one in CRITERIA:
        verdict = one.judge(need, volunteer)
        if one.aspect not in said and verdict[0] is not Outcome.SILENT:
            words = one.say(need, volunteer, verdict)
            lists[verdict[0]].append(Reason(one.aspect, words, verdict[1], one.weight))
    common = shared(need.times, volunteer.free_times) if need.week & volunteer.week else ()
    lists[Outcome.UNKNOWN].extend(_to_be_asked(common, volunteer))
    fits, misses, unknown = map(tuple, lists)
    return Fit(blocks, fits, misses, unknown, common, _next_free(need, volunteer))


def score(need: NeedProfile, volunteer: VolunteerProfile) -> int | None:
    """The score of `fit` alone, without its words; None where a hard limit forbids the pair."""
    return None if is_blocked(need, volunteer) else points(need, volunteer)


def _next_free(need: NeedProfile, volunteer: VolunteerProfile) -> Span | None:
    """Only where both have too little in common: the next time from the wish on that is long enough."""
    wished = need.wished_minutes
    if not wished or not volunteer.times or common_minutes(need, volunteer) >= wished:
        return None
    return next_free_time(volunteer.free_times, wished, min(need.times, default=None))


def _to_be_asked(common: tuple[Span, ...], volunteer: VolunteerProfile) -> list[Reason]:
    """What people have to judge themselves; brings and costs nothing. `common` are times both have."""
    near = [one for one in volunteer.taken if any(are_near(one, span) for span in common)]
    found = [Reason(Aspect.TIMES, f"nahe an einer anderen Begleitung: {one.words}") for one in near]
    if volunteer.exclusions:
        found.append(Reason(Aspect.EXCLUDED, f"hat dazu gesagt: {volunteer.exclusions}"))
    return found
