"""Text files with separators: finds the encoding and the separator, gives back a `Table`."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from desktop.errors import ImportFileError
from desktop.exchange.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Line, Table, trimmed, without_controls

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BYTE_ENCODINGS = ("cp1252", "cp1254", "cp1250", "cp850", "mac_roman")
_EXPECTED = frozenset("äöüÄÖÜß§–—„“”‚‘’€éèêáàçëïîôûñóíúøåæšžčćđğışĞİŞ°²³«»…·\u00a0")
"""Letters and marks a German office's list of names holds; used to tell one-byte encodings apart."""

_SEPARATORS = (";", "\t", ",", "|")
_SAMPLE_LINES = 200
_NOT_A_LIST = "Die Datei ist keine Liste: Bitte eine Tabelle im Format XLSX oder CSV wählen."


def read_csv(data: bytes) -> Table:
    """The rows of a text file.

    Raises ImportFileError when it is no text, a quotation mark swallows rows, or a limit is passed.
    """
    text = decode(data)
    separator, text = _separator(text)
    lines = tuple(_lines(text, separator))
    if not lines:
        raise ImportFileError("Die Datei ist leer: Sie enthält keine einzige Zeile.")
    return Table("", lines)


def decode(data: bytes) -> str:
    """The text in whatever encoding it was saved; raises ImportFileError for bytes that are no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding)
    wide = _wide_without_bom(data)
    if wide:
        return _decoded(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _one_byte_text(data)
    _refuse_binary(text)
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise ImportFileError(
            "Die Datei ist beschädigt: Ihr Text bricht mitten in einem Zeichen ab. Bitte neu anfordern."
        ) from None
    _refuse_binary(text)
    return text


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 shows itself by a zero in every second byte of mostly Latin text."""
    sample = data[:4000]
    if len(sample) < 4:
        return None
    odd, even = sample[1::2].count(0) / (len(sample) // 2), sample[0::2].count(0) / (len(sample) // 2)
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def _one_byte_text(data: bytes) -> str:
    """Decoded so that the letters above ASCII look most like German, Turkish or French names."""
    best, best_score = "", float("-inf")
    for encoding in _BYTE_ENCODINGS:
        text = data.decode(encoding, errors="replace")
        foreign = Counter(char for char in text if char > "\x7f")
        known = sum(count for char, count in foreign.items() if char in _EXPECTED)
        score = 2 * known - sum(foreign.values())
        if score > best_score:
            best, best_score = text, score
    return best


def _refuse_binary(text: str) -> None:
    """A few stray control characters are cleaned later; many mean that this is no text at all."""
    sample = text[:20_000]
    controls = sum(1 for char in sample if char < " " and char not in "\t\n\r\f\v")
    if controls > 5 + len(sample) // 200:
        raise ImportFileError(_NOT_A_LIST)


def _separator(text: str) -> tuple[str, str]:
    """The separator and the text without Excel's own `sep=` line (kept as a blank line, so that numbers stay)."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], "\n" + rest
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator)), text


def _evenness(sample: str, separator: str) -> float:
    """How much the sample looks like a table with this separator: share of rows with the usual width × that width."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if any(row)]
    except csv.Error:
        return 0.0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    width, rows = max(wide.items(), key=lambda item: (item[1], item[0]))
    return rows / len(widths) * min(width, 12)


def _lines(text: str, separator: str) -> Iterator[Line]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    filled, before = 0, 0
    try:
        for row in reader:
            number, before = before + 1, reader.line_num
            cells = trimmed([without_controls(cell.strip()) for cell in row])
            if not cells:
                continue
            filled += 1
            _check_limits(filled, number, cells, separator)
            yield Line(number, cells)
    except csv.Error:
        raise ImportFileError(
            f"Ab Zeile {before + 1} ist die Datei nicht lesbar: Dort steht eine viel zu lange Zelle oder "
            "ein Anführungszeichen ohne Ende."
        ) from None


def _check_limits(filled: int, number: int, cells: tuple[object, ...], separator: str) -> None:
    if filled > MAX_ROWS:
        raise ImportFileError(too_many_rows())
    if len(cells) > MAX_COLUMNS:
        raise ImportFileError(f"Zeile {number} hat mehr als {MAX_COLUMNS} Spalten: Das ist keine Übergabeliste.")
    for cell in cells:
        if isinstance(cell, str) and "\n" in cell and _swallowed(cell, len(cells), separator):
            raise ImportFileError(
                f"In Zeile {number} beginnt ein Anführungszeichen, das nicht endet: "
                "Es verschluckt die folgenden Zeilen. Bitte in der Datei entfernen."
            )


def _swallowed(cell: str, width: int, separator: str) -> bool:
    """A cell over several lines that hold separators themselves holds whole rows (nobody may get lost)."""
    rows = [line for line in cell.splitlines() if line.count(separator) >= max(3, width // 2)]
    return bool(rows)


def too_many_rows() -> str:
    limit = f"{MAX_ROWS:,}".replace(",", ".")
    return f"Die Liste hat mehr als {limit} Zeilen: Bitte teilen Sie sie in kleinere Dateien auf."
