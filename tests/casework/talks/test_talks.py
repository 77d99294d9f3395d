"""Talks: entered whole, changed with history, deleted with the way back; what cannot be is refused in one sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case, put_status, require_case
from desktop.casework.changes import Kind
from desktop.casework.deletion.deletion import delete_case
from desktop.casework.drafts import find_draft, save_draft
from desktop.casework.gate import chain_is_whole
from desktop.casework.people.consents import NewConsent, give_consent, list_consents, withdraw_consent
from desktop.casework.people.families import put_together
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.talks.quick_talk import QuickTalk, add_quick_talk, read_quick_line
from desktop.casework.talks.talk_checks import ClosedCaseError
from desktop.casework.talks.talk_follow_ups import add_follow_up, next_status, talk_proposals
from desktop.casework.talks.talk_print import talk_print
from desktop.casework.talks.talk_rows import FollowUp, TalkEntry, TalkRow, TopicEntry
from desktop.casework.talks.talk_views import list_talks, open_talk, show_protected_topics, talk_choices, talk_history
from desktop.casework.talks.talks import add_talk, delete_talk, edit_talk, kept_talk, restore_talk
from desktop.casework.tasks import tasks_of_case
from desktop.clock import fixed, today
from desktop.errors import CaseworkError, ChangedMeanwhileError, NotAllowedError
from desktop.records.office import AccessEntry
from desktop.records.people import FactHistory
from desktop.records.talks import Talk
from desktop.talk_terms import ContactResult, Interpreting, TalkKind, TalkWay
from desktop.terms import CaseStatus, ConsentPurpose, Role

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.date(2026, 11, 20)


def person(session: Session, actor: Actor, family: str, given: str) -> int:
    made = create_person(session, actor, PersonFacts(family, given)).made
    assert made is not None
    return made


def file_of(session: Session, actor: Actor, person_id: int) -> int:
    made = open_person_case(session, actor, person_id).made
    assert made is not None
    return made


@pytest.fixture
def person_id(session: Session, actor: Actor) -> int:
    return person(session, actor, "Ahmadi", "Maryam")


@pytest.fixture
def case_id(session: Session, actor: Actor, person_id: int) -> int:
    return file_of(session, actor, person_id)


@pytest.fixture
def entry(case_id: int, person_id: int) -> TalkEntry:
    return TalkEntry((case_id,), DAY, (person_id,), minutes=45, content="Vermieter ruft zurück")


def give_status(session: Session, actor: Actor, case_id: int, status: CaseStatus, since: dt.date) -> None:
    """Past the rules of moving on, which are not the subject here."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        put_status(require_case(session, case_id), status, since, "", actor)


def add(session: Session, actor: Actor, entry: TalkEntry, **more: object) -> int:
    made = add_talk(session, actor, entry, **more).made  # type: ignore[arg-type]  # each test knows what it gives
    assert made is not None
    return made


def only(session: Session, actor: Actor, case_id: int) -> TalkRow:
    (row,) = list_talks(session, actor, case_id)
    return row


def test_what_is_entered_is_no_draft_any_more_and_what_is_refused_stays_one(session: Session, actor: Actor) -> None:
    """In one transaction: a kill between both would offer an entered talk a second time."""
    person_id = person(session, actor, "Habte", "Filmon")
    case_id = open_person_case(session, actor, person_id).made or 0
    for key in ("talk/1", "quick-talk"):
        save_draft(session, actor, key, {"line": "Habte Tel"})
    saves = session.scalar(select(func.count()).select_from(AccessEntry))
    session.rollback()
    with pytest.raises(CaseworkError):
        add_talk(session, actor, TalkEntry((case_id,), today() + dt.timedelta(days=1), (person_id,)), draft="talk/1")
    assert find_draft(session, actor, "talk/1") is not None
    made = add_talk(session, actor, TalkEntry((case_id,), DAY, (person_id,)), draft="talk/1").made or 0
    assert find_draft(session, actor, "talk/1") is None
    quick = QuickTalk(case_id, person_id, DAY, TalkKind.COUNSELLING, TalkWay.PHONE, 10, text="ruft an")
    add_quick_talk(session, actor, quick, "quick-talk")
    assert find_draft(session, actor, "quick-talk") is None
    save_draft(session, actor, "talk/1", {"fields": {}})
    edit_talk(session, actor, made, TalkEntry((case_id,), DAY, (person_id,), content="neu"), 1, draft="talk/1")
    assert find_draft(session, actor, "talk/1") is None
    assert session.scalar(select(func.count()).select_from(AccessEntry)) == (saves or 0) + 3


