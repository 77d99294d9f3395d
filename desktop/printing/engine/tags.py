"""The logical structure of a tagged PDF (ISO 32000-1, 14.7; PDF/UA-1): elements and the marked content they own."""

from __future__ import annotations

from desktop.printing.engine.numbers import hex_text, number


class Element:
    """A structure element. `kids` are elements or (page index, marked content id)."""

    __slots__ = ("attributes", "kids", "kind", "number", "parent")

    def __init__(self, kind: str, parent: Element | None, attributes: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.attributes = attributes
        self.kids: list[Element | tuple[int, int]] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)


def language_attribute(tag: str) -> str:
    return f"/Lang({tag})"


def actual_text(text: str) -> str:
    return f"/ActualText{hex_text(text)}"


def figure_attributes(alternative: str, box: tuple[float, float, float, float]) -> str:
    """For a Figure: its alternative text and its place on the page (left, bottom, right, top in points)."""
    corners = " ".join(map(number, box))
    return f"/Alt{hex_text(alternative)}/A<</O/Layout/BBox[{corners}]>>"


COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"


class Structure:
    """The tree of one document while it is drawn, and who owns which marked content on which page."""

    def __init__(self) -> None:
        self.root = Element("Document", None)
        self.owners: list[list[Element]] = []

    def new_page(self) -> None:
        self.owners.append([])

    def mark(self, element: Element) -> int:
        """A new marked content id on the current page, owned by the element."""
        page = self.owners[-1]
        page.append(element)
        element.kids.append((len(self.owners) - 1, len(page) - 1))
        return len(page) - 1

    def elements(self) -> list[Element]:
        """All elements with content, parents first, in reading order."""
        found: list[Element] = []
        stack = [self.root]
        while stack:
            element = stack.pop()
            found.append(element)
            stack.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
        return found


def serialise(element: Element, tree_root: int, pages: list[int]) -> str:
    """The element's dictionary; `pages` are the object numbers of the pages."""
    parent = element.parent.number if element.parent else tree_root
    marked = [kid for kid in element.kids if not isinstance(kid, Element)]
    home = marked[0][0] if marked else -1
    kids = " ".join([_kid(kid, home, pages) for kid in element.kids])
    page = f"/Pg {pages[home]} 0 R" if marked else ""
    return f"<</Type/StructElem/S/{element.kind}/P {parent} 0 R{page}/K[{kids}]{element.attributes}>>"


def _kid(kid: Element | tuple[int, int], home: int, pages: list[int]) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    page, number_ = kid
    if page == home:
        return str(number_)
    return f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {number_}>>"


def parent_tree(structure: Structure) -> str:
    """Number tree from a page's StructParents (its index) to the owners of its marked content."""
    rows = [
        f"{index}[{' '.join([f'{element.number} 0 R' for element in page])}]"
        for index, page in enumerate(structure.owners)
    ]
    return f"<</Nums[{' '.join(rows)}]>>"
