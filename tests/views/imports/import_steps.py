"""The import page brought to each of its steps, for the walk, the pictures and the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.paths import resource
from desktop.views.imports.handover_page import handover_page
from desktop.views.imports.import_page import ImportPage
from desktop.views.places import Places

XLSX = resource("samples", "uebergabeliste.xlsx")
CSV = resource("samples", "uebergabeliste.csv")


class Offers(Protocol):
    """What a page of the import is made from; the stage of the walk has it."""

    work: Work
    drafts: Drafts
    places: Places


def at_file(stage: Offers) -> ImportPage:
    page = handover_page(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def with_file(stage: Offers, path: Path = XLSX) -> ImportPage:
    page = at_file(stage)
    page.job.open_file(path)
    return page


def at_columns(stage: Offers, path: Path = XLSX) -> ImportPage:
    page = with_file(stage, path)
    page.go_on()
    return page


def at_preview(stage: Offers, path: Path = XLSX) -> ImportPage:
    page = at_columns(stage, path)
    page.go_on()
    return page


def at_result(stage: Offers, path: Path = XLSX) -> ImportPage:
    page = at_preview(stage, path)
    page.go_on()
    return page