def test_a_talk_comes_back_with_every_field(session: Session, actor: Actor, entry: TalkEntry) -> None:
    full = replace(
        entry, kind=TalkKind.CRISIS, way=TalkWay.VISIT, start_time="09:30", place="Talstr. 7",
        interpreting=Interpreting.POOL, interpreter_language="fa", interpreter_cents=4550, occasion="Brief",
        outcome="Widerspruch", topics=(TopicEntry("wohnen", "Kündigung", 30), TopicEntry("geld", "", 15)),
    )
    talk_id = add(session, actor, full, follow_ups=(FollowUp("Amt anrufen", dt.date(2026, 11, 25)),))
    row = only(session, actor, entry.case_ids[0])
    assert (row.id, row.held_on, row.start_time, row.minutes, row.kind) == (talk_id, DAY, "09:30", 45, TalkKind.CRISIS)
    assert (row.way, row.place, row.leader, row.persons) == (TalkWay.VISIT, "Talstr. 7", "Petra Lang", ("Maryam",))
    assert (row.interpreting, row.interpreter_language, row.interpreter_cents) == (Interpreting.POOL, "fa", 4550)
    assert (row.occasion, row.content, row.outcome) == ("Brief", "Vermieter ruft zurück", "Widerspruch")
    assert [(t.area_name, t.text, t.minutes) for t in row.topics] == [("Wohnen", "Kündigung", 30),
                                                                      ("Geld und Behörden", "", 15)]  # fmt: skip
    assert [(task.title, task.due_on, task.done) for task in row.follow_ups] == [
        ("Amt anrufen", dt.date(2026, 11, 25), False)
    ]
    assert row.counts
    with session.begin():
        assert "talk.add" in session.scalars(select(AccessEntry.action)).all()
    assert chain_is_whole(session)


@pytest.mark.parametrize("kind", list(TalkKind))
def test_whether_it_counts_follows_the_kind_and_can_be_changed(
    kind: TalkKind, session: Session, actor: Actor, entry: TalkEntry
) -> None:
    give_consent(session, actor, NewConsent(entry.person_ids[0], ConsentPurpose.CASE_TALK, DAY))
    entry = replace(entry, kind=kind, contact_result=ContactResult.REACHED, occasion="x", participants="Schule")
    add(session, actor, entry)
    uncounted = {TalkKind.CONTACT_ATTEMPT, TalkKind.SHORT, TalkKind.CASE_TALK, TalkKind.CONFERENCE, TalkKind.HANDOVER,
                 TalkKind.GROUP}  # fmt: skip
    counts = only(session, actor, entry.case_ids[0]).counts
    assert counts == (kind not in uncounted)
    other = add(session, actor, replace(entry, counts=not counts))
    assert {row.id: row.counts for row in list_talks(session, actor, entry.case_ids[0])}[other] != counts


BAD: tuple[tuple[str, dict[str, object], str], ...] = (
    ("held_on", {"held_on": dt.date(2026, 11, 23)}, "Zukunft.*Termin"),
    ("held_on", {"held_on": dt.date(1960, 1, 1)}, "prüfen"),
    ("minutes", {"minutes": 0}, "1 bis 1440"),
    ("minutes", {"minutes": -5}, "1 bis 1440"),
    ("minutes", {"minutes": 2000}, "1 bis 1440"),
    ("start_time", {"start_time": "25:00"}, "Uhrzeit"),
    ("content", {"content": "x" * 200_000}, "zu lang.*200000"),
    ("topics", {"topics": (TopicEntry("wohnen", minutes=46),)}, "länger als das Gespräch"),
    ("topics", {"topics": (TopicEntry("garten"),)}, "gibt es nicht"),
    ("topics", {"topics": (TopicEntry("wohnen", "x" * 20_001),)}, "zu lang"),
    ("persons", {"person_ids": ()}, "mindestens eine Person"),
    ("persons", {"person_ids": (4711,)}, "gehört nicht"),
    ("person", {"case_ids": ()}, "auswählen"),
    ("contact_result", {"kind": TalkKind.CONTACT_ATTEMPT}, "ergeben"),
    ("interpreter_cents", {"interpreter_cents": -1}, "Kosten"),
    ("user_id", {"user_id": 99}, "gibt es nicht"),
)


