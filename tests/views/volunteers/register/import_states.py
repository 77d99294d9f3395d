"""The page that reads a list of volunteers, step by step, as the page walk looks at it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.views.imports.import_page import ImportPage
from desktop.views.volunteers.register.import_page import volunteer_import_page

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

ROWS = (
    ("Name", "Vorname", "Geb.", "PLZ Ort", "Telefon", "E-Mail", "Einsatzbereich", "Sprachen", "Verfügbarkeit",
     "Helferkreis", "Schuhgröße"),
    ("Roth", "Eva", "04.05.1970", "77777 Musterlingen", "07777 100", "eva@example.org", "Nachhilfe, Zaubern",
     "Deutsch MS, Arabisch (gut)", "Mo, Mi nachmittags; nach Absprache", "Nord", "39"),
    ("Öztürk", "Selin", "1985", "77777 Musterlingen", "07777 200", "", "Dolmetschen", "Türkisch MS, Deutsch C1",
     "Sa 9-12", "", ""),
    ("Wagner", "Gerda", "24.12.1958", "77777 Musterlingen", "07777 123456", "", "Sprachcafé", "Deutsch", "", "", ""),
    ("Maier", "Hans", "", "", "", "", "", "", "", "", ""),
    ("", "", "", "", "07777 300", "", "", "", "", "", ""),
)  # fmt: skip
"""Somebody new with doubts, somebody new, somebody known, somebody unclear, and a row without a name."""


def list_file(folder: Path) -> Path:
    """The list as a CSV file."""
    path = folder / "Ehrenamtliche 2026.csv"
    path.write_bytes("\r\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS).encode("utf-8-sig"))
    return path


def at_file(stage: Stage) -> ImportPage:
    """A list was found in a file."""
    with stage.vault.session() as session:
        actor = stage.work.actor
        create_volunteer(session, actor, VolunteerFacts("Wagner", "Gerda", birth_year=1958))
        create_volunteer(session, actor, VolunteerFacts("Maier", "Hans"))
    page = volunteer_import_page(stage.work, stage.drafts, stage.places)
    page.show_target(list_file(stage.vault.files.folder))
    return page


def at_sheets(stage: Stage) -> ImportPage:
    """A list was taken over before; another file holds lists on two sheets."""
    page = at_result(stage)
    page.job.start_anew()
    book = Workbook()
    first = book.active
    assert first is not None
    for sheet in (first, book.create_sheet("Warteliste")):
        for row in ROWS:
            sheet.append(row)
    path = stage.vault.files.folder / "Ehrenamtliche mit Warteliste.xlsx"
    book.save(path)
    page.show_target(path)
    return page


def at_columns(stage: Stage) -> ImportPage:
    """What the columns mean."""
    page = at_file(stage)
    page.go_on()
    return page


def at_preview(stage: Stage) -> ImportPage:
    """What every row would become."""
    page = at_columns(stage)
    page.go_on()
    return page


def at_result(stage: Stage) -> ImportPage:
    """The list is in the register."""
    page = at_preview(stage)
    page.go_on()
    return page
