"""Proposes what each column of a list means, by its heading and by what stands below it. The user may change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.casework.handover.incoming import Field
from desktop.errors import ImportFileError
from desktop.exchange import content
from desktop.exchange.header import Header, best_match, find_header, no_header
from desktop.exchange.headings import HeadingMatch, given_name_first
from desktop.exchange.readers.words import key
from desktop.exchange.table import Cell, Table, cell_text

SEVERAL = frozenset({Field.PHONE, Field.LANGUAGES, Field.REMARK})
"""Fields that may be fed by more than one column; their texts are joined."""

_THRESHOLD = 0.45
_CONTRADICTION = 0.25
"""Share of readable cells below which a heading is not believed."""

_BY_CONTENT = (
    Field.SEX, Field.NATIONALITY, Field.RESIDENCE, Field.LANGUAGES, Field.GERMAN, Field.EMAIL, Field.ADDRESS,
    Field.INCOME, Field.SCHOOL, Field.MARITAL,
)  # fmt: skip
"""Fields recognised by their cells when the heading says nothing."""


@dataclass(frozen=True)
class Column:
    """One column with its proposed meaning; `confidence` from 0 to 1, `reason` a German sentence."""

    index: int
    heading: str
    field: Field | None
    confidence: float
    reason: str
    samples: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The heading, or „Spalte C“ where there is none."""
        return self.heading or f"Spalte {_letters(self.index)}"


@dataclass(frozen=True)
class Layout:
    """How a table is to be read: where its rows begin and what its columns mean."""

    header: Header
    columns: tuple[Column, ...]
    given_first: bool
    """Whether whole names without a comma begin with the given name."""

    def column_of(self, field: Field) -> Column | None:
        return next((column for column in self.columns if column.field is field), None)

    @property
    def unknown(self) -> tuple[Column, ...]:
        """Columns nobody reads: named to the user, never silently dropped."""
        return tuple(column for column in self.columns if column.field is None)

    def adjusted(self, fields: Mapping[int, Field | None]) -> Layout:
        """The layout as the user wants it, by column index; columns not named keep their proposal."""
        return replace(self, columns=tuple(_chosen(column, fields) for column in self.columns))

    def by_heading(self, remembered: Mapping[str, str]) -> Layout:
        """Columns with a heading known from this sender's last list are read as then; "" means left out."""
        chosen = {
            column.index: Field(remembered[key(column.heading)]) if remembered[key(column.heading)] else None
            for column in self.columns
            if key(column.heading) in remembered
        }
        return replace(self, columns=tuple(_chosen(column, chosen, "Wie beim letzten Mal.") for column in self.columns))

    @property
    def memory(self) -> dict[str, str]:
        """Heading → field code, to be remembered for the sender."""
        return {key(column.heading): str(column.field or "") for column in self.columns if key(column.heading)}


def propose(table: Table) -> Layout:
    """The likeliest layout; raises ImportFileError when the table is no list of persons."""
    header = find_header(table) or no_header(table)
    cells = _column_cells(table, header)
    candidates = [_candidates(header, index, column) for index, column in enumerate(cells)]
    chosen = _assign(candidates)
    _settle_names(chosen, cells)
    _settle_numbers(chosen, cells)
    columns = tuple(
        _column(index, header, chosen.get(index), cells[index])
        for index in range(table.width)
        if header.texts[index] or cells[index]
    )
    layout = Layout(header, columns, _given_first(columns))
    _check(layout, table)
    return layout


@dataclass(frozen=True)
class _Candidate:
    field: Field
    score: float
    reason: str


def _chosen(column: Column, fields: Mapping[int, Field | None], reason: str = "Von Ihnen gewählt.") -> Column:
    if column.index not in fields:
        return column
    return replace(column, field=fields[column.index], confidence=1.0, reason=reason)


def _column_cells(table: Table, header: Header) -> list[tuple[Cell, ...]]:
    lines = table.lines[header.first_row :]
    return [content.sample([line.cell(index) for line in lines]) for index in range(table.width)]


def _candidates(header: Header, index: int, cells: tuple[Cell, ...]) -> list[_Candidate]:
    named = [_by_heading(match, cells) for match in best_match(header.variants[index])]
    if named and max(candidate.score for candidate in named) >= _THRESHOLD:
        return named
    return named + _by_content(cells)


def _by_heading(match: HeadingMatch, cells: tuple[Cell, ...]) -> _Candidate:
    fit = content.fitness(match.field, cells)
    same = f"Die Überschrift heißt „{match.synonym}“" if match.strength == 1.0 else (
        f"Die Überschrift ähnelt „{match.synonym}“"
    )  # fmt: skip
    if fit is None:
        return _Candidate(match.field, match.strength * 0.9, same + ".")
    share = f"{round(fit * 100)} % der Zellen passen dazu"
    if fit < _CONTRADICTION and len(cells) >= 3:
        return _Candidate(match.field, match.strength * 0.35, f"{same}, aber nur {share}.")
    return _Candidate(match.field, match.strength * (0.7 + 0.3 * fit), f"{same}, {share}.")


