"""The hint on an unencrypted drive: shown when Windows said so, in nobody's way otherwise."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.models.work import Work
from desktop.views.admin.drive_line import DriveLine


def test_it_is_shown_only_for_an_unprotected_drive(work: Work, qtbot: QtBot) -> None:
    for answer, shown in ((lambda: True, True), (lambda: False, False), (None, False)):
        line = DriveLine(work, answer)
        qtbot.addWidget(line)
        assert line.isVisible() is shown
        line.hide()
