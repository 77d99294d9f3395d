"""A hand-over list taken over into a real vault: outcomes, decisions, families, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.case_list import CaseFilter, CaseRow, list_cases
from desktop.casework.cases.cases import case_head
from desktop.casework.handover.comparing import preview_list
from desktop.casework.handover.importing import import_list
from desktop.casework.handover.incoming import IncomingList
from desktop.casework.handover.memory import known_senders, remembered_columns
from desktop.casework.handover.outcome import ImportOptions, Outcome, Preview, PreviewRow
from desktop.casework.handover.undoing import list_imports, undo_import, undo_obstacle
from desktop.casework.list_rows import Decision, RowDecision
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.facts import Subject, confirm_fact, fact_history, fact_marks, set_fact
from desktop.casework.people.people import PersonDetail, PersonFacts, create_person, find_persons, person_detail
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.exchange.handover_list import open_list, read_list
from desktop.paths import resource
from desktop.person_terms import Relation, ResidenceKind
from desktop.records.base import Base
from desktop.records.people import Person
from desktop.terms import CaseKind, CaseStatus, ConsentPurpose, Origin, PartialDate

pytestmark = pytest.mark.usefixtures("fixed_clock")

HEADING = (
    "Fam.-Nr.;Familienname;Vorname;Geb.-Datum;Geschl.;Staatsang.;Titel;gültig bis;AU ab;Anschrift;Telefon;Bemerkung"
)
MOTHER = "1;Issa;Rania;27.01.2001;w;syrisch;AE § 25 (3);01.02.2028;10.08.2026;Mühlgasse 5, Musterlingen;0176 1;"
CHILD = "1;Issa;Amal;17.12.2019;w;syrisch;AE § 25 (3);01.02.2028;10.08.2026;Mühlgasse 5, Musterlingen;;Arzttermine"
ALONE = "2;Jallow;Ebrima;13.10.1968;m;gambisch;AG § 55 AsylG;03.11.2028;12.12.2026;Talstr. 13, Musterlingen;;"


def sample(ending: str) -> IncomingList:
    return read_list(open_list(resource("samples", f"uebergabeliste.{ending}").read_bytes()))


def rows(*lines: str, as_of: dt.date | None = None, sender: str = "LRA") -> IncomingList:
    found = read_list(open_list("\n".join([HEADING, *lines]).encode()))
    return replace(found, as_of=as_of, sender=sender)


def take(session: Session, actor: Actor, incoming: IncomingList, **decisions: Decision) -> int:
    """Import; decisions by line number (`line_2=Decision.LEAVE`)."""
    chosen = {int(name.removeprefix("line_")): RowDecision(word) for name, word in decisions.items()}
    made = import_list(session, actor, incoming, chosen).made
    assert made is not None
    return made


def outcomes(preview: Preview) -> list[Outcome]:
    return [row.outcome for row in preview.rows]


def only(session: Session, actor: Actor, incoming: IncomingList) -> PreviewRow:
    (row,) = preview_list(session, actor, incoming).rows
    return row


def person(session: Session, actor: Actor, *words: str) -> PersonDetail:
    (row,) = find_persons(session, actor, words)
    return person_detail(session, actor, row.id)


def cases(session: Session, actor: Actor) -> tuple[CaseRow, ...]:
    return tuple(sorted(list_cases(session, actor, CaseFilter()), key=lambda row: row.number))


def rows_per_table(session: Session) -> dict[str, int]:
    """Everything of people and cases, to see that nothing was left behind."""
    names = ("persons", "person_languages", "residence_titles", "addresses", "families", "family_members", "cases",
             "case_statuses", "case_responsibles", "fact_marks", "fact_history")  # fmt: skip
    with session.begin():
        return {
            name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0 for name in names
        }


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sample_list_gives_58_persons_and_its_last_row_repeats_another(
    session: Session, actor: Actor, ending: str
) -> None:
    incoming = sample(ending)
    preview = preview_list(session, actor, incoming)
    counts = preview.counts
    assert (counts.rows, counts.new, counts.duplicates) == (59, 58, 1)
    assert counts.new + counts.changed + counts.same + counts.duplicates + counts.unreadable == counts.rows
    assert counts.ignored == (1 if ending == "xlsx" else 0)
    last = preview.rows[-1]
    twin = next(row for row in preview.rows if row.row == last.other_row)
    assert (last.name, twin.name, last.proposal) == ("NOORZAI, NAJIB", "Noorzai, Najib", Decision.LEAVE)
    take(session, actor, incoming)
    assert rows_per_table(session)["persons"] == 58
    again = preview_list(session, actor, incoming).counts
    assert (again.new, again.changed, again.same, again.duplicates) == (0, 0, 58, 1)


def test_the_second_sample_only_proposes_better_spellings(session: Session, actor: Actor) -> None:
    take(session, actor, sample("csv"))
    preview = preview_list(session, actor, sample("xlsx"))
    assert (preview.counts.changed, preview.counts.same, preview.counts.new) == (15, 43, 0)
    assert {change.name for row in preview.rows for change in row.changes} == {"family_name", "given_names"}
    take(session, actor, sample("xlsx"))
    assert preview_list(session, actor, sample("xlsx")).counts.same == 58
    back = preview_list(session, actor, sample("csv"))
    assert (back.counts.same, back.counts.changed) == (58, 0)
    assert any("die Schreibweise „Şahin“ bleibt" in row.reason for row in back.rows)


def test_each_family_number_becomes_one_case_with_members_in_order(session: Session, actor: Actor) -> None:
    take(session, actor, sample("xlsx"))
    found = cases(session, actor)
    assert [case.number for case in found] == [f"F-2026-{n:03}" for n in range(1, 25)]
    assert sum(case.persons for case in found) == 58
    head = case_head(session, actor, found[6].id)
    assert (head.title, head.kind) == ("Familie Issa / Alhamwi", CaseKind.FAMILY)
    assert [(member.person.given, member.relation) for member in head.members] == [
        ("Mahmoud", Relation.ADULT), ("Rania", Relation.ADULT), ("Amal", Relation.CHILD), ("Amal", Relation.CHILD),
        ("Amal", Relation.CHILD),
    ]  # fmt: skip
    single = case_head(session, actor, found[0].id)
    assert (single.title, single.kind, single.family_id) == ("Warsame, Abdirahman", CaseKind.PERSON, None)


def test_status_follows_the_day_of_the_zuteilung_and_the_importer_is_responsible(
    session: Session, actor: Actor
) -> None:
    take(session, actor, sample("xlsx"))
    announced = [case for case in cases(session, actor) if case.status is CaseStatus.ANNOUNCED]
    assert [case.title for case in announced] == ["Familie Öztürk"]
    assert announced[0].assigned_on == dt.date(2026, 11, 28)
    assert {case.responsible_id for case in cases(session, actor)} == {actor.user_id}


def test_an_imported_person_has_every_fact_with_origin_and_day(session: Session, actor: Actor) -> None:
    take(session, actor, rows(CHILD, as_of=dt.date(2026, 11, 3)))
    detail = person(session, actor, "amal")
    assert detail.facts.birth_date == PartialDate(2019, 12, 17)
    assert detail.facts.nationalities == ("SY",)
    assert (detail.titles[0].kind, detail.titles[0].as_written) == (ResidenceKind.P25_3, "AE § 25 (3)")
    assert detail.titles[0].valid_until == dt.date(2028, 2, 1)
    assert detail.addresses[0].line == "Mühlgasse 5, Musterlingen"
    marks = fact_marks(session, actor, Subject.PERSON, detail.row.id)
    assert set(marks) == {"family_name", "given_names", "birth_date", "sex", "nationalities", "assigned_on",
                          "handover_note"}  # fmt: skip
    assert {(mark.origin, mark.as_of, mark.open) for mark in marks.values()} == {
        (Origin.HANDOVER, dt.date(2026, 11, 3), True)
    }


def test_a_remark_on_health_stays_hidden_until_there_is_a_consent(session: Session, actor: Actor) -> None:
    take(session, actor, rows(CHILD, MOTHER))
    detail = person(session, actor, "amal")
    assert (detail.handover_note, detail.handover_note_hidden) == ("", True)
    give_consent(session, actor, NewConsent(detail.row.id, ConsentPurpose.HEALTH, dt.date(2026, 11, 1)))
    assert person(session, actor, "amal").handover_note == "Arzttermine"


def test_a_new_list_shows_old_and_new_and_keeps_the_old_value_in_the_history(session: Session, actor: Actor) -> None:
    take(session, actor, rows(MOTHER, as_of=dt.date(2026, 11, 3)))
    newer = rows(
        MOTHER.replace("0176 1;", "0176 99999;").replace("01.02.2028", "01.02.2030"), as_of=dt.date(2026, 11, 20)
    )
    row = only(session, actor, newer)
    assert (row.outcome, row.proposal) == (Outcome.CHANGED, Decision.UPDATE)
    assert [(change.label, change.old, change.new) for change in row.changes] == [
        ("Telefon", "0176 1", "0176 99999"),
        ("Aufenthalt", "AE § 25 (3), gültig bis 01.02.2028", "AE § 25 (3), gültig bis 01.02.2030"),
    ]
    take(session, actor, newer)
    detail = person(session, actor, "rania")
    assert detail.facts.phone == "0176 99999"
    assert [(title.valid_until, title.replaced_on is None) for title in detail.titles] == [
        (dt.date(2030, 2, 1), True), (dt.date(2028, 2, 1), False),
    ]  # fmt: skip


def test_only_the_chosen_changes_are_taken(session: Session, actor: Actor) -> None:
    take(session, actor, rows(MOTHER))
    newer = rows(MOTHER.replace("0176 1;", "0176 99999;").replace("01.02.2028", "01.02.2030"))
    import_list(session, actor, newer, {2: RowDecision(Decision.UPDATE, frozenset({"phone"}))})
    detail = person(session, actor, "rania")
    assert (detail.facts.phone, detail.titles[0].valid_until) == ("0176 99999", dt.date(2028, 2, 1))


def test_what_the_office_knows_better_is_not_proposed_over(session: Session, actor: Actor) -> None:
    take(session, actor, rows(MOTHER.replace("0176 1;", "0176 11111;"), as_of=dt.date(2026, 11, 3)))
    found = person(session, actor, "rania").row.id
    set_fact(session, actor, Subject.PERSON, found, "phone", "0176 22222", Origin.SELF, dt.date(2026, 11, 10))
    older = rows(MOTHER.replace("0176 1;", "0176 11111;"), as_of=dt.date(2026, 11, 5))
    row = only(session, actor, older)
    assert (row.outcome, row.proposal) == (Outcome.CHANGED, Decision.LEAVE)
    assert (row.changes[0].proposed, row.changes[0].why) == (
        False, "Im Tresor steht Neueres: Selbstauskunft, 10.11.2026.",
    )  # fmt: skip
    take(session, actor, older)
    assert person(session, actor, "rania").facts.phone == "0176 22222"
    newer = replace(older, as_of=dt.date(2026, 11, 20))
    assert only(session, actor, newer).proposal is Decision.UPDATE
    assert only(session, actor, replace(older, as_of=None)).proposal is Decision.LEAVE


def test_a_list_that_says_less_takes_nothing_away(session: Session, actor: Actor) -> None:
    take(session, actor, rows(CHILD))
    assert only(session, actor, rows("1;Issa;Amal;17.12.2019;;;;;;;;")).outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("9;ISSA;RANIA;27.01.2001;w;;;;;;;", Outcome.SAME),
        ("9;Issa;Rania;28.01.2001;w;;;;;;;", Outcome.NEW),
        ("9;Issa;Rania;ca. 2001;w;;;;;;;", Outcome.DUPLICATE),
        ("9;Issa;Rania;2001;w;;;;;;;", Outcome.DUPLICATE),
        ("9;Issa;Rania;01.01.2001;w;;;;;;;", Outcome.DUPLICATE),
        ("9;Issa;Rania;;w;;;;;;;", Outcome.DUPLICATE),
        ("9;Issa;Rania;ca. 1980;w;;;;;;;", Outcome.NEW),
        ("9;Rania;Issa;27.01.2001;w;;;;;;;", Outcome.DUPLICATE),
        ("9;Isa;Raniya;27.01.2001;w;;;;;;;", Outcome.SAME),
        ("9;Issa;Ranya;27.01.2001;m;;;;;;;", Outcome.NEW),
        ("9;Hasso;Rania;27.01.2001;w;;;;;;;", Outcome.NEW),
    ],
)
def test_who_is_the_same_and_who_is_only_suspected(session: Session, actor: Actor, line: str, outcome: Outcome) -> None:
    take(session, actor, rows(MOTHER))
    row = only(session, actor, rows(line))
    assert row.outcome is outcome
    assert (row.person_id is None) == (outcome is Outcome.NEW)
    assert bool(row.reason) == (outcome is Outcome.DUPLICATE or "ISSA" in line or "Isa;" in line)


def test_a_suspected_duplicate_is_left_out_unless_the_user_says_otherwise(session: Session, actor: Actor) -> None:
    take(session, actor, rows(MOTHER))
    suspect = rows("9;Issa;Rania;ca. 2001;w;syrisch;;;;;0176 55555;")
    take(session, actor, suspect)
    assert rows_per_table(session)["persons"] == 1
    import_list(session, actor, suspect, {2: RowDecision(Decision.UPDATE, frozenset({"phone"}))})
    assert person(session, actor, "rania").facts.phone == "0176 55555"
    take(session, actor, suspect, line_2=Decision.CREATE)
    assert rows_per_table(session)["persons"] == 2


def test_the_same_reference_is_the_same_person_with_a_corrected_birth_date(session: Session, actor: Actor) -> None:
    def listed(birth: str) -> IncomingList:
        text = f"Az.;Familienname;Vorname;geb.\nA-17;Issa;Rania;{birth}\n"
        return read_list(open_list(text.encode()))

    take(session, actor, listed("01.01.2001"))
    row = only(session, actor, listed("27.05.1999"))
    assert row.outcome is Outcome.CHANGED
    assert [(change.old, change.new) for change in row.changes] == [("01.01.2001 (?)", "27.05.1999")]


def test_family_numbers_hold_within_one_list_only(session: Session, actor: Actor) -> None:
    take(session, actor, rows(MOTHER, CHILD))
    take(session, actor, rows(ALONE.replace("2;", "1;", 1)))
    assert [(case.title, case.persons) for case in cases(session, actor)] == [
        ("Familie Issa", 2),
        ("Jallow, Ebrima", 1),
    ]


def test_a_newborn_joins_the_file_of_the_family_the_list_names(session: Session, actor: Actor) -> None:
    first = take(session, actor, rows(MOTHER))
    before = rows_per_table(session)
    second = take(session, actor, rows(MOTHER, "1;Issa;Sami;01.11.2026;m;syrisch;;;;;;"))
    (case,) = cases(session, actor)
    head = case_head(session, actor, case.id)
    assert (head.title, [member.person.given for member in head.members]) == ("Familie Issa", ["Rania", "Sami"])
    undo_import(session, actor, second)
    assert rows_per_table(session) == before
    (case,) = cases(session, actor)
    assert (case.title, case.kind) == ("Issa, Rania", CaseKind.PERSON)
    assert undo_obstacle(session, actor, first) == ""


def test_undo_of_an_import_leaves_nothing_behind(session: Session, actor: Actor) -> None:
    before = rows_per_table(session)
    made = take(session, actor, sample("csv"))
    undo_import(session, actor, made)
    assert rows_per_table(session) == before
    (row,) = list_imports(session, actor)
    assert (row.id, row.counts.new, row.undone_at is not None) == (made, 58, True)
    with pytest.raises(CaseworkError, match="schon rückgängig"):
        undo_import(session, actor, made)


def test_undo_puts_changed_persons_back_and_the_import_before_can_go_next(session: Session, actor: Actor) -> None:
    first = take(session, actor, rows(MOTHER, ALONE, as_of=dt.date(2026, 11, 3)))
    before, detail = rows_per_table(session), person(session, actor, "rania")
    marks = fact_marks(session, actor, Subject.PERSON, detail.row.id)
    changed = MOTHER.replace("0176 1;", "0176 99999;").replace("2028", "2030").replace("Mühlgasse 5", "Talstr. 1")
    second = take(session, actor, rows(changed, as_of=dt.date(2026, 11, 20)))
    assert person(session, actor, "rania").addresses[0].street == "Talstr. 1"
    assert "wurde seitdem bearbeitet" in undo_obstacle(session, actor, first)
    undo_import(session, actor, second)
    assert rows_per_table(session) == before
    assert replace(person(session, actor, "rania"), row_version=0) == replace(detail, row_version=0)
    assert fact_marks(session, actor, Subject.PERSON, detail.row.id) == marks
    undo_import(session, actor, first)
    assert rows_per_table(session)["persons"] == 0


Use = Callable[[Session, Actor, int, int], object]


@pytest.mark.parametrize(
    "use",
    [
        lambda s, a, person_id, _: set_fact(
            s, a, Subject.PERSON, person_id, "phone", "1", Origin.SELF, dt.date(2026, 11, 21)
        ),
        lambda s, a, person_id, _: confirm_fact(s, a, Subject.PERSON, person_id, "sex"),
        lambda s, a, person_id, _: give_consent(
            s, a, NewConsent(person_id, ConsentPurpose.HANDOVER, dt.date(2026, 11, 21))
        ),
        lambda s, a, _, case_id: change_status(s, a, case_id, CaseStatus.OFFERED, dt.date(2026, 11, 21), "bekannt"),
    ],
    ids=["edited", "confirmed", "consented", "worked on"],
)
def test_an_import_somebody_worked_with_cannot_be_undone(session: Session, actor: Actor, use: Use) -> None:
    made = take(session, actor, rows(ALONE))
    use(session, actor, person(session, actor, "jallow").row.id, cases(session, actor)[0].id)
    with pytest.raises(CaseworkError, match=r"nicht mehr rückgängig machen: .* wurde seitdem bearbeitet\."):
        undo_import(session, actor, made)
    assert rows_per_table(session)["persons"] == 1


def test_an_import_is_whole_or_not_at_all(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="In Zeile 3 ist „Änderungen übernehmen“ nicht möglich"):
        take(session, actor, rows(MOTHER, ALONE), line_3=Decision.UPDATE)
    with pytest.raises(CaseworkError, match="zuständige Person"):
        import_list(session, actor, rows(MOTHER), {}, ImportOptions(responsible_id=4711))
    assert not any(rows_per_table(session).values())


def test_a_vault_changed_since_the_preview_stops_the_import(session: Session, actor: Actor) -> None:
    incoming = rows(MOTHER)
    seen = preview_list(session, actor, incoming).counts
    facts = PersonFacts(family_name="Issa", given_names="Rania", birth_date=PartialDate(2001, 1, 27))
    create_person(session, actor, facts)
    with pytest.raises(ChangedMeanwhileError):
        import_list(session, actor, incoming, {}, ImportOptions(seen=seen))


def test_columns_are_remembered_per_sender(session: Session, actor: Actor) -> None:
    import_list(session, actor, rows(MOTHER, sender="LRA A"), {}, ImportOptions(columns={"spezial": "profession"}))
    assert remembered_columns(session, actor, "LRA A") == {"spezial": "profession"}
    assert remembered_columns(session, actor, "LRA B") == {}
    assert known_senders(session, actor) == ("LRA A",)


def test_unreadable_rows_are_counted_and_never_imported(session: Session, actor: Actor) -> None:
    incoming = rows(MOTHER, "3;;;13.09.1974;m;irakisch;;;;;;", "Gesamt: 2;;;;;;;;;;;")
    preview = preview_list(session, actor, incoming)
    assert outcomes(preview) == [Outcome.NEW, Outcome.UNREADABLE]
    assert (preview.rows[1].reason, preview.rows[1].choices) == ("Der Name fehlt.", (Decision.LEAVE,))
    assert (preview.counts.rows, preview.counts.ignored) == (2, 1)
    take(session, actor, incoming)
    assert rows_per_table(session)["persons"] == 1


def test_impossible_dates_are_marked_and_imported(session: Session, actor: Actor) -> None:
    row = only(session, actor, rows("1;Issa;Sami;31.02.2020;m;;;;;;;"))
    assert (row.outcome, row.doubts) == (
        Outcome.NEW, (("birth", "Das Datum „31.02.2020“ gibt es nicht."),),
    )  # fmt: skip
    take(session, actor, rows("1;Issa;Sami;31.02.2020;m;;;;;;;"))
    assert person(session, actor, "sami").facts.birth_date is None


def test_a_former_value_is_readable_after_an_update(session: Session, actor: Actor) -> None:
    take(session, actor, rows(MOTHER.replace("0176 1;", "0176 11111;")))
    take(session, actor, rows(MOTHER.replace("0176 1;", "0176 22222;")))
    found = person(session, actor, "rania").row.id
    assert [entry.value for entry in fact_history(session, actor, Subject.PERSON, found, "phone")] == ["0176 11111"]


def test_imported_names_are_found_by_every_spelling(session: Session, actor: Actor) -> None:
    take(session, actor, sample("xlsx"))
    with session.begin():
        assert session.scalar(select(Person.folded_name).where(Person.family_name == "Yıldız")) is not None
    assert len(find_persons(session, actor, ("oeztuerk",))) == len(find_persons(session, actor, ("ozturk",))) > 0
