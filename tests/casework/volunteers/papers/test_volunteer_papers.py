"""Papers of a volunteer: entered, put right, taken back, refused where the days cannot be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.matching.matching_profiles import need_profiles
from desktop.casework.volunteers.matching.matching_rows import Minority
from desktop.casework.volunteers.papers.paper_rows import PaperEntry, Standing
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import (
    add_paper,
    edit_paper,
    may_work_with_minors,
    paper_settings,
    remove_paper,
    save_paper_settings,
    volunteer_papers,
    with_minors,
)
from desktop.clock import add_months
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.attachments import Attachment
from desktop.records.office import Setting
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import VolunteerPaper
from desktop.terms import PartialDate
from desktop.volunteer_terms import Activity, MatchStage, PaperKind
from tests.casework.deadlines.due_samples import family_of
from tests.casework.volunteers.papers.paper_samples import (
    ADULT,
    AGREEMENT,
    ALL,
    CHILD,
    COMMITMENT,
    CONDUCT,
    DAY,
    INSURANCE,
    TRAINING,
    change,
    match_for,
    volunteer,
    with_papers,
    write,
)
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")


def may(session: Session, volunteer_id: int) -> bool:
    with session.begin():
        return may_work_with_minors(session, volunteer_id, TODAY)


def accompanies(session: Session) -> frozenset[int]:
    with session.begin():
        return with_minors(session, TODAY)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.kind.value)
def test_what_is_entered_comes_back_as_it_was(session: Session, actor: Actor, entry: PaperEntry) -> None:
    made = with_papers(session, actor, entry)
    kept = volunteer_papers(session, actor, made).of(entry.kind)[0].entry
    assert replace(kept, valid_until=entry.valid_until) == entry


def test_the_next_inspection_is_five_years_after_the_issue_and_may_be_sooner(session: Session, actor: Actor) -> None:
    soon = replace(CONDUCT, valid_until=TODAY + 365 * DAY)
    made = with_papers(session, actor, CONDUCT, soon)
    latest = add_months(CONDUCT.issued_on or TODAY, 60)
    assert {row.entry.valid_until for row in volunteer_papers(session, actor, made).rows} == {latest, soon.valid_until}
    with pytest.raises(CaseworkError, match="5 Jahre") as refused:
        add_paper(session, actor, made, replace(CONDUCT, valid_until=latest + DAY))
    assert refused.value.field == "valid_until"


REFUSED: dict[str, tuple[PaperEntry, str, str]] = {
    "issue in the future": (replace(CONDUCT, issued_on=TODAY + DAY), "issued_on", "Zukunft"),
    "inspection in the future": (replace(CONDUCT, seen_on=TODAY + DAY), "seen_on", "Zukunft"),
    "inspection before the issue": (replace(CONDUCT, seen_on=TODAY - 31 * DAY), "seen_on", "vor dem Tag"),
    "older than three months": (replace(CONDUCT, issued_on=TODAY - 105 * DAY), "seen_on", "drei Monate"),
    "no word about entries": (replace(CONDUCT, no_entries=None), "no_entries", "Keine einschlägigen"),
    "nobody looked": (replace(CONDUCT, seen_by="\u200b "), "seen_by", "Eingesehen durch"),
    "over before it began": (replace(AGREEMENT, valid_until=TODAY - 10 * DAY), "valid_until", "liegt vor"),
    "training repeated before it was": (replace(TRAINING, valid_until=TODAY - 61 * DAY), "valid_until", "liegt vor"),
    "bridged for a year": (replace(COMMITMENT, valid_until=TODAY + 365 * DAY), "valid_until", "8 Wochen"),
    "signed a thousand years ago": (replace(AGREEMENT, issued_on=dt.date(1026, 11, 2)), "issued_on", "Jahr"),
    "insured until the year 3000": (replace(AGREEMENT, valid_until=dt.date(3000, 1, 1)), "valid_until", "Jahr"),
    "no insurance": (replace(INSURANCE, cover=None), "cover", "Versichert"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_at_its_field(session: Session, actor: Actor, what: str) -> None:
    entry, field, said = REFUSED[what]
    made = volunteer(session)
    with pytest.raises(CaseworkError, match=said) as refused:
        add_paper(session, actor, made, entry)
    assert refused.value.field == field
    assert volunteer_papers(session, actor, made).rows == ()


def test_shown_exactly_three_months_after_its_issue_a_certificate_still_counts(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, replace(CONDUCT, issued_on=add_months(CONDUCT.seen_on or TODAY, -3)))
    assert may(session, made)


@pytest.mark.parametrize("words", [{"note": "Fahren ohne Führerschein"}, {"title": "Eintrag von 2019"}])
def test_no_word_about_the_content_of_a_certificate_can_be_kept(
    session: Session, actor: Actor, words: dict[str, str]
) -> None:
    made = volunteer(session)
    with pytest.raises(CaseworkError, match="nur gespeichert, was im Formular steht"):
        add_paper(session, actor, made, replace(CONDUCT, **words))  # type: ignore[arg-type]


def test_there_is_no_place_for_a_copy() -> None:
    columns = VolunteerPaper.__table__.columns
    assert not [column.name for column in columns if isinstance(column.type, LargeBinary)]
    assert {"file", "path", "blob", "attachment_id", "copy"}.isdisjoint(columns.keys())
    linked = {key.column.table.name for key in Attachment.__table__.foreign_keys}
    assert not [table for table in linked if table.startswith("volunteer")]


def test_an_entry_is_put_right_and_a_second_writer_is_told(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, AGREEMENT)
    row = volunteer_papers(session, actor, made).rows[0]
    edit_paper(session, actor, replace(row, entry=replace(row.entry, valid_until=TODAY + 90 * DAY)))
    assert volunteer_papers(session, actor, made).rows[0].entry.valid_until == TODAY + 90 * DAY
    with pytest.raises(ChangedMeanwhileError):
        edit_paper(session, actor, replace(row, entry=replace(row.entry, title="2. Ausgabe")))


def test_a_paper_cannot_become_one_of_another_kind(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, AGREEMENT)
    row = volunteer_papers(session, actor, made).rows[0]
    edit_paper(session, actor, replace(row, entry=replace(row.entry, kind=PaperKind.SECRECY)))
    assert volunteer_papers(session, actor, made).rows[0].kind is PaperKind.AGREEMENT


def test_a_mistake_is_taken_back_and_can_be_put_back(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, CONDUCT)
    row = volunteer_papers(session, actor, made).rows[0]
    remove_paper(session, actor, row.id)
    assert not may(session, made)
    add_paper(session, actor, made, row.entry)
    assert may(session, made)
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        remove_paper(session, actor, row.id + 4711)


def test_older_papers_stay_as_history(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, AGREEMENT, replace(AGREEMENT, issued_on=TODAY - DAY))
    found = volunteer_papers(session, actor, made)
    assert [row.entry.issued_on for row in found.of(PaperKind.AGREEMENT)] == [TODAY - DAY, AGREEMENT.issued_on]
    assert {one.standing for one in found.states if one.kind is PaperKind.AGREEMENT} == {Standing.VALID}


def test_who_accompanies_minors_follows_a_birth_date_that_is_put_right_later(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor)
    _, person = match_for(session, made, ADULT)
    assert accompanies(session) == frozenset()
    change(session, Person, person, birth_date=PartialDate(2012, 3, 1))
    assert accompanies(session) == {made}
    found = volunteer_papers(session, actor, made)
    assert found.accompanies_minors
    assert found.states[0].standing is Standing.MISSING
    assert found.minors_block


def test_a_family_with_a_child_is_accompanied_with_a_certificate(session: Session, actor: Actor) -> None:
    """As in matching: whoever is sent to the whole family meets its children."""
    case_id, (_, younger) = family_of(session, actor, "Zahra", "Ali", birth_date=ADULT)
    made = volunteer(session)
    need = VolunteerNeed(case_id=case_id, activity=Activity.LANGUAGE, reported_on=TODAY)
    write(session, need)
    write(session, VolunteerMatch(need_id=need.id, volunteer_id=made, stage=MatchStage.ACTIVE))
    assert accompanies(session) == frozenset()
    change(session, Person, younger, birth_date=CHILD)
    assert accompanies(session) == {made}


@pytest.mark.parametrize("stage", [MatchStage.SUGGESTED, MatchStage.BOTH_AGREED, MatchStage.ENDED])
def test_a_match_in_which_nobody_meets_makes_no_one_accompany_minors(session: Session, stage: MatchStage) -> None:
    match_for(session, volunteer(session), CHILD, stage)
    assert accompanies(session) == frozenset()


def test_the_office_says_how_long_a_commitment_bridges(session: Session, actor: Actor) -> None:
    save_paper_settings(session, actor, PaperSettings(bridge_weeks=4), PaperSettings())
    assert paper_settings(session, actor) == PaperSettings(bridge_weeks=4)
    made = with_papers(session, actor, COMMITMENT)
    until = volunteer_papers(session, actor, made).rows[0].entry.valid_until
    assert until == (COMMITMENT.issued_on or TODAY) + dt.timedelta(weeks=4)


def test_rules_changed_by_somebody_else_are_not_overwritten(session: Session, actor: Actor) -> None:
    save_paper_settings(session, actor, PaperSettings(bridge_weeks=4), PaperSettings())
    with pytest.raises(ChangedMeanwhileError, match="inzwischen geändert"):
        save_paper_settings(session, actor, PaperSettings(forget_months=6), PaperSettings())
    assert paper_settings(session, actor) == PaperSettings(bridge_weeks=4)


def test_rules_kept_by_an_older_program_have_the_usual_papers(session: Session, actor: Actor) -> None:
    write(session, Setting(key="volunteer_papers", value={"bridge_weeks": 5, "conduct_months": 1, "forget_months": 6}))
    assert paper_settings(session, actor) == PaperSettings(5, 1, 6)


@pytest.mark.parametrize("numbers", [{"bridge_weeks": 0}, {"conduct_months": 4}, {"forget_months": 1000}])
def test_numbers_beyond_the_limits_are_refused(session: Session, actor: Actor, numbers: dict[str, int]) -> None:
    with pytest.raises(CaseworkError, match="Bitte eine Zahl von") as refused:
        save_paper_settings(session, actor, PaperSettings(before_ready=(), **numbers), PaperSettings())
    assert refused.value.field in numbers


def test_nothing_of_the_content_is_in_any_column_of_a_certificate(session: Session, actor: Actor) -> None:
    with_papers(session, actor, CONDUCT)
    with session.begin():
        row = session.execute(select(VolunteerPaper.__table__)).mappings().one()
    filled = {key for key, value in row.items() if value not in (None, "")}
    assert filled == {
        "id", "volunteer_id", "kind", "issued_on", "seen_on", "seen_by", "no_entries", "valid_until", "row_version",
        "created_at", "created_by",
    }  # fmt: skip


@pytest.mark.parametrize("births", [(ADULT,), (CHILD,), (None,), (ADULT, CHILD), (ADULT, ADULT), (PartialDate(2008),)])
@pytest.mark.parametrize("children", [True, False])
@pytest.mark.parametrize("activity", [Activity.FORMS, Activity.LEARNING])
def test_matching_and_papers_agree_on_who_is_a_minor(
    session: Session, actor: Actor, births: tuple[PartialDate | None, ...], children: bool, activity: Activity
) -> None:
    """For each person and for their whole family."""
    case_id, persons = family_of(session, actor, *map(str, births))
    for person_id, birth in zip(persons, births, strict=True):
        change(session, Person, person_id, birth_date=birth)
    for whom in (None, *persons):
        made = volunteer(session)
        need = VolunteerNeed(case_id=case_id, person_id=whom, activity=activity, with_children=children,
                             reported_on=TODAY)  # fmt: skip
        write(session, need)
        write(session, VolunteerMatch(need_id=need.id, volunteer_id=made, stage=MatchStage.ACTIVE))
        with session.begin():
            minority = need_profiles(session, [need.id], TODAY)[0].minority
        assert (made in accompanies(session)) is (minority is not Minority.NO)
