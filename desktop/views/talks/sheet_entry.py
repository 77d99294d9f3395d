"""Makes the sheet of a talk reachable from its card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.models.work import Work
from desktop.views.places import Place

if TYPE_CHECKING:
    from desktop.views.talks.sheet_page import TalkSheetPage

PLACE = "talk-sheet"


def talk_sheet_place(work: Work) -> Place:
    """The page; `places.go("talk-sheet", case_id, talk_id)` shows the sheet of this talk."""
    title = QCoreApplication.translate("talks", "Gesprächsnotiz")
    return Place(PLACE, title, "printer", partial(_page, work), rail=False, belongs_to="cases")


def _page(work: Work) -> TalkSheetPage:
    from desktop.views.talks.sheet_page import TalkSheetPage  # noqa: PLC0415  memory: only when somebody prints

    return TalkSheetPage(work)
