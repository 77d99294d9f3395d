"""Every use case passes the gate, and nothing gets past it (decision 4, DS-02, DS-06)."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop import casework
from desktop.casework.gate import REGISTRY, Gated
from desktop.casework.people import people
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.errors import CaseworkError, NotAllowedError
from desktop.terms import Role

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "desktop"

BEFORE_ANY_ACTOR = {"first_actor", "actor_for"}
"""Of office.py: they say who acts, so nobody can be asked for a right yet. `first_actor` runs on an empty vault."""

INNER = {
    "assessments.answers.load_answers", "assessments.answers.put_answer", "assessments.approved.changing",
    "cases.case_minute.minute_of",
    "cases.cases.new_case",
    "deadlines.today.lines_of_case", "people.facts.put_facts", "people.families.found_family",
    "forms.bindings.read_facts", "forms.bindings.write_fact", "handover.changing.change_person",
    "handover.making.make_files", "handover.making.make_persons", "volunteers.case_following.follow_status",
    "volunteers.matches.match_closing.end_matches", "volunteers.matches.match_deletion.free_volunteers",
    "volunteers.matches.match_steps.end_step", "volunteers.matches.match_steps.move_volunteer",
    "volunteers.matches.match_steps.put_step", "volunteers.register.volunteers.put_status",
}  # fmt: skip
"""Steps of several use cases, named one by one: they run inside the transaction of a gated function and of no other."""

OWN_TRANSACTION = {
    "casework/gate.py": "the gate itself",
    "casework/office.py": "before any actor is known, see BEFORE_ANY_ACTOR",
    "storage/": "migrations, checks and backups on connections of their own",
}
"""Who may begin or end a transaction."""

UNRECORDED = {"drafts.save_draft", "drafts.drop_draft"}
"""Writing that is no access to a file: typing."""

ENDING = frozenset({"commit", "begin", "begin_nested", "begin_twophase", "rollback"})
RECORD = re.compile(r"[a-z]+\.[a-z_]+")


def modules() -> Iterator[ModuleType]:
    """Every module of casework, so that every use case is registered; above it only the demo's crowd registers one."""
    for found in pkgutil.walk_packages(casework.__path__, "desktop.casework."):
        yield importlib.import_module(found.name)
    yield importlib.import_module("desktop.commands.town.crowd")


MODULES = tuple(modules())
USE_CASES = {name: gated for name, gated in REGISTRY.items() if name.startswith("desktop.")}


def short(name: str) -> str:
    return name.removeprefix("desktop.").removeprefix("casework.")


def function(name: str) -> Callable[..., Any]:
    module, _, attribute = name.rpartition(".")
    found: Callable[..., Any] = getattr(sys.modules[module], attribute)
    return found


def acting(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """Public functions of a module that take a session and an actor, by their name in the registry."""
    return {
        f"{module.__name__}.{name}": found
        for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
        and {"session", "actor"} <= set(inspect.signature(found).parameters)
    }  # fmt: skip


def past_the_gate(module: ModuleType) -> set[str]:
    return {short(name) for name in acting(module) if name not in REGISTRY}


def unrecorded(use_cases: Iterable[Gated]) -> set[str]:
    return {short(gated.name) for gated in use_cases if gated.writes and gated.record is None}


def stray_transactions(path: str, code: str) -> list[str]:
    """Calls that begin or end a transaction, and sessions made by hand.

    Above casework no SQLAlchemy may be imported (a contract), so there only what is called on a session counts; a line
    of an editing page may well be called `commit`.
    """
    above = path.startswith(("views/", "models/", "app"))
    found = []
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)):
        owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
        ends = name in ENDING and (not above or re.search(r"session|connection|engine", owner))
        if ends or name in {"sessionmaker", "Session", "create_engine"}:
            found.append(f"{path}:{call.lineno} {ast.unparse(call.func)}")
    return found


