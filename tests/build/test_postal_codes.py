"""The list of postal codes: made from GeoNames' columns, and told where it is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import postal_codes
from desktop.paths import resource

ROWS = (
    "AT\t71254\tDorf\tTirol\t07\t\t\t\t\t47.1\t11.1\t6\n"
    "DE\t71255\tNeudorf\tBaden-Württemberg\tBW\t\t\t\t\t48.5\t9.1\t4\n"
    "DE\t71254\tAltdorf\tBaden-Württemberg\tBW\t\t\t\t\t48.1004\t9.2\t4\n"
    "DE\t71254\tWeiler\tBaden-Württemberg\tBW\t\t\t\t\t48.2\t9.3\t\n"
)


def test_each_german_code_has_the_mean_of_its_places() -> None:
    assert postal_codes.middles(ROWS.splitlines()) == {"71254": (48150, 9250), "71255": (48500, 9100)}


def test_the_file_is_written_whole_with_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "DE.txt", tmp_path / "postal_codes.tsv"
    source.write_text(ROWS, encoding="utf-8")
    monkeypatch.setattr(postal_codes, "TARGET", target)
    assert postal_codes.main([str(source)]) == 0
    assert target.read_text(encoding="utf-8") == f"{postal_codes.HEAD}71254\t48150\t9250\n71255\t48500\t9100\n"
    assert list(tmp_path.glob("*.new")) == []


def test_without_a_list_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert postal_codes.main([]) == 2
    assert "python -m build.postal_codes SOURCE" in capsys.readouterr().out


def test_the_shipped_file_and_the_notices_name_source_and_licence() -> None:
    """CC BY 4.0 asks for the name of the source, the licence and that it was changed."""
    shipped = resource("places", "postal_codes.tsv").read_text(encoding="utf-8")
    assert shipped.startswith(postal_codes.HEAD)
    notices = resource("licences", "HINWEISE.md").read_text(encoding="utf-8")
    assert "GeoNames" in notices
    assert "creativecommons.org/licenses/by/4.0" in notices
