"""Proposes what each column of a list means, by its heading and by what stands below it. The user may change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic

from desktop.errors import ImportFileError
from desktop.exchange.column_cells import has_commas, has_several_words, repeats, sample
from desktop.exchange.header import Header, find_header, no_header
from desktop.exchange.headings import F, HeadingMatch
from desktop.exchange.layout import Column, Layout, ListKind
from desktop.exchange.table import Cell, Table, cell_text

_THRESHOLD = 0.45
_CONTRADICTION = 0.25
"""Share of readable cells below which a heading is not believed."""


def propose(table: Table, kind: ListKind[F]) -> Layout[F]:
    """The likeliest layout; raises ImportFileError when the table is no such list."""
    alone = kind.names if kind.names_suffice else frozenset[F]()
    header = find_header(table, kind.headings, alone) or no_header(table)
    cells = _column_cells(table, header)
    candidates = [_candidates(kind, header, index, column) for index, column in enumerate(cells)]
    chosen = _assign(kind, candidates)
    _settle_names(kind, chosen, cells)
    _settle_numbers(kind, chosen, cells)
    columns = tuple(
        _column(index, header, chosen.get(index), candidates[index], cells[index])
        for index in range(table.width)
        if header.texts[index] or cells[index]
    )
    layout = Layout(kind, header, columns)
    _check(layout, table)
    return layout


@dataclass(frozen=True)
class _Candidate(Generic[F]):
    field: F
    score: float
    reason: str


def _column_cells(table: Table, header: Header) -> list[tuple[Cell, ...]]:
    lines = table.lines[header.first_row :]
    return [sample([line.cell(index) for line in lines]) for index in range(table.width)]


def _candidates(kind: ListKind[F], header: Header, index: int, cells: tuple[Cell, ...]) -> list[_Candidate[F]]:
    named = [_by_heading(kind, match, cells) for match in kind.headings.best(header.variants[index])]
    if named and max(candidate.score for candidate in named) >= _THRESHOLD:
        return named
    return named + _by_content(kind, cells)


def _by_heading(kind: ListKind[F], match: HeadingMatch[F], cells: tuple[Cell, ...]) -> _Candidate[F]:
    fit = kind.fitness(match.field, cells)
    same = f"Die Überschrift heißt „{match.synonym}“" if match.strength == 1.0 else (
        f"Die Überschrift ähnelt „{match.synonym}“"
    )  # fmt: skip
    if fit is None:
        return _Candidate(match.field, match.strength * 0.9, same + ".")
    share = f"{round(fit * 100)} % der Zellen passen dazu"
    if fit < _CONTRADICTION and len(cells) >= 3:
        return _Candidate(match.field, match.strength * 0.35, f"{same}, aber nur {share}.")
    return _Candidate(match.field, match.strength * (0.7 + 0.3 * fit), f"{same}, {share}.")


def _by_content(kind: ListKind[F], cells: tuple[Cell, ...]) -> list[_Candidate[F]]:
    """Fields the cells themselves speak for; at least three cells must agree."""
    if len(cells) < 3:
        return []
    return [
        _Candidate(field, fit * 0.7, f"Am Inhalt erkannt: {round(fit * 100)} % der Zellen lesen sich so.")
        for field, fit in kind.by_content(cells)
        if fit >= 0.8
    ]


def _assign(kind: ListKind[F], candidates: list[list[_Candidate[F]]]) -> dict[int, _Candidate[F]]:
    """Best pairs first; each column once, each field once unless it may be fed by several columns."""
    pairs = [(candidate.score, -index, candidate) for index, own in enumerate(candidates) for candidate in own]
    chosen: dict[int, _Candidate[F]] = {}
    taken: set[F] = set()
    for score, negative, candidate in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if score < _THRESHOLD or -negative in chosen or candidate.field in taken:
            continue
        chosen[-negative] = candidate
        if candidate.field not in kind.several:
            taken.add(candidate.field)
    return chosen


def _settle_names(kind: ListKind[F], chosen: dict[int, _Candidate[F]], cells: list[tuple[Cell, ...]]) -> None:
    """„Name“ alone holds whole names; beside a column of given names it is the family name."""
    place = {candidate.field: index for index, candidate in chosen.items()}
    family, given, whole = (place.get(field) for field in (kind.family_name, kind.given_names, kind.whole_name))
    if family is not None and whole is None and _holds_whole_names(cells[family], given):
        why = "Die Zellen enthalten Familien- und Vornamen." if given is not None else (
            "Eine Spalte für Vornamen fehlt, also stehen hier ganze Namen."
        )  # fmt: skip
        chosen[family] = replace(chosen[family], field=kind.whole_name, reason=why)
        if given is not None:
            del chosen[given]
    elif whole is not None and given is not None and family is None and not has_commas(cells[whole]):
        reason = "Die Vornamen haben eine eigene Spalte."
        chosen[whole] = replace(chosen[whole], field=kind.family_name, reason=reason)


def _holds_whole_names(cells: tuple[Cell, ...], given: int | None) -> bool:
    return has_commas(cells) if given is not None else has_several_words(cells)


def _settle_numbers(kind: ListKind[F], chosen: dict[int, _Candidate[F]], cells: list[tuple[Cell, ...]]) -> None:
    """„Nr.“ that repeats numbers families; a family number that only counts up numbers rows."""
    place = {candidate.field: index for index, candidate in chosen.items()}
    if kind.number is None or kind.family_number is None:
        return
    number = place.get(kind.number)
    if number is not None and kind.family_number not in place and repeats(cells[number]):
        reason = "Die Nummern wiederholen sich, also gehören sie zu Familien."
        chosen[number] = replace(chosen[number], field=kind.family_number, reason=reason)


def _column(
    index: int, header: Header, chosen: _Candidate[F] | None, others: list[_Candidate[F]], cells: tuple[Cell, ...]
) -> Column[F]:
    samples = tuple(dict.fromkeys(cell_text(cell) for cell in cells[:12]))[:3]
    if chosen is None:
        taken = any(candidate.score >= _THRESHOLD for candidate in others)
        reason = "Eine andere Spalte bedeutet schon dasselbe." if taken else "Diese Spalte ist nicht bekannt."
        return Column(index, header.texts[index], None, 0.0, reason, samples)
    return Column(index, header.texts[index], chosen.field, round(chosen.score, 2), chosen.reason, samples)


def _check(layout: Layout[F], table: Table) -> None:
    kind, known = layout.kind, {column.field for column in layout.columns if column.field}
    if not kind.names & known:
        raise ImportFileError(kind.no_list)
    if len(known) < 2 and not kind.names_suffice:
        raise ImportFileError(kind.only_names)
    if layout.header.first_row >= len(table.lines):
        raise ImportFileError("Die Liste hat eine Kopfzeile, aber keine einzige Person.")
