"""Two records of one person become one: nothing is lost, nobody else is touched, and it can be taken back."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.cases.cases import enter_person_case, require_case
from desktop.casework.merging.merge_preview import merge_preview, open_merges
from desktop.casework.merging.merging import MergeOrder, merge_persons, undo_merge
from desktop.casework.people.families import put_together
from desktop.casework.people.people import LanguageRow, PersonFacts, create_person, person_detail, save_person
from desktop.casework.people.person_rows import belongings, raw
from desktop.casework.plans.plan_rows import NewGoal
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.casework.search.search import search_people
from desktop.casework.talks.talk_rows import TalkEntry
from desktop.casework.talks.talks import add_talk
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.person_terms import Sex
from desktop.records.base import Base
from desktop.records.care import PersonMerge
from desktop.records.cases import Case, CounsellingPeriod
from desktop.records.people import FactHistory
from desktop.talk_terms import TalkKind
from desktop.terms import CaseStatus, PartialDate, PeriodBasis, PlanKind

Tables = dict[str, list[tuple[Any, ...]]]
_NOT_COMPARED = {"person_merges", "access_log", "vault_state", "search_texts", "search_stale", "settings"}


def everything(session: Session) -> Tables:
    """All rows of all tables as the file holds them."""
    with session.begin():
        return {name: sorted((tuple(row) for row in session.execute(select(raw(name)))), key=repr)
                for name in Base.metadata.tables if name not in _NOT_COMPARED}  # fmt: skip


def one(session: Session, actor: Actor, family: str, given: str = "", **more: Any) -> tuple[int, int]:
    """A person with a file: ids of both."""
    case_id = enter_person_case(session, actor, PersonFacts(family_name=family, given_names=given, **more)).made or 0
    with session.begin():
        return session.get_one(Case, case_id).person_id or 0, case_id


def furnish(session: Session, actor: Actor, person_id: int, case_id: int, rng: random.Random) -> None:
    """Whatever a file may hold of a person, by chance."""
    for _ in range(rng.randrange(3)):
        add_talk(session, actor, TalkEntry((case_id,), today(), (person_id,), content=f"Notiz {rng.random()}"))
    if rng.random() < 0.7:
        version = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made or 0
        add_goal(session, actor, version, NewGoal("arbeit", "Ich finde Arbeit.", person_id=person_id))
    detail = person_detail(session, actor, person_id)
    codes = rng.sample(["ar", "fa", "uk", "ti"], rng.randrange(4))
    facts = PersonFacts(family_name=detail.facts.family_name, given_names=detail.facts.given_names,
                        phone=rng.choice(["", "0711 1", "0711 2"]), school=rng.choice(["", "Abitur"]),
                        birth_date=rng.choice([None, PartialDate(1990), PartialDate(1991, 2, 3)]))  # fmt: skip
    save_person(session, actor, person_id, facts, tuple(LanguageRow(code) for code in codes), detail.row_version)
    if rng.random() < 0.5:
        with session.begin():
            session.connection(execution_options={"writing": True})
            session.add(CounsellingPeriod(person_id=person_id, start=today(), basis=PeriodBasis.FIRST_TALK))


def counts(tables: Tables) -> Counter[str]:
    return Counter({name: len(rows) for name, rows in tables.items()})


FIELDS = ("phone", "school", "birth_date", "given_names", "sex", "counselling_periods")


@pytest.mark.parametrize("seed", range(12))
def test_no_row_is_lost_and_taking_back_restores_every_one(session: Session, actor: Actor, seed: int) -> None:
    rng = random.Random(seed)
    kept, gone, other = (one(session, actor, name) for name in ("Ahmadi", "Achmadi", "Kovalenko"))
    for person_id, case_id in (kept, gone, other):
        furnish(session, actor, person_id, case_id, rng)
    if rng.random() < 0.4:
        add_talk(
            session,
            actor,
            TalkEntry(
                (kept[1], gone[1]),
                today(),
                (kept[0], gone[0]),
                content="beide",
                group_title="Treffen",
                kind=TalkKind.GROUP,
            ),
        )
    if rng.random() < 0.4:
        put_together(session, actor, (kept[1], gone[1], other[1]))
    before = everything(session)
    chosen = frozenset(rng.sample(FIELDS, rng.randrange(len(FIELDS))))
    order = MergeOrder(kept[0], gone[0], chosen, join_cases=rng.random() < 0.5)
    merge_id = merge_persons(session, actor, order).made or 0
    after = everything(session)
    with session.begin():
        undo = session.get_one(PersonMerge, merge_id).undo
    aside = Counter(name for name, _ in undo["aside"])
    grown = Counter({"fact_history": len(undo["history"]), "case_statuses": len(undo["joined"])})
    assert counts(after) + aside == counts(before) - Counter(persons=1) + grown
    assert all(gone[0] != row[column] for name, column, _ in undo["moved"] for row in rows(session, name))
    undo_merge(session, actor, merge_id)
    assert without_versions(session, everything(session)) == without_versions(session, before)


def rows(session: Session, name: str) -> list[dict[str, Any]]:
    with session.begin():
        return [dict(row) for row in session.execute(select(raw(name))).mappings()]


def without_versions(session: Session, tables: Tables) -> Tables:
    """How often a row was saved may differ."""
    found: Tables = {}
    for name, entries in tables.items():
        skipped = [place for place, part in enumerate(Base.metadata.tables[name].columns) if part.name == "row_version"]
        found[name] = [tuple(value for place, value in enumerate(row) if place not in skipped) for row in entries]
    return found


@pytest.fixture
def merged(session: Session, actor: Actor) -> tuple[int, int, int]:
    """Kept, gone and the merge that took the other's phone."""
    kept, _ = one(session, actor, "Rahimi", "Mohammed", phone="1")
    gone, _ = one(session, actor, "Rahimi", "Zarghun", phone="2")
    return kept, gone, merge_persons(session, actor, MergeOrder(kept, gone, frozenset({"phone"}))).made or 0