@pytest.mark.parametrize(("field", "wrong", "sentence"), BAD)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    field: str, wrong: dict[str, object], sentence: str, session: Session, actor: Actor, entry: TalkEntry
) -> None:
    with pytest.raises(CaseworkError, match=sentence) as refused:
        add_talk(session, actor, replace(entry, **wrong))  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.field == field
    assert list_talks(session, actor, entry.case_ids[0]) == ()


def test_emoji_stay_and_control_characters_go(session: Session, actor: Actor, entry: TalkEntry) -> None:
    add(session, actor, replace(entry, content="gut 🙂\x00\x07\u202eende\r\nneu", place="Ort\x1b[0m"))
    row = only(session, actor, entry.case_ids[0])
    assert (row.content, row.place) == ("gut 🙂ende\nneu", "Ort[0m")


def test_a_closed_case_asks_and_takes_what_came_before_its_end(
    session: Session, actor: Actor, entry: TalkEntry
) -> None:
    give_status(session, actor, entry.case_ids[0], CaseStatus.ENDED, dt.date(2026, 11, 21))
    with pytest.raises(ClosedCaseError, match="nachträglich eintragen"):
        add_talk(session, actor, entry)
    with pytest.raises(ClosedCaseError, match="wieder aufnehmen"):
        add_talk(session, actor, replace(entry, held_on=today(), late=True))
    assert add(session, actor, replace(entry, late=True))
    give_status(session, actor, entry.case_ids[0], CaseStatus.BLOCKED, today())
    with pytest.raises(CaseworkError, match="gesperrt") as blocked:
        add_talk(session, actor, replace(entry, late=True))
    assert not isinstance(blocked.value, ClosedCaseError)


def test_a_protected_topic_needs_consent_and_is_masked_until_it_is_asked_for(
    session: Session, actor: Actor, entry: TalkEntry, person_id: int
) -> None:
    entry = replace(entry, topics=(TopicEntry("gesundheit", "Knieschmerzen"), TopicEntry("wohnen", "Umzug")))
    with pytest.raises(CaseworkError, match="Einwilligung") as refused:
        add_talk(session, actor, entry)
    assert refused.value.field == "topics"
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.HEALTH, today()))
    talk_id = add(session, actor, entry)
    health, housing = only(session, actor, entry.case_ids[0]).topics
    assert (health.text, health.masked, housing.text, housing.masked) == ("", True, "Umzug", False)
    assert show_protected_topics(session, actor, talk_id, entry.case_ids[0])[0].text == "Knieschmerzen"
    (consent,) = list_consents(session, actor, person_id)
    withdraw_consent(session, actor, consent.id)
    assert show_protected_topics(session, actor, talk_id, entry.case_ids[0])[0].text == ""
    with session.begin():
        assert session.scalars(select(AccessEntry.action)).all().count("talk.show_protected") == 2


def test_a_locked_topic_keeps_its_text_when_the_talk_is_edited(
    session: Session, actor: Actor, entry: TalkEntry, person_id: int
) -> None:
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.HEALTH, today()))
    talk_id = add(session, actor, replace(entry, topics=(TopicEntry("gesundheit", "Knieschmerzen"),)))
    withdraw_consent(session, actor, list_consents(session, actor, person_id)[0].id)
    opened = open_talk(session, actor, talk_id, entry.case_ids[0])
    assert opened.entry.topics[0].text == ""
    assert opened.locked == {opened.entry.topics[0].id}
    edit_talk(session, actor, talk_id, replace(opened.entry, outcome="neu"), opened.row.row_version)
    with session.begin():
        assert session.get_one(Talk, talk_id).topics[0].text == "Knieschmerzen"
    assert all("Knie" not in str(row.value) for row in talk_history(session, actor, talk_id))


