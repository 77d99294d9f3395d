"""Pictures the style sheet refers to (ticks, arrows), drawn in the colours of the day and kept in memory.

A style sheet takes pictures only from files or Qt resources, and a file has one colour for ever. So the pictures are
written as a Qt resource (the format of `rcc`, version 1) into memory, a fresh folder for each set of colours.
"""

from __future__ import annotations

import struct
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import qRegisterResourceData

if TYPE_CHECKING:
    from desktop.views.style import Tokens

_numbers = count(1)
_kept: list[tuple[bytes, bytes, bytes]] = []  # Qt reads from these bytes as long as the program runs
_BOX = '<rect x="1.5" y="1.5" width="21" height="21" rx="4" fill="{fill}" stroke="{edge}" stroke-width="2"/>'
_RING = '<circle cx="12" cy="12" r="10.5" fill="{fill}" stroke="{edge}" stroke-width="2"/>'
_MARKS = {
    "": "",
    "tick": '<path d="M6 12.5l4 4 8-9" fill="none" stroke="{mark}" stroke-width="3" stroke-linecap="round"/>',
    "dash": '<path d="M7 12h10" stroke="{mark}" stroke-width="3" stroke-linecap="round"/>',
    "dot": '<circle cx="12" cy="12" r="4.5" fill="{mark}"/>',
    "down": '<path d="M6 9l6 6 6-6" fill="none" stroke="{mark}" stroke-width="2.4" stroke-linecap="round"/>',
    "left": '<path d="M15 6l-6 6 6 6" fill="none" stroke="{mark}" stroke-width="2.4" stroke-linecap="round"/>',
    "right": '<path d="M9 6l6 6-6 6" fill="none" stroke="{mark}" stroke-width="2.4" stroke-linecap="round"/>',
    "up": '<path d="M6 15l6-6 6 6" fill="none" stroke="{mark}" stroke-width="2.4" stroke-linecap="round"/>',
}


def picture_folder(tokens: Tokens) -> str:
    """Register the pictures in these colours; returns the resource folder to name in the style sheet."""
    name = f"style{next(_numbers)}"
    data = _resource(name, {f"{key}.svg": text.encode() for key, text in _pictures(tokens).items()})
    _kept.append(data)
    qRegisterResourceData(1, *data)
    return f":/{name}"


def _pictures(t: Tokens) -> dict[str, str]:
    off, on, grey = (t.surface, t.control, t.text), (t.accent, t.accent, t.on_accent), (t.soft, t.line, t.muted)
    return {
        "box": _svg(_BOX, "", *off), "box-on": _svg(_BOX, "tick", *on), "box-part": _svg(_BOX, "dash", *on),
        "box-grey": _svg(_BOX, "", *grey), "box-on-grey": _svg(_BOX, "tick", *grey),
        "ring": _svg(_RING, "", *off), "ring-on": _svg(_RING, "dot", *on),
        "ring-grey": _svg(_RING, "", *grey), "ring-on-grey": _svg(_RING, "dot", *grey),
        "down": _svg("", "down", mark=t.muted), "up": _svg("", "up", mark=t.muted),
        "left": _svg("", "left", mark=t.text), "right": _svg("", "right", mark=t.text),
    }


def _svg(ground: str, mark_name: str, fill: str = "", edge: str = "", mark: str = "") -> str:
    body = (ground + _MARKS[mark_name]).format(fill=fill, edge=edge, mark=mark)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">{body}</svg>'


def _resource(folder: str, files: dict[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """Tree, names and data of a Qt resource that holds one folder; entries must be sorted by the hash of their name."""
    names, offsets = b"", {}
    for name in [folder, *files]:
        offsets[name] = len(names)
        names += struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
    is_folder, language_c, data = 2, 1, b""
    tree = struct.pack(">IHII", 0, is_folder, 1, 1) + struct.pack(">IHII", offsets[folder], is_folder, len(files), 2)
    for name in sorted(files, key=_hash):
        tree += struct.pack(">IHHHI", offsets[name], 0, 0, language_c, len(data))
        data += struct.pack(">I", len(files[name])) + files[name]
    return tree, names, data


def _hash(name: str) -> int:
    """The hash Qt's resource format sorts names by (an old ELF hash, 28 bits)."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
