"""What a record proposes for a need; both sides compared as far as consents allow; suggestions kept and taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.volunteers.matches.match_life import agree_volunteer
from desktop.casework.volunteers.matches.matches import list_matches, match_detail
from desktop.casework.volunteers.needs.need_lists import find_need
from desktop.casework.volunteers.needs.need_profiles import compare, need_choices
from desktop.casework.volunteers.needs.need_rows import NeedProposal
from desktop.casework.volunteers.needs.need_suggestions import keep_suggestions, take_back_suggestions
from desktop.casework.volunteers.needs.need_wording import delicate_words
from desktop.casework.volunteers.needs.needs import volunteer_short
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.person_terms import InterpreterGender
from desktop.records.assessments import Answer, Assessment
from desktop.records.people import Address
from desktop.records.plans import Measure
from desktop.records.volunteers import Volunteer
from desktop.terms import AssessmentKind, ConsentPurpose, PartialDate, Protection, Responsible, Role
from desktop.volunteer_terms import Activity, GenderWish, MatchStage, NeedStatus, VolunteerStatus
from tests.casework.deadlines.due_samples import family_of, plan_in_force, put
from tests.casework.volunteers.needs.need_samples import arabic_case, need_of, volunteer_of

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("fixed_clock")


# what the record proposes


def test_language_wish_place_and_hobbies_are_proposed(session: Session, actor: Actor) -> None:
    case_id, person_id = arabic_case(
        session, actor, interpreter_gender=InterpreterGender.WOMAN, addresses=[Address(town="Musterlingen")]
    )
    tell(session, case_id, person_id, ["Nähen"], TODAY - 9 * DAY)
    tell(session, case_id, person_id, ["Fußball", "Kochen"], TODAY)
    choices = need_choices(session, actor, case_id)
    assert (choices.persons, choices.family, choices.task) == (((person_id, "Filmon"),), False, "")
    assert choices.proposals[person_id] == NeedProposal(
        ("ar",), GenderWish.WOMAN, "Musterlingen", ("Fußball", "Kochen"), minor=False
    )


def test_a_secret_address_is_proposed_to_nobody(session: Session, actor: Actor) -> None:
    case_id, person_id = arabic_case(session, actor, address_secret=True, addresses=[Address(town="Musterlingen")])
    assert need_choices(session, actor, case_id).proposals[person_id].place == ""


def test_what_is_specially_protected_is_not_proposed(session: Session, actor: Actor) -> None:
    case_id, person_id = arabic_case(session, actor)
    tell(session, case_id, person_id, ["Selbsthilfegruppe"], TODAY, Protection.S3)
    assert need_choices(session, actor, case_id).proposals[person_id].interests == ()


@pytest.mark.parametrize(
    ("born", "minor"), [(PartialDate(2015, 1, 1), True), (PartialDate(1990), False), (None, None)]
)
def test_the_age_is_told_or_not_known(
    session: Session, actor: Actor, born: PartialDate | None, minor: bool | None
) -> None:
    case_id, (person_id,) = family_of(session, actor, "Maryam", birth_date=born)
    choices = need_choices(session, actor, case_id)
    assert (choices.proposals[person_id].minor, choices.proposals[None].minor) == (minor, minor)


def test_a_step_of_the_ehrenamt_brings_its_words(session: Session, actor: Actor) -> None:
    case_id, _ = arabic_case(session, actor)
    _, (step, other) = plan_in_force(session, case_id, None, ("Mit {was} zum Verein gehen", None), ("Post", None))
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(Measure, step).who = [Responsible.CLIENT.value, Responsible.VOLUNTEER.value]
    choices = need_choices(session, actor, case_id, step)
    assert (choices.task, choices.measure_id) == ("Mit … zum Verein gehen", step)
    with pytest.raises(CaseworkError, match="macht nicht das Ehrenamt"):
        need_choices(session, actor, case_id, other)


# words


def test_words_of_health_and_residence_are_found(session: Session, actor: Actor) -> None:
    text = "Nach der Operation zur Anhörung begleiten, Duldung läuft ab, im Transporter; Krankenkasse anrufen"
    assert delicate_words(text) == ("Operation", "Anhörung", "Duldung")
    assert delicate_words("Deutsch üben, einkaufen, zum Jobcenter begleiten") == ()


# both sides


def test_both_sides_are_shown_with_what_each_is_asked(session: Session, actor: Actor) -> None:
    case_id, _ = arabic_case(session, actor)
    need_id = need_of(
        session, actor, case_id, task="Deutsch üben", languages=("ar",), times=(Span(1, 900, 1020),),
        place="Musterlingen",
    )  # fmt: skip
    both = compare(session, actor, need_id, volunteer_of(session, phone="07391 1234"))
    rows = {row.label: (row.client, row.volunteer) for row in both.rows}
    assert (both.client, both.volunteer, both.missing) == ("Filmon", "Winkler, Gerda", ("Filmon",))
    assert not both.reserved
    assert rows["Tätigkeit"] == ("Sprachpatenschaft · Deutsch üben", "Sprachpatenschaft, Alltagsbegleitung")
    assert rows["Sprachen"] == ("gemeinsam nötig: Arabisch", "Deutsch (Muttersprache), Arabisch (gut)")
    assert rows["Ort"] == ("Musterlingen", "Musterlingen")
    assert rows["Interessen"] == ("", "")
    assert rows["Kontakt"] == (None, "darf nicht weitergegeben werden")
    assert (both.client_times, both.volunteer_times) == ((Span(1, 900, 1020),), (Span(1, 960, 1080),))


def test_the_family_name_of_the_client_is_never_beside_a_volunteer(session: Session, actor: Actor) -> None:
    case_id, _ = arabic_case(session, actor)
    both = compare(session, actor, need_of(session, actor, case_id), volunteer_of(session))
    assert "Habte" not in both.client
    assert not any("Habte" in (row.client or "") for row in both.rows)


@pytest.mark.parametrize(
    "consent", [{"consent_on": None}, {"consent_withdrawn_on": TODAY}], ids=["none", "withdrawn"]
)
def test_without_a_consent_a_volunteer_is_only_a_name(
    session: Session, actor: Actor, consent: dict[str, Any]
) -> None:
    case_id, _ = arabic_case(session, actor)
    one = volunteer_of(session, phone="07391 1234", may_show_contact=True, interests=["Schach"], **consent)
    both = compare(session, actor, need_of(session, actor, case_id), one)
    assert both.reserved
    assert (both.volunteer, both.volunteer_times) == ("Winkler, Gerda", ())
    assert {row.volunteer for row in both.rows} == {None}


def test_a_consent_of_the_client_is_missed_until_it_is_there(session: Session, actor: Actor) -> None:
    case_id, person_id = arabic_case(session, actor)
    need_id, one = need_of(session, actor, case_id), volunteer_of(session)
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.VOLUNTEER, TODAY))
    assert compare(session, actor, need_id, one).missing == ()


def test_the_coordination_compares_without_the_right_to_cases(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, _ = arabic_case(session, actor)
    need_id, one = need_of(session, actor, case_id), volunteer_of(session)
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset({Right.READ_MATCHES, Right.EDIT_MATCHES}))
    both = compare(session, actor, need_id, one)
    assert both.client == "Filmon"
    assert "Habte" not in repr(both)


# keeping


def test_suggestions_are_kept_with_their_reasons_and_taken_back_together(session: Session, actor: Actor) -> None:
    case_id, _ = arabic_case(session, actor)
    first = need_of(session, actor, case_id, languages=("ar",))
    second = need_of(session, actor, case_id, activity=Activity.EVERYDAY)
    one, other = volunteer_of(session), volunteer_of(session, "Kraus", "Ines")
    keep_suggestions(session, actor, ((first, one), (second, other)))
    matches = list_matches(session, actor)
    assert {(row.need_id, row.volunteer_id, row.stage) for row in matches} == {
        (first, one, MatchStage.SUGGESTED), (second, other, MatchStage.SUGGESTED),
    }  # fmt: skip
    kept = match_detail(session, actor, next(row.id for row in matches if row.need_id == first)).reasons
    assert kept.score is not None
    assert any("Arabisch" in words for words in kept.fits)
    assert find_need(session, actor, first).status is NeedStatus.MATCHING
    take_back_suggestions(session, actor, tuple(row.id for row in matches))
    assert list_matches(session, actor) == ()
    assert find_need(session, actor, first).status is NeedStatus.OPEN


def test_what_became_more_than_a_suggestion_is_not_taken_back_with_it(session: Session, actor: Actor) -> None:
    case_id, _ = arabic_case(session, actor)
    keep_suggestions(session, actor, ((need_of(session, actor, case_id), volunteer_of(session)),))
    (row,) = list_matches(session, actor)
    agree_volunteer(session, actor, row.id, today())
    with pytest.raises(ChangedMeanwhileError):
        take_back_suggestions(session, actor, (row.id,))
    assert match_detail(session, actor, row.id).row.stage is MatchStage.VOLUNTEER_AGREED


def test_one_that_is_forbidden_keeps_all_from_being_made(session: Session, actor: Actor) -> None:
    case_id, _ = arabic_case(session, actor)
    need_id, other = need_of(session, actor, case_id), need_of(session, actor, case_id)
    pairs = ((need_id, volunteer_of(session)), (other, volunteer_of(session, "Kraus", status=VolunteerStatus.PAUSE)))
    with pytest.raises(CaseworkError, match="Pause"):
        keep_suggestions(session, actor, pairs)
    assert list_matches(session, actor) == ()
    with pytest.raises(CaseworkError, match="mindestens einen"):
        keep_suggestions(session, actor, ())


@pytest.mark.parametrize(
    ("family", "given", "short"), [("Winkler", "Gerda", "Gerda W."), ("Winkler", "", "Winkler"), ("", "Gerda", "Gerda")]
)
def test_a_volunteer_is_called_by_the_given_name(family: str, given: str, short: str) -> None:
    assert volunteer_short(Volunteer(family_name=family, given_names=given)) == short


def tell(
    session: Session, case_id: int, person_id: int, hobbies: list[str], day: dt.date,
    protection: Protection = Protection.S1,
) -> None:
    answer = Answer(
        person_id=person_id, key="participation.hobbies", value=hobbies, as_of=day, protection=protection
    )
    put(session, Assessment(case_id=case_id, kind=AssessmentKind.SHORT, started_on=day, answers=[answer]))
