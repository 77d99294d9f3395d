"""What a page of an import says and shows that is particular to its kind of list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from desktop.casework.list_rows import Decision
from desktop.models.import_job import ImportJob
from desktop.models.import_kind import ImportKind
from desktop.models.import_list import ListInHand
from desktop.models.import_table import ImportLine, StateLook
from desktop.models.table import RowTable
from desktop.terms import Term
from desktop.views.components.row_delegate import RowDelegate
from desktop.views.fields.code_field import CodeField
from desktop.views.imports.list_details import ListDetails
from desktop.views.places import Places


@dataclass(frozen=True)
class FileLook:
    """The first step: words of the place a file is dropped on, what a list `needs`, and the card with its details,
    which is given the choice of sheets."""

    drop: str
    drop_hint: str
    chooser: str
    needs: str = ""
    details: Callable[[ImportJob, CodeField], ListDetails] = ListDetails


@dataclass(frozen=True)
class PreviewLook:
    """The third step. `hidden_when_large` are columns whose words stand in the panel too; `person_of` gives the person
    of the vault whose name the choice of joining wants, `about` what is told below a name, `choice` the word of a
    decision."""

    table: Callable[[QObject], RowTable[ImportLine]]
    states: Mapping[Term, StateLook]
    search: str
    hidden_when_large: tuple[int, ...]
    about: Callable[[ImportLine], Iterable[str]]
    choice: Callable[[ImportLine, Decision, str], str]
    take: Callable[[int], str]
    nothing: str
    many: str = ""
    delegate: Callable[[QTableView], RowDelegate] | None = None
    person_of: Callable[[ImportLine], int | None] = lambda _line: None


@dataclass(frozen=True)
class ResultLook:
    """The end: where every line has gone (number, words, look), and the way to what was made."""

    title: str
    numbers: Callable[[ListInHand], Iterable[tuple[int, str, str]]]
    there: str
    icon: str
    go: Callable[[Places], None]
    save: str
    file_name: str
    undone: str


@dataclass(frozen=True)
class ImportLook:
    """A kind of list with everything its page says."""

    kind: ImportKind
    title: str
    file: FileLook
    preview: PreviewLook
    result: ResultLook
