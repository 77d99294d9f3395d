"""Looks into an XLSX file as a zip archive before openpyxl may open it: sizes, kind, XML without entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from desktop.errors import ImportFileError
from desktop.exchange.csv_file import too_many_rows
from desktop.exchange.table import MAX_ROWS

MAX_UNPACKED = 150 * 2**20
MAX_RATIO = 100
"""Unpacked bytes per packed byte over the whole file (security.md T24)."""

_MAX_PARTS = 2_000
_MAX_ROW_ELEMENTS = 10 * MAX_ROWS
"""Formatted but empty rows are usual; a sheet with more of them than this is refused unread."""

_DAMAGED = "Die Excel-Datei ist beschädigt und lässt sich nicht öffnen: Bitte neu anfordern."
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_CELL_WITH_FORMULA = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f[\s/>](.*?)</(?:\w+:)?c>", re.DOTALL)
_FILLED = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_REFERENCE = re.compile(rb"\br=\"([A-Z]{1,3}\d{1,7})\"")


@dataclass(frozen=True)
class SheetFacts:
    """What openpyxl's reading mode does not tell about a sheet: merged ranges, formulas without a stored value."""

    merged: tuple[str, ...]
    uncalculated: frozenset[str]


def check_package(data: bytes) -> None:
    """Raises ImportFileError unless `data` is a workbook that is safe to open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_sizes(package, len(data))
            _check_kind(package)
            _check_parts(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise ImportFileError(_DAMAGED) from None


def _check_sizes(package: zipfile.ZipFile, packed: int) -> None:
    """Trusts the directory: reading a part never yields more bytes than the directory says."""
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise ImportFileError(
            "Die Datei entpackt sich auf eine gefährliche Größe und wird deshalb nicht geöffnet: "
            "Bitte die Liste in Excel neu speichern oder als CSV anfordern."
        )


def _check_kind(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise ImportFileError("Das Archiv ist mit einem Passwort geschützt: Bitte die Liste ohne Passwort anfordern.")
    if "xl/workbook.bin" in names:
        raise ImportFileError("Das ist eine Excel-Binärdatei (XLSB): Bitte in Excel als XLSX oder CSV speichern.")
    if "content.xml" in names:
        raise ImportFileError("Das ist eine OpenDocument-Datei (ODS): Bitte als XLSX oder CSV speichern.")
    if "word/document.xml" in names:
        raise ImportFileError("Das ist ein Word-Dokument: Bitte die Liste als XLSX oder CSV anfordern.")
    if not any(name.lower().startswith("xl/") for name in names):
        raise ImportFileError("Die Datei ist ein Archiv und keine Liste: Bitte entpacken und die Liste selbst wählen.")


def _check_parts(package: zipfile.ZipFile) -> None:
    for part in package.infolist():
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue
        content = package.read(part)
        if _declares_entities(content):
            raise ImportFileError(
                "Die Excel-Datei enthält verbotene Anweisungen (XML-Entitäten) und wird nicht geöffnet: "
                "Bitte neu anfordern."
            )
        if _ROW.search(content):
            _check_rows(content)


def _declares_entities(content: bytes) -> bool:
    """No Office program writes a document type; entity bombs need one. The text may be UTF-16."""
    marks = ("<!DOCTYPE", "<!ENTITY")
    return any(mark.encode(code) in content for mark in marks for code in ("ascii", "utf-16-le", "utf-16-be"))


def _check_rows(content: bytes) -> None:
    starts = [match.start() for match in _ROW.finditer(content)]
    if len(starts) > _MAX_ROW_ELEMENTS:
        raise ImportFileError(too_many_rows())
    if len(starts) > MAX_ROWS:
        ends = [*starts[1:], len(content)]
        filled = sum(1 for start, end in zip(starts, ends, strict=True) if _VALUE.search(content, start, end))
        if filled > MAX_ROWS:
            raise ImportFileError(too_many_rows())


def sheet_facts(content: bytes) -> SheetFacts:
    """Merged ranges and formulas without value of one sheet part."""
    merged = tuple(match.group(1).decode() for match in _MERGE.finditer(content))
    formulas = _uncalculated(content) if b"<f" in content or b":f" in content else []
    return SheetFacts(merged, frozenset(formulas))


def _uncalculated(content: bytes) -> list[str]:
    found = []
    for match in _CELL_WITH_FORMULA.finditer(content):
        attributes, content_of_cell = match.groups()
        empty_text = b't="str"' in attributes and _VALUE.search(content_of_cell)
        reference = _REFERENCE.search(attributes)
        if reference and not empty_text and not _FILLED.search(content_of_cell):
            found.append(reference.group(1).decode())
    return found
