"""How papers stand on a day: valid, bridged, missing, lapsed, not needed – and who may accompany minors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.casework.volunteers.papers.paper_rows import PaperEntry, PaperRow, PaperState, Standing
from desktop.casework.volunteers.papers.paper_rules import (
    PaperSettings,
    PaperSubject,
    conduct_block,
    is_for_minors,
    may_be_minor,
    paper_rules,
    paper_states,
)
from desktop.clock import add_months
from desktop.terms import PartialDate
from desktop.volunteer_terms import Activity, Cover, PaperKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import (
    ADULT,
    ALL,
    CHILD,
    COMMITMENT,
    CONDUCT,
    DAY,
    INSURANCE,
    LICENCE,
    MEASLES,
    TRAINING,
    lapsed,
)
from tests.conftest import TODAY

ACTIVE = PaperSubject(VolunteerStatus.ACTIVE)
WITH_MINORS = replace(ACTIVE, works_with_minors=True)


def rows(*entries: PaperEntry) -> tuple[PaperRow, ...]:
    return tuple(PaperRow(place, 1, entry) for place, entry in enumerate(entries, 1))


def state(
    kind: PaperKind, entries: Sequence[PaperEntry], facts: PaperSubject = ACTIVE, day: dt.date = TODAY, lead: int = 30
) -> PaperState:
    leads = {rule.rule: lead for rule in paper_rules().values()}
    return next(one for one in paper_states(rows(*entries), facts, day, PaperSettings(), leads) if one.kind is kind)


def test_every_kind_has_its_rule_with_a_source() -> None:
    assert set(paper_rules()) == set(PaperKind)
    assert all(rule.source and rule.fields and rule.must for rule in paper_rules().values())


def test_of_the_conduct_certificate_only_dates_a_name_and_one_statement_are_kept() -> None:
    assert set(paper_rules()[PaperKind.CONDUCT].fields) == {
        "issued_on", "seen_on", "seen_by", "no_entries", "valid_until",
    }  # fmt: skip


@pytest.mark.parametrize("kind", [PaperKind.SECRECY, PaperKind.AGREEMENT, PaperKind.INSURANCE])
def test_what_everybody_signs_is_missing_until_it_is_there(kind: PaperKind) -> None:
    assert state(kind, ()).standing is Standing.MISSING
    assert state(kind, ALL).standing is Standing.VALID


def test_before_the_first_talk_nothing_is_missing() -> None:
    facts = PaperSubject(VolunteerStatus.INTEREST, frozenset({Activity.RIDES}), works_with_minors=True)
    states = paper_states((), facts, TODAY, PaperSettings(), {})
    assert {one.standing for one in states} - {Standing.NOT_NEEDED} == set()


def test_the_conduct_certificate_is_asked_of_whoever_works_with_minors() -> None:
    asked = (
        WITH_MINORS, replace(ACTIVE, activities=frozenset({Activity.LEARNING})),
        replace(ACTIVE, works_with_minors=False, accompanies_minors=True),
    )  # fmt: skip
    assert [state(PaperKind.CONDUCT, (), facts).standing for facts in asked] == [Standing.MISSING] * 3
    free = (ACTIVE, replace(ACTIVE, works_with_minors=False, activities=frozenset({Activity.CHILDCARE})))
    assert [state(PaperKind.CONDUCT, (), facts).standing for facts in free] == [Standing.NOT_NEEDED] * 2


def test_the_conduct_certificate_counts_five_years_from_its_issue() -> None:
    last = add_months(CONDUCT.issued_on or TODAY, 60)
    assert state(PaperKind.CONDUCT, [CONDUCT], WITH_MINORS).standing is Standing.VALID
    assert state(PaperKind.CONDUCT, [CONDUCT], WITH_MINORS, last - 30 * DAY).standing is Standing.SOON
    assert state(PaperKind.CONDUCT, [CONDUCT], WITH_MINORS, last).standing is Standing.SOON
    assert state(PaperKind.CONDUCT, [CONDUCT], WITH_MINORS, last + DAY).standing is Standing.EXPIRED


def test_a_commitment_bridges_but_opens_no_way_to_minors() -> None:
    found = state(PaperKind.CONDUCT, [COMMITMENT], WITH_MINORS)
    assert found.standing is Standing.BRIDGED
    assert found.until == COMMITMENT.issued_on + dt.timedelta(weeks=8)  # type: ignore[operator]
    assert conduct_block(rows(COMMITMENT), True, TODAY)
    assert state(PaperKind.CONDUCT, [COMMITMENT], WITH_MINORS, found.until + DAY).standing is Standing.MISSING


def test_a_lapsed_commitment_is_over_unless_the_certificate_took_its_place() -> None:
    later = TODAY + 100 * DAY
    assert state(PaperKind.COMMITMENT, [COMMITMENT], WITH_MINORS, later).standing is Standing.EXPIRED
    assert state(PaperKind.COMMITMENT, [COMMITMENT, CONDUCT], WITH_MINORS, later).standing is Standing.NOT_NEEDED
    assert state(PaperKind.COMMITMENT, [COMMITMENT], ACTIVE, later).standing is Standing.NOT_NEEDED


def test_entries_in_the_certificate_close_the_way_for_good() -> None:
    with_entries = replace(CONDUCT, no_entries=False)
    assert state(PaperKind.CONDUCT, [with_entries], ACTIVE).standing is Standing.REFUSED
    assert state(PaperKind.CONDUCT, [with_entries, COMMITMENT], WITH_MINORS).standing is Standing.REFUSED
    assert "einschlägigen" in conduct_block(rows(with_entries), True, TODAY)


def test_the_newest_of_a_kind_counts_whatever_was_entered_last() -> None:
    assert conduct_block(rows(CONDUCT, lapsed()), None, TODAY) == ""
    assert state(PaperKind.CONDUCT, [CONDUCT, lapsed()], WITH_MINORS).standing is Standing.VALID


@pytest.mark.parametrize(
    ("entries", "wish", "said"),
    [
        ([CONDUCT], None, ""),
        ([CONDUCT], True, ""),
        ([CONDUCT], False, "nicht mit Minderjährigen"),
        ([], True, "Kein erweitertes Führungszeugnis"),
        ([lapsed()], True, "abgelaufen"),
        ([replace(CONDUCT, seen_on=TODAY + DAY)], True, "Kein erweitertes"),
    ],
)
def test_who_may_accompany_minors_and_why_not(entries: list[PaperEntry], wish: bool | None, said: str) -> None:
    block = conduct_block(rows(*entries), wish, TODAY)
    assert said in block
    assert bool(block) == bool(said)


def test_each_topic_of_training_has_its_own_next_time() -> None:
    over = replace(TRAINING, title="Kinderschutz", valid_until=TODAY - DAY)
    again = replace(over, issued_on=TODAY - DAY, valid_until=TODAY + 400 * DAY)
    assert state(PaperKind.TRAINING, ()).standing is Standing.NOT_NEEDED
    assert state(PaperKind.TRAINING, [over, TRAINING]).standing is Standing.EXPIRED
    assert state(PaperKind.TRAINING, [over, TRAINING]).row == rows(over)[0]
    assert state(PaperKind.TRAINING, [over, TRAINING, again]).standing is Standing.VALID


def test_licence_and_measles_are_asked_for_where_the_work_needs_them() -> None:
    rides, kita = (replace(ACTIVE, activities=frozenset({one})) for one in (Activity.RIDES, Activity.CHILDCARE))
    assert state(PaperKind.LICENCE, ()).standing is Standing.NOT_NEEDED
    assert state(PaperKind.LICENCE, (), rides).standing is Standing.MISSING
    assert state(PaperKind.LICENCE, [LICENCE], rides).standing is Standing.VALID
    assert state(PaperKind.MEASLES, (), kita).standing is Standing.MISSING
    assert state(PaperKind.MEASLES, [MEASLES], kita).standing is Standing.VALID
    assert state(PaperKind.MEASLES, [replace(MEASLES, is_proven=False)], kita).standing is Standing.OPEN


def test_an_insurance_nobody_could_name_is_still_to_be_settled() -> None:
    assert state(PaperKind.INSURANCE, [replace(INSURANCE, cover=Cover.UNCLEAR)]).standing is Standing.OPEN


@pytest.mark.parametrize(
    ("birth", "minor"),
    [
        (None, True),
        (CHILD, True),
        (ADULT, False),
        (PartialDate(2008, 11, 22), False),
        (PartialDate(2008, 11, 23), True),
        (PartialDate(2008), True),
        (PartialDate(2008, 11), True),
        (PartialDate(2007), False),
        (PartialDate(2007, approximate=True), True),
    ],
)
def test_somebody_is_under_age_as_long_as_they_can_be(birth: PartialDate | None, minor: bool) -> None:
    assert may_be_minor(birth, TODAY) is minor


def test_a_need_is_for_minors_by_age_by_task_or_as_said() -> None:
    def asked(activity: Activity, *births: PartialDate | None, children: bool = False) -> bool:
        return is_for_minors(activity, with_children=children, births=births, day=TODAY)

    assert asked(Activity.LANGUAGE, CHILD)
    assert asked(Activity.LEARNING, ADULT)
    assert asked(Activity.LANGUAGE, ADULT, children=True)
    assert asked(Activity.LANGUAGE, None)
    assert not asked(Activity.LANGUAGE, ADULT)
    assert asked(Activity.FORMS, ADULT, CHILD)
    assert not asked(Activity.FORMS, ADULT, ADULT)
    assert asked(Activity.FORMS)
