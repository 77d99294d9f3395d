"""Assessments: start, answer, skip, confirm, finish; facts in their records; consent and confidentiality."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.assessments.assessment_rows import AnswerRow, EarlierValue, NewAnswer
from desktop.casework.assessments.assessments import (
    confirm_answers,
    continue_as_full,
    finish_assessment,
    list_assessments,
    list_subjects,
    load_part,
    reopen_assessment,
    save_answers,
    show_protected,
    skip_questions,
    start_assessment,
)
from desktop.casework.cases.cases import open_person_case
from desktop.casework.changes import Kind
from desktop.casework.forms.definition import Who
from desktop.casework.people.consents import NewConsent, give_consent, list_consents, withdraw_consent
from desktop.casework.people.facts import Subject, fact_history
from desktop.casework.people.families import put_together
from desktop.casework.people.people import LanguageRow, PersonFacts, create_person, person_detail
from desktop.casework.people.residence import AddressRow, TitleRow, add_title, move
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError, NotAllowedError
from desktop.person_terms import Housing, InterpreterNeed, ResidenceKind, ValidUntil
from desktop.records.assessments import Answer
from desktop.records.office import AccessEntry
from desktop.terms import AssessmentKind, ConsentPurpose, Origin, PartialDate, SkipReason

FULL = AssessmentKind.FULL


@dataclass(frozen=True)
class Ahmadis:
    """A family of two adults and a child with an open assessment."""

    case: int
    assessment: int
    maryam: int
    farid: int
    zahra: int


def person(session: Session, actor: Actor, given: str, born: PartialDate | None) -> int:
    facts = PersonFacts("Ahmadi", given, birth_date=born, phone="0171 1", interpreter_need=InterpreterNeed.SOMETIMES)
    return create_person(session, actor, facts, (LanguageRow("fa_AF"),), Origin.HANDOVER).made or 0


@pytest.fixture
def ahmadis(session: Session, actor: Actor, fixed_clock: dt.date) -> Ahmadis:
    persons = [
        person(session, actor, given, PartialDate(year, 4, 2))
        for given, year in (("Farid", 1984), ("Maryam", 1988), ("Zahra", 2017))
    ]
    cases = tuple(open_person_case(session, actor, one).made or 0 for one in persons)
    case = put_together(session, actor, cases).made or 0
    assessment = start_assessment(session, actor, case, FULL).made or 0
    return Ahmadis(case, assessment, persons[1], persons[0], persons[2])


def answer(session: Session, actor: Actor, assessment: int, person: int | None, key: str) -> AnswerRow:
    return load_part(session, actor, assessment, person).answers[key]


def save(session: Session, actor: Actor, assessment: int, person: int | None, key: str, value: object) -> None:
    save_answers(session, actor, assessment, person, (NewAnswer(key, value),))


# --- life of an assessment ----------------------------------------------------------------------------------------


def test_a_case_has_one_open_assessment_at_a_time(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    with pytest.raises(CaseworkError, match=r"vom 22\.11\.2026 ist noch offen"):
        start_assessment(session, actor, ahmadis.case, FULL)
    finish_assessment(session, actor, ahmadis.assessment)
    second = start_assessment(session, actor, ahmadis.case, AssessmentKind.SHORT).made
    assert [(row.id, row.is_open) for row in list_assessments(session, actor, ahmadis.case)] == [
        (second, True), (ahmadis.assessment, False),
    ]  # fmt: skip


def test_going_on_from_short_to_full_keeps_every_answer(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    finish_assessment(session, actor, ahmadis.assessment)
    short = start_assessment(session, actor, ahmadis.case, AssessmentKind.SHORT).made or 0
    save(session, actor, short, ahmadis.maryam, "work.activity", "course")
    continue_as_full(session, actor, short)
    part = load_part(session, actor, short, ahmadis.maryam)
    assert (part.assessment.kind, part.answers["work.activity"].value) == (FULL, "course")


def test_a_finished_assessment_is_closed_until_reopened(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    finish_assessment(session, actor, ahmadis.assessment)
    with pytest.raises(CaseworkError, match="abgeschlossen"):
        save(session, actor, ahmadis.assessment, ahmadis.maryam, "work.activity", "course")
    reopen_assessment(session, actor, ahmadis.assessment)
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "work.activity", "course")
    finish_assessment(session, actor, ahmadis.assessment)
    start_assessment(session, actor, ahmadis.case, FULL)
    with pytest.raises(CaseworkError, match="neueres"):
        reopen_assessment(session, actor, ahmadis.assessment)


def test_an_assessment_cannot_begin_tomorrow(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    finish_assessment(session, actor, ahmadis.assessment)
    with pytest.raises(CaseworkError, match="Zukunft"):
        start_assessment(session, actor, ahmadis.case, FULL, clock.today() + dt.timedelta(days=1))


# --- whom it asks -------------------------------------------------------------------------------------------------


def test_a_family_has_a_part_for_each_person_and_one_for_all(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    rows = list_subjects(session, actor, ahmadis.case)
    assert [(row.given, set(row.roles)) for row in rows] == [
        ("Farid", {Who.ADULT}), ("Maryam", {Who.ADULT}), ("Zahra", {Who.CHILD}), ("Familie", {Who.FAMILY}),
    ]  # fmt: skip


def test_a_person_alone_answers_for_the_household_too(session: Session, actor: Actor, fixed_clock: dt.date) -> None:
    grown = open_person_case(session, actor, person(session, actor, "Omar", PartialDate(1999))).made or 0
    young = open_person_case(session, actor, person(session, actor, "Ali", PartialDate(2010))).made or 0
    unknown = open_person_case(session, actor, person(session, actor, "Sami", None)).made or 0
    roles = [list_subjects(session, actor, case)[0].roles for case in (grown, young, unknown)]
    assert roles == [{Who.ADULT, Who.FAMILY}, set(Who), {Who.ADULT, Who.FAMILY}]


def test_a_stranger_has_no_part_in_the_assessment(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    stranger = person(session, actor, "Fremd", PartialDate(1990))
    with pytest.raises(CaseworkError, match="gehört nicht"):
        load_part(session, actor, ahmadis.assessment, stranger)
    with pytest.raises(CaseworkError, match="gehört nicht"):
        save(session, actor, ahmadis.assessment, stranger, "work.activity", "course")


def test_adults_of_one_family_never_see_each_others_answers(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "work.wish_soon", "Krankenpflegerin")
    for other in (ahmadis.farid, None, ahmadis.zahra):
        part = load_part(session, actor, ahmadis.assessment, other)
        assert "Krankenpflegerin" not in repr(part)
    finish_assessment(session, actor, ahmadis.assessment)
    second = start_assessment(session, actor, ahmadis.case, FULL).made or 0
    assert "Krankenpflegerin" not in repr(load_part(session, actor, second, ahmadis.farid))
    assert "Krankenpflegerin" in repr(load_part(session, actor, second, ahmadis.maryam))


def test_a_question_of_somebody_else_is_refused(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    with pytest.raises(ValueError, match="not asked"):
        save(session, actor, ahmadis.assessment, ahmadis.zahra, "work.activity", "course")
    with pytest.raises(ValueError, match="not asked"):
        save(session, actor, ahmadis.assessment, ahmadis.maryam, "child.school_duty", "x")


# --- answers ------------------------------------------------------------------------------------------------------


def test_an_answer_carries_origin_day_and_note(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    day = dt.date(2026, 11, 3)
    new = NewAnswer("language.reading", "A2", Origin.DOCUMENT, day, " Zeugnis gesehen ")
    save_answers(session, actor, ahmadis.assessment, ahmadis.maryam, (new,))
    assert answer(session, actor, ahmadis.assessment, ahmadis.maryam, "language.reading") == AnswerRow(
        "language.reading", "A2", Origin.DOCUMENT, day, note="Zeugnis gesehen"
    )
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "language.writing", "A1")
    row = answer(session, actor, ahmadis.assessment, ahmadis.maryam, "language.writing")
    assert (row.origin, row.as_of) == (Origin.SELF, clock.today())


def test_an_answer_can_be_taken_back(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "work.activity", "course")
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "work.activity", None)
    assert "work.activity" not in load_part(session, actor, ahmadis.assessment, ahmadis.maryam).answers


def test_a_wrong_value_saves_none_of_the_answers(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    good, bad = NewAnswer("work.activity", "course"), NewAnswer("work.hours", Decimal(99))
    with pytest.raises(CaseworkError) as caught:
        save_answers(session, actor, ahmadis.assessment, ahmadis.maryam, (good, bad))
    assert caught.value.field == "work.hours"
    assert "Arbeitszeit" in str(caught.value)
    assert "work.activity" not in load_part(session, actor, ahmadis.assessment, ahmadis.maryam).answers


def test_a_skip_reason_replaces_the_answer_and_an_answer_the_reason(
    session: Session, actor: Actor, ahmadis: Ahmadis
) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    save(session, actor, *part, "work.activity", "course")
    skip_questions(session, actor, *part, ("work.activity", "work.wish_soon"), SkipReason.NOT_WANTED)
    row = answer(session, actor, *part, "work.activity")
    assert (row.value, row.skip) == (None, SkipReason.NOT_WANTED)
    save(session, actor, *part, "work.activity", "course")
    assert answer(session, actor, *part, "work.activity").skip is None
    skip_questions(session, actor, *part, ("work.activity", "work.wish_soon"), None)
    answers = load_part(session, actor, *part).answers
    assert answers["work.activity"].value == "course"
    assert "work.wish_soon" not in answers


def test_a_change_names_assessment_case_and_person(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    new = (NewAnswer("work.activity", "course"),)
    changes = save_answers(session, actor, ahmadis.assessment, ahmadis.maryam, new)
    assert changes.touches(Kind.ASSESSMENT, ahmadis.assessment)
    assert changes.touches(Kind.CASE, ahmadis.case)
    assert changes.touches(Kind.PERSON, ahmadis.maryam)
    assert not changes.touches(Kind.PERSON, ahmadis.farid)


# --- earlier values -----------------------------------------------------------------------------------------------


def test_the_last_answer_stands_beside_and_is_taken_over_with_one_confirmation(
    session: Session, actor: Actor, ahmadis: Ahmadis
) -> None:
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "language.reading", "A1")
    finish_assessment(session, actor, ahmadis.assessment)
    with clock.fixed(dt.date(2027, 2, 1)):
        second = start_assessment(session, actor, ahmadis.case, FULL).made or 0
        row = answer(session, actor, second, ahmadis.maryam, "language.reading")
        assert (row.value, row.earlier) == (None, EarlierValue("A1", dt.date(2026, 11, 22), Origin.SELF))
        confirm_answers(session, actor, second, ahmadis.maryam, ("language.reading",))
        row = answer(session, actor, second, ahmadis.maryam, "language.reading")
        assert (row.value, row.as_of) == ("A1", dt.date(2027, 2, 1))
        with pytest.raises(CaseworkError, match="nichts zu bestätigen"):
            confirm_answers(session, actor, second, ahmadis.maryam, ("language.writing",))
    old = answer(session, actor, ahmadis.assessment, ahmadis.maryam, "language.reading")
    assert (old.value, old.as_of) == ("A1", dt.date(2026, 11, 22))


# --- facts --------------------------------------------------------------------------------------------------------


def test_a_fact_shows_its_origin_and_is_confirmed_not_asked_again(
    session: Session, actor: Actor, ahmadis: Ahmadis
) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    row = answer(session, actor, *part, "contact.phone")
    assert (row.value, row.origin, row.bound, row.open) == ("0171 1", Origin.HANDOVER, True, True)
    confirm_answers(session, actor, *part, ("contact.phone",))
    row = answer(session, actor, *part, "contact.phone")
    assert (row.value, row.origin, row.open) == ("0171 1", Origin.HANDOVER, False)


def test_a_bound_answer_lives_in_the_record_alone_and_keeps_the_former_value(
    session: Session, actor: Actor, ahmadis: Ahmadis
) -> None:
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "contact.phone", "0172 2")
    assert person_detail(session, actor, ahmadis.maryam).facts.phone == "0172 2"
    (former,) = fact_history(session, actor, Subject.PERSON, ahmadis.maryam, "phone")
    assert (former.value, former.origin) == ("0171 1", Origin.HANDOVER)
    row = answer(session, actor, ahmadis.assessment, ahmadis.maryam, "contact.phone")
    assert (row.origin, row.earlier and row.earlier.value) == (Origin.SELF, "0171 1")
    with session.begin():
        assert session.scalars(select(Answer)).all() == []


def test_codes_reach_the_record_as_terms(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "contact.interpreter_need", "always")
    assert person_detail(session, actor, ahmadis.maryam).facts.interpreter_need is InterpreterNeed.ALWAYS
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "contact.interpreter_need", None)
    assert person_detail(session, actor, ahmadis.maryam).facts.interpreter_need is None
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "person.nationalities", ("AF", "stateless"))
    assert person_detail(session, actor, ahmadis.maryam).facts.nationalities == ("AF", "stateless")


def test_a_fact_can_be_left_out_with_a_reason(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    skip_questions(session, actor, *part, ("contact.email", "contact.phone"), SkipReason.NOT_WANTED)
    assert answer(session, actor, *part, "contact.email").skip is SkipReason.NOT_WANTED
    phone = answer(session, actor, *part, "contact.phone")
    assert (phone.value, phone.skip) == ("0171 1", None)


def test_languages_keep_their_order_and_use(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    save(session, actor, *part, "contact.speaks", ("en", "ur"))
    save(session, actor, *part, "contact.mother_tongues", ("ps", "fa_AF"))
    languages = person_detail(session, actor, ahmadis.maryam).languages
    assert [(row.code, row.use.value) for row in languages] == [
        ("ps", "mother"), ("fa_AF", "mother"), ("en", "speaks"), ("ur", "speaks"),
    ]  # fmt: skip
    assert answer(session, actor, *part, "contact.speaks").value == ("en", "ur")


def test_a_new_residence_status_makes_the_old_one_history(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    with pytest.raises(CaseworkError, match="zuerst den Aufenthaltsstatus"):
        save(session, actor, *part, "residence.valid_until", dt.date(2027, 1, 14))
    with clock.fixed(dt.date(2026, 5, 1)):
        old = TitleRow(ResidenceKind.P55_ASYLG, origin=Origin.HANDOVER)
        add_title(session, actor, ahmadis.maryam, old)
    row = answer(session, actor, *part, "residence.kind")
    assert (row.value, row.origin, row.open) == ("55asylg", Origin.HANDOVER, True)
    save(session, actor, *part, "residence.kind", "25_2_1")
    save(session, actor, *part, "residence.valid_until", dt.date(2027, 1, 14))
    now, before = person_detail(session, actor, ahmadis.maryam).titles
    assert (now.kind, now.valid_until, now.valid_kind) == (
        ResidenceKind.P25_2_REFUGEE, dt.date(2027, 1, 14), ValidUntil.DATE,
    )  # fmt: skip
    assert (before.kind, before.replaced_on) == (ResidenceKind.P55_ASYLG, clock.today())
    assert answer(session, actor, *part, "residence.kind").origin is Origin.DOCUMENT


def test_a_renewed_title_keeps_its_kind_and_the_old_date(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    with clock.fixed(dt.date(2026, 5, 1)):
        old = TitleRow(ResidenceKind.P24, valid_until=dt.date(2026, 12, 31), valid_kind=ValidUntil.DATE)
        add_title(session, actor, ahmadis.maryam, old)
    save(session, actor, ahmadis.assessment, ahmadis.maryam, "residence.valid_until", dt.date(2028, 3, 4))
    now, before = person_detail(session, actor, ahmadis.maryam).titles
    assert [(row.kind, row.valid_until) for row in (now, before)] == [
        (ResidenceKind.P24, dt.date(2028, 3, 4)), (ResidenceKind.P24, dt.date(2026, 12, 31)),
    ]  # fmt: skip


def test_an_address_is_the_familys_and_a_move_keeps_the_old_one(
    session: Session, actor: Actor, ahmadis: Ahmadis
) -> None:
    persons = (ahmadis.farid, ahmadis.maryam, ahmadis.zahra)
    with clock.fixed(dt.date(2026, 5, 1)):
        move(session, actor, persons, AddressRow("Talstr. 7", "79999", "Musterlingen", Housing.MUNICIPAL_ROOM))
    part = ahmadis.assessment, None
    assert answer(session, actor, *part, "contact.street").value == "Talstr. 7"
    save(session, actor, *part, "contact.street", "Bergweg 2")
    save(session, actor, *part, "housing.form", "private")
    for one in persons:
        now, before = person_detail(session, actor, one).addresses
        assert (now.line, now.housing, now.until) == ("Bergweg 2, 79999 Musterlingen", Housing.PRIVATE, None)
        assert (before.street, before.until) == ("Talstr. 7", clock.today())


# --- protected answers --------------------------------------------------------------------------------------------


def test_nothing_protected_is_saved_without_consent(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    for key, value in (("health.limits", True), ("family.pregnant", True), ("contact.address_secret", True)):
        with pytest.raises(NotAllowedError, match="Einwilligung") as caught:
            save(session, actor, *part, key, value)
        assert caught.value.field == key
        with pytest.raises(NotAllowedError, match="Einwilligung"):
            skip_questions(session, actor, *part, (key,), SkipReason.NOT_WANTED)
    with pytest.raises(NotAllowedError):
        show_protected(session, actor, *part)
    with session.begin():
        assert session.scalars(select(Answer)).all() == []


def test_consent_of_one_opens_nothing_of_another(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    give_consent(session, actor, NewConsent(ahmadis.farid, ConsentPurpose.HEALTH, clock.today()))
    save(session, actor, ahmadis.assessment, ahmadis.farid, "health.limits", True)
    with pytest.raises(NotAllowedError):
        save(session, actor, ahmadis.assessment, ahmadis.maryam, "health.limits", True)


def test_protected_answers_stay_masked_until_shown_and_showing_is_recorded(
    session: Session, actor: Actor, ahmadis: Ahmadis
) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    give_consent(session, actor, NewConsent(ahmadis.maryam, ConsentPurpose.HEALTH, clock.today()))
    save(session, actor, *part, "health.limits_word", "Rücken")
    assert "Rücken" not in repr(load_part(session, actor, *part))
    assert answer(session, actor, *part, "health.limits_word").masked
    assert show_protected(session, actor, *part).answers["health.limits_word"].value == "Rücken"
    with session.begin():
        (entry,) = session.scalars(select(AccessEntry).where(AccessEntry.action == "assessment.show_protected"))
        assert entry.objects == [["assessment.show_protected", ahmadis.assessment]]


def test_a_withdrawn_consent_locks_what_was_said_before(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    part = ahmadis.assessment, ahmadis.maryam
    give_consent(session, actor, NewConsent(ahmadis.maryam, ConsentPurpose.HEALTH, clock.today()))
    save(session, actor, *part, "health.limits_word", "Rücken")
    (consent,) = list_consents(session, actor, ahmadis.maryam)
    withdraw_consent(session, actor, consent.id)
    row = load_part(session, actor, *part)
    assert (row.consent, row.answers["health.limits_word"].masked) == (False, True)
    with pytest.raises(NotAllowedError):
        show_protected(session, actor, *part)
    with pytest.raises(NotAllowedError):
        confirm_answers(session, actor, *part, ("health.limits_word",))


def test_a_worry_about_a_child_is_recorded_without_consent(session: Session, actor: Actor, ahmadis: Ahmadis) -> None:
    part = ahmadis.assessment, ahmadis.zahra
    save(session, actor, *part, "welfare.signs", "mehrfach ohne Essen in der Schule")
    masked = load_part(session, actor, *part)
    assert "Essen" not in repr(masked)
    assert masked.answers["welfare.signs"].masked
