"""Takes out of a photo what its camera wrote beside the picture: place, device, time, small previews, attached films.

The picture itself stays bit for bit; only how it is turned is written anew. PRIVACY (Art. 5 Abs. 1 c DSGVO): where a
client was when a paper was photographed is nothing the office needs.

Sources: ITU-T T.81 Annex B (markers of JPEG), Exif 2.32 section 4 (orientation), PNG specification 3rd ed. sections 5
and 11 (chunks).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_RESTARTS = range(0xD0, 0xD8)
_EXIF, _COLOURS = b"Exif\x00\x00", b"ICC_PROFILE\x00"
_ORIENTATION = 0x0112
_PNG_TOLD = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"))
_PNG_SIGNATURE_BYTES = 8


def clean_jpeg(data: bytearray) -> bool:
    """Clean `data` in place; whether anything was taken out. Raises ValueError for a picture that is cut off."""
    end = _end_of_picture(data)
    told = [(start, stop) for marker, start, stop in _segments(data) if _tells(data, marker, start)]
    turned = max((_orientation(data, start, stop) for start, stop in told), default=1)
    turn_alone = _orientation_segment(turned)
    cleaned = end < len(data) or any(data[start:stop] != turn_alone for start, stop in told)
    del data[end:]
    for start, stop in reversed(told):
        del data[start:stop]
    if turned > 1:
        place = next((stop for marker, _, stop in _segments(data) if marker == _APP0), 2)
        data[place:place] = turn_alone
    return cleaned


def clean_png(data: bytearray) -> bool:
    """Clean `data` in place; whether anything was taken out. Raises ValueError for a picture that is cut off."""
    chunks = list(_chunks(data))
    if not chunks or chunks[-1][0] != b"IEND":
        raise ValueError("no last chunk")
    told = [(start, stop) for kind, start, stop in chunks if kind in _PNG_TOLD]
    end = chunks[-1][2]
    cleaned = bool(told) or end < len(data)
    del data[end:]
    for start, stop in reversed(told):
        del data[start:stop]
    return cleaned


def _segments(data: bytearray) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment before the first scan."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # fill byte
            place += 1
            continue
        if marker in (_START_OF_SCAN, _END_OF_IMAGE):
            return
        stop = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        yield marker, place, stop
        place = stop


def _tells(data: bytearray, marker: int, start: int) -> bool:
    """Whether a segment is about more than how to decode the picture and show its colours."""
    if marker == _APP2:
        return not data.startswith(_COLOURS, start + 4)
    return marker == _COMMENT or (_APP1 <= marker <= _APP15 and marker != _APP14)


def _end_of_picture(data: bytearray) -> int:
    """Where the first picture ends: phones put further pictures and films behind it."""
    place = 2
    for _, _, stop in _segments(data):
        place = stop
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        marker = data[place + 1]
        if marker == _END_OF_IMAGE:
            return place + 2
        if marker in (0x00, 0xFF) or marker in _RESTARTS:
            place += 1 if marker == 0xFF else 2
        else:
            place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    raise ValueError("no end of the picture")


def _orientation(data: bytearray, start: int, stop: int) -> int:
    """1 to 8 as Exif numbers them; 1 (upright) where nothing is said or it cannot be read."""
    if not data.startswith(_EXIF, start + 4):
        return 1
    tiff = bytes(data[start + 10 : stop])
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        entries = [struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * place) for place in range(count)]
    except struct.error:
        return 1
    return next((value for tag, _, _, value in entries if tag == _ORIENTATION and 1 <= value <= 8), 1)


def _orientation_segment(value: int) -> bytes:
    """An Exif segment that says nothing but how the picture is turned."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, value, 0)
    tiff = b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    body = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _chunks(data: bytearray) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each chunk up to the last one of the picture."""
    place = _PNG_SIGNATURE_BYTES
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        stop = place + 12 + length
        if stop > len(data):
            return
        yield kind, place, stop
        if kind == b"IEND":
            return
        place = stop