def test_a_change_keeps_what_stood_there(session: Session, actor: Actor, entry: TalkEntry) -> None:
    talk_id = add(session, actor, entry)
    opened = open_talk(session, actor, talk_id, entry.case_ids[0])
    edit_talk(session, actor, talk_id, replace(opened.entry, content="Vermieter schreibt"), opened.row.row_version)
    row = only(session, actor, entry.case_ids[0])
    assert (row.content, row.edited, row.row_version > opened.row.row_version) == ("Vermieter schreibt", True, True)
    (former,) = talk_history(session, actor, talk_id)
    assert (former.field, former.value, former.replaced_by) == ("content", "Vermieter ruft zurück", "Petra Lang")
    with pytest.raises(ChangedMeanwhileError):
        edit_talk(session, actor, talk_id, opened.entry, opened.row.row_version)


def test_a_change_of_a_topic_alone_is_a_new_version_too(session: Session, actor: Actor, entry: TalkEntry) -> None:
    talk_id = add(session, actor, replace(entry, topics=(TopicEntry("wohnen", "a"),)))
    opened = open_talk(session, actor, talk_id, entry.case_ids[0])
    topics = (replace(opened.entry.topics[0], text="b"),)
    edit_talk(session, actor, talk_id, replace(opened.entry, topics=topics), opened.row.row_version)
    with pytest.raises(ChangedMeanwhileError):
        edit_talk(session, actor, talk_id, opened.entry, opened.row.row_version)


def test_after_a_fortnight_a_change_needs_its_reason(session: Session, actor: Actor, entry: TalkEntry) -> None:
    talk_id = add(session, actor, entry)
    opened = open_talk(session, actor, talk_id, entry.case_ids[0])
    changed = replace(opened.entry, outcome="Termin am 5.")
    with fixed(dt.date(2026, 12, 5)):
        with pytest.raises(CaseworkError, match="begründen") as refused:
            edit_talk(session, actor, talk_id, changed, opened.row.row_version)
        assert refused.value.field == "reason"
        edit_talk(session, actor, talk_id, changed, opened.row.row_version, "Zahlendreher")
    assert {(row.field, row.value) for row in talk_history(session, actor, talk_id)} == {
        ("outcome", ""), ("reason", "Zahlendreher"),
    }  # fmt: skip


def test_a_deleted_talk_comes_back_with_everything(session: Session, actor: Actor, entry: TalkEntry) -> None:
    case_id = entry.case_ids[0]
    talk_id = add(session, actor, replace(entry, topics=(TopicEntry("wohnen", "Umzug", 5),)),
                  follow_ups=(FollowUp("Amt anrufen"),), private_note="nur für mich")  # fmt: skip
    opened = open_talk(session, actor, talk_id, case_id)
    edit_talk(session, actor, talk_id, replace(opened.entry, outcome="x"), opened.row.row_version)
    before = only(session, actor, case_id)
    kept = kept_talk(session, actor, talk_id)
    delete_talk(session, actor, talk_id, before.row_version)
    assert list_talks(session, actor, case_id) == ()
    with session.begin():
        assert session.scalar(select(func.count()).where(FactHistory.subject == "talk")) == 0
    again = restore_talk(session, actor, kept).made
    after = only(session, actor, case_id)
    assert (after.id, after.own_note, after.edited, after.added_at) == (again, "nur für mich", True, before.added_at)
    assert [replace(topic, id=0) for topic in after.topics] == [replace(topic, id=0) for topic in before.topics]
    assert after.follow_ups == before.follow_ups
    assert "nur für mich" not in repr(kept)


