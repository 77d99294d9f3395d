"""What the import page shows without a widget: lines in families, cells with their readings, column problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.modeltest import ModelTester
from sqlalchemy.orm import Session

from desktop.casework.handover.comparing import preview_list
from desktop.casework.handover.incoming import Certainty, Field
from desktop.casework.handover.outcome import Counts, Outcome, Preview, PreviewRow
from desktop.casework.list_rows import Decision, RowDecision
from desktop.casework.rights import Actor
from desktop.exchange.found_list import FoundList
from desktop.exchange.handover_list import HANDOVER, open_list, read_list
from desktop.models.cell_lines import CellLine
from desktop.models.handover_import import HANDOVER_IMPORT, LineState, handover_table, import_lines
from desktop.models.import_columns import confidence
from desktop.models.import_file import LEFT_OUT, open_file, reasons_of_rejected
from desktop.models.import_list import ListInHand, drafted_columns, drafted_decisions, list_draft
from desktop.models.import_readings import cell_lines
from desktop.models.import_table import ImportLine
from desktop.paths import resource

HEADING = "Fam.-Nr.;Familienname;Vorname;Geb.-Datum;Staatsang.;Sprachen;Deutsch;Straße;PLZ;Ort;Kennung Z"


def opened(*lines: str) -> FoundList[Field]:
    return open_list("\n".join([HEADING, *lines]).encode())


def cells(*values: str) -> dict[str, CellLine]:
    source = opened(";".join(values), "2;Jallow;Ebrima;13.10.1968;gambisch;Mandinka;A1;Talstr. 1;70000;Musterlingen;")
    return {line.heading: line for line in cell_lines(read_list(source), source.layout, 2)}


def test_a_name_over_two_columns_is_read_part_by_part() -> None:
    found = cells("1", "Issa", "Rania", "27.01.2001", "syrisch", "Arabisch", "B1", "Weg 1", "70000", "Ort", "")
    assert (found["Familienname"].reading, found["Vorname"].reading) == ("Issa", "Rania")
    assert (found["Straße"].reading, found["PLZ"].reading, found["Ort"].reading) == ("Weg 1", "70000", "Ort")


def test_what_is_doubtful_is_marked_and_said_once() -> None:
    found = cells("1", "Issa", "Rania", "1999", "syrisch", "Arabisch", "A1/A2", "", "70000", "Ort", "")
    assert found["Deutsch"].certainty is Certainty.UNSURE
    assert found["Deutsch"].reading == "A1"
    assert [line.note for line in found.values()].count("Die Straße fehlt.") == 1


@pytest.mark.parametrize(
    ("heading", "text", "reading"),
    [
        ("Staatsang.", "syrisch, staatenlos", "Syrien, staatenlos"), ("Sprachen", "Mandinka/ Wolof", "Mandinka, Wolof"),
        ("Deutsch", "B1 (DTZ 06/26)", "B1, Nachweis DTZ 06.2026"), ("Deutsch", "in Kurs A2", "besucht Kurs A2"),
        ("Deutsch", "Alpha", "Alphabetisierung"),
    ],
)  # fmt: skip
def test_codes_are_read_aloud_in_german(heading: str, text: str, reading: str) -> None:
    values = {"Familienname": "Issa", "Vorname": "Rania", "Geb.-Datum": "27.01.2001", heading: text}
    found = cells(*[values.get(name, "") for name in HEADING.split(";")])
    assert reading in found[heading].reading


def test_a_column_nobody_reads_shows_its_text_only() -> None:
    found = cells("1", "Issa", "Rania", "27.01.2001", "", "", "", "", "", "", "Z-4")
    line = found["Kennung Z"]
    assert (line.original, line.meaning, line.reading, line.certainty) == ("Z-4", "", "", None)


def test_a_row_that_is_no_person_has_no_cells() -> None:
    source = open_list(resource("samples", "uebergabeliste.xlsx").read_bytes())
    incoming = read_list(source)
    assert cell_lines(incoming, source.layout, incoming.ignored[0].row) == ()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_line_of_a_sample_is_one_line_of_the_table(
    session: Session, actor: Actor, ending: str, fixed_clock: object
) -> None:
    incoming = read_list(open_list(resource("samples", f"uebergabeliste.{ending}").read_bytes()))
    lines = import_lines(preview_list(session, actor, incoming), incoming, {})
    assert len(lines) == incoming.rows + len(incoming.ignored)
    assert len({line.row for line in lines}) == len(lines)
    numbers = [line.family for line in lines if line.family]
    assert [number for place, number in enumerate(numbers) if number in numbers[:place]
            and numbers[place - 1] != number] == [], "no family is torn apart"  # fmt: skip


def test_the_table_is_a_sound_model_and_says_everything_in_words(
    session: Session, actor: Actor, fixed_clock: object, qapp: object, qtmodeltester: ModelTester
) -> None:
    incoming = read_list(open_list(resource("samples", "uebergabeliste.xlsx").read_bytes()))
    owner = QObject()
    table = handover_table(owner)
    table.set_rows(import_lines(preview_list(session, actor, incoming), incoming, {}))
    qtmodeltester.check(table)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    last = next(place for place, row in enumerate(table.rows) if row.state is LineState.DUPLICATE)
    said = [table.index(last, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(7)]
    assert said[1] == "Familie: 09, 3 von 3"
    assert said[4] == "Zustand: mögliche Dublette"
    assert said[6] == "Entscheidung: auslassen"


def test_years_sort_before_days_in_the_column_of_birth(qapp: object) -> None:
    owner = QObject()
    birth = handover_table(owner).columns[3]
    source = opened("1;A;B;03.05.1990;;;;;;;", "1;C;D;unbek. (ca. 1985);;;;;;;", "1;E;F;01.01.1987;;;;;;;")
    incoming = read_list(source)
    assert [person.birth.value.german for person in incoming.persons if person.birth.value] == [
        "03.05.1990", "ca. 1985", "01.01.1987 (?)"
    ]  # fmt: skip
    order = {"1990-05-03", "1985", "1987-01-01"}
    assert {birth.raw(line) for line in _lines_without_vault(source)} == order


def _lines_without_vault(source: FoundList[Field]) -> list[ImportLine]:
    incoming = read_list(source)
    rows = tuple(
        PreviewRow(person.row, "x", person.birth.value.german if person.birth.value else "", "", Outcome.NEW,
                   Decision.CREATE)
        for person in incoming.persons
    )  # fmt: skip
    return list(import_lines(Preview(rows, Counts.of(rows, 0)), incoming, {}))


def test_what_stands_against_the_columns_is_named() -> None:
    layout = opened("1;Issa;Rania;27.01.2001;syrisch;Arabisch;B1;Weg 1;70000;Ort;Z").layout
    assert layout.problems() == {}
    assert layout.adjusted({10: Field.REMARK, 6: Field.REMARK}).problems() == {}, "remarks are joined"
    assert list(layout.adjusted({10: Field.BIRTH}).problems()) == [10]
    assert "keine" in layout.adjusted({1: None}).problems()[-1].casefold()
    assert "zweimal" in layout.adjusted({10: Field.NAME}).problems()[-1]


def test_every_confidence_has_a_word() -> None:
    source = opened("1;Issa;Rania;27.01.2001;syrisch;Arabisch;B1;Weg 1;70000;Ort;Z")
    found = {column.heading: confidence(column)[0] for column in source.layout.columns}
    assert found["Geb.-Datum"] == "sicher"
    assert found["Kennung Z"] == "wird nicht gelesen"


def test_rejected_rows_carry_the_reason_that_fits(session: Session, actor: Actor, fixed_clock: object) -> None:
    source = opened("1;Issa;Rania;27.01.2001;;;;;;;", "1;Issa;Rania;27.01.2001;;;;;;;", "2;Omar;Ali;01.02.1999;;;;;;;")
    preview = preview_list(session, actor, read_list(source))
    decisions = {4: RowDecision(Decision.LEAVE)}
    assert reasons_of_rejected(preview.rows, decisions) == {3: "Zeile 2 nennt dieselbe Person.", 4: LEFT_OUT}


def test_a_draft_names_the_file_and_the_decisions_but_nobody(tmp_path: Path, session: Session, actor: Actor,
                                                             fixed_clock: object) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(f"{HEADING}\n1;Issa;Rania;27.01.2001;;;;;;;\n", encoding="utf-8")
    file = open_file(path, HANDOVER)
    held = ListInHand(HANDOVER_IMPORT, file, adjusted={10: Field.REFERENCE, 3: None})
    held.arrange_columns()
    held.incoming = read_list(file.source)
    held.preview = preview_list(session, actor, held.incoming)
    held.decide(frozenset({2}), Decision.LEAVE)
    draft = list_draft(held)
    assert draft is not None
    assert "Issa" not in str(draft)
    assert drafted_columns(draft, Field) == held.adjusted
    assert drafted_decisions(draft) == {2: RowDecision(Decision.LEAVE)}
    held.decide(frozenset({2}), Decision.CREATE)
    assert held.decisions == {}, "the proposal again is no decision"
