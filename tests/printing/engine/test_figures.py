"""Icons, QR codes and boxes as vectors."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml.ElementTree import ParseError

from desktop.paths import resource
from desktop.printing.engine import CheckBox, Document, Frame, Icon, QrCode
from desktop.printing.engine.svg import icon
from tests.printing.engine.engine_pdf import page_image

_ICONS = sorted(resource("icons").glob("*.svg"))
_PAGE = Frame(size=(100.0, 100.0), left=10, right=10, top=10, bottom=10)


def _svg(path: Path, body: str) -> Path:
    file = path / "icon.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{body}</svg>', encoding="utf-8")
    return file


def _box(file: Path) -> tuple[int, int, int, int]:
    """Where ink lies on a page of 100 points with the icon at 80 points, in points."""
    document = Document("Probe", frame=_PAGE)
    document.add(Icon(file, 80))
    found = page_image(document.finish(), dpi=72).point(lambda value: 255 if value < 128 else 0).getbbox()
    assert found is not None
    return found


@pytest.mark.parametrize("file", _ICONS, ids=lambda file: file.stem)
def test_every_bundled_icon_can_be_drawn_inside_its_square(file: Path) -> None:
    left, top, right, bottom = _box(file)
    assert 9 <= left < right <= 91
    assert 9 <= top < bottom <= 91
    assert max(right - left, bottom - top) >= 20


@pytest.mark.parametrize(
    ("body", "box"),
    [
        ('<path d="M2 12h20"/>', (2, 12, 22, 12)),
        ('<path d="m2 2 20 20"/>', (2, 2, 22, 22)),
        ('<path d="M4 4V20"/>', (4, 4, 4, 20)),
        ('<path d="M12 2a10 10 0 0110 10"/>', (12, 2, 22, 12)),
        ('<path d="M12 2a10 10 0 1 0 10 10"/>', (2, 2, 22, 22)),
        ('<path d="M2 12q10-20 20 0"/>', (2, 2, 22, 12)),
        ('<path d="M2 12c0-10 20-10 20 0z"/>', (2, 4.5, 22, 12)),
        ('<path d="M2 12Q7 4 12 12T22 12"/>', (2, 8, 22, 16)),
        ('<path d="M2 12C2 6 12 6 12 12S22 18 22 12"/>', (2, 7.5, 22, 16.5)),
        ('<circle cx="12" cy="12" r="5"/>', (7, 7, 17, 17)),
        ('<ellipse cx="12" cy="12" rx="9" ry="3"/>', (3, 9, 21, 15)),
        ('<rect x="3" y="6" width="18" height="8" rx="2"/>', (3, 6, 21, 14)),
        ('<line x1="5" y1="5" x2="10" y2="20"/>', (5, 5, 10, 20)),
        ('<polyline points="4,4 20,4 20,9"/>', (4, 4, 20, 9)),
        ('<polygon points="4 4 20 4 12 18"/>', (4, 4, 20, 18)),
    ],
)
def test_shapes_lie_where_svg_puts_them(tmp_path: Path, body: str, box: tuple[float, ...]) -> None:
    scale = 80 / 24
    wanted = [10 + value * scale for value in box]
    half = scale  # half the stroke of 2 units
    found = _box(_svg(tmp_path, body))
    for own, want, sign in zip(found, wanted, (-1, -1, 1, 1), strict=True):
        assert own == pytest.approx(want + sign * half, abs=2.6)


@pytest.mark.parametrize(
    "body",
    ['<text x="1" y="1">a</text>', '<g><path transform="scale(2)" d="M0 0"/></g>', '<path d="M1"/>', '<path d="5 5"/>'],
)
def test_an_icon_that_would_be_drawn_wrong_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(ValueError, match=r"simple shape|ends early|without a command"):
        icon(_svg(tmp_path, body))


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParseError):
        icon(_svg(tmp_path, "<path"))


def test_a_qr_code_reads_back_as_it_was_written(optional_program: Callable[[str], str], tmp_path: Path) -> None:
    text = "BEGIN:VEVENT\nDTSTART:20261214T090000\nSUMMARY:Gespräch mit Frau Şahin\nEND:VEVENT"
    program = optional_program("zbarimg")
    document = Document("Probe")
    document.add(QrCode(text, "Termin", 110))
    image = tmp_path / "page.png"
    page_image(document.finish(), dpi=200).save(image)
    read = subprocess.run([program, "--quiet", "--raw", "-Sbinary", str(image)], capture_output=True, check=True)
    assert read.stdout.decode("utf-8").strip() == text


def test_a_ticked_box_has_more_ink() -> None:
    def ink(ticked: bool) -> int:
        document = Document("Probe", frame=_PAGE)
        document.add(CheckBox(40, ticked=ticked))
        return sum(page_image(document.finish(), dpi=72).histogram()[:128])

    assert ink(ticked=True) > ink(ticked=False) * 1.2
