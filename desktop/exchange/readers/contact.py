"""Cells about where and how to reach somebody, references, family numbers, remarks."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.casework.handover.incoming import Address, CellReading, Remark, missing, sure, unreadable, unsure
from desktop.exchange.readers.words import cleaned, is_nothing, raw_list
from desktop.exchange.table import Cell, cell_text

_POSTCODE_TOWN = re.compile(r"(?:D\s?-\s?)?(\d{5})\s+(.+)")
_HOUSE = re.compile(r"^(?P<street>.*?\D\s?\d+\s?[a-zA-Z]?(?:\s?[-/]\s?\d+\s?[a-zA-Z]?)?)\s+(?P<rest>\d{5}\s+.+)$")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DISTRICT_MARK = re.compile(r"\s*(?:\bOT\b|\bOrtsteil\b|-\s*OT\b)\.?\s*", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def read_address(text: str) -> CellReading[Address]:
    """„Talstr. 7, 77777 Musterlingen-Oberdorf“ in parts. Town and part of town stay together here: only the whole
    list shows which hyphen belongs to a town's own name.
    """
    text = cleaned(text)
    if is_nothing(text):
        return missing(text)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        return unreadable(text, f"„{text}“ ist keine Anschrift.")
    if len(parts) == 1:
        house = _HOUSE.match(text)
        parts = [house.group("street"), house.group("rest")] if house else parts
    if len(parts) == 1:
        return unsure(Address(street=text), text, "Der Ort fehlt.") if _has_digit(text) else _only_town(text)
    postcode, town = split_town(parts[-1])
    if not any(letter.isalpha() for letter in town):
        return unreadable(text, f"„{text}“ ist keine Anschrift.")
    town, district = split_district(town)
    return sure(Address(", ".join(parts[:-1]), postcode, town, district), text)


def split_town(text: str) -> tuple[str, str]:
    """„77777 Musterlingen“ → postcode and town."""
    match = _POSTCODE_TOWN.fullmatch(text.strip())
    return (match.group(1), match.group(2).strip()) if match else ("", text.strip())


def split_district(town: str) -> tuple[str, str]:
    """„Musterlingen OT Oberdorf“, „Musterlingen (Oberdorf)“ → town and part; a bare hyphen is left alone."""
    if town.endswith(")") and "(" in town:
        town, _, district = town[:-1].partition("(")
        return town.strip(), _DISTRICT_MARK.sub("", district).strip()
    parts = _DISTRICT_MARK.split(town, maxsplit=1)
    return (parts[0].strip(" -"), parts[1].strip()) if len(parts) == 2 and parts[0].strip(" -") else (town, "")


def _only_town(text: str) -> CellReading[Address]:
    postcode, town = split_town(text)
    return unsure(Address("", postcode, town), text, "Die Straße fehlt.")


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and not _POSTCODE_TOWN.fullmatch(text)


def read_phone(cell: Cell) -> CellReading[str]:
    """A phone number as written. Excel drops the leading zero of numbers it takes for sums."""
    text = cleaned(cell_text(cell))
    if is_nothing(text):
        return missing(text)
    digits = sum(letter.isdigit() for letter in text)
    if digits < 5:
        return unreadable(text, f"„{text}“ ist keine Telefonnummer.")
    if isinstance(cell, int) and not text.startswith("49"):
        return unsure("0" + text, text, "Die führende Null fehlte und wurde ergänzt.")
    if any(letter.isalpha() for letter in text):
        return unsure(text, text, "Neben der Nummer steht noch ein Text.")
    return sure(text, text)


@lru_cache(maxsize=20_000)
def read_email(text: str) -> CellReading[str]:
    text = cleaned(text)
    if is_nothing(text):
        return missing(text)
    return sure(text, text) if _EMAIL.fullmatch(text) else unreadable(text, f"„{text}“ ist keine E-Mail-Adresse.")


def read_plain(text: str) -> CellReading[str]:
    """A reference, a family number or the name of a building: as written."""
    text = cleaned(text)
    return missing(text) if is_nothing(text) else sure(text, text)


@lru_cache(maxsize=20_000)
def read_remark(text: str) -> CellReading[Remark]:
    """A remark; words of health, faith or violence propose protection class S3 (decision 33)."""
    text = cleaned(text)
    if is_nothing(text):
        return missing(text)
    if is_sensitive(text):
        note = "Die Bemerkung berührt besonders geschützte Angaben (z. B. Gesundheit): Schutzklasse S3 vorgeschlagen."
        return sure(Remark(text, True), text, note)
    return sure(Remark(text, False), text)


def is_sensitive(text: str) -> bool:
    """Whether a word begins like one of the protected subjects and is no listed exception."""
    low = text.casefold()
    for exception in raw_list("sensitive", "exceptions"):
        low = low.replace(exception, " ")
    return any(re.search(rf"\b{re.escape(start)}", low) for start in raw_list("sensitive", "beginnings"))
