"""A drawn surface becomes a PDF: reportlab writes pages, outline and objects, one pikepdf save makes it compact."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop.printing.engine.pdffont import Raw, embed, register
from desktop.printing.engine.surface import Details, Surface
from desktop.printing.engine.tags import language_attribute, parent_tree, serialise

_PRODUCER = "Wegplan"


class _Canvas(Canvas):
    """The parts of reportlab's canvas this module reaches into; its stubs leave them out."""

    _doc: Any
    _code: list[str]
    _preamble: str


def compose(surface: Surface, details: Details) -> bytes:
    """The tagged PDF as reportlab writes it."""
    buffer = io.BytesIO()
    canvas = _Canvas(
        buffer, pagesize=surface.size, pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=details.language
    )
    canvas._preamble = ""  # reportlab's own selects a font that is not embedded
    canvas.setTitle(details.title)
    canvas.setAuthor(details.author)
    canvas.setSubject(details.subject)
    canvas.setCreator(_PRODUCER)
    canvas.setProducer(_PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _pages(canvas, surface)
    _fonts(canvas, surface)
    _structure(canvas, surface, details)
    canvas.save()
    return buffer.getvalue()


def _pages(canvas: _Canvas, surface: Surface) -> None:
    depth = -1
    for index, operators in enumerate(surface.pages):
        larger = [] if surface.enlarged == 1 else [f"{surface.enlarged:g} 0 0 {surface.enlarged:g} 0 0 cm"]
        canvas._code = larger + list(operators)
        for number, bookmark in enumerate(surface.bookmarks):
            if bookmark.page == index:
                depth = min(bookmark.depth, depth + 1)
                canvas.bookmarkHorizontalAbsolute(f"b{number}", bookmark.y)
                canvas.addOutlineEntry(bookmark.title, f"b{number}", depth, closed=False)
        canvas.showPage()
        page = canvas._doc.idToObject[f"Page{index + 1}"]
        page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])  # without ASCII85


def _fonts(canvas: _Canvas, surface: Surface) -> None:
    document = canvas._doc
    fonts = document.idToObject["BasicFonts"].dict
    fonts.clear()
    for face in sorted(surface.glyphs, key=lambda face: face.resource):
        claims = {glyph: text for (owner, glyph), text in surface.claims.items() if owner is face}
        reference = embed(document, face, frozenset(surface.glyphs[face]), claims)
        fonts[face.resource] = Raw(reference).content


def _structure(canvas: _Canvas, surface: Surface, details: Details) -> None:
    document = canvas._doc
    structure = surface.structure
    structure.root.attributes = language_attribute(details.language)
    numbers = [document.idToObjectNumberAndVersion[f"Page{index + 1}"][0] for index in range(len(surface.pages))]
    root = Raw("")
    tree = Raw("")
    tree_root = register(document, "StructTree", root)
    parents = register(document, "ParentTree", tree)
    elements = structure.elements()
    objects = [Raw("") for _ in elements]
    for index, (element, item) in enumerate(zip(elements, objects, strict=True)):
        element.number = register(document, f"S{index}", item)
    for element, item in zip(elements, objects, strict=True):
        item.content = serialise(element, tree_root, numbers)
    tree.content = parent_tree(structure)
    root.content = (
        f"<</Type/StructTreeRoot/K {structure.root.number} 0 R/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {len(surface.pages)}>>"
    )
    catalog = document.Catalog
    catalog.StructTreeRoot = root
    catalog.MarkInfo = Raw("<</Marked true>>")
    catalog.Metadata = pdfdoc.XMP(creator=lambda _: _metadata(details))
    for index in range(len(surface.pages)):
        page = document.idToObject[f"Page{index + 1}"]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = index
        page.Tabs = pdfdoc.PDFName("S")


def _metadata(details: Details) -> bytes:
    title = escape(details.title)
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(details.author)}</rdf:li></rdf:Seq></dc:creator>"
    created = details.created and f"<xmp:CreateDate>{details.created.isoformat(timespec='seconds')}</xmp:CreateDate>"
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{details.language}</rdf:li></rdf:Bag></dc:language>"
        f"{author if details.author else ''}{created or ''}"
        '<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return text.encode("utf-8", "replace")


def polish(composed: bytes, details: Details) -> bytes:
    """Object streams and a clean file structure; the same input gives the same bytes."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(composed)) as pdf:
        information = pdf.docinfo
        for key in ("/CreationDate", "/ModDate", "/Trapped", "/Keywords"):
            if key in information:
                del information[key]
        if details.created is not None:
            information["/CreationDate"] = pikepdf.String(_pdf_date(details.created))
        pdf.save(
            result,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return result.getvalue()


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")
