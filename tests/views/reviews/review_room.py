"""What the review pages are made from, with a stand-in for pages that are others' business."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.places import Places


class CaseStandIn(QWidget):
    """Stands for the case file; remembers what was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[tuple[object, ...]] = []

    def show_target(self, *target: object) -> None:
        self.targets.append(target)


@dataclass
class Room:
    """Queue, drafts, and places with a stand-in for pages that are others' business."""

    work: Work
    drafts: Drafts
    places: Places
