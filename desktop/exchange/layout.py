"""How a list is to be read: what its columns mean, and what a kind of list says about its columns beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic

from desktop.exchange.header import Header
from desktop.exchange.headings import F, Headings, given_name_first
from desktop.exchange.readers.words import key
from desktop.exchange.table import Cell, Line, cell_text, is_blank

CHOSEN = "Von Ihnen gewählt."
REMEMBERED = "Wie beim letzten Mal."


def _cannot_tell(_field: F, _cells: Sequence[Cell]) -> float | None:
    return None


def _nothing(_cells: Sequence[Cell]) -> Iterable[tuple[F, float]]:
    return ()


@dataclass(frozen=True)
class ListKind(Generic[F]):
    """What is particular to a kind of list.

    `synonyms` gives the headings of each field by its code. `several` are fields that more than one column may feed;
    those of `remarks` then keep the heading of their column with them. `names_suffice` allows a list of names alone;
    `lines_between` says that a row of one cell which is no name stands between people and is nobody. `no_list` and
    `only_names` are the sentences a file is refused with.
    """

    fields: type[F]
    whole_name: F
    family_name: F
    given_names: F
    birth: F
    several: frozenset[F]
    remarks: F
    synonyms: Callable[[], Mapping[str, Sequence[str]]]
    no_list: str
    only_names: str = ""
    names_suffice: bool = False
    lines_between: bool = False
    given_first: Callable[[str], bool] = given_name_first
    """Whether a heading of whole names says that the given name comes first where there is no comma."""
    fitness: Callable[[F, Sequence[Cell]], float | None] = _cannot_tell
    """Share of cells (0 to 1) that read as a field; None where cells cannot tell."""
    by_content: Callable[[Sequence[Cell]], Iterable[tuple[F, float]]] = _nothing
    """Fields the cells alone speak for, each with its share."""
    number: F | None = None
    family_number: F | None = None
    """„Nr.“ and the number of a family, which are told apart by whether they repeat."""

    @cached_property
    def headings(self) -> Headings[F]:
        """The catalogue, read at the first list."""
        return Headings(self.fields, self.synonyms())

    @property
    def names(self) -> frozenset[F]:
        """Fields one of which a list of people must have."""
        return frozenset({self.whole_name, self.family_name})


@dataclass(frozen=True)
class Column(Generic[F]):
    """One column with its proposed meaning; `confidence` from 0 to 1, `reason` a German sentence."""

    index: int
    heading: str
    field: F | None
    confidence: float
    reason: str
    samples: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The heading, or „Spalte C“ where there is none."""
        return self.heading or f"Spalte {_letters(self.index)}"


@dataclass(frozen=True)
class Layout(Generic[F]):
    """How a table is to be read: where its rows begin and what its columns mean."""

    kind: ListKind[F]
    header: Header
    columns: tuple[Column[F], ...]

    def column_of(self, field: F) -> Column[F] | None:
        return next((column for column in self.columns if column.field is field), None)

    @property
    def unknown(self) -> tuple[Column[F], ...]:
        """Columns nobody reads: named to the user, never silently dropped."""
        return tuple(column for column in self.columns if column.field is None)

    @property
    def given_first(self) -> bool:
        """Whether whole names without a comma begin with the given name."""
        whole = self.column_of(self.kind.whole_name)
        return whole is not None and self.kind.given_first(whole.heading)

    def adjusted(self, fields: Mapping[int, F | None], reason: str = CHOSEN) -> Layout[F]:
        """The layout as the user wants it, by column index; columns not named keep their proposal."""
        return replace(self, columns=tuple(
            replace(column, field=fields[column.index], confidence=1.0, reason=reason)
            if column.index in fields else column for column in self.columns
        ))  # fmt: skip

    def by_heading(self, remembered: Mapping[str, str]) -> Layout[F]:
        """Columns with a heading known from the last list are read as then; "" means left out, an unknown code too."""
        known = {str(field): field for field in self.kind.fields}
        chosen = {column.index: known.get(remembered[key(column.heading)])
                  for column in self.columns if key(column.heading) in remembered}  # fmt: skip
        return self.adjusted(chosen, REMEMBERED)

    @property
    def memory(self) -> dict[str, str]:
        """Heading → field code, to be remembered for the next list."""
        return {key(column.heading): str(column.field or "") for column in self.columns if key(column.heading)}

    def problems(self) -> dict[int, str]:
        """Column index → what is wrong with its meaning; -1 stands for the whole list."""
        kind, found, seen = self.kind, dict[int, str](), dict[F, Column[F]]()
        for column in self.columns:
            if column.field is None:
                continue
            first = seen.setdefault(column.field, column)
            if first is not column and column.field not in kind.several:
                found[column.index] = f"„{column.field.label}“ ist schon die Spalte „{first.shown}“."
        if not kind.names & set(seen):
            found[-1] = "Keine Spalte enthält die Namen: Bitte bei einer Spalte „Name“ oder „Familienname“ wählen."
        elif kind.whole_name in seen and {kind.family_name, kind.given_names} & set(seen):
            found[-1] = "Namen stehen zweimal da: Bitte entweder „Name“ oder „Familienname“ mit „Vorname(n)“ wählen."
        return found

    def cells_by_field(self, line: Line) -> dict[F, Cell]:
        """The row's cells under their fields; columns of the same field are joined, remarks with their headings."""
        found: dict[F, Cell] = {}
        for column in self.columns:
            cell = line.cell(column.index)
            if column.field is None or is_blank(cell):
                continue
            if column.field in found and column.field in self.kind.several:
                added = cell_text(cell)
                added = f"{column.shown}: {added}" if column.field is self.kind.remarks else added
                found[column.field] = f"{cell_text(found[column.field])}; {added}"
            else:
                found[column.field] = cell
        return found

    def texts(self, line: Line) -> tuple[str, ...]:
        """The row's cells as they stand in the list, in the order of the columns."""
        return tuple(cell_text(line.cell(column.index)) for column in self.columns)


def _letters(index: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
