"""A case file is opened in the window and its overview shown: in the full vault, and many people against few."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from statistics import median

import pytest

from desktop.storage.files import VaultFiles
from tests.bench.conftest import LABEL, PASSWORD
from tests.bench.test_window_speed import run
from tests.bench.yardstick import Yardstick

pytestmark = pytest.mark.bench

TARGET_MS = 150
_SHOW = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from desktop.app import make_application
from desktop.app_doors import make_tools, _with_user
from desktop.casework.cases.case_list import list_cases
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import unlock
label, password, many, *vaults = sys.argv[1:]
app = make_application(sys.argv[:1])
def turn():
    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
def settle(seconds):
    loop = QEventLoop(); QTimer.singleShot(int(seconds * 1000), loop.quit); loop.exec()
def opened(path):
    vault = unlock(VaultFiles(Path(path)), label, password, cost=KeyCost(64, 1, 1, least_memory_kib=64))
    opened = _with_user(vault)
    opened.open_desk(make_tools(opened, lambda: Settings(), lambda _: None), {})
    opened.desk.resize(1366, 768); opened.desk.show(); opened.desk.places.go("cases")
    settle(2)
    with vault.session() as session:
        return opened, [row.id for row in list_cases(session, opened.actor)][:int(many)]
def shown(desk, case_id):
    start = time.perf_counter()
    desk.places.open_case(case_id)
    minute = desk.places.page("case").shown().overview.minute
    while not minute.isVisible():
        turn()
    app.processEvents()
    taken = time.perf_counter() - start
    assert desk.places.page("case").shown().case_id == case_id
    desk.places.go("cases"); settle(0.5)
    return taken
desks = [opened(path) for path in vaults]
taken = []
for at in range(int(many)):
    turns = list(enumerate(desks))
    if at % 2:
        turns.reverse()
    found = {place: shown(one.desk, cases[at]) for place, (one, cases) in turns}
    taken.append([found[place] for place in range(len(desks))])
print(json.dumps(taken)); [one.close() for one, _ in desks]
"""


def shown(vaults: list[Path], files: int) -> list[list[float]]:
    """Seconds until the overview of each file stands there, one column for each vault; the first loads the pages."""
    found = run(_SHOW, LABEL, PASSWORD, str(files), *map(str, vaults))
    taken: list[list[float]] = json.loads(found.splitlines()[-1])
    return taken


def test_opening_a_file_of_the_full_vault(busy_files: VaultFiles, yardstick: Yardstick) -> None:
    first, *others = (row[0] * 1000 for row in shown([busy_files.database], 20))
    slowest, usual = max(others), median(others)
    yardstick.note("Fallakte bis Überblick: üblich / am längsten", f"{usual:.0f} / {slowest:.0f} ms", "",
                   f"≤ {TARGET_MS} ms")
    yardstick.note("Fallakte bis Überblick, die erste nach dem Start", f"{first:.0f} ms", "", f"≤ {TARGET_MS} ms")


def test_ten_times_the_people_cost_opening_a_file_hardly_more(
    few_and_many: tuple[Path, Path], tmp_path: Path, yardstick: Yardstick
) -> None:
    """Files of one person with one date and as many talks, opened in turn in two windows."""
    _, *pairs = shown([copied(folder, tmp_path) for folder in few_and_many], 25)
    little, much = map(median, zip(*pairs, strict=True))
    yardstick.ratio("Fallakte öffnen, 5.000 gegen 500 Personen", much, little, 1.3, "≤ 1,3 ×")


def copied(folder: Path, to: Path) -> Path:
    """The vault inside a copy of its folder."""
    return shutil.copytree(folder, to / folder.name) / "Ruhig.wegplan"