def test_the_chosen_value_stands_and_the_other_one_is_history(
    session: Session, actor: Actor, merged: tuple[int, int, int]
) -> None:
    kept, _, _ = merged
    facts = person_detail(session, actor, kept).facts
    assert (facts.given_names, facts.phone) == ("Mohammed", "2")
    with session.begin():
        former = session.scalars(select(FactHistory.value).where(FactHistory.field == "phone")).all()
    assert former == ["1"]


def test_the_search_is_right_at_once(session: Session, actor: Actor, merged: tuple[int, int, int]) -> None:
    kept, gone, merge_id = merged
    assert search_people(session, actor, "zarghun") == ()
    assert {row.person_id for row in search_people(session, actor, "rahimi")} == {kept}
    undo_merge(session, actor, merge_id)
    assert [row.person_id for row in search_people(session, actor, "zarghun")] == [gone]


def test_what_was_changed_since_stays_when_it_is_taken_back(
    session: Session, actor: Actor, merged: tuple[int, int, int]
) -> None:
    kept, gone, merge_id = merged
    detail = person_detail(session, actor, kept)
    facts = PersonFacts(family_name="Rahimi", given_names="Mohammed", phone="3")
    save_person(session, actor, kept, facts, (), detail.row_version)
    undo_merge(session, actor, merge_id)
    assert person_detail(session, actor, kept).facts.phone == "3"
    assert person_detail(session, actor, gone).facts.phone == "2"


def test_cases_are_joined_when_wanted_and_part_again(session: Session, actor: Actor) -> None:
    (kept, first), (gone, second) = one(session, actor, "A"), one(session, actor, "B")
    merge_id = merge_persons(session, actor, MergeOrder(kept, gone, join_cases=True)).made or 0
    with session.begin():
        assert [require_case(session, id_).status for id_ in (first, second)][1] is CaseStatus.ENDED
        assert {require_case(session, id_).person_id for id_ in (first, second)} == {kept}
    undo_merge(session, actor, merge_id)
    with session.begin():
        assert require_case(session, second).status is not CaseStatus.ENDED
        assert require_case(session, second).person_id == gone


def test_a_person_is_not_merged_with_herself(session: Session, actor: Actor) -> None:
    kept, _ = one(session, actor, "A")
    with pytest.raises(CaseworkError, match="dieselbe Person"):
        merge_persons(session, actor, MergeOrder(kept, kept))
    with pytest.raises(CaseworkError, match="nicht mehr"):
        merge_persons(session, actor, MergeOrder(kept, 4711))


