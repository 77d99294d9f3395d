"""Lists as counties might send them, made in memory."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook

from desktop.paths import resource

Rows = Sequence[Sequence[object]]


@pytest.fixture(autouse=True)
def _fixed_day(fixed_clock: dt.date) -> None:
    """Two-digit years and „liegt in der Zukunft“ hang on the day."""


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    """`sample("csv")`, `sample("xlsx")`: the county's list as shipped."""
    return lambda ending: resource("samples", f"uebergabeliste.{ending}").read_bytes()


@pytest.fixture
def xlsx() -> Callable[..., bytes]:
    """`xlsx(rows, Blatt2=rows, merged=("A2:A4",))`: a workbook; the first rows stand on „Liste“."""

    def make(rows: Rows, merged: Sequence[str] = (), **more: Rows) -> bytes:
        workbook = Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.title = "Liste"
        for row in rows:
            sheet.append(list(row))
        for reference in merged:
            sheet.merge_cells(reference)
        for name, other in more.items():
            extra = workbook.create_sheet(name)
            for row in other:
                extra.append(list(row))
        buffer = io.BytesIO()
        workbook.save(buffer)
        return buffer.getvalue()

    return make
