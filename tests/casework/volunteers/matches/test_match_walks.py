"""Whatever steps people click in whatever order, what must hold of matches holds: random walks with a fixed seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import combinations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches import match_life as life
from desktop.casework.volunteers.matches.match_rows import (
    PATH,
    RUNNING,
    TOGETHER,
    Agreement,
    CheckIn,
    Ending,
    MatchEdit,
    Meeting,
)
from desktop.casework.volunteers.matches.match_times import spans_of
from desktop.casework.volunteers.matches.matches import match_detail, save_match, suggest
from desktop.casework.volunteers.needs.need_closing import status_by_matches
from desktop.casework.volunteers.week_times import Span, shared
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerContact
from desktop.volunteer_terms import MatchEnd, MatchStage, NeedEnd, NeedStatus, Sponsorship
from tests.casework.volunteers.matches.match_samples import (
    REASONS,
    THURSDAY,
    TUESDAY,
    add_case,
    add_need,
    add_volunteer,
)

pytestmark = pytest.mark.usefixtures("fixed_clock")
LATER = Span(1, 17 * 60, 19 * 60)
STEPS = 60
FORWARD = 0.6
"""How often somebody clicks what the page proposes, so that walks come far."""
NEXT = {
    MatchStage.PERSON_AGREED: 1, MatchStage.VOLUNTEER_AGREED: 2, MatchStage.MEETING: 3, MatchStage.AGREEMENT: 4,
    MatchStage.ACTIVE: 5,
}  # fmt: skip
"""Place of the step among those of `steps_of`."""


def steps_of(session: Session, actor: Actor, dice: random.Random, match_id: int) -> list[Callable[[], Changes]]:
    """What somebody could click for a match: what comes next, or anything at all."""
    day, detail = today(), match_detail(session, actor, match_id)
    times = tuple(dice.sample((TUESDAY, THURSDAY, LATER), dice.randrange(3)))
    need_end = dice.choice((None, NeedEnd.REACHED))
    every: list[Callable[[], Changes]] = [
        lambda: life.record_consent(session, actor, match_id, detail.consents[0].person_id, day),
        lambda: life.agree_person(session, actor, match_id, day),
        lambda: life.agree_volunteer(session, actor, match_id, day),
        lambda: life.plan_meeting(session, actor, match_id, Meeting(day)),
        lambda: life.sign_agreement(session, actor, match_id, Agreement(day, "Deutsch", times)),
        lambda: life.begin_match(session, actor, match_id, day),
        lambda: life.hold_check_in(session, actor, match_id, CheckIn(day)),
        lambda: save_match(session, actor, match_id, MatchEdit("Deutsch", times=times), detail.row_version),
        lambda: life.take_back_step(session, actor, match_id),
        lambda: life.end_match(session, actor, match_id, Ending(day, MatchEnd.WISHED, need_end=need_end)),
    ]
    if detail.following and dice.random() < FORWARD:
        return [every[0] if not detail.has_consent else every[NEXT[dice.choice(detail.following)]]]
    return every


def wrong(session: Session) -> list[str]:
    """What does not hold, empty as it should be."""
    session.expire_all()
    matches = session.scalars(select(VolunteerMatch)).all()
    needs = {need.id: need for need in session.scalars(select(VolunteerNeed))}
    found = [f"stage of {one.id}" for one in matches if one.stage is not _told_by_steps(one)]
    found += [f"end of {one.id}" for one in matches if (one.stage is MatchStage.ENDED) != (one.ended_on is not None)]
    found += [f"need {need.id}" for need in needs.values() if need.status is not NeedStatus.CLOSED
              and need.status is not status_by_matches(session, need.id)]  # fmt: skip
    found += [f"closed need of {one.id}" for one in matches
              if one.stage is not MatchStage.ENDED and needs[one.need_id].status is NeedStatus.CLOSED]  # fmt: skip
    together = Counter(one.need_id for one in matches if one.stage in TOGETHER)
    found += [f"several at {need}" for need, count in together.items()
              if count > 1 and needs[need].sponsorship is not Sponsorship.GROUP]  # fmt: skip
    running = [one for one in matches if one.stage in RUNNING]
    rooms = {one.id: one.most_matches for one in session.scalars(select(Volunteer))}
    found += [f"no room at {volunteer}" for volunteer, count in Counter(one.volunteer_id for one in running).items()
              if count > rooms[volunteer]]  # fmt: skip
    found += [f"booked twice: {one.id}, {other.id}" for one, other in combinations(running, 2)
              if one.volunteer_id == other.volunteer_id and shared(spans_of(one.times), spans_of(other.times))]
    talks = sum(step.stage is None for one in matches for step in one.steps)
    found += ["contacts"] if talks != len(session.scalars(select(VolunteerContact)).all()) else []
    session.rollback()
    return found


def _told_by_steps(match: VolunteerMatch) -> MatchStage:
    """The stage as the history tells it."""
    stages = {step.stage for step in match.steps if step.stage is not None}
    if {MatchStage.PERSON_AGREED, MatchStage.VOLUNTEER_AGREED} <= stages:
        stages.add(MatchStage.BOTH_AGREED)
    return max(stages, key=[stage for station in PATH for stage in station].index)


@pytest.mark.parametrize("seed", range(3))
def test_random_clicks_never_break_what_must_hold(session: Session, actor: Actor, seed: int) -> None:
    dice = random.Random(seed)
    volunteers = [add_volunteer(session, most_matches=most) for most in (2, 3)]
    needs = [add_need(session, *add_case(session, actor, given), sponsorship=kind)
             for given, kind in (("Ali", Sponsorship.SINGLE), ("Sara", Sponsorship.GROUP))]  # fmt: skip
    done, reached = 0, set()
    for _ in range(STEPS):
        made = session.scalars(select(VolunteerMatch.id)).all()
        session.rollback()
        try:
            if len(made) < 2 or (len(made) < 4 and dice.random() < 0.1):
                suggest(session, actor, dice.choice(needs), dice.choice(volunteers), REASONS)
            else:
                dice.choice(steps_of(session, actor, dice, dice.choice(made)))()
            done += 1
        except CaseworkError:
            pass
        assert wrong(session) == []
        reached |= set(session.scalars(select(VolunteerMatch.stage)))
        session.rollback()
    assert done >= STEPS // 5
    assert {MatchStage.ACTIVE, MatchStage.ENDED} <= reached


def test_the_questions_see_a_double_booking(session: Session, actor: Actor) -> None:
    """The control: two running matches at the same time, put there past the use cases."""
    volunteer_id = add_volunteer(session, most_matches=2)
    for given in ("Ali", "Sara"):
        need_id = add_need(session, *add_case(session, actor, given))
        match_id = suggest(session, actor, need_id, volunteer_id, REASONS).made or 0
        version = match_detail(session, actor, match_id).row_version
        save_match(session, actor, match_id, MatchEdit(times=(TUESDAY,)), version)
    session.connection(execution_options={"writing": True})
    for match in session.scalars(select(VolunteerMatch)):
        match.stage = MatchStage.ACTIVE
    session.commit()
    assert any(found.startswith("booked twice") for found in wrong(session))
    assert any(found.startswith("stage of") for found in wrong(session))
