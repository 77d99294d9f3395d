"""A hand-over file → `IncomingList`: its fields, and every row accounted for."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence

from desktop import paths
from desktop.casework.handover.incoming import Field, IncomingList, IncomingPerson, UnreadableRow
from desktop.casework.list_rows import IgnoredRow
from desktop.exchange import content
from desktop.exchange.found_list import FoundList, find, find_apart, ignored_row, lines_of
from desktop.exchange.layout import Layout, ListKind
from desktop.exchange.list_file import read_tables
from desktop.exchange.rows import read_person, split_districts
from desktop.exchange.table import Table


def _synonyms() -> Mapping[str, Sequence[str]]:
    text = paths.resource("catalogue", "handover_headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


HANDOVER = ListKind(
    fields=Field,
    whole_name=Field.NAME,
    family_name=Field.FAMILY_NAME,
    given_names=Field.GIVEN_NAMES,
    birth=Field.BIRTH,
    several=frozenset({Field.PHONE, Field.LANGUAGES, Field.REMARK}),
    remarks=Field.REMARK,
    synonyms=_synonyms,
    no_list="In der Datei wurde keine Liste mit Namen gefunden: Bitte die Übergabeliste wählen.",
    only_names="In der Datei wurde außer Namen nichts erkannt: Bitte die Übergabeliste wählen.",
    lines_between=True,
    fitness=content.fitness,
    by_content=content.fields_by_content,
    number=Field.NUMBER,
    family_number=Field.FAMILY_NUMBER,
)
"""A county's list of the people it hands over."""


def open_list(data: bytes) -> FoundList[Field]:
    """Find the list in a file whose bytes are our own or were looked at before; raises ImportFileError."""
    return find_list(read_tables(data))


def open_list_apart(data: bytes, cancelled: Callable[[], bool] = lambda: False) -> FoundList[Field]:
    """Find the list in a stranger's file, which another process reads (security.md T24); raises ImportFileError."""
    return find_apart(data, HANDOVER, cancelled)


def find_list(tables: tuple[Table, ...]) -> FoundList[Field]:
    """Find the list on the sheets of a file; raises ImportFileError."""
    return find(tables, HANDOVER)


def read_list(
    source: FoundList[Field], layout: Layout[Field] | None = None, *, home_town: str = ""
) -> IncomingList:
    """Read every row. `layout` is the user's when columns were adjusted; `home_town` helps to tell parts of town."""
    layout = layout or source.layout
    persons: list[IncomingPerson] = []
    unreadable: list[UnreadableRow] = []
    ignored: list[IgnoredRow] = []
    cells = {}
    for line, reason in lines_of(source.table, layout):
        if reason:
            ignored.append(ignored_row(line, reason))
            continue
        cells[line.number] = layout.texts(line)
        person = read_person(line, layout)
        if person.name.value is None:
            unreadable.append(UnreadableRow(line.number, person.name.note or "Der Name fehlt."))
        else:
            persons.append(person)
    return IncomingList(
        sender=source.sender,
        as_of=source.as_of,
        headings=tuple(column.shown for column in layout.columns),
        persons=tuple(split_districts(persons, home_town)),
        unreadable=tuple(unreadable),
        ignored=tuple(ignored),
        cells=cells,
    )