def _by_content(cells: tuple[Cell, ...]) -> list[_Candidate]:
    """Fields the cells themselves speak for; at least three cells must agree."""
    if len(cells) < 3:
        return []
    found = [(Field.NAME, content.name_likeness(cells))]
    found += [(field, content.speaks_for(field, cells)) for field in _BY_CONTENT]
    dates = content.fitness(Field.VALID_UNTIL, cells) or 0.0
    if dates >= 0.8:
        found.append((content.guess_date_field(cells), dates))
    elif content.fitness(Field.PHONE, cells) == 1.0:
        found.append((Field.PHONE, 0.9))
    return [
        _Candidate(field, fit * 0.7, f"Am Inhalt erkannt: {round(fit * 100)} % der Zellen lesen sich so.")
        for field, fit in found
        if fit >= 0.8
    ]


def _assign(candidates: list[list[_Candidate]]) -> dict[int, _Candidate]:
    """Best pairs first; each column once, each field once unless it may be fed by several columns."""
    pairs = [(candidate.score, -index, candidate) for index, own in enumerate(candidates) for candidate in own]
    chosen: dict[int, _Candidate] = {}
    taken: set[Field] = set()
    for score, negative, candidate in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if score < _THRESHOLD or -negative in chosen or candidate.field in taken:
            continue
        chosen[-negative] = candidate
        if candidate.field not in SEVERAL:
            taken.add(candidate.field)
    return chosen


def _settle_names(chosen: dict[int, _Candidate], cells: list[tuple[Cell, ...]]) -> None:
    """„Name“ alone holds whole names; beside a column of given names it is the family name."""
    place = {candidate.field: index for index, candidate in chosen.items()}
    family, given, whole = (place.get(field) for field in (Field.FAMILY_NAME, Field.GIVEN_NAMES, Field.NAME))
    if family is not None and whole is None and (given is None or content.has_commas(cells[family])):
        why = "Die Zellen enthalten Familien- und Vornamen." if given is not None else (
            "Eine Spalte für Vornamen fehlt, also stehen hier ganze Namen."
        )  # fmt: skip
        chosen[family] = replace(chosen[family], field=Field.NAME, reason=why)
        if given is not None:
            del chosen[given]
    elif whole is not None and given is not None and family is None and not content.has_commas(cells[whole]):
        reason = "Die Vornamen haben eine eigene Spalte."
        chosen[whole] = replace(chosen[whole], field=Field.FAMILY_NAME, reason=reason)


def _settle_numbers(chosen: dict[int, _Candidate], cells: list[tuple[Cell, ...]]) -> None:
    """„Nr.“ that repeats numbers families; a family number that only counts up numbers rows."""
    place = {candidate.field: index for index, candidate in chosen.items()}
    number, family = place.get(Field.NUMBER), place.get(Field.FAMILY_NUMBER)
    if number is not None and family is None and len(cells[number]) >= 4 and _repeats(cells[number]):
        reason = "Die Nummern wiederholen sich, also gehören sie zu Familien."
        chosen[number] = replace(chosen[number], field=Field.FAMILY_NUMBER, reason=reason)


def _repeats(cells: tuple[Cell, ...]) -> bool:
    texts = [cell_text(cell) for cell in cells]
    return len(set(texts)) < len(texts) * 0.9 and not content.runs_upwards(cells)


def _column(index: int, header: Header, chosen: _Candidate | None, cells: tuple[Cell, ...]) -> Column:
    samples = tuple(dict.fromkeys(cell_text(cell) for cell in cells[:12]))[:3]
    if chosen is None:
        return Column(index, header.texts[index], None, 0.0, "Diese Spalte ist nicht bekannt.", samples)
    return Column(index, header.texts[index], chosen.field, round(chosen.score, 2), chosen.reason, samples)


def _given_first(columns: tuple[Column, ...]) -> bool:
    return any(column.field is Field.NAME and given_name_first(column.heading) for column in columns)


def _check(layout: Layout, table: Table) -> None:
    if layout.column_of(Field.NAME) is None and layout.column_of(Field.FAMILY_NAME) is None:
        raise ImportFileError("In der Datei wurde keine Liste mit Namen gefunden: Bitte die Übergabeliste wählen.")
    known = {column.field for column in layout.columns if column.field}
    if len(known) < 2:
        raise ImportFileError("In der Datei wurde außer Namen nichts erkannt: Bitte die Übergabeliste wählen.")
    if layout.header.first_row >= len(table.lines):
        raise ImportFileError("Die Liste hat eine Kopfzeile, aber keine einzige Person.")


def _letters(index: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
