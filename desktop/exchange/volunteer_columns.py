"""Finds the heading row of a list of volunteers and proposes what each column means. The user may change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from desktop.casework.volunteers.register.volunteer_headings import VolunteerField, volunteer_words
from desktop.errors import ImportFileError
from desktop.exchange.readers.words import key
from desktop.exchange.table import Line, Table, cell_text, is_blank

SEVERAL = frozenset({VolunteerField.NOTE, VolunteerField.ACTIVITIES, VolunteerField.LANGUAGES,
                     VolunteerField.INTERESTS, VolunteerField.TIMES})  # fmt: skip
"""Fields that may be fed by more than one column; their texts are joined."""

_SEARCHED_LINES = 40
_LONGEST_HEADING = 60
_CLOSE, _SHORTEST_FUZZY = 88, 5
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NAMES = (VolunteerField.NAME, VolunteerField.FAMILY_NAME)


@dataclass(frozen=True)
class VolunteerColumn:
    """One column with its meaning; `reason` is a German sentence, `sure` whether the heading is known as it stands."""

    index: int
    heading: str
    field: VolunteerField | None
    sure: bool
    reason: str
    samples: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The heading, or „Spalte C“ where there is none."""
        return self.heading or f"Spalte {_letters(self.index)}"


@dataclass(frozen=True)
class VolunteerLayout:
    """How a table is to be read: the place of the first row below the headings, and its columns."""

    first_row: int
    columns: tuple[VolunteerColumn, ...]

    def adjusted(self, fields: Mapping[int, VolunteerField | None], reason: str) -> VolunteerLayout:
        """With other meanings, by column index."""
        return replace(self, columns=tuple(
            replace(column, field=fields[column.index], sure=True, reason=reason) if column.index in fields else column
            for column in self.columns
        ))  # fmt: skip

    def by_heading(self, remembered: Mapping[str, str]) -> VolunteerLayout:
        """Columns with a heading of the last list are read as then; "" means left out, an unknown code nothing."""
        known = {str(field): field for field in VolunteerField}
        chosen = {column.index: known.get(remembered[key(column.heading)]) for column in self.columns
                  if key(column.heading) in remembered}  # fmt: skip
        return self.adjusted(chosen, "Wie beim letzten Mal.")

    @property
    def memory(self) -> dict[str, str]:
        """Key of a heading → code of its field, to be proposed again."""
        return {key(column.heading): str(column.field or "") for column in self.columns if key(column.heading)}

    @property
    def given_first(self) -> bool:
        """Whether whole names without a comma begin with the given name."""
        whole = next((column for column in self.columns if column.field is VolunteerField.NAME), None)
        return whole is not None and not key(whole.heading).startswith(("name", "familienname", "nachname"))

    def problems(self) -> dict[int, str]:
        """Column index → what is wrong with its meaning; -1 stands for the whole list."""
        found: dict[int, str] = {}
        seen: dict[VolunteerField, VolunteerColumn] = {}
        for column in self.columns:
            if column.field in seen and column.field not in SEVERAL:
                first = seen[column.field].shown
                found[column.index] = f"„{column.field.label}“ ist schon die Spalte „{first}“."
            if column.field is not None:
                seen.setdefault(column.field, column)
        if not set(_NAMES) & set(seen):
            found[-1] = "Keine Spalte enthält die Namen: Bitte bei einer Spalte „Name“ oder „Familienname“ wählen."
        elif VolunteerField.NAME in seen and {VolunteerField.FAMILY_NAME, VolunteerField.GIVEN_NAMES} & set(seen):
            found[-1] = "Namen stehen zweimal da: Bitte entweder „Name“ oder „Familienname“ mit „Vorname(n)“ wählen."
        return found


