"""A typeface inside the PDF: HarfBuzz's subset as a Type 0 font addressed by glyph number, with its texts."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from desktop.printing.engine.fonts import Face
from desktop.printing.engine.numbers import number

# Layout has happened already; what readers need are outlines and widths.
_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"OS/2", b"DSIG", b"STAT", b"gasp", b"meta", b"cmap", b"BASE")
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def /CMapName/Adobe-Identity-UCS def "
    "/CMapType 2 def 1 begincodespacerange <0000><FFFF> endcodespacerange"
)
_ROWS = 100  # most entries one bfchar block may hold


class Raw(pdfdoc.PDFObject):
    """An object whose bytes are ready."""

    __RefOnly__ = 1

    def __init__(self, content: str) -> None:
        self.content = content

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self.content.encode("ascii")


@lru_cache(64)
def subset(face: Face, glyphs: frozenset[int]) -> bytes:
    """The font file with only these glyphs, under their old numbers, compressed."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    flags = hb.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _DROPPED)
    return bytes(hb.subset(face.face, wanted).blob.data)


def embed(document: pdfdoc.PDFDocument, face: Face, glyphs: frozenset[int], claims: Mapping[int, str]) -> str:
    """Adds the font to the document; returns the reference to it."""
    glyphs |= {0}
    data = subset(face, glyphs)
    name = f"{_subset_tag(glyphs)}+{face.name}"
    file = _stream(document, f"{face.resource}.file", data, Length1=len(data))
    to_unicode = _stream(document, f"{face.resource}.text", _to_unicode(face, glyphs, claims).encode("ascii"))
    descriptor = _register(document, f"{face.resource}.descriptor", _descriptor(face, name, file))
    descendant = _register(
        document,
        f"{face.resource}.cid",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/DW 1000/W[{_widths(face, glyphs)}]/CIDToGIDMap/Identity/FontDescriptor {descriptor}>>",
    )
    return _register(
        document,
        face.resource,
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant}]/ToUnicode {to_unicode}>>",
    )


def register(document: pdfdoc.PDFDocument, name: str, item: pdfdoc.PDFObject) -> int:
    """Gives the object a number in the file; `name` is unique in the document."""
    document.Reference(item, name)  # type: ignore[no-untyped-call]  # reportlab's stubs leave it untyped
    number_: int = document.idToObjectNumberAndVersion[name][0]
    return number_


def _register(document: pdfdoc.PDFDocument, name: str, content: str) -> str:
    return f"{register(document, name, Raw(content))} 0 R"


def _stream(document: pdfdoc.PDFDocument, name: str, data: bytes, **entries: int) -> str:
    stream = pdfdoc.PDFStream(filters=[pdfdoc.PDFZCompress], content=data)
    for key, value in entries.items():
        stream.dictionary[key] = value
    return f"{register(document, name, stream)} 0 R"


def _subset_tag(glyphs: frozenset[int]) -> str:
    """Six capital letters that depend on the glyphs only."""
    check = zlib.crc32(repr(sorted(glyphs)).encode("ascii"))
    return "".join(chr(65 + (check >> shift) % 26) for shift in (0, 5, 10, 15, 20, 25))


def _descriptor(face: Face, name: str, file: str) -> str:
    extents = face.font.get_font_extents("ltr")
    ascent, descent = round(extents.ascender * face.unit), round(extents.descender * face.unit)
    stem = 140 if face.name.endswith("Bold") else 80
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-1000 {descent - 200} 2000 {ascent + 200}]"
        f"/ItalicAngle 0/Ascent {ascent}/Descent {descent}/CapHeight 714/StemV {stem}/FontFile2 {file}>>"
    )


def _widths(face: Face, glyphs: frozenset[int]) -> str:
    rows: list[str] = []
    before = -2
    for glyph in sorted(glyphs):
        width = number(face.advance(glyph))
        rows.append(f" {width}" if glyph == before + 1 else f"]{glyph}[{width}")
        before = glyph
    return "".join(rows).removeprefix("]") + "]"


def _as_drawn(text: str) -> str:
    """A ligature's letters in drawing order.

    Readers (measured: pdfium, poppler) take right-to-left glyphs from left to right and turn the whole run round, a
    ligature's letters with it; in logical order every „لا“ would come out as „ال“.
    """
    return text[::-1] if "\u0600" <= text[0] <= "\u08ff" else text


def _to_unicode(face: Face, glyphs: frozenset[int], claims: Mapping[int, str]) -> str:
    known = face.glyph_texts
    rows = []
    for glyph in sorted(glyphs - {0}):
        text = _as_drawn(known.get(glyph) or claims.get(glyph, " "))
        rows.append(f"<{glyph:04X}><{text.encode('utf-16-be').hex().upper()}>")
    blocks = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]
    body = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join([_CMAP_HEAD, *body, "endcmap CMapName currentdict /CMap defineresource pop end end"])
