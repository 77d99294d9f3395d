"""Reading back what the engine wrote: text, structure, marked content, ink."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no stubs
from PIL import Image


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as pdfium (Chrome, Edge) extracts it."""
    document = pdfium.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def page_image(pdf: bytes, index: int = 0, dpi: int = 60) -> Image.Image:
    page = pdfium.PdfDocument(pdf)[index]
    image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return image


def letter_height(pdf: bytes, letter: str) -> float:
    """How high the first such letter of the first page stands on the paper, in points."""
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    _left, bottom, _right, top = page.get_charbox(page.get_text_range().index(letter))
    return float(top - bottom)


def drawn_from_left(pdf: bytes) -> str:
    """The characters of the first page by the place where they are drawn, from left to right, without spaces."""
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    text = page.get_text_range()
    places = [(page.get_charbox(index)[0], index) for index, character in enumerate(text) if not character.isspace()]
    return "".join(text[index] for _, index in sorted(places))


@dataclass
class Node:
    """A structure element as read from the file; `marks` are (page index, marked content id)."""

    kind: str
    language: str | None
    actual: str | None
    alternative: str | None
    scope: str | None
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def all(self, kind: str | None = None) -> Iterator[Node]:
        if kind is None or self.kind == kind:
            yield self
        for kid in self.kids:
            yield from kid.all(kind)


def structure(pdf: bytes) -> Node:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: index for index, page in enumerate(document.pages)}
        return _node(document.Root.StructTreeRoot.K, pages)


def _text(element: pikepdf.Object, key: str) -> str | None:
    return str(element[key]) if key in element else None


def _node(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> Node:
    attributes = element.get("/A", pikepdf.Dictionary())
    node = Node(
        str(element.S)[1:],
        _text(element, "/Lang"),
        _text(element, "/ActualText"),
        _text(element, "/Alt"),
        str(attributes["/Scope"]) if "/Scope" in attributes else None,
    )
    for kid in element.K:
        if isinstance(kid, int):
            node.marks.append((pages[element.Pg.objgen], kid))
        elif kid.get("/Type") == "/MCR":
            node.marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            node.kids.append(_node(kid, pages))
    return node


def unmarked_operators(pdf: bytes) -> list[str]:
    """Operators that draw outside every marked content sequence."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                if not depth and name in {"TJ", "Tj", "f", "S", "B", "Do", "sh"}:
                    found.append(name)
            assert depth == 0
    return found


def marked_ids(pdf: bytes) -> list[tuple[int, int]]:
    """(page index, id) of all marked content that is not an artifact."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for index, page in enumerate(document.pages):
            for instruction in pikepdf.parse_content_stream(page, "BDC"):
                operands = instruction.operands
                if len(operands) > 1 and "/MCID" in operands[1]:
                    found.append((index, int(operands[1].MCID)))
    return found


def colour_operators(pdf: bytes) -> set[str]:
    """Operators that could set anything but a grey."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            found |= {str(instruction.operator) for instruction in pikepdf.parse_content_stream(page)}
    return found & {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
