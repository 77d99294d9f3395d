"""Vaults of every schema there ever was open with today's program, and nothing in them is lost.

They are real files, made once by `old_vault.py` and never touched again; `rows.json` beside each says what was in it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from desktop.casework.assessments.assessments import list_assessments, load_part
from desktop.casework.cases.case_list import CaseFilter, list_cases
from desktop.casework.drafts import list_drafts
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import actor_for
from desktop.casework.plans.plan_life import kept_sheet
from desktop.casework.plans.plan_views import list_plans, plan_view
from desktop.casework.search.search import search_vault
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from desktop.terms import GoalStatus, MeasureStatus, PlanState, SheetKind, SheetVariant
from tests.records.old_vault import LABEL, PASSWORD, VAULTS, all_rows

Rows = dict[str, list[dict[str, Any]]]

MOVED: frozenset[str] = frozenset()
"""Tables and `table.column`s a migration has taken out of the schema on purpose; each needs its own test there."""

SCHEMAS = sorted(folder.name for folder in VAULTS.iterdir())


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(VAULTS / request.param, tmp_path / "Amt"))


@pytest.fixture
def old(folder: Path) -> Iterator[OpenVault]:
    """An old vault, opened by today's program with its password and the key cost of its day."""
    with unlock(VaultFiles(folder / "Altstadt.wegplan"), LABEL, PASSWORD) as vault:
        yield vault


def lost(before: Rows, after: Rows) -> list[str]:
    """Every value that was there and is there no longer, apart from what MOVED names."""
    found = []
    for table, rows in before.items():
        if table in MOVED:
            continue
        columns = set(after[table][0]) if after.get(table) else set()
        now = {json.dumps([row.get(name) for name in rows[0]], default=str) for row in after.get(table, [])}
        found += [f"{table}.{name}" for name in rows[0] if name not in columns and f"{table}.{name}" not in MOVED]
        found += [f"{table}: {row}" for row in rows if json.dumps(list(row.values()), default=str) not in now]
    return found


def test_there_is_a_vault_of_every_schema() -> None:
    steps = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    assert {name.removeprefix("schema_") for name in SCHEMAS} == steps


@pytest.mark.parametrize("folder", SCHEMAS, indirect=True)
def test_every_row_of_an_old_vault_is_there_after_opening(old: OpenVault, folder: Path) -> None:
    before: Rows = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    assert all(before.values()), "a table without rows proves nothing"
    after = all_rows(old)
    assert lost(before, after) == []
    assert old.check().sound
    assert old.missing_saves == 0


def test_a_changed_value_a_lost_row_and_a_lost_column_are_noticed() -> None:
    """Negative control."""
    before: Rows = {"persons": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}], "goals": [{"id": 1, "text": "C"}]}
    assert lost(before, before) == []
    changed = [{"id": 1, "name": "A"}, {"id": 2, "name": "X"}]
    assert lost(before, before | {"persons": changed}) == ["persons: {'id': 2, 'name': 'B'}"]
    assert lost(before, before | {"persons": changed[:1]}) == ["persons: {'id': 2, 'name': 'B'}"]
    assert "goals.text" in lost(before, before | {"goals": [{"id": 1}]})
    more: Rows = {"goals": [{"id": 1, "text": "C", "more": 1}], "later": [{"id": 1}]}
    assert lost(before, before | more) == []


@pytest.mark.parametrize("folder", SCHEMAS, indirect=True)
def test_an_old_vault_can_be_worked_with(old: OpenVault) -> None:
    with old.session() as session:
        actor = actor_for(session, LABEL)
        case = next(row for row in list_cases(session, actor) if row.title == "Familie Ahmadi")
        assert len(list_cases(session, actor, CaseFilter(with_ended=True))) == 4
        (assessment,) = list_assessments(session, actor, case.id)
        answers = load_part(session, actor, assessment.id, 1).answers
        assert answers["language.course"].value == "A2, Volkshochschule"
        (brief,) = list_plans(session, actor, case.id)
        view = plan_view(session, actor, brief.version_id)
        assert view.state is PlanState.IN_FORCE
        assert (view.goals[0].status, view.goals[0].value_now) == (GoalStatus.RUNNING, 4)
        assert view.goals[0].measures[0].status is MeasureStatus.STARTED
        kept = kept_sheet(session, actor, brief.version_id, SheetKind.PLAN, SheetVariant.GERMAN, "de")
        assert kept is not None
        assert kept.startswith(b"%PDF")
        assert list_drafts(session, actor)[0].payload["note"] == "„halb getippt“"
        found = search_vault(session, actor, "ahm mary")
        assert [row.name for row in found.persons] == ["Ahmadi, Maryam"]
        assert {hit.text for hit in search_vault(session, actor, "a").texts} >= {"Ich schaffe A2."}
    with old.session() as session, session.begin():
        assert chain_is_whole(session)
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
