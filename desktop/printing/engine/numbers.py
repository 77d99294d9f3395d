"""How numbers and texts are written inside a PDF."""

from __future__ import annotations


def number(value: float) -> str:
    """At most three decimals (a thousandth of a point), no trailing zeros, no exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def hex_text(text: str) -> str:
    """A PDF text string in UTF-16 with its byte order mark, written in hexadecimal; harmless whatever the text is."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
