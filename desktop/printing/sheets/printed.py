"""What comes out when a sheet is made."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.printing.engine import Document

LARGE_PRINT = 1.3
"""So many times as large are sheets for whoever sees badly (decision 38)."""


@dataclass(frozen=True)
class PrintedSheet:
    """A finished sheet: the PDF (tagged, PDF/UA-1) and what somebody should know before handing it out."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    """Characters no bundled font can draw; U+FFFD stands on the paper instead."""
    unreviewed: tuple[str, ...]
    """Keys of machine-made texts nobody has checked yet, in the order of the sheet; the paper says so."""
    untranslated: tuple[str, ...]
    """Keys of fixed texts without a valid translation; they print as German, marked."""
    untranslated_own: int
    """How many of the user's own texts have no translation; they print as German, marked."""

    @property
    def unreviewed_count(self) -> int:
        """How many machine-made texts nobody has checked yet."""
        return len(self.unreviewed)


def german_only(document: Document) -> PrintedSheet:
    """A document finished whose texts need no translation."""
    pdf = document.finish()
    return PrintedSheet(pdf, document.pages, document.missing, (), (), 0)
