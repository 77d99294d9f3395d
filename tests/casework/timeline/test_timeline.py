"""The Verlauf of a case: one list of everything, filtered, paged, and without what is not for everybody."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.cases import open_person_case
from desktop.casework.cases.flags import NewFlag, resolve_flag, set_flag
from desktop.casework.people.families import put_together, split_off
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.timeline.timeline import timeline
from desktop.casework.timeline.timeline_sources import Happening, sources
from desktop.casework.timeline.timeline_words import _WORDS, PROTECTED_STEP, said
from desktop.casework.volunteers.matches.match_life import hold_check_in, plan_meeting
from desktop.casework.volunteers.matches.match_rows import CheckIn, Meeting
from desktop.casework.volunteers.matches.matches import match_detail
from desktop.records.attachments import Attachment
from desktop.records.people import Person
from desktop.records.plans import Goal, Measure, Plan, PlanEvent, PlanVersion
from desktop.records.talks import Talk, TalkCase, TalkTopic
from desktop.talk_terms import TalkKind
from desktop.terms import AttachmentKind, CaseStatus, FlagKind, PlanKind, PlanState, Protection
from tests.casework.volunteers.matches.match_samples import agreed, running, suggested
from tests.conftest import TODAY
from tests.views.cases import case_samples

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def family(session: Session, actor: Actor) -> int:
    return case_samples.family(session, actor, size=3)


def put(session: Session, *rows: object) -> None:
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all(rows)


def talk(day: dt.date, case_id: int, **values: object) -> Talk:
    made = Talk(held_on=day, kind=TalkKind.COUNSELLING, **values)
    made.cases = [TalkCase(case_id=case_id)]
    made.topics = [TalkTopic(position=0, area="gesundheit", text="streng geheim")]
    return made


def test_what_was_before_files_were_put_together_stands_in_the_familys_verlauf(
    session: Session, actor: Actor
) -> None:
    """And a talk that both files shared stands there once."""
    persons = [create_person(session, actor, PersonFacts("Ahmadi", given)).made or 0 for given in ("Maryam", "Farid")]
    cases = [open_person_case(session, actor, person_id).made or 0 for person_id in persons]
    shared = talk(dt.date(2026, 11, 19), cases[0], occasion="gemeinsam", group_title="Infoabend")
    shared.cases.append(TalkCase(case_id=cases[1]))
    put(session, talk(dt.date(2026, 11, 20), cases[1], occasion="allein"), shared)
    family = put_together(session, actor, (cases[0], cases[1]), "Ahmadi").made or 0
    told = timeline(session, actor, family, frozenset({Happening.TALK}))
    assert [row.detail for row in told.rows] == ["allein", "gemeinsam"]
    assert told.total == 2


def test_everything_stands_in_one_list_from_new_to_old(session: Session, actor: Actor, family: int) -> None:
    put(session, talk(dt.date(2026, 11, 20), family, occasion="Kita", outcome="Platz ab Januar"))
    seen = timeline(session, actor, family)
    days = [row.day for row in seen.rows]
    assert days == sorted(days, reverse=True)
    kinds = {row.kind for row in seen.rows}
    assert kinds >= {Happening.STATUS, Happening.RESPONSIBLE, Happening.TALK, Happening.CONSENT, Happening.TITLE,
                     Happening.MOVE, Happening.JOINED, Happening.ASSESSMENT}  # fmt: skip
    assert seen.total == len(seen.rows)
    entry = next(row for row in seen.rows if row.kind is Happening.TALK)
    assert (entry.title, entry.detail) == ("Beratung", "Kita · Platz ab Januar")
    accompanied = next(row for row in seen.rows if row.title == "In Begleitung")
    assert (accompanied.day, accompanied.detail) == (dt.date(2026, 9, 1), "Plan unterschrieben")


def test_a_filter_keeps_its_kinds_only_and_pages_join_without_gap(
    session: Session, actor: Actor, family: int
) -> None:
    put(session, *(talk(dt.date(2026, 1, 1) + dt.timedelta(days=number), family) for number in range(25)))
    chosen = frozenset({Happening.TALK})
    pages = [timeline(session, actor, family, chosen, offset, 10) for offset in (0, 10, 20)]
    assert [len(page.rows) for page in pages] == [10, 10, 5]
    assert {page.total for page in pages} == {25}
    assert len({row.id for page in pages for row in page.rows}) == 25


def test_protected_areas_documents_and_addresses_stay_out(session: Session, actor: Actor, family: int) -> None:
    put(session, talk(TODAY, family))
    put(session, Attachment(case_id=family, kind=AttachmentKind.MEDICAL, title="Befund Migräne", sha256="0" * 64,
                            media_type="application/pdf", size=1, protection=Protection.S3))  # fmt: skip
    with session.begin():
        session.connection(execution_options={"writing": True})
        for person in session.query(Person):
            person.address_secret = True
    goal = Goal(position=0, area="gesundheit", text="Ich gehe zur Therapie.")
    step = Measure(position=0, text="Termin bei der PSZ")
    goal.measures = [step]
    version = PlanVersion(version=1, state=PlanState.IN_FORCE, valid_from=TODAY, goals=[goal])
    put(session, Plan(case_id=family, kind=PlanKind.FAMILY, number=1, versions=[version]))
    put(session, PlanEvent(version_id=version.id, measure_id=step.id, kind="status", on_date=TODAY, value="done"))
    seen = timeline(session, actor, family)
    everything = " ".join(f"{row.title} {row.detail}" for row in seen.rows)
    assert PROTECTED_STEP in everything
    assert "Geschütztes Dokument" in everything
    for secret in ("geheim", "Migräne", "Therapie", "PSZ", "Musterlingen"):
        assert secret not in everything


def test_flags_come_and_go_and_who_leaves_the_family_is_told(session: Session, actor: Actor, family: int) -> None:
    flag = set_flag(session, actor, NewFlag(family, FlagKind.URGENT, "Kündigung der Wohnung", TODAY)).made or 0
    resolve_flag(session, actor, flag, "Widerspruch angenommen")
    last = max(person.id for person in session.query(Person))
    session.rollback()
    split_off(session, actor, family, (last,))
    seen = {row.kind: row for row in timeline(session, actor, family).rows}
    assert seen[Happening.FLAG].detail == "Kündigung der Wohnung"
    assert (seen[Happening.FLAG_OVER].detail, seen[Happening.FLAG_OVER].user) == (
        "Widerspruch angenommen", actor.name,
    )
    assert seen[Happening.LEFT].person == "Zahra"


def test_another_file_has_its_own_verlauf(session: Session, actor: Actor, family: int) -> None:
    other = case_samples.single(session, actor)
    change_status(session, actor, other, CaseStatus.OFFERED, TODAY)
    titles = {row.title for row in timeline(session, actor, family).rows}
    assert "Angebot unterbreitet" not in titles
    assert "Angebot unterbreitet" in {row.title for row in timeline(session, actor, other).rows}


def test_two_thousand_entries_cost_as_many_queries_as_ten(session: Session, actor: Actor, family: int) -> None:
    def asked() -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", counted)
        session.expire_all()
        timeline(session, actor, family)
        event.remove(engine, "before_cursor_execute", counted)
        return count

    few = asked()
    put(session, *(talk(dt.date(2020, 1, 1) + dt.timedelta(days=number), family) for number in range(2000)))
    assert asked() == few
    assert timeline(session, actor, family).total > 2000


def test_every_kind_has_its_source_and_its_words(session: Session, actor: Actor, family: int) -> None:
    assert set(sources((1,), (1,))) == set(_WORDS) == set(Happening)


@pytest.mark.parametrize("kind", ["due", "value", "status"])
def test_marks_on_steps_are_said_in_words(kind: str) -> None:
    value = {"due": '"2027-02-01"', "value": "5", "status": '"done"'}[kind]
    detail = {"due": "verschoben auf 01.02.2027", "value": "Wert 5", "status": "erledigt"}[kind]
    assert said(Happening.STEP, (f"{kind}:sprache", value, "Kurs")) == ("Kurs", detail)


def test_what_volunteers_do_stands_in_the_verlauf_with_their_given_name_alone(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    hold_check_in(session, actor, match_id, CheckIn(TODAY, "vertraulich besprochen"))
    case_id = match_detail(session, actor, match_id).row.client.case_id
    told = timeline(session, actor, case_id, frozenset({Happening.VOLUNTEER})).rows
    assert [row.title for row in told] == [
        "Zwischengespräch: Gerda", "aktiv: Gerda", "Vereinbarung: Gerda", "Kennenlernen: Gerda",
        "Ehrenamtliche/r einverstanden: Gerda", "Klient/in einverstanden: Gerda", "Vorschlag: Gerda",
    ]  # fmt: skip
    assert {row.detail for row in told} == {"Sprachpatenschaft"}
    assert not {"Weiß", "vertraulich"} & set(repr(told).replace(":", " ").split())


def test_a_meeting_that_is_only_planned_is_not_told_yet(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    agreed(session, actor, match_id)
    plan_meeting(session, actor, match_id, Meeting(TODAY + dt.timedelta(days=3)))
    case_id = match_detail(session, actor, match_id).row.client.case_id
    told = timeline(session, actor, case_id, frozenset({Happening.VOLUNTEER})).rows
    assert not any("Kennenlernen" in row.title for row in told)
