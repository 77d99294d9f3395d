"""What the preview of a list of volunteers shows of a row: every cell with its reading, each doubt at its cell."""

from __future__ import annotations

from desktop.casework.handover.incoming import Certainty
from desktop.exchange.found_list import find
from desktop.exchange.list_file import read_tables
from desktop.exchange.table import Line, Table, Uncalculated
from desktop.exchange.volunteer_list import VOLUNTEERS, read_volunteers
from desktop.models.cell_lines import CellLine
from desktop.models.volunteer_cells import volunteer_cell_lines

HEADING = "Name;Vorname;Geb.;PLZ Ort;Einsatzbereich;Sprachen;Verfügbarkeit;Std./Woche;Auto;Helferkreis;Schuhgröße"


def cells(row: str, unknown_group: str = "") -> dict[str, CellLine]:
    return cells_of(read_tables(f"{HEADING}\n{row}\n".encode()), unknown_group)


def cells_of(tables: tuple[Table, ...], unknown_group: str = "") -> dict[str, CellLine]:
    source = find(tables, VOLUNTEERS)
    (incoming,) = read_volunteers(source).rows
    return {line.heading: line for line in volunteer_cell_lines(incoming, source.layout, unknown_group)}


def test_every_cell_says_what_it_was_read_as() -> None:
    found = cells("Roth;Eva;1970;77777 Musterlingen;Nachhilfe;Arabisch (gut);Di 16-18;2,5;x;Nord;39")
    assert {line.heading: line.reading for line in found.values()} == {
        "Name": "Roth", "Vorname": "Eva", "Geb.": "1970", "PLZ Ort": "77777 Musterlingen",
        "Einsatzbereich": "Lernpatenschaft für ein Kind", "Sprachen": "Arabisch (gut)",
        "Verfügbarkeit": "Di 16:00–18:00", "Std./Woche": "2,5 Std.", "Auto": "ja", "Helferkreis": "", "Schuhgröße": "",
    }  # fmt: skip
    assert {line.certainty for line in found.values()} == {Certainty.SURE, None}
    assert found["Schuhgröße"].meaning == "", "nobody reads it"


def test_a_doubt_stands_at_its_cell_and_names_the_part() -> None:
    found = cells("Roth;Eva;;;Nachhilfe, Zaubern;;nach Absprache;;;;")
    assert found["Einsatzbereich"].note.startswith("„Zaubern“: ")
    assert found["Einsatzbereich"].certainty is Certainty.UNSURE
    assert found["Verfügbarkeit"].note == "Nicht verstanden, steht wörtlich in der Notiz."


def test_a_group_that_does_not_exist_is_told_at_its_cell() -> None:
    found = cells("Roth;Eva;;;;;;;;Nord;", "Den Helferkreis „Nord“ gibt es noch nicht.")
    assert (found["Helferkreis"].certainty, found["Helferkreis"].note) == (
        Certainty.UNSURE, "Den Helferkreis „Nord“ gibt es noch nicht.",
    )  # fmt: skip


def test_a_name_that_cannot_be_read_is_marked() -> None:
    lines = (Line(1, ("Name", "Vorname", "Telefon")), Line(2, (Uncalculated.FORMULA, "Eva", "07777 9")))
    found = cells_of((Table("Liste", lines),))
    assert found["Name"].certainty is Certainty.UNREADABLE
    assert found["Telefon"].certainty is Certainty.SURE
