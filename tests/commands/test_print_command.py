"""`print` as IT calls it: a real vault, a real plan, sheets in files, and one sentence when something is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from build import wording as compiler
from desktop.casework.cases.cases import open_person_case
from desktop.casework.office import OfficeSettings, actor_for, first_actor, save_office_settings
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_life import Sheet, Signing, agree, put_in_force
from desktop.casework.plans.plan_print import plan_print
from desktop.casework.plans.plan_rows import SignatureRow
from desktop.casework.plans.plan_views import list_plans
from desktop.casework.plans.plans import start_plan, take_goal
from desktop.clock import today
from desktop.commands import main
from desktop.printing.sheets.sheet import sheet
from desktop.records.cases import Case
from desktop.records.office import AccessEntry
from desktop.storage.files import VaultFiles
from desktop.storage.vault import OpenVault, create_vault, unlock
from desktop.terms import PlanKind, SheetKind, SheetVariant
from tests.printing.engine.engine_pdf import page_texts

PASSWORD = "Herbst Brücke Lampe 7"
LABEL = "Petra Lang"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault at the real key cost: a case whose plan has a goal of a protected area too, and one without a plan."""
    compiler.compile_all()
    folder = tmp_path_factory.mktemp("IT Büro")
    vault, _ = create_vault(VaultFiles(folder / "Amt.wegplan"), label=LABEL, password=PASSWORD)
    with vault, vault.session() as session:
        actor = first_actor(session, LABEL, LABEL)
        save_office_settings(session, actor, OfficeSettings(municipality="Gemeinde Musterlingen", phone="07000 1"))
        for given in ("Maryam", "Filmon"):
            person = create_person(session, actor, PersonFacts("Ahmadi", given, own_script_name="مریم احمدی")).made or 0
            case = open_person_case(session, actor, person).made or 0
            if given == "Maryam":
                version = start_plan(session, actor, case, PlanKind.SINGLE, person).made or 0
                take_goal(session, actor, version, "sprache.ziel.2", ("sprache.schritt.1", "sprache.schritt.3"))
                take_goal(session, actor, version, "gesundheit.ziel.1", ("gesundheit.schritt.1",))
    (folder / "kennwort.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, profile: Path) -> Path:
    copy = tmp_path / "Büro 2"
    shutil.copytree(template, copy)
    return copy


def opened(folder: Path) -> OpenVault:
    return unlock(VaultFiles(folder / "Amt.wegplan"), LABEL, PASSWORD)


def numbers(folder: Path) -> list[str]:
    with opened(folder) as vault, vault.session() as session:
        return list(session.scalars(select(Case.number).order_by(Case.id)))


def call(folder: Path, *more: str, case: str = "", document: str = "plan", out: str = "plan.pdf") -> int:
    return main(
        [
            "print", str(folder / "Amt.wegplan"), "--password-file", str(folder / "kennwort.txt"), "--case",
            case or numbers(folder)[0], "--document", document, "--out", str(folder / out), *more,
        ]
    )  # fmt: skip


@pytest.mark.parametrize(("document", "title"), [("plan", "Integrationsplan"), ("mein-plan", "Mein Plan")])
def test_both_documents_are_written_in_german_beside_the_other_language(
    folder: Path, document: str, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(folder, "--language", "en", document=document) == 0
    text = " ".join(page_texts((folder / "plan.pdf").read_bytes()))
    assert title in text
    assert "Deutschkurs an." in text
    assert "I sign up" in text
    assert "Gemeinde Musterlingen" in text
    said = capsys.readouterr()
    assert "Texte sind maschinell übersetzt und noch nicht geprüft." in said.out
    assert said.err == ""


def test_language_de_is_german_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "--language", "de") == 0
    assert "Integration plan" not in " ".join(page_texts((folder / "plan.pdf").read_bytes()))
    assert "maschinell" not in capsys.readouterr().out


def test_protected_areas_are_not_printed_without_the_tick(folder: Path) -> None:
    assert call(folder, "--language", "de") == 0
    text = " ".join(page_texts((folder / "plan.pdf").read_bytes()))
    assert "Gesundheit" not in text
    assert "Krankenkasse" not in text


def test_the_variant_and_large_print_are_taken(folder: Path) -> None:
    assert call(folder, "--language", "en", "--variant", "language_only", "--large") == 0
    text = " ".join(page_texts((folder / "plan.pdf").read_bytes()))
    assert "Integrationsplan" not in text
    assert call(folder, "--language", "en", "--variant", "language_only", out="klein.pdf") == 0
    assert (folder / "klein.pdf").read_bytes() != (folder / "plan.pdf").read_bytes()


def test_a_kept_sheet_of_a_fassung_in_force_comes_back_byte_for_byte_and_is_recorded(folder: Path) -> None:
    with opened(folder) as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        plan = list_plans(session, actor, 1)[0]
        agree(session, actor, plan.version_id)
        signing = Signing((SignatureRow("person", "Maryam", today(), 1), SignatureRow("im", LABEL, today())))
        made = sheet(SheetKind.PLAN, plan_print(session, actor, plan.version_id), SheetVariant.SIDE_BY_SIDE, "en")
        kept = Sheet(SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE, "en", made.pdf)
        put_in_force(session, actor, plan.version_id, signing, (kept,))
        before = len(session.scalars(select(AccessEntry).where(AccessEntry.action == "plan.print")).all())
    assert call(folder, "--language", "en") == 0
    assert (folder / "plan.pdf").read_bytes() == kept.content
    assert call(folder, "--language", "en", "--large", out="gross.pdf") == 0
    assert (folder / "gross.pdf").read_bytes() != kept.content
    with opened(folder) as vault, vault.session() as session:
        after = len(session.scalars(select(AccessEntry).where(AccessEntry.action == "plan.print")).all())
    assert after == before + 2


@pytest.mark.parametrize(
    ("case", "sentence"), [("F-1999-001", "Fallnummer gibt es"), ("second", "noch keinen Integrationsplan")]
)
def test_a_case_that_cannot_be_printed_ends_with_one_sentence(
    folder: Path, case: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = numbers(folder)[1] if case == "second" else case
    assert call(folder, "--language", "ar", case=number) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert not (folder / "plan.pdf").exists()


def test_a_wrong_language_or_document_is_a_wrong_call(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "--language", "xx") == 2
    assert call(folder, "--language", "ar", document="brief") == 2
    assert "Der Aufruf stimmt nicht." in capsys.readouterr().err


def test_a_target_that_cannot_be_written_ends_with_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plan.pdf").mkdir()
    assert call(folder, "--language", "de") == 1
    assert "kann dort nicht gespeichert werden" in capsys.readouterr().err
