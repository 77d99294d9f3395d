"""The result page: twelve areas, scales, values before, protected areas, Selbstständigkeits-Index."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.assessments.assessment_rows import NewAnswer, Rating, RatingRow
from desktop.casework.assessments.assessments import finish_assessment, save_answers, skip_questions, start_assessment
from desktop.casework.assessments.results import load_result, save_rating, show_result
from desktop.casework.cases.cases import open_person_case
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.families import put_together
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError, NotAllowedError
from desktop.terms import AssessmentKind, ConsentPurpose, Need, PartialDate, SkipReason

GOOD = Rating(Need.HIGH, 2, 4, 3, "Gute Nachbarn", "Zu wenig Platz")


@pytest.fixture
def persons(session: Session, actor: Actor, fixed_clock: dt.date) -> tuple[int, int, int]:
    """Maryam, her child Zahra, and the case of both."""
    maryam = create_person(session, actor, PersonFacts("Ahmadi", "Maryam", birth_date=PartialDate(1988))).made or 0
    zahra = create_person(session, actor, PersonFacts("Ahmadi", "Zahra", birth_date=PartialDate(2017))).made or 0
    cases = tuple(open_person_case(session, actor, one).made or 0 for one in (maryam, zahra))
    return maryam, zahra, put_together(session, actor, cases).made or 0


@pytest.fixture
def assessment(session: Session, actor: Actor, persons: tuple[int, int, int]) -> int:
    return start_assessment(session, actor, persons[2], AssessmentKind.FULL).made or 0


def row(session: Session, actor: Actor, assessment: int, person: int | None, area: str) -> RatingRow:
    result = show_result(session, actor, assessment, person)
    return next(row for row in result.ratings if row.area.key == area)


def test_the_page_has_the_twelve_areas_in_their_order(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    result = load_result(session, actor, assessment, persons[0])
    assert [line.area.number for line in result.ratings] == list(range(1, 13))
    assert all(line.rating.is_empty for line in result.ratings)


def test_a_rating_is_kept_changed_and_taken_back(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    save_rating(session, actor, assessment, persons[0], "wohnen", GOOD)
    assert row(session, actor, assessment, persons[0], "wohnen").rating == GOOD
    save_rating(session, actor, assessment, persons[0], "wohnen", replace(GOOD, need=Need.ACUTE, resource=None))
    assert row(session, actor, assessment, persons[0], "wohnen").rating.need is Need.ACUTE
    save_rating(session, actor, assessment, persons[0], "wohnen", Rating())
    assert row(session, actor, assessment, persons[0], "wohnen").rating.is_empty


def test_each_person_and_the_family_have_their_own_ratings(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    maryam, zahra, _ = persons
    for whose, need in ((maryam, Need.HIGH), (zahra, Need.LOW), (None, Need.MEDIUM)):
        save_rating(session, actor, assessment, whose, "familie", Rating(need=need))
    found = [row(session, actor, assessment, whose, "familie").rating.need for whose in (maryam, zahra, None)]
    assert found == [Need.HIGH, Need.LOW, Need.MEDIUM]


@pytest.mark.parametrize(
    "wrong",
    [Rating(resource=4), Rating(resource=-1), Rating(self_rating=0), Rating(self_rating=6), Rating(importance=4),
     Rating(going_well="x" * 201), Rating(missing="x" * 201)],
)  # fmt: skip
def test_a_value_off_its_scale_is_refused(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int, wrong: Rating
) -> None:
    with pytest.raises(CaseworkError) as caught:
        save_rating(session, actor, assessment, persons[0], "wohnen", wrong)
    assert caught.value.field == "wohnen"
    assert row(session, actor, assessment, persons[0], "wohnen").rating.is_empty


def test_the_rating_of_the_last_talk_stands_beside_with_its_day(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    save_rating(session, actor, assessment, persons[0], "wohnen", GOOD)
    finish_assessment(session, actor, assessment)
    with pytest.raises(CaseworkError, match="abgeschlossen"):
        save_rating(session, actor, assessment, persons[0], "wohnen", Rating(Need.NONE))
    with clock.fixed(dt.date(2027, 2, 1)):
        second = start_assessment(session, actor, persons[2], AssessmentKind.FULL).made or 0
        save_rating(session, actor, second, persons[0], "wohnen", Rating(Need.MEDIUM))
        line = row(session, actor, second, persons[0], "wohnen")
    assert (line.rating, line.before, line.before_on) == (Rating(Need.MEDIUM), GOOD, dt.date(2026, 11, 22))
    assert row(session, actor, second, persons[1], "wohnen").before.is_empty


def test_protected_areas_wait_for_consent_and_are_masked_until_shown(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    maryam, zahra, _ = persons
    for area in ("gesundheit", "schutz"):
        with pytest.raises(NotAllowedError, match="Einwilligung"):
            save_rating(session, actor, assessment, maryam, area, Rating(Need.HIGH))
    give_consent(session, actor, NewConsent(maryam, ConsentPurpose.HEALTH, clock.today()))
    save_rating(session, actor, assessment, maryam, "gesundheit", Rating(Need.HIGH, missing="Therapieplatz"))
    masked = load_result(session, actor, assessment, maryam)
    assert "Therapieplatz" not in repr(masked)
    assert [line.masked for line in masked.ratings if line.area.key in ("gesundheit", "schutz")] == [True, False]
    assert row(session, actor, assessment, maryam, "gesundheit").rating.missing == "Therapieplatz"
    assert row(session, actor, assessment, zahra, "gesundheit").locked


def test_the_family_as_a_whole_has_no_protected_ratings(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    give_consent(session, actor, NewConsent(persons[0], ConsentPurpose.HEALTH, clock.today()))
    with pytest.raises(NotAllowedError, match="jeder Person für sich"):
        save_rating(session, actor, assessment, None, "gesundheit", Rating(Need.HIGH))
    assert row(session, actor, assessment, None, "gesundheit").locked


def answer_scales(session: Session, actor: Actor, assessment: int, person: int, values: tuple[int, ...]) -> None:
    new = tuple(NewAnswer(key, value) for key, value in zip(INDEPENDENCE, values, strict=False))
    save_answers(session, actor, assessment, person, new)


def test_the_index_is_the_sum_of_four_scales_and_its_change(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    answer_scales(session, actor, assessment, persons[0], (0, 1, 2))
    index = load_result(session, actor, assessment, persons[0]).index
    assert index is not None
    assert (index.value, index.answered, index.change) == (None, 3, None)
    answer_scales(session, actor, assessment, persons[0], (0, 1, 2, 1))
    finish_assessment(session, actor, assessment)
    second = start_assessment(session, actor, persons[2], AssessmentKind.FULL).made or 0
    answer_scales(session, actor, second, persons[0], (3, 1, 2, 1))
    index = load_result(session, actor, second, persons[0]).index
    assert index is not None
    assert (index.value, index.before, index.change, index.before_on) == (7, 4, 3, dt.date(2026, 11, 22))


def test_a_skipped_scale_leaves_the_index_open_and_children_have_none(
    session: Session, actor: Actor, persons: tuple[int, int, int], assessment: int
) -> None:
    answer_scales(session, actor, assessment, persons[0], (3, 3, 3, 3))
    skip_questions(session, actor, assessment, persons[0], INDEPENDENCE[:1], SkipReason.NOT_WANTED)
    index = load_result(session, actor, assessment, persons[0]).index
    assert index is not None
    assert (index.value, index.answered) == (None, 3)
    assert load_result(session, actor, assessment, persons[1]).index is None
