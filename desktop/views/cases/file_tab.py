"""A tab of the case file; apart from the file itself, which is loaded at the first visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.views.cases.case_file_page import CaseFilePage


@dataclass(frozen=True)
class Tab:
    """A page of the case file made elsewhere; `make` gets the case file."""

    key: str
    words: str
    make: Callable[[CaseFilePage], QWidget]
