"""The plan: from the result page to a Fassung in force and the next one."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.consents import NewConsent, give_consent, withdraw_consent
from desktop.casework.people.families import put_together
from desktop.casework.people.people import LanguageRow, PersonFacts, create_person
from desktop.casework.people.residence import TitleRow, add_title
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.plans.plan_life import (
    Sheet,
    Signing,
    add_supplement,
    agree,
    back_to_draft,
    close_plan,
    discard_draft,
    hand_out,
    kept_sheet,
    list_documents,
    next_version,
    put_in_force,
)
from desktop.casework.plans.plan_progress import move_due, set_goal_status, set_goal_value, set_measure_status
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, PlanHeader, PlanView, SignatureRow
from desktop.casework.plans.plan_taking import Taking, take_into_plan
from desktop.casework.plans.plan_views import list_plans, plan_view
from desktop.casework.plans.plans import (
    add_goal,
    add_measure,
    move_goal,
    remove_goal,
    remove_measure,
    save_goal,
    save_header,
    save_measure,
    start_plan,
    take_goal,
    take_measures,
)
from desktop.casework.plans.proposals import goal_proposals, propose_goals
from desktop.casework.rights import Actor
from desktop.clock import fixed, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.person_terms import ResidenceKind, ValidUntil
from desktop.records.assessments import AreaRating, Assessment
from desktop.terms import (
    AssessmentKind,
    ConsentPurpose,
    DueKind,
    GoalStatus,
    MeasureStatus,
    Need,
    PartialDate,
    PlanKind,
    PlanState,
    Responsible,
    SheetKind,
    SheetVariant,
)

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def person_id(session: Session, actor: Actor) -> int:
    made = create_person(session, actor, PersonFacts("Ahmadi", "Maryam", print_language="fa_AF")).made
    assert made is not None
    return made


@pytest.fixture
def case_id(session: Session, actor: Actor, person_id: int) -> int:
    made = open_person_case(session, actor, person_id).made
    assert made is not None
    return made


@pytest.fixture
def draft(session: Session, actor: Actor, case_id: int, person_id: int) -> int:
    made = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made
    assert made is not None
    return made


def rate(session: Session, case_id: int, person_id: int, **areas: tuple[Need, int, str, str]) -> None:
    with session.begin():
        session.connection(execution_options={"writing": True})
        talk = Assessment(case_id=case_id, kind=AssessmentKind.SHORT, started_on=today())
        talk.ratings = [
            AreaRating(person_id=person_id, area=area, need=need, importance=weight, going_well=well, missing=lacks)
            for area, (need, weight, well, lacks) in areas.items()
        ]
        session.add(talk)


def view(session: Session, actor: Actor, version_id: int) -> PlanView:
    return plan_view(session, actor, version_id)


def signed(person_id: int) -> Signing:
    person = SignatureRow("person", "Maryam Ahmadi", today(), person_id)
    return Signing((person, SignatureRow("im", "P. Lang", today())))


def in_force(session: Session, actor: Actor, draft: int, person_id: int) -> PlanView:
    take_goal(session, actor, draft, "sprache.ziel.2", ("sprache.schritt.1", "sprache.schritt.3"))
    agree(session, actor, draft)
    put_in_force(session, actor, draft, signed(person_id))
    return view(session, actor, draft)


def test_the_most_pressing_and_important_area_is_proposed_first(
    session: Session, actor: Actor, case_id: int, person_id: int
) -> None:
    rate(
        session, case_id, person_id, sprache=(Need.HIGH, 1, "", ""), arbeit=(Need.HIGH, 3, "", ""),
        wohnen=(Need.ACUTE, 1, "", ""), geld=(Need.LOW, 3, "", ""),
    )
    proposals = propose_goals(session, actor, case_id, person_id)
    assert [proposal.area.key for proposal in proposals] == ["wohnen", "arbeit", "sprache"]
    assert proposals[1].reason == "Bedarf hoch, wichtig"


def test_a_first_draft_is_prefilled_without_protected_areas(
    session: Session, actor: Actor, case_id: int, person_id: int
) -> None:
    rate(
        session, case_id, person_id, sprache=(Need.HIGH, 3, "spricht viel", "Kurs mit Betreuung"),
        schutz=(Need.HIGH, 3, "geheim", "geheim"),
    )
    made = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made
    header = view(session, actor, made or 0).header
    assert header.strengths == "Sprache: spricht viel"
    assert header.needs == "Sprache: Kurs mit Betreuung"
    assert header.language == "fa_AF"
    assert header.next_review_on == dt.date(2027, 2, 22)
    with pytest.raises(CaseworkError):
        start_plan(session, actor, case_id, PlanKind.SINGLE, person_id)


def test_protected_areas_are_proposed_only_while_the_consent_holds(
    session: Session, actor: Actor, case_id: int, person_id: int
) -> None:
    rate(session, case_id, person_id, gesundheit=(Need.HIGH, 3, "", ""))
    assert propose_goals(session, actor, case_id, person_id) == ()
    consent = give_consent(session, actor, NewConsent(person_id, ConsentPurpose.HEALTH, today())).made or 0
    assert [proposal.area.key for proposal in propose_goals(session, actor, case_id, person_id)] == ["gesundheit"]
    withdraw_consent(session, actor, consent)
    assert propose_goals(session, actor, case_id, person_id) == ()


def test_a_family_plan_tells_nobody_what_one_adult_said(
    session: Session, actor: Actor, case_id: int, person_id: int
) -> None:
    rate(session, case_id, person_id, arbeit=(Need.HIGH, 3, "nur für mich", "nur für mich"))
    made = start_plan(session, actor, case_id, PlanKind.FAMILY).made
    header = view(session, actor, made or 0).header
    assert header.strengths == header.needs == ""


def test_the_mother_tongue_is_proposed_for_the_sheets(session: Session, actor: Actor) -> None:
    person = create_person(session, actor, PersonFacts("Habte"), (LanguageRow("mnk"), LanguageRow("ti"))).made or 0
    case = open_person_case(session, actor, person).made or 0
    made = start_plan(session, actor, case, PlanKind.SINGLE, person).made or 0
    assert view(session, actor, made).header.language == "ti"


def test_every_catalogue_goal_can_be_taken_with_all_its_steps(session: Session, actor: Actor, draft: int) -> None:
    taken = 0
    for area in shipped_catalogue().areas:
        for proposal in goal_proposals(area.key):
            keys = tuple(measure.key for measure in proposal.measures)
            assert keys, proposal.goal.key
            made = take_goal(session, actor, draft, proposal.goal.key, keys, fill="Wohngeld").made
            goal = next(goal for goal in view(session, actor, draft).goals if goal.id == made)
            assert all("{" not in step.content.text and step.content.who for step in goal.measures)
            remove_goal(session, actor, made or 0)
            taken += 1
    assert taken == len(shipped_catalogue().goals)


def test_defaults_say_who_until_when_and_what_proves_it(
    session: Session, actor: Actor, draft: int, person_id: int
) -> None:
    add_title(
        session, actor, person_id,
        TitleRow(ResidenceKind.P24, valid_until=dt.date(2027, 3, 4), valid_kind=ValidUntil.DATE),
    )
    take_goal(session, actor, draft, "sprache.ziel.2", ("sprache.schritt.1", "sprache.schritt.4"))
    take_goal(session, actor, draft, "aufenthalt.ziel.1", ("aufenthalt.schritt.1",))
    language, residence = view(session, actor, draft).goals
    test, course = language.measures
    assert (test.who_text, test.due_on, test.content.proof) == ("Maryam", dt.date(2026, 12, 20), "Ergebnis")
    assert course.content.due_kind is DueKind.ONGOING
    assert residence.measures[0].due_on == dt.date(2027, 1, 7)


def test_an_adult_does_the_steps_of_a_childs_goal_and_who_signs_does_the_own(session: Session, actor: Actor) -> None:
    people = [("Lira", PartialDate(2022, 4, 1)), ("Teuta", PartialDate(1990)), ("Arta", PartialDate(2009, 11, 1))]
    child, mother, daughter = (
        create_person(session, actor, PersonFacts("Krasniqi", given, birth_date=born)).made for given, born in people
    )
    assert child
    assert mother
    assert daughter
    files = [open_person_case(session, actor, person).made or 0 for person in (child, mother, daughter)]
    case = put_together(session, actor, tuple(files)).made
    assert case
    version = start_plan(session, actor, case, PlanKind.FAMILY).made
    own = start_plan(session, actor, case, PlanKind.SINGLE, daughter).made
    assert version
    assert own
    for person in (child, mother, daughter, None):
        take_goal(session, actor, version, "familie.ziel.1", ("familie.schritt.1",), person)
    take_measures(session, actor, view(session, actor, version).goals[0].id, ("familie.schritt.2",))
    take_into_plan(session, actor, version, Taking("familie", "familie.ziel.1", "", child, ("familie.schritt.1",)))
    take_goal(session, actor, own, "sprache.ziel.2", ("sprache.schritt.1",))
    goals = view(session, actor, version).goals
    assert [goal.content.person_id for goal in goals] == [child, mother, daughter, None, child]
    assert {step.content.who_person_id for goal in goals for step in goal.measures} == {mother}
    assert view(session, actor, own).goals[0].measures[0].content.who_person_id == daughter


def test_a_changed_catalogue_text_becomes_own_words(session: Session, actor: Actor, draft: int) -> None:
    take_goal(session, actor, draft, "sprache.ziel.2", ("sprache.schritt.1",))
    goal = view(session, actor, draft).goals[0]
    save_goal(session, actor, goal.id, NewGoal(**{**vars(goal.content), "text": "Ich lerne für B1."}))
    step = goal.measures[0]
    save_measure(session, actor, step.id, NewMeasure(**{**vars(step.content), "due_on": dt.date(2026, 12, 5)}))
    changed = view(session, actor, draft).goals[0]
    assert changed.content.catalogue_key == ""
    assert changed.measures[0].content.catalogue_key == "sprache.schritt.1"
    save_measure(session, actor, step.id, NewMeasure("Ich frage bei der vhs.", "sprache.schritt.1"))
    assert view(session, actor, draft).goals[0].measures[0].content.catalogue_key == ""


def test_a_plan_is_not_binding_until_nothing_is_missing(session: Session, actor: Actor, draft: int) -> None:
    assert [lack.field for lack in view(session, actor, draft).missing] == ["goals"]
    goal_id = add_goal(session, actor, draft, NewGoal("arbeit", "Ich finde eine Arbeit.")).made or 0
    assert [lack.field for lack in view(session, actor, draft).missing] == ["measures"]
    step = add_measure(session, actor, goal_id, NewMeasure("Ich schreibe einen Lebenslauf.", who=())).made or 0
    assert [lack.field for lack in view(session, actor, draft).missing] == ["who", "due_on"]
    with pytest.raises(CaseworkError, match="Noch nicht verbindlich"):
        agree(session, actor, draft)
    save_measure(
        session, actor, step, NewMeasure("Ich schreibe einen Lebenslauf.", who=(Responsible.CLIENT,), due_on=today())
    )
    seen = view(session, actor, draft)
    save_header(session, actor, draft, PlanHeader(), seen.row_version)
    assert [lack.field for lack in view(session, actor, draft).missing] == ["next_review_on"]


def test_goals_and_steps_are_ordered_and_removed(session: Session, actor: Actor, draft: int) -> None:
    ids = [add_goal(session, actor, draft, NewGoal("arbeit", text)).made or 0 for text in ("A", "B", "C")]
    move_goal(session, actor, ids[2], 0)
    assert [goal.content.text for goal in view(session, actor, draft).goals] == ["C", "A", "B"]
    take_measures(session, actor, ids[0], ("arbeit.schritt.1", "arbeit.schritt.2"))
    steps = view(session, actor, draft).goals[1].measures
    remove_measure(session, actor, steps[0].id)
    assert [step.position for step in view(session, actor, draft).goals[1].measures] == [0]


@pytest.mark.parametrize(
    "content", [NewGoal("arbeit", " "), NewGoal("arbeit", "x", value_start=11), NewGoal("arbeit", "x", value_target=-1)]
)
def test_a_goal_that_cannot_be_is_refused(session: Session, actor: Actor, draft: int, content: NewGoal) -> None:
    with pytest.raises(CaseworkError):
        add_goal(session, actor, draft, content)


def test_the_text_is_frozen_from_agreeing_on(session: Session, actor: Actor, draft: int, person_id: int) -> None:
    take_goal(session, actor, draft, "sprache.ziel.2", ("sprache.schritt.1",))
    agree(session, actor, draft)
    seen = view(session, actor, draft)
    step = seen.goals[0].measures[0]
    with pytest.raises(CaseworkError):
        add_goal(session, actor, draft, NewGoal("arbeit", "x"))
    with pytest.raises(CaseworkError):
        save_measure(session, actor, step.id, NewMeasure("anders"))
    with pytest.raises(CaseworkError):
        remove_goal(session, actor, seen.goals[0].id)
    with pytest.raises(CaseworkError):
        save_header(session, actor, draft, PlanHeader(strengths="neu"), seen.row_version)
    with pytest.raises(CaseworkError):
        discard_draft(session, actor, draft)
    back_to_draft(session, actor, draft)
    assert view(session, actor, draft).editable
    agree(session, actor, draft)
    put_in_force(session, actor, draft, signed(person_id))
    with pytest.raises(CaseworkError):
        back_to_draft(session, actor, draft)


def test_the_next_talk_may_be_fixed_after_freezing(session: Session, actor: Actor, draft: int, person_id: int) -> None:
    seen = in_force(session, actor, draft, person_id)
    header = PlanHeader(**{**vars(seen.header), "next_talk_on": dt.date(2026, 12, 14), "next_talk_time": "09:00"})
    save_header(session, actor, draft, header, seen.row_version)
    assert view(session, actor, draft).header.next_talk_time == "09:00"
    with pytest.raises(ChangedMeanwhileError):
        save_header(session, actor, draft, header, seen.row_version)


def test_without_signature_the_reason_is_needed(session: Session, actor: Actor, draft: int, person_id: int) -> None:
    take_goal(session, actor, draft, "sprache.ziel.2", ("sprache.schritt.1",))
    with pytest.raises(CaseworkError, match="Entwurf"):
        put_in_force(session, actor, draft, signed(person_id))
    agree(session, actor, draft)
    only_office = Signing((SignatureRow("im", "P. Lang", today()),))
    with pytest.raises(CaseworkError, match="Unterschrift"):
        put_in_force(session, actor, draft, only_office)
    put_in_force(session, actor, draft, Signing(only_office.signatures, "möchte nicht unterschreiben"))
    assert view(session, actor, draft).state is PlanState.IN_FORCE


def test_sheets_are_kept_byte_for_byte(session: Session, actor: Actor, draft: int, person_id: int) -> None:
    take_goal(session, actor, draft, "sprache.ziel.2", ("sprache.schritt.1",))
    agree(session, actor, draft)
    sheet = Sheet(SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE, "ar", b"%PDF-1.7 \x00 bytes")
    put_in_force(session, actor, draft, signed(person_id), (sheet,))
    assert kept_sheet(session, actor, draft, SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE, "ar") == sheet.content
    assert kept_sheet(session, actor, draft, SheetKind.ONE_PAGE, SheetVariant.GERMAN, "") is None
    assert [row.language for row in list_documents(session, actor, draft)] == ["ar"]


def test_progress_stands_beside_the_frozen_text(session: Session, actor: Actor, draft: int, person_id: int) -> None:
    goal = in_force(session, actor, draft, person_id).goals[0]
    first, second = goal.measures
    set_measure_status(session, actor, first.id, MeasureStatus.DONE, note="A2")
    move_due(session, actor, second.id, dt.date(2027, 3, 1))
    set_goal_value(session, actor, goal.id, 5)
    after = view(session, actor, draft).goals[0]
    assert (after.measures[0].status, after.measures[0].done_on) == (MeasureStatus.DONE, today())
    assert after.measures[1].due_on == dt.date(2027, 3, 1)
    assert after.measures[1].agreed_due_on == second.content.due_on
    assert after.value_now == 5
    assert not after.measures[0].overdue_on(dt.date(2028, 1, 1))
    assert after.measures[1].overdue_on(dt.date(2027, 3, 2))
    with pytest.raises(CaseworkError):
        set_goal_status(session, actor, goal.id, GoalStatus.GIVEN_UP)
    with pytest.raises(CaseworkError):
        set_measure_status(session, actor, first.id, MeasureStatus.OPEN, dt.date(2027, 1, 1))


def test_the_next_fassung_carries_what_is_open_and_the_former_stays(
    session: Session, actor: Actor, draft: int, person_id: int
) -> None:
    goal = in_force(session, actor, draft, person_id).goals[0]
    set_measure_status(session, actor, goal.measures[0].id, MeasureStatus.DONE)
    move_due(session, actor, goal.measures[1].id, dt.date(2027, 3, 1))
    set_goal_value(session, actor, goal.id, 6)
    with fixed(dt.date(2027, 2, 22)):
        second = next_version(session, actor, draft).made or 0
        carried = view(session, actor, second)
        assert (carried.version, carried.state) == (2, PlanState.DRAFT)
        assert carried.goals[0].content.value_start == 6
        assert [step.content.due_on for step in carried.goals[0].measures] == [dt.date(2027, 3, 1)]
        with pytest.raises(CaseworkError):
            next_version(session, actor, draft)
        agree(session, actor, second)
        put_in_force(session, actor, second, signed(person_id))
    former = view(session, actor, draft)
    assert former.state is PlanState.REPLACED
    assert [step.content.text for step in former.goals[0].measures] == [step.content.text for step in goal.measures]
    assert [brief.version for brief in former.versions] == [2, 1]


def test_a_supplement_and_the_hand_out_are_dated(session: Session, actor: Actor, draft: int, person_id: int) -> None:
    with pytest.raises(CaseworkError):
        hand_out(session, actor, draft, today())
    in_force(session, actor, draft, person_id)
    add_supplement(session, actor, draft, "Der Kurs beginnt erst am 11.01.2027.")
    hand_out(session, actor, draft, today())
    seen = view(session, actor, draft)
    assert (seen.handed_out_on, seen.supplements[0].on_date) == (today(), today())
    with pytest.raises(CaseworkError):
        hand_out(session, actor, draft, dt.date(2027, 1, 1))


def test_a_discarded_first_draft_takes_its_plan_with_it(
    session: Session, actor: Actor, case_id: int, draft: int
) -> None:
    discard_draft(session, actor, draft)
    assert list_plans(session, actor, case_id) == ()


def test_a_closed_plan_makes_room_for_a_new_one(
    session: Session, actor: Actor, case_id: int, draft: int, person_id: int
) -> None:
    in_force(session, actor, draft, person_id)
    close_plan(session, actor, draft)
    assert start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made
    assert [plan.number for plan in list_plans(session, actor, case_id)] == [2, 1]
