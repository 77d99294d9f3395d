"""Imports point downwards: the contracts of pyproject.toml hold, and each of them finds a planted violation."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONFIG: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = [str(contract["name"]) for contract in CONFIG["contracts"]]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

#: Contract -> a file that breaks it and no other one.
PLANTED = {
    "layers point downwards": ("records/planted.py", "from desktop.storage import keys\n"),
    "no Qt below models": ("printing/planted.py", "from PySide6 import QtCore\n"),
    "no mapped class and no SQL above casework": ("models/planted.py", "import sqlalchemy\n"),
    "views do not touch the store": ("views/planted.py", "from desktop.storage import keys\n"),
    "the text engine is a library": ("printing/engine/planted.py", "from desktop import terms\n"),
}


def broken_contracts(project: Path) -> tuple[set[str], str]:
    """Names of broken contracts of a copy of the program, and the tool's whole answer with the import chains."""
    env = {**os.environ, "PYTHONPATH": str(project), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-c", LINT], cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    plain = re.sub(r"\x1b\[[0-9;]*m", "", ran.stdout)
    verdicts = dict(re.findall(r"(?m)^(.+?) (KEPT|BROKEN)\b", plain))
    assert set(verdicts) == set(CONTRACTS), plain
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}, plain


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the program in which every layer exists, because the tool refuses a layer nobody has written yet."""
    shutil.copytree(ROOT / "desktop", tmp_path / "desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in re.findall(r"desktop\.(\w+)", CONFIG["contracts"][0]["layers"][0]):
        if not (tmp_path / "desktop" / name).is_dir():
            (tmp_path / "desktop" / f"{name}.py").touch()
    return tmp_path


def test_the_program_keeps_every_contract(project: Path) -> None:
    broken, answer = broken_contracts(project)
    assert not broken, answer


def test_a_planted_violation_of_each_contract_is_found(project: Path) -> None:
    assert list(PLANTED) == CONTRACTS
    for place, text in PLANTED.values():
        (project / "desktop" / place).write_text(text, encoding="utf-8")
    broken, answer = broken_contracts(project)
    assert broken == set(CONTRACTS)
    for place, _ in PLANTED.values():
        assert place.removesuffix(".py").replace("/", ".") in answer


def test_no_file_lies_outside_the_layers() -> None:
    layers = " : ".join(CONFIG["contracts"][0]["layers"])
    named = set(re.findall(r"desktop\.(\w+)", layers))
    children = {path.stem for path in (ROOT / "desktop").iterdir() if path.name != "__pycache__"} - {"__init__"}
    assert children <= named
