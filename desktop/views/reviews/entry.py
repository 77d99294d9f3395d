"""Makes review and comparison reachable from the plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.places import Place, Places

if TYPE_CHECKING:
    from desktop.views.reviews.changes_page import ChangesPage
    from desktop.views.reviews.review_page import ReviewPage

REVIEW, CHANGES = "review", "changes"


def review_places(work: Work, drafts: Drafts, places: Places) -> tuple[Place, ...]:
    """„Überprüfung“ (case, Fassung) and „Was hat sich geändert?“ (case, plan, two Fassungen or none)."""
    return (
        Place(REVIEW, _tr("Überprüfung"), "clipboard-check", partial(_review, work, drafts, places), rail=False,
              belongs_to="cases"),
        Place(CHANGES, _tr("Was hat sich geändert?"), "split", partial(_changes, work, places), rail=False,
              belongs_to="cases"),
    )  # fmt: skip


def _review(work: Work, drafts: Drafts, places: Places) -> ReviewPage:
    from desktop.views.reviews.review_page import ReviewPage  # noqa: PLC0415  start-up time

    return ReviewPage(work, drafts, places)


def _changes(work: Work, places: Places) -> ChangesPage:
    from desktop.views.reviews.changes_page import ChangesPage  # noqa: PLC0415  start-up time

    return ChangesPage(work, places)


def _tr(text: str) -> str:
    return QCoreApplication.translate("reviews", text)
