"""A scanned page as pixels, between Qt's readers and the PDF it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """One picture, 8 bit each colour: a whole JPEG (`is_jpeg`) or rows of pixels packed by zlib."""

    width: int
    height: int
    data: bytes = field(repr=False)
    is_jpeg: bool
    is_grey: bool
    turn: int = 0
    """How far it must be turned to stand upright: 0, 90, 180 or 270 degrees clockwise."""