def test_a_group_talk_stands_in_every_file_and_names_nobody_of_another(
    session: Session, actor: Actor, entry: TalkEntry, person_id: int
) -> None:
    stranger = person(session, actor, "Habte", "Filmon")
    other = file_of(session, actor, stranger)
    group = replace(entry, case_ids=(*entry.case_ids, other), person_ids=(person_id, stranger), kind=TalkKind.GROUP)
    with pytest.raises(CaseworkError, match="Titel"):
        add_talk(session, actor, group)
    group = replace(group, group_title="Infoabend Energie")
    with pytest.raises(CaseworkError, match="eine Person allein"):
        add_talk(session, actor, replace(group, topics=(TopicEntry("wohnen", "x", person_id=person_id),)))
    changes = add_talk(session, actor, group, follow_ups=(FollowUp("Maryam Ahmadi wegen Strom anrufen"),))
    assert changes.touches(Kind.CASE, other)
    here, there = only(session, actor, entry.case_ids[0]), only(session, actor, other)
    assert here.id == there.id
    assert (here.persons, there.persons, here.other_cases) == (("Maryam",), ("Filmon",), 1)
    assert "Filmon" not in repr(here)
    assert "Habte" not in repr(here)
    assert [task.title for task in here.follow_ups] == ["Maryam Ahmadi wegen Strom anrufen"]
    assert there.follow_ups == ()
    assert "Ahmadi" not in repr(there)


def test_a_topic_of_one_adult_alone_is_marked_as_theirs(
    session: Session, actor: Actor, entry: TalkEntry, person_id: int
) -> None:
    partner = person(session, actor, "Ahmadi", "Farid")
    family = put_together(session, actor, (entry.case_ids[0], file_of(session, actor, partner)), "Ahmadi").made
    assert family is not None
    both = replace(entry, case_ids=(family,), person_ids=(person_id, partner))
    add(session, actor, replace(both, topics=(TopicEntry("wohnen", "will ausziehen", person_id=person_id),)))
    row = only(session, actor, family)
    assert (row.topics[0].person_id, row.topics[0].person, row.persons) == (person_id, "Maryam", ("Maryam", "Farid"))
    with pytest.raises(CaseworkError, match="nicht am Gespräch"):
        add_talk(session, actor, replace(both, person_ids=(partner,),
                                         topics=(TopicEntry("wohnen", "x", person_id=person_id),)))  # fmt: skip


