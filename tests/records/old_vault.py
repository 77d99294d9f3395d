"""Makes a vault as today's program leaves it, to be kept as proof for all later ones: rows in every table.

`python -m tests.records.old_vault` writes `tests/records/vaults/schema_<revision>/` and refuses to replace one: a kept
vault is what an office may have on its disk, so each new migration adds one and touches none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.assessments.assessment_rows import NewAnswer, Rating
from desktop.casework.assessments.assessments import finish_assessment, save_answers, skip_questions, start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.attachments.attachments import CHUNK_BYTES, AttachmentFacts, NewAttachment, add_attachment
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.drafts import save_draft
from desktop.casework.drills import DrillResult, keep_drill
from desktop.casework.handover.importing import import_list
from desktop.casework.handover.outcome import ImportOptions
from desktop.casework.office import OfficeSettings, first_actor, save_office_settings
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.facts import Subject, set_fact
from desktop.casework.people.families import put_together
from desktop.casework.people.people import LanguageRow, PersonFacts
from desktop.casework.people.periods import set_period
from desktop.casework.people.residence import AddressRow, TitleRow, add_title, move
from desktop.casework.plans.plan_life import Sheet, Signing, add_supplement, agree, hand_out, put_in_force
from desktop.casework.plans.plan_print import plan_print
from desktop.casework.plans.plan_progress import move_due, set_goal_value, set_measure_status
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, SignatureRow
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import add_goal, save_header, start_plan
from desktop.casework.plans.wording_checks import mark_checked
from desktop.casework.rights import Actor
from desktop.casework.search.search_index import refresh_index
from desktop.exchange.handover_list import open_list, read_list
from desktop.person_terms import ResidenceKind, ValidUntil
from desktop.printing.sheets.sheet import sheet
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.health.schema import expected
from desktop.storage.vault import OpenVault, create_vault
from desktop.terms import (
    AssessmentKind,
    AttachmentKind,
    ConsentPurpose,
    Horizon,
    MeasureStatus,
    Need,
    Origin,
    PartialDate,
    PeriodBasis,
    PlanKind,
    SheetKind,
    SheetVariant,
    SkipReason,
)
from tests.records.old_casework import add_casework
from tests.records.old_volunteers import add_volunteers

VAULTS = Path(__file__).with_name("vaults")
LABEL = "Petra Lang"
PASSWORD = "Altes-Laub-Ofen-Birne-47"
DAY = dt.date(2026, 11, 22)
LIST = """Landratsamt Beispielkreis;;;;;Stand: 20.11.2026
Fam.-Nr.;Name;Vorname;geb.;m/w;Staatsang.;Muttersprache;Titel;gültig bis;Bemerkung
7;Kovalenko;Olena;03.04.1990;w;ukrainisch;Ukrainisch;§ 24;04.03.2027;Kind kommt nach
7;Kovalenko;Taras;05.06.2016;m;ukrainisch;Ukrainisch;§ 24;04.03.2027;
"""


def make(folder: Path) -> None:
    """The vault and beside it `rows.json` with everything in it."""
    files = VaultFiles(folder / "Altstadt.wegplan")
    with clock.fixed(DAY):
        vault, _ = create_vault(files, label=LABEL, password=PASSWORD)
        with vault:
            with vault.session() as session:
                actor = first_actor(session, LABEL, LABEL)
                fill(session, actor)
                _office(session, actor)
            rows = all_rows(vault)
    for beside in (files.lock_file, files.key_backup):
        beside.unlink(missing_ok=True)
    (folder / "rows.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fill(session: Session, actor: Actor) -> None:
    """A family by hand with everything a file can hold, and one out of a list."""
    settings = OfficeSettings(municipality="Gemeinde Altstadt", street="Rathausplatz 1", town="Altstadt", room="12")
    save_office_settings(session, actor, settings)
    persons, case_id = _family(session, actor)
    _assessment(session, actor, case_id, persons)
    _plan(session, actor, case_id, persons[0])
    incoming = replace(read_list(open_list(LIST.encode())), sender="Beispielkreis")
    import_list(session, actor, incoming, {}, ImportOptions(columns={"Fam.-Nr.": "family_number"}))
    save_draft(session, actor, "person/1", {"phone": "0711 1", "note": "„halb getippt“"})
    mark_checked(session, actor, "ar", {"sign": ("Unterschrift", "التوقيع")}, "Amal Haddad")


def _office(session: Session, actor: Actor) -> None:
    """What the vault of an office keeps beside the cases: a document in two pieces, and a drill."""
    content = b"%PDF-1.7 " + b"Zertifikat " * (CHUNK_BYTES // 10)
    facts = AttachmentFacts("Zertifikat A2", AttachmentKind.CERTIFICATE, 1, 1, document_date=DAY, note="im Original")
    digest = hashlib.sha256(content).hexdigest()
    add_attachment(session, actor, NewAttachment(1, facts, "scan.pdf", "application/pdf", digest, 1, b"PNG"),
                   io.BytesIO(content))  # fmt: skip
    keep_drill(session, actor, DrillResult("2026-11-22_183000", clock.now(), seconds=2.5, size=4096))
    with session.begin():
        session.connection(execution_options={"writing": True})
        add_casework(session)
        add_volunteers(session)
        session.flush()
        refresh_index(session)


def all_rows(vault: OpenVault) -> dict[str, list[dict[str, Any]]]:
    """Table → rows as the file has them; kept sheets by their digest."""
    with vault.session() as session, session.begin():
        names = set(inspect(session.connection()).get_table_names()) - {"alembic_version"}
        # The index is made of search_texts, and nothing is stale after a save.
        tables = sorted(name for name in names if not name.startswith(("search_index", "search_stale")))
        found = {name: session.execute(text(f'SELECT * FROM "{name}" ORDER BY 1')).mappings() for name in tables}  # noqa: S608  names of the schema
        return {name: [{column: plain(value) for column, value in row.items()} for row in rows]
                for name, rows in found.items()}


def plain(value: object) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def _family(session: Session, actor: Actor) -> tuple[tuple[int, ...], int]:
    persons, cases = [], []
    for given, script, born in (("Maryam", "مریم احمدی", "1988-04-02"), ("Farid", "فرید احمدی", "~1984"),
                                ("Zahra", "", "2017-05")):
        facts = PersonFacts(
            "Ahmadi", given, own_script_name=script, birth_date=PartialDate.parse(born), nationalities=("AF",),
            assigned_on=dt.date(2026, 4, 12), phone="07000 1", print_language="fa_AF",
        )
        case_id = enter_person_case(session, actor, facts, (LanguageRow("fa_AF"), LanguageRow("de"))).made or 0
        cases.append(case_id)
        persons.append(len(cases))
    case_id = put_together(session, actor, tuple(cases)).made or 0
    set_fact(session, actor, Subject.PERSON, persons[0], "phone", "07000 22", Origin.DOCUMENT, DAY)
    until = dt.date(2027, 1, 14)
    add_title(session, actor, persons[0], TitleRow(ResidenceKind.P60A, valid_kind=ValidUntil.APPLIED))
    add_title(session, actor, persons[0], TitleRow(ResidenceKind.P25_3, valid_until=until, valid_kind=ValidUntil.DATE))
    move(session, actor, tuple(persons), AddressRow("Talstr. 7", "70000", "Altstadt", since=dt.date(2026, 5, 1)))
    set_period(session, actor, persons[0], dt.date(2026, 5, 4), PeriodBasis.FIRST_TALK)
    give_consent(session, actor, NewConsent(persons[0], ConsentPurpose.HEALTH, DAY, language="fa_AF"))
    return tuple(persons), case_id


def _assessment(session: Session, actor: Actor, case_id: int, persons: tuple[int, ...]) -> None:
    made = start_assessment(session, actor, case_id, AssessmentKind.FULL).made or 0
    answers = (NewAnswer("language.course", "A2, Volkshochschule"), NewAnswer("language.note", "liest langsam"))
    save_answers(session, actor, made, persons[0], answers)
    skip_questions(session, actor, made, persons[1], ("language.course",), SkipReason.NOT_WANTED)
    rating = Rating(Need.HIGH, 2, 3, 3, "lernt jeden Tag", "ein Kursplatz am Abend")
    save_rating(session, actor, made, persons[0], "sprache", rating)
    save_rating(session, actor, made, persons[0], "gesundheit", Rating(Need.MEDIUM, 1, 2, 2, missing="ein Hausarzt"))
    finish_assessment(session, actor, made)


def _plan(session: Session, actor: Actor, case_id: int, person_id: int) -> None:
    version = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made or 0
    view = plan_view(session, actor, version)
    header = replace(
        view.header, language="fa_AF", strengths="Zwei Sprachen, großer Mut", needs="Sprache", participants=("PL",),
        next_review_on=dt.date(2027, 2, 22),
    )
    save_header(session, actor, version, header, view.row_version)
    step = NewMeasure("Ich melde mich zum Kurs an.", text_translated="ثبت نام می‌کنم.", due_on=dt.date(2026, 12, 18))
    goal = NewGoal("sprache", "Ich schaffe A2.", indicator="Zeugnis", person_id=person_id, priority=1,
                   horizon=Horizon.SHORT, value_start=3, value_target=7)
    add_goal(session, actor, version, goal, (step,))
    agree(session, actor, version)
    made = sheet(SheetKind.PLAN, plan_print(session, actor, version), SheetVariant.GERMAN, "de")
    signing = Signing((SignatureRow("person", "Maryam Ahmadi", DAY, person_id), SignatureRow("im", LABEL, DAY)))
    kept = Sheet(SheetKind.PLAN, SheetVariant.GERMAN, "de", made.pdf)
    put_in_force(session, actor, version, signing, (kept,))
    hand_out(session, actor, version, DAY)
    add_supplement(session, actor, version, "Der Kurs beginnt eine Woche später.")
    row = plan_view(session, actor, version).goals[0]
    set_measure_status(session, actor, row.measures[0].id, MeasureStatus.STARTED)
    move_due(session, actor, row.measures[0].id, dt.date(2027, 1, 8))
    set_goal_value(session, actor, row.id, 4)


if __name__ == "__main__":
    target = VAULTS / f"schema_{expected(MIGRATIONS).revision}"
    target.mkdir(parents=True)
    make(target)