def files() -> Iterator[tuple[str, str]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        yield path.relative_to(PROGRAM).as_posix(), path.read_text(encoding="utf-8")


def stranger_imports(path: str, code: str) -> list[str]:
    """Functions of casework that take a session without passing the gate, imported from above."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("desktop.casework"):
            for name in (alias.name for alias in node.names):
                asked = getattr(importlib.import_module(node.module or ""), name, None)
                if _takes_session(asked) and f"{asked.__module__}.{name}" not in REGISTRY:
                    found.append(f"{path}: {node.module}.{name}")
    return found


def _takes_session(found: Any) -> bool:
    return inspect.isfunction(found) and "session" in inspect.signature(found).parameters


def dummy_arguments(found: Callable[..., Any]) -> list[None]:
    """Nothing in place of every argument after session and actor that must be given."""
    parameters = list(inspect.signature(found).parameters.values())[2:]
    return [None for parameter in parameters if parameter.default is inspect.Parameter.empty]


@pytest.fixture
def nowhere() -> Iterator[Session]:
    """A session on no database: whatever is asked of it, fails."""
    with Session() as session:
        yield session


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> Actor:
    """Somebody whose role may do nothing."""
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset())
    return Actor(1, "Nie Mand", "NM", Role.MANAGER)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: short(module.__name__))
def test_every_function_for_an_actor_is_gated(module: ModuleType) -> None:
    assert past_the_gate(module) <= INNER


def test_every_exception_is_still_one() -> None:
    found = set().union(*(past_the_gate(module) for module in MODULES))
    assert found >= INNER
    with_stray = {path for path, code in files() if stray_transactions(path, code)}
    assert all(any(path.startswith(allowed) for path in with_stray) for allowed in OWN_TRANSACTION)
    assert set(vars(sys.modules["desktop.casework.office"])) >= BEFORE_ANY_ACTOR


def test_a_function_past_the_gate_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""

    def peek(session: Session, actor: Actor, person_id: int) -> None:
        """Reads without being asked for a right."""

    peek.__module__ = people.__name__
    monkeypatch.setattr(people, "peek", peek, raising=False)
    assert past_the_gate(people) == {"people.people.peek"}


def test_the_registry_knows_what_it_guards() -> None:
    assert len(USE_CASES) > 90
    for name in USE_CASES:
        assert list(inspect.signature(function(name)).parameters)[:2] == ["session", "actor"], name
        assert (function(name).__doc__ or "").strip(), name


def test_what_writes_leaves_a_record_and_says_what_it_changed() -> None:
    for name, gated in USE_CASES.items():
        assert gated.writes == (inspect.signature(function(name)).return_annotation == "Changes"), name
        assert gated.record is None or RECORD.fullmatch(gated.record), name
    assert unrecorded(USE_CASES.values()) == UNRECORDED


def test_a_writing_use_case_without_its_record_is_noticed() -> None:
    """Negative control."""
    assert unrecorded([Gated("desktop.casework.people.people.forget", Right.EDIT_CASE, writes=True, record=None)])


def test_a_recorded_reading_names_its_object_first() -> None:
    """The gate takes the first argument as the object; an access without object could not be told to anybody."""
    for name, gated in USE_CASES.items():
        if not gated.writes and gated.record is not None and gated.record != "export.all":
            third = list(inspect.signature(function(name)).parameters.values())[2]
            assert third.name.endswith("_id"), name
            assert third.annotation == "int", name


def test_different_doings_have_different_record_names() -> None:
    named = [(gated.record, name) for name, gated in USE_CASES.items() if gated.record]
    shared = {record for record, _ in named if [other for other, _ in named].count(record) > 1}
    # Answers and ratings of one part; a goal of the catalogue with or without steps in own words.
    assert shared <= {"assessment.show_protected", "goal.take"}


@pytest.mark.parametrize("name", USE_CASES, ids=short)
def test_a_role_without_the_right_is_refused_before_anything_else(name: str, nowhere: Session, nobody: Actor) -> None:
    found = function(name)
    with pytest.raises(NotAllowedError, match="fehlt Ihnen das Recht"):
        found(nowhere, nobody, *dummy_arguments(found))
    assert not nowhere.in_transaction()


def test_no_other_right_helps(nowhere: Session, nobody: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, gated in USE_CASES.items():
        monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset(Right) - {gated.right})
        with pytest.raises(NotAllowedError):
            function(name)(nowhere, nobody, *dummy_arguments(function(name)))


def test_with_the_right_the_same_call_gets_further(nowhere: Session, actor: Actor) -> None:
    """Negative control: what refuses above is the right, not the empty session."""
    for name in USE_CASES:
        with pytest.raises(Exception, match="bind") as failed:
            function(name)(nowhere, actor, *dummy_arguments(function(name)))
        assert not isinstance(failed.value, CaseworkError)


def test_every_right_guards_something() -> None:
    assert {gated.right for gated in USE_CASES.values()} == set(Right)


def test_nothing_but_the_gate_begins_or_ends_a_transaction() -> None:
    found = [line for path, code in files() for line in stray_transactions(path, code)
             if not path.startswith(tuple(OWN_TRANSACTION))]
    assert found == []
    office = (PROGRAM / "casework" / "office.py").read_text(encoding="utf-8")
    assert len(stray_transactions("casework/office.py", office)) == len(BEFORE_ANY_ACTOR)


@pytest.mark.parametrize(
    "planted",
    ["session.commit()", "with session.begin():\n    pass", "self._session.rollback()", "work.session.commit()",
     "Session(engine)", "sessionmaker(engine)"],
)
@pytest.mark.parametrize("path", ["casework/planted.py", "models/planted.py", "commands/planted.py"])
def test_a_planted_transaction_is_found(path: str, planted: str) -> None:
    """Negative control."""
    assert len(stray_transactions(path, planted)) == 1


def test_nobody_above_casework_gets_hold_of_an_unguarded_step() -> None:
    found = [line for path, code in files() if not path.startswith(("casework/", "records/", "storage/"))
             for line in stranger_imports(path, code)]
    assert [line for line in found if line.rpartition(".")[2] not in BEFORE_ANY_ACTOR] == []


def test_an_unguarded_step_imported_above_is_found() -> None:
    """Negative control."""
    planted = "from desktop.casework.people.people import create_person, require_person\n"
    stranger = "views/planted.py: desktop.casework.people.people.require_person"
    assert stranger_imports("views/planted.py", planted) == [stranger]
