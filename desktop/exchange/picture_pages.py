"""Pictures as the pages of a PDF in memory, so that scans are shown, turned and printed like any other document.

Loads pikepdf, some 9 MB: whoever imports this does so inside a function.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import pikepdf

from desktop.errors import CaseworkError
from desktop.exchange.picture import Picture

_A4 = (595.276, 841.89)  # points
_MARGIN = 14.2  # points: 5 mm, which most printers cannot print on


def pdf_of_pictures(pictures: Iterable[Picture]) -> bytes:
    """One page of A4 each, upright or across as suits the picture."""
    with pikepdf.new() as pdf:
        for picture in pictures:
            pdf.pages.append(_page(pdf, picture))
        return _saved(pdf)


def turned(pdf: bytes | bytearray, degrees: int) -> bytes:
    """All pages turned clockwise by a multiple of 90. Raises CaseworkError for a PDF that cannot be taken apart."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for page in opened.pages:
                page.rotate(degrees, relative=True)
            return _saved(opened)
    except pikepdf.PdfError:
        raise CaseworkError("Dieses PDF lässt sich nicht drehen; es wird gezeigt, wie es ist.") from None


def _page(pdf: Any, picture: Picture) -> Any:  # noqa: ANN401  pikepdf is not typed here
    width, height = _A4[::-1] if picture.width > picture.height else _A4
    scale = min((width - 2 * _MARGIN) / picture.width, (height - 2 * _MARGIN) / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    matrix = f"q {wide:.3f} 0 0 {high:.3f} {(width - wide) / 2:.3f} {(height - high) / 2:.3f} cm /P Do Q"
    return pikepdf.Page(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=[0, 0, round(width, 3), round(height, 3)], Rotate=picture.turn,
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=_image(pdf, picture))),
            Contents=pdf.make_stream(matrix.encode("ascii")),
        )
    )  # fmt: skip


def _image(pdf: Any, picture: Picture) -> Any:  # noqa: ANN401  as above
    name = pikepdf.Name
    return pdf.make_stream(
        picture.data, Type=name.XObject, Subtype=name.Image, Width=picture.width, Height=picture.height,
        ColorSpace=name.DeviceGray if picture.is_grey else name.DeviceRGB, BitsPerComponent=8,
        Filter=name.DCTDecode if picture.is_jpeg else name.FlateDecode, Interpolate=True,
    )


def _saved(pdf: Any) -> bytes:  # noqa: ANN401  as above
    target = io.BytesIO()
    pdf.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()
