"""Looks into documents: thumbnails, pages, what is refused, and pictures as pages of a PDF."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QImage

from desktop.errors import CaseworkError
from desktop.exchange.picture_pages import turned
from desktop.models.attachment_pictures import SIDE, as_pdf, first_look, jpeg_colours

ORIENTATION = 0x0112
RED, WHITE = (250, 0, 0), (255, 255, 255)
#: Exif orientation -> where the corner that is red in the stored picture stands on the page.
CORNER = {1: "left top", 2: "right top", 3: "right bottom", 4: "left bottom",
          5: "left top", 6: "right top", 7: "right bottom", 8: "left bottom"}  # fmt: skip


def marked(size: tuple[int, int] = (600, 400), mode: str = "RGB") -> Image.Image:
    """White with a red corner at the left top."""
    picture = Image.new("RGB", size, WHITE)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=RED)
    return picture.convert(mode)


def saved(picture: Image.Image, form: str, **more: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **more)
    return target.getvalue()


def turned_photo(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return saved(marked(), "JPEG", exif=exif, quality=95)


def pdf(pages: int = 2, **security: Any) -> bytes:
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        target = io.BytesIO()
        made.save(target, **security)
        return target.getvalue()


def shown(made: bytes | bytearray, page: int = 0) -> Image.Image:
    """A page as another program than ours shows it."""
    with pypdfium2.PdfDocument(bytes(made)) as document:
        picture = document[page].render(scale=1).to_pil().convert("RGB")
        assert isinstance(picture, Image.Image)
        return picture


def corner_of(picture: Image.Image) -> str:
    """Which corner is the coloured one."""
    grey = picture.convert("RGB").split()[1]
    wide, high = grey.size
    places = {
        f"{side} {level}": grey.getpixel((round(wide * x), round(high * y)))
        for side, x in (("left", 0.15), ("right", 0.85)) for level, y in (("top", 0.15), ("bottom", 0.85))
    }  # fmt: skip
    return min(places, key=lambda place: places[place])  # type: ignore[arg-type,return-value]  # a grey value


@pytest.mark.parametrize("orientation", CORNER)
def test_a_photo_stands_as_it_was_held(orientation: int) -> None:
    raw = turned_photo(orientation)
    look = first_look(raw, "image/jpeg", "a.jpg")
    small = Image.open(io.BytesIO(look.thumbnail))
    page = shown(as_pdf(raw, "image/jpeg"))
    assert corner_of(small) == corner_of(page) == CORNER[orientation]
    assert (small.width > small.height) == (page.width > page.height) == (orientation < 5)


@pytest.mark.parametrize(
    ("form", "mode", "media_type"),
    [
        ("JPEG", "RGB", "image/jpeg"), ("JPEG", "L", "image/jpeg"), ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGB", "image/png"), ("PNG", "L", "image/png"), ("PNG", "P", "image/png"), ("PNG", "RGBA", "image/png"),
        ("PNG", "1", "image/png"), ("TIFF", "RGB", "image/tiff"), ("TIFF", "L", "image/tiff"),
        ("TIFF", "1", "image/tiff"),
    ],
)  # fmt: skip
def test_every_kind_of_picture_is_shown(form: str, mode: str, media_type: str) -> None:
    raw = saved(marked((301, 203), mode), form)
    look = first_look(raw, media_type, "a")
    assert look.pages == 1
    assert corner_of(Image.open(io.BytesIO(look.thumbnail))) == "left top"
    page = shown(as_pdf(raw, media_type))
    assert corner_of(page) == "left top"
    assert {page.width, page.height} == {842, 595} or {page.width, page.height} == {842, 596}


def test_a_photo_goes_into_the_pages_as_it_is() -> None:
    raw = saved(Image.effect_noise((400, 300), 80).convert("RGB"), "JPEG")
    assert raw in as_pdf(raw, "image/jpeg")
    assert (jpeg_colours(raw), jpeg_colours(raw[:2])) == (3, 0)


def test_what_is_transparent_is_paper() -> None:
    raw = saved(Image.new("RGBA", (100, 100), (0, 0, 0, 0)), "PNG")
    thumbnail = Image.open(io.BytesIO(first_look(raw, "image/png", "a").thumbnail)).convert("RGB")
    assert thumbnail.getpixel((50, 50)) == WHITE
    assert shown(as_pdf(raw, "image/png")).getpixel((300, 400)) == WHITE


def test_all_pages_of_a_fax_are_shown() -> None:
    others = [marked(mode="L"), marked((400, 600), "1")]
    raw = saved(marked(), "TIFF", save_all=True, append_images=others)
    assert first_look(raw, "image/tiff", "a").pages == 3
    pages = as_pdf(raw, "image/tiff")
    assert [corner_of(shown(pages, page)) for page in range(3)] == ["left top"] * 3


@pytest.mark.parametrize("size", [(3000, 200), (200, 3000), (20, 10), (2000, 1)])
def test_a_thumbnail_is_small_and_never_larger_than_the_picture(size: tuple[int, int]) -> None:
    small = QImage.fromData(first_look(saved(marked(size), "PNG"), "image/png", "a").thumbnail)
    assert max(small.width(), small.height()) == min(SIDE, max(size))
    assert min(small.width(), small.height()) >= 1


def test_a_pdf_is_counted_pictured_and_left_alone() -> None:
    raw = pdf(3)
    look = first_look(raw, "application/pdf", "a.pdf")
    assert look.pages == 3
    assert max(Image.open(io.BytesIO(look.thumbnail)).size) == SIDE
    assert as_pdf(raw, "application/pdf") is raw


def test_a_pdf_with_a_password_says_so_and_one_without_is_taken() -> None:
    with pytest.raises(CaseworkError, match=r"„a\.pdf“ ist mit einem Kennwort geschützt"):
        first_look(pdf(encryption=pikepdf.Encryption(user="geheim", owner="x")), "application/pdf", "a.pdf")
    assert first_look(pdf(encryption=pikepdf.Encryption(user="", owner="x")), "application/pdf", "a.pdf").pages == 2


@pytest.mark.parametrize("broken", [b"%PDF-1.7 nothing", pdf()[:60]])
def test_a_damaged_pdf_is_refused(broken: bytes) -> None:
    with pytest.raises(CaseworkError, match="beschädigt"):
        first_look(broken, "application/pdf", "a.pdf")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    raw = saved(Image.new("1", (9000, 9000)), "PNG")
    assert len(raw) < 100_000
    with pytest.raises(CaseworkError, match="zu viele Bildpunkte"):
        first_look(raw, "image/png", "a.png")


def test_turning_turns_every_page_and_a_broken_pdf_is_a_sentence() -> None:
    pages = as_pdf(saved(marked(), "PNG"), "image/png")
    assert corner_of(shown(turned(pages, 90))) == "right top"
    assert corner_of(shown(turned(turned(pages, 90), -90))) == "left top"
    with pytest.raises(CaseworkError, match="nicht drehen"):
        turned(b"%PDF-", 90)


def test_several_threads_look_at_once() -> None:
    raws: list[tuple[bytes, str]] = [(pdf(1), "application/pdf"), (turned_photo(6), "image/jpeg")] * 8
    random.Random(1).shuffle(raws)
    look: Callable[[tuple[bytes, str]], int] = lambda raw: first_look(raw[0], raw[1], "a").pages  # noqa: E731  for map
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, raws)) == [1] * 16
