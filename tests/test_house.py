"""The house rules hold, and each of them really finds what it forbids."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build import check_house_rules as house
from build import make

LATER = "TO" + "DO"

#: Rule -> a file and a text in it that breaks the rule (and only this one).
PLANTED = {
    "file length": ("desktop/casework/long.py", "x = 1\n" * 601),
    "boxes": ("desktop/views/page.py", "QtWidgets.QMessageBox.warning(self, a, b)\n"),
    "colours": ("desktop/views/page.py", 'INK = "#1b1f24"\n'),
    "clock": ("desktop/casework/cases/cases.py", "day = dt.date.today()\n"),
    "pixels": ("resources/style/desktop.qss", "QPushButton { padding: 12px; }\n"),
    "lambda with self": ("desktop/views/page.py", "button.clicked.connect(lambda: self.save())\n"),
    "tags": ("desktop/views/page.py", "# WORKAROUND the menu is drawn twice\n"),
    "notes to oneself": ("README.md", f"{LATER}: write this\n"),
    "registries": ("pyproject.toml", 'index = "https://pypi.' + 'org/simple"\n'),
    "own folders": ("build/make.py", 'HOME = "/home/' + 'petra/wegplan"\n'),
    "day without zero": ("desktop/casework/cases/cases.py", 'text = day.strftime("%-d.%m.")\n'),
    "renaming": ("desktop/storage/files.py", "old.rename(new)\n"),
    "sleeping": ("desktop/storage/vault.py", "time.sleep(1)\n"),
    "waiting in tests": ("tests/views/test_page.py", "qtbot.wait(100)\n"),
    "tests left out": ("tests/views/test_page.py", '@pytest.mark.skip(reason="slow")\ndef test_it() -> None: ...\n'),
    "words on screens": ("desktop/views/page.py", 'label.setText("Noch kein Fall")\n'),
    "resources": ("desktop/printing/fonts.py", 'resource("fonts", "Fraktur.ttf")\n'),
    "icons": ("desktop/views/page.py", 'set_icon(button, "no-such-drawing")\n'),
    "log messages": ("desktop/casework/cases/cases.py", 'log.error(f"{person.name} fehlt")\n'),
    "catching all": ("desktop/views/page.py", "try:\n    save()\nexcept Exception:\n    pass\n"),
}


def broken(path: str, text: str) -> set[str]:
    return {line.split(": ")[1] for line in house.violations(path, text)}


def run_make(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(make.ROOT / "build" / "make.py"), *arguments]
    return subprocess.run(line, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"})


def test_the_whole_project_keeps_the_house_rules() -> None:
    found = house.check_all()
    assert not found, "\n" + "\n".join(found)


def test_every_rule_has_a_planted_violation_and_a_reason() -> None:
    assert [rule.name for rule in house.RULES] == list(PLANTED)
    assert all(len(rule.why) > 20 for rule in house.RULES)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_found_by_its_rule_alone(name: str) -> None:
    assert broken(*PLANTED[name]) == {name}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("desktop/views/page.py", 'label.setText(self.tr("Noch kein Fall"))\nlabel.setText("–")\n'),
        ("desktop/views/page.py", "button.clicked.connect(self._on_button_clicked)\n"),
        ("desktop/views/page.py", "# WORKAROUND (PYSIDE-1234): the menu is drawn twice otherwise\n"),
        ("desktop/views/page.py", 'RULE = "border: 1px solid palette(mid)"\n'),
        ("desktop/views/style.py", 'INK = "#1B1F24"\n'),
        ("desktop/clock.py", "import datetime as dt\nday = dt.date.today()\n"),
        ("desktop/casework/cases/cases.py", 'log.error("Fall %s fehlt", case_id)\n'),
        ("desktop/casework/cases/cases.py", "# LAW (§ 12a Abs. 1 AufenthG): three years\n# PRIVACY: never stored\n"),
        ("desktop/casework/cases/cases.py", "try:\n    save()\nexcept Exception:\n    undo()\n    raise\n"),
        ("desktop/printing/fonts.py", 'resource("fonts", "NotoSans-Regular.ttf")\n'),
    ],
)
def test_what_the_house_wants_is_not_reported(path: str, text: str) -> None:
    assert not broken(path, text)


def test_tr_around_an_f_string_is_reported_because_lupdate_cannot_read_it() -> None:
    assert broken("desktop/views/page.py", 'title = self.tr(f"Fall {number}")\n') == {"words on screens"}


def test_ignored_folders_are_not_looked_at() -> None:
    paths = house.tracked_files()
    assert "build/make.py" in paths
    assert not [path for path in paths if path.startswith((".venv/", "out/"))]


def test_make_names_every_command_and_refuses_a_foreign_one() -> None:
    shown = run_make("--help")
    assert shown.returncode == 0
    assert all(f"  {name} " in shown.stdout for name in make.COMMANDS)
    assert run_make("frobnicate").returncode == 2


def test_make_explains_an_unsupported_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(make.StopError, match=r"braucht Python 3\.11, 3\.12 oder 3\.13; dies ist Python 3\.10\.13"):
        make.check_python()


def test_make_names_the_exact_line_for_what_the_system_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "on_linux", lambda: True)
    assert make.missing_libraries({"libdoesnotexist.so.9": "libdoesnotexist9"}) == ["libdoesnotexist9"]
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(make.StopError, match=r"sudo apt-get install -y --no-install-recommends libdoesnotexist9$"):
        make.install_system_packages(["libdoesnotexist9"])


def test_make_looks_for_no_system_library_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "on_linux", lambda: False)
    assert make.missing_libraries({"libdoesnotexist.so.9": "libdoesnotexist9"}) == []


def test_make_stops_when_the_lock_is_older_than_what_pyproject_asks_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make.check_lock_is_current()
    project = (make.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(project.replace("segno>=1.6", "segno>=1.7"), encoding="utf-8")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    with pytest.raises(make.StopError, match=r"`make\.py lock` ausführen"):
        make.check_lock_is_current()


GUARDED = """
import gc, logging

def test_a_stray_warning_in_the_log():
    logging.getLogger("desktop").warning("lost")

def test_an_announced_warning_that_never_comes(expect_log):
    expect_log("lost")

def test_an_open_transaction(vault):
    vault.session().connection()

def test_an_unclosed_file(tmp_path):
    (tmp_path / "x").open("w", encoding="utf-8")
    gc.collect()

def test_a_qt_warning(qapp):
    from PySide6.QtCore import qWarning
    qWarning("lost")

def test_all_is_well(vault, expect_log):
    expect_log("told")
    logging.getLogger("desktop").warning("told")
"""


def test_stray_logs_open_transactions_unclosed_files_and_qt_warnings_fail_a_test(tmp_path: Path) -> None:
    shutil.copy(make.ROOT / "tests" / "conftest.py", tmp_path)
    shutil.copy(make.ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "test_guarded.py").write_text(GUARDED, encoding="utf-8")
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_guarded.py"]
    ran = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8")
    failed = set(re.findall(r"(?:FAILED|ERROR) test_guarded\.py::(\w+)", ran.stdout))
    planted = set(re.findall(r"def (test_\w+)", GUARDED))
    assert failed == planted - {"test_all_is_well"}, ran.stdout + ran.stderr
