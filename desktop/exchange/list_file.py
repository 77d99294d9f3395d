"""Any file a county may send → its tables, or one plain sentence why not."""

from __future__ import annotations

from desktop.errors import ImportFileError
from desktop.exchange.csv_file import read_csv
from desktop.exchange.table import Table

MAX_FILE = 50 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    (b"%PDF", "Das ist ein PDF: Bitte die Liste als Excel-Datei (XLSX) oder CSV anfordern."),
    (b"{\\rtf", "Das ist ein Textdokument (RTF): Bitte die Liste als XLSX oder CSV anfordern."),
    (b"\x89PNG", "Das ist ein Bild: Bitte die Liste als XLSX oder CSV anfordern."),
    (b"\xff\xd8\xff", "Das ist ein Bild: Bitte die Liste als XLSX oder CSV anfordern."),
    (b"GIF8", "Das ist ein Bild: Bitte die Liste als XLSX oder CSV anfordern."),
    (b"7z\xbc\xaf", "Die Datei ist ein Archiv und keine Liste: Bitte zuerst entpacken, dann die Liste wählen."),
    (b"Rar!", "Die Datei ist ein Archiv und keine Liste: Bitte zuerst entpacken, dann die Liste wählen."),
    (b"\x1f\x8b", "Die Datei ist ein Archiv und keine Liste: Bitte zuerst entpacken, dann die Liste wählen."),
    (b"MZ", "Das ist ein Programm und keine Liste: Bitte nicht öffnen und die IT fragen."),
)


def read_tables(data: bytes) -> tuple[Table, ...]:
    """The filled sheets of a hand-over file; a text file has one.

    Raises ImportFileError for everything that is no list, is protected, damaged, too large or dangerous.
    """
    if not data.strip():
        raise ImportFileError("Die Datei ist leer: Sie enthält keine einzige Zeile.")
    if len(data) > MAX_FILE:
        raise ImportFileError("Die Datei ist größer als 50 MB: Das ist keine Übergabeliste.")
    if data.startswith(b"PK"):
        from desktop.exchange.xlsx_file import read_xlsx  # noqa: PLC0415  openpyxl is wanted by the reading process only

        return read_xlsx(data)
    _refuse_other_kinds(data)
    return (read_csv(data),)


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED_PART in data:
            raise ImportFileError("Die Excel-Datei ist mit einem Passwort geschützt: Bitte ohne Passwort anfordern.")
        raise ImportFileError("Das ist eine alte Excel-Datei (XLS): Bitte in Excel als XLSX oder CSV speichern.")
    for magic, sentence in _OTHER_KINDS:
        if data.startswith(magic) and not _looks_like_text(data, magic):
            raise ImportFileError(sentence)
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise ImportFileError("Das ist eine Internetseite oder XML-Datei: Bitte in Excel als XLSX speichern.")


def _looks_like_text(data: bytes, magic: bytes) -> bool:
    """A CSV may begin with the letters MZ or Rar; a program or an archive holds zero bytes at once."""
    return magic.isalpha() and b"\0" not in data[:400]