def propose_columns(table: Table) -> VolunteerLayout:
    """The likeliest layout. Raises ImportFileError when no row of the table is a heading."""
    scored = [(_score(line), -place) for place, line in enumerate(table.lines[:_SEARCHED_LINES])]
    best = max(scored, default=(0, 0))
    if best[0] < 1:
        raise ImportFileError("In der Datei wurde keine Liste mit Überschriften gefunden: Die erste Zeile muss sagen, "
                              "was in den Spalten steht (zum Beispiel „Name“, „Telefon“, „Sprachen“).")
    place = -best[1]
    layout = VolunteerLayout(place + 1, _columns(table, place))
    if layout.first_row >= len(table.lines):
        raise ImportFileError("Die Liste hat eine Kopfzeile, aber keine einzige Person.")
    return _with_whole_names(layout, table)


def heading_field(heading: str) -> tuple[VolunteerField | None, bool, str]:
    """What a heading means, whether it is surely that, and the sentence why."""
    word = key(heading)
    known = _synonyms()
    if word in known:
        field, shown = known[word]
        return field, True, f"Die Überschrift heißt „{shown}“."
    inside = [synonym for synonym in known if len(synonym) > 3 and f" {synonym} " in f" {word} "]
    if inside:
        field, shown = known[max(inside, key=len)]
        return field, False, f"Die Überschrift enthält „{shown}“."
    close = process.extractOne(word, _long_synonyms(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    if close and len(word) >= _SHORTEST_FUZZY:
        field, shown = known[close[0]]
        return field, False, f"Die Überschrift ähnelt „{shown}“."
    return None, False, "Diese Spalte ist nicht bekannt."


def _score(line: Line) -> int:
    """How many headings a row has; a name must be one of them."""
    texts = [cell_text(cell) for cell in line.cells if not is_blank(cell)]
    if any(len(text) > _LONGEST_HEADING or text.isdigit() for text in texts):
        return 0
    fields = {heading_field(text)[0] for text in texts} - {None}
    return len(fields) if set(_NAMES) & fields else 0


def _columns(table: Table, place: int) -> tuple[VolunteerColumn, ...]:
    head, below = table.lines[place], table.lines[place + 1 :]
    taken: set[VolunteerField] = set()
    columns = []
    for index in range(table.width):
        heading = cell_text(head.cell(index))
        filled = [cell_text(line.cell(index)) for line in below if not is_blank(line.cell(index))]
        if not heading and not filled:
            continue
        field, sure, reason = heading_field(heading) if heading else (None, False, "Die Spalte hat keine Überschrift.")
        if field in taken and field not in SEVERAL:
            field, sure, reason = None, False, "Eine Spalte davor bedeutet schon dasselbe."
        if field is not None:
            taken.add(field)
        columns.append(VolunteerColumn(index, heading, field, sure, reason, tuple(dict.fromkeys(filled))[:3]))
    return tuple(columns)


def _with_whole_names(layout: VolunteerLayout, table: Table) -> VolunteerLayout:
    """„Name“ without a column of given names holds whole names where most of its cells have more than one word."""
    fields = {column.field: column for column in layout.columns}
    family = fields.get(VolunteerField.FAMILY_NAME)
    if family is None or VolunteerField.GIVEN_NAMES in fields or VolunteerField.NAME in fields:
        return layout
    cells = [cell_text(line.cell(family.index)) for line in table.lines[layout.first_row :]]
    several = sum(len(text.split()) > 1 for text in cells if text)
    if several * 2 < sum(bool(text) for text in cells):
        return layout
    return layout.adjusted({family.index: VolunteerField.NAME}, "Eine Spalte für Vornamen fehlt, also stehen hier "
                           "ganze Namen.")


@cache
def _synonyms() -> Mapping[str, tuple[VolunteerField, str]]:
    """Key of a synonym → its field, with the synonym as written."""
    found: dict[str, tuple[VolunteerField, str]] = {}
    for code, synonyms in volunteer_words()["headings"].items():
        for synonym in synonyms:
            for form in (key(synonym), key(synonym.casefold().translate(_UMLAUTS))):
                found.setdefault(form, (VolunteerField(code), synonym))
    return found


@cache
def _long_synonyms() -> tuple[str, ...]:
    return tuple(word for word in _synonyms() if len(word) >= _SHORTEST_FUZZY)


def _letters(index: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