def test_what_concerns_one_adult_alone_is_masked_printed_for_nobody_and_kept_from_who_may_not_read_it(
    session: Session, actor: Actor, entry: TalkEntry, person_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DS-05. In the file of one person there is nobody to keep it from."""
    alone = add(session, actor, replace(entry, topics=(TopicEntry("wohnen", "zieht um", person_id=person_id),)))
    assert [topic.text for topic in only(session, actor, entry.case_ids[0]).topics] == ["zieht um"]
    delete_talk(session, actor, alone, 1)
    partner = person(session, actor, "Ahmadi", "Farid")
    family = put_together(session, actor, (entry.case_ids[0], file_of(session, actor, partner)), "Ahmadi").made or 0
    topics = (TopicEntry("wohnen", "will ausziehen", person_id=person_id), TopicEntry("arbeit", "Bewerbung"))
    both = replace(entry, case_ids=(family,), person_ids=(person_id, partner), topics=topics)
    talk_id = add(session, actor, both)
    row = only(session, actor, family)
    assert [(topic.text, topic.masked) for topic in row.topics] == [("", True), ("Bewerbung", False)]
    sheet = talk_print(session, actor, talk_id, family)
    assert (sheet.topics, sheet.left_out) == ((("arbeit", "Bewerbung"),), 1)
    shown = show_protected_topics(session, actor, talk_id, family)
    assert [topic.text for topic in shown] == ["will ausziehen", "Bewerbung"]
    assert entries(session)[-1] == "talk.show_protected"
    monkeypatch.setitem(RIGHTS, Role.MANAGER, RIGHTS[Role.MANAGER] - {Right.READ_CONFIDENTIAL})
    with pytest.raises(NotAllowedError):
        show_protected_topics(session, actor, talk_id, family)
    opened = open_talk(session, actor, talk_id, family)
    assert [topic.text for topic in opened.entry.topics] == ["", "Bewerbung"]
    assert opened.locked == {row.topics[0].id}
    edit_talk(session, actor, talk_id, replace(opened.entry, content="neu"), opened.row.row_version)
    monkeypatch.undo()
    shown = show_protected_topics(session, actor, talk_id, family)
    assert shown[0].text == "will ausziehen", "saving by somebody who may not read it must not lose it"


def entries(session: Session) -> list[str]:
    with session.begin():
        return list(session.scalars(select(AccessEntry.action).order_by(AccessEntry.id)))


def test_the_next_step_is_a_task_with_its_day(session: Session, actor: Actor, entry: TalkEntry) -> None:
    talk_id = add(session, actor, entry)
    with pytest.raises(CaseworkError, match="vor dem Gespräch"):
        add_follow_up(session, actor, talk_id, FollowUp("Anrufen", dt.date(2026, 11, 19)))
    with pytest.raises(CaseworkError, match="aufschreiben"):
        add_follow_up(session, actor, talk_id, FollowUp("  \x00"))
    changes = add_follow_up(session, actor, talk_id, FollowUp("Anrufen", dt.date(2026, 11, 27), actor.user_id))
    assert changes.touches(Kind.TASK, changes.made)


def test_the_first_counted_talk_proposes_the_period_and_a_status(
    session: Session, actor: Actor, entry: TalkEntry
) -> None:
    short = add(session, actor, replace(entry, kind=TalkKind.SHORT))
    assert talk_proposals(session, actor, short).starts == ()
    first = add(session, actor, replace(entry, kind=TalkKind.FIRST))
    proposed = talk_proposals(session, actor, first)
    assert [(start.name, start.start) for start in proposed.starts] == [("Ahmadi, Maryam", DAY)]
    assert [status.status for status in proposed.statuses] == [CaseStatus.OFFERED]
    later = add(session, actor, replace(entry, held_on=today()))
    assert talk_proposals(session, actor, later).starts == ()


@pytest.mark.parametrize(
    ("kind", "present", "proposed"),
    [(TalkKind.FIRST, CaseStatus.CONTACT_OPEN, CaseStatus.OFFERED), (TalkKind.FIRST, CaseStatus.ACCOMPANIED, None),
     (TalkKind.ASSESSMENT, CaseStatus.OFFERED, CaseStatus.ASSESSMENT),
     (TalkKind.PLANNING, CaseStatus.ASSESSMENT, CaseStatus.PLANNING),
     (TalkKind.COUNSELLING, CaseStatus.CONTACT_OPEN, CaseStatus.WITHOUT_PLAN),
     (TalkKind.COUNSELLING, CaseStatus.ACCOMPANIED, None),
     (TalkKind.CLOSING, CaseStatus.ACCOMPANIED, CaseStatus.CLOSING), (TalkKind.SHORT, CaseStatus.ANNOUNCED, None)],
)  # fmt: skip
def test_what_status_a_talk_speaks_for(kind: TalkKind, present: CaseStatus, proposed: CaseStatus | None) -> None:
    assert next_status(kind, None, present) is proposed


def test_a_try_that_reached_nobody_moves_nothing() -> None:
    kind = TalkKind.CONTACT_ATTEMPT
    assert next_status(kind, ContactResult.NOT_REACHED, CaseStatus.NOT_REACHED) is None
    assert next_status(kind, ContactResult.REACHED, CaseStatus.NOT_REACHED) is CaseStatus.CONTACT_OPEN


def test_the_quick_line_finds_the_person_and_the_talk_is_kept(session: Session, actor: Actor, case_id: int) -> None:
    reading = read_quick_line(session, actor, "Ahmadi Tel 10 Wohnen Vermieter ruft zurück")
    (pick,) = reading.picks
    assert (pick.case_id, pick.name, reading.line.text) == (case_id, "Ahmadi, Maryam", "Vermieter ruft zurück")
    add_quick_talk(session, actor, QuickTalk(pick.case_id, pick.person_id, DAY, way=TalkWay.PHONE, minutes=10,
                                             area="wohnen", text=reading.line.text))  # fmt: skip
    row = only(session, actor, case_id)
    assert (row.way, row.minutes, row.content) == (TalkWay.PHONE, 10, "Vermieter ruft zurück")
    assert [topic.area for topic in row.topics] == ["wohnen"]


def test_the_longest_beginning_that_is_somebody_is_the_name(session: Session, actor: Actor, case_id: int) -> None:
    file_of(session, actor, person(session, actor, "Ahmadi", "Karim"))
    both = read_quick_line(session, actor, "Ahmadi Termin 10 Tel").picks
    assert [pick.name for pick in both] == ["Ahmadi, Karim", "Ahmadi, Maryam"]
    reading = read_quick_line(session, actor, "Ahmadi Maryam Miete 500 offen")
    assert [pick.case_id for pick in reading.picks] == [case_id]
    assert (reading.line.name, reading.line.text) == (("Ahmadi", "Maryam"), "Miete 500 offen")
    assert read_quick_line(session, actor, "F-2026-001 Tel").picks[0].case_id == case_id


def test_a_name_nobody_has_is_told(session: Session, actor: Actor, case_id: int) -> None:
    assert read_quick_line(session, actor, "Zwiebel Tel 10").picks == ()
    with pytest.raises(CaseworkError, match="keinen Fall") as refused:
        add_quick_talk(session, actor, None)
    assert refused.value.field == "person"


def test_a_line_of_200_kb_is_refused_and_not_cut(session: Session, actor: Actor, case_id: int) -> None:
    (pick,) = read_quick_line(session, actor, "Ahmadi " + "x" * 200_000).picks
    with pytest.raises(CaseworkError, match="zu lang"):
        add_quick_talk(session, actor, QuickTalk(pick.case_id, pick.person_id, DAY, text="x" * 200_000))


def test_the_page_of_a_talk_knows_whom_it_can_choose(session: Session, actor: Actor, case_id: int) -> None:
    choices = talk_choices(session, actor, case_id)
    assert [who.given for who in choices.persons] == ["Maryam"]
    assert [name for _, name in choices.users] == ["Petra Lang"]
    assert (choices.steps, choices.goals, choices.closed) == ((), (), "")


def test_a_deleted_case_takes_its_talks_along_and_leaves_a_group_talk_to_others(
    session: Session, actor: Actor, entry: TalkEntry, person_id: int
) -> None:
    stranger = person(session, actor, "Habte", "Filmon")
    other = file_of(session, actor, stranger)
    alone = add(session, actor, entry)
    opened = open_talk(session, actor, alone, entry.case_ids[0])
    edit_talk(session, actor, alone, replace(opened.entry, content="geheim"), opened.row.row_version)
    group = add(session, actor, replace(entry, case_ids=(*entry.case_ids, other), kind=TalkKind.GROUP,
                                        person_ids=(person_id, stranger), group_title="Infoabend"))  # fmt: skip
    delete_case(session, actor, entry.case_ids[0], "F-2026-001")
    with session.begin():
        assert session.scalars(select(Talk.id)).all() == [group]
        assert session.scalar(select(func.count()).where(FactHistory.subject == "talk")) == 0
    assert only(session, actor, other).persons == ("Filmon",)


def test_talks_of_a_file_go_on_in_the_familys(session: Session, actor: Actor, entry: TalkEntry) -> None:
    """Files put together: what was said before stands in the family's file and can be edited there."""
    talk_id = add(session, actor, entry)
    partner = file_of(session, actor, person(session, actor, "Ahmadi", "Farid"))
    family = put_together(session, actor, (entry.case_ids[0], partner), "Ahmadi").made
    assert family is not None
    assert [row.id for row in list_talks(session, actor, family)] == [talk_id]
    opened = open_talk(session, actor, talk_id, family)
    edit_talk(session, actor, talk_id, replace(opened.entry, outcome="geklärt"), opened.row.row_version,
              follow_ups=(FollowUp("Nachfragen", case_id=family),))  # fmt: skip
    assert only(session, actor, family).outcome == "geklärt"
    assert "Nachfragen" in [task.title for task in tasks_of_case(session, actor, family)]
    assert [task.title for task in only(session, actor, family).follow_ups] == ["Nachfragen"]
    stranger = file_of(session, actor, person(session, actor, "Habte", "Filmon"))
    with pytest.raises(CaseworkError, match="gehört nicht zu diesem Fall"):
        open_talk(session, actor, talk_id, stranger)
    with pytest.raises(CaseworkError, match="gehört nicht zu diesem Fall"):
        add_follow_up(session, actor, talk_id, FollowUp("Nachfragen", case_id=stranger))


def test_a_status_that_would_need_a_reason_is_not_proposed(session: Session, actor: Actor, entry: TalkEntry) -> None:
    give_status(session, actor, entry.case_ids[0], CaseStatus.ANNOUNCED, DAY)
    talk_id = add(session, actor, replace(entry, kind=TalkKind.FIRST))
    assert talk_proposals(session, actor, talk_id).statuses == ()