def test_it_is_taken_back_once_in_30_days_and_the_latest_first(
    session: Session, actor: Actor, merged: tuple[int, int, int]
) -> None:
    kept, _, first = merged
    third = create_person(session, actor, PersonFacts(family_name="Dritte")).made or 0
    second = merge_persons(session, actor, MergeOrder(kept, third)).made or 0
    with pytest.raises(CaseworkError, match="spätere"):
        undo_merge(session, actor, first)
    with clock.fixed(clock.now() + dt.timedelta(days=31)), pytest.raises(CaseworkError, match="30 Tage"):
        undo_merge(session, actor, second)
    undo_merge(session, actor, second)
    with pytest.raises(CaseworkError, match="schon rückgängig"):
        undo_merge(session, actor, second)
    undo_merge(session, actor, first)


def test_a_table_forgotten_would_lose_its_rows(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control of the counting: what is not handed over goes with the record."""
    (kept, _), (gone, case_id) = one(session, actor, "A"), one(session, actor, "B")
    add_talk(session, actor, TalkEntry((case_id,), today(), (gone,), content="Notiz"))
    before = counts(everything(session))["talk_persons"]
    known = tuple(found for found in belongings() if found.table != "talk_persons")
    monkeypatch.setattr("desktop.casework.merging.merging.belongings", lambda: known)
    merge_persons(session, actor, MergeOrder(kept, gone))
    assert counts(everything(session))["talk_persons"] == before - 1


def test_the_preview_shows_both_values_and_proposes_the_newest_documented(session: Session, actor: Actor) -> None:
    with clock.fixed(clock.now() - dt.timedelta(days=400)):
        kept, _ = one(session, actor, "Rahimi", "Mohammed", phone="1", school="Abitur")
    gone, case_id = one(session, actor, "Rahimi", "Muhammad", phone="2", profession="Koch")
    add_talk(session, actor, TalkEntry((case_id,), today(), (gone,), content="Notiz"))
    preview = merge_preview(session, actor, kept, gone)
    shown = {row.key: (row.kept, row.gone, row.from_gone) for row in preview.fields}
    assert shown["phone"] == ("1", "2", True)
    assert shown["school"] == ("Abitur", "", False)
    assert shown["profession"] == ("", "Koch", True)
    assert "family_name" not in shown
    assert ("Gespräch", 1) in preview.moving
    assert preview.both_have_cases
    assert preview.warning == ""


def test_partners_are_warned_of_and_the_same_person_is_refused(session: Session, actor: Actor) -> None:
    (kept, first), (gone, second) = one(session, actor, "A"), one(session, actor, "B")
    put_together(session, actor, (first, second))
    assert "Familie" in merge_preview(session, actor, kept, gone).warning
    with pytest.raises(CaseworkError, match="dieselbe Person"):
        merge_preview(session, actor, kept, kept)


def test_merges_that_can_be_taken_back_are_listed(
    session: Session, actor: Actor, merged: tuple[int, int, int]
) -> None:
    assert [(row.merge_id, row.kept, row.gone) for row in open_merges(session, actor)] == [
        (merged[2], "Rahimi, Mohammed", "Rahimi, Zarghun")
    ]
    with clock.fixed(clock.now() + dt.timedelta(days=31)):
        assert open_merges(session, actor) == ()


def test_a_fact_cleared_and_said_again_keeps_its_history(session: Session, actor: Actor) -> None:
    made, _ = one(session, actor, "A", sex=Sex.MALE)
    for sex in (None, Sex.FEMALE):
        version = person_detail(session, actor, made).row_version
        save_person(session, actor, made, PersonFacts("A", sex=sex), (), version)
    with session.begin():
        former = select(FactHistory.value).where(FactHistory.field == "sex").order_by(FactHistory.id)
        assert session.scalars(former).all() == [Sex.MALE.value, None]


def test_a_field_only_the_other_one_has_is_taken_over(session: Session, actor: Actor) -> None:
    (kept, _), (gone, _) = one(session, actor, "A"), one(session, actor, "B", sex=Sex.MALE)
    merge_persons(session, actor, MergeOrder(kept, gone, frozenset({"sex"})))
    assert person_detail(session, actor, kept).facts.sex is Sex.MALE
